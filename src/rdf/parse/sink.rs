//! Where the parsers put their triples: interned at once, counted against the caps.

use std::collections::{BTreeMap, HashMap};

use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};

use super::base::Base;
use super::{Caps, Note, ParseError, ParseErrorKind, Parsed};
use crate::rdf::vocab::xsd;
use crate::rdf::{Format, GraphBuilder, TermId};

/// Room left before the term table's own limit.
const TEXT_LIMIT: usize = 2 << 30;

/// Collects the triples of one document.
pub(super) struct Sink {
    pub(super) format: Format,
    builder: GraphBuilder,
    base: Base,
    relative: BTreeMap<TermId, String>,
    /// Labels are the parsers' own and often random; here they become numbers in order of appearance.
    blanks: HashMap<String, TermId>,
    cap: usize,
    in_named_graphs: usize,
    triple_terms: usize,
    directions: usize,
    nameless: usize,
    odd_tags: usize,
}

impl Sink {
    pub(super) fn new(format: Format, caps: &Caps, base: Base) -> Self {
        Sink {
            format,
            builder: GraphBuilder::new(),
            base,
            relative: BTreeMap::new(),
            blanks: HashMap::new(),
            cap: caps.triples,
            in_named_graphs: 0,
            triple_terms: 0,
            directions: 0,
            nameless: 0,
            odd_tags: 0,
        }
    }

    pub(super) fn quad(&mut self, quad: Quad) -> Result<(), ParseError> {
        if !quad.graph_name.is_default_graph() {
            self.in_named_graphs += 1;
        }
        // A JSON key that the context gives no IRI is no property (JSON-LD 1.1 API, section 5.1.2, step 7).
        if oxiri::Iri::parse(quad.predicate.as_str()).is_err() && !quad.predicate.as_str().contains(':') {
            self.nameless += 1;
            return Ok(());
        }
        self.triple(Triple { subject: quad.subject, predicate: quad.predicate, object: quad.object })
    }

    pub(super) fn triple(&mut self, triple: Triple) -> Result<(), ParseError> {
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => self.named(&node),
            NamedOrBlankNode::BlankNode(node) => self.blank(node),
        };
        let predicate = self.named(&triple.predicate);
        let object = match triple.object {
            Term::NamedNode(node) => self.named(&node),
            Term::BlankNode(node) => self.blank(node),
            Term::Literal(literal) => self.literal(&literal),
            Term::Triple(_) => {
                self.triple_terms += 1;
                return Ok(());
            }
        };
        self.builder.insert(subject, predicate, object);
        if self.builder.len() > self.cap {
            return Err(ParseError::somewhere(self.format, ParseErrorKind::TooManyTriples(self.cap)));
        }
        if self.builder.terms.text_bytes() > TEXT_LIMIT {
            return Err(ParseError::somewhere(self.format, ParseErrorKind::TooLarge));
        }
        Ok(())
    }

    fn named(&mut self, node: &NamedNode) -> TermId {
        self.iri(node.as_str())
    }

    fn iri(&mut self, iri: &str) -> TermId {
        match self.base.completed(iri) {
            None => self.builder.terms.iri(iri),
            Some(completed) => {
                let id = self.builder.terms.iri(&completed);
                self.relative.entry(id).or_insert_with(|| self.base.reference(iri));
                id
            }
        }
    }

    fn blank(&mut self, node: BlankNode) -> TermId {
        let terms = &mut self.builder.terms;
        *self.blanks.entry(node.into_string()).or_insert_with(|| terms.fresh_blank())
    }

    fn literal(&mut self, literal: &Literal) -> TermId {
        let terms = &mut self.builder.terms;
        if let Some(language) = literal.language() {
            if literal.direction().is_some() {
                self.directions += 1;
            }
            // An empty one says that there is none (XML 1.0, section 2.12).
            if language.is_empty() {
                return terms.string(literal.value());
            }
            if is_tag(language) {
                return terms.tagged(literal.value(), language);
            }
            self.odd_tags += 1;
            let hyphened = language.replace('_', "-");
            return match is_tag(&hyphened) {
                true => terms.tagged(literal.value(), &hyphened),
                false => terms.string(literal.value()),
            };
        }
        match literal.datatype().as_str() {
            xsd::STRING => terms.string(literal.value()),
            datatype => {
                let datatype = self.iri(datatype);
                self.builder.terms.typed(literal.value(), datatype)
            }
        }
    }

    pub(super) fn finish(self) -> Parsed {
        let told = [
            (self.in_named_graphs, "triples stood in named graphs and were read into one graph"),
            (self.triple_terms, "triples have a triple as their object (RDF 1.2) and were left out"),
            (self.nameless, "values stand under keys that the @context does not know and were left out"),
            (
                self.odd_tags,
                "texts have a language tag that only this syntax can write; it was read with hyphens for underscores, or left out",
            ),
            (self.directions, "texts have a base direction (RDF 1.2), which was left out"),
        ];
        let notes =
            told.iter().filter(|(count, _)| *count > 0).map(|(count, what)| Note { text: format!("{count} {what}") });
        Parsed { notes: notes.collect(), relative: self.relative, graph: self.builder.finish(), format: self.format }
    }
}

/// Whether every syntax can write the language tag (RDF 1.1 Turtle, production LANGTAG). What it means is not looked at.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|first| !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
