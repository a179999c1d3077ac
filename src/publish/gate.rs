//! The gate: a file is read back with the parser, and counted, before it is published.

use std::fs;
use std::path::Path;

use super::{catalogue, strict};
use crate::rdf::{Caps, Format, parse_written};

/// What a file must hold.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    pub(super) datasets: usize,
    pub(super) triples: usize,
}

/// Why a file may not be published.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// It cannot be read back.
    #[error("the {format} file cannot be read back: {reason}; the snapshot before stays")]
    Unreadable {
        /// Its format.
        format: Format,
        /// Why not.
        reason: String,
    },
    /// It holds an address that a strict parser refuses.
    #[error("the {format} file holds the invalid address <{iri}>; the snapshot before stays")]
    Iri {
        /// Its format.
        format: Format,
        /// The address.
        iri: String,
    },
    /// It holds something else than was written.
    #[error("the {format} file holds {found} {what} instead of {expected}; the snapshot before stays")]
    Count {
        /// Its format.
        format: Format,
        /// What was counted: triples or datasets.
        what: &'static str,
        /// What it holds.
        found: usize,
        /// What it should hold.
        expected: usize,
    },
}

pub(super) fn check(path: &Path, format: Format, expected: Expected) -> Result<(), GateError> {
    let unreadable = |reason: String| GateError::Unreadable { format, reason };
    let bytes = fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    let (triples, blank_nodes, document) = (usize::MAX, usize::MAX, u64::MAX);
    let caps = Caps { triples, blank_nodes, document, json_ld: document, ..Caps::default() };
    // Every IRI is absolute, so the base is never used; this one would be seen.
    let parsed = parse_written(&bytes, format, "relative:", &caps).map_err(|error| unreadable(error.to_string()))?;
    drop(bytes);
    let graph = parsed.graph;
    let iris = graph.terms().ids().filter_map(|id| graph.term(id).as_iri());
    if let Some(iri) = iris.into_iter().find(|iri| !strict::is_valid(iri)) {
        return Err(GateError::Iri { format, iri: iri.to_owned() });
    }
    let counts =
        [("triples", graph.len(), expected.triples), ("datasets", catalogue::datasets(&graph), expected.datasets)];
    match counts.into_iter().find(|(_, found, expected)| found != expected) {
        None => Ok(()),
        Some((what, found, expected)) => Err(GateError::Count { format, what, found, expected }),
    }
}
