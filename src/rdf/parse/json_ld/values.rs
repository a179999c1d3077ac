//! The strings and numbers of JSON.

use super::scan::{Repair, Scanner, Stop};
use crate::rdf::parse::ParseErrorKind;
use crate::rdf::parse::error::Fault;

impl Scanner<'_> {
    /// The byte behind the string that begins at the position.
    pub(super) fn string(&mut self) -> Result<usize, Stop> {
        let (begin, repairs) = (self.at, self.repairs.len());
        let mut at = begin + 1;
        let mut line_end = None;
        loop {
            let rest = &self.bytes[at.min(self.bytes.len())..];
            // Nearly all of a text is none of these three.
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) else {
                return Err(match line_end {
                    Some(line_end) => {
                        self.repairs.truncate(repairs);
                        Stop::Broken(line_end, "a text is not closed")
                    }
                    None => Stop::Truncated,
                });
            };
            at += length;
            match self.bytes[at] {
                b'"' => break,
                b'\\' => at = self.escape(at),
                byte => {
                    if byte == b'\n' {
                        line_end.get_or_insert(at);
                    }
                    self.repairs.push(Repair::Blank(at, at + 1));
                    at += 1;
                }
            }
        }
        if let Some(line_end) = line_end {
            // Either a line end that should have been escaped, or a text that is not closed and runs into the next.
            let next = self.bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
            if !next.is_none_or(|next| b",:]}".contains(next)) {
                self.repairs.truncate(repairs);
                return Err(Stop::Broken(line_end, "a text is not closed"));
            }
        }
        if at - begin > self.caps.literal {
            return Err(Stop::Refused(Fault::at(ParseErrorKind::TooLong(self.caps.literal), begin)));
        }
        Ok(at + 1)
    }

    /// The byte behind the escape that begins there (RFC 8259, section 7).
    fn escape(&mut self, at: usize) -> usize {
        match self.bytes.get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => return at + 2,
            Some(b'u') => match self.unit(at) {
                Some(0xd800..=0xdbff) => {
                    if matches!(self.unit(at + 6), Some(0xdc00..=0xdfff)) {
                        return at + 12;
                    }
                    self.repairs.push(Repair::Surrogate(at));
                    return at + 6;
                }
                Some(0xdc00..=0xdfff) => {
                    self.repairs.push(Repair::Surrogate(at));
                    return at + 6;
                }
                Some(_) => return at + 6,
                None => {}
            },
            _ => {}
        }
        // A backslash of a path, which should have been two.
        self.repairs.push(Repair::Missing(at, b'\\'));
        at + 1
    }

    /// The UTF-16 unit that an escape stands for.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        let text = std::str::from_utf8(digits).ok().filter(|_| digits.iter().all(u8::is_ascii_hexdigit))?;
        u16::from_str_radix(text, 16).ok()
    }
}

/// The length of the number at the beginning (RFC 8259, section 6).
pub(super) fn number(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || whole > 1 && bytes[at] == b'0' {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        at += (fraction > 0).then_some(fraction + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at);
        at += (exponent > 0).then_some(exponent)?;
    }
    Some(at)
}
