//! The report on one document: what `skord validate` tells.
//!
//! In: a document's findings, changes and notes. Out: the model that each format renders.

use crate::normalise::Change;
use crate::rdf::Format;
use crate::rdf::parse::Note;
use crate::validate::{Finding, Profile, Severity};

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
    /// Every finding, in the order of [`Profile::check`].
    pub findings: Vec<Finding>,
    /// Every change that normalisation made before the check.
    pub changes: Vec<Change>,
    /// What the reader did beyond reading.
    pub notes: Vec<Note>,
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

    /// Whether the document conforms to the profile: nothing that the specification requires is broken.
    pub fn conforms(&self) -> bool {
        self.findings.iter().all(|f| f.severity != Severity::Violation)
    }
}
