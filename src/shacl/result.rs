//! Validation results (SHACL, section 3.6.2) as they stream out of a run.

use std::sync::Arc;

use super::component::ConstraintComponent;
use super::path::Path;
use super::vocab as sh;
use crate::rdf::{Term, TermId};

/// How bad a result is (SHACL, section 2.1.4). The order is from worst to mildest.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `sh:Violation`, where a shape says nothing.
    #[default]
    Violation,
    /// `sh:Warning`
    Warning,
    /// `sh:Info`
    Info,
    /// A severity of the shapes graph's own, by its IRI.
    Other(Arc<str>),
}

impl Severity {
    /// The IRI.
    pub fn iri(&self) -> &str {
        match self {
            Severity::Violation => sh::VIOLATION,
            Severity::Warning => sh::WARNING,
            Severity::Info => sh::INFO,
            Severity::Other(iri) => iri,
        }
    }
}

impl From<&str> for Severity {
    fn from(iri: &str) -> Self {
        match iri {
            sh::VIOLATION => Severity::Violation,
            sh::WARNING => Severity::Warning,
            sh::INFO => Severity::Info,
            other => Severity::Other(other.into()),
        }
    }
}

/// A `sh:message` of a shape.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    /// The text.
    pub text: Box<str>,
    /// The language tag in lower case, if there is one.
    pub language: Option<Box<str>>,
}

/// One validation result. It borrows from the plan and the data graph and lives as long as the call.
#[derive(Debug)]
pub struct ValidationResult<'a> {
    /// `sh:focusNode`
    pub focus_node: Term<'a>,
    /// The focus node's name in the data graph, if that holds it.
    pub focus_id: Option<TermId>,
    /// `sh:resultPath`
    pub result_path: Option<&'a Path>,
    /// `sh:value`
    pub value: Option<Term<'a>>,
    /// The value's name in the data graph, if that holds it.
    pub value_id: Option<TermId>,
    /// `sh:sourceShape`: an IRI or a blank node of the shapes graph, with that graph's number.
    pub source_shape: Term<'a>,
    /// `sh:sourceConstraint`: for SPARQL-based constraints, the node of the shapes graph that holds the query.
    pub source_constraint: Option<Term<'a>>,
    /// `sh:sourceConstraintComponent`
    pub component: ConstraintComponent,
    /// `sh:resultSeverity`
    pub severity: &'a Severity,
    /// `sh:resultMessage`: the shape's or constraint's `sh:message`s, sorted by language; often none.
    pub messages: &'a [Message],
    /// `sh:detail`: why a value node does not conform to the shape that `sh:node` names.
    pub detail: Vec<ValidationResult<'a>>,
}

/// What a run found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Validation results, details not counted.
    pub results: usize,
    /// Pairs of a shape and a focus node that were tested.
    pub focus_nodes: usize,
}

impl Outcome {
    /// Whether the data graph conforms: there is no result, of whatever severity (SHACL, section 3.6.1.1).
    pub fn conforms(&self) -> bool {
        self.results == 0
    }
}
