//! Canonical form and hash of a small graph: the same for every order, syntax and naming of blank nodes.
//!
//! Without blank nodes it is the sorted N-Triples; with them RDF Dataset Canonicalization 1.0 through sophia, under its
//! call limits. A graph that was made to defeat the algorithm gets a coarser form: stable for the same input document,
//! and never equal to another graph's.

use sha2::{Digest, Sha256};
use sophia_api::dataset::{DResult, Dataset, SetDataset};
use sophia_api::quad::Spog;

use super::graph::{Graph, Triple};
use super::term::Term;
use super::write::n_triples_statement;

/// A canonical N-Triples document; blank nodes are labelled `c14n0`, `c14n1`, …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canonical {
    /// The statements, one a line, sorted.
    pub n_triples: String,
    /// The SHA-256 of the statements.
    pub hash: [u8; 32],
}

/// The canonical form of some triples of a graph, which must be without duplicates.
pub fn canonical(graph: &Graph, triples: &[Triple]) -> Canonical {
    let part = Part { graph, triples };
    let blank = triples.iter().flatten().any(|id| graph.terms().is_blank(*id));
    let n_triples = match blank {
        true => with_blank_nodes(&part).unwrap_or_else(|| sorted(&part, "toxic")),
        false => sorted(&part, ""),
    };
    let hash = Sha256::digest(n_triples.as_bytes()).into();
    Canonical { n_triples, hash }
}

/// Some triples of a graph, as a dataset that has only a default graph.
struct Part<'g> {
    graph: &'g Graph,
    triples: &'g [Triple],
}

impl Dataset for Part<'_> {
    type Quad<'x>
        = Spog<Term<'x>>
    where
        Self: 'x;
    type Error = std::convert::Infallible;

    fn quads(&self) -> impl Iterator<Item = DResult<Self, Self::Quad<'_>>> + '_ {
        self.triples.iter().map(|triple| Ok((triple.map(|id| self.graph.term(id)), None)))
    }
}

impl SetDataset for Part<'_> {}

fn sorted(part: &Part<'_>, label: &str) -> String {
    let mut lines: Vec<String> = part
        .triples
        .iter()
        .map(|triple| {
            let mut line = String::new();
            n_triples_statement(triple.map(|id| part.graph.term(id)), label, &mut line);
            line
        })
        .collect();
    lines.sort_unstable();
    lines.concat()
}

/// `None` when the graph is beyond the algorithm's limits.
fn with_blank_nodes(part: &Part<'_>) -> Option<String> {
    let labels = sophia_c14n::rdfc10::relabel(part).ok()?.1;
    let mut lines: Vec<String> = part
        .triples
        .iter()
        .map(|triple| {
            let mut line = String::new();
            for id in triple {
                match part.graph.term(*id) {
                    Term::Blank(number) => {
                        let label = labels.get(format!("b{number}").as_str())?;
                        line.push_str("_:");
                        line.push_str(label.as_str());
                    }
                    term => super::write::n_triples_term(term, &mut line),
                }
                line.push(' ');
            }
            line.push_str(".\n");
            Some(line)
        })
        .collect::<Option<_>>()?;
    lines.sort_unstable();
    Some(lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    fn of(text: &str) -> Canonical {
        let graph = parse(text.as_bytes(), Format::Turtle, "http://e.org/", &Caps::default()).unwrap().graph;
        canonical(&graph, graph.triples())
    }

    #[test]
    fn order_and_labels_do_not_matter_but_content_does() {
        let one = of("<a> <p> _:x . _:x <q> 1 . _:x <r> [ <q> 2 ] .");
        let same = of("_:z <q> 2 . <a> <p> _:b . _:b <r> _:z ; <q> 1 .");
        let other = of("_:z <q> 2 . <a> <p> _:b . _:b <r> _:z ; <q> 3 .");
        assert_eq!(one, same);
        assert_ne!(one.hash, other.hash);
    }

    #[test]
    fn the_form_is_n_triples_that_reads_back_to_itself() {
        let one = of("<a> <p> [ <q> \"å\\n\"@sv ], \"x\"^^<d> .");
        assert_eq!(of(&one.n_triples), one);
    }

    #[test]
    fn a_poisoned_graph_ends_at_once() {
        let nodes = 0..12;
        let clique: String = nodes
            .clone()
            .flat_map(|a| nodes.clone().filter(move |b| a != *b).map(move |b| format!("_:n{a} <p> _:n{b} .\n")))
            .collect();
        assert_eq!(of(&clique).n_triples.lines().count(), 132);
    }
}
