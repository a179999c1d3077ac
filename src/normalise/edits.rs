//! What a step asks for.
//!
//! In: a step's requests against a graph. Out: a list of them, for [`super::carry_out`]. Must not: change anything.

use crate::rdf::{Graph, Literal, TermId, Triple};

/// The object of a triple to come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// A new blank node of [`Edits::new_node`].
    New(NewNode),
}

impl Object {
    /// A text of the same language or datatype as another.
    pub fn like(literal: &Literal<'_>, lexical: String) -> Self {
        match literal.language {
            Some(language) => Object::Tagged { lexical, language: language.to_owned() },
            None => Object::Literal { lexical, datatype: literal.datatype.to_owned() },
        }
    }
}

/// A blank node that a step makes, to be the subject or object of several triples to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NewNode(pub(super) usize);

/// The subject of a triple to come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A term of the graph.
    Same(TermId),
    /// An IRI.
    Iri(String),
    /// A new blank node of [`Edits::new_node`].
    New(NewNode),
}

impl From<TermId> for Subject {
    fn from(id: TermId) -> Self {
        Subject::Same(id)
    }
}

/// The property of a triple to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Property {
    /// A term of the graph.
    Same(TermId),
    /// An IRI.
    Iri(&'static str),
}

impl From<TermId> for Property {
    fn from(id: TermId) -> Self {
        Property::Same(id)
    }
}

impl From<&'static str> for Property {
    fn from(iri: &'static str) -> Self {
        Property::Iri(iri)
    }
}

/// A triple to come.
pub(super) struct Addition {
    pub(super) subject: Subject,
    pub(super) property: Property,
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
    pub(super) made: Vec<(Subject, Option<TermId>)>,
    pub(super) made_values: Vec<Object>,
    new_nodes: usize,
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

    /// Gives a triple's value to another property that takes one. Where that holds a value of the subject already, the old triple goes and
    /// the value that stood there stays; of several that are to move, the one from the property that was named first stays.
    pub fn move_to(&mut self, triple: Triple, property: &'static str) {
        self.moved.push((triple, property));
    }

    /// Takes a triple away.
    pub fn remove(&mut self, triple: Triple) {
        self.removed.push(triple);
    }

    /// Gives a triple's value to another property beside those that it holds already.
    pub fn join_to(&mut self, triple: Triple, property: &'static str) {
        self.removed.push(triple);
        self.add(triple[0], property, Object::Same(triple[2]), Some(triple));
    }

    /// Puts a triple in, unless it stands there; made from another one if it is: then it is found where that stands.
    pub fn add(
        &mut self,
        subject: impl Into<Subject>,
        property: impl Into<Property>,
        object: Object,
        from: Option<Triple>,
    ) {
        self.added.push(Addition { subject: subject.into(), property: property.into(), object, from });
    }

    /// A blank node for triples to come.
    pub fn new_node(&mut self) -> NewNode {
        self.new_nodes += 1;
        NewNode(self.new_nodes - 1)
    }

    /// Tells that a subject to come is of our making: a part of what another one stood for, or wholly new.
    /// Nobody is to be told of its faults as if it were theirs.
    pub fn made(&mut self, subject: Subject, of: Option<TermId>) {
        self.made.push((subject, of));
    }

    /// Tells the same of a value to come.
    pub fn made_value(&mut self, value: Object) {
        self.made_values.push(value);
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

    /// Gives an IRI another form wherever it stands; what comes by the same step as [`Object::Iri`] keeps the form it has.
    pub fn rename(&mut self, iri: TermId, form: String) {
        self.renamed.push((iri, form));
    }

    /// Gives a blank node an IRI; several may get the same, when they are the same.
    pub fn name(&mut self, blank: TermId, iri: String) {
        self.named.push((blank, iri));
    }
}
