//! What a step asks for, and the one place where it is carried out and recorded.
//!
//! In: a step's requests against a graph. Out: the graph with them carried out, and one record entry for each triple
//! that went or came. Must not: change anything that no step asked for.

use std::collections::{HashMap, HashSet};

use super::NAME;
use super::record::{Entry, Record, shown};
use crate::rdf::{Graph, GraphBuilder, Term, TermId, Triple};

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
}

/// The edits that a step wants, all against the graph as it was before the step.
#[derive(Default)]
pub struct Edits {
    replaced: Vec<(Triple, Object)>,
    moved: Vec<(Triple, &'static str)>,
    removed: Vec<Triple>,
    renamed: Vec<(TermId, String)>,
    named: Vec<(TermId, String)>,
}

impl Edits {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.replaced.is_empty()
            && self.moved.is_empty()
            && self.removed.is_empty()
            && self.renamed.is_empty()
            && self.named.is_empty()
    }

    /// Puts another object into a triple.
    pub fn replace(&mut self, triple: Triple, object: Object) {
        self.replaced.push((triple, object));
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

    /// Gives an IRI another form wherever it stands.
    pub fn rename(&mut self, iri: TermId, form: String) {
        self.renamed.push((iri, form));
    }

    /// Gives a blank node an IRI.
    pub fn name(&mut self, blank: TermId, iri: String) {
        self.named.push((blank, iri));
    }

    /// Makes the graph with the edits, and records each.
    pub(super) fn carry_out(self, graph: Graph, step: &'static str, record: &mut Record) -> Graph {
        let mut gone = HashSet::new();
        let mut come = Vec::new();
        let mut entries = Vec::new();
        for (triple, object) in self.replaced {
            gone.insert(triple);
            let after = match &object {
                Object::Same(id) => shown(graph.term(*id)),
                Object::Iri(iri) => shown(Term::Iri(iri)),
                Object::Typed { lexical, datatype } => shown(Term::typed(lexical, datatype)),
                Object::Literal { lexical, datatype } => shown(Term::typed(lexical, datatype)),
                Object::Tagged { lexical, language } => shown(Term::tagged(lexical, language)),
            };
            entries.push(entry(&graph, triple, Some(after)));
            come.push((triple[0], Property::Same(triple[1]), object, graph.offset(&triple)));
        }
        for (triple, property) in self.moved {
            gone.insert(triple);
            entries.push(entry(&graph, triple, None));
            let held = graph.find_iri(property).is_some_and(|id| !graph.statements(triple[0], id).is_empty());
            if !held {
                let after = Some(shown(graph.term(triple[2])));
                entries.push(Entry { subject: triple[0], property: property.to_owned(), before: None, after });
                come.push((triple[0], Property::New(property), Object::Same(triple[2]), graph.offset(&triple)));
            }
        }
        for triple in self.removed {
            if gone.insert(triple) {
                entries.push(entry(&graph, triple, None));
            }
        }
        for (blank, iri) in &self.named {
            entries.push(Entry { subject: *blank, property: NAME.to_owned(), before: None, after: Some(iri.clone()) });
        }
        let forms: HashMap<TermId, String> = self.renamed.into_iter().collect();
        record_renamed(&graph, &forms, &mut entries);
        record.add(step, entries);

        let mut builder = graph.into_builder();
        builder.retain(|triple| !gone.contains(triple));
        for (subject, property, object, offset) in come {
            let property = match property {
                Property::Same(id) => id,
                Property::New(iri) => builder.terms.iri(iri),
            };
            let object = match object {
                Object::Same(id) => id,
                Object::Iri(iri) => builder.terms.iri(&iri),
                Object::Literal { lexical, datatype } => {
                    let datatype = builder.terms.iri(&datatype);
                    builder.terms.typed(&lexical, datatype)
                }
                Object::Tagged { lexical, language } => builder.terms.tagged(&lexical, &language),
                Object::Typed { lexical, datatype } => {
                    let datatype = builder.terms.iri(datatype);
                    builder.terms.typed(&lexical, datatype)
                }
            };
            // What came stands where that stood which went.
            builder.insert_at([subject, property, object], offset);
        }
        put_names(&mut builder, forms.into_iter().chain(self.named).collect(), record);
        builder.finish()
    }
}

enum Property {
    Same(TermId),
    New(&'static str),
}

fn entry(graph: &Graph, triple: Triple, after: Option<String>) -> Entry {
    let [subject, property, object] = triple;
    let before = Some(shown(graph.term(object)));
    Entry { subject, property: graph.term(property).text().to_owned(), before, after }
}

/// One entry for each triple that has a renamed IRI as its object, and one for an IRI that is a subject or a property.
fn record_renamed(graph: &Graph, forms: &HashMap<TermId, String>, entries: &mut Vec<Entry>) {
    if forms.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    for &triple in graph.triples() {
        if let Some(form) = forms.get(&triple[2]) {
            entries.push(entry(graph, triple, Some(form.clone())));
        }
        for id in [triple[0], triple[1]] {
            if let Some(form) = forms.get(&id)
                && seen.insert(id)
            {
                let before = Some(graph.term(id).text().to_owned());
                entries.push(Entry { subject: id, property: NAME.to_owned(), before, after: Some(form.clone()) });
            }
        }
    }
}

/// Puts the IRIs in the places of the terms, in every position.
fn put_names(builder: &mut GraphBuilder, mut names: Vec<(TermId, String)>, record: &mut Record) {
    if names.is_empty() {
        return;
    }
    // The order decides the names of new terms, which nobody may see but which should not vary from run to run.
    names.sort_unstable();
    let names: HashMap<TermId, TermId> = names.into_iter().map(|(old, iri)| (old, builder.terms.iri(&iri))).collect();
    builder.rename(&names);
    record.renamed(names);
}
