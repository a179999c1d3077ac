//! Guards that run before a parser: cheap scans that refuse what would blow it up, and that see a cut document.

use super::error::Fault;
use super::{Caps, ParseErrorKind};

/// Scans a JSON document for nesting; the parser behind recurses and would run out of stack.
pub(super) fn json(bytes: &[u8], caps: &Caps) -> Result<(), Fault> {
    let mut depth = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_string(bytes, at + 1, b'"'),
            b'{' | b'[' => {
                depth += 1;
                if depth > caps.nesting {
                    return Err(Fault::at(ParseErrorKind::TooDeep(caps.nesting), at));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    if depth > 0 {
        let what = format!("{depth} objects or arrays are still open");
        return Err(Fault::at(ParseErrorKind::Truncated(what), bytes.len()));
    }
    Ok(())
}

/// Scans Turtle or TriG for nesting of brackets.
pub(super) fn turtle(bytes: &[u8], caps: &Caps) -> Result<(), Fault> {
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
                    return Err(Fault::at(ParseErrorKind::TooDeep(caps.nesting), at));
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
