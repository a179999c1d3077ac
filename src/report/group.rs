//! Findings grouped by rule: what people read first.
//!
//! In: findings. Out: one group a rule, with exact counts, the distinct values and a few samples.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::language::Language;
use super::line::{Lines, lines_of};
use super::rows::Label;
use crate::validate::{Finding, Place, Position, Rule, Severity};

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
    /// How many of the findings are mended in what we publish, and still to be put right where they came from.
    pub mended: u64,
    /// How many distinct values there are, those that are not listed included.
    pub distinct_values: u64,
    /// The first values at fault, in the order of [`sort_values`].
    pub values: Vec<ValueCount>,
    /// The first resources: those where something is not mended before the others, then by address; what has none stands in the
    /// order of what it belongs to.
    pub samples: Vec<Sample>,
}

/// A value at fault and how many findings have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCount {
    /// The value as the source wrote it.
    pub value: String,
    /// How many findings have it.
    pub count: u64,
    /// How many of those are mended in what we publish.
    pub mended: u64,
    /// Where it stands in the documents.
    pub lines: Lines,
}

impl ValueCount {
    /// Whether nothing of it is left to a person.
    pub fn is_mended(&self) -> bool {
        self.mended == self.count
    }
}

/// Values in reading order: those of which something is left first, then the most common, then by value.
pub fn sort_values(values: &mut [ValueCount]) {
    values.sort_by(|a, b| {
        let place = |value: &ValueCount| (value.is_mended(), std::cmp::Reverse(value.count));
        place(a).cmp(&place(b)).then_with(|| a.value.cmp(&b.value))
    });
}

/// A resource that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where the publisher finds it.
    pub place: Place,
    /// What a resource with an address calls itself, where that is known.
    pub title: Option<Label>,
    /// Where in the documents the rule is broken.
    pub lines: Lines,
}

impl FindingGroup {
    /// What the group is about, in words: `12 datamängder saknar titel`.
    pub fn title(&self, rule: &Rule, language: Language) -> String {
        let words = if self.affected == 1 { &rule.one } else { &rule.many };
        format!("{} {}", language.number(self.affected), language.of(words))
    }

    /// Whether everything in it is mended in what we publish.
    pub fn is_mended(&self) -> bool {
        self.mended == self.findings
    }

    /// How much of it is mended, and that it remains to be put right at home; `None` where nothing is.
    pub fn mended_sentence(&self, language: Language) -> Option<String> {
        let counts = [("count", self.mended.into()), ("all", self.findings.into())];
        match self.mended {
            0 => None,
            _ if self.is_mended() => Some(language.text_with("mended-all", &counts)),
            _ => Some(language.text_with("mended-some", &counts)),
        }
    }
}

#[derive(Default)]
struct Gathered<'a> {
    findings: Vec<&'a Finding>,
    mended: u64,
    /// Each resource with whether everything about it is mended, and the first place in the document that is about it.
    resources: BTreeMap<&'a str, (bool, &'a Place, Option<Position>)>,
    /// Each value with its findings, and how many of them are mended.
    values: BTreeMap<&'a str, [u64; 2]>,
}

/// Groups findings by rule, in the order of [`sort`].
pub fn group(findings: &[Finding]) -> Vec<FindingGroup> {
    let mut gathered: BTreeMap<(Severity, &str), Gathered<'_>> = BTreeMap::new();
    for finding in findings {
        let group = gathered.entry((finding.severity, &finding.rule)).or_default();
        group.findings.push(finding);
        group.mended += u64::from(finding.mended);
        let resource = group.resources.entry(&finding.resource).or_insert((true, &finding.place, None));
        resource.0 &= finding.mended;
        resource.2 = [resource.2, finding.position].into_iter().flatten().min();
        if let Some(value) = &finding.value {
            let counts = group.values.entry(value).or_default();
            *counts = [counts[0] + 1, counts[1] + u64::from(finding.mended)];
        }
    }
    let mut groups: Vec<_> = gathered.into_iter().map(|((severity, rule), g)| g.into_group(rule, severity)).collect();
    sort(&mut groups);
    groups
}

