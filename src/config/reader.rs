//! Walks a TOML document and collects every mistake on the way.
//!
//! In goes the spanned document, which is the configuration as written; out come values, each
//! read by a form that says what it expected when it refuses. Reading goes on after a mistake,
//! so a value is `None` when a mistake about it is already noted. It knows no key by name.

use std::cell::RefCell;
use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::checks::Place;
use super::error::Mistake;
use super::keys::{Key, Shape};
use super::nearest::nearest;
use super::position::Positions;
use super::shown::{quoted, shown};

/// The document, what surrounds it, and the mistakes found in it.
pub(super) struct Reader<'a> {
    positions: Positions<'a>,
    /// The folder of the file, absolute; relative paths start here.
    pub directory: &'a Path,
    /// Looks up an environment variable.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'a> Reader<'a> {
    /// A reader of `text`, with nothing found yet.
    pub(super) fn new(text: &'a str, directory: &'a Path, environment: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { positions: Positions::new(text), directory, environment, mistakes: RefCell::default() }
    }

    /// Every mistake found, in the order of the file.
    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by(|a, b| (a.line, a.column, &a.key, &a.expected).cmp(&(b.line, b.column, &b.key, &b.expected)));
        mistakes
    }

    /// Notes that the file is not TOML. What stands there is not shown: it may be a secret.
    pub(super) fn note_syntax(&self, error: &toml::de::Error) {
        let offset = error.span().map_or(0, |span| span.start);
        let (problem, expected) = error.message().split_once(", expected ").unwrap_or((error.message(), "valid TOML"));
        let given = format!("text that is not TOML ({problem})");
        self.note(offset, "toml".to_owned(), given, expected.to_owned());
    }

    fn note(&self, offset: usize, key: String, given: String, expected: String) {
        let (line, column) = self.positions.of(offset);
        self.mistakes.borrow_mut().push(Mistake { line, column, key, given, expected });
    }
}

/// One value of the document, with its place.
pub(super) struct Entry<'a> {
    /// The value as written.
    pub value: &'a DeValue<'a>,
    /// Its dotted path.
    pub key: String,
    span: Range<usize>,
    reader: &'a Reader<'a>,
}

impl<'a> Entry<'a> {
    /// Notes that something else was expected here.
    pub(super) fn refuse(&self, expected: impl Into<String>) {
        self.refuse_shown(shown(self.value), expected);
    }

    /// As [`Entry::refuse`], for a value that must be shown in another way, or not at all.
    pub(super) fn refuse_shown(&self, given: String, expected: impl Into<String>) {
        self.reader.note(self.span.start, self.key.clone(), given, expected.into());
    }

    /// Reads the value with a form; notes what it expected when it refuses.
    pub(super) fn read<T>(&self, form: impl FnOnce(&DeValue) -> Result<T, String>) -> Option<T> {
        form(self.value).map_err(|expected| self.refuse(expected)).ok()
    }

    /// The line that the value stands on, from 1.
    pub(super) fn line(&self) -> usize {
        self.reader.positions.of(self.span.start).0
    }

    /// Where the value stands.
    pub(super) fn place(&self) -> Place {
        let (line, column) = self.reader.positions.of(self.span.start);
        Place { line, column, key: self.key.clone(), given: shown(self.value) }
    }

    /// The values of a list, each with its index in the path; `None` if this is no list.
    pub(super) fn items(&self) -> Option<Vec<Entry<'a>>> {
        let DeValue::Array(items) = self.value else { return None };
        let item = |(index, item): (usize, &'a toml::Spanned<DeValue<'a>>)| Entry {
            value: item.get_ref(),
            key: format!("{}[{index}]", self.key),
            span: item.span(),
            reader: self.reader,
        };
        Some(items.iter().enumerate().map(item).collect())
    }

    /// The keys and values of a table whose keys are names; `None` if this is no table. A place is that of the key.
    pub(super) fn members(&self) -> Option<Vec<(String, Entry<'a>)>> {
        let DeValue::Table(table) = self.value else { return None };
        let member = |(name, value): (&toml::Spanned<std::borrow::Cow<'a, str>>, &'a toml::Spanned<DeValue<'a>>)| {
            let key = format!("{}.{}", self.key, bare_or_quoted(name.get_ref()));
            let entry = Entry { value: value.get_ref(), key, span: name.span(), reader: self.reader };
            (name.get_ref().clone().into_owned(), entry)
        };
        Some(table.iter().map(member).collect())
    }

    /// Reads the value as a table with these keys.
    pub(super) fn section(&self, keys: &'static [Key]) -> Option<Section<'a>> {
        let DeValue::Table(table) = self.value else {
            self.refuse(format!("a table with the keys {}", names(keys)));
            return None;
        };
        Some(Section::new(Some(table), self.key.clone(), self.span.clone(), (keys, self.reader)))
    }
}

/// One table of the document; its unknown keys are already noted.
pub(super) struct Section<'a> {
    /// The document and what surrounds it.
    pub reader: &'a Reader<'a>,
    table: Option<&'a DeTable<'a>>,
    key: String,
    span: Range<usize>,
    keys: &'static [Key],
}

impl<'a> Section<'a> {
    /// The whole document.
    pub(super) fn whole(reader: &'a Reader<'a>, document: &'a DeTable<'a>, keys: &'static [Key]) -> Self {
        Self::new(Some(document), String::new(), 0..0, (keys, reader))
    }

