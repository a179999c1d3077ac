//! Blank nodes and the named subjects above them.
//!
//! In: a graph. Out: for each blank node that something named leads to, the nearest such subject.
//! Must not: depend on the order of the document; among equally near subjects the first by IRI counts.

use std::collections::HashMap;

use crate::rdf::{Graph, TermId};

/// The nearest named subject above each blank node; a blank node that nothing named leads to is not in the map.
pub(super) fn nearest_named(graph: &Graph) -> HashMap<TermId, TermId> {
    let terms = graph.terms();
    let mut nearest: HashMap<TermId, TermId> = HashMap::new();
    let mut level: HashMap<TermId, TermId> = HashMap::new();
    for &[subject, _, object] in graph.triples() {
        if terms.is_iri(subject) && terms.is_blank(object) {
            offer(graph, &mut level, object, subject);
        }
    }
    while !level.is_empty() {
        nearest.extend(&level);
        let mut next = HashMap::new();
        let mut reached: Vec<(TermId, TermId)> = level.into_iter().collect();
        reached.sort_unstable();
        for (blank, named) in reached {
            for &[_, _, object] in graph.properties(blank) {
                if terms.is_blank(object) && !nearest.contains_key(&object) {
                    offer(graph, &mut next, object, named);
                }
            }
        }
        level = next;
    }
    nearest
}

fn offer(graph: &Graph, level: &mut HashMap<TermId, TermId>, blank: TermId, named: TermId) {
    let first = level.entry(blank).or_insert(named);
    if graph.term(named).text() < graph.term(*first).text() {
        *first = named;
    }
}
