//! The record of changes while steps run: subjects by term name, so that a blank node that gets an IRI later
//! is reported under that IRI.
//!
//! In: the entries of each step. Out: the sorted [`Change`]s. Must not: drop an entry.

use std::collections::HashMap;

use super::Change;
use super::ancestors::nearest_named;
use crate::rdf::vocab::xsd;
use crate::rdf::{Graph, Literal, Term, TermId};

/// A change whose subject is still a term name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) subject: TermId,
    pub(super) property: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// What the steps did so far.
#[derive(Default)]
pub(super) struct Record {
    steps: Vec<(&'static str, Vec<Entry>)>,
    names: HashMap<TermId, TermId>,
}

impl Record {
    /// Adds what one step did.
    pub(super) fn add(&mut self, step: &'static str, mut entries: Vec<Entry>) {
        entries.sort_unstable();
        entries.dedup();
        self.steps.push((step, entries));
    }

    /// Remembers which terms became which.
    pub(super) fn renamed(&mut self, names: HashMap<TermId, TermId>) {
        self.names.extend(names);
    }

    /// The changes, with the subjects as the graph that came out names them, and each term that has another name there.
    pub(super) fn finish(self, graph: &Graph) -> (Vec<Change>, HashMap<TermId, TermId>) {
        let Record { steps, names } = self;
        let follow = |mut id: TermId| {
            // A renamed term may be renamed by a later step; a form that a step makes is never undone, so this ends.
            for _ in 0..steps.len() {
                match names.get(&id) {
                    Some(&next) if next != id => id = next,
                    _ => break,
                }
            }
            id
        };
        let mut above = None;
        let mut changes = Vec::new();
        for (step, entries) in &steps {
            let start = changes.len();
            for Entry { subject, property, before, after } in entries.iter().cloned() {
                let subject = follow(subject);
                let subject = match graph.terms().is_blank(subject) {
                    true => above.get_or_insert_with(|| nearest_named(graph)).get(&subject).copied(),
                    false => Some(subject),
                };
                let subject = subject.map(|id| graph.term(id).text().to_owned()).unwrap_or_default();
                changes.push(Change { step, subject, property, before, after });
            }
            changes[start..].sort_unstable();
        }
        let names = names.keys().map(|&old| (old, follow(old))).collect();
        (changes, names)
    }
}

/// A term as [`Change`] shows it.
pub(super) fn shown(term: Term<'_>) -> String {
    match term {
        Term::Iri(iri) => iri.to_owned(),
        Term::Blank(_) => "[]".to_owned(),
        Term::Literal(Literal { lexical, language: Some(language), .. }) => format!("\"{lexical}\"@{language}"),
        Term::Literal(Literal { lexical, datatype: xsd::STRING, .. }) => format!("\"{lexical}\""),
        Term::Literal(Literal { lexical, datatype, .. }) => match datatype.strip_prefix(xsd::NS) {
            Some(local) => format!("\"{lexical}\"^^xsd:{local}"),
            None => format!("\"{lexical}\"^^{datatype}"),
        },
    }
}
