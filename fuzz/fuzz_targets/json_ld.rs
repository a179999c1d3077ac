//! Any text as JSON-LD, and as a web page with it: a graph or an error, never a panic; every place lies inside the document; what
//! is read strictly is read tolerantly to the same graph, without a word.

#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::parse::{End, Note};
use skord::rdf::{Caps, Format, parse, parse_strict};

const BASE: &str = "https://ekbacka.example/katalog.jsonld";

fuzz_target!(|text: &str| {
    let caps = Caps { triples: 10_000, blank_nodes: 2_000, literal: 4096, iri: 1024, ..Caps::default() };
    for bytes in [text.to_owned(), format!("<script type='application/ld+json'>{text}</script>")] {
        // Places are those in the text as UTF-8, which is longer if it is taken for UTF-16.
        let most = 3 * bytes.len() as u64;
        let strict = parse_strict(bytes.as_bytes(), Format::JsonLd, BASE, &caps);
        match parse(bytes.as_bytes(), Format::JsonLd, BASE, &caps) {
            Ok(parsed) => {
                assert!(parsed.notes.iter().all(|note: &Note| note.place.is_none_or(|place| place.offset <= most)));
                if let End::Broken(error) = &parsed.end {
                    assert!(error.place.is_some(), "{error}");
                }
                if let Ok(strict) = strict {
                    assert_eq!(parsed.end, End::Whole);
                    assert_eq!(strict.graph.len(), parsed.graph.len());
                }
            }
            Err(error) => {
                assert!(error.place.is_none_or(|place| place.offset <= most), "{error}");
                assert!(strict.is_err(), "{error}, but not strictly");
            }
        }
    }
});
