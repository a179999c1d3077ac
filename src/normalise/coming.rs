//! What comes into the graph by a step.
//!
//! In: the graph without what went, and triples to come. Out: the graph with them, and an entry for each statement of a new node. Must not: take
//! anything away.

use std::collections::HashMap;

use super::edits::{Object, Property, Subject};
use super::record::{Entry, shown};
use crate::rdf::{Graph, GraphBuilder, Term, TermId};

/// A triple on its way into the graph.
pub(super) struct Coming {
    pub(super) subject: Subject,
    pub(super) property: Property,
    pub(super) object: Object,
    /// Where it stands in the document.
    pub(super) offset: Option<usize>,
}

/// The graph in the making.
pub(super) struct New {
    pub(super) builder: GraphBuilder,
    /// What terms of the graph as it was are now.
    pub(super) names: HashMap<TermId, TermId>,
    /// The blank nodes that the step made, by their numbers.
    pub(super) nodes: Vec<TermId>,
    pub(super) entries: Vec<Entry>,
}

impl New {
    pub(super) fn put(&mut self, coming: Coming) {
        let (subject, property) = (self.subject(coming.subject), self.property(coming.property));
        let object = self.object(coming.object, coming.offset);
        // What came stands where that stood which went.
        self.builder.insert_at([subject, property, object], coming.offset);
    }

    /// What a term is now.
    fn now(&self, id: TermId) -> TermId {
        self.names.get(&id).copied().unwrap_or(id)
    }

    fn node(&mut self, number: usize) -> TermId {
        while self.nodes.len() <= number {
            self.nodes.push(self.builder.terms.fresh_blank());
        }
        self.nodes[number]
    }

    pub(super) fn subject(&mut self, subject: Subject) -> TermId {
        match subject {
            Subject::Same(id) => self.now(id),
            other => self.told_subject(other),
        }
    }

    /// The subject as the record knows it, which follows names itself.
    pub(super) fn told_subject(&mut self, subject: Subject) -> TermId {
        match subject {
            Subject::Same(id) => id,
            Subject::Iri(iri) => self.builder.terms.iri(&iri),
            Subject::New(node) => self.node(node.0),
        }
    }

    pub(super) fn property(&mut self, property: Property) -> TermId {
        match property {
            Property::Same(id) => self.now(id),
            Property::Iri(iri) => self.builder.terms.iri(iri),
        }
    }

    /// The term; the statements of a new node come with it, and are entries of their own.
    pub(super) fn object(&mut self, object: Object, offset: Option<usize>) -> TermId {
        let terms = &mut self.builder.terms;
        match object {
            Object::Same(id) => self.now(id),
            Object::Iri(iri) => terms.iri(&iri),
            Object::Literal { lexical, datatype } => {
                let datatype = terms.iri(&datatype);
                terms.typed(&lexical, datatype)
            }
            Object::Tagged { lexical, language } => terms.tagged(&lexical, &language),
            Object::Typed { lexical, datatype } => {
                let datatype = terms.iri(datatype);
                terms.typed(&lexical, datatype)
            }
            Object::New(node) => self.node(node.0),
            Object::Node(statements) => {
                let node = terms.fresh_blank();
                for (property, object) in statements {
                    let value = self.object(object, offset);
                    let after = Some(shown(self.builder.terms.term(value)));
                    self.entries.push(Entry { subject: node, property: property.to_owned(), before: None, after });
                    let property = self.builder.terms.iri(property);
                    self.builder.insert_at([node, property, value], offset);
                }
                node
            }
        }
    }
}

impl Object {
    /// As [`Change`](super::Change) shows it.
    pub(super) fn shown(&self, graph: &Graph) -> String {
        match self {
            Object::Same(id) => shown(graph.term(*id)),
            Object::Node(_) | Object::New(_) => "[]".to_owned(),
            other => other.term().map(shown).unwrap_or_default(),
        }
    }

    /// The term of the graph that it is, if it holds that already.
    pub(super) fn known(&self, graph: &Graph) -> Option<TermId> {
        match self {
            Object::Same(id) => Some(*id),
            other => graph.terms().find_term(other.term()?),
        }
    }

    /// The term that is written out here; a node is none, and what the graph names is known to that.
    fn term(&self) -> Option<Term<'_>> {
        match self {
            Object::Same(_) | Object::Node(_) | Object::New(_) => None,
            Object::Iri(iri) => Some(Term::Iri(iri)),
            Object::Typed { lexical, datatype } => Some(Term::typed(lexical, datatype)),
            Object::Literal { lexical, datatype } => Some(Term::typed(lexical, datatype)),
            Object::Tagged { lexical, language } => Some(Term::tagged(lexical, language)),
        }
    }
}
