//! What a step asks for.
//!
//! In: a step's requests against a graph. Out: a list of them, for [`super::carry_out`]. Must not: change anything.

use crate::rdf::{Graph, TermId, Triple};

/// The object of a triple to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// A term of the graph.
    Same(TermId),
    /// An IRI.
    Iri(String),
    /// A literal of a datatype.
    Typed {
        /// The lexical form.
        lexical: String,
        /// The datatype IRI.
        datatype: &'static str,
    },
    /// A literal of a datatype that the graph names.
    Literal {
        /// The lexical form.
        lexical: String,
        /// The datatype IRI.
        datatype: String,
    },
    /// A language-tagged string.
    Tagged {
        /// The lexical form.
        lexical: String,
        /// The language tag.
        language: String,
    },
    /// A blank node with statements of its own.
    Node(Vec<(&'static str, Object)>),
}

/// The subject of a triple to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A term of the graph.
    Same(TermId),
    /// An IRI.
    Iri(String),
}

impl From<TermId> for Subject {
    fn from(id: TermId) -> Self {
        Subject::Same(id)
    }
}

/// A triple to come.
pub(super) struct Addition {
    pub(super) subject: Subject,
    pub(super) property: &'static str,
    pub(super) object: Object,
    /// What it is made from, if it is: it is told where that stands.
    pub(super) from: Option<Triple>,
}

/// The edits that a step wants, all against the graph as it was before the step.
#[derive(Default)]
pub struct Edits {
    pub(super) replaced: Vec<(Triple, Object)>,
    pub(super) moved: Vec<(Triple, &'static str)>,
    pub(super) added: Vec<Addition>,
    pub(super) suggested: Vec<(TermId, String, Option<TermId>, String)>,
    pub(super) removed: Vec<Triple>,
    pub(super) renamed: Vec<(TermId, String)>,
    pub(super) named: Vec<(TermId, String)>,
}

impl Edits {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.suggested.is_empty() && !self.has_edits()
    }

    /// Whether anything is to change.
    pub(super) fn has_edits(&self) -> bool {
        !(self.replaced.is_empty()
            && self.moved.is_empty()
            && self.added.is_empty()
            && self.removed.is_empty()
            && self.renamed.is_empty()
            && self.named.is_empty())
    }

    /// Puts another object into a triple.
    pub fn replace(&mut self, triple: Triple, object: Object) {
        self.replaced.push((triple, object));
    }

    /// Gives the IRI that is a triple's object another form: in that triple, or wherever it stands where the graph says something of
    /// it, which must follow it.
    pub fn respell(&mut self, graph: &Graph, triple: Triple, form: String) {
        match graph.properties(triple[2]).is_empty() {
            true => self.replace(triple, Object::Iri(form)),
            false => self.rename(triple[2], form),
        }
    }

    /// Gives a triple's value to another property, unless that property already holds a value of the subject:
    /// then the old triple goes and the value that stood there stays.
    pub fn move_to(&mut self, triple: Triple, property: &'static str) {
        self.moved.push((triple, property));
    }

    /// Takes a triple away.
    pub fn remove(&mut self, triple: Triple) {
        self.removed.push(triple);
    }

    /// Puts a triple in, made from another one if it is: then it is found where that stands.
    pub fn add(&mut self, subject: impl Into<Subject>, property: &'static str, object: Object, from: Option<Triple>) {
        self.added.push(Addition { subject: subject.into(), property, object, from });
    }

    /// Proposes a value for a property of a thing in the place of one that stands there, if one does. Nothing changes.
    ///
    /// The value is written for people, as a [`Change`](super::Change) writes it.
    pub fn suggest(&mut self, subject: TermId, property: &str, value: Option<TermId>, proposed: String) {
        self.suggested.push((subject, property.to_owned(), value, proposed));
    }

    /// Forgets every edit, but keeps what is proposed.
    pub(super) fn without_edits(self) -> Self {
        Edits { suggested: self.suggested, ..Edits::default() }
    }

    /// Gives an IRI another form wherever it stands.
    pub fn rename(&mut self, iri: TermId, form: String) {
        self.renamed.push((iri, form));
    }

    /// Gives a blank node an IRI.
    pub fn name(&mut self, blank: TermId, iri: String) {
        self.named.push((blank, iri));
    }
}
