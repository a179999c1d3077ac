//! Any text as RDF/XML: no panic, no runaway, and what is read is the same twice. What a strict reading takes, a tolerant one takes
//! without a note, to the same graph. Every place is inside the document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::parse::{End, Mode, Parsed};
use skord::rdf::{Caps, Format, ParseError, ReadError, TextReader, parse, parse_strict, parse_text};

const BASE: &str = "http://example.org/feed";

fuzz_target!(|bytes: &[u8]| {
    let caps = Caps { triples: 20_000, blank_nodes: 5_000, literal: 1 << 20, ..Caps::default() };
    let tolerant = parse(bytes, Format::RdfXml, BASE, &caps);
    match &tolerant {
        Ok(parsed) => places(parsed, bytes.len()),
        Err(error) => place(error, bytes.len()),
    }
    // However it comes, it says the same; what is no UTF-8 is told by its first block.
    if std::str::from_utf8(bytes).is_ok() {
        same_in_pieces(bytes, &caps, &tolerant);
    }
    if let Ok(strict) = parse_strict(bytes, Format::RdfXml, BASE, &caps) {
        let tolerant = tolerant.expect("what is read strictly is read tolerantly");
        assert!(tolerant.end.is_whole());
        // A namespace that is misspelt is legal and put right.
        if tolerant.notes.is_empty() {
            assert_eq!(strict.graph.triples(), tolerant.graph.triples());
        }
    }
});

fn same_in_pieces(bytes: &[u8], caps: &Caps, whole: &Result<Parsed, ParseError>) {
    let text = TextReader::new(bytes, None).in_blocks(256 + bytes.len() % 64);
    match (whole, parse_text(text, Format::RdfXml, BASE, caps, Mode::Tolerant)) {
        (Ok(whole), Ok(pieces)) => {
            assert_eq!(whole.graph.triples(), pieces.graph.triples());
            assert_eq!((&whole.notes, &whole.end), (&pieces.notes, &pieces.end));
        }
        (Err(whole), Err(ReadError::Parse(pieces))) => assert_eq!(whole, &pieces),
        _ => panic!("it is read one way and refused the other"),
    }
}

fn places(parsed: &Parsed, length: usize) {
    // Text in UTF-8 has up to three bytes for one in another encoding.
    let most = length as u64 * 3;
    assert!(parsed.notes.iter().filter_map(|note| note.place).all(|place| place.offset <= most));
    assert!(parsed.graph.triples().iter().filter_map(|triple| parsed.graph.place(triple)).all(|place| place.offset <= most));
    if let End::Broken(error) = &parsed.end {
        assert!(!parsed.graph.is_empty());
        place(error, length);
    }
}

fn place(error: &ParseError, length: usize) {
    assert!(error.place.is_some_and(|place| place.offset <= length as u64 * 3), "{error}");
}
