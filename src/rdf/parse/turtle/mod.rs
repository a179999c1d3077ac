//! Turtle, TriG, N-Triples and N-Quads through oxttl, a statement at a time, so that each triple knows where its statement
//! begins, or where it stands in it, and a statement that cannot be read costs no other.
//!
//! What breaks inside a statement of Turtle costs the property that it is in, and usual prefixes that are not declared and
//! underscores in language tags cost nothing. What cannot be mended so costs the statement.
//! A statement of Turtle or TriG may be all that is said about a resource, and what a break swallows is anybody's guess, so a document
//! in which any of that is lost is not whole; nor is one with a line of N-Triples or N-Quads that is lost, which may be the type of a
//! dataset.

mod parser;
mod places;
mod repair;
mod statements;

use std::ops::Range;

use super::error::Fault;
use super::prefix::usual;
use super::sink::Sink;
use super::{Mode, NoteKind, ParseErrorKind, more};
use crate::rdf::{Format, TextReader};
use parser::Parser;
use places::places;
use repair::{Mended, Repair, prefix_at};
use statements::{Statement, first_of, is_blank, line, statement};

/// How many statements may be lost before the rest is not tried.
const MOST: usize = 1000;
/// How long a statement may be, in bytes.
const PIECE: usize = 32 << 20;

/// How often one statement is repaired, and how many bytes of repaired statements are read all together.
const TRIES: usize = 64;
const BUDGET: usize = 256 << 20;

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

/// What was noted about a statement: the kind, where in it, and what was made of that.
type Noted = (NoteKind, Range<usize>, Option<String>);

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
    let mut reading = Reading { sink, parser, is_lines, lost: None, count: 0, budget: BUDGET };
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
        let Some(fault) = self.read(&piece, &open)? else { return Ok(()) };
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

    /// Reads a statement; one that breaks again, with what it breaks at put right or left out. Gives the first break if that does not
    /// help.
    fn read(&mut self, piece: &Piece<'_>, open_texts: &[Range<usize>]) -> Result<Option<Fault>, Fault> {
        let broken = match open_texts.first() {
            Some(text) => {
                let what = match piece.bytes[text.start] {
                    b'<' => "an address is not closed in its line",
                    _ => "a text is not closed in its line",
                };
                Some(Fault::at(ParseErrorKind::Syntax(what.to_owned()), piece.begin + text.start))
            }
            None => self.triples(piece.bytes, piece, |at| at)?,
        };
        let Some(first) = broken else { return Ok(None) };
        if self.sink.format == Format::TriG && self.is_end_of_lost_graph(piece)? {
            return Ok(None);
        }
        // The parts of a document that is cut are not known to be what was meant.
        if self.sink.format != Format::Turtle || self.sink.mode == Mode::Strict || !piece.is_closed {
            return Ok(Some(first));
        }
        let mut statement = Mended::new(piece.bytes, open_texts);
        let mut notes: Vec<Noted> = open_texts.iter().map(|text| (NoteKind::Statement, text.clone(), None)).collect();
        let mut again = if open_texts.is_empty() { Some(first.clone()) } else { None };
        for _ in 0..TRIES {
            if let Some(fault) = &again {
                let Some(at) = fault.offset.and_then(|offset| offset.checked_sub(piece.begin)) else { break };
                let before = notes.len();
                self.repair(&mut statement, at, fault, &mut notes);
                if notes.len() == before {
                    break;
                }
            }
            // Who breaks much does not have it read again and again.
            let Some(left) = self.budget.checked_sub(statement.bytes.len()) else { break };
            self.budget = left;
            self.parser.restart(piece.begin);
            again = self.triples(&statement.bytes, piece, |at| statement.original(at))?;
            if again.is_none() {
                if notes.iter().any(|(kind, ..)| *kind == NoteKind::Statement) {
                    self.lost.get_or_insert(first);
                }
                for (kind, range, became) in notes {
                    let was = String::from_utf8_lossy(&piece.bytes[range.clone()]);
                    self.sink.tell(kind, piece.begin + range.start, was.trim(), became.as_deref());
                }
                return Ok(None);
            }
        }
        Ok(Some(first))
    }

    /// Whether a statement that breaks ends a graph whose beginning was lost, and is right but for that; its triples are taken.
    fn is_end_of_lost_graph(&mut self, piece: &Piece<'_>) -> Result<bool, Fault> {
        let Some(inside) = piece.bytes.trim_ascii_end().strip_suffix(b"}").filter(|_| self.count > 0) else {
            return Ok(false);
        };
        self.parser.restart(piece.begin);
        if inside[piece.offset - piece.begin..].is_empty() {
            self.parser.restart(piece.begin + piece.bytes.len());
            return Ok(true);
        }
        // The last statement of a graph needs no full stop; outside of one it does.
        let statement = [inside, b" ."].concat();
        Ok(self.triples(&statement, piece, |at| at)?.is_none())
    }

    /// Repairs what a statement breaks at, and notes what that was and what was made of it; notes nothing if nothing is to be done.
    fn repair(&mut self, statement: &mut Mended, at: usize, fault: &Fault, notes: &mut Vec<Noted>) {
        // oxttl has no other way to tell.
        let is_prefix = matches!(&fault.kind, ParseErrorKind::Syntax(what) if what.ends_with("has not been declared"));
        if is_prefix
            && let Some(prefix) = prefix_at(&statement.bytes, at)
            && let Some(iri) = usual(prefix)
            && self.parser.declare(prefix, iri)
        {
            let begin = statement.original(at);
            notes.push((NoteKind::Prefix, begin..begin + prefix.len(), Some(iri.to_owned())));
            return;
        }
        match statement.repair(at) {
            None => {}
            Some(Repair::Languages(tags)) => {
                notes.extend(tags.into_iter().map(|(tag, became)| (NoteKind::Language, tag, Some(became))));
            }
            Some(Repair::Mark(place, mark)) => {
                notes.push((NoteKind::Punctuation, place..place, Some(mark.to_string())));
            }
            Some(Repair::Property(property)) => notes.push((NoteKind::Statement, property, None)),
        }
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
