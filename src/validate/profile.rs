//! A profile: a set of rules, ready to check graphs with.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::anchor::Anchors;
use super::choices::Choices;
use super::compare::{After, RuleResult, compare};
use super::finding::Finding;
use super::load::LoadError;
use super::part::{Part, fingerprint};
use super::profiles::{EXTRA, documented, plain};
use super::rule::Rule;
use crate::rdf::Graph;
use crate::shacl::EngineError;

/// The shape files that are part of the program: path below `shapes/`, and content. Sorted by path.
pub const SHAPES: &[(&str, &str)] = &[
    ("background/european.ttl", include_str!("../../shapes/background/european.ttl")),
    ("dcat-ap-se/3.0.1/address.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/address.ttl")),
    ("dcat-ap-se/3.0.1/agent.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/agent.ttl")),
    ("dcat-ap-se/3.0.1/attribution.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/attribution.ttl")),
    ("dcat-ap-se/3.0.1/catalog-record.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/catalog-record.ttl")),
    ("dcat-ap-se/3.0.1/catalog.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/catalog.ttl")),
    ("dcat-ap-se/3.0.1/checksum.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/checksum.ttl")),
    ("dcat-ap-se/3.0.1/conditions.ttl", include_str!("../../shapes/dcat-ap-se/3.0.1/conditions.ttl")),
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
    ("vocabularies/eu-licence.ttl", include_str!("../../shapes/vocabularies/eu-licence.ttl")),
    ("vocabularies/file-type.ttl", include_str!("../../shapes/vocabularies/file-type.ttl")),
    ("vocabularies/frequency.ttl", include_str!("../../shapes/vocabularies/frequency.ttl")),
    ("vocabularies/hvd-categories.ttl", include_str!("../../shapes/vocabularies/hvd-categories.ttl")),
    ("vocabularies/language.ttl", include_str!("../../shapes/vocabularies/language.ttl")),
    ("vocabularies/legislation.ttl", include_str!("../../shapes/vocabularies/legislation.ttl")),
    ("vocabularies/licences.ttl", include_str!("../../shapes/vocabularies/licences.ttl")),
    ("vocabularies/media-types.ttl", include_str!("../../shapes/vocabularies/media-types.ttl")),
    ("vocabularies/org-class.ttl", include_str!("../../shapes/vocabularies/org-class.ttl")),
    ("vocabularies/party-role.ttl", include_str!("../../shapes/vocabularies/party-role.ttl")),
    ("vocabularies/planned-availability.ttl", include_str!("../../shapes/vocabularies/planned-availability.ttl")),
    ("vocabularies/publisher-type.ttl", include_str!("../../shapes/vocabularies/publisher-type.ttl")),
    ("vocabularies/theme-taxonomy.ttl", include_str!("../../shapes/vocabularies/theme-taxonomy.ttl")),
    ("vocabularies/vcard-kind.ttl", include_str!("../../shapes/vocabularies/vcard-kind.ttl")),
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

    /// DCAT-AP-SE 3.0.1 as an operator chooses it.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] when a choice names no rule.
    pub fn dcat_ap_se_with(choices: &Choices) -> Result<Profile, LoadError> {
        let part = documented(choices)?;
        match choices.ids().find(|id| part.rule(id).is_none()) {
            Some(id) => Err(LoadError::Unknown { rule: id.clone() }),
            None => Ok(Profile::joined(vec![Arc::new(part)])),
        }
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
        self.rules.iter().filter(|rule| !rule.off)
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|place| &self.rules[place])
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

    /// Every result of the rules that are checked on a graph, at a time (an `xsd:dateTime`, for rules about dates to
    /// come; without one they find nothing).
    ///
    /// # Errors
    /// When the engine gives up. Then nothing is known about the graph; it must not be taken for a clean one.
    pub fn results(&self, graph: &Graph, now: Option<&str>) -> Result<Vec<RuleResult<'_>>, EngineError> {
        let after = After { graph, names: &HashMap::new(), made: &HashMap::new() };
        let anchors = Anchors::new(&after);
        let mut results = Vec::new();
        for part in &self.parts {
            part.results(graph, (&anchors, now), &mut results)?;
        }
        Ok(results)
    }

    /// Every place where a graph breaks a rule, sorted and each once, without regard to what normalising would mend.
    ///
    /// # Errors
    /// As [`Self::results`].
    pub fn check(&self, graph: &Graph, now: Option<&str>) -> Result<Vec<Finding>, EngineError> {
        // Nothing was mended: what is left is all.
        let results = self.results(graph, now)?;
        Ok(compare(Vec::new(), results, &After { graph, names: &HashMap::new(), made: &HashMap::new() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{self, Caps, Format};
    use crate::validate::Severity;

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
            profile.check(&graph, None).unwrap().into_iter().find(|f| f.rule == rule).map(|f| f.severity)
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
}