    fn new(
        table: Option<&'a DeTable<'a>>,
        key: String,
        span: Range<usize>,
        (keys, reader): (&'static [Key], &'a Reader<'a>),
    ) -> Self {
        let section = Self { reader, table, key, span, keys };
        section.refuse_unknown_keys();
        section
    }

    fn refuse_unknown_keys(&self) {
        for (name, _) in self.table.into_iter().flat_map(|table| table.iter()) {
            let typed = name.get_ref().as_ref();
            if self.keys.iter().any(|key| key.name == typed) {
                continue;
            }
            let expected = match nearest(typed, self.keys.iter().map(|key| key.name)) {
                Some(meant) => format!("the key {meant}"),
                None => format!("one of the keys {}", names(self.keys)),
            };
            self.reader.note(name.span().start, self.path(typed), "an unknown key".to_owned(), expected);
        }
    }

    /// The dotted path of a key of this table.
    fn path(&self, name: &str) -> String {
        let name = bare_or_quoted(name);
        if self.key.is_empty() { name } else { format!("{}.{name}", self.key) }
    }

    /// The shape of a key, from the table of keys.
    fn shape(&self, name: &str) -> &'static Shape {
        let known = self.keys.iter().find(|key| key.name == name);
        debug_assert!(known.is_some(), "{name} stands in no table of keys");
        known.map_or(&Shape::Value, |key| &key.shape)
    }

    /// The value of a key, if it is given.
    pub(super) fn entry(&self, name: &str) -> Option<Entry<'a>> {
        let _ = self.shape(name);
        let found = self.table?.get(name)?;
        Some(Entry { value: found.get_ref(), key: self.path(name), span: found.span(), reader: self.reader })
    }

    /// Notes that a key is missing.
    pub(super) fn refuse_missing(&self, name: &str, expected: impl Into<String>) {
        self.reader.note(self.span.start, self.path(name), "nothing".to_owned(), expected.into());
    }

    /// A value that must be given. `None` when a mistake is noted.
    pub(super) fn required<T>(&self, name: &str, form: impl FnOnce(&DeValue) -> Result<T, String>) -> Option<T> {
        match self.entry(name) {
            Some(entry) => entry.read(form),
            None => {
                // No form takes a truth value, so each answers with what it expects.
                let expected = form(&DeValue::Boolean(false)).err().unwrap_or_default();
                self.refuse_missing(name, expected);
                None
            }
        }
    }

    /// A value that may be given. `None` when a mistake is noted, `Some(None)` when it is absent.
    pub(super) fn optional<T>(
        &self,
        name: &str,
        form: impl FnOnce(&DeValue) -> Result<T, String>,
    ) -> Option<Option<T>> {
        match self.entry(name) {
            Some(entry) => entry.read(form).map(Some),
            None => Some(None),
        }
    }

    /// A value that has a default. `None` when a mistake is noted.
    pub(super) fn or<T>(&self, name: &str, default: T, form: impl FnOnce(&DeValue) -> Result<T, String>) -> Option<T> {
        Some(self.optional(name, form)?.unwrap_or(default))
    }

    /// A list that may be given, each item read by the form. `None` when a mistake is noted, `Some(None)` when it is absent.
    pub(super) fn list<T>(
        &self,
        name: &str,
        example: &str,
        form: impl Fn(&DeValue) -> Result<T, String>,
    ) -> Option<Option<Vec<T>>> {
        let Some(entry) = self.entry(name) else { return Some(None) };
        let Some(items) = entry.items() else {
            entry.refuse(format!("a list, such as {example}"));
            return None;
        };
        // All are read before a wrong one ends it, so that each mistake is noted.
        let read: Vec<Option<T>> = items.iter().map(|item| item.read(&form)).collect();
        read.into_iter().collect::<Option<Vec<T>>>().map(Some)
    }

    /// The keys of a table below this one.
    pub(super) fn keys_of(&self, name: &str) -> &'static [Key] {
        match self.shape(name) {
            Shape::Table(keys) | Shape::OneOf(keys) | Shape::Tables(keys) => keys,
            Shape::Value | Shape::Names => &[],
        }
    }

    /// A table that must be given. `None` when a mistake is noted.
    pub(super) fn required_section(&self, name: &str) -> Option<Section<'a>> {
        let keys = self.keys_of(name);
        match self.entry(name) {
            Some(entry) => entry.section(keys),
            None => {
                self.refuse_missing(name, format!("a table with the keys {}", names(keys)));
                None
            }
        }
    }

    /// A table whose keys all have defaults; empty when it is absent or no table.
    pub(super) fn section(&self, name: &str) -> Section<'a> {
        let keys = self.keys_of(name);
        self.entry(name).and_then(|entry| entry.section(keys)).unwrap_or_else(|| {
            let path = self.path(name);
            Section::new(None, path, self.span.clone(), (keys, self.reader))
        })
    }

    /// The tables of a list, each with its index in the path; empty when absent or no list.
    pub(super) fn sections(&self, name: &str) -> Vec<Section<'a>> {
        let keys = self.keys_of(name);
        let Some(entry) = self.entry(name) else {
            return Vec::new();
        };
        let Some(items) = entry.items() else {
            entry.refuse(format!("a list of tables, each begun with [[{name}]]"));
            return Vec::new();
        };
        items.iter().filter_map(|item| item.section(keys)).collect()
    }
}

/// A key as TOML writes it.
fn bare_or_quoted(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if bare { name.to_owned() } else { quoted(name) }
}

/// The names of keys, for a message.
fn names(keys: &[Key]) -> String {
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    names.join(", ")
}
