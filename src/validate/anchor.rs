//! Where a publisher would look for a node: the node itself if it has a name, else the nearest named node above it.
//!
//! In: a graph, and which of its IRIs were given by normalising. Out: the resource that a node belongs to, and the
//! [`Place`] of it. Never a blank node's label, which means nothing to anybody, and never a given IRI as a place.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};

use super::compare::After;
use super::finding::{Label, Place};
use crate::rdf::vocab::{dcterms, foaf, vcard};
use crate::rdf::{Graph, TermId};

/// Steps upwards; a description is never nested deeper, and longer chains are cycles or nonsense.
const HIGHEST: usize = 16;

/// Nodes looked at for one anchor, so that a blank node with a million subjects costs no more than any other.
const MOST_NODES: usize = 1_000;

/// What a thing calls itself: the first of these that it has.
const TITLES: [&str; 3] = [dcterms::TITLE, foaf::NAME, vcard::FN];

/// Finds anchors in one graph. What leads to nameless nodes is collected at the first need.
pub(super) struct Anchors<'a> {
    graph: &'a Graph,
    /// Terms that normalising named anew, with their IRIs; empty for a graph as it came.
    names: &'a HashMap<TermId, TermId>,
    /// What normalising made: with the term that it is a part of, or without where it is new.
    made: &'a HashMap<TermId, Option<TermId>>,
    /// What each given IRI stands for: the blank node, or the IRI as it came.
    came_as: HashMap<TermId, TermId>,
    titles: [Option<TermId>; 3],
    /// (nameless object, subject), sorted.
    incoming: OnceCell<Vec<(TermId, TermId)>>,
    places: RefCell<HashMap<TermId, Place>>,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(after: &After<'a>) -> Self {
        let After { graph, names, made } = *after;
        // Several forms of one IRI may have become the same: the first in the alphabet stands for them.
        let mut pairs: Vec<(TermId, TermId)> = names.iter().map(|(&old, &new)| (new, old)).collect();
        pairs.sort_unstable_by(|a, b| (b.0, graph.term(b.1)).cmp(&(a.0, graph.term(a.1))));
        let came_as = pairs.into_iter().collect();
        let titles = TITLES.map(|property| graph.find_iri(property));
        Anchors { graph, names, made, came_as, titles, incoming: OnceCell::new(), places: RefCell::default() }
    }

    /// The IRI that a node has in this graph, or that of the nearest subject from which it is reached; among equally near
    /// ones the first in the alphabet.
    pub(super) fn resource(&self, node: TermId) -> Option<TermId> {
        let node = self.names.get(&node).copied().unwrap_or(node);
        let node = self.made.get(&node).copied().flatten().unwrap_or(node);
        if self.graph.terms().is_iri(node) {
            return Some(node);
        }
        self.climb(node, |id| self.graph.terms().is_iri(id))
    }

    /// Where the publisher finds a resource of this graph.
    pub(super) fn place(&self, resource: TermId) -> Place {
        if !self.is_given(resource) {
            return Place::Address(self.as_it_came(resource));
        }
        let made = || {
            let mut title = self.title(resource);
            let near = self.climb(resource, |id| {
                let named = self.graph.terms().is_iri(id) && !self.is_given(id);
                if !named && title.is_none() {
                    title = self.title(id);
                }
                named
            });
            let near_title = near.filter(|_| title.is_none()).and_then(|id| self.title(id));
            Place::Nameless { near: near.map(|id| self.as_it_came(id)).unwrap_or_default(), title, near_title }
        };
        self.places.borrow_mut().entry(resource).or_insert_with(made).clone()
    }

    /// Whether we made the IRI, for what had none of its own.
    pub(super) fn is_given(&self, iri: TermId) -> bool {
        self.made.contains_key(&iri) || self.came_as.get(&iri).is_some_and(|&old| self.graph.terms().is_blank(old))
    }

    /// Whether the thing itself is of our making.
    pub(super) fn is_made(&self, iri: TermId) -> bool {
        self.made.get(&iri).is_some_and(Option::is_none)
    }

    /// An IRI in the form in which it came.
    fn as_it_came(&self, iri: TermId) -> String {
        self.graph.term(self.came_as.get(&iri).copied().unwrap_or(iri)).text().to_owned()
    }

    /// Swedish, else English, else the first by text, as portals choose.
    fn title(&self, node: TermId) -> Option<Label> {
        let rank = |language: Option<&str>| match language.map(|tag| tag.split('-').next().unwrap_or(tag)) {
            Some("sv") => 0,
            Some("en") => 1,
            _ => 2,
        };
        let of = |property: TermId| {
            let texts = self.graph.objects(node, property).filter_map(|id| self.graph.term(id).as_literal());
            let texts = texts.filter(|literal| !literal.lexical.trim().is_empty());
            texts.min_by_key(|literal| (rank(literal.language), literal.lexical))
        };
        let best = self.titles.iter().flatten().find_map(|&property| of(property))?;
        Some(Label { text: best.lexical.to_owned(), language: best.language.map(str::to_owned) })
    }

    /// The nearest subject above a node that passes the test, level by level.
    fn climb(&self, node: TermId, mut test: impl FnMut(TermId) -> bool) -> Option<TermId> {
        let mut seen = BTreeSet::from([node]);
        let mut level = vec![node];
        for _ in 0..HIGHEST {
            let mut above: Vec<TermId> = level.iter().flat_map(|&node| self.subjects(node)).collect();
            above.truncate(MOST_NODES);
            above.sort_by(|a, b| self.graph.term(*a).cmp(&self.graph.term(*b)));
            if let Some(found) = above.iter().copied().find(|&id| test(id)) {
                return Some(found);
            }
            above.retain(|&id| seen.len() < MOST_NODES && seen.insert(id));
            level = above;
        }
        None
    }

    fn subjects(&self, nameless: TermId) -> impl Iterator<Item = TermId> + '_ {
        let incoming = self.incoming.get_or_init(|| {
            let terms = self.graph.terms();
            let to_nameless = self.graph.triples().iter().filter(|t| terms.is_blank(t[2]) || self.is_given(t[2]));
            let mut pairs: Vec<(TermId, TermId)> = to_nameless.map(|t| (t[2], t[0])).collect();
            pairs.sort_unstable();
            pairs
        });
        let start = incoming.partition_point(|&(object, _)| object < nameless);
        incoming[start..].iter().take_while(move |&&(object, _)| object == nameless).map(|&(_, subject)| subject)
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
        let after = After { graph: &graph, names: &HashMap::new(), made: &HashMap::new() };
        let resource = Anchors::new(&after).resource(node);
        resource.map(|id| graph.term(id).text().to_owned()).unwrap_or_default()
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
