//! An operator's choices among the rules: which are off, which are on although they are off at first, and how bad each is.
//!
//! In: the shapes and the choices. Out: the shapes with `sh:deactivated` as chosen, and the rules as chosen.
//! Must not: change what a rule demands.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::{Rule, Severity};
use super::terms::RULE;
use crate::rdf::vocab::{sh, xsd};
use crate::rdf::{Graph, TermId};

/// What an operator chooses. The default leaves every rule as `shapes/` has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Rules that are not checked, by id.
    pub off: BTreeSet<String>,
    /// Rules that are checked although `shapes/` has them off, by id.
    pub on: BTreeSet<String>,
    /// Another severity, by id.
    pub severity: BTreeMap<String, Severity>,
}

impl Choices {
    /// Every id that is named.
    pub(super) fn ids(&self) -> impl Iterator<Item = &String> {
        self.off.iter().chain(&self.on).chain(self.severity.keys())
    }

    /// The rules as chosen; what is said of others is theirs to hear.
    pub(super) fn apply(&self, rules: &mut [Rule]) {
        for rule in rules {
            rule.off = (rule.off && !self.on.contains(&rule.id)) || self.off.contains(&rule.id);
            rule.severity = self.severity.get(&rule.id).copied().unwrap_or(rule.severity);
        }
    }
}

/// The shapes in which `sh:deactivated` (SHACL, section 2.1.6) says what the rules say.
pub(super) fn with_rules(shapes: Graph, rules: &[Rule]) -> Graph {
    let mut builder = shapes.into_builder();
    let deactivated = builder.terms.iri(sh::DEACTIVATED);
    let boolean = builder.terms.iri(xsd::BOOLEAN);
    let yes = builder.terms.typed("true", boolean);
    let mut shape_of = |id: &str| builder.terms.iri(&format!("{RULE}{id}"));
    let all: BTreeSet<TermId> = rules.iter().map(|rule| shape_of(&rule.id)).collect();
    let off: Vec<TermId> = rules.iter().filter(|rule| rule.off).map(|rule| shape_of(&rule.id)).collect();
    builder.retain(|triple| triple[1] != deactivated || !all.contains(&triple[0]));
    off.into_iter().for_each(|shape| builder.insert(shape, deactivated, yes));
    builder.finish()
}
