use super::*;

const SWEDISH: &str = "Vägnät i Åmål, sjöar – 5 €";

#[derive(Debug)]
struct Decoded {
    text: String,
    encoding: &'static str,
    trouble: Option<Trouble>,
}

/// Decodes a document in pieces of a length.
fn decode(bytes: &[u8], media_type: Option<&str>, piece: usize) -> Decoded {
    let (mut decoder, mark) = Decoder::new(bytes, media_type);
    let mut text = String::new();
    let mut held = Vec::new();
    let pieces: Vec<&[u8]> = bytes[mark..].chunks(piece.min(bytes.len())).collect();
    for (index, piece) in pieces.iter().enumerate() {
        held.extend_from_slice(piece);
        let used = decoder.decode(&held, index + 1 == pieces.len(), &mut text);
        held.drain(..used);
    }
    assert!(held.is_empty(), "the last piece is used whole");
    Decoded { text, encoding: decoder.encoding(), trouble: decoder.trouble().cloned() }
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn utf_16_of(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn swedish_letters_arrive_whole_however_they_are_written() {
    let xml = |encoding: &str| format!("<?xml version='1.0' encoding=\"{encoding}\"?><a>{SWEDISH}</a>");
    let turtle = format!("<a> <b> \"{SWEDISH}\" .");
    let cases: Vec<(Vec<u8>, Option<&str>, &str, bool)> = vec![
        (turtle.clone().into_bytes(), None, "UTF-8", false),
        ([b"\xef\xbb\xbf", turtle.as_bytes()].concat(), Some("text/turtle; charset=iso-8859-1"), "UTF-8", false),
        (turtle.clone().into_bytes(), Some("text/turtle; charset=ISO-8859-1"), "UTF-8", true),
        (encoded(WINDOWS_1252, &turtle), Some("text/turtle; charset=\"ISO-8859-1\""), "windows-1252", false),
        (encoded(WINDOWS_1252, &turtle), None, "windows-1252", true),
        (encoded(WINDOWS_1252, &turtle), Some("text/turtle;charset=utf-8"), "windows-1252", true),
        (encoded(WINDOWS_1252, &xml("ISO-8859-1")), Some("a/b; charset=utf-8"), "windows-1252", false),
        (xml("ISO-8859-1").into_bytes(), None, "UTF-8", true),
        (xml("utf-16").into_bytes(), None, "UTF-8", true),
        (xml("klingon").into_bytes(), None, "UTF-8", true),
        (utf_16_of(&xml("UTF-16"), u16::to_le_bytes), None, "UTF-16LE", false),
        (utf_16_of(&xml("UTF-16"), u16::to_be_bytes), None, "UTF-16BE", false),
        (utf_16_of(&format!("\u{feff}{turtle}"), u16::to_be_bytes), None, "UTF-16BE", false),
    ];
    for (bytes, media_type, encoding, is_odd) in cases {
        // From a whole document down to a byte at a time; the head tells the encoding, so it comes whole.
        for piece in [usize::MAX, 64, 3, 1] {
            let decoded = decode(&bytes, media_type, piece);
            assert!(decoded.text.contains(SWEDISH), "{decoded:?}");
            assert!(!decoded.text.starts_with('\u{feff}'), "{decoded:?}");
            assert_eq!((decoded.encoding, decoded.trouble.is_some()), (encoding, is_odd), "{decoded:?} by {piece}");
        }
    }
}

#[test]
fn one_stray_byte_costs_no_other_letter() {
    let bytes = [SWEDISH.as_bytes(), b" \xe5 ", SWEDISH.as_bytes()].concat();
    let decoded = decode(&bytes, None, usize::MAX);
    assert_eq!(decoded.text, format!("{SWEDISH} å {SWEDISH}"));
    let trouble = Trouble { offset: SWEDISH.len() + 1, was: "UTF-8".to_owned(), became: "windows-1252" };
    assert_eq!((decoded.encoding, decoded.trouble), ("UTF-8", Some(trouble)));
}

#[test]
fn a_letter_that_is_cut_off_at_the_end_is_told() {
    let bytes = &"å".as_bytes()[..1];
    for piece in [usize::MAX, 1] {
        let decoded = decode(bytes, None, piece);
        assert_eq!((decoded.text.as_str(), decoded.trouble.map(|trouble| trouble.offset)), ("Ã", Some(0)));
    }
}
