//! Where a statement ends, without reading it: a scan for the full stop that is in no string, IRI, comment or number.
//!
//! It is also the guard against brackets that lie too deep, which the parser behind would follow.

use std::ops::Range;

use super::tokens::token;
use crate::rdf::parse::error::Fault;
use crate::rdf::parse::{Caps, ParseErrorKind};

/// The end of a statement.
pub(super) struct Statement {
    /// The byte after it.
    pub(super) end: usize,
    /// Whether it ends with a full stop, or is white space.
    pub(super) is_closed: bool,
    /// Where texts in it stand that are never closed, up to the ends of their lines; the parser would take all the rest of the document
    /// for the first.
    pub(super) open_texts: Vec<Range<usize>>,
    /// Texts that go over the end of a line, though their quotation marks do not allow it.
    pub(super) broken_lines: Vec<Range<usize>>,
}

impl Statement {
    /// A statement that ends there, with nothing odd in it.
    fn to(end: usize) -> Self {
        Statement { end, is_closed: true, open_texts: Vec::new(), broken_lines: Vec::new() }
    }
}

/// The line of N-Triples or N-Quads that begins there.
pub(super) fn line(bytes: &[u8], begin: usize) -> Statement {
    let length = memchr::memchr(b'\n', &bytes[begin..]).map_or(bytes.len() - begin, |length| length + 1);
    let line = &bytes[begin..begin + length];
    let is_closed = line.ends_with(b"\n") || ends_with_stop(line);
    Statement { is_closed, ..Statement::to(begin + length) }
}

/// Whether the last thing in a line that is no comment is a full stop, or there is nothing.
fn ends_with_stop(line: &[u8]) -> bool {
    let (mut at, mut last) = (0, None);
    while at < line.len() {
        let next = token(line, at);
        if !line[at].is_ascii_whitespace() && line[at] != b'#' {
            last = Some(line[next.end - 1]);
        }
        at = next.end;
    }
    last.is_none_or(|last| last == b'.')
}

/// Whether there is nothing in a line but a comment.
pub(super) fn is_blank(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.is_empty() || line.starts_with(b"#")
}

/// The statement of Turtle or TriG that begins there; where it goes on behind the bytes, and they are not `ended`, it ends where
/// they do. In neither does a full stop stand between brackets, so one ends a statement
/// whose brackets are not closed, too.
pub(super) fn statement(bytes: &[u8], begin: usize, ended: bool, caps: &Caps) -> Result<Statement, Fault> {
    let mut depth = 0usize;
    let mut is_blank = true;
    let mut found = Statement::to(bytes.len());
    let mut at = begin;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                let is_long = bytes[at..].starts_with(&[quote; 3]);
                let end = match is_long {
                    true => Ok(end_of_long_string(bytes, at + 3, quote)),
                    false => end_of_string(bytes, at + 1, quote, ended),
                };
                let length = end.unwrap_or_else(|line_end| line_end) - at;
                if length > caps.literal + 6 {
                    return Err(Fault::at(ParseErrorKind::TooLong(caps.literal), at));
                }
                at = match end {
                    Ok(end) => {
                        if !is_long && memchr::memchr(b'\n', &bytes[at..end.min(bytes.len())]).is_some() {
                            found.broken_lines.push(at..end + 1);
                        }
                        end
                    }
                    Err(line_end) => {
                        found.open_texts.push(at..line_end);
                        line_end - 1
                    }
                };
            }
            b'#' => {
                at += bytes[at..].iter().position(|&b| b == b'\n').unwrap_or(bytes.len() - at);
                continue;
            }
            b'<' => {
                // The parser would take all that comes for an address that is not closed in its line.
                let length = bytes[at + 1..].iter().position(|byte| b"><\"\n".contains(byte));
                let Some(end) = length.map(|length| at + 1 + length) else {
                    return Ok(Statement { is_closed: false, ..found });
                };
                if bytes[end] != b'>' {
                    let line_end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
                    let end = marked_end(bytes, at, line_end);
                    found.open_texts.push(at..end);
                    at = end;
                    continue;
                }
                at = end;
            }
            b'[' | b'(' | b'{' => {
                depth += 1;
                if depth > caps.nesting {
                    return Err(Fault::at(ParseErrorKind::TooDeep(caps.nesting), at));
                }
            }
            b']' | b')' => depth = depth.saturating_sub(1),
            // The last statement of a graph needs no full stop (TriG, production 5).
            b'}' => return Ok(Statement { end: at + 1, ..found }),
            b'.' if ends_statement(bytes.get(at + 1)) => {
                // The parser looks at the byte behind it to know that it begins no number.
                let space = usize::from(bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace));
                return Ok(Statement { end: at + 1 + space, ..found });
            }
            b'\\' => at += 1,
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ => {}
        }
        is_blank = false;
        at += 1;
    }
    Ok(Statement { is_closed: is_blank, ..found })
}

/// Where a statement begins behind white space, comments and declarations that have no full stop (RDF 1.1 Turtle, productions 5s and
/// 6s).
pub(super) fn first_of(bytes: &[u8], begin: usize, end: usize) -> usize {
    let bytes = &bytes[..end];
    let mut at = begin;
    // Tokens of a declaration that are still to come.
    let mut left = 0;
    while at < end {
        let next = token(bytes, at);
        let word = &bytes[next.clone()];
        if !word[0].is_ascii_whitespace() && word[0] != b'#' {
            left = match left {
                0 if word.eq_ignore_ascii_case(b"prefix") => 2,
                0 if word.eq_ignore_ascii_case(b"base") => 1,
                0 => return at,
                left => left - 1,
            };
        }
        at = next.end;
    }
    begin
}

/// Whether a full stop before that byte is the end of a statement and not part of a number or name.
fn ends_statement(next: Option<&u8>) -> bool {
    next.is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'#' | b'<' | b'[' | b'}' | b'@'))
}

/// The closing quote of a text. One that does not stand in the same line, which a tolerant parser allows, must be followed by
/// what can follow a text; otherwise the text is open, and the end of its line is given instead, or the mark that it ends with.
fn end_of_string(bytes: &[u8], begin: usize, quote: u8, ended: bool) -> Result<usize, usize> {
    let mut line_end = None;
    let mut at = begin;
    while at < bytes.len() && bytes[at] != quote {
        if bytes[at] == b'\n' {
            line_end.get_or_insert(at);
        }
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    let next = bytes.get(at + 1..).and_then(|rest| rest.iter().find(|byte| !byte.is_ascii_whitespace()));
    match line_end {
        None => Ok(at),
        // It may stand behind what is here, or what follows it.
        Some(_) if next.is_none() && !ended => Ok(bytes.len()),
        Some(_) if next.is_some_and(|next| b"@^.;,])}".contains(next)) => Ok(at),
        // What ends the line most often ends what the text is the value of.
        Some(line_end) => Err(marked_end(bytes, begin, line_end)),
    }
}

/// The end of a line, or the mark that it ends with.
fn marked_end(bytes: &[u8], begin: usize, line_end: usize) -> usize {
    let line = bytes[begin..line_end].trim_ascii_end();
    let is_marked = line.len() > 1 && line.last().is_some_and(|last| b";,.".contains(last));
    if is_marked { begin + line.len() - 1 } else { line_end }
}

fn end_of_long_string(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while at < bytes.len() && !bytes[at..].starts_with(&[quote; 3]) {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 2
}
