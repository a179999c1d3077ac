//! Parsing: bytes of a known format into a [`Graph`].
//!
//! In: the bytes, their format, the base IRI (the final URL), caps. Out: [`Parsed`], or a [`ParseError`] that says where.
//! Faithful: bad IRIs come through, for the normaliser to mend and the rules to judge. Language tags
//! arrive in lower case (RDF 1.1 Concepts, section 3.3, allows it), and one that only RDF/XML can write, such as `sv_SE`,
//! as the nearest that all syntaxes can, or not at all: everything read can be written in any syntax.
//! Tolerant by default: what breaks the syntax costs as little as it can, and a [`Note`] says where it stands, what it was
//! and what was made of it. A document that breaks off gives what was complete until there, and [`End::Broken`].
//! Must not: judge, reach the network, or believe the input: what would blow a parser up is refused before or while it runs.
//!
//! RDF/XML has a reader of its own; the parsers behind the others are oxttl and oxjsonld. They are reached through [`parse`]
//! alone, so that one can be replaced without a change elsewhere.

mod base;
mod caps;
mod context;
mod error;
mod guard;
mod json_ld;
mod language;
mod note;
mod prefix;
mod rdf_xml;
mod sink;
mod take_back;
mod turtle;

pub use super::place::Place;
pub use caps::Caps;
pub use error::{ParseError, ParseErrorKind, ReadError};
pub use note::{Note, NoteKind, Tally, notes_json, tally};

use super::charset::Trouble;
use super::format::Format;
use super::graph::Graph;
use super::terms::TermId;
use super::text::TextReader;
use base::Base;
use error::Fault;
use sink::Sink;
use std::collections::BTreeMap;

/// How a document is read that breaks its syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As far as it goes, with notes.
    Tolerant,
    /// Up to the first break, which is an error.
    Strict,
}

/// Whether a document was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was.
    Whole,
    /// It breaks off there. What was complete before that was read, and an unknown part is missing.
    Broken(ParseError),
}

impl End {
    /// Whether the document was read to its end.
    pub const fn is_whole(&self) -> bool {
        matches!(self, End::Whole)
    }
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
    /// What the reader did beyond reading, in the order of the document.
    pub notes: Vec<Note>,
    /// Whether it was read to its end.
    pub end: End,
}

