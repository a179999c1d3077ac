//! Turtle, TriG, N-Triples and N-Quads through oxttl, a statement at a time, so that each triple knows where its statement
//! begins, or where it stands in it, and a statement that cannot be read costs no other.
//!
//! What breaks inside a statement of Turtle costs the property that it is in, and usual prefixes that are not declared and
//! underscores in language tags cost nothing. What cannot be mended so costs the statement.
//! A statement of Turtle or TriG may be all that is said about a resource, and what a break swallows is anybody's guess, so a document
//! in which any of that is lost is not whole; nor is one with a line of N-Triples or N-Quads that is lost, which may be the type of a
//! dataset.

mod mending;
mod parser;
mod places;
mod repair;
mod statements;
mod tokens;

use super::error::Fault;
use super::sink::Sink;
use super::{Mode, NoteKind, ParseErrorKind, more};
use crate::rdf::{Format, TextReader};
use parser::Parser;
use places::places;
use statements::{Statement, first_of, is_blank, line, statement};

/// How many statements may be lost before the rest is not tried.
const MOST: usize = 1000;
/// How long a statement may be, in bytes.
const PIECE: usize = 32 << 20;

/// A statement in its document.
struct Piece<'w> {
    bytes: &'w [u8],
    /// Where it begins in the document, and where behind white space and comments.
    begin: usize,
    offset: usize,
    /// Whether the document ends with it, and whether it ends itself.
    is_last: bool,
    is_closed: bool,
}

/// The reading of one document.
struct Reading<'s> {
    sink: &'s mut Sink,
    parser: Parser,
    /// Whether a statement is a line.
    is_lines: bool,
    /// The first place at which something could not be read.
    lost: Option<Fault>,
    count: usize,
    /// Bytes of repaired statements that may still be read.
    budget: usize,
}

/// Reads a document. Gives the first place at which a part of it is lost, if there is one.
///
/// # Errors
/// Where it breaks a guard; read strictly, where it breaks the syntax.
pub(super) fn read(text: &mut TextReader<'_>, base: &str, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let parser = Parser::new(sink.format, base, sink.mode)?;
    let is_lines = matches!(sink.format, Format::NTriples | Format::NQuads);
    let mut reading = Reading { sink, parser, is_lines, lost: None, count: 0, budget: mending::BUDGET };
    loop {
        let taken = reading.window(text.text(), text.begin(), text.is_ended())?;
        text.take(taken);
        // Whatever this is of which so much cannot be read, it is not what it is said to be.
        if text.is_ended() || reading.count >= MOST {
            break;
        }
        reading.check_piece(text)?;
        more(text, reading.sink)?;
    }
    Ok(reading.lost)
}

