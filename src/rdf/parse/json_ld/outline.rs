//! The members of objects and arrays of a document that is JSON but for missing commas, without recursion.

use std::ops::Range;

/// A member of an object.
pub(super) struct Member {
    /// With its quotes.
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
}

/// The members of the object that begins there, one after the other.
pub(super) fn members(bytes: &[u8], object: usize) -> impl Iterator<Item = Member> {
    let mut at = next(bytes, object + 1);
    std::iter::from_fn(move || {
        (bytes.get(at) == Some(&b'"')).then(|| {
            let key = at..end_of_value(bytes, at);
            let begin = next(bytes, key.end);
            let value = begin..end_of_value(bytes, begin);
            at = next(bytes, value.end);
            Member { key, value }
        })
    })
}

/// The members of the array that begins there, one after the other.
pub(super) fn elements(bytes: &[u8], array: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = next(bytes, array + 1);
    std::iter::from_fn(move || {
        (bytes.get(at).is_some_and(|&byte| byte != b']')).then(|| {
            let element = at..end_of_value(bytes, at);
            at = next(bytes, element.end);
            element
        })
    })
}

/// The next byte that is not white space, comma or colon.
pub(super) fn next(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':')).count()
}

/// The byte behind the value that begins there.
fn end_of_value(bytes: &[u8], begin: usize) -> usize {
    let mut depth = 0usize;
    let mut at = begin;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_string(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ if depth == 0 => {
                let length = bytes[at..].iter().take_while(|byte| !b" \n\r\t,:{}[]\"".contains(byte)).count();
                return at + length.max(1);
            }
            _ => at += 1,
        }
        if depth == 0 {
            return at.min(bytes.len());
        }
    }
    bytes.len()
}

/// The byte behind the string that begins there.
pub(super) fn end_of_string(bytes: &[u8], begin: usize) -> usize {
    let mut at = begin + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}
