//! Why a document could not be parsed, and where.

use std::fmt;

use crate::rdf::Format;

/// A place in a document; line and column count from 1, the column in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u64,
    /// The byte within the line.
    pub column: u64,
}

impl Place {
    /// The place of a byte offset.
    pub fn of(bytes: &[u8], offset: usize) -> Self {
        let before = &bytes[..offset.min(bytes.len())];
        let line = before.iter().filter(|&&b| b == b'\n').count() as u64 + 1;
        let column = before.iter().rev().take_while(|&&b| b != b'\n').count() as u64 + 1;
        Place { line, column }
    }
}

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseErrorKind {
    /// It breaks the grammar of its format.
    #[error("{0}")]
    Syntax(String),
    /// It ends too early, so an unknown part of it is missing.
    #[error("the document ends before it is complete ({0}); part of it is missing")]
    Truncated(String),
    /// It has a document type declaration, which can make it grow without bounds.
    #[error("the document has a DOCTYPE, which is not read; remove it and write entities out")]
    Doctype,
    /// Elements or brackets lie too deep inside one another.
    #[error("elements or brackets are nested more than {0} deep")]
    TooDeep(usize),
    /// An element has too many attributes.
    #[error("an element has more than {0} attributes and namespaces")]
    TooManyAttributes(usize),
    /// It holds too many triples.
    #[error("the document has more than {0} triples, the limit for this source")]
    TooManyTriples(usize),
    /// Its texts are too large for a term table.
    #[error("the texts of the document exceed two gibibytes")]
    TooLarge,
    /// It names a JSON-LD context that is not bundled; contexts are never fetched.
    #[error("the JSON-LD context <{0}> is not bundled and is never fetched; write the context out in the document")]
    UnknownContext(String),
    /// It is not UTF-8.
    #[error("the document is not UTF-8 text")]
    NotUtf8,
}

/// Why a document could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The format that it was read as.
    pub format: Format,
    /// What is wrong.
    pub kind: ParseErrorKind,
    /// Where, if the parser can tell.
    pub place: Option<Place>,
}

impl ParseError {
    /// An error at a byte offset.
    pub(super) fn at(format: Format, kind: ParseErrorKind, bytes: &[u8], offset: usize) -> Self {
        ParseError { format, kind, place: Some(Place::of(bytes, offset)) }
    }

    /// An error whose place is not known.
    pub(crate) fn somewhere(format: Format, kind: ParseErrorKind) -> Self {
        ParseError { format, kind, place: None }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not readable as {}", self.format.title())?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ", line {line}, column {column}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl std::error::Error for ParseError {}
