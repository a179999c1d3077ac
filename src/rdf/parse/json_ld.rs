//! JSON-LD 1.1 through oxjsonld. Contexts come from the bundle or not at all.

use std::sync::{Arc, OnceLock};

use oxjsonld::{JsonLdParseError, JsonLdParser, JsonLdProfile, JsonLdRemoteDocument};

use super::error::Fault;
use super::sink::Sink;
use super::{Order, ParseErrorKind};
use super::{context, guard};

pub(super) fn read(bytes: &[u8], base: &str, order: Order, sink: &mut Sink) -> Result<(), Fault> {
    guard::json(bytes, &sink.caps)?;
    let parser = match order {
        Order::Any => JsonLdParser::new(),
        Order::Streaming => JsonLdParser::new().with_profile(JsonLdProfile::Streaming),
    };
    let parser = parser
        .lenient()
        .with_base_iri(base)
        .map_err(|error| Fault::somewhere(ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}"))))?;
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
            Ok(quad) => sink.quad(quad, None)?,
            Err(error) => {
                return Err(match unknown.get() {
                    Some(url) => Fault::somewhere(ParseErrorKind::UnknownContext(url.clone())),
                    None => syntax_error(error.into()),
                });
            }
        }
    }
    Ok(())
}

fn syntax_error(error: JsonLdParseError) -> Fault {
    let location = match &error {
        JsonLdParseError::Syntax(error) => error.location(),
        JsonLdParseError::Io(_) => None,
    };
    let offset = location.and_then(|range| usize::try_from(range.start.offset).ok());
    Fault { kind: ParseErrorKind::Syntax(error.to_string()), offset }
}
