//! The one place where what a step asked for is carried out and recorded.
//!
//! In: a graph and the edits of a step. Out: the graph with them carried out, and one record entry for each triple that went
//! or came. Must not: change anything that no step asked for.

use std::collections::{HashMap, HashSet};

use super::NAME;
use super::edits::{Addition, Edits, Object, Subject};
use super::record::{Entry, Record, shown};
use crate::rdf::{Graph, GraphBuilder, Term, TermId, Triple};

impl Edits {
    /// Makes the graph with the edits, and records each.
    pub(super) fn carry_out(self, graph: Graph, step: &'static str, record: &mut Record) -> Graph {
        let unchanged = !self.has_edits();
        let mut gone = HashSet::new();
        let mut come = Vec::new();
        let mut entries = Vec::new();
        for (subject, property, value, proposed) in self.suggested {
            let before = value.map(|id| shown(graph.term(id)));
            record.suggest(step, Entry { subject, property, before, after: Some(proposed) });
        }
        if unchanged {
            return graph;
        }
        for (triple, object) in self.replaced {
            gone.insert(triple);
            entries.push(entry(&graph, triple, Some(object.shown(&graph))));
            let offset = graph.offset(&triple);
            come.push(Coming { subject: triple[0].into(), property: Property::Same(triple[1]), object, offset });
        }
        for (triple, property) in self.moved {
            gone.insert(triple);
            entries.push(entry(&graph, triple, None));
            let held = graph.find_iri(property).is_some_and(|id| !graph.statements(triple[0], id).is_empty());
            if !held {
                let after = Some(shown(graph.term(triple[2])));
                entries.push(Entry { subject: triple[0], property: property.to_owned(), before: None, after });
                let (object, offset) = (Object::Same(triple[2]), graph.offset(&triple));
                come.push(Coming { subject: triple[0].into(), property: Property::New(property), object, offset });
            }
        }
        for triple in self.removed {
            if gone.insert(triple) {
                entries.push(entry(&graph, triple, None));
            }
        }
        let mut told = Vec::new();
        for Addition { subject, property, object, from } in self.added {
            told.push((subject.clone(), property, object.shown(&graph)));
            // What came stands where that stands which it was made from, or else where its subject does.
            let about = |subject: &Subject| match subject {
                Subject::Same(id) => graph.properties(*id).first().copied(),
                Subject::Iri(_) => None,
            };
            let offset = from.or_else(|| about(&subject)).and_then(|triple| graph.offset(&triple));
            come.push(Coming { subject, property: Property::New(property), object, offset });
        }
        for (blank, iri) in &self.named {
            entries.push(Entry { subject: *blank, property: NAME.to_owned(), before: None, after: Some(iri.clone()) });
        }
        let forms: HashMap<TermId, String> = self.renamed.into_iter().collect();
        record_renamed(&graph, &forms, &mut entries);

        let mut builder = graph.into_builder();
        builder.retain(|triple| !gone.contains(triple));
        for (subject, property, after) in told {
            let subject = subject.put(&mut builder);
            entries.push(Entry { subject, property: property.to_owned(), before: None, after: Some(after) });
        }
        for coming in come {
            coming.put(&mut builder, &mut entries);
        }
        record.add(step, entries);
        put_names(&mut builder, forms.into_iter().chain(self.named).collect(), record);
        builder.finish()
    }
}

/// A triple on its way into the graph.
struct Coming {
    subject: Subject,
    property: Property,
    object: Object,
    offset: Option<usize>,
}

enum Property {
    Same(TermId),
    New(&'static str),
}

impl Coming {
    fn put(self, builder: &mut GraphBuilder, entries: &mut Vec<Entry>) {
        let subject = self.subject.put(builder);
        let property = match self.property {
            Property::Same(id) => id,
            Property::New(iri) => builder.terms.iri(iri),
        };
        let object = self.object.put(builder, self.offset, entries);
        // What came stands where that stood which went.
        builder.insert_at([subject, property, object], self.offset);
    }
}

impl Subject {
    fn put(self, builder: &mut GraphBuilder) -> TermId {
        match self {
            Subject::Same(id) => id,
            Subject::Iri(iri) => builder.terms.iri(&iri),
        }
    }
}

impl Object {
    /// As [`Change`](super::Change) shows it.
    fn shown(&self, graph: &Graph) -> String {
        match self {
            Object::Same(id) => shown(graph.term(*id)),
            Object::Iri(iri) => shown(Term::Iri(iri)),
            Object::Typed { lexical, datatype } => shown(Term::typed(lexical, datatype)),
            Object::Literal { lexical, datatype } => shown(Term::typed(lexical, datatype)),
            Object::Tagged { lexical, language } => shown(Term::tagged(lexical, language)),
            Object::Node(_) => "[]".to_owned(),
        }
    }

    /// Puts the term into the graph; the statements of a new node come with it, and are entries of their own.
    fn put(self, builder: &mut GraphBuilder, offset: Option<usize>, entries: &mut Vec<Entry>) -> TermId {
        match self {
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
            Object::Node(statements) => {
                let node = builder.terms.fresh_blank();
                for (property, object) in statements {
                    let value = object.put(builder, offset, entries);
                    let after = Some(shown(builder.terms.term(value)));
                    entries.push(Entry { subject: node, property: property.to_owned(), before: None, after });
                    let property = builder.terms.iri(property);
                    builder.insert_at([node, property, value], offset);
                }
                node
            }
        }
    }
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
