//! Turtle, TriG, N-Triples and N-Quads through oxttl, a statement at a time, so that each triple knows where its statement
//! begins and a statement that cannot be read costs no other.
//!
//! A statement of Turtle or TriG may be all that is said about a resource, so a document in which one is lost is not whole. A
//! line of N-Triples or N-Quads is one triple.

mod parser;
mod statements;

use super::error::Fault;
use super::sink::Sink;
use super::{Mode, NoteKind, ParseErrorKind};
use crate::rdf::Format;
use parser::Parser;
use statements::{first_of, lines, statements};

/// How many statements may be lost before the rest is not tried.
const MOST: usize = 1000;

/// Reads a document. Gives the first place at which a part of it is lost, if there is one.
///
/// # Errors
/// Where it breaks a guard; read strictly, where it breaks the syntax.
pub(super) fn read(text: &str, base: &str, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let bytes = text.as_bytes();
    let mut parser = Parser::new(sink.format, base, sink.mode)?;
    let is_lines = matches!(sink.format, Format::NTriples | Format::NQuads);
    let split = if is_lines { lines } else { statements };
    let (mut lost, mut first) = (None, None);
    let mut count = 0;
    let mut begin = 0;
    while begin < bytes.len() {
        let statement = split(bytes, begin, &sink.caps)?;
        let is_last = statement.end == bytes.len();
        let offset = first_of(bytes, begin, statement.end);
        if statement.open_text.is_none() {
            parser.extend(&bytes[begin..statement.end]);
        }
        if is_last {
            parser.end();
        }
        let open_text = || "a text is not closed".to_owned();
        let open_text = statement.open_text.map(|at| Fault::at(ParseErrorKind::Syntax(open_text()), at));
        let broken = statement_of(&mut parser, offset, sink)?;
        if let Some(fault) = open_text.or(broken) {
            let fault = match is_last && !statement.is_closed {
                true => Fault::at(ParseErrorKind::Truncated("the last statement has no end".to_owned()), offset),
                false => fault,
            };
            if sink.mode == Mode::Strict {
                return Err(fault);
            }
            let place = fault.offset.unwrap_or(offset);
            sink.tell(
                NoteKind::Statement,
                place,
                &format!("{}: {}", fault.kind, text[offset..statement.end].trim()),
                None,
            );
            if !is_lines || matches!(fault.kind, ParseErrorKind::Truncated(_)) {
                lost.get_or_insert(fault);
            } else {
                first.get_or_insert(fault);
            }
            parser.restart(statement.end);
            count += 1;
            if count == MOST {
                // Whatever this is, it is not what it is said to be.
                return Ok(lost.or(first));
            }
        }
        begin = statement.end;
    }
    // Nothing but lines that cannot be read is another kind of document.
    Ok(lost.or(first.filter(|_| sink.mark() == 0)))
}

/// Takes the triples of a statement, or none of them if it breaks the syntax.
fn statement_of(parser: &mut Parser, offset: usize, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let mark = sink.mark();
    let mut broken = None;
    while let Some(next) = parser.next() {
        match next {
            Ok(quad) if broken.is_none() => sink.quad(quad, Some(offset)).map_err(|fault| fault.or_at(offset))?,
            Ok(_) => {}
            Err(fault) => {
                broken.get_or_insert(fault);
            }
        }
    }
    if broken.is_some() {
        sink.back_to(mark);
    }
    Ok(broken)
}
