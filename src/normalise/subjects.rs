//! Which things a step is about.
//!
//! In: a graph. Out: the things of a class. Must not: depend on a type where a property tells as much.

use std::collections::BTreeSet;

use crate::rdf::vocab::dcat;
use crate::rdf::{Graph, TermId};

/// Every distribution: what is typed so, and what a dataset has as one.
pub(super) fn distributions(graph: &Graph) -> BTreeSet<TermId> {
    of_class(graph, dcat::DISTRIBUTION, dcat::HAS_DISTRIBUTION)
}

/// Every data service: what is typed so, and what a catalogue has as one.
pub(super) fn data_services(graph: &Graph) -> BTreeSet<TermId> {
    of_class(graph, dcat::DATA_SERVICE, dcat::HAS_SERVICE)
}

/// The instances of a class, and what a property leads to that nothing but such an instance may follow. No literals.
pub(super) fn of_class(graph: &Graph, class: &str, property: &str) -> BTreeSet<TermId> {
    let mut things: BTreeSet<TermId> = graph.instances(class).collect();
    if let Some(property) = graph.find_iri(property) {
        things.extend(graph.by_predicate(property).map(|(object, _)| object));
    }
    things.retain(|&thing| !graph.terms().is_literal(thing));
    things
}
