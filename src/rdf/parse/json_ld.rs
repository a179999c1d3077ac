//! JSON-LD 1.1 through oxjsonld. Contexts come from the bundle or not at all.

use std::sync::{Arc, OnceLock};

use oxjsonld::{JsonLdParseError, JsonLdParser, JsonLdProfile, JsonLdRemoteDocument};

use super::sink::Sink;
use super::{Caps, Order, ParseError, ParseErrorKind, Place};
use super::{context, guard};
use crate::rdf::Format;

pub(super) fn read(bytes: &[u8], base: &str, caps: &Caps, order: Order, sink: &mut Sink) -> Result<(), ParseError> {
    guard::json(bytes, caps)?;
    let parser = match order {
        Order::Any => JsonLdParser::new(),
        Order::Streaming => JsonLdParser::new().with_profile(JsonLdProfile::Streaming),
    };
    let parser = parser.lenient().with_base_iri(base).map_err(|error| {
        ParseError::somewhere(Format::JsonLd, ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}")))
    })?;
    let unknown = Arc::new(OnceLock::new());
    let asked = Arc::clone(&unknown);
    let quads = parser.for_slice(bytes).with_load_document_callback(move |url, _| match context::bundled(url) {
        Some(document) => {
            Ok(JsonLdRemoteDocument { document: document.as_bytes().to_vec(), document_url: url.to_owned() })
        }
        None => {
            let _ = asked.set(url.to_owned());
            Err("not bundled".into())
        }
    });
    for quad in quads {
        match quad {
            Ok(quad) => sink.quad(quad)?,
            Err(error) => {
                return Err(match unknown.get() {
                    Some(url) => ParseError::somewhere(Format::JsonLd, ParseErrorKind::UnknownContext(url.clone())),
                    None => syntax_error(error.into()),
                });
            }
        }
    }
    Ok(())
}

fn syntax_error(error: JsonLdParseError) -> ParseError {
    let place = match &error {
        JsonLdParseError::Syntax(error) => error.location(),
        JsonLdParseError::Io(_) => None,
    };
    ParseError {
        format: Format::JsonLd,
        kind: ParseErrorKind::Syntax(error.to_string()),
        place: place.map(|range| Place { line: range.start.line + 1, column: range.start.column + 1 }),
    }
}
