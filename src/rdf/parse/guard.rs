//! The guard that runs before the JSON-LD parser: a cheap scan that refuses what would blow it up and sees a cut document.

use super::error::Fault;
use super::{Caps, ParseErrorKind};

/// Scans a JSON document for nesting; the parser behind recurses and would run out of stack.
pub(super) fn json(bytes: &[u8], caps: &Caps) -> Result<(), Fault> {
    let mut depth = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_string(bytes, at + 1),
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

fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}
