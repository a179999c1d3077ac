//! A profile: a set of rules, ready to check graphs with.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::anchor::Anchors;
use super::finding::Finding;
use super::load::{self, LoadError};
use super::rule::Rule;
use super::terms;
use crate::rdf::{self, Caps, Format, Graph};
use crate::shacl::{self, EngineError, Plan};

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

/// A named set of rules with the vocabularies that they need.
pub struct Profile {
    id: &'static str,
    rules: Vec<Rule>,
    plan: Plan,
    fingerprint: String,
}

impl Profile {
    /// DCAT-AP-SE 3.0.1, read and compiled once.
    pub fn dcat_ap_se() -> &'static Profile {
        static PROFILE: LazyLock<Profile> = LazyLock::new(|| {
            Profile::read("dcat-ap-se-3.0.1", SHAPES)
                .expect("the files are part of the program and tests read them all")
        });
        &PROFILE
    }

    fn read(id: &'static str, files: &[(&str, &str)]) -> Result<Profile, LoadError> {
        let (vocabularies, shapes): (Vec<_>, Vec<_>) =
            files.iter().partition(|(file, _)| file.starts_with("vocabularies/"));
        let shapes = united(&shapes)?;
        let rules = load::rules(&shapes)?;
        let plan = shacl::compile(&shapes, &[&united(&vocabularies)?]).map_err(|problems| {
            LoadError::IllFormed(problems.iter().map(|p| p.to_string()).collect::<Vec<_>>().join("; "))
        })?;
        Ok(Profile { id, rules, plan, fingerprint: fingerprint(files) })
    }

    /// The profile's name and version: `dcat-ap-se-3.0.1`.
    pub fn id(&self) -> &str {
        self.id
    }

    /// Every rule, sorted by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|place| &self.rules[place])
    }

    /// A hash of all shape texts, in hexadecimal. When it changes, sources that did not change are checked again.
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
        self.plan.validate(graph, &mut |result| {
            let id = result.source_shape.as_iri().and_then(|iri| iri.strip_prefix(terms::RULE));
            let Some(rule) = id.and_then(|id| self.rule(id)) else { return };
            findings.push(Finding {
                severity: rule.severity,
                rule: rule.id.clone(),
                resource: result.focus_id.map(|node| anchors.of(node)).unwrap_or_default().to_owned(),
                value: result.value.filter(|value| !value.is_blank()).map(|value| value.text().to_owned()),
                class: rule.class_iri.clone(),
                path: rule.path.clone(),
            });
        })?;
        findings.sort_unstable();
        findings.dedup();
        Ok(findings)
    }
}

/// All files as one graph. Each is read by itself first, so that a complaint names the file.
fn united(files: &[(&str, &str)]) -> Result<Graph, LoadError> {
    for (file, turtle) in files {
        parse(file, turtle)?;
    }
    let all: Vec<&str> = files.iter().map(|&(_, turtle)| turtle).collect();
    parse("shapes", &all.join("\n"))
}

fn parse(file: &str, turtle: &str) -> Result<Graph, LoadError> {
    rdf::parse(turtle.as_bytes(), Format::Turtle, "https://w3id.org/skord/", &Caps::default())
        .map(|parsed| parsed.graph)
        .map_err(|error| LoadError::Syntax { file: file.to_owned(), reason: error.to_string() })
}

fn fingerprint(files: &[(&str, &str)]) -> String {
    let mut hash = Sha256::new();
    for (file, turtle) in files {
        for part in [file.as_bytes(), turtle.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
