//! The report on one document: what `skord validate` tells.
//!
//! In: a document's findings, changes and notes. Out: the model that each format renders.

use std::collections::{BTreeMap, BTreeSet};

use super::change::ChangeValue;
use crate::normalise::{Change, Suggestion};
use crate::rdf::Format;
use crate::rdf::parse::Note;
use crate::validate::{Finding, Place, Profile, Severity};

/// Everything there is to tell about one document.
pub struct DocumentReport<'a> {
    /// Where the document came from, as the user wrote it: a file, an address or `-`.
    pub input: String,
    /// The format that it was read as.
    pub format: Format,
    /// How many triples it holds, before normalisation.
    pub triples: usize,
    /// The rules it was checked against.
    pub profile: &'a Profile,
    /// Every finding about the document as it came, sorted.
    pub findings: Vec<Finding>,
    /// Every change that normalising makes.
    pub changes: Vec<Change>,
    /// Every proposal; nothing of it is changed.
    pub suggestions: Vec<Suggestion>,
    /// Where those subjects and values of changes are found that have an address of our making only.
    pub places: BTreeMap<String, Place>,
    /// What the reader did beyond reading.
    pub notes: Vec<Note>,
    /// Whether anything in it is marked as high-value data.
    pub high_value: bool,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Breaks of what the specification requires.
    pub violation: u64,
    /// Breaks of what it recommends.
    pub warning: u64,
    /// Advice.
    pub info: u64,
}

impl Counts {
    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.severity {
                Severity::Violation => counts.violation += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Info => counts.info += 1,
            }
        }
        counts
    }

    /// All together.
    pub fn total(self) -> u64 {
        self.violation + self.warning + self.info
    }
}

impl DocumentReport<'_> {
    /// How many findings there are of each severity.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.findings)
    }

    /// The profile for high-value data that it was checked against without having any: then what that profile finds says little,
    /// as its shapes apply to every dataset.
    pub(super) fn profile_beside_the_point(&self) -> Option<&str> {
        self.profile.ids().find(|id| id.starts_with("dcat-ap-hvd") && !self.high_value)
    }

    /// How many findings normalising mends.
    pub fn mended(&self) -> u64 {
        self.findings.iter().filter(|f| f.mended).count() as u64
    }

    /// A number for each thing that has no address of its own, so that programs can tell them apart: from 1, in the order
    /// of the addresses that we would give them.
    pub(super) fn nameless(&self) -> BTreeMap<&str, usize> {
        let nameless = |place: &Place| matches!(place, Place::Nameless { .. });
        let found = self.findings.iter().filter(|f| nameless(&f.place)).map(|f| f.resource.as_str());
        let changed = self.places.iter().filter(|(_, place)| nameless(place)).map(|(iri, _)| iri.as_str());
        let all: BTreeSet<&str> = found.chain(changed).collect();
        all.into_iter().zip(1..).collect()
    }

    /// A value before or after a change.
    pub(super) fn change_value(&self, value: &str) -> ChangeValue {
        match self.places.get(value) {
            Some(Place::Nameless { .. }) => ChangeValue::Given,
            _ => ChangeValue::Written(value.to_owned()),
        }
    }

    /// Whether the document conforms to the profile: nothing that the specification requires is broken in it
    /// as it came.
    pub fn conforms(&self) -> bool {
        self.findings.iter().all(|f| f.severity != Severity::Violation)
    }
}
