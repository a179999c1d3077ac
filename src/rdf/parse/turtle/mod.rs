//! Turtle, TriG, N-Triples and N-Quads through oxttl, a statement at a time, so that each triple knows where its statement
//! begins and a statement that cannot be read costs no other.
//!
//! A statement of Turtle or TriG may be all that is said about a resource, so a document in which one is lost is not whole. A
//! line of N-Triples or N-Quads is one triple.

mod parser;
mod statements;

use super::error::Fault;
use super::sink::Sink;
use super::{Mode, NoteKind, ParseErrorKind, more};
use crate::rdf::{Format, TextReader};
use parser::Parser;
use statements::{Statement, first_of, line, statement};

/// How many statements may be lost before the rest is not tried.
const MOST: usize = 1000;
/// How long a statement may be, in bytes.
const PIECE: usize = 64 << 20;

/// The reading of one document.
struct Reading<'s> {
    sink: &'s mut Sink,
    parser: Parser,
    /// Whether a statement is a line.
    is_lines: bool,
    /// Where statements could not be read: the first of which more than itself may be lost, and the first of the others.
    lost: Option<Fault>,
    first: Option<Fault>,
    count: usize,
}

/// Reads a document. Gives the first place at which a part of it is lost, if there is one.
///
/// # Errors
/// Where it breaks a guard; read strictly, where it breaks the syntax.
pub(super) fn read(text: &mut TextReader<'_>, base: &str, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let parser = Parser::new(sink.format, base, sink.mode)?;
    let is_lines = matches!(sink.format, Format::NTriples | Format::NQuads);
    let mut reading = Reading { sink, parser, is_lines, lost: None, first: None, count: 0 };
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
    // Nothing but lines that cannot be read is another kind of document.
    let Reading { sink, lost, first, .. } = reading;
    Ok(lost.or(first.filter(|_| sink.mark() == 0)))
}

impl Reading<'_> {
    /// Reads the statements that are whole in a window. Gives its length in bytes.
    fn window(&mut self, window: &str, begin: usize, is_ended: bool) -> Result<usize, Fault> {
        let bytes = window.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.count < MOST {
            let next = match self.is_lines {
                true => line(bytes, at),
                false => statement(bytes, at, is_ended, &self.sink.caps).map_err(|fault| fault.moved(begin))?,
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
        let is_last = statement.end == bytes.len();
        let first = first_of(bytes, at, statement.end);
        let offset = begin + first;
        if statement.open_text.is_none() {
            self.parser.extend(&bytes[at..statement.end]);
        }
        if is_last {
            self.parser.end();
        }
        let open_text = || "a text is not closed".to_owned();
        let open_text = statement.open_text.map(|at| Fault::at(ParseErrorKind::Syntax(open_text()), begin + at));
        let broken = self.triples(offset)?;
        let Some(fault) = open_text.or(broken) else { return Ok(()) };
        let fault = match is_last && !statement.is_closed {
            true => Fault::at(ParseErrorKind::Truncated("the last statement has no end".to_owned()), offset),
            false => fault,
        };
        if self.sink.mode == Mode::Strict {
            return Err(fault);
        }
        let place = fault.offset.unwrap_or(offset);
        let what = format!("{}: {}", fault.kind, window[first..statement.end].trim());
        self.sink.tell(NoteKind::Statement, place, &what, None);
        if !self.is_lines || matches!(fault.kind, ParseErrorKind::Truncated(_)) {
            self.lost.get_or_insert(fault);
        } else {
            self.first.get_or_insert(fault);
        }
        self.parser.restart(begin + statement.end);
        self.count += 1;
        Ok(())
    }

    /// Takes the triples of a statement, or none of them if it breaks the syntax.
    fn triples(&mut self, offset: usize) -> Result<Option<Fault>, Fault> {
        let mark = self.sink.mark();
        let mut broken = None;
        while let Some(next) = self.parser.next() {
            match next {
                Ok(quad) if broken.is_none() => {
                    self.sink.quad(quad, Some(offset)).map_err(|fault| fault.or_at(offset))?;
                }
                Ok(_) => {}
                Err(fault) => {
                    broken.get_or_insert(fault);
                }
            }
        }
        if broken.is_some() {
            self.sink.back_to(mark);
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
