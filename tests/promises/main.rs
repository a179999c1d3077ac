//! The promises: what must hold from outside, against the library and the binary. One file a promise.

mod cli;
mod corpus;
mod crash;
mod determinism;
mod harvest;
mod pipeline;
mod serve;
mod support;
