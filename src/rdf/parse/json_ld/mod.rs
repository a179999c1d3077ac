//! JSON-LD 1.1 through oxjsonld, a few node objects at a time, so that each triple knows its node object and one that cannot be read
//! costs no other.
//!
//! In: the text. First it is made JSON ([`mend`]), then its node objects are read ([`nodes`]). What our own writer wrote is read
//! as it streams, without either.

mod container;
mod emit;
mod engine;
mod marks;
mod mend;
mod nodes;
mod outline;
mod page;
mod places;
mod resume;
mod scan;
#[cfg(test)]
mod tests;
mod values;
mod work;

use super::error::Fault;
use super::sink::Sink;
use super::{Mode, NoteKind, Order, ParseErrorKind, guard};
use engine::Engine;
use nodes::Nodes;

/// Reads a document, or, if it is a web page, all JSON-LD in it. Gives the first place at which a part of it is lost, if there is one.
///
/// # Errors
/// Where it breaks a guard, and where it breaks before anything in it is complete; read strictly, where it breaks the syntax.
pub(super) fn read(text: &str, base: &str, order: Order, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    if order == Order::Streaming {
        guard::json(text.as_bytes(), &sink.caps)?;
        for quad in Engine::new(base, order)?.quads(text.as_bytes()) {
            sink.quad(quad?, None)?;
        }
        return Ok(None);
    }
    match text.trim_start().starts_with('<') {
        true => blocks(text, base, sink),
        false => document(text, base, sink),
    }
}

/// Reads the JSON-LD in a web page. What is wrong with one text costs no other.
fn blocks(text: &str, base: &str, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let page = page::page(text);
    if page.blocks.is_empty() {
        let what = "the web page has no JSON-LD in it (no script element of the type application/ld+json)";
        return Err(Fault::at(ParseErrorKind::Syntax(what.to_owned()), 0));
    }
    let own = page.base.and_then(|href| Some(oxiri::Iri::parse(base).ok()?.resolve(&href).ok()?.into_inner()));
    let base = own.as_deref().unwrap_or(base);
    let mut lost = None;
    for (block, is_closed) in page.blocks {
        sink.begin = block.start;
        // A label means its node in its own text only.
        sink.forget_labels();
        let part = match document(&text[block.clone()], base, sink) {
            Err(fault) if sink.mode == Mode::Strict || !nodes::is_loss(&fault) => {
                return Err(fault.shifted(block.start));
            }
            Err(fault) => {
                sink.tell(
                    NoteKind::Statement,
                    fault.offset.unwrap_or(0),
                    &format!("{}: {}", fault.kind, &text[block.clone()]),
                    None,
                );
                Some(fault)
            }
            Ok(part) => part,
        };
        let cut = (!is_closed)
            .then(|| Fault::at(ParseErrorKind::Truncated("a script element is open".to_owned()), text.len()));
        let part = cut.or(part.map(|fault| fault.shifted(block.start)));
        if let Some(part) = part {
            lost.get_or_insert(part);
        }
    }
    sink.begin = 0;
    Ok(lost)
}

fn document(text: &str, base: &str, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let engine = Engine::new(base, Order::Any)?;
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
