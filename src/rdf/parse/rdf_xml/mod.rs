//! RDF/XML (RDF 1.1 XML Syntax), streamed from quick-xml's events into the interned graph.
//!
//! In: the text of a document and its base IRI. Out: triples and notes in the [`Sink`], and the break at which the document
//! ceased to be XML, if there is one. What breaks RDF/XML alone costs its own triple at most.
//! Must not: build terms of its own, look at a document twice, or expand anything but short names for namespaces.

mod attributes;
mod elements;
mod entities;
mod events;
mod iris;
mod names;
mod node;
mod property;
mod scope;
mod text;
mod xml_literal;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::error::Fault;
use super::sink::Sink;
use super::{Mode, NoteKind, ParseErrorKind};
use crate::rdf::TermId;
use crate::rdf::vocab::rdf;

use attributes::Attribute;
use elements::Frame;
use entities::Entities;
use names::Names;
use scope::Scope;
use text::Text;

/// Why the reader stops.
enum Halt {
    /// The document is no XML from here on.
    Broken(Fault),
    /// The document breaks a guard, or a rule while it is read strictly.
    Refused(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Halt::Refused(fault)
    }
}

/// The terms that the syntax itself makes.
struct Known {
    rdf_type: TermId,
    first: TermId,
    rest: TermId,
    nil: TermId,
}

/// The state of one reading.
struct Reader<'i, 's> {
    text: &'i str,
    xml: quick_xml::Reader<&'i [u8]>,
    sink: &'s mut Sink,
    frames: Vec<Frame>,
    scope: Scope<'i>,
    names: Names<'i>,
    entities: Entities<'i>,
    attributes: Vec<Attribute<'i>>,
    /// The text of the innermost property element.
    content: Text<'i>,
    /// What rdf:ID has made, each of which may be made once.
    ids: HashSet<TermId>,
    /// IRIs in the table that are not valid.
    odd_iris: HashSet<TermId>,
    known: Known,
    /// Whether a character occurs that XML does not allow.
    has_illegal: bool,
    root_seen: bool,
}

/// Reads a document. Gives the break at which it ceased to be XML, if there is one.
///
/// # Errors
/// Where it breaks a guard; read strictly, where it breaks the syntax.
pub(super) fn read(text: &str, base: &str, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let base = oxiri::Iri::parse(base.to_owned())
        .map_err(|error| Fault::somewhere(ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}"))))?;
    let mut xml = quick_xml::Reader::from_str(text);
    xml.config_mut().allow_dangling_amp = true;
    xml.config_mut().check_comments = sink.mode == Mode::Strict;
    let terms = sink.terms();
    let known = Known {
        rdf_type: terms.iri(rdf::TYPE),
        first: terms.iri(rdf::FIRST),
        rest: terms.iri(rdf::REST),
        nil: terms.iri(rdf::NIL),
    };
    let mut reader = Reader {
        text,
        xml,
        sink,
        frames: Vec::new(),
        scope: Scope::new(base),
        names: Names::new(),
        entities: Entities::default(),
        attributes: Vec::new(),
        content: Text::default(),
        ids: HashSet::new(),
        odd_iris: HashSet::new(),
        known,
        has_illegal: text::has_illegal(text),
        root_seen: false,
    };
    match reader.run() {
        Ok(()) => Ok(None),
        Err(Halt::Refused(fault)) => Err(reader.placed(fault)),
        Err(Halt::Broken(fault)) if reader.sink.mode == Mode::Strict => Err(fault),
        Err(Halt::Broken(fault)) => {
            reader.take_back_open();
            Ok(Some(fault))
        }
    }
}

impl Reader<'_, '_> {
    /// A guard that does not know where it struck did so at what was read last.
    fn placed(&self, fault: Fault) -> Fault {
        let offset = fault.offset.or(usize::try_from(self.xml.buffer_position()).ok());
        Fault { offset, ..fault }
    }

    fn note(&mut self, kind: NoteKind, offset: usize, was: &str, became: Option<&str>) -> Result<(), Fault> {
        self.sink.note(kind, offset, was, became)
    }

    /// Resources that were not closed are not known whole.
    fn take_back_open(&mut self) {
        let open: Vec<TermId> = self.frames.iter().filter_map(Frame::subject).collect();
        if let Some(&first) = open.first() {
            let since = self.frames.iter().find_map(Frame::since).unwrap_or(first);
            self.sink.take_back(&open, since);
        }
    }
}
