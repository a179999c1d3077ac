//! The record of changes while steps run: subjects by term name, so that a blank node that gets an IRI later
//! is reported under that IRI.
//!
//! In: the entries of each step. Out: the sorted [`Change`]s. Must not: drop an entry.

use std::collections::HashMap;

use super::ancestors::nearest_named;
use super::{Change, Suggestion};
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
    suggested: Vec<(&'static str, Entry)>,
    names: HashMap<TermId, TermId>,
    made: Vec<(TermId, Option<TermId>)>,
}

/// The record, as the graph that came out names things.
pub(super) struct Told {
    pub(super) changes: Vec<Change>,
    pub(super) suggestions: Vec<Suggestion>,
    /// Each term that has another name there.
    pub(super) names: HashMap<TermId, TermId>,
    /// Each term that a step made, with the one that it is a part of.
    pub(super) made: HashMap<TermId, Option<TermId>>,
}

impl Record {
    /// Adds what one step did.
    pub(super) fn add(&mut self, step: &'static str, mut entries: Vec<Entry>) {
        // Two that look the same are about two blank nodes.
        entries.sort_unstable();
        self.steps.push((step, entries));
    }

    /// Adds what a step proposes: the value that stands there, and the one that may be right.
    pub(super) fn suggest(&mut self, step: &'static str, entry: Entry) {
        self.suggested.push((step, entry));
    }

    /// Remembers which terms became which.
    pub(super) fn renamed(&mut self, names: HashMap<TermId, TermId>) {
        self.names.extend(names);
    }

    /// Remembers a term that a step made, and what it is a part of.
    pub(super) fn made(&mut self, term: TermId, of: Option<TermId>) {
        self.made.push((term, of));
    }

    /// The changes and proposals, with the subjects as the graph that came out names them.
    pub(super) fn finish(self, graph: &Graph) -> Told {
        let Record { steps, suggested, names, made } = self;
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
        let mut name = |subject: TermId| {
            let subject = follow(subject);
            let subject = match graph.terms().is_blank(subject) {
                true => above.get_or_insert_with(|| nearest_named(graph)).get(&subject).copied(),
                false => Some(subject),
            };
            subject.map(|id| graph.term(id).text().to_owned()).unwrap_or_default()
        };
        let mut changes = Vec::new();
        for (step, entries) in &steps {
            let start = changes.len();
            for Entry { subject, property, before, after } in entries.iter().cloned() {
                changes.push(Change { step, subject: name(subject), property, before, after });
            }
            changes[start..].sort_unstable();
        }
        let mut suggestions = Vec::new();
        let mut places: Vec<&'static str> = suggested.iter().map(|(step, _)| *step).collect();
        places.dedup();
        for (step, Entry { subject, property, before, after }) in suggested {
            let proposed = after.unwrap_or_default();
            suggestions.push(Suggestion { step, subject: name(subject), property, value: before, proposed });
        }
        let place = |step: &str| places.iter().position(|known| *known == step);
        suggestions.sort_unstable_by(|a, b| place(a.step).cmp(&place(b.step)).then_with(|| a.cmp(b)));
        suggestions.dedup();
        let names = names.keys().map(|&old| (old, follow(old))).collect();
        let made = made.into_iter().map(|(term, of)| (follow(term), of.map(follow))).collect();
        Told { changes, suggestions, names, made }
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
