//! The cut: a graph becomes resources, the unit of everything after validation.
//!
//! In: one source's graph. Out: [`Resource`]s with a canonical text and hash, and what changed since the last run.
//! A resource is a standalone entity with its blank nodes and the named nodes that only it describes. Change detection,
//! ownership, history and publishing all work on resources.
//! Must not: change data, or decide which source owns a resource; that is `merge`.

mod class;
mod cut;
mod difference;
mod entries;
mod identifier;
mod packed;
mod reidentify;
mod removal;

pub use class::Class;
pub use cut::{Cut, CutError, cut, cut_changed};
pub use difference::{Difference, difference};
pub use entries::entries;
pub use packed::Packed;
pub use reidentify::{Entry, Key, Move, Part, moved};
pub use removal::{Entries, Policy, Reason, Removal};

/// A resource: its triples in canonical form and what the later stages need to know without reading them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its IRI, as the source wrote it or as the normaliser named it.
    pub iri: String,
    /// What it is.
    pub class: Class,
    /// A title or name for people: Swedish, else English, else the first; with its language tag.
    pub title: Option<Title>,
    /// SHA-256 of the text of `n_triples`.
    pub hash: [u8; 32],
    /// Its triples as canonical N-Triples; none from [`cut_changed`] where they are known.
    pub n_triples: Packed,
    /// What tells who or what it is, beside its IRI: the UUID of a dataset or service, the organisation number of an agent.
    pub identifier: Option<String>,
    /// Whether its IRI is one that the normaliser gave it, as it had none.
    pub given: bool,
    /// The number of triples.
    pub triples: usize,
    /// Named nodes that are described inside it, sorted.
    pub embedded: Vec<String>,
    /// Those of them that have a type, sorted: what only says something more of a node does not claim it.
    pub typed: Vec<String>,
    /// The other resources of the same source that it refers to, sorted.
    pub links: Vec<String>,
}

/// A text for people with its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The text.
    pub text: String,
    /// Its language tag, if the source gave one.
    pub language: Option<String>,
}
