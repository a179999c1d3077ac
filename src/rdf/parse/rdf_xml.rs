//! RDF/XML through oxrdfxml, leniently: an IRI or a language tag that is not valid costs nothing here.

use oxrdfxml::RdfXmlParser;

use super::guard;
use super::sink::Sink;
use super::{Caps, ParseError, ParseErrorKind};
use crate::rdf::Format;

pub(super) fn read(bytes: &[u8], base: &str, caps: &Caps, sink: &mut Sink) -> Result<(), ParseError> {
    guard::xml(bytes, caps)?;
    let parser = RdfXmlParser::new().lenient().with_base_iri(base).map_err(|error| {
        ParseError::somewhere(Format::RdfXml, ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}")))
    })?;
    let mut triples = parser.for_slice(bytes);
    while let Some(triple) = triples.next() {
        match triple {
            Ok(triple) => sink.triple(triple)?,
            Err(error) => {
                let offset = triples.buffer_position() as usize;
                return Err(ParseError::at(Format::RdfXml, ParseErrorKind::Syntax(error.to_string()), bytes, offset));
            }
        }
    }
    Ok(())
}
