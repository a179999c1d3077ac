//! Changes and proposals as JSON.
//!
//! In: what normalising changed, or proposes. Out: records for the report on a document, and lists that go with a normalised document.
//! Fields are added later, never renamed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::document::DocumentReport;
use super::json::{Thing, thing, written};
use super::language::Language;
use super::place::address;
use crate::normalise::{Change, Suggestion};

/// A change.
#[derive(Serialize)]
pub(super) struct ChangeRecord<'a> {
    step: &'a str,
    subject: &'a str,
    property: &'a str,
    before: Option<String>,
    after: Option<String>,
    #[serde(flatten)]
    thing: Option<Thing<'a>>,
}

/// A proposal.
#[derive(Serialize)]
pub(super) struct SuggestionRecord<'a> {
    step: &'a str,
    subject: &'a str,
    property: &'a str,
    value: Option<String>,
    proposed: String,
    #[serde(flatten)]
    thing: Option<Thing<'a>>,
}

/// A list of changes as JSON: `[{"step","subject","property","before","after"}]`, indented, with a line break at the end. It goes
/// with the normalised document, so things have the addresses that they have there.
pub fn changes_json(changes: &[Change]) -> String {
    written(&changes.iter().map(change_record).collect::<Vec<_>>())
}

/// A list of proposals as JSON: `[{"step","subject","property","value","proposed"}]`, as the changes are written.
pub fn suggestions_json(suggestions: &[Suggestion]) -> String {
    written(&suggestions.iter().map(suggestion_record).collect::<Vec<_>>())
}

fn change_record(change: &Change) -> ChangeRecord<'_> {
    ChangeRecord {
        step: change.step,
        subject: &change.subject,
        property: &change.property,
        before: change.before.clone(),
        after: change.after.clone(),
        thing: None,
    }
}

/// A change as a publisher sees it: what has no address of its own is told by what it belongs to, and the address that we gave it
/// in words.
pub(super) fn placed_change<'a>(
    change: &'a Change,
    report: &'a DocumentReport<'_>,
    nameless: &BTreeMap<&str, usize>,
) -> ChangeRecord<'a> {
    let side = |value: &String| report.change_value(value).text(Language::En).into_owned();
    let (before, after) = (change.before.as_ref().map(side), change.after.as_ref().map(side));
    let record = ChangeRecord { before, after, ..change_record(change) };
    match report.places.get(&change.subject) {
        Some(place) => ChangeRecord {
            subject: address(place),
            thing: Some(thing(place, nameless.get(change.subject.as_str()))),
            ..record
        },
        None => ChangeRecord { thing: Some(Thing { nameless: None, title: None }), ..record },
    }
}

fn suggestion_record(suggestion: &Suggestion) -> SuggestionRecord<'_> {
    SuggestionRecord {
        step: suggestion.step,
        subject: &suggestion.subject,
        property: &suggestion.property,
        value: suggestion.value.clone(),
        proposed: suggestion.proposed.clone(),
        thing: None,
    }
}

/// A proposal as a publisher sees it.
pub(super) fn placed_suggestion<'a>(
    suggestion: &'a Suggestion,
    report: &'a DocumentReport<'_>,
    nameless: &BTreeMap<&str, usize>,
) -> SuggestionRecord<'a> {
    let said = |value: &String| report.change_value(value).text(Language::En).into_owned();
    let record = SuggestionRecord {
        value: suggestion.value.as_ref().map(said),
        proposed: said(&suggestion.proposed),
        ..suggestion_record(suggestion)
    };
    match report.places.get(&suggestion.subject) {
        Some(place) => SuggestionRecord {
            subject: address(place),
            thing: Some(thing(place, nameless.get(suggestion.subject.as_str()))),
            ..record
        },
        None => SuggestionRecord { thing: Some(Thing { nameless: None, title: None }), ..record },
    }
}
