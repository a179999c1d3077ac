//! Tokens of the Turtle family, as far as it takes to find where things begin and end (RDF 1.1 Turtle, section 6.5); what is in them is
//! the parser's business.

use std::ops::Range;

/// The token that begins there: white space, a comment, a text, an IRI, a bracket or mark, or anything up to the next of these.
pub(super) fn token(statement: &[u8], begin: usize) -> Range<usize> {
    let rest = &statement[begin..];
    let until = |test: fn(&u8) -> bool| rest.iter().skip(1).position(test).map_or(rest.len(), |length| length + 1);
    let length = match rest[0] {
        byte if byte.is_ascii_whitespace() => until(|byte| !byte.is_ascii_whitespace()),
        b'#' => until(|&byte| byte == b'\n'),
        b'<' => (until(|&byte| byte == b'>' || byte == b'\n') + 1).min(rest.len()),
        quote @ (b'"' | b'\'') => text(rest, quote),
        b';' | b',' | b'[' | b']' | b'(' | b')' | b'{' | b'}' => 1,
        b'.' if rest.get(1).is_none_or(|next| !next.is_ascii_digit()) => 1,
        _ => until(|byte| {
            byte.is_ascii_whitespace()
                || matches!(byte, b'<' | b'"' | b'\'' | b';' | b',' | b'[' | b']' | b'(' | b')' | b'#')
        }),
    };
    begin..begin + length
}

/// The length of a text with its quotation marks.
fn text(rest: &[u8], quote: u8) -> usize {
    let close: &[u8] = if rest.starts_with(&[quote; 3]) { &[quote; 3] } else { &[quote] };
    let mut at = close.len();
    while at < rest.len() && !rest[at..].starts_with(close) {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + close.len()).min(rest.len())
}