impl Parsed {
    /// Says in the notes which of several documents it is that are read together, counted from 0. The graph learns this when it is
    /// added to others.
    pub fn is_document(&mut self, index: usize) {
        self.notes.iter_mut().filter_map(|note| note.place.as_mut()).for_each(|place| place.document = index);
    }
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
/// fraction of the memory, and nothing of it may be lost.
///
/// # Errors
/// As [`parse_whole`], and when a JSON-LD document is not in streaming order.
pub fn parse_written(bytes: &[u8], format: Format, base: &str, caps: &Caps) -> Result<Parsed, ParseError> {
    let sink = Sink::new(format, caps, Mode::Tolerant, Base::new(base));
    nothing_lost(read(TextReader::new(bytes, None), Order::Streaming, sink)?)
}

/// Parses a document of which nothing may be lost, such as shapes: like [`parse`], but where that leaves something out of
/// the graph, this is an error.
///
/// # Errors
/// As [`parse`], and the first place at which something is lost.
pub fn parse_whole(bytes: &[u8], format: Format, base: &str, caps: &Caps) -> Result<Parsed, ParseError> {
    nothing_lost(parse(bytes, format, base, caps)?)
}

/// Parses a document, tolerantly.
///
/// `base` is the absolute IRI against which relative IRIs resolve (RFC 3986, section 5.1.3).
///
/// # Errors
/// The place at which the document breaks a cap or a guard, or breaks off before anything in it is complete. In formats
/// that cannot be taken up again also the first place that breaks the syntax.
pub fn parse(bytes: &[u8], format: Format, base: &str, caps: &Caps) -> Result<Parsed, ParseError> {
    read(TextReader::new(bytes, None), Order::Any, Sink::new(format, caps, Mode::Tolerant, Base::new(base)))
}

/// Parses a document as the recommendation of its format says.
///
/// # Errors
/// The first place at which the document breaks the format, its encoding, a cap or a guard.
pub fn parse_strict(bytes: &[u8], format: Format, base: &str, caps: &Caps) -> Result<Parsed, ParseError> {
    let sink = Sink::new(format, caps, Mode::Strict, Base::new(base));
    whole(read(TextReader::new(bytes, None), Order::Any, sink)?)
}

/// Parses a document as it is read: RDF/XML and the Turtle family stand in memory only a window at a time.
///
/// # Errors
/// As [`parse`] and, strictly, [`parse_strict`]; and when the document cannot be read from its source.
pub fn parse_text(
    mut text: TextReader<'_>,
    format: Format,
    base: &str,
    caps: &Caps,
    mode: Mode,
) -> Result<Parsed, ReadError> {
    let parsed = read_from(&mut text, Order::Any, Sink::new(format, caps, mode, Base::new(base)));
    if let Some(error) = text.failure() {
        return Err(ReadError::Source(error));
    }
    Ok(match mode {
        Mode::Tolerant => parsed?,
        Mode::Strict => whole(parsed?)?,
    })
}

fn nothing_lost(parsed: Parsed) -> Result<Parsed, ParseError> {
    let parsed = whole(parsed)?;
    match parsed.notes.iter().find(|note| note.kind == NoteKind::Statement) {
        None => Ok(parsed),
        Some(note) => {
            let kind = ParseErrorKind::Syntax(note.was.clone());
            Err(ParseError { format: parsed.format, kind, place: note.place })
        }
    }
}

fn whole(parsed: Parsed) -> Result<Parsed, ParseError> {
    match parsed.end {
        End::Whole => Ok(parsed),
        End::Broken(error) => Err(error),
    }
}

fn read(mut text: TextReader<'_>, order: Order, sink: Sink) -> Result<Parsed, ParseError> {
    read_from(&mut text, order, sink)
}

fn read_from(text: &mut TextReader<'_>, order: Order, mut sink: Sink) -> Result<Parsed, ParseError> {
    let format = sink.format;
    let base = &sink.base.marked.clone();
    text.limit(match format {
        Format::JsonLd => sink.caps.json_ld.min(sink.caps.document),
        _ => sink.caps.document,
    });
    // What was looked at to tell the format was not looked through.
    let broken = look_through(text, 0, &mut sink).and_then(|()| match format {
        Format::RdfXml => rdf_xml::read(text, base, &mut sink),
        Format::JsonLd => {
            while !text.is_ended() {
                more(text, &mut sink)?;
            }
            json_ld::read(text.text(), base, order, &mut sink)
        }
        Format::Turtle | Format::NTriples | Format::NQuads | Format::TriG => turtle::read(text, base, &mut sink),
    });
    let broken = broken.map_err(|fault| unmasked(fault, &sink.base).in_document(format, text.lines()))?;
    let broken = broken.map(|fault| unmasked(fault, &sink.base));
    // Behind a break no more is read, though more may have been looked through.
    let end = broken.as_ref().filter(|_| format == Format::RdfXml).and_then(|fault| fault.offset);
    if let Some(end) = end {
        sink.forget_behind(end);
    }
    if let Some(Trouble { offset, was, became }) = text.trouble()
        && end.is_none_or(|end| *offset <= end)
    {
        sink.tell(NoteKind::Charset, *offset, was, Some(became));
    }
    sink.finish(text.take_lines(), broken)
}

/// A fault that names no host of our making.
fn unmasked(fault: Fault, base: &Base) -> Fault {
    match &fault.kind {
        ParseErrorKind::UnknownContext(url) => match base.completed(url) {
            Some(url) => Fault { kind: ParseErrorKind::UnknownContext(url), ..fault },
            None => fault,
        },
        _ => fault,
    }
}

/// Reads more of a document and looks through what is new.
fn more(text: &mut TextReader<'_>, sink: &mut Sink) -> Result<(), Fault> {
    let new = text.fill();
    look_through(text, new, sink)
}

/// Looks for what is odd in any syntax, from a byte of the text that is not taken.
fn look_through(text: &TextReader<'_>, from: usize, sink: &mut Sink) -> Result<(), Fault> {
    if text.is_too_large() {
        return Err(Fault::at(ParseErrorKind::TooLargeDocument(text.most()), text.begin() + text.text().len()));
    }
    if let Some(trouble) = text.trouble().filter(|_| sink.mode == Mode::Strict) {
        return Err(Fault::at(ParseErrorKind::NotUtf8, trouble.offset));
    }
    // A letter of two may begin in what is known.
    let from = text.text()[..from].char_indices().next_back().map_or(0, |(at, _)| at);
    for (offset, letter) in double_encoded(&text.text()[from..]) {
        sink.tell(NoteKind::DoubleEncoded, text.begin() + from + offset, letter, Some(letter));
    }
    Ok(())
}

/// Where å, ä and ö stand that were encoded twice: read as windows-1252 or ISO 8859-1 and written as UTF-8 again.
fn double_encoded(text: &str) -> impl Iterator<Item = (usize, &str)> {
    const SECOND: &[char] = &['¥', '¤', '¶', '…', '\u{85}', '„', '\u{84}', '–', '\u{96}'];
    text.match_indices('Ã').filter_map(|(offset, first)| {
        let second = text[offset + first.len()..].chars().next()?;
        SECOND.contains(&second).then(|| (offset, &text[offset..offset + first.len() + second.len_utf8()]))
    })
}

#[cfg(test)]
mod tests;
