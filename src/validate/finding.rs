//! A finding: one place where the metadata breaks one rule.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::rule::Severity;
use crate::rdf::parse::Place as Position;

/// The metadata breaks a rule. Says nothing about us or the network: those are errors, and another type.
///
/// The order of findings is: what is not mended first, then the worst, then by rule, place, resource and value: what has no
/// address of its own stands in the order of what it belongs to. Two findings are the same wherever in the document they stand: a
/// line that was put in above makes nothing new.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Whether normalising mended it: it is gone from what we publish, and still to be put right where it came from.
    pub mended: bool,
    /// How bad it is.
    pub severity: Severity,
    /// The id of the [`Rule`](super::Rule).
    pub rule: String,
    /// Where the publisher finds it.
    pub place: Place,
    /// What tells the resource from others, for counting: its IRI in the normalised graph, or that of the nearest resource
    /// that leads to it; empty only if there is none. It may be an address that we made; people are shown
    /// [`Self::place`].
    pub resource: String,
    /// The offending value as it came, if there is one that a person could recognise; never a blank node's label.
    pub value: Option<String>,
    /// The IRI of the class that the rule is about.
    pub class: String,
    /// The property's IRI, or the property path, as in [`Rule::path`](super::Rule::path).
    pub path: String,
    /// Where in the document it stands: the statement with the value, or the description that lacks one; `None` if the parser did not
    /// tell.
    pub position: Option<Position>,
}

type Key<'a> = (bool, Severity, &'a str, &'a Place, &'a str, Option<&'a str>, &'a str, &'a str);

impl Finding {
    /// All that makes a finding what it is, in the order in which findings stand.
    fn key(&self) -> Key<'_> {
        let Finding { mended, severity, rule, place, resource, value, class, path, position: _ } = self;
        (*mended, *severity, rule, place, resource, value.as_deref(), class, path)
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Finding {}

impl PartialOrd for Finding {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Finding {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for Finding {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// Where a publisher finds what a finding is about; nothing in it was made by us.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The resource's own address as it came, or that of the resource whose nameless part it is.
    Address(String),
    /// The resource has no address of its own.
    Nameless {
        /// The address of the nearest resource above it that has one; empty if there is none.
        near: String,
        /// What it calls itself; where it does not, what the nearest nameless resource above it calls itself.
        title: Option<Label>,
        /// Where it has no title: what that nearest resource with an address calls itself.
        near_title: Option<Label>,
    },
}

/// A text with the language it is written in, as the source says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Its language tag (BCP 47), if the source gave one.
    pub language: Option<String>,
}
