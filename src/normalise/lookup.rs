//! The lookup tables: tab-separated files below `tables/`, built into the program.
//!
//! In: a key as a source wrote it. Out: the value of the table's row. Must not: guess; only whole keys match.
//!
//! A row is a value, a tab, and its keys separated by `|`; lines that begin with `#` are comments. Keys are in lower case.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A table, read on first use.
pub(super) struct Table {
    text: &'static str,
    rows: OnceLock<HashMap<&'static str, &'static str>>,
}

/// Frequencies of the EU authority table by purl.org/cld/freq name and label.
pub(super) static FREQUENCY: Table = Table::new(include_str!("tables/frequency.tsv"));
/// Languages of the EU authority table by ISO 639 code and name.
pub(super) static LANGUAGE: Table = Table::new(include_str!("tables/language.tsv"));
/// Creative Commons paths by code of the EU licence table.
pub(super) static LICENCE: Table = Table::new(include_str!("tables/licence.tsv"));

/// The texts of all tables, for the fingerprint.
pub(super) const TABLES: &[&str] =
    &[include_str!("tables/frequency.tsv"), include_str!("tables/language.tsv"), include_str!("tables/licence.tsv")];

impl Table {
    const fn new(text: &'static str) -> Self {
        Table { text, rows: OnceLock::new() }
    }

    /// The value for a key; case and white space at the ends do not count.
    pub(super) fn get(&self, key: &str) -> Option<&'static str> {
        let rows = self.rows.get_or_init(|| rows(self.text).collect());
        rows.get(key.trim().to_lowercase().as_str()).copied()
    }

    /// The first key of a value.
    pub(super) fn key_of(&self, value: &str) -> Option<&'static str> {
        rows(self.text).find(|(_, known)| *known == value).map(|(key, _)| key)
    }
}

/// Every key with its value.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once('\t'));
    pairs.flat_map(|(value, keys)| keys.split('|').map(move |key| (key, value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_lower_case_trimmed_and_lead_to_one_value() {
        for text in TABLES {
            let mut seen = HashMap::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                assert!(line.contains('\t'), "a row without a tab: {line}");
            }
            for (key, value) in rows(text) {
                assert_eq!(key, key.trim().to_lowercase(), "a key in another form than it is looked up by");
                assert!(!key.is_empty(), "an empty key of {value}");
                assert_eq!(seen.insert(key, value), None, "the key {key} stands twice");
            }
        }
    }

    #[test]
    fn looks_up_whole_keys_in_any_case() {
        assert_eq!(LANGUAGE.get(" Svenska "), Some("SWE"));
        assert_eq!(FREQUENCY.get("Årligen"), Some("ANNUAL"));
        assert_eq!(FREQUENCY.get("årligen i maj"), None);
        assert_eq!(LANGUAGE.key_of("SWE"), Some("sv"));
    }
}
