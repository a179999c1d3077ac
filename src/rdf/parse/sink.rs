//! Where the parsers put their triples: interned at once, counted against the caps.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use oxrdf::{BlankNode, Literal, NamedOrBlankNode, Quad, Term, Triple};

use super::base::Base;
use super::error::Fault;
use super::language::Language;
use super::note::Notes;
use super::{Caps, End, Mode, NoteKind, ParseError, ParseErrorKind, Parsed};
use crate::rdf::place::{Documents, Lines};
use crate::rdf::vocab::xsd;
use crate::rdf::{Format, GraphBuilder, TermId, Terms};

/// Room left before the term table's own limit.
const TEXT_LIMIT: usize = 2 << 30;

/// Collects the triples and notes of one document.
pub(super) struct Sink {
    pub(super) format: Format,
    pub(super) caps: Caps,
    pub(super) mode: Mode,
    pub(super) builder: GraphBuilder,
    pub(super) base: Base,
    /// Where what is read now begins in the document.
    pub(super) begin: usize,
    relative: BTreeMap<TermId, String>,
    /// Labels are the document's or the parsers' own; here they become numbers in order of appearance.
    blanks: HashMap<String, TermId, RandomState>,
    blank_count: usize,
    notes: Notes,
}

impl Sink {
    pub(super) fn new(format: Format, caps: &Caps, mode: Mode, base: Base) -> Self {
        Sink {
            format,
            caps: *caps,
            mode,
            builder: GraphBuilder::new(),
            base,
            begin: 0,
            relative: BTreeMap::new(),
            blanks: HashMap::default(),
            blank_count: 0,
            notes: Notes::default(),
        }
    }

    /// The term table.
    pub(super) fn terms(&mut self) -> &mut Terms {
        &mut self.builder.terms
    }

    /// Takes a triple that begins at an offset.
    pub(super) fn emit(&mut self, [subject, predicate, object]: [TermId; 3], offset: usize) -> Result<(), Fault> {
        self.builder.insert_at([subject, predicate, object], offset);
        self.check()
    }

    fn check(&self) -> Result<(), Fault> {
        if self.builder.len() > self.caps.triples {
            return Err(Fault::somewhere(ParseErrorKind::TooManyTriples(self.caps.triples)));
        }
        if self.builder.terms.text_bytes() > TEXT_LIMIT {
            return Err(Fault::somewhere(ParseErrorKind::TooLarge));
        }
        Ok(())
    }

    /// A blank node of its own.
    pub(super) fn fresh_blank(&mut self) -> Result<TermId, Fault> {
        self.blank_count += 1;
        if self.blank_count > self.caps.blank_nodes {
            return Err(Fault::somewhere(ParseErrorKind::TooManyBlankNodes(self.caps.blank_nodes)));
        }
        Ok(self.builder.terms.fresh_blank())
    }

    /// The blank node with a label.
    pub(super) fn labelled_blank(&mut self, label: &str) -> Result<TermId, Fault> {
        if let Some(&id) = self.blanks.get(label) {
            return Ok(id);
        }
        let id = self.fresh_blank()?;
        self.blanks.insert(label.to_owned(), id);
        Ok(id)
    }

    /// From here on the labels of blank nodes mean others.
    pub(super) fn forget_labels(&mut self) {
        self.blanks.clear();
    }

    /// Notes that the document breaks the syntax. Who reads strictly reads no further.
    pub(super) fn note(&mut self, kind: NoteKind, offset: usize, was: &str, became: Option<&str>) -> Result<(), Fault> {
        if self.mode == Mode::Strict {
            return Err(Fault::at(ParseErrorKind::Syntax(format!("{}: {was}", kind.wrong())), offset));
        }
        self.notes.add(kind, Some(self.begin + offset), was, became);
        Ok(())
    }

    /// Forgets notes about what stands behind an offset.
    pub(super) fn forget_behind(&mut self, offset: usize) {
        self.notes.forget_behind(offset);
    }

    /// Notes something about the document that breaks no syntax.
    pub(super) fn tell(&mut self, kind: NoteKind, offset: usize, was: &str, became: Option<&str>) {
        self.notes.add(kind, Some(self.begin + offset), was, became);
    }

    /// How much there is, to go [back to](Self::back_to).
    pub(super) fn mark(&self) -> usize {
        self.builder.len()
    }

    /// Puts the triples that came after a mark at one offset.
    pub(super) fn all_at(&mut self, mark: usize, offset: usize) {
        self.builder.all_at(mark, offset);
    }

