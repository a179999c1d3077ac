//! Normalising: ordered steps that rewrite a source's graph to the forms of DCAT-AP-SE 3.0.1.
//!
//! In: a parsed [`Graph`] and [`Settings`]. Out: [`Normalised`], the new graph and the record of every [`Change`].
//! It may change data and says so each time. It never rejects, never judges, and never drops what it does not know.
//! Running it on its own output changes nothing more.
//!
//! [`STEPS`] is the table of steps; each stands in its own file below `steps/`. A step reads the graph and asks for
//! edits; the frame here carries them out and keeps the record, so that no step can change anything unseen.

mod agents;
mod ancestors;
mod carry_out;
mod coming;
mod date;
mod edits;
mod fingerprint;
mod geometry;
mod iri;
mod lookup;
mod media_type;
mod record;
mod steps;
mod subjects;
mod things;
mod vocabulary;

pub use edits::{Edits, NewNode, Object, Property, Subject};
pub use fingerprint::fingerprint;
pub use steps::STEPS;

use std::collections::{BTreeMap, HashMap};

use crate::rdf::{Graph, TermId};

/// How far a step may go without asking anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The new form says the same as the old one.
    Safe,
    /// Right for the aggregated catalogue; the source keeps its own form, and its finding.
    AggregatedOnly,
    /// Nothing is changed; a person is shown what could be.
    SuggestOnly,
}

/// A text for people in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

/// One step of normalising: a row of [`STEPS`].
pub struct Step {
    /// The name in configuration, reports and the store; never reused with another meaning.
    pub id: &'static str,
    /// How far the step goes.
    pub level: Level,
    /// What the step does, in one sentence.
    pub description: Text,
    apply: fn(&Graph, &Settings, &mut Edits),
}

/// What the steps need to know about a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The IRI below which blank nodes of the main classes get names, as `<genid_base>/.well-known/genid/…`
    /// (RDF 1.1 Concepts, section 3.5). Different sources may share it.
    pub genid_base: String,
    /// What sets the names below that base apart from those of other sources: the source's id.
    pub scope: String,
    /// The language (BCP 47) that the source's texts are declared to be in; where a thing has titles in several
    /// languages, the one in this language identifies it.
    pub language: Option<String>,
    /// Ids of steps that are switched off.
    pub off: Vec<String>,
    /// Who publishes, as the config knows it.
    pub organisation: Organisation,
    /// The operator's own rows of the lookup tables.
    pub lookup: Lookup,
}

/// What the config says of the organisation that a source belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its organisation number, ten digits.
    pub number: Option<String>,
    /// Its names, in every language that the config has.
    pub names: Vec<String>,
    /// What sort of publisher it is: an IRI of the ADMS publisher types.
    pub agent_type: Option<String>,
}

/// Rows that an operator adds to the lookup tables. Keys are compared without case and without white space around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// Names or addresses of licences, with the licence's IRI.
    pub licences: BTreeMap<String, String>,
    /// Names or IRIs of themes, with the IRI of the EU data theme.
    pub themes: BTreeMap<String, String>,
    /// IRIs of agents, with the IRI of the agent that they are.
    pub agents: BTreeMap<String, String>,
}

impl Settings {
    /// Every step on, no declared language.
    pub fn new(genid_base: impl Into<String>) -> Self {
        Settings {
            genid_base: genid_base.into(),
            scope: String::new(),
            language: None,
            off: Vec::new(),
            organisation: Organisation::default(),
            lookup: Lookup::default(),
        }
    }
}

/// One change that a step made.
///
/// Values are written for people: an IRI bare; a literal in quotation marks, nothing escaped, followed by `@language` or
/// `^^datatype` when it has one other than `xsd:string` (XML Schema datatypes as `xsd:…`); a blank node as `[]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// The id of the step.
    pub step: &'static str,
    /// The IRI that the changed thing has in the normalised graph. For a blank node: the nearest named subject above it, or above what
    /// led to it where a step took it away; empty where nothing above it has a name.
    pub subject: String,
    /// The IRI of the property, or [`NAME`] when the subject itself was renamed.
    pub property: String,
    /// The value that went; `None` when one was added.
    pub before: Option<String>,
    /// The value that came; `None` when one was removed.
    pub after: Option<String>,
}

/// A value that a person may put in the place of another. Nothing was changed.
///
/// Values are written as in a [`Change`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Suggestion {
    /// The id of the step.
    pub step: &'static str,
    /// The thing, as the subject of a [`Change`].
    pub subject: String,
    /// The IRI of the property.
    pub property: String,
    /// The value that stands there; `None` where one is missing.
    pub value: Option<String>,
    /// The value that may be right.
    pub proposed: String,
}

/// Stands as the property of a [`Change`] of a thing's own IRI (the keyword of JSON-LD 1.1, section 3.3).
pub const NAME: &str = "@id";

/// A normalised graph.
pub struct Normalised {
    /// The graph in the forms of the profile, as far as the steps could bring it there.
    pub graph: Graph,
    /// Every change, in the order of the steps, then by subject and property.
    pub changes: Vec<Change>,
    /// Every proposal, in the same order.
    pub suggestions: Vec<Suggestion>,
    /// Each IRI that was given another form, and each blank node that was given an IRI, with the IRI that it is now.
    /// Terms keep their ids: both are terms of [`Self::graph`], and the old one is the term that it was in the graph
    /// that came.
    pub names: HashMap<TermId, TermId>,
    /// Each thing or value that a step made, under its last name: with the one that it is a part of, or without where it is new.
    pub made: HashMap<TermId, Option<TermId>>,
}

/// Runs the steps that are on, in their order.
pub fn normalise(graph: Graph, settings: &Settings) -> Normalised {
    let mut graph = graph;
    let mut record = record::Record::default();
    for step in STEPS.iter().filter(|step| !settings.off.iter().any(|id| id == step.id)) {
        let mut edits = Edits::default();
        (step.apply)(&graph, settings, &mut edits);
        if step.level == Level::SuggestOnly {
            edits = edits.without_edits();
        }
        if !edits.is_empty() {
            graph = edits.carry_out(graph, step.id, &mut record);
        }
    }
    let record::Told { changes, suggestions, names, made } = record.finish(&graph);
    Normalised { graph, changes, suggestions, names, made }
}

#[cfg(test)]
mod tests;
