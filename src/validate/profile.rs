//! A profile: a set of rules, ready to check graphs with.

use std::sync::{Arc, LazyLock};

use super::anchor::Anchors;
use super::finding::Finding;
use super::part::{Part, fingerprint};
use super::profiles::{EXTRA, plain};
use super::rule::Rule;
use crate::rdf::Graph;
use crate::shacl::EngineError;

/// The shape files that are part of the program: path below `shapes/`, and content. Sorted by path.
pub const SHAPES: &[(&str, &str)] = &[
    ("dcat-ap-se/3.0.1/agent.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/agent.ttl")),
    ("dcat-ap-se/3.0.1/catalog.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/catalog.ttl")),
    ("dcat-ap-se/3.0.1/data-service.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/data-service.ttl")),
    ("dcat-ap-se/3.0.1/dataset-series.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/dataset-series.ttl")),
    ("dcat-ap-se/3.0.1/dataset.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/dataset.ttl")),
    ("dcat-ap-se/3.0.1/distribution.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/distribution.ttl")),
    ("dcat-ap-se/3.0.1/kind.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/kind.ttl")),
    ("dcat-ap-se/3.0.1/period-of-time.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/period-of-time.ttl")),
    ("vocabularies/classes.ttl", include_str!("../../shapes/vocabularies/classes.ttl")),
];

/// The rules that something is checked against: of one profile, or of several together.
pub struct Profile {
    id: String,
    /// Those of all parts, sorted by id.
    rules: Vec<Rule>,
    parts: Vec<Arc<Part>>,
    fingerprint: String,
}

impl Profile {
    /// DCAT-AP-SE 3.0.1 as it is part of the program, read and compiled once.
    pub fn dcat_ap_se() -> &'static Profile {
        static PROFILE: LazyLock<Profile> = LazyLock::new(|| Profile::joined(vec![plain()]));
        &PROFILE
    }

    pub(super) fn joined(parts: Vec<Arc<Part>>) -> Profile {
        let ids: Vec<&str> = parts.iter().map(|part| part.profile.as_str()).filter(|id| *id != EXTRA).collect();
        let mut rules: Vec<Rule> = parts.iter().flat_map(|part| part.rules.iter().cloned()).collect();
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        let fingerprint = match &parts[..] {
            [only] => only.fingerprint.clone(),
            several => fingerprint(several.iter().map(|part| (part.profile.as_str(), part.fingerprint.as_str()))),
        };
        Profile { id: ids.join("+"), rules, fingerprint, parts }
    }

    /// The profile's name and version, `dcat-ap-se-3.0.1`; several with `+` between them.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The ids of its profiles, and `extra` if an operator's own shapes are with them.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.profile.as_str())
    }

    /// Every rule, those that are off included; sorted by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Every rule that is checked, sorted by id.
    pub fn active(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| !self.is_off(&rule.id))
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|place| &self.rules[place])
    }

    /// Whether the rule with this id is not checked.
    pub fn is_off(&self, id: &str) -> bool {
        self.parts.iter().any(|part| part.off.contains(id))
    }

    /// The id of the profile that the rule with this id belongs to; empty if there is none.
    pub fn profile_of(&self, rule: &str) -> &str {
        self.parts.iter().find(|part| part.rule(rule).is_some()).map_or("", |part| &part.profile)
    }

    /// A hash of all shape texts and of what is chosen among the rules, in hexadecimal. When it changes, sources that did
    /// not change are checked again.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Every place where the graph breaks a rule, sorted and each once.
    ///
    /// # Errors
    /// When the engine gives up. Then nothing is known about the graph; it must not be taken for a clean one.
    pub fn check(&self, graph: &Graph) -> Result<Vec<Finding>, EngineError> {
        let anchors = Anchors::new(graph);
        let mut findings = Vec::new();
        for part in &self.parts {
            part.check(graph, &anchors, &mut findings)?;
        }
        findings.sort_unstable();
        findings.dedup();
        Ok(findings)
    }
}
