//! oxttl's four parsers as one.

use oxrdf::{GraphName, Quad, Triple};
use oxttl::nquads::LowLevelNQuadsParser;
use oxttl::ntriples::LowLevelNTriplesParser;
use oxttl::trig::LowLevelTriGParser;
use oxttl::turtle::LowLevelTurtleParser;
use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser, TurtleSyntaxError};

use crate::rdf::Format;
use crate::rdf::parse::error::Fault;
use crate::rdf::parse::{Mode, ParseErrorKind};

/// A parser that takes its document in pieces.
pub(super) struct Parser {
    inner: Inner,
    mode: Mode,
    /// Where in the document it began, and how much of it it has had.
    began: usize,
    fed: usize,
}

enum Inner {
    Turtle(LowLevelTurtleParser),
    TriG(LowLevelTriGParser),
    NTriples(LowLevelNTriplesParser),
    NQuads(LowLevelNQuadsParser),
}

macro_rules! in_mode {
    ($parser:ident, $mode:expr) => {
        match $mode {
            Mode::Tolerant => $parser::new().lenient(),
            Mode::Strict => $parser::new(),
        }
    };
}

/// The same parser before its first statement, with the base and the prefixes that were declared.
macro_rules! again {
    ($parser:ident, $old:expr, $mode:expr, $more:expr) => {{
        let mut new = in_mode!($parser, $mode);
        if let Some(base) = $old.base_iri() {
            new = new.clone().with_base_iri(base).unwrap_or(new);
        }
        // One that is not valid cannot be given again, and giving takes the parser.
        for (prefix, iri) in $old.prefixes().chain($more).filter(|(_, iri)| oxiri::Iri::parse(*iri).is_ok()) {
            new = new.with_prefix(prefix, iri).map_err(|_| ()).unwrap_or_else(|()| in_mode!($parser, $mode));
        }
        new.low_level()
    }};
}

impl Parser {
    /// The parser of a format. What is not valid in an IRI or a language tag is let through unless it reads strictly.
    pub(super) fn new(format: Format, base: &str, mode: Mode) -> Result<Self, Fault> {
        let bad_base = |error: oxiri::IriParseError| {
            Fault::somewhere(ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}")))
        };
        let inner = match format {
            Format::NTriples => Inner::NTriples(in_mode!(NTriplesParser, mode).low_level()),
            Format::NQuads => Inner::NQuads(in_mode!(NQuadsParser, mode).low_level()),
            Format::TriG => Inner::TriG(in_mode!(TriGParser, mode).with_base_iri(base).map_err(bad_base)?.low_level()),
            _ => Inner::Turtle(in_mode!(TurtleParser, mode).with_base_iri(base).map_err(bad_base)?.low_level()),
        };
        Ok(Parser { inner, mode, began: 0, fed: 0 })
    }

    /// Forgets the statement that it is in. It would skip the next one, too, when the full stop is what it stumbles over.
    pub(super) fn restart(&mut self, at: usize) {
        self.inner = match &self.inner {
            Inner::Turtle(old) => Inner::Turtle(again!(TurtleParser, old, self.mode, None)),
            Inner::TriG(old) => Inner::TriG(again!(TriGParser, old, self.mode, None)),
            Inner::NTriples(_) => Inner::NTriples(in_mode!(NTriplesParser, self.mode).low_level()),
            Inner::NQuads(_) => Inner::NQuads(in_mode!(NQuadsParser, self.mode).low_level()),
        };
        (self.began, self.fed) = (at, 0);
    }

    /// Declares a prefix; says whether that is new.
    pub(super) fn declare(&mut self, prefix: &str, iri: &str) -> bool {
        let Inner::Turtle(old) = &self.inner else { return false };
        if old.prefixes().any(|(known, _)| known == prefix) {
            return false;
        }
        self.inner = Inner::Turtle(again!(TurtleParser, old, self.mode, Some((prefix, iri))));
        true
    }

    /// Takes the next piece.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.fed += bytes.len();
        match &mut self.inner {
            Inner::Turtle(parser) => parser.extend_from_slice(bytes),
            Inner::TriG(parser) => parser.extend_from_slice(bytes),
            Inner::NTriples(parser) => parser.extend_from_slice(bytes),
            Inner::NQuads(parser) => parser.extend_from_slice(bytes),
        }
    }

    /// There are no more pieces.
    pub(super) fn end(&mut self) {
        match &mut self.inner {
            Inner::Turtle(parser) => parser.end(),
            Inner::TriG(parser) => parser.end(),
            Inner::NTriples(parser) => parser.end(),
            Inner::NQuads(parser) => parser.end(),
        }
    }

    /// The next quad of what it has; `None` if it wants more.
    pub(super) fn next(&mut self) -> Option<Result<Quad, Fault>> {
        let in_default = |triple: Triple| triple.in_graph(GraphName::DefaultGraph);
        let next = match &mut self.inner {
            Inner::Turtle(parser) => parser.parse_next()?.map(in_default),
            Inner::TriG(parser) => parser.parse_next()?,
            Inner::NTriples(parser) => parser.parse_next()?.map(in_default),
            Inner::NQuads(parser) => parser.parse_next()?,
        };
        Some(next.map_err(|error| self.fault(&error)))
    }

    fn fault(&self, error: &TurtleSyntaxError) -> Fault {
        let within = usize::try_from(error.location().start.offset).unwrap_or(self.fed).min(self.fed);
        Fault::at(ParseErrorKind::Syntax(error.message().to_owned()), self.began + within)
    }
}
