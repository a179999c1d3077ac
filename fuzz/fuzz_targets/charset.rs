//! Any bytes, with any media type: they become text of bounded length, and UTF-8 stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::TextReader;

fuzz_target!(|input: (&[u8], Option<&str>)| {
    let (bytes, media_type) = input;
    let mut reader = TextReader::new(bytes, media_type);
    let decoded = reader.whole().to_owned();
    assert!(decoded.len() <= bytes.len() * 3 + 3, "{} of {}", decoded.len(), bytes.len());
    if let (Ok(text), "UTF-8") = (std::str::from_utf8(bytes), reader.encoding()) {
        assert_eq!(decoded, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
});
