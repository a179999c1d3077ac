//! Any text as Turtle, TriG, N-Triples or N-Quads, by its first byte: a graph or an error, every place inside the document, the
//! same whatever the blocks it comes in. What is read strictly is read tolerantly to the same graph, and what is not is told.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::{Caps, Format, ReadError, TextReader, parse, parse_strict, parse_text};
use skord::rdf::parse::Mode;

const BASE: &str = "http://example.org/feed";
const FORMATS: [Format; 4] = [Format::Turtle, Format::TriG, Format::NTriples, Format::NQuads];

fuzz_target!(|bytes: &[u8]| {
    // Real documents are Turtle as they are.
    let format = FORMATS[bytes.first().map_or(0, |first| usize::from(*first % 16).saturating_sub(12))];
    let caps = Caps { triples: 20_000, blank_nodes: 5_000, literal: 1 << 20, ..Caps::default() };
    let tolerant = parse(bytes, format, BASE, &caps);
    let most = bytes.len() as u64 * 3;
    match &tolerant {
        Ok(parsed) => {
            assert!(parsed.notes.iter().filter_map(|note| note.place).all(|place| place.offset <= most));
            let mut places = parsed.graph.triples().iter().filter_map(|triple| parsed.graph.place(triple));
            assert!(places.all(|place| place.offset <= most));
        }
        Err(error) => assert!(error.place.is_some_and(|place| place.offset <= most), "{error}"),
    }
    match (parse_strict(bytes, format, BASE, &caps), &tolerant) {
        (Ok(strict), Ok(tolerant)) => {
            assert!(tolerant.end.is_whole());
            assert_eq!(strict.graph.len(), tolerant.graph.len());
        }
        (Ok(_), Err(error)) => panic!("what is read strictly is not read tolerantly: {error}"),
        (Err(error), Ok(tolerant)) => {
            // A namespace that nothing uses may be anything.
            let is_iri = error.to_string().contains("Invalid IRI");
            assert!(is_iri || !tolerant.end.is_whole() || !tolerant.notes.is_empty(), "silent where strictly: {error}");
        }
        (Err(_), Err(_)) => {}
    }
    if std::str::from_utf8(bytes).is_ok() {
        let text = TextReader::new(bytes, None).in_blocks(256 + bytes.len() % 64);
        match (&tolerant, parse_text(text, format, BASE, &caps, Mode::Tolerant)) {
            (Ok(whole), Ok(pieces)) => {
                assert_eq!(whole.graph.triples(), pieces.graph.triples());
                assert_eq!((&whole.notes, &whole.end), (&pieces.notes, &pieces.end));
            }
            (Err(whole), Err(ReadError::Parse(pieces))) => assert_eq!(whole, &pieces),
            _ => panic!("it is read one way and refused the other"),
        }
    }
});
