//! What can be wrong with a configuration, and how it is said.
//!
//! In go places, keys, what was given and what was expected; out come messages of one line
//! each. It decides nothing.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read, or is not UTF-8.
    #[error("{}: cannot be read: {source}; check the path and its permissions", path.display())]
    Unreadable {
        /// The file as it was named.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file was read and has mistakes; all of them, in the order of the file.
    #[error("{}", lines(path, mistakes))]
    Mistakes {
        /// The file as it was named.
        path: PathBuf,
        /// One for each thing to correct.
        mistakes: Vec<Mistake>,
    },
}

/// One thing to correct in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The dotted path of the key, such as `organisation[2].source[0].schedule`; lists are
    /// counted from 0.
    pub key: String,
    /// What stands there. Never a secret.
    pub given: String,
    /// What can stand there.
    pub expected: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: given {}, expected {}", self.line, self.column, self.key, self.given, self.expected)
    }
}

fn lines(path: &Path, mistakes: &[Mistake]) -> String {
    mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect::<Vec<_>>().join("\n")
}