/// Puts groups in reading order: what is mended in full last, the gravest first, then those of which most is left, then those
/// that affect most, then by rule id.
pub fn sort(groups: &mut [FindingGroup]) {
    groups.sort_by(order);
}

/// The reading order of two groups.
pub(super) fn order(a: &FindingGroup, b: &FindingGroup) -> Ordering {
    let place = |group: &FindingGroup| (group.is_mended(), group.severity);
    let left = |group: &FindingGroup| group.findings - group.mended;
    place(a)
        .cmp(&place(b))
        .then(left(b).cmp(&left(a)))
        .then(b.affected.cmp(&a.affected))
        .then_with(|| a.rule.cmp(&b.rule))
}

impl Gathered<'_> {
    fn into_group(self, rule: &str, severity: Severity) -> FindingGroup {
        let distinct_values = self.values.len() as u64;
        let values = self.values.into_iter();
        let mut values: Vec<_> = values
            .map(|(value, [count, mended])| ValueCount {
                value: value.to_owned(),
                count,
                mended,
                lines: Lines::default(),
            })
            .collect();
        sort_values(&mut values);
        values.truncate(SAMPLES);
        let mut lines = lines_of(&self.findings, values.iter().map(|row| row.value.clone()), |f| f.value.as_deref());
        for row in &mut values {
            row.lines = lines.remove(&row.value).unwrap_or_default();
        }
        let affected = self.resources.len() as u64;
        let mut resources: Vec<_> = self
            .resources
            .into_iter()
            // Things that look alike stand in the order of the document.
            .map(|(iri, (mended, place, position))| (mended, reading_order(place), position, iri, place))
            .collect();
        resources.sort_unstable();
        resources.truncate(SAMPLES);
        let shown = resources.iter().map(|(_, _, _, iri, _)| (*iri).to_owned());
        let mut lines = lines_of(&self.findings, shown, |f| Some(&f.resource));
        let samples = resources.into_iter().map(|(_, _, _, iri, place)| {
            let lines = lines.remove(iri).unwrap_or_default();
            Sample { place: place.clone(), title: None, lines }
        });
        FindingGroup {
            rule: rule.to_owned(),
            severity,
            affected,
            population: None,
            findings: self.findings.len() as u64,
            mended: self.mended,
            distinct_values,
            values,
            samples: samples.collect(),
        }
    }
}

/// By what a place is sorted: its address or that of what it belongs to, and its title.
fn reading_order(place: &Place) -> (&str, &str) {
    match place {
        Place::Address(address) => (address, ""),
        Place::Nameless { near, title, .. } => (near, title.as_ref().map_or("", |title| &title.text)),
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
            place: Place::Address(resource.into()),
            mended: false,
            position: None,
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
        assert_eq!(
            only.values[0],
            ValueCount { value: "samma".into(), count: 100, mended: 0, lines: Lines::default() }
        );
        assert_eq!(only.samples[0].place, Place::Address("https://example.se/000".into()));
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

    #[test]
    fn what_is_mended_is_counted_and_stands_last() {
        let mended =
            |severity, rule: &str, resource: &str| Finding { mended: true, ..finding(severity, rule, resource, None) };
        let findings = [
            mended(Severity::Violation, "all-mended", "1"),
            finding(Severity::Warning, "some-mended", "2", None),
            mended(Severity::Warning, "some-mended", "1"),
            finding(Severity::Info, "none-mended", "1", None),
        ];
        let groups = group(&findings);
        let order: Vec<_> = groups.iter().map(|g| (g.rule.as_str(), g.mended, g.findings)).collect();
        assert_eq!(order, [("some-mended", 1, 2), ("none-mended", 0, 1), ("all-mended", 1, 1)]);
        assert_eq!(groups[0].samples[0].place, Place::Address("2".into()), "where there is something left to mend");
    }
}
