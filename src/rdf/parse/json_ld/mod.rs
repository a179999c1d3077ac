//! JSON-LD 1.1 through oxjsonld, a few node objects at a time, so that each triple knows its node object and one that cannot be read
//! costs no other.
//!
//! In: the text. First it is made JSON ([`mend`]), then its node objects are read ([`nodes`]). What our own writer wrote is read
//! as it streams, without either.

mod engine;
mod marks;
mod mend;
mod nodes;
mod outline;
mod places;
mod scan;
#[cfg(test)]
mod tests;

use super::error::Fault;
use super::sink::Sink;
use super::{Order, ParseErrorKind, guard};
use engine::Engine;
use nodes::Nodes;

/// Reads a document. Gives the first place at which a part of it is lost, if there is one.
///
/// # Errors
/// Where it breaks a guard, and where it breaks before anything in it is complete; read strictly, where it breaks the syntax.
pub(super) fn read(text: &str, base: &str, order: Order, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let engine = Engine::new(base, order)?;
    if order == Order::Streaming {
        guard::json(text.as_bytes(), &sink.caps)?;
        for quad in engine.quads(text.as_bytes()) {
            sink.quad(quad?, None)?;
        }
        return Ok(None);
    }
    let mut document = mend::mend(text, sink)?;
    let lost = document.lost.take();
    let begin = outline::next(&document.bytes, 0);
    let end = document.bytes.len();
    let root = begin..end;
    let also = Nodes::new(&document, engine, sink).read(root)?;
    Ok(match (lost, also) {
        // That it ends too early matters more than what is wrong in it before.
        (Some(lost), Some(also)) => match lost.kind {
            ParseErrorKind::Truncated(_) => Some(lost),
            _ => Some(if also.offset < lost.offset { also } else { lost }),
        },
        (lost, also) => lost.or(also),
    })
}
