//! Character data: references, line ends and characters that XML does not allow.

use std::borrow::Cow;

use super::attributes::Attribute;
use super::{Fault, Halt, NoteKind, ParseErrorKind, Reader};

/// The text of an element in pieces; one piece is not copied.
#[derive(Default)]
pub(super) struct Text<'i> {
    first: &'i str,
    rest: String,
}

impl<'i> Text<'i> {
    /// A text so far.
    pub(super) fn of(rest: String) -> Self {
        Text { first: "", rest }
    }

    pub(super) fn as_str(&self) -> &str {
        if self.rest.is_empty() { self.first } else { &self.rest }
    }

    /// The text as a buffer to write into.
    pub(super) fn owned(&mut self) -> &mut String {
        if self.rest.is_empty() {
            self.rest.push_str(self.first);
            self.first = "";
        }
        &mut self.rest
    }

    fn push(&mut self, piece: &'i str) {
        match self.as_str().is_empty() {
            true => self.first = piece,
            false => self.owned().push_str(piece),
        }
    }

    /// Nothing, in the same memory.
    pub(super) fn emptied(mut self) -> Self {
        self.rest.clear();
        Text { first: "", rest: self.rest }
    }
}

pub(super) fn is_space(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether XML allows the character (XML 1.0, production 2).
pub(super) const fn is_char(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a character occurs that XML does not allow.
pub(super) fn has_illegal(text: &str) -> bool {
    // Without branches, as it looks at every byte: control characters, and what the two others begin with.
    let odd = |byte: u8| (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0xEF);
    let may_have = |chunk: &[u8]| chunk.iter().fold(false, |found, &byte| found | odd(byte));
    text.as_bytes().chunks(1024).any(may_have) && text.chars().any(|char| !is_char(char))
}

impl<'i> Reader<'i, '_> {
    /// Adds text without references to that of the property element.
    pub(super) fn add_text(&mut self, piece: &'i str, offset: usize) -> Result<(), Halt> {
        match self.is_plain(piece) {
            true => self.content.push(piece),
            false => {
                let mut text = std::mem::take(&mut self.content);
                let done = self.clean(piece, offset, text.owned());
                self.content = text;
                done?;
            }
        }
        self.check_text(offset)
    }

    pub(super) fn check_text(&self, offset: usize) -> Result<(), Halt> {
        match self.content.as_str().len() > self.state.sink.caps.literal {
            true => Err(Halt::Refused(Fault::at(ParseErrorKind::TooLong(self.state.sink.caps.literal), offset))),
            false => Ok(()),
        }
    }

    /// Where a piece of the document stands in it.
    fn offset_of(&self, piece: &'i str) -> usize {
        self.begin + (piece.as_ptr() as usize).saturating_sub(self.window.as_ptr() as usize)
    }

    fn is_plain(&self, text: &str) -> bool {
        !(text.bytes().any(|byte| byte == b'\r') || self.has_illegal && text.chars().any(|char| !is_char(char)))
    }

    /// Copies text with line ends as XML has them (XML 1.0, section 2.11), without what XML does not allow.
    pub(super) fn clean(&mut self, text: &str, offset: usize, to: &mut String) -> Result<(), Halt> {
        let mut chars = text.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            match char {
                '\r' => {
                    chars.next_if(|(_, next)| *next == '\n');
                    to.push('\n');
                }
                char if is_char(char) => to.push(char),
                char => self.illegal(char, offset + at)?,
            }
        }
        Ok(())
    }

    fn illegal(&mut self, char: char, offset: usize) -> Result<(), Halt> {
        Ok(self.note(NoteKind::Character, offset, &format!("U+{:04X}", u32::from(char)), None)?)
    }

    /// The value of an attribute (XML 1.0, section 3.3.3).
    pub(super) fn value(&mut self, attribute: &Attribute<'i>) -> Result<Cow<'i, str>, Halt> {
        let raw = attribute.raw;
        if raw.len() > self.state.sink.caps.literal {
            return Err(Halt::Refused(Fault::at(
                ParseErrorKind::TooLong(self.state.sink.caps.literal),
                attribute.offset,
            )));
        }
        let is_plain = !raw.bytes().any(|byte| byte == b'&' || byte < b' ');
        if is_plain && (!self.has_illegal || raw.chars().all(is_char)) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut value = String::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            let offset = self.offset_of(raw) + at;
            let rest = &raw[at..];
            if let Some(reference) = reference_at(rest) {
                self.expand(reference, offset, &mut value)?;
                at += reference.len();
                continue;
            }
            if rest.starts_with('&') {
                self.note(NoteKind::Entity, offset, "&", Some("&"))?;
            }
            let behind = rest.as_bytes().get(1..).unwrap_or_default();
            let next = memchr::memchr(b'&', behind).map_or(rest.len(), |next| next + 1);
            let begin = value.len();
            self.clean(&rest[..next], offset, &mut value)?;
            if value[begin..].contains(['\n', '\t']) {
                let spaced = value[begin..].replace(['\n', '\t'], " ");
                value.replace_range(begin.., &spaced);
            }
            at += next;
        }
        Ok(Cow::Owned(value))
    }

    /// Writes what a reference stands for; one that stands for nothing stays as it is.
    pub(super) fn expand(&mut self, reference: &str, offset: usize, to: &mut String) -> Result<(), Halt> {
        let name = reference.trim_start_matches('&').trim_end_matches(';');
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            match code.ok().and_then(char::from_u32).filter(|&char| is_char(char)) {
                Some(char) => to.push(char),
                None => self.note(NoteKind::Entity, offset, reference, None)?,
            }
            return Ok(());
        }
        let value = match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            name => {
                let expanded = self.state.entities.expand(name);
                let too_long = |most| Halt::Refused(Fault::at(ParseErrorKind::TooLong(most), offset));
                if let Some(value) = expanded.map_err(too_long)? {
                    to.push_str(value);
                    return Ok(());
                }
                let value = quick_xml::escape::resolve_html5_entity(name).unwrap_or(reference);
                self.note(NoteKind::Entity, offset, reference, Some(value))?;
                value
            }
        };
        to.push_str(value);
        Ok(())
    }
}

/// The reference at the beginning of a text: an ampersand, a name or number, a semicolon.
fn reference_at(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('&')?;
    let end =
        inside.bytes().position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'#' | b'.' | b'-' | b'_'))?;
    (end > 0 && inside.as_bytes()[end] == b';').then(|| &text[..end + 2])
}
