//! Where a publisher would look for a node: the node itself if it has a name, else the nearest named node above it.
//!
//! In: a data graph and a node. Out: an IRI of that graph. Never a blank node's label, which means nothing to anybody.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::rdf::{Graph, TermId};

/// Steps upwards; a description is never nested deeper, and longer chains are cycles or nonsense.
const HIGHEST: usize = 16;

/// Nodes looked at for one anchor, so that a blank node with a million subjects costs no more than any other.
const MOST_NODES: usize = 1_000;

/// Finds anchors in one graph. What leads to blank nodes is collected at the first need.
pub(super) struct Anchors<'a> {
    graph: &'a Graph,
    /// (blank object, subject), sorted.
    incoming: OnceCell<Vec<(TermId, TermId)>>,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(graph: &'a Graph) -> Self {
        Anchors { graph, incoming: OnceCell::new() }
    }

    /// The IRI of the node, or of the nearest named subject from which it is reached; among equally near ones the first
    /// in the alphabet. Empty if there is none.
    pub(super) fn of(&self, node: TermId) -> &'a str {
        if let Some(iri) = self.graph.term(node).as_iri() {
            return iri;
        }
        let mut seen = BTreeSet::from([node]);
        let mut level = vec![node];
        for _ in 0..HIGHEST {
            let mut above: Vec<TermId> = level.iter().flat_map(|&node| self.subjects(node)).collect();
            above.truncate(MOST_NODES);
            if let Some(named) = above.iter().filter_map(|&id| self.graph.term(id).as_iri()).min() {
                return named;
            }
            above.retain(|&id| seen.len() < MOST_NODES && seen.insert(id));
            level = above;
        }
        ""
    }

    fn subjects(&self, blank: TermId) -> impl Iterator<Item = TermId> + '_ {
        let incoming = self.incoming.get_or_init(|| {
            let terms = self.graph.terms();
            let to_blank = self.graph.triples().iter().filter(|t| terms.is_blank(t[2]));
            let mut pairs: Vec<(TermId, TermId)> = to_blank.map(|t| (t[2], t[0])).collect();
            pairs.sort_unstable();
            pairs
        });
        let start = incoming.partition_point(|&(object, _)| object < blank);
        incoming[start..].iter().take_while(move |&&(object, _)| object == blank).map(|&(_, subject)| subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    fn anchor_of_note(turtle: &str) -> String {
        let turtle = format!("@prefix ex: <http://example.org/> . {turtle}");
        let graph = parse(turtle.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default()).unwrap().graph;
        let note = graph.find_iri("http://example.org/note").unwrap();
        let (_, node) = graph.by_predicate(note).next().unwrap();
        Anchors::new(&graph).of(node).to_owned()
    }

    #[test]
    fn a_named_node_is_its_own_anchor() {
        assert_eq!(anchor_of_note("ex:a ex:p ex:b . ex:b ex:note 1 ."), "http://example.org/b");
    }

    #[test]
    fn a_blank_node_is_anchored_to_the_nearest_named_one() {
        assert_eq!(anchor_of_note("ex:a ex:p [ ex:q [ ex:note 1 ] ] ."), "http://example.org/a");
        let nearer = "ex:far ex:p [ ex:q _:n ] . ex:near ex:p _:n . _:n ex:note 1 .";
        assert_eq!(anchor_of_note(nearer), "http://example.org/near");
    }

    #[test]
    fn equally_near_ones_give_the_first_in_the_alphabet() {
        assert_eq!(anchor_of_note("ex:b ex:p _:n . ex:a ex:p _:n . _:n ex:note 1 ."), "http://example.org/a");
    }

    #[test]
    fn a_cycle_of_blank_nodes_has_no_anchor() {
        assert_eq!(anchor_of_note("_:a ex:p _:b . _:b ex:p _:a . _:a ex:note 1 ."), "");
    }
}
