//! What a run found, as rows of the store.
//!
//! In: resources, findings, changes and places. Out: rows, with values cut to what a page shows. Must not: judge.

use std::collections::BTreeMap;

use super::process::Checked;
use crate::normalise::{Change, Suggestion};
use crate::report::Line;
use crate::resource::{Difference, Resource};
use crate::store::{ChangeRow, FindingRow, LineRow, PlaceRow, ResourceRow, SuggestionRow};
use crate::validate::{Finding, Place, Position};

/// The resources that were added or updated, as rows.
pub(super) fn changed(resources: Vec<Resource>, difference: &Difference) -> Vec<ResourceRow> {
    let is_changed =
        |iri: &String| difference.added.binary_search(iri).is_ok() || difference.updated.binary_search(iri).is_ok();
    resources.into_iter().filter(|resource| is_changed(&resource.iri)).map(row).collect()
}

fn row(resource: Resource) -> ResourceRow {
    let (title, title_language) = resource.title.map_or((None, None), |title| (Some(title.text), title.language));
    ResourceRow {
        iri: resource.iri,
        class: resource.class.name().to_owned(),
        title,
        title_language,
        hash: resource.hash,
        identifier: resource.identifier,
        given: resource.given,
        triples: resource.triples as u64,
        n_triples: resource.n_triples,
        embedded: resource.embedded,
        typed: resource.typed,
        links: resource.links,
    }
}

pub(super) fn finding(finding: Finding) -> FindingRow {
    FindingRow {
        rule: finding.rule,
        severity: finding.severity.name().to_owned(),
        resource: finding.resource,
        class: finding.class,
        path: finding.path,
        value: finding.value.map(shortened),
        mended: finding.mended,
        line: finding.position.map(line),
    }
}

fn line(position: Position) -> LineRow {
    let Line { line, byte, .. } = Line::of(position);
    LineRow { document: position.document as u64, line, byte }
}

/// Where findings and changes are found, of what has another address in the feed than it came with.
pub(super) fn places(checked: &Checked) -> Vec<PlaceRow> {
    let own = |finding: &&Finding| !matches!(&finding.place, Place::Address(own) if *own == finding.resource);
    let told = checked.findings.iter().filter(own).map(|finding| (&finding.resource, &finding.place));
    let all: BTreeMap<&String, &Place> = checked.places.iter().chain(told).collect();
    let row = |(iri, place): (&String, &Place)| match place.clone() {
        Place::Address(address) => PlaceRow {
            iri: iri.clone(),
            address: Some(address),
            title: None,
            title_language: None,
            near: String::new(),
            near_title: None,
            near_title_language: None,
        },
        Place::Nameless { near, title, .. } => {
            let (title, title_language) = title.map_or((None, None), |title| (Some(title.text), title.language));
            PlaceRow {
                iri: iri.clone(),
                address: None,
                title: title.map(shortened),
                title_language,
                near,
                near_title: None,
                near_title_language: None,
            }
        }
    };
    all.into_iter().map(row).collect()
}

/// The longest value that a page shows in full, in bytes; a longer one is told by its beginning.
const VALUE: usize = 500;

fn shortened(mut value: String) -> String {
    if value.len() > VALUE {
        let end = (0..=VALUE).rev().find(|&end| value.is_char_boundary(end)).unwrap_or(0);
        value.truncate(end);
        value.push('…');
    }
    value
}

pub(super) fn change(change: Change) -> ChangeRow {
    ChangeRow {
        step: change.step.to_owned(),
        subject: change.subject,
        property: change.property,
        before: change.before.map(shortened),
        after: change.after.map(shortened),
    }
}

pub(super) fn suggestion(suggestion: Suggestion) -> SuggestionRow {
    SuggestionRow {
        step: suggestion.step.to_owned(),
        subject: suggestion.subject,
        property: suggestion.property,
        value: suggestion.value.map(shortened),
        proposed: shortened(suggestion.proposed),
    }
}
