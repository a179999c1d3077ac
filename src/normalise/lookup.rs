//! The lookup tables: tab-separated files below `tables/`, built into the program.
//!
//! In: a key as a source wrote it. Out: the value of the table's row. Must not: guess; only whole keys match.
//!
//! A row is a value, a tab, and its keys separated by `|`; lines that begin with `#` are comments. Keys are in lower case.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// A table, read on first use.
pub(super) struct Table {
    text: &'static str,
    rows: OnceLock<HashMap<&'static str, &'static str>>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $file:literal),* $(,)?) => {
        $($(#[$doc])* pub(super) static $name: Table = Table::new(include_str!(concat!("tables/", $file)));)*

        /// The texts of all tables, for the fingerprint.
        pub(super) const TABLES: &[&str] = &[$(include_str!(concat!("tables/", $file))),*];
    };
}

tables! {
    /// Media types by code of the EU file-type table.
    FILE_TYPE = "file_type.tsv",
    /// Frequencies of the EU authority table by purl.org/cld/freq name and label.
    FREQUENCY = "frequency.tsv",
    /// EU data themes by code of the INSPIRE theme.
    INSPIRE_THEME = "inspire_theme.tsv",
    /// Languages of the EU authority table by ISO 639 code and name.
    LANGUAGE = "language.tsv",
    /// Creative Commons paths by code of the EU licence table and of geodata.se.
    LICENCE = "licence.tsv",
    /// Creative Commons paths that may be meant, by name.
    LICENCE_NAME = "licence_name.tsv",
    /// Media types by name and file extension.
    MEDIA_TYPE = "media_type.tsv",
    /// Media types that may be meant, by name.
    MEDIA_TYPE_PROPOSAL = "media_type_proposal.tsv",
}

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

    /// Every value, once for each of its keys.
    #[cfg(test)]
    pub(super) fn values(&self) -> impl Iterator<Item = &'static str> {
        rows(self.text).map(|(_, value)| value)
    }
}

/// Rows of an operator's own.
pub(super) struct Rows<'s>(HashMap<String, &'s str>);

impl<'s> Rows<'s> {
    pub(super) fn of(rows: &'s BTreeMap<String, String>) -> Self {
        Rows(rows.iter().map(|(key, value)| (key.trim().to_lowercase(), value.trim())).collect())
    }

    /// The value for a key; case and white space at the ends do not count.
    pub(super) fn get(&self, key: &str) -> Option<&'s str> {
        self.0.get(key.trim().to_lowercase().as_str()).copied()
    }

    /// The value for a key that is no key itself; none where the rows lead round in a circle.
    pub(super) fn last(&self, key: &str) -> Option<&'s str> {
        let mut value = self.get(key)?;
        for _ in 0..self.0.len() {
            match self.get(value).filter(|next| *next != value) {
                Some(next) => value = next,
                None => return Some(value),
            }
        }
        None
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
    fn an_operators_rows_are_followed_to_their_end() {
        let pairs = [(" A ", "b"), ("B", "c"), ("x", "y"), ("y", "x"), ("z", "z")];
        let map = pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let rows = Rows::of(&map);
        assert_eq!((rows.get("a"), rows.last("a")), (Some("b"), Some("c")));
        assert_eq!((rows.get("x"), rows.last("x")), (Some("y"), None));
        assert_eq!((rows.last("z"), rows.last("")), (Some("z"), None));
    }

    #[test]
    fn looks_up_whole_keys_in_any_case() {
        assert_eq!(LANGUAGE.get(" Svenska "), Some("SWE"));
        assert_eq!(FREQUENCY.get("Årligen"), Some("ANNUAL"));
        assert_eq!(FREQUENCY.get("årligen i maj"), None);
        assert_eq!(LANGUAGE.key_of("SWE"), Some("sv"));
    }
}
