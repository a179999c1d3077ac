//! The order of a written graph: which nodes stand on their own and which inside another, and everything sorted.

use std::cmp::Ordering;

use crate::rdf::vocab::rdf;
use crate::rdf::{Graph, Term, TermId, Triple};

/// Blank nodes nested deeper than this are written on their own, so that a reader with a nesting cap can read the feed.
const NESTING: u8 = 20;

/// No node refers to it, or several do.
const NONE: u32 = u32::MAX;
const SEVERAL: u32 = u32::MAX - 1;

/// A graph with its writing order.
pub(super) struct Layout<'g> {
    pub(super) graph: &'g Graph,
    pub(super) label: &'g str,
    rdf_type: Option<TermId>,
    /// By term: whether it is a blank node that stands inside its one referrer.
    inside: Vec<bool>,
}

impl<'g> Layout<'g> {
    pub(super) fn new(graph: &'g Graph, label: &'g str) -> Self {
        Layout { graph, label, rdf_type: graph.find_iri(rdf::TYPE), inside: nested(graph) }
    }

    /// The nodes that stand on their own: named ones by IRI, then blank ones by number.
    pub(super) fn subjects(&self) -> Vec<TermId> {
        let mut subjects: Vec<TermId> = self.graph.subject_ids().filter(|id| !self.is_inside(*id)).collect();
        subjects.sort_by(|a, b| self.graph.term(*a).cmp(&self.graph.term(*b)));
        subjects
    }

    /// Whether a node is written inside its one referrer.
    pub(super) fn is_inside(&self, id: TermId) -> bool {
        self.inside[id.index()]
    }

    /// The triples of a subject: `rdf:type` first, then by predicate and object.
    pub(super) fn properties(&self, subject: TermId) -> Vec<Triple> {
        let mut triples = self.graph.properties(subject).to_vec();
        triples.sort_by(|a, b| self.compare(a, b));
        triples
    }

    fn compare(&self, a: &Triple, b: &Triple) -> Ordering {
        let is_type = |t: &Triple| Some(t[1]) != self.rdf_type;
        is_type(a).cmp(&is_type(b)).then_with(|| match a[1] == b[1] {
            true => self.graph.term(a[2]).cmp(&self.graph.term(b[2])),
            false => self.graph.term(a[1]).cmp(&self.graph.term(b[1])),
        })
    }

    /// Whether the triple's predicate is `rdf:type`.
    pub(super) fn is_type(&self, triple: &Triple) -> bool {
        Some(triple[1]) == self.rdf_type
    }

    /// The label of a blank node, without `_:`.
    pub(super) fn blank_label(&self, number: u32) -> String {
        format!("{}{number}", self.label)
    }

    /// What to call a node in an error message.
    pub(super) fn describe(&self, id: TermId) -> String {
        match self.graph.term(id) {
            Term::Blank(number) => format!("_:{}", self.blank_label(number)),
            term => term.text().to_owned(),
        }
    }
}

/// Marks the blank nodes that exactly one triple refers to, but for those in a ring and those that would lie too deep.
fn nested(graph: &Graph) -> Vec<bool> {
    let terms = graph.terms();
    let mut parent = vec![NONE; terms.len()];
    for &[subject, _, object] in graph.triples() {
        if terms.is_blank(object) {
            let parent = &mut parent[object.index()];
            *parent = if *parent == NONE { subject.index() as u32 } else { SEVERAL };
        }
    }
    // 0 unknown, 1 on the current path, otherwise 2 + depth.
    let mut state = vec![0u8; terms.len()];
    let mut inside = vec![false; terms.len()];
    let mut path = Vec::new();
    for id in terms.ids().filter(|id| terms.is_blank(*id)) {
        let mut at = id.index();
        while state[at] == 0 && parent[at] < SEVERAL {
            state[at] = 1;
            path.push(at);
            at = parent[at] as usize;
        }
        // A ring, a node on its own, or one whose depth is known.
        let mut depth = match state[at] {
            0 | 1 => 0,
            known => known - 2,
        };
        if state[at] == 1 {
            state[at] = 2;
        }
        while let Some(node) = path.pop() {
            if state[node] != 1 {
                continue;
            }
            depth = if depth >= NESTING { 0 } else { depth + 1 };
            inside[node] = depth > 0;
            state[node] = 2 + depth;
        }
    }
    inside
}
