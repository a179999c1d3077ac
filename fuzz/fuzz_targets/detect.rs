//! Any bytes, with the media types and names that servers give: what they are is said without a panic and in few words. The last
//! byte chooses the media type and the name, so that real documents are inputs as they are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::{Format, TextReader};

const MEDIA_TYPES: [Option<&str>; 8] = [
    None,
    Some("application/rdf+xml"),
    Some("text/turtle; charset=utf-8"),
    Some("application/ld+json"),
    Some("text/html; charset=iso-8859-1"),
    Some("text/xml; charset=\"utf-16\""),
    Some("application/json"),
    Some(";;=\"\u{e5}"),
];
const NAMES: [&str; 6] = ["-", "http://a.se/k.rdf?x=.ttl", "k.jsonld", "https://a.se/", "a.b/c.nt#.trig", ""];

fuzz_target!(|input: &[u8]| {
    let (choice, bytes) = input.split_last().map_or((0, input), |(last, bytes)| (usize::from(*last), bytes));
    let (media_type, name) = (MEDIA_TYPES[choice % 8], NAMES[choice / 8 % 6]);
    let whole = Format::detect(bytes, media_type, name);
    if let Err(other) = &whole {
        assert!(other.to_string().len() < 1000, "{other}");
    }
    // What is no UTF-8 is told by its first block.
    if std::str::from_utf8(bytes).is_ok() {
        let mut pieces = TextReader::new(bytes, media_type).in_blocks(256 + choice);
        assert_eq!(Format::detect_text(&mut pieces, media_type, name), whole);
    }
});
