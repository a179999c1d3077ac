//! What sort of thing a node is, by its types.
//!
//! In: a graph. Out: the nodes of the classes that several steps ask about, and what hangs below nothing but a node. Must not:
//! guess a class from a property.

use std::collections::{BTreeSet, HashMap};

use crate::rdf::vocab::{dcat, foaf, rdf, vcard};
use crate::rdf::{Graph, TermId, Triple};

/// What is entered in a catalogue.
pub(super) const ENTRIES: &[&str] = &[dcat::DATASET, dcat::DATASET_SERIES, dcat::DATA_SERVICE];
/// Datasets and series of them.
pub(super) const DATASETS: &[&str] = &[dcat::DATASET, dcat::DATASET_SERIES];
/// Who publishes or makes something.
pub(super) const AGENTS: &[&str] = &[foaf::AGENT, foaf::GROUP, foaf::ORGANIZATION, foaf::PERSON];
/// Whom to ask.
pub(super) const CONTACTS: &[&str] = &[
    vcard::GROUP,
    vcard::HOME,
    vcard::INDIVIDUAL,
    vcard::KIND,
    vcard::LOCATION,
    vcard::ORGANIZATION,
    vcard::VCARD,
    vcard::WORK,
];

/// The nodes of any of the classes.
pub(super) fn of_classes(graph: &Graph, classes: &[&str]) -> BTreeSet<TermId> {
    classes.iter().flat_map(|class| graph.instances(class)).collect()
}

/// The types of a node.
pub(super) fn types(graph: &Graph, node: TermId) -> &[Triple] {
    graph.find_iri(rdf::TYPE).map_or(&[], |rdf_type| graph.statements(node, rdf_type))
}

/// How often each blank node is an object.
pub(super) fn references(graph: &Graph) -> HashMap<TermId, usize> {
    let mut references = HashMap::new();
    for &[_, _, object] in graph.triples().iter().filter(|triple| graph.terms().is_blank(triple[2])) {
        *references.entry(object).or_insert(0) += 1;
    }
    references
}

/// The statements of nodes, and of the blank nodes that only they lead to.
pub(super) fn description(graph: &Graph, nodes: impl IntoIterator<Item = TermId>) -> Vec<Triple> {
    let mut left = references(graph);
    let mut waiting: Vec<TermId> = nodes.into_iter().collect();
    let mut seen: BTreeSet<TermId> = waiting.iter().copied().collect();
    let mut statements = Vec::new();
    while let Some(node) = waiting.pop() {
        for &triple in graph.properties(node) {
            statements.push(triple);
            if let Some(count) = left.get_mut(&triple[2]) {
                *count -= 1;
                if *count == 0 && seen.insert(triple[2]) {
                    waiting.push(triple[2]);
                }
            }
        }
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    #[test]
    fn what_something_else_leads_to_as_well_is_not_part_of_a_description() {
        let turtle = "@prefix ex: <http://example.org/> .
            ex:a ex:p [ ex:q [ ex:own 1 ] ], _:shared . ex:b ex:p _:shared . _:shared ex:other 1 . _:ring ex:p _:ring .";
        let graph = parse(turtle.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default()).unwrap().graph;
        let of = |name: &str| description(&graph, graph.find_iri(&format!("http://example.org/{name}"))).len();
        assert_eq!([of("a"), of("b")], [4, 1]);
    }
}
