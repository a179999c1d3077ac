//! The loop over XML events. Slices are cut from the document by position, so that nothing is copied.

use quick_xml::errors::Error;
use quick_xml::events::Event;

use super::elements::Frame;
use super::text::is_space;
use super::{Fault, Halt, NoteKind, ParseErrorKind, Reader};

impl<'i> Reader<'i, '_> {
    pub(super) fn run(&mut self) -> Result<(), Halt> {
        loop {
            let (event, start, end) = self.next()?;
            match event {
                Event::Start(_) => self.open(self.cut(start + 1, end - 1), start, false)?,
                Event::Empty(_) => self.open(self.cut(start + 1, end - 2), start, true)?,
                Event::End(_) => self.close(start)?,
                Event::Text(_) => self.characters(self.cut(start, end), start)?,
                Event::CData(_) => self.cdata(self.cut(start + 9, end - 3), start + 9)?,
                Event::GeneralRef(_) => self.reference(self.cut(start, end), start)?,
                Event::DocType(_) => self.doctype(start, end)?,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => return self.finish(),
            }
        }
    }

    /// The next event, with its first byte and the one after its last.
    pub(super) fn next(&mut self) -> Result<(Event<'i>, usize, usize), Halt> {
        let start = self.xml.buffer_position() as usize;
        match self.xml.read_event() {
            Ok(event) => Ok((event, start, self.xml.buffer_position() as usize)),
            Err(error) => {
                let offset = (self.xml.error_position() as usize).max(start).min(self.text.len());
                // Syntax errors are all of one kind: the text ended inside a tag, a comment or the like.
                let kind = match error {
                    Error::Syntax(error) => ParseErrorKind::Truncated(error.to_string()),
                    error => ParseErrorKind::Syntax(error.to_string()),
                };
                Err(Halt::Broken(Fault::at(kind, offset)))
            }
        }
    }

    pub(super) fn cut(&self, start: usize, end: usize) -> &'i str {
        self.text.get(start..end).unwrap_or_default()
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
        if self.frames.is_empty() && !self.root_seen {
            let what = "there is text before the first element".to_owned();
            return Err(Halt::Broken(Fault::at(ParseErrorKind::Syntax(what), offset + lead)));
        }
        Ok(self.note(NoteKind::StrayText, offset + lead, piece.trim(), None)?)
    }

    fn doctype(&mut self, start: usize, end: usize) -> Result<(), Halt> {
        if self.root_seen || self.entities.declare(self.cut(start, end)).is_none() {
            return Err(Halt::Refused(Fault::at(ParseErrorKind::Doctype, start)));
        }
        Ok(())
    }

    fn finish(&self) -> Result<(), Halt> {
        let end = self.text.len();
        match self.frames.len() {
            0 if self.root_seen => Ok(()),
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
        self.frames.last().is_some_and(Frame::takes_text)
    }
}
