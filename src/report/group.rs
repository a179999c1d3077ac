//! Findings grouped by rule: what people read first.
//!
//! In: findings. Out: one group a rule, with exact counts, the distinct values and a few samples.

use std::collections::{BTreeMap, BTreeSet};

use super::language::Language;
use super::rows::Label;
use crate::validate::{Finding, Rule, Severity};

/// The most samples and distinct values that a group carries; its counts are always exact.
pub const SAMPLES: usize = 20;

/// All findings of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingGroup {
    /// The rule's id.
    pub rule: String,
    /// How grave the rule says it is.
    pub severity: Severity,
    /// How many resources break the rule.
    pub affected: u64,
    /// How many resources of that class there are; `None` where nobody counted.
    pub population: Option<u64>,
    /// How many findings there are; one resource can have several.
    pub findings: u64,
    /// How many distinct values there are, those that are not listed included.
    pub distinct_values: u64,
    /// The most common values at fault, the most common first.
    pub values: Vec<ValueCount>,
    /// The first resources, by IRI.
    pub samples: Vec<Sample>,
}

/// A value at fault and how many findings have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCount {
    /// The value as the source wrote it.
    pub value: String,
    /// How many findings have it.
    pub count: u64,
}

/// A resource that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its IRI; empty only if there is none to give.
    pub iri: String,
    /// What it calls itself.
    pub title: Option<Label>,
}

impl FindingGroup {
    /// What the group is about, in words: `12 datamängder saknar titel`.
    pub fn title(&self, rule: &Rule, language: Language) -> String {
        let words = if self.affected == 1 { &rule.one } else { &rule.many };
        format!("{} {}", language.number(self.affected), language.of(words))
    }
}

#[derive(Default)]
struct Gathered<'a> {
    findings: u64,
    resources: BTreeSet<&'a str>,
    values: BTreeMap<&'a str, u64>,
}

/// Groups findings by rule: the gravest first, then those that affect most, then by rule id.
pub fn group(findings: &[Finding]) -> Vec<FindingGroup> {
    let mut gathered: BTreeMap<(Severity, &str), Gathered<'_>> = BTreeMap::new();
    for finding in findings {
        let group = gathered.entry((finding.severity, &finding.rule)).or_default();
        group.findings += 1;
        group.resources.insert(&finding.resource);
        if let Some(value) = &finding.value {
            *group.values.entry(value).or_default() += 1;
        }
    }
    let mut groups: Vec<_> = gathered.into_iter().map(|((severity, rule), g)| g.into_group(rule, severity)).collect();
    sort(&mut groups);
    groups
}

/// Puts groups in reading order: the gravest first, then those that affect most, then by rule id.
pub fn sort(groups: &mut [FindingGroup]) {
    groups.sort_by(|a, b| {
        a.severity.cmp(&b.severity).then(b.affected.cmp(&a.affected)).then_with(|| a.rule.cmp(&b.rule))
    });
}

impl Gathered<'_> {
    fn into_group(self, rule: &str, severity: Severity) -> FindingGroup {
        let distinct_values = self.values.len() as u64;
        let mut values: Vec<_> =
            self.values.into_iter().map(|(value, count)| ValueCount { value: value.to_owned(), count }).collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        values.truncate(SAMPLES);
        FindingGroup {
            rule: rule.to_owned(),
            severity,
            affected: self.resources.len() as u64,
            population: None,
            findings: self.findings,
            distinct_values,
            values,
            samples: self
                .resources
                .into_iter()
                .take(SAMPLES)
                .map(|iri| Sample { iri: iri.to_owned(), title: None })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: Severity, rule: &str, resource: &str, value: Option<&str>) -> Finding {
        Finding {
            rule: rule.into(),
            severity,
            resource: resource.into(),
            class: String::new(),
            path: String::new(),
            value: value.map(Into::into),
        }
    }

    #[test]
    fn counts_stay_exact_when_lists_are_capped() {
        let findings: Vec<_> = (0..100)
            .flat_map(|n| {
                let resource = format!("https://example.se/{n:03}");
                [
                    finding(Severity::Warning, "dataset-theme-unknown", &resource, Some(&format!("v{}", n % 30))),
                    finding(Severity::Warning, "dataset-theme-unknown", &resource, Some("samma")),
                ]
            })
            .collect();
        let groups = group(&findings);
        assert_eq!(groups.len(), 1);
        let only = &groups[0];
        assert_eq!((only.affected, only.findings, only.distinct_values), (100, 200, 31));
        assert_eq!((only.values.len(), only.samples.len()), (SAMPLES, SAMPLES));
        assert_eq!(only.values[0], ValueCount { value: "samma".into(), count: 100 });
        assert_eq!(only.samples[0].iri, "https://example.se/000");
    }

    #[test]
    fn the_gravest_stand_first_then_the_most_common() {
        let findings = [
            finding(Severity::Info, "c", "1", None),
            finding(Severity::Violation, "b", "1", None),
            finding(Severity::Violation, "a", "1", None),
            finding(Severity::Violation, "z", "1", None),
            finding(Severity::Violation, "z", "2", None),
        ];
        let order: Vec<_> = group(&findings).into_iter().map(|g| g.rule).collect();
        assert_eq!(order, ["z", "a", "b", "c"]);
    }
}
