//! A rule: what a shape demands, and everything that a person needs to know about it.

use super::text::Text;
use crate::rdf::vocab::sh;

/// How bad a broken rule is. Worst first, so that sorting puts it on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something mandatory is missing or wrong (`sh:Violation`).
    Violation,
    /// Something recommended is missing, or a value will not be understood everywhere (`sh:Warning`).
    Warning,
    /// Good practice (`sh:Info`).
    Info,
}

impl Severity {
    /// The severity's IRI in SHACL, section 2.1.4.
    pub fn iri(self) -> &'static str {
        match self {
            Severity::Violation => sh::VIOLATION,
            Severity::Warning => sh::WARNING,
            Severity::Info => sh::INFO,
        }
    }

    /// The name, as stored and in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Violation => "violation",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// The severity with this IRI, if it is one of the three.
    pub fn from_iri(iri: &str) -> Option<Self> {
        [Severity::Violation, Severity::Warning, Severity::Info].into_iter().find(|s| s.iri() == iri)
    }
}

/// Who can mend what breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// Whoever describes the data: the organisation itself.
    Publisher,
    /// Whoever supplies the catalogue system.
    Supplier,
    /// Whoever runs the web site.
    WebHost,
    /// Whoever runs this harvester.
    Us,
}

/// One rule, read from one `sh:PropertyShape` of `shapes/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Class, property, problem: `dataset-publisher-missing`. Never reused.
    pub id: String,
    /// How bad it is.
    pub severity: Severity,
    /// Whether it is not checked (`sh:deactivated`).
    pub off: bool,
    /// The problem in a few words.
    pub name: Text,
    /// One sentence about one finding; may hold `{value}`, see [`Rule::message_for`].
    pub message: Text,
    /// Reads after the number one: "1 datamängd saknar titel".
    pub one: Text,
    /// Reads after any other number: "12 datamängder saknar titel".
    pub many: Text,
    /// What the reader of a data portal loses.
    pub why: Text,
    /// How to mend it.
    pub fix: Text,
    /// Who mends it.
    pub owner: Owner,
    /// What the class is called.
    pub class: Text,
    /// What the property is called.
    pub property: Text,
    /// The IRI of the class that the rule is about.
    pub class_iri: String,
    /// The property's IRI, or a property path as SPARQL 1.1, section 9 writes it.
    pub path: String,
    /// Links into the published specification and guides, sorted.
    pub spec: Vec<String>,
    /// Turtle, with the prefixes of [`PREFIXES`](crate::rdf::vocab::PREFIXES) implied, that follows the rule.
    pub example: String,
    /// Turtle, with the same prefixes implied, that breaks the rule.
    pub counter_example: String,
}

impl Rule {
    /// The message about a value, which is shown on one line and cut after 200 characters.
    pub fn message_for(&self, value: &str) -> Text {
        self.message.with_value(value)
    }
}
