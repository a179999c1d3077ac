//! A finding: one place where the metadata breaks one rule.

use super::rule::Severity;

/// The metadata breaks a rule. Says nothing about us or the network: those are errors, and another type.
///
/// The order of findings is: worst first, then by rule, resource and value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The id of the [`Rule`](super::Rule).
    pub rule: String,
    /// The IRI of the resource, or of the nearest named one that leads to it; empty only if there is none.
    pub resource: String,
    /// The offending value, if there is one that a person could recognise; never a blank node's label.
    pub value: Option<String>,
    /// The IRI of the class that the rule is about.
    pub class: String,
    /// The property's IRI, or the property path, as in [`Rule::path`](super::Rule::path).
    pub path: String,
}
