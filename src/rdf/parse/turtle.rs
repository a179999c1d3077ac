//! Turtle, TriG, N-Triples and N-Quads through oxttl, leniently; its errors have a line and a column.

use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser, TurtleSyntaxError};

use super::guard;
use super::sink::Sink;
use super::{Caps, ParseError, ParseErrorKind, Place};
use crate::rdf::Format;

pub(super) fn read(bytes: &[u8], base: &str, caps: &Caps, sink: &mut Sink) -> Result<(), ParseError> {
    let format = sink.format;
    let bad_base = |error: oxiri::IriParseError| {
        ParseError::somewhere(format, ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}")))
    };
    let bad_syntax = |error: TurtleSyntaxError| syntax_error(&error, format);
    match format {
        Format::NTriples => {
            for triple in NTriplesParser::new().lenient().for_slice(bytes) {
                sink.triple(triple.map_err(bad_syntax)?)?;
            }
        }
        Format::NQuads => {
            for quad in NQuadsParser::new().lenient().for_slice(bytes) {
                sink.quad(quad.map_err(bad_syntax)?)?;
            }
        }
        Format::TriG => {
            guard::turtle(bytes, format, caps)?;
            for quad in TriGParser::new().lenient().with_base_iri(base).map_err(bad_base)?.for_slice(bytes) {
                sink.quad(quad.map_err(bad_syntax)?)?;
            }
        }
        _ => {
            guard::turtle(bytes, format, caps)?;
            for triple in TurtleParser::new().lenient().with_base_iri(base).map_err(bad_base)?.for_slice(bytes) {
                sink.triple(triple.map_err(bad_syntax)?)?;
            }
        }
    }
    Ok(())
}

fn syntax_error(error: &TurtleSyntaxError, format: Format) -> ParseError {
    let start = error.location().start;
    ParseError {
        format,
        kind: ParseErrorKind::Syntax(error.message().to_owned()),
        place: Some(Place { line: start.line + 1, column: start.column + 1 }),
    }
}
