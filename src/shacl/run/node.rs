//! A node of a run: a term by the graph that names it.

use foldhash::HashSet;

use crate::rdf::TermId;

/// A term. Each has one name: the data graph's if that holds it, else the background's, else the shapes graph's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Node {
    /// A term of the data graph.
    Data(TermId),
    /// A term of the background that the data graph does not hold.
    Background(TermId),
    /// A term of the shapes graph that neither holds.
    Shapes(TermId),
}

impl Node {
    /// A label that no other node of the run has.
    pub(crate) fn label(self) -> String {
        match self {
            Node::Data(id) => format!("d{}", id.index()),
            Node::Background(id) => format!("b{}", id.index()),
            Node::Shapes(id) => format!("s{}", id.index()),
        }
    }

    /// The name in the data graph.
    pub(crate) fn in_data(self) -> Option<TermId> {
        match self {
            Node::Data(id) => Some(id),
            _ => None,
        }
    }
}

/// A set of nodes: a bit for each term of the data graph, a table for the others.
#[derive(Default)]
pub(crate) struct NodeSet {
    bits: Vec<u64>,
    others: HashSet<Node>,
}

impl NodeSet {
    /// Adds a node.
    pub(crate) fn insert(&mut self, node: Node) {
        let Node::Data(id) = node else {
            self.others.insert(node);
            return;
        };
        let (word, bit) = (id.index() / 64, id.index() % 64);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << bit;
    }

    /// Whether the node is in the set.
    pub(crate) fn contains(&self, node: Node) -> bool {
        match node {
            Node::Data(id) => self.bits.get(id.index() / 64).is_some_and(|word| word >> (id.index() % 64) & 1 == 1),
            node => self.others.contains(&node),
        }
    }
}
