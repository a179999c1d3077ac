//! Guards that run before a parser: cheap scans that refuse what would blow it up, and that see a cut document.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{Caps, ParseError, ParseErrorKind};
use crate::rdf::Format;

/// Attributes of one element, namespaces included. The parser behind compares each with each.
const ATTRIBUTES: usize = 1000;

fn too_many(tag: &BytesStart<'_>) -> bool {
    // An attribute takes four bytes at least, so most elements need no counting.
    tag.len() > ATTRIBUTES * 4 && tag.attributes().with_checks(false).nth(ATTRIBUTES).is_some()
}

/// Scans an XML document: no DOCTYPE, no deep nesting, a root that is closed.
///
/// The RDF/XML parser behind accepts a document that is cut between two elements; its missing half would read as a deletion.
pub(super) fn xml(bytes: &[u8], caps: &Caps) -> Result<(), ParseError> {
    let fail = |kind, offset: u64| Err(ParseError::at(Format::RdfXml, kind, bytes, offset as usize));
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = true;
    let mut depth = 0usize;
    let mut root_seen = false;
    loop {
        let start = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if too_many(&tag) => {
                return fail(ParseErrorKind::TooManyAttributes(ATTRIBUTES), start);
            }
            Ok(Event::Start(_)) => {
                depth += 1;
                root_seen = true;
                if depth > caps.nesting {
                    return fail(ParseErrorKind::TooDeep(caps.nesting), start);
                }
            }
            Ok(Event::Empty(_)) => root_seen = true,
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::DocType(_)) => return fail(ParseErrorKind::Doctype, start),
            Ok(Event::Eof) if depth > 0 => {
                let what = format!("{depth} elements are still open");
                return fail(ParseErrorKind::Truncated(what), bytes.len() as u64);
            }
            Ok(Event::Eof) if !root_seen => {
                return fail(ParseErrorKind::Syntax("there is no element in it".to_owned()), start);
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(quick_xml::Error::Syntax(error)) => {
                // quick-xml's syntax errors are all of one kind: the text ended inside a tag, a comment or the like.
                return fail(ParseErrorKind::Truncated(error.to_string()), reader.error_position());
            }
            Err(error) => return fail(ParseErrorKind::Syntax(error.to_string()), reader.error_position()),
        }
    }
}

/// Scans a JSON document for nesting; the parser behind recurses and would run out of stack.
pub(super) fn json(bytes: &[u8], caps: &Caps) -> Result<(), ParseError> {
    let mut depth = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_string(bytes, at + 1, b'"'),
            b'{' | b'[' => {
                depth += 1;
                if depth > caps.nesting {
                    return Err(ParseError::at(Format::JsonLd, ParseErrorKind::TooDeep(caps.nesting), bytes, at));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    if depth > 0 {
        let what = format!("{depth} objects or arrays are still open");
        return Err(ParseError::at(Format::JsonLd, ParseErrorKind::Truncated(what), bytes, bytes.len()));
    }
    Ok(())
}

/// Scans Turtle or TriG for nesting of brackets.
pub(super) fn turtle(bytes: &[u8], format: Format, caps: &Caps) -> Result<(), ParseError> {
    let mut depth = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                at = match bytes[at..].starts_with(&[quote; 3]) {
                    true => end_of_long_string(bytes, at + 3, quote),
                    false => end_of_string(bytes, at + 1, quote),
                }
            }
            b'#' => at += bytes[at..].iter().position(|&b| b == b'\n').unwrap_or(bytes.len() - at),
            b'<' => {
                // An IRI has no white space; anything else that begins so is a syntax error that the parser will name.
                let length = bytes[at..].iter().position(|&b| b == b'>' || b == b'\n').unwrap_or(0);
                at += length;
            }
            b'[' | b'(' | b'{' => {
                depth += 1;
                if depth > caps.nesting {
                    return Err(ParseError::at(format, ParseErrorKind::TooDeep(caps.nesting), bytes, at));
                }
            }
            b']' | b')' | b'}' => depth = depth.saturating_sub(1),
            b'\\' => at += 1,
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

fn end_of_string(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

fn end_of_long_string(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while at < bytes.len() && !bytes[at..].starts_with(&[quote; 3]) {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 2
}
