//! What a graph cannot say of its own document: that it wrote the address of a thing as a relative reference.
//!
//! In: a graph as it was parsed, and the IRIs that only the base completed. Out: the graph with a statement about each thing
//! whose address is one of them, for the rules to judge; and the graph without, for all that follows.

use super::terms;
use crate::rdf::{Graph, TermId};

/// Says of each subject among `relative` that the document wrote its address as a relative reference
/// (`help:written help:relative`).
pub fn with_observations(graph: Graph, relative: &[TermId]) -> Graph {
    let subjects: Vec<TermId> = relative.iter().copied().filter(|&id| !graph.properties(id).is_empty()).collect();
    if subjects.is_empty() {
        return graph;
    }
    let mut builder = graph.into_builder();
    let (written, value) = (builder.terms.iri(terms::WRITTEN), builder.terms.iri(terms::RELATIVE));
    subjects.into_iter().for_each(|subject| builder.insert(subject, written, value));
    builder.finish()
}

/// The graph without what [`with_observations`] said; terms keep their names.
pub fn without_observations(graph: Graph) -> Graph {
    let Some(written) = graph.find_iri(terms::WRITTEN) else { return graph };
    let mut builder = graph.into_builder();
    builder.retain(|triple| triple[1] != written);
    builder.finish()
}
