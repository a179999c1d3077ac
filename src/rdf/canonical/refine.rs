//! Colour refinement: blank nodes told apart by their statements, then by those of their neighbours, and so on.
//!
//! Where it stops and some are still alike, one of them is singled out and it goes on. Nodes between which nothing tells are
//! most often each other's mirror images, so that it does not matter which one that is.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use crate::rdf::graph::{Graph, Triple};
use crate::rdf::terms::TermId;

/// How many statements are looked at, all rounds together, before those that are still alike keep the order of the document.
const BUDGET: usize = 1_000_000;

type Colour = u128;

/// A statement of a blank node, with the other blank node in it.
struct Edge {
    /// What it says, without the blank nodes.
    says: Colour,
    /// The other node; `None` if there is none or it is the node itself.
    other: Option<usize>,
}

/// The blank nodes of some triples, in the order of their numbers, which is that of the document.
pub(super) struct Nodes {
    ids: Vec<TermId>,
    edges: Vec<Vec<Edge>>,
    /// By node: what it looks like so far.
    colours: Vec<Colour>,
}

impl Nodes {
    pub(super) fn new(graph: &Graph, triples: &[Triple]) -> Self {
        let mut ids: Vec<TermId> = triples.iter().flatten().copied().filter(|id| graph.terms().is_blank(*id)).collect();
        ids.sort_unstable();
        ids.dedup();
        let number: HashMap<TermId, usize> = ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let mut edges: Vec<Vec<Edge>> = ids.iter().map(|_| Vec::new()).collect();
        for triple in triples {
            for (position, id) in triple.iter().enumerate() {
                let Some(&node) = number.get(id) else { continue };
                let mut says = Sha256::new();
                let mut other = None;
                for (at, part) in triple.iter().enumerate() {
                    match number.get(part) {
                        Some(&same) if same == node => says.update([0, u8::from(at == position)]),
                        Some(&one) => {
                            other = Some(one);
                            says.update([1]);
                        }
                        None => {
                            let mut text = String::new();
                            crate::rdf::write::n_triples_term(graph.term(*part), &mut text);
                            says.update([2]);
                            says.update((text.len() as u64).to_be_bytes());
                            says.update(text);
                        }
                    }
                }
                edges[node].push(Edge { says: colour(says), other });
            }
        }
        let mut nodes = Nodes { colours: vec![0; ids.len()], ids, edges };
        nodes.round();
        nodes
    }

    /// How many nodes look like another by their own statements.
    pub(super) fn alike(&self) -> usize {
        self.classes().values().filter(|class| class.len() > 1).map(Vec::len).sum()
    }

    /// Numbers for the nodes, and whether they are the same whatever the order of the document.
    pub(super) fn labels(mut self) -> (HashMap<TermId, usize>, bool) {
        let statements: usize = self.edges.iter().map(Vec::len).sum();
        let mut spent = 0;
        let mut classes = self.classes();
        let is_finished = loop {
            let before = classes.len();
            self.round();
            spent += statements;
            classes = self.classes();
            if classes.len() == self.ids.len() {
                break true;
            }
            if spent > BUDGET {
                break false;
            }
            if classes.len() == before
                && let Some(class) = classes.values().find(|class| class.len() > 1)
            {
                let single = class[0];
                self.colours[single] = colour(Sha256::new().chain_update(self.colours[single].to_be_bytes()));
                classes = self.classes();
            }
        };
        let order = classes.into_values().flatten();
        (order.enumerate().map(|(label, node)| (self.ids[node], label)).collect(), is_finished)
    }

    /// The nodes by what they look like.
    fn classes(&self) -> BTreeMap<Colour, Vec<usize>> {
        let mut classes: BTreeMap<Colour, Vec<usize>> = BTreeMap::new();
        for (node, colour) in self.colours.iter().enumerate() {
            classes.entry(*colour).or_default().push(node);
        }
        classes
    }

    /// Each node looks like what it did, and what its neighbours did.
    fn round(&mut self) {
        let look = |(node, edges): (usize, &Vec<Edge>)| {
            let other = |edge: &Edge| edge.other.map_or(0, |other| self.colours[other]);
            let mut around: Vec<[u8; 32]> = edges
                .iter()
                .map(|edge| {
                    let mut pair = [0; 32];
                    pair[..16].copy_from_slice(&edge.says.to_be_bytes());
                    pair[16..].copy_from_slice(&other(edge).to_be_bytes());
                    pair
                })
                .collect();
            around.sort_unstable();
            let mut sum = Sha256::new().chain_update(self.colours[node].to_be_bytes());
            for pair in around {
                sum.update(pair);
            }
            colour(sum)
        };
        self.colours = self.edges.iter().enumerate().map(look).collect();
    }
}

fn colour(sum: Sha256) -> Colour {
    let bytes: [u8; 32] = sum.finalize().into();
    u128::from_be_bytes(bytes[..16].try_into().unwrap_or_default())
}
