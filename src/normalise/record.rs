//! The record of changes while steps run: subjects by term name, so that a blank node that gets an IRI later
//! is reported under that IRI.
//!
//! In: the entries of each step. Out: the sorted [`Change`]s. Must not: drop an entry.

use std::collections::{HashMap, HashSet};

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
    /// What led to blank nodes and does so no more.
    parted: HashMap<TermId, Vec<TermId>>,
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

    /// Remembers what led to a blank node and does so no more.
    pub(super) fn parted(&mut self, blank: TermId, above: TermId) {
        self.parted.entry(blank).or_default().push(above);
    }

    /// The changes and proposals, with the subjects as the graph that came out names them.
    pub(super) fn finish(self, graph: &Graph) -> Told {
        let Record { steps, suggested, names, made, parted } = self;
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
        let mut known: HashMap<TermId, String> = HashMap::new();
        let mut name = |subject: TermId| {
            let subject = follow(subject);
            if !graph.terms().is_blank(subject) {
                return graph.term(subject).text().to_owned();
            }
            let above = above.get_or_insert_with(|| nearest_named(graph));
            let known = known.entry(subject).or_insert_with(|| nearest_then(graph, subject, above, &parted, follow));
            known.clone()
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

/// The IRI of the nearest named thing above a blank node, or above what led to it before a step took it from there; empty if there is none.
fn nearest_then(
    graph: &Graph,
    blank: TermId,
    above: &HashMap<TermId, TermId>,
    parted: &HashMap<TermId, Vec<TermId>>,
    follow: impl Fn(TermId) -> TermId,
) -> String {
    let mut seen = HashSet::from([blank]);
    let mut level = vec![blank];
    while !level.is_empty() {
        let named =
            level.iter().filter_map(|id| if graph.terms().is_blank(*id) { above.get(id).copied() } else { Some(*id) });
        if let Some(first) = named.map(|id| graph.term(id).text()).min() {
            return first.to_owned();
        }
        let parents = level.iter().filter_map(|id| parted.get(id)).flatten().map(|&id| follow(id));
        level = parents.filter(|&id| seen.insert(id)).collect();
    }
    String::new()
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
