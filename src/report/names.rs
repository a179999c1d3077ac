//! Words for the fixed lists: severities, owners, kinds, classes.
//!
//! In: a value of a list. Out: its message key, or its name in machine formats.

use super::language::Language;
use crate::normalise::Level;
use crate::rdf::vocab::{dcat, foaf, vcard};
use crate::validate::{Owner, Severity};

/// The name of a severity in JSON and CSV-like formats.
pub(super) const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Violation => "violation",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The word for a severity.
pub fn severity_word(language: Language, severity: Severity) -> String {
    match severity {
        Severity::Violation => language.text("severity-violation"),
        Severity::Warning => language.text("severity-warning"),
        Severity::Info => language.text("severity-info"),
    }
}

/// The count of findings of a severity: `1 fel`, `12 varningar`.
pub(super) fn severity_count(language: Language, severity: Severity, count: u64) -> String {
    let arguments = [("count", count.into())];
    match severity {
        Severity::Violation => language.text_with("count-violations", &arguments),
        Severity::Warning => language.text_with("count-warnings", &arguments),
        Severity::Info => language.text_with("count-infos", &arguments),
    }
}

/// Who puts it right, as a sentence.
pub fn owner_sentence(language: Language, owner: Owner) -> String {
    match owner {
        Owner::Publisher => language.text("owner-publisher"),
        Owner::Supplier => language.text("owner-supplier"),
        Owner::WebHost => language.text("owner-web-host"),
        Owner::Us => language.text("owner-us"),
    }
}

/// How far a step of normalising goes, in a few words.
pub fn level_word(language: Language, level: Level) -> String {
    match level {
        Level::Safe => language.text("level-safe"),
        Level::AggregatedOnly => language.text("level-aggregated-only"),
        Level::SuggestOnly => language.text("level-suggest-only"),
    }
}

/// How far a step of normalising goes, and what is left to do at home, as sentences.
pub(super) fn level_sentence(language: Language, level: Level) -> String {
    match level {
        Level::Safe => language.text("level-safe-sentence"),
        Level::AggregatedOnly => language.text("level-aggregated-only-sentence"),
        Level::SuggestOnly => language.text("level-suggest-only-sentence"),
    }
}

/// So many things of a class: `12 datamängder`.
pub(super) fn class_count(language: Language, class: &str, count: u64) -> String {
    let arguments = [("count", count.into())];
    match class {
        dcat::DATASET => language.text_with("count-datasets", &arguments),
        dcat::DATASET_SERIES => language.text_with("count-dataset-series", &arguments),
        dcat::DISTRIBUTION => language.text_with("count-distributions", &arguments),
        dcat::DATA_SERVICE => language.text_with("count-data-services", &arguments),
        dcat::CATALOG => language.text_with("count-catalogues", &arguments),
        foaf::AGENT | foaf::ORGANIZATION => language.text_with("count-agents", &arguments),
        vcard::KIND => language.text_with("count-contacts", &arguments),
        _ => language.text_with("count-descriptions", &arguments),
    }
}
