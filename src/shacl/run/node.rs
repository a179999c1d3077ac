//! A node of a run: a term by the graph that names it.

use crate::rdf::TermId;

/// A term. Each has one name: the data graph's if that holds it, else the background's, else the shapes graph's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A term of the data graph.
    Data(TermId),
    /// A term of the background that the data graph does not hold.
    Background(TermId),
    /// A term of the shapes graph that neither holds.
    Shapes(TermId),
}

impl Node {
    /// The name in the data graph.
    pub fn in_data(self) -> Option<TermId> {
        match self {
            Node::Data(id) => Some(id),
            _ => None,
        }
    }
}
