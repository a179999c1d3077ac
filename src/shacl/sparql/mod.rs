//! SPARQL-based constraints and constraint components (SHACL, sections 5 and 6).
//!
//! In: queries of the shapes graph, nodes to bind. Out: solutions. The evaluator is `spareval`, over our own graphs.
//! Must not: let a query run for ever. Each has a number of steps, not a time, so that the same input gives the same
//! answer on every machine.

mod bind;
mod dataset;
mod evaluate;
mod needs;
mod product;
mod query;

pub(crate) use evaluate::{Failure, Solution, ask, select};
pub(crate) use query::{Kind, Query};

/// The most steps of one query unless a plan says otherwise: statements looked at and terms taken out.
pub(crate) const STEPS: u64 = 20_000_000;
