//! RDF/XML (RDF 1.1 XML Syntax), streamed from quick-xml's events into the interned graph.
//!
//! In: a document as text, a window at a time, and its base IRI. Out: triples and notes in the [`Sink`], and the break at which the document
//! ceased to be XML, if there is one. What breaks RDF/XML alone costs its own triple at most.
//! Must not: build terms of its own, hold more of a document than a window, or expand anything but short names for namespaces.

mod attributes;
mod elements;
mod entities;
mod events;
mod iris;
mod markup;
mod names;
mod node;
mod property;
mod scope;
mod tags;
mod text;
mod xml_literal;

use std::collections::HashSet;

use oxiri::Iri;

use super::error::Fault;
use super::sink::Sink;
use super::{Mode, NoteKind, ParseErrorKind, more};
use crate::rdf::vocab::rdf;
use crate::rdf::{TermId, TextReader};

use attributes::Attribute;
use elements::Frame;
use entities::Entities;
use names::Names;
use scope::Scope;
use tags::Tags;
use text::Text;
use xml_literal::Canonical;

/// How long a tag, a comment or a text may be, in bytes, before its end is not waited for.
const PIECE: usize = 32 << 20;

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

/// What a reading knows, from window to window.
struct State<'s> {
    sink: &'s mut Sink,
    frames: Vec<Frame>,
    /// The tags that are open, and where the last one stands whose end is another's.
    tags: Tags,
    unclosed: Option<usize>,
    scope: Scope,
    names: Names,
    entities: Entities,
    /// The text of the innermost property element before the window.
    content: String,
    /// The XML literal that the reader is in.
    canonical: Option<Canonical>,
    /// What rdf:ID has made, each of which may be made once.
    ids: HashSet<TermId>,
    /// IRIs in the table that are not valid.
    odd_iris: HashSet<TermId>,
    known: Known,
    root_seen: bool,
}

/// The reading of one window.
struct Reader<'w, 's> {
    state: &'w mut State<'s>,
    window: &'w str,
    /// Where it begins in the document.
    begin: usize,
    /// Whether it reaches to the end of the document.
    is_last: bool,
    xml: quick_xml::Reader<&'w [u8]>,
    /// Bytes before what the XML reader counts from.
    mark: usize,
    /// The first byte in the window that is not read.
    at: usize,
    attributes: Vec<Attribute<'w>>,
    /// The text of the innermost property element.
    content: Text<'w>,
    /// Whether a character occurs that XML does not allow.
    has_illegal: bool,
}

/// How far a window was read.
enum Step {
    /// To the last thing in it that is whole.
    More,
    /// To the end of the document.
    End,
}

/// Reads a document. Gives the break at which it ceased to be XML, if there is one.
///
/// # Errors
/// Where it breaks a guard; read strictly, where it breaks the syntax.
pub(super) fn read(text: &mut TextReader<'_>, base: &str, sink: &mut Sink) -> Result<Option<Fault>, Fault> {
    let base = Iri::parse(base.to_owned())
        .map_err(|error| Fault::somewhere(ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}"))))?;
    let mut state = State::new(base, sink);
    loop {
        let mut reader = Reader::new(text, &mut state);
        let step = reader.run();
        let (taken, position) = (reader.at, reader.begin + reader.position());
        let content = std::mem::take(reader.content.owned());
        state.content = content;
        match step {
            Ok(Step::End) => return Ok(None),
            Ok(Step::More) => {}
            // A guard that does not know where it struck did so at what was read last.
            Err(Halt::Refused(fault)) => return Err(fault.or_at(position)),
            Err(Halt::Broken(fault)) => {
                let opened = state.unclosed.map(|offset| text.lines().place(offset).line);
                return state.broken(match (fault.kind, opened) {
                    (ParseErrorKind::Syntax(what), Some(line)) => {
                        Fault { kind: ParseErrorKind::Syntax(format!("{what}, which opens in line {line}")), ..fault }
                    }
                    (kind, _) => Fault { kind, ..fault },
                });
            }
        }
        text.take(taken);
        if text.text().len() > PIECE {
            return state.broken(Fault::at(ParseErrorKind::TooLongPiece(PIECE), text.begin()));
        }
        more(text, state.sink)?;
    }
}

impl<'s> State<'s> {
    fn new(base: Iri<String>, sink: &'s mut Sink) -> Self {
        let terms = sink.terms();
        let known = Known {
            rdf_type: terms.iri(rdf::TYPE),
            first: terms.iri(rdf::FIRST),
            rest: terms.iri(rdf::REST),
            nil: terms.iri(rdf::NIL),
        };
        State {
            sink,
            frames: Vec::new(),
            tags: Tags::default(),
            unclosed: None,
            scope: Scope::new(base),
            names: Names::new(),
            entities: Entities::default(),
            content: String::new(),
            canonical: None,
            ids: HashSet::new(),
            odd_iris: HashSet::new(),
            known,
            root_seen: false,
        }
    }

    /// The document is no XML from here on. Resources that were not closed are not known whole.
    fn broken(&mut self, fault: Fault) -> Result<Option<Fault>, Fault> {
        if self.sink.mode == Mode::Strict {
            return Err(fault);
        }
        let open: Vec<TermId> = self.frames.iter().filter_map(Frame::subject).collect();
        if let Some(&first) = open.first() {
            let since = self.frames.iter().find_map(Frame::since).unwrap_or(first);
            self.sink.take_back(&open, since);
            // What was noted in them is most often no more than what the break makes of them.
            let depth = self.frames.iter().position(|frame| frame.subject().is_some());
            if let Some(begin) = depth.and_then(|depth| self.tags.opened(depth)) {
                self.sink.forget_behind(begin);
            }
        }
        Ok(Some(fault))
    }
}

impl<'w, 's> Reader<'w, 's> {
    fn new(text: &'w TextReader<'_>, state: &'w mut State<'s>) -> Self {
        let window = text.text();
        let mut xml = quick_xml::Reader::from_str(window);
        let config = xml.config_mut();
        config.allow_dangling_amp = true;
        config.check_comments = state.sink.mode == Mode::Strict;
        // Tags that a window closes may have been opened before it.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Reader {
            content: Text::of(std::mem::take(&mut state.content)),
            state,
            window,
            begin: text.begin(),
            is_last: text.is_ended(),
            xml,
            // It skips a byte order mark without counting it.
            mark: if window.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 },
            at: 0,
            attributes: Vec::new(),
            has_illegal: text::has_illegal(window),
        }
    }

    /// How far the XML reader is in the window.
    fn position(&self) -> usize {
        self.xml.buffer_position() as usize + self.mark
    }

    fn note(&mut self, kind: NoteKind, offset: usize, was: &str, became: Option<&str>) -> Result<(), Fault> {
        self.state.sink.note(kind, offset, was, became)
    }
}

#[cfg(test)]
mod tests;
