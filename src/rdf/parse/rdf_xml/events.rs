//! The loop over XML events. Slices are cut from the window by position, so that nothing is copied.

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event;

use super::elements::Frame;
use super::markup::{is_declaration, is_instruction};
use super::tags::Mismatch;
use super::text::is_space;
use super::{Fault, Halt, NoteKind, ParseErrorKind, Reader, Step};

/// The longest beginning of markup by which it is told what it is: `<![CDATA[` and `<!DOCTYPE`.
const MARKUP: usize = 9;

impl<'i> Reader<'i, '_> {
    /// Reads the window as far as it is whole.
    pub(super) fn run(&mut self) -> Result<Step, Halt> {
        if self.mark > 0 && self.window[self.mark..].starts_with(['<', '&']) {
            self.characters(self.cut(0, self.mark), self.begin)?;
            self.at = self.mark;
        }
        while let Some((event, start, end)) = self.next()? {
            if let Event::Eof = event {
                return self.finish();
            }
            self.event(&event, start, end)?;
            self.at = end;
        }
        Ok(Step::More)
    }

    fn event(&mut self, event: &Event<'i>, start: usize, end: usize) -> Result<(), Halt> {
        let offset = self.begin + start;
        match event {
            Event::Start(_) => self.state.tags.open(self.cut(start + 1, end - 1), offset),
            Event::Decl(_) | Event::PI(_) => self.instruction(event, self.cut(start, end), offset)?,
            Event::Text(_) => self.text_end(self.cut(start, end), offset)?,
            Event::End(_) => {
                if let Err(Mismatch { what, opened }) = self.state.tags.close(self.cut(start + 2, end - 1)) {
                    self.state.unclosed = opened;
                    return Err(Halt::Broken(Fault::at(ParseErrorKind::Syntax(what), offset)));
                }
            }
            _ => {}
        }
        if let Some(mut canonical) = self.state.canonical.take() {
            let is_end = canonical.is_outermost() && matches!(event, Event::End(_));
            let done = if is_end { Ok(()) } else { self.literal_event(event, (start, end), &mut canonical) };
            self.state.canonical = Some(canonical);
            return if is_end { self.close(offset) } else { done };
        }
        match event {
            Event::Start(_) => self.open(self.cut(start + 1, end - 1), offset, false),
            Event::Empty(_) => self.open(self.cut(start + 1, end - 2), offset, true),
            Event::End(_) => self.close(offset),
            Event::Text(_) => self.characters(self.cut(start, end), offset),
            Event::CData(_) => self.cdata(self.cut(start + 9, end - 3), offset + 9),
            Event::GeneralRef(_) => self.reference(self.cut(start, end), offset),
            Event::DocType(_) => self.doctype(self.cut(start, end), offset),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    /// The next event that is whole, with its first byte in the window and the one after its last.
    fn next(&mut self) -> Result<Option<(Event<'i>, usize, usize)>, Halt> {
        let start = self.at;
        let event = self.xml.read_event();
        let end = self.position();
        match event {
            // What comes after the window may belong to it.
            Ok(Event::Text(_)) if !self.is_last && end == self.window.len() => {
                match end - start > self.state.sink.caps.literal {
                    true => Err(self.too_long(start)),
                    false => Ok(None),
                }
            }
            Ok(Event::Eof) if !self.is_last => Ok(None),
            Ok(event) => Ok(Some((event, start, end))),
            Err(Error::Syntax(error)) => {
                let is_told = error == SyntaxError::InvalidBangMarkup && self.window.len() - start >= MARKUP;
                if !self.is_last && !is_told {
                    return Ok(None);
                }
                // All others are of one kind: the text ended inside a tag, a comment or the like.
                let kind = match is_told {
                    true => ParseErrorKind::Syntax(error.to_string()),
                    false => ParseErrorKind::Truncated(error.to_string()),
                };
                Err(self.broken_at(kind, start))
            }
            Err(error) => Err(self.broken_at(ParseErrorKind::Syntax(error.to_string()), start)),
        }
    }

    fn broken_at(&self, kind: ParseErrorKind, start: usize) -> Halt {
        let within = (self.xml.error_position() as usize + self.mark).clamp(start, self.window.len());
        Halt::Broken(Fault::at(kind, self.begin + within))
    }

    fn too_long(&self, start: usize) -> Halt {
        Halt::Refused(Fault::at(ParseErrorKind::TooLong(self.state.sink.caps.literal), self.begin + start))
    }

    pub(super) fn cut(&self, start: usize, end: usize) -> &'i str {
        self.window.get(start..end).unwrap_or_default()
    }

    /// A declaration or processing instruction says nothing, but may be written wrong.
    fn instruction(&mut self, event: &Event<'i>, text: &str, offset: usize) -> Result<(), Halt> {
        let is_right = match event {
            Event::Decl(_) => offset == 0 && is_declaration(text),
            _ => is_instruction(text),
        };
        match is_right {
            true => Ok(()),
            false => Ok(self.note(NoteKind::Markup, offset, text, None)?),
        }
    }

    /// The end of a CDATA section stands in no text (XML 1.0, production 14).
    fn text_end(&mut self, piece: &str, offset: usize) -> Result<(), Halt> {
        match memchr::memmem::find(piece.as_bytes(), b"]]>") {
            Some(at) => Ok(self.note(NoteKind::Markup, offset + at, "]]>", Some("]]>"))?),
            None => Ok(()),
        }
    }

    /// A piece of text without references.
    fn characters(&mut self, piece: &'i str, offset: usize) -> Result<(), Halt> {
        if piece.starts_with('&') {
            // quick-xml gives an ampersand that begins no reference as text.
            self.note(NoteKind::Entity, offset, "&", Some("&"))?;
        }
        if self.takes_text() {
            return self.add_text(piece, offset);
        }
        match is_space(piece) {
            true => Ok(()),
            false => self.stray(piece, offset),
        }
    }

    fn cdata(&mut self, piece: &'i str, offset: usize) -> Result<(), Halt> {
        match self.takes_text() {
            true => self.add_text(piece, offset),
            false if is_space(piece) => Ok(()),
            false => self.stray(piece, offset),
        }
    }

    fn reference(&mut self, reference: &'i str, offset: usize) -> Result<(), Halt> {
        if !self.takes_text() {
            return self.stray(reference, offset);
        }
        let mut text = std::mem::take(&mut self.content);
        let done = self.expand(reference, offset, text.owned());
        self.content = text;
        done?;
        self.check_text(offset)
    }

    /// Text where none belongs.
    fn stray(&mut self, piece: &str, offset: usize) -> Result<(), Halt> {
        let lead = piece.len() - piece.trim_start().len();
        if piece.trim_matches(['\u{FEFF}', ' ', '\t', '\n', '\r']).is_empty() {
            return Ok(self.note(NoteKind::Character, offset + lead, "U+FEFF", None)?);
        }
        if self.state.frames.is_empty() && !self.state.root_seen {
            let what = "there is text before the first element".to_owned();
            return Err(Halt::Broken(Fault::at(ParseErrorKind::Syntax(what), offset + lead)));
        }
        Ok(self.note(NoteKind::StrayText, offset + lead, piece.trim(), None)?)
    }

    fn doctype(&mut self, doctype: &str, offset: usize) -> Result<(), Halt> {
        if self.state.root_seen || self.state.entities.declare(doctype).is_none() {
            return Err(Halt::Refused(Fault::at(ParseErrorKind::Doctype, offset)));
        }
        Ok(())
    }

    fn finish(&self) -> Result<Step, Halt> {
        let end = self.begin + self.window.len();
        match self.state.frames.len() {
            0 if self.state.root_seen => Ok(Step::End),
            0 => {
                let what = "there is no element in it".to_owned();
                Err(Halt::Broken(Fault::at(ParseErrorKind::Syntax(what), end)))
            }
            open => {
                Err(Halt::Broken(Fault::at(ParseErrorKind::Truncated(format!("{open} elements are still open")), end)))
            }
        }
    }

    fn takes_text(&self) -> bool {
        self.state.frames.last().is_some_and(Frame::takes_text)
    }
}
