//! oxjsonld behind one call: a text in, all its quads or its first error out. Contexts come from the bundle or not at all.

use std::sync::{Arc, OnceLock};

use oxjsonld::{JsonLdParseError, JsonLdParser, JsonLdProfile, JsonLdRemoteDocument};
use oxrdf::Quad;

use crate::rdf::parse::error::Fault;
use crate::rdf::parse::{Order, ParseErrorKind, context};

/// The parser with its base.
pub(super) struct Engine {
    parser: JsonLdParser,
}

impl Engine {
    pub(super) fn new(base: &str, order: Order) -> Result<Self, Fault> {
        let parser = match order {
            Order::Any => JsonLdParser::new(),
            Order::Streaming => JsonLdParser::new().with_profile(JsonLdProfile::Streaming),
        };
        let parser = parser
            .lenient()
            .with_base_iri(base)
            .map_err(|error| Fault::somewhere(ParseErrorKind::Syntax(format!("the base IRI <{base}>: {error}"))))?;
        Ok(Engine { parser })
    }

    /// The quads of a text, in its order, up to the first error.
    pub(super) fn quads<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = Result<Quad, Fault>> + use<'t> {
        let unknown = Arc::new(OnceLock::new());
        let asked = Arc::clone(&unknown);
        let parser = self.parser.clone().for_slice(text);
        let quads = parser.with_load_document_callback(move |url, _| match context::bundled(url) {
            Some(document) => {
                Ok(JsonLdRemoteDocument { document: document.as_bytes().to_vec(), document_url: url.to_owned() })
            }
            None => {
                let _ = asked.set(url.to_owned());
                Err("not bundled".into())
            }
        });
        quads.map(move |quad| {
            quad.map_err(|error| match unknown.get() {
                Some(url) => Fault::somewhere(ParseErrorKind::UnknownContext(url.clone())),
                None => syntax_error(error.into()),
            })
        })
    }
}

fn syntax_error(error: JsonLdParseError) -> Fault {
    let location = match &error {
        JsonLdParseError::Syntax(error) => error.location(),
        JsonLdParseError::Io(_) => None,
    };
    let offset = location.and_then(|range| usize::try_from(range.start.offset).ok());
    Fault { kind: ParseErrorKind::Syntax(error.to_string()), offset }
}
