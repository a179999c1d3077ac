//! Any bytes, with any of the usual charsets: they become text of bounded length, the same however they come, and UTF-8 stays as it
//! is. The last byte chooses the charset, so that real documents are inputs as they are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::TextReader;

const MEDIA_TYPES: [Option<&str>; 8] = [
    None,
    Some("text/plain; charset=utf-8"),
    Some("text/plain; charset=iso-8859-1"),
    Some("text/plain; charset=\"windows-1252\""),
    Some("text/plain; charset=utf-16"),
    Some("text/plain; charset=shift_jis"),
    Some("text/plain; charset=iso-2022-jp"),
    Some("text/plain; charset=klingon"),
];

fuzz_target!(|input: &[u8]| {
    let (choice, bytes) = input.split_last().map_or((0, input), |(last, bytes)| (usize::from(*last), bytes));
    let media_type = MEDIA_TYPES[choice % 8];
    let mut reader = TextReader::new(bytes, media_type);
    let text = reader.whole().to_owned();
    assert!(text.len() <= bytes.len() * 3 + 3, "{} of {}", text.len(), bytes.len());
    if let (Ok(same), "UTF-8") = (std::str::from_utf8(bytes), reader.encoding()) {
        assert_eq!(text, same.strip_prefix('\u{feff}').unwrap_or(same));
        // What is told as another encoding and is UTF-8 is so in its first block, too, unless that ends within a letter.
        let mut pieces = TextReader::new(bytes, media_type).in_blocks(260);
        assert_eq!(pieces.whole(), text);
    }
});
