//! Canonical form and hash of a small graph: the same for every order, syntax and naming of blank nodes.
//!
//! Without blank nodes it is the sorted N-Triples; with a few that look alike RDF Dataset Canonicalization 1.0 through sophia.
//! With many its cost grows without bounds, and it recurses from each to the next: then blank nodes are told apart by what is
//! around them ([`Form::Refined`]), in bounded time.

mod refine;

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use sophia_api::dataset::{DResult, Dataset, SetDataset};
use sophia_api::quad::Spog;

use super::graph::{Graph, Triple};
use super::term::Term;
use super::terms::TermId;

/// A canonical N-Triples document; blank nodes are labelled `c14n0`, `c14n1`, …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canonical {
    /// The statements, one a line, sorted.
    pub n_triples: String,
    /// The SHA-256 of the statements.
    pub hash: [u8; 32],
    /// How it was made.
    pub form: Form,
}

/// How blank nodes have their labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// There are none.
    Ground,
    /// By RDF Dataset Canonicalization 1.0.
    Rdfc10,
    /// By colour refinement: the same for every order, syntax and naming.
    Refined,
    /// By colour refinement, which ended early: it may be another when the document has another order.
    Unfinished,
}

/// How many blank nodes may look alike by their own statements for RDF Dataset Canonicalization 1.0, which recurses once for
/// each.
const ALIKE: usize = 16;
/// How many blank nodes around one may look alike; it tries every order of them.
const PERMUTATIONS: usize = 4;

/// The canonical form of some triples of a graph, which must be without duplicates.
pub fn canonical(graph: &Graph, triples: &[Triple]) -> Canonical {
    let part = Part { graph, triples };
    let is_ground = !triples.iter().flatten().any(|id| graph.terms().is_blank(*id));
    let (n_triples, form) = match is_ground {
        true => (sorted(&part, &HashMap::new()), Form::Ground),
        false => {
            let nodes = refine::Nodes::new(graph, triples);
            let standard = if nodes.alike() <= ALIKE { rdfc_10(&part) } else { None };
            match standard {
                Some(n_triples) => (n_triples, Form::Rdfc10),
                None => {
                    let (labels, is_finished) = nodes.labels();
                    (sorted(&part, &labels), if is_finished { Form::Refined } else { Form::Unfinished })
                }
            }
        }
    };
    let hash = Sha256::digest(n_triples.as_bytes()).into();
    Canonical { n_triples, hash, form }
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

fn sorted(part: &Part<'_>, labels: &HashMap<TermId, usize>) -> String {
    lines(part, |id, line| {
        let number = labels.get(&id)?;
        write!(line, "_:c14n{number}").ok()
    })
    .unwrap_or_default()
}

/// `None` when the graph is beyond the algorithm's limits.
fn rdfc_10(part: &Part<'_>) -> Option<String> {
    let labels = sophia_c14n::rdfc10::relabel_with::<sophia_c14n::hash::Sha256, _>(part, 1.0, PERMUTATIONS).ok()?.1;
    lines(part, |id, line| {
        let Term::Blank(number) = part.graph.term(id) else { return None };
        let label = labels.get(format!("b{number}").as_str())?;
        line.push_str("_:");
        line.push_str(label.as_str());
        Some(())
    })
}

/// The statements, sorted, with labels for blank nodes.
fn lines(part: &Part<'_>, label: impl Fn(TermId, &mut String) -> Option<()>) -> Option<String> {
    // One text of all, and not one a line: a catalogue has millions.
    let mut text = String::new();
    let mut ends = Vec::with_capacity(part.triples.len());
    for triple in part.triples {
        for &id in triple {
            match part.graph.term(id) {
                Term::Blank(_) => label(id, &mut text)?,
                term => super::write::n_triples_term(term, &mut text),
            }
            text.push(' ');
        }
        text.push_str(".\n");
        ends.push(text.len());
    }
    let mut begin = 0;
    let mut lines: Vec<&str> = ends.into_iter().map(|end| &text[std::mem::replace(&mut begin, end)..end]).collect();
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

    /// Statements between nameless nodes, numbered in one order and in another.
    fn both_ways(size: usize, edges: &[(usize, usize)]) -> [Canonical; 2] {
        let text = |name: &dyn Fn(usize) -> usize| -> String {
            let mut lines: Vec<String> =
                edges.iter().map(|&(a, b)| format!("_:n{} <p> _:n{} .\n", name(a), name(b))).collect();
            lines.sort_by_key(|line| line.bytes().rev().collect::<Vec<_>>());
            lines.concat()
        };
        [of(&text(&|node| node)), of(&text(&|node| (node * 11 + 3) % size))]
    }

    fn clique(size: usize) -> Vec<(usize, usize)> {
        (0..size).flat_map(|a| (0..size).filter(move |&b| a != b).map(move |b| (a, b))).collect()
    }

    #[test]
    fn a_poisoned_graph_ends_at_once_and_says_by_which_form() {
        for size in [5, 7, 12, 60] {
            let [one, other] = both_ways(size, &clique(size));
            assert_eq!(one.n_triples.lines().count(), size * (size - 1));
            assert_eq!(one, other, "a clique of {size}");
            assert_eq!(one.form, if size <= PERMUTATIONS + 1 { Form::Rdfc10 } else { Form::Refined }, "{size}");
        }
        let ring: Vec<_> = (0..20_011).map(|node| (node, (node + 1) % 20_011)).collect();
        let [one, _] = both_ways(20_011, &ring);
        assert_eq!((one.n_triples.lines().count(), one.form), (20_011, Form::Unfinished));
    }

    #[test]
    fn many_that_look_alike_are_told_apart_by_what_is_around_them() {
        let pairs = |order: &mut dyn Iterator<Item = usize>| -> Canonical {
            of(&order.map(|n| format!("<a> <p> [ <q> [ <r> [ <s> {} ] ] ] .\n", n / 2)).collect::<String>())
        };
        let (one, other) = (pairs(&mut (0..60)), pairs(&mut (0..60).rev()));
        assert_eq!((one.form, one.n_triples.lines().count()), (Form::Refined, 240));
        assert_eq!(one, other);
        assert_ne!(one.hash, pairs(&mut (0..62)).hash);
        let ring: Vec<_> = (0..101).map(|node| (node, (node + 1) % 101)).collect();
        let [one, other] = both_ways(101, &ring);
        assert_eq!((one.form, &one), (Form::Refined, &other));
    }
}
