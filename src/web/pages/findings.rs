//! The findings of an organisation, grouped by rule in the store.

use std::collections::BTreeMap;

use super::place::place;
use super::source;
use crate::config::Source;
use crate::harvest::Context;
use crate::report::{FindingGroup, Label, Line, Lines, SAMPLES, Sample, ValueCount, sort_groups, sort_values};
use crate::resource::Class;
use crate::store::{ClassCount, LineRow, LineRows, Result, RuleCount, Store};
use crate::validate::Severity;

/// One group a rule, all sources together, in reading order.
pub(super) fn load(context: &Context, sources: &[Source]) -> Result<Vec<FindingGroup>> {
    let (store, profile) = (&context.store, &context.profile);
    let mut groups: BTreeMap<String, FindingGroup> = BTreeMap::new();
    for source in sources {
        let mut documents = source::documents(&context.config, store, source)?;
        // A line needs no address where there is only one document.
        if sources.len() == 1 {
            documents = match documents.len() {
                1 => Vec::new(),
                _ => source::without_common_folders(&documents),
            };
        }
        for count in store.rule_counts(&source.id)? {
            let group = of_source(store, (&source.id, &documents), &count)?;
            match groups.get_mut(&count.rule) {
                Some(known) => join(known, group),
                None => {
                    groups.insert(count.rule, group);
                }
            }
        }
    }
    let classes: Vec<ClassCount> =
        sources.iter().map(|source| store.class_counts(&source.id)).collect::<Result<Vec<_>>>()?.concat();
    let mut groups: Vec<_> = groups.into_values().collect();
    for group in &mut groups {
        group.population = profile.rule(&group.rule).and_then(|rule| population(&classes, &rule.class_iri));
    }
    sort_groups(&mut groups);
    Ok(groups)
}

fn of_source(store: &Store, (source, documents): (&str, &[String]), count: &RuleCount) -> Result<FindingGroup> {
    let values = store.value_counts(source, &count.rule, SAMPLES as u32)?;
    let samples = store.affected(source, &count.rule, [0, SAMPLES as u32])?;
    Ok(FindingGroup {
        rule: count.rule.clone(),
        severity: severity(&count.severity),
        affected: count.resources,
        population: None,
        findings: count.findings,
        mended: count.mended,
        distinct_values: count.values,
        values: values
            .into_iter()
            .map(|v| ValueCount { value: v.value, count: v.count, mended: v.mended, lines: lines(v.lines, documents) })
            .collect(),
        samples: samples
            .into_iter()
            .map(|affected| Sample {
                place: place(affected.resource, affected.place),
                title: affected.title.map(|text| Label { text, language: affected.title_language }),
                lines: lines(affected.lines, documents),
            })
            .collect(),
    })
}

/// Lines with the addresses of their documents, if there are several.
fn lines(rows: LineRows, documents: &[String]) -> Lines {
    let line = |row: LineRow| {
        let document = usize::try_from(row.document).ok().and_then(|index| documents.get(index).cloned());
        Line { document, line: row.line, byte: row.byte }
    };
    Lines { first: rows.first.into_iter().map(line).collect(), more: rows.more }
}

fn join(known: &mut FindingGroup, other: FindingGroup) {
    known.affected += other.affected;
    known.findings += other.findings;
    known.mended += other.mended;
    for value in other.values {
        match known.values.iter_mut().find(|v| v.value == value.value) {
            Some(same) => {
                same.count += value.count;
                same.mended += value.mended;
                same.lines.add(value.lines);
            }
            None => known.values.push(value),
        }
    }
    sort_values(&mut known.values);
    known.distinct_values = known.distinct_values.max(other.distinct_values).max(known.values.len() as u64);
    known.values.truncate(SAMPLES);
    known.samples.extend(other.samples);
    known.samples.truncate(SAMPLES);
}

/// The severity of a stored name; what is not known is advice, so that it alarms nobody.
fn severity(name: &str) -> Severity {
    [Severity::Violation, Severity::Warning].into_iter().find(|s| s.name() == name).unwrap_or(Severity::Info)
}

/// How many resources of the rule's class there are; `None` for what is no resource of its own.
fn population(classes: &[ClassCount], class_iri: &str) -> Option<u64> {
    let class = Class::ALL.into_iter().find(|class| class.iris().contains(&class_iri))?;
    Some(classes.iter().filter(|count| count.class == class.name()).map(|count| count.count).sum())
}
