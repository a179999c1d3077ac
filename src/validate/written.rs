//! What a graph cannot say of its own document: which addresses it wrote as relative references.
//!
//! In: a graph as it was parsed, and the IRIs that only the base completed. Out: the graph with statements about each of them,
//! for the rules to judge; and the graph without, for all that follows.

use std::collections::BTreeMap;

use super::terms;
use crate::rdf::{Graph, TermId, Triple};

/// Says of each thing in `relative` that the document wrote its address as a relative reference (`help:written help:relative`),
/// and of each thing that refers to another in this way, which is described nowhere, that it does (`help:link`), with the reference
/// (`help:reference`). Each statement stands where that does of which it tells.
pub fn with_observations(graph: Graph, relative: &BTreeMap<TermId, String>) -> Graph {
    if relative.is_empty() {
        return graph;
    }
    let (things, others): (Vec<TermId>, Vec<TermId>) =
        relative.keys().partition(|&&id| !graph.properties(id).is_empty());
    let is_reference = |triple: &&Triple| others.binary_search(&triple[2]).is_ok();
    let references = graph.triples().iter().filter(is_reference);
    let references: Vec<(Triple, Option<usize>)> = references.map(|triple| (*triple, graph.offset(triple))).collect();
    let begins = |thing| graph.properties(thing).iter().filter_map(|triple| graph.offset(triple)).min();
    let things: Vec<(TermId, Option<usize>)> = things.into_iter().map(|thing| (thing, begins(thing))).collect();
    let mut builder = graph.into_builder();
    let (written, value) = (builder.terms.iri(terms::WRITTEN), builder.terms.iri(terms::RELATIVE));
    things.into_iter().for_each(|(thing, offset)| builder.insert_at([thing, written, value], offset));
    let (link, reference) = (builder.terms.iri(terms::LINK), builder.terms.iri(terms::REFERENCE));
    for ([subject, _, object], offset) in references {
        builder.insert_at([subject, link, object], offset);
        let text = builder.terms.string(&relative[&object]);
        builder.insert_at([object, reference, text], offset);
    }
    builder.finish()
}

/// The graph without what [`with_observations`] said; terms keep their names.
pub fn without_observations(graph: Graph) -> Graph {
    let said = [terms::WRITTEN, terms::LINK, terms::REFERENCE].map(|predicate| graph.find_iri(predicate));
    if said.iter().all(Option::is_none) {
        return graph;
    }
    let mut builder = graph.into_builder();
    builder.retain(|triple| !said.contains(&Some(triple[1])));
    builder.finish()
}
