//! Secrets, which the configuration file names but never holds.
//!
//! In goes a reference, `{ env = "NAME" }` or `{ file = "path" }`; out comes the secret it
//! leads to. A secret is shown by nothing: not by `Debug`, not by a mistake.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::form;
use super::reader::{Entry, Section};
use super::shown::quoted;

/// The longest secret that is read from a file, in bytes.
const LONGEST: u64 = 16 * 1024;

/// A text that must not be shown. `Debug` prints `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself, for the one place that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Reads a key that refers to a secret. `None` when a mistake is noted.
pub(super) fn secret(section: &Section, name: &str) -> Option<Option<Secret>> {
    let Some(entry) = section.entry(name) else {
        return Some(None);
    };
    if !entry.value.is_table() {
        hidden(&entry, "where the secret is: { env = \"NAME\" } or { file = \"path\" }");
        return None;
    }
    let reference = entry.section(section.keys_of(name))?;
    match (reference.entry("env"), reference.entry("file")) {
        (Some(variable), None) => from_environment(&reference, &variable),
        (None, Some(path)) => from_file(&reference, &path),
        _ => {
            entry.refuse("either { env = \"NAME\" } or { file = \"path\" }");
            None
        }
    }
    .map(Some)
}

fn from_environment(reference: &Section, variable: &Entry) -> Option<Secret> {
    let name = variable.value.as_str().unwrap_or_default();
    let well_formed = name
        .bytes()
        .enumerate()
        .all(|(index, byte)| byte == b'_' || byte.is_ascii_uppercase() || (index > 0 && byte.is_ascii_digit()));
    if name.is_empty() || !well_formed {
        hidden(variable, "the name of an environment variable, of A-Z, 0-9 and _");
        return None;
    }
    let Some(value) = (reference.reader.environment)(name) else {
        variable.refuse("the name of an environment variable that is set; this one is not");
        return None;
    };
    header_value(&value).or_else(|| {
        variable.refuse("a variable that holds one line of visible characters");
        None
    })
}

fn from_file(reference: &Section, path: &Entry) -> Option<Secret> {
    let given =
        path.read(|value| form::text(value).map_err(|_| "the path of a file that holds the secret".to_owned()))?;
    let content = match read_small(&reference.reader.directory.join(&given)) {
        Ok(content) => content,
        Err(error) => {
            path.refuse(format!("the path of a file that can be read ({error})"));
            return None;
        }
    };
    header_value(&content).or_else(|| {
        path.refuse_shown(quoted(&given), "a file that holds one line of visible characters");
        None
    })
}

/// Reads a regular file that is not too long for a secret.
fn read_small(path: &Path) -> io::Result<String> {
    // A pipe or a device could keep the reader waiting for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut content = String::new();
    let read = File::open(path)?.take(LONGEST + 1).read_to_string(&mut content)?;
    if read as u64 > LONGEST {
        return Err(io::Error::other("it is too long for a secret"));
    }
    Ok(content)
}

/// A secret that an HTTP header can carry; the line break at the end of a file is not a part.
fn header_value(content: &str) -> Option<Secret> {
    let value = content.trim();
    let visible = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    (!value.is_empty() && visible).then(|| Secret(value.to_owned()))
}

/// Notes a mistake about a value that may be a secret written in the wrong place.
fn hidden(entry: &Entry, expected: &str) {
    entry.refuse_shown("a value that is not shown".to_owned(), expected);
}
