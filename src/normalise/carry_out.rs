//! The one place where what a step asked for is carried out and recorded.
//!
//! In: a graph and the edits of a step. Out: the graph with them carried out, and one record entry for each triple that went
//! or came. Must not: change anything that no step asked for.

use std::collections::{HashMap, HashSet};

use super::NAME;
use super::coming::{Coming, New};
use super::edits::{Addition, Edits, Object, Property, Subject};
use super::record::{Entry, Record, shown};
use crate::rdf::{Graph, GraphBuilder, TermId, Triple};

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
            come.push(Coming { subject: triple[0].into(), property: triple[1].into(), object, offset });
        }
        let removed: HashSet<Triple> = self.removed.iter().copied().collect();
        let kept = kept(&graph, &self.moved, &removed);
        for (triple, property) in self.moved {
            gone.insert(triple);
            entries.push(entry(&graph, triple, None));
            if kept.get(&(triple[0], property)) == Some(&triple) {
                let after = Some(shown(graph.term(triple[2])));
                entries.push(Entry { subject: triple[0], property: property.to_owned(), before: None, after });
                let (object, offset) = (Object::Same(triple[2]), graph.offset(&triple));
                come.push(Coming { subject: triple[0].into(), property: property.into(), object, offset });
            }
        }
        for triple in self.removed {
            if gone.insert(triple) {
                entries.push(entry(&graph, triple, None));
            }
        }
        let (mut told, mut once) = (Vec::new(), HashSet::new());
        for addition in self.added {
            if addition.stands_in(&graph, &gone) {
                continue;
            }
            let Addition { subject, property, object, from } = addition;
            let is_node = matches!(object, Object::Node(_));
            if !is_node && !once.insert((subject.clone(), property, object.clone())) {
                continue;
            }
            told.push((subject.clone(), property, object.shown(&graph)));
            // What came stands where that stands which it was made from, or else where its subject does.
            let about = |subject: &Subject| match subject {
                Subject::Same(id) => graph.properties(*id).first().copied(),
                Subject::Iri(_) | Subject::New(_) => None,
            };
            let offset = from.or_else(|| about(&subject)).and_then(|triple| graph.offset(&triple));
            come.push(Coming { subject, property, object, offset });
        }
        for (blank, iri) in &self.named {
            entries.push(Entry { subject: *blank, property: NAME.to_owned(), before: None, after: Some(iri.clone()) });
        }
        let forms: HashMap<TermId, String> = self.renamed.into_iter().collect();
        record_renamed(&graph, &forms, &gone, &mut entries);

        let blank = |triple: &&Triple| graph.terms().is_blank(triple[2]);
        gone.iter().filter(blank).for_each(|triple| record.parted(triple[2], triple[0]));

        let mut builder = graph.into_builder();
        builder.retain(|triple| !gone.contains(triple));
        let names = put_names(&mut builder, forms.into_iter().chain(self.named).collect());
        let mut new = New { builder, names, nodes: Vec::new(), entries };
        for (subject, property, after) in told {
            let (subject, property) = (new.told_subject(subject), new.property(property));
            let property = new.builder.terms.term(property).text().to_owned();
            new.entries.push(Entry { subject, property, before: None, after: Some(after) });
        }
        come.into_iter().for_each(|coming| new.put(coming));
        for (subject, of) in self.made {
            let subject = new.subject(subject);
            record.made(subject, of);
        }
        for value in self.made_values {
            let value = new.object(value, None);
            record.made(value, None);
        }
        let New { builder, names, entries, .. } = new;
        record.add(step, entries);
        record.renamed(names);
        builder.finish()
    }
}

impl Addition {
    /// Whether the triple is in the graph and stays there.
    fn stands_in(&self, graph: &Graph, gone: &HashSet<Triple>) -> bool {
        let subject = match &self.subject {
            Subject::Same(id) => Some(*id),
            Subject::Iri(iri) => graph.find_iri(iri),
            Subject::New(_) => None,
        };
        let property = match self.property {
            Property::Same(id) => Some(id),
            Property::Iri(iri) => graph.find_iri(iri),
        };
        let triple = (|| Some([subject?, property?, self.object.known(graph)?]))();
        triple.is_some_and(|triple| graph.contains(&triple) && !gone.contains(&triple))
    }
}

/// Of the values that are to move to a property of a thing, the one that does: none where that property keeps a value, else the least
/// of those that the step named first, whatever their order in the document.
fn kept(
    graph: &Graph,
    moved: &[(Triple, &'static str)],
    removed: &HashSet<Triple>,
) -> HashMap<(TermId, &'static str), Triple> {
    let mut kept: HashMap<(TermId, &'static str), Triple> = HashMap::new();
    for &(triple, property) in moved {
        let values = graph.find_iri(property).map_or(&[][..], |id| graph.statements(triple[0], id));
        if values.iter().any(|value| !removed.contains(value)) {
            continue;
        }
        let first = kept.entry((triple[0], property)).or_insert(triple);
        if first[1] == triple[1] && graph.term(triple[2]) < graph.term(first[2]) {
            *first = triple;
        }
    }
    kept
}

fn entry(graph: &Graph, triple: Triple, after: Option<String>) -> Entry {
    let [subject, property, object] = triple;
    let before = Some(shown(graph.term(object)));
    Entry { subject, property: graph.term(property).text().to_owned(), before, after }
}

/// One entry for each triple that has a renamed IRI as its object, and one for an IRI that is a subject or a property.
fn record_renamed(graph: &Graph, forms: &HashMap<TermId, String>, gone: &HashSet<Triple>, entries: &mut Vec<Entry>) {
    if forms.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    for &triple in graph.triples() {
        if let Some(form) = forms.get(&triple[2])
            && !gone.contains(&triple)
        {
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

/// Puts the IRIs in the places of the terms, in every position, and tells which term became which.
fn put_names(builder: &mut GraphBuilder, mut names: Vec<(TermId, String)>) -> HashMap<TermId, TermId> {
    // The order decides the names of new terms, which nobody may see but which should not vary from run to run.
    names.sort_unstable();
    let names: HashMap<TermId, TermId> = names.into_iter().map(|(old, iri)| (old, builder.terms.iri(&iri))).collect();
    if !names.is_empty() {
        builder.rename(&names);
    }
    names
}