    /// Takes back the triples that came after a mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        self.builder.truncate(mark);
    }

    /// Notes something that was left out of a statement of another parser.
    fn seen(&mut self, kind: NoteKind, offset: Option<usize>, was: &str) {
        self.notes.add(kind, offset.map(|offset| self.begin + offset), was, None);
    }

    /// Takes a quad of another parser, with the offset of its statement if that is known.
    pub(super) fn quad(&mut self, quad: Quad, offset: Option<usize>) -> Result<(), Fault> {
        if !quad.graph_name.is_default_graph() {
            self.seen(NoteKind::NamedGraph, offset, "");
        }
        // A JSON key that the context gives no IRI is no property (JSON-LD 1.1 API, section 5.1.2, step 7).
        if self.format == Format::JsonLd
            && oxiri::Iri::parse(quad.predicate.as_str()).is_err()
            && !quad.predicate.as_str().contains(':')
        {
            self.seen(NoteKind::NamelessKey, offset, quad.predicate.as_str());
            return Ok(());
        }
        self.triple(Triple { subject: quad.subject, predicate: quad.predicate, object: quad.object }, offset)
    }

    /// The name of a node of another parser.
    pub(super) fn node(&mut self, node: &NamedOrBlankNode, offset: Option<usize>) -> Result<TermId, Fault> {
        match node {
            NamedOrBlankNode::NamedNode(node) => self.named(node.as_str(), offset),
            NamedOrBlankNode::BlankNode(node) => self.blank(node),
        }
    }

    fn triple(&mut self, triple: Triple, offset: Option<usize>) -> Result<(), Fault> {
        let subject = self.node(&triple.subject, offset)?;
        let predicate = self.named(triple.predicate.as_str(), offset)?;
        let object = match triple.object {
            Term::NamedNode(node) => self.named(node.as_str(), offset)?,
            Term::BlankNode(node) => self.blank(&node)?,
            Term::Literal(literal) => self.literal(&literal, offset)?,
            Term::Triple(_) => {
                self.seen(NoteKind::TripleTerm, offset, "");
                return Ok(());
            }
        };
        match offset {
            Some(offset) => self.builder.insert_at([subject, predicate, object], self.begin + offset),
            None => self.builder.insert(subject, predicate, object),
        }
        self.check()
    }

    /// An IRI of another parser; one that is not valid comes through and is noted, once.
    fn named(&mut self, iri: &str, offset: Option<usize>) -> Result<TermId, Fault> {
        if let Some(known) = self.builder.terms.find_iri(iri) {
            return Ok(known);
        }
        if iri.len() > self.caps.iri {
            return Err(Fault::somewhere(ParseErrorKind::TooLong(self.caps.iri)));
        }
        // JSON-LD has looked at them already.
        let is_odd = self.format != Format::JsonLd && (oxiri::Iri::parse(iri).is_err() || self.base.is_odd(iri));
        let id = self.iri(iri);
        if is_odd {
            let shown = self.builder.terms.term(id).text().to_owned();
            self.notes.add(NoteKind::Iri, offset.map(|at| self.begin + at), &shown, Some(&shown));
        }
        Ok(id)
    }

    /// An IRI as a parser resolved it against the marked base.
    pub(super) fn iri(&mut self, iri: &str) -> TermId {
        match self.base.completed(iri) {
            None => self.builder.terms.iri(iri),
            Some(completed) => {
                let id = self.builder.terms.iri(&completed);
                self.relative.entry(id).or_insert_with(|| self.base.reference(iri));
                id
            }
        }
    }

    fn blank(&mut self, node: &BlankNode) -> Result<TermId, Fault> {
        self.labelled_blank(node.as_str())
    }

    fn literal(&mut self, literal: &Literal, offset: Option<usize>) -> Result<TermId, Fault> {
        if literal.value().len() > self.caps.literal {
            return Err(Fault::somewhere(ParseErrorKind::TooLong(self.caps.literal)));
        }
        let Some(language) = literal.language() else {
            return Ok(match literal.datatype().as_str() {
                xsd::STRING => self.builder.terms.string(literal.value()),
                datatype => {
                    let datatype = self.named(datatype, offset)?;
                    self.builder.terms.typed(literal.value(), datatype)
                }
            });
        };
        if literal.direction().is_some() {
            self.seen(NoteKind::Direction, offset, "");
        }
        let terms = &mut self.builder.terms;
        Ok(match Language::of(language.into()) {
            Language::None => terms.string(literal.value()),
            Language::Tag(tag) => terms.tagged(literal.value(), &tag),
            Language::Mended(mended) => {
                self.notes.add(NoteKind::Language, offset.map(|at| self.begin + at), language, mended.as_deref());
                match mended {
                    Some(tag) => terms.tagged(literal.value(), &tag),
                    None => terms.string(literal.value()),
                }
            }
        })
    }

    /// The document, read to its end or to where it breaks.
    ///
    /// # Errors
    /// If it breaks before anything in it is complete.
    pub(super) fn finish(mut self, lines: Lines, broken: Option<Fault>) -> Result<Parsed, ParseError> {
        let end = match broken {
            None => End::Whole,
            Some(fault) => {
                let offset = fault.offset;
                let error = fault.in_document(self.format, &lines);
                if self.builder.is_empty() {
                    return Err(error);
                }
                self.notes.add(NoteKind::Incomplete, offset, &error.kind.to_string(), None);
                End::Broken(error)
            }
        };
        let notes = self.notes.finish(&lines);
        self.builder.documents = Documents::of(lines);
        Ok(Parsed { graph: self.builder.finish(), format: self.format, relative: self.relative, notes, end })
    }
}