impl Reading<'_> {
    /// Reads the statements that are whole in a window. Gives its length in bytes.
    fn window(&mut self, window: &str, begin: usize, is_ended: bool) -> Result<usize, Fault> {
        let bytes = window.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.count < MOST {
            let next = match self.is_lines {
                true => line(bytes, at),
                false => statement(bytes, at, is_ended, &self.sink.caps).map_err(|fault| fault.shifted(begin))?,
            };
            // What comes after the window may belong to it.
            if next.end == bytes.len() && !is_ended {
                break;
            }
            self.statement(window, at, begin, &next)?;
            at = next.end;
        }
        Ok(at)
    }

    /// Reads a statement that begins there in the window.
    fn statement(&mut self, window: &str, at: usize, begin: usize, statement: &Statement) -> Result<(), Fault> {
        let bytes = window.as_bytes();
        let piece = Piece {
            bytes: &bytes[at..statement.end],
            begin: begin + at,
            offset: begin + first_of(bytes, at, statement.end),
            is_last: statement.end == bytes.len(),
            is_closed: statement.is_closed,
        };
        let open = statement.open_texts.iter().map(|text| text.start - at..text.end - at).collect::<Vec<_>>();
        let Some(fault) = self.read(&piece, &open)? else {
            for text in &statement.broken_lines {
                let was = &window[text.start..text.end.min(statement.end)];
                self.sink.tell(NoteKind::LineBreak, begin + text.start, was, Some(was));
            }
            return Ok(());
        };
        let fault = match piece.is_last && !statement.is_closed {
            // It ends where the document does, wherever it began.
            true => {
                let end = begin + bytes.len();
                Fault::at(ParseErrorKind::Truncated("the last statement has no end".to_owned()), end)
            }
            false => fault,
        };
        if self.sink.mode == Mode::Strict {
            return Err(fault);
        }
        let place = fault.offset.unwrap_or(piece.offset);
        let text = &window[piece.offset - begin..statement.end];
        self.sink.tell(NoteKind::Statement, place, &format!("{}: {}", fault.kind, text.trim()), None);
        // That it is cut says more than what was wrong before.
        match matches!(fault.kind, ParseErrorKind::Truncated(_)) {
            true => self.lost = Some(fault),
            false => {
                self.lost.get_or_insert(fault);
            }
        }
        self.parser.restart(begin + statement.end);
        self.count += 1;
        Ok(())
    }

    /// Takes the triples of a statement, or none of them if it breaks the syntax.
    fn triples(
        &mut self,
        bytes: &[u8],
        piece: &Piece<'_>,
        original: impl Fn(usize) -> usize,
    ) -> Result<Option<Fault>, Fault> {
        self.parser.extend(bytes);
        if piece.is_last {
            self.parser.end();
        }
        // On one line, the beginning of the statement is place enough.
        let begin = piece.offset - piece.begin;
        let first = &bytes[begin..];
        let is_long = self.sink.format == Format::Turtle && memchr::memchr(b'\n', first.trim_ascii_end()).is_some();
        let places = if is_long { places(first) } else { Vec::new() };
        let mut places = places.into_iter().map(|place| piece.begin + original(begin + place));
        let mut is_known = true;
        let mark = self.sink.mark();
        let mut broken = None;
        let mut is_empty = self.is_lines && !is_blank(first);
        while let Some(next) = self.parser.next() {
            match next {
                Ok(quad) => {
                    let place = places.next();
                    is_known &= place.is_some();
                    is_empty = false;
                    let offset = place.unwrap_or(piece.offset);
                    self.sink.quad(quad, Some(offset)).map_err(|fault| fault.or_at(offset))?;
                }
                // What follows in a statement that breaks is anybody's guess, and the parser begins anew.
                Err(fault) => {
                    // The parser stumbles over the end of the line at the beginning of the next.
                    let end = piece.begin + bytes.trim_ascii_end().len();
                    let offset = fault.offset.map(|offset| if self.is_lines { offset.min(end) } else { offset });
                    broken = Some(Fault { offset, ..fault });
                    break;
                }
            }
        }
        if is_empty && broken.is_none() {
            let what = "the line ends before the statement does";
            broken =
                Some(Fault::at(ParseErrorKind::Syntax(what.to_owned()), piece.begin + bytes.trim_ascii_end().len()));
        }
        if broken.is_some() {
            self.sink.back_to(mark);
        } else if is_long && !(is_known && places.next().is_none()) {
            self.sink.all_at(mark, piece.offset);
        }
        Ok(broken)
    }

    /// A statement whose end is not in sight may become too long.
    fn check_piece(&self, text: &TextReader<'_>) -> Result<(), Fault> {
        let caps = &self.sink.caps;
        let length = text.text().len();
        let kind = match self.is_lines {
            // Of what a line holds, only a literal can be so long.
            true if length > caps.literal + 4 * caps.iri => ParseErrorKind::TooLong(caps.literal),
            false if length > PIECE => ParseErrorKind::TooLongPiece(PIECE),
            _ => return Ok(()),
        };
        Err(Fault::at(kind, text.begin()))
    }
}
