//! Statements that break, read again with what they break at put right or left out.

use std::ops::Range;

use super::repair::{Mended, Repair, prefix_at};
use super::{Piece, Reading};
use crate::rdf::Format;
use crate::rdf::parse::error::Fault;
use crate::rdf::parse::prefix::usual;
use crate::rdf::parse::{Mode, NoteKind, ParseErrorKind};

/// How often one statement is repaired, and how many bytes of repaired statements are read all together.
const TRIES: usize = 64;
pub(super) const BUDGET: usize = 256 << 20;

/// What was noted about a statement: the kind, where in it, and what was made of that.
type Noted = (NoteKind, Range<usize>, Option<String>);

impl Reading<'_> {
    /// Reads a statement; one that breaks again, with what it breaks at put right or left out. Gives the first break if that does not
    /// help.
    pub(super) fn read(&mut self, piece: &Piece<'_>, open_texts: &[Range<usize>]) -> Result<Option<Fault>, Fault> {
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
}
