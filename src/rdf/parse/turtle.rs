//! Turtle, TriG, N-Triples and N-Quads through oxttl, leniently; its errors have a line and a column.

use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser, TurtleSyntaxError};

use super::ParseErrorKind;
use super::error::Fault;
use super::guard;
use super::sink::Sink;
use crate::rdf::Format;

pub(super) fn read(bytes: &[u8], base: &str, sink: &mut Sink) -> Result<(), Fault> {
    let format = sink.format;
    let bad_base = |error: oxiri::IriParseError| {
        Fault::somewhere(ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}")))
    };
    let bad_syntax = |error: TurtleSyntaxError| syntax_error(&error);
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
            guard::turtle(bytes, &sink.caps)?;
            for quad in TriGParser::new().lenient().with_base_iri(base).map_err(bad_base)?.for_slice(bytes) {
                sink.quad(quad.map_err(bad_syntax)?)?;
            }
        }
        _ => {
            guard::turtle(bytes, &sink.caps)?;
            for triple in TurtleParser::new().lenient().with_base_iri(base).map_err(bad_base)?.for_slice(bytes) {
                sink.triple(triple.map_err(bad_syntax)?)?;
            }
        }
    }
    Ok(())
}

fn syntax_error(error: &TurtleSyntaxError) -> Fault {
    let offset = usize::try_from(error.location().start.offset).ok();
    Fault { kind: ParseErrorKind::Syntax(error.message().to_owned()), offset }
}
