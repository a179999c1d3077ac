//! Parsing: bytes of a known format into a [`Graph`].
//!
//! In: the bytes, their format, the base IRI (the final URL), caps. Out: [`Parsed`], or a [`ParseError`] that says where.
//! Faithful: bad IRIs and language tags come through, for the normaliser to mend and the rules to judge. Language tags
//! arrive in lower case (RDF 1.1 Concepts, section 3.3, allows it), and one that only RDF/XML can write as the nearest
//! that all syntaxes can, with a note. Only a tag that Turtle cannot write, such as `sv_SE`,
//! comes as the nearest that it can, or not at all, and a [`Note`] says so: everything read can be written in any syntax.
//! Must not: repair, judge, reach the network, or believe the input: every parser sits behind a guard
//! that refuses what would blow it up, before it runs.
//!
//! The parsers behind are oxrdfxml, oxttl and oxjsonld. They are reached through [`parse`] alone, so that one can be
//! replaced without a change elsewhere.

mod base;
mod context;
mod error;
mod guard;
mod json_ld;
mod rdf_xml;
mod sink;
mod turtle;

pub use error::{ParseError, ParseErrorKind, Place};

use super::format::Format;
use super::graph::Graph;
use super::terms::TermId;
use base::Base;
use sink::Sink;
use std::collections::BTreeMap;

/// The most that a document may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Caps {
    /// Triples, duplicates counted.
    pub triples: usize,
    /// Elements, brackets or braces inside one another.
    pub nesting: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Caps { triples: 10_000_000, nesting: 100 }
    }
}

/// Something that the reader did and that a person may want to know; nothing was lost by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What was seen and what was made of it, one sentence in English.
    pub text: String,
}

/// A parsed document.
pub struct Parsed {
    /// All its triples; those of named graphs stand beside the others.
    pub graph: Graph,
    /// The format that it was read as.
    pub format: Format,
    /// The IRIs that the document wrote as relative references and only `base` completed, each with the shortest reference that
    /// gives it, which is as a rule what stands in the document.
    pub relative: BTreeMap<TermId, String>,
    /// What the reader did beyond reading.
    pub notes: Vec<Note>,
}

/// In which order a JSON-LD document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// Any; the parser keeps what it cannot understand yet.
    Any,
    /// Contexts first, then types, then the rest (Streaming JSON-LD, section 3.1).
    Streaming,
}

/// Parses a document that [`write`](super::write) made: like [`parse`], but a JSON-LD document is read as it streams, in a
/// fraction of the memory.
///
/// # Errors
/// As [`parse`], and when a JSON-LD document is not in streaming order.
pub fn parse_written(bytes: &[u8], format: Format, base: &str, caps: &Caps) -> Result<Parsed, ParseError> {
    parse_in_order(bytes, format, base, caps, Order::Streaming)
}

/// Parses a whole document.
///
/// `base` is the absolute IRI against which relative IRIs resolve (RFC 3986, section 5.1.3).
///
/// # Errors
/// The first place at which the document breaks the format, a cap or a guard. Nothing of a broken document is returned:
/// half a catalogue reads like a mass deletion.
pub fn parse(bytes: &[u8], format: Format, base: &str, caps: &Caps) -> Result<Parsed, ParseError> {
    parse_in_order(bytes, format, base, caps, Order::Any)
}

fn parse_in_order(bytes: &[u8], format: Format, base: &str, caps: &Caps, order: Order) -> Result<Parsed, ParseError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(ParseError::at(format, ParseErrorKind::NotUtf8, bytes, error.valid_up_to()));
    }
    let base = Base::new(base);
    let marked = base.marked.clone();
    let mut sink = Sink::new(format, caps, base);
    match format {
        Format::RdfXml => rdf_xml::read(bytes, &marked, caps, &mut sink),
        Format::JsonLd => json_ld::read(bytes, &marked, caps, order, &mut sink),
        Format::Turtle | Format::NTriples | Format::NQuads | Format::TriG => {
            turtle::read(bytes, &marked, caps, &mut sink)
        }
    }?;
    Ok(sink.finish())
}

#[cfg(test)]
mod tests;
