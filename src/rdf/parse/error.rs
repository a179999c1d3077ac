//! Why a document could not be parsed, and where.

use std::fmt;

use crate::rdf::Format;
use crate::rdf::place::{Lines, Place};

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseErrorKind {
    /// It breaks the grammar of its format.
    #[error("{0}")]
    Syntax(String),
    /// It ends too early, so an unknown part of it is missing.
    #[error("the document ends before it is complete ({0}); part of it is missing")]
    Truncated(String),
    /// It has a document type declaration that could make it grow without bounds.
    #[error(
        "the document has a DOCTYPE with more than short names for namespaces, which is not read; remove it and write \
         entities out"
    )]
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
    /// It has too many nodes without a name.
    #[error("the document has more than {0} nodes without a name (blank nodes)")]
    TooManyBlankNodes(usize),
    /// One text or one IRI of it is too long.
    #[error("a text or an address is longer than {0} bytes")]
    TooLong(usize),
    /// It has too many bytes.
    #[error("the document is larger than {0} bytes")]
    TooLargeDocument(u64),
    /// What stands between its brackets or quotation marks has no end in sight.
    #[error("the document has a tag, comment or statement of more than {0} bytes")]
    TooLongPiece(usize),
    /// A JSON-LD node object, or what stands around it, is too large: bytes, and values.
    #[error(
        "a node object of the document has more than {0} bytes or {1} values; put the things that it describes beside one another, in a @graph"
    )]
    NodeTooLarge(usize, usize),
    /// Reading it would take too long.
    #[error(
        "the document would take too long to read: too many values lie deep inside one another, or its @contexts are too \
         many or too large"
    )]
    TooMuchWork,
    /// Its texts are too large for a term table.
    #[error("the texts of the document exceed two gibibytes")]
    TooLarge,
    /// It names a JSON-LD context that is not bundled; contexts are never fetched.
    #[error("the JSON-LD context <{0}> is not bundled and is never fetched; write the context out in the document")]
    UnknownContext(String),
    /// It is not in the encoding that it is said to be in, or not UTF-8.
    #[error("the document is not in the character encoding that it should be in; save it as UTF-8")]
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
    /// An error whose place is not known.
    pub(crate) fn somewhere(format: Format, kind: ParseErrorKind) -> Self {
        ParseError { format, kind, place: None }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not readable as {}", self.format.title())?;
        if let Some(place) = self.place {
            write!(f, ", {place}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl std::error::Error for ParseError {}

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Its source broke, which says nothing about it.
    #[error(transparent)]
    Source(#[from] std::io::Error),
    /// It could not be parsed.
    #[error(transparent)]
    Parse(#[from] ParseError),
}

/// An error on its way out: its place is still a byte offset.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) kind: ParseErrorKind,
    pub(super) offset: Option<usize>,
}

impl Fault {
    pub(super) fn at(kind: ParseErrorKind, offset: usize) -> Self {
        Fault { kind, offset: Some(offset) }
    }

    pub(super) fn somewhere(kind: ParseErrorKind) -> Self {
        Fault { kind, offset: None }
    }

    /// The same, at an offset unless its own is known.
    pub(super) fn or_at(self, offset: usize) -> Self {
        Fault { offset: self.offset.or(Some(offset)), ..self }
    }

    /// The same, of a part that begins at an offset of the document.
    pub(super) fn shifted(self, begin: usize) -> Self {
        Fault { offset: self.offset.map(|offset| offset + begin), ..self }
    }

    pub(super) fn in_document(self, format: Format, lines: &Lines) -> ParseError {
        ParseError { format, kind: self.kind, place: self.offset.map(|offset| lines.place(offset)) }
    }
}
