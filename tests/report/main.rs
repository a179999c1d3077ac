//! Reports: what people and programs read.

mod document;
mod pages;
mod sample;
