//! The promises: what must hold from outside, against the library and the binary. One file a promise.

#![expect(clippy::disallowed_methods, reason = "the tests run servers and programs beside themselves")]

mod cli;
mod corpus;
mod crash;
mod decisions;
mod determinism;
mod guards;
mod harvest;
mod lines;
mod paging;
mod pipeline;
mod probe;
mod serve;
#[path = "../shared/mod.rs"]
mod shared;
mod support;
mod times;
