//! A profile: a set of rules, ready to check graphs with.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::anchor::Anchors;
use super::choices::{self, Choices};
use super::finding::Finding;
use super::load::{self, LoadError};
use super::rule::Rule;
use super::terms;
use crate::rdf::{self, Caps, Format, Graph};
use crate::shacl::{self, EngineError, Plan};

/// The shape files that are part of the program: path below `shapes/`, and content. Sorted by path.
pub const SHAPES: &[(&str, &str)] = &[
    ("dcat-ap-se/3.0.1/address.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/address.ttl")),
    ("dcat-ap-se/3.0.1/agent.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/agent.ttl")),
    ("dcat-ap-se/3.0.1/attribution.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/attribution.ttl")),
    ("dcat-ap-se/3.0.1/catalog-record.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/catalog-record.ttl")),
    ("dcat-ap-se/3.0.1/catalog.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/catalog.ttl")),
    ("dcat-ap-se/3.0.1/checksum.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/checksum.ttl")),
    ("dcat-ap-se/3.0.1/data-service.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/data-service.ttl")),
    ("dcat-ap-se/3.0.1/dataset-series.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/dataset-series.ttl")),
    ("dcat-ap-se/3.0.1/dataset.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/dataset.ttl")),
    ("dcat-ap-se/3.0.1/distribution.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/distribution.ttl")),
    ("dcat-ap-se/3.0.1/document.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/document.ttl")),
    ("dcat-ap-se/3.0.1/kind.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/kind.ttl")),
    ("dcat-ap-se/3.0.1/license-document.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/license-document.ttl")),
    ("dcat-ap-se/3.0.1/location.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/location.ttl")),
    ("dcat-ap-se/3.0.1/offer.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/offer.ttl")),
    ("dcat-ap-se/3.0.1/period-of-time.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/period-of-time.ttl")),
    (
        "dcat-ap-se/3.0.1/provenance-statement.ttl",
        include_str!("../../shapes/dcat-ap-se/3.0.1/provenance-statement.ttl"),
    ),
    ("dcat-ap-se/3.0.1/relationship.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/relationship.ttl")),
    ("dcat-ap-se/3.0.1/rights-statement.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/rights-statement.ttl")),
    ("dcat-ap-se/3.0.1/standard.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/standard.ttl")),
    ("dcat-ap-se/3.0.1/voice.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/voice.ttl")),
    ("vocabularies/access-right.ttl", include_str!("../../shapes/vocabularies/access-right.ttl")),
    ("vocabularies/arch-style.ttl", include_str!("../../shapes/vocabularies/arch-style.ttl")),
    ("vocabularies/checksum-algorithm.ttl", include_str!("../../shapes/vocabularies/checksum-algorithm.ttl")),
    ("vocabularies/classes.ttl", include_str!("../../shapes/vocabularies/classes.ttl")),
    ("vocabularies/data-theme.ttl", include_str!("../../shapes/vocabularies/data-theme.ttl")),
    ("vocabularies/distribution-status.ttl", include_str!("../../shapes/vocabularies/distribution-status.ttl")),
    ("vocabularies/file-type.ttl", include_str!("../../shapes/vocabularies/file-type.ttl")),
    ("vocabularies/frequency.ttl", include_str!("../../shapes/vocabularies/frequency.ttl")),
    ("vocabularies/hvd-categories.ttl", include_str!("../../shapes/vocabularies/hvd-categories.ttl")),
    ("vocabularies/language.ttl", include_str!("../../shapes/vocabularies/language.ttl")),
    ("vocabularies/licences.ttl", include_str!("../../shapes/vocabularies/licences.ttl")),
    ("vocabularies/media-types.ttl", include_str!("../../shapes/vocabularies/media-types.ttl")),
    ("vocabularies/org-class.ttl", include_str!("../../shapes/vocabularies/org-class.ttl")),
    ("vocabularies/party-role.ttl", include_str!("../../shapes/vocabularies/party-role.ttl")),
    ("vocabularies/planned-availability.ttl", include_str!("../../shapes/vocabularies/planned-availability.ttl")),
    ("vocabularies/publisher-type.ttl", include_str!("../../shapes/vocabularies/publisher-type.ttl")),
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
            Profile::dcat_ap_se_with(&Choices::default())
                .expect("the files are part of the program and tests read them all")
        });
        &PROFILE
    }

    /// DCAT-AP-SE 3.0.1 as an operator chooses it.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] when a choice names no rule.
    pub fn dcat_ap_se_with(choices: &Choices) -> Result<Profile, LoadError> {
        Profile::read("dcat-ap-se-3.0.1", SHAPES, choices)
    }

    fn read(id: &'static str, files: &[(&str, &str)], choices: &Choices) -> Result<Profile, LoadError> {
        let (vocabularies, shapes): (Vec<_>, Vec<_>) =
            files.iter().partition(|(file, _)| file.starts_with("vocabularies/"));
        let shapes = united(&shapes)?;
        let mut rules = load::rules(&shapes)?;
        choices.apply(&mut rules)?;
        let shapes = choices::with_rules(shapes, &rules);
        let plan = shacl::compile(&shapes, &[&united(&vocabularies)?]).map_err(|problems| {
            LoadError::IllFormed(problems.iter().map(|p| p.to_string()).collect::<Vec<_>>().join("; "))
        })?;
        Ok(Profile { id, rules, plan, fingerprint: fingerprint(files, choices) })
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

    /// A hash of all shape texts and choices, in hexadecimal. When it changes, sources that did not change are checked again.
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
                value: result
                    .value
                    // The value of a node shape is the resource itself, which is told anyway.
                    .filter(|value| !value.is_blank() && *value != result.focus_node)
                    .map(|value| value.text().to_owned()),
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

fn fingerprint(files: &[(&str, &str)], choices: &Choices) -> String {
    let mut hash = Sha256::new();
    // The sets are sorted, so this is the same each time.
    hash.update(format!("{choices:?}"));
    for (file, turtle) in files {
        for part in [file.as_bytes(), turtle.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::Severity;

    #[test]
    fn the_fingerprint_changes_with_any_text_and_with_where_it_stands() {
        let before = fingerprint(&[("a.ttl", "one two"), ("b.ttl", "three")], &Choices::default());
        assert_eq!(before, fingerprint(&[("a.ttl", "one two"), ("b.ttl", "three")], &Choices::default()));
        assert_ne!(before, fingerprint(&[("a.ttl", "one two"), ("b.ttl", "four")], &Choices::default()));
        assert_ne!(before, fingerprint(&[("a.ttl", "one "), ("b.ttl", "twothree")], &Choices::default()));
        assert_ne!(before, fingerprint(&[("a.ttl", "one two"), ("c.ttl", "three")], &Choices::default()));
    }

    #[test]
    fn an_operator_switches_rules_off_and_on_and_changes_their_severity() {
        let set = |id: &str| [id.to_owned()].into_iter().collect();
        let choices = Choices {
            off: set("dataset-title-missing"),
            on: set("dataset-identifier-not-uuid"),
            severity: [("dataset-publisher-missing".to_owned(), Severity::Info)].into(),
        };
        let chosen = Profile::dcat_ap_se_with(&choices).unwrap();
        let turtle = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
            <https://ekbacka.example/a> a dcat:Dataset ; dcterms:identifier \"17\" .";
        let graph =
            rdf::parse(turtle.as_bytes(), Format::Turtle, "https://ekbacka.example/", &Caps::default()).unwrap().graph;
        let found = |profile: &Profile, rule: &str| {
            profile.check(&graph).unwrap().into_iter().find(|f| f.rule == rule).map(|f| f.severity)
        };
        let usual = Profile::dcat_ap_se();
        assert_eq!(found(usual, "dataset-title-missing"), Some(Severity::Violation));
        assert_eq!(found(&chosen, "dataset-title-missing"), None);
        assert_eq!(found(usual, "dataset-identifier-not-uuid"), None);
        assert!(found(&chosen, "dataset-identifier-not-uuid").is_some());
        assert_eq!(found(usual, "dataset-publisher-missing"), Some(Severity::Violation));
        assert_eq!(found(&chosen, "dataset-publisher-missing"), Some(Severity::Info));
        assert_ne!(usual.fingerprint(), chosen.fingerprint(), "unchanged sources are checked again");
    }

    #[test]
    fn a_choice_of_no_rule_is_refused_by_name() {
        let choices = Choices { off: ["dataset-titel-missing".to_owned()].into(), ..Choices::default() };
        let error = Profile::dcat_ap_se_with(&choices).err().expect("there is no such rule");
        assert!(error.to_string().starts_with("no rule has the id dataset-titel-missing"), "{error}");
    }

    #[test]
    fn a_broken_file_is_named() {
        let error = Profile::read("test", &[("good.ttl", ""), ("bad.ttl", "a b")], &Choices::default())
            .err()
            .expect("this is not Turtle");
        assert!(error.to_string().starts_with("the rule file bad.ttl cannot be read: "), "{error}");
    }
}
