//! A blank node by its content: a text that is the same in every syntax and order.
//!
//! In: a blank node. Out: a hash of its statements, with blank neighbours by theirs, down to a fixed depth.
//! Must not: recurse without bounds, or compute one node twice.

use std::collections::HashMap;

use crate::normalise::fingerprint::digest;
use crate::normalise::record::shown;
use crate::rdf::{Graph, TermId};

/// How many blank nodes deep the content reaches: deeper than catalogues nest, and a bound for hostile ones.
const DEPTH: u8 = 8;

/// What counts as content.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    /// What the node says.
    Outward,
    /// Also what is said of it: the last resort, for nodes that say the same and are used in different places.
    Around,
}

/// Contents computed so far.
pub(super) struct Content<'g> {
    graph: &'g Graph,
    /// Subject and property of the triples that lead to each blank node; made when first needed.
    leading: Option<HashMap<TermId, Vec<[TermId; 2]>>>,
    known: HashMap<(TermId, u8, Reach), String>,
}

impl<'g> Content<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        Content { graph, leading: None, known: HashMap::new() }
    }

    /// The content of a blank node, hashed.
    pub(super) fn of(&mut self, node: TermId, reach: Reach) -> String {
        self.down_to(node, DEPTH, reach)
    }

    fn down_to(&mut self, node: TermId, depth: u8, reach: Reach) -> String {
        if depth == 0 {
            return String::new();
        }
        if let Some(known) = self.known.get(&(node, depth, reach)) {
            return known.clone();
        }
        let mut lines = Vec::new();
        for &[_, property, object] in self.graph.properties(node) {
            lines.push(format!("> {} {}", self.graph.term(property).text(), self.seen(object, depth, reach)));
        }
        if reach == Reach::Around {
            for [subject, property] in self.leading_to(node) {
                lines.push(format!("< {} {}", self.graph.term(property).text(), self.seen(subject, depth, reach)));
            }
        }
        lines.sort_unstable();
        let content = digest(lines.iter().map(String::as_str));
        self.known.insert((node, depth, reach), content.clone());
        content
    }

    /// A term as it stands in a neighbour's content.
    fn seen(&mut self, id: TermId, depth: u8, reach: Reach) -> String {
        match self.graph.terms().is_blank(id) {
            true => self.down_to(id, depth - 1, reach),
            false => shown(self.graph.term(id)),
        }
    }

    fn leading_to(&mut self, node: TermId) -> Vec<[TermId; 2]> {
        let graph = self.graph;
        let leading = self.leading.get_or_insert_with(|| {
            let mut leading: HashMap<TermId, Vec<[TermId; 2]>> = HashMap::new();
            for &[subject, property, object] in graph.triples() {
                if graph.terms().is_blank(object) {
                    leading.entry(object).or_default().push([subject, property]);
                }
            }
            leading
        });
        leading.get(&node).cloned().unwrap_or_default()
    }
}
