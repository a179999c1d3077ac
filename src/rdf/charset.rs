//! The character encoding of a document: told from its first bytes, its XML declaration, its server, or its bytes alone.
//!
//! In: bytes, and the media type with which they came. Out: text, borrowed if the bytes are UTF-8 already, and what was odd
//! about it. Nothing fails: a byte that is not UTF-8 is taken for windows-1252, so that å, ä and ö arrive whole.
//! Must not: look at more than the encoding; which characters a syntax allows is its reader's business.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A document as text.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The name of the encoding (WHATWG Encoding).
    pub encoding: &'static str,
    /// What was odd.
    pub(super) trouble: Option<Trouble>,
}

/// An encoding that is not what it should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The first byte of the text that is concerned.
    pub(super) offset: usize,
    /// What it was said to be.
    pub(super) was: String,
    /// What it was read as.
    pub(super) became: &'static str,
}

/// Decodes a document. `media_type` is that of the answer, with its `charset` if it has one.
///
/// A byte order mark goes before the XML declaration, and that before the server's word, as both travel with the document
/// (XML 1.0, appendix F; RFC 7303, section 3). What is valid UTF-8 beyond ASCII is UTF-8, whatever it is said to be.
pub fn decode<'a>(bytes: &'a [u8], media_type: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return match encoding == UTF_8 {
            true => utf_8(&bytes[mark..], None),
            false => by(encoding, bytes, encoding.name()),
        };
    }
    if let Some(encoding) = utf_16(bytes) {
        return by(encoding, bytes, encoding.name());
    }
    let told = declared(bytes).or_else(|| charset(media_type?));
    let Some(told) = told else { return utf_8(bytes, None) };
    // One that begins as ASCII does is not UTF-16, whatever it says.
    let encoding = Encoding::for_label(told.as_bytes()).filter(|encoding| encoding.is_ascii_compatible());
    match encoding {
        Some(encoding) if encoding != UTF_8 => match std::str::from_utf8(bytes) {
            Ok(_) if bytes.is_ascii() => utf_8(bytes, None),
            Ok(_) => utf_8(bytes, Some(told)),
            Err(_) => by(encoding, bytes, told),
        },
        Some(_) => utf_8(bytes, None),
        None => utf_8(bytes, Some(told)),
    }
}

/// The beginning of a text, at most so many bytes.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Text in another encoding.
fn by<'a>(encoding: &'static Encoding, bytes: &'a [u8], told: &str) -> Decoded<'a> {
    let (text, encoding, has_errors) = encoding.decode(bytes);
    let offset = text.find('\u{FFFD}').unwrap_or(0);
    let trouble = has_errors.then(|| Trouble { offset, was: told.to_owned(), became: encoding.name() });
    Decoded { text, encoding: encoding.name(), trouble }
}

/// Text in UTF-8; bytes that are not are read as windows-1252, one by one.
fn utf_8<'a>(bytes: &'a [u8], told: Option<&str>) -> Decoded<'a> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => {
            let offset = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
            let trouble = told.map(|told| Trouble { offset, was: told.to_owned(), became: UTF_8.name() });
            return Decoded { text: text.into(), encoding: UTF_8.name(), trouble };
        }
        Err(error) => error,
    };
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut sequences = 0usize;
    let mut strays = 0usize;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        sequences += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        strays += chunk.invalid().len();
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    let encoding = if strays > sequences { WINDOWS_1252 } else { UTF_8 };
    let was = told.unwrap_or(UTF_8.name()).to_owned();
    let trouble = Some(Trouble { offset: error.valid_up_to(), was, became: WINDOWS_1252.name() });
    Decoded { text: text.into(), encoding: encoding.name(), trouble }
}

/// UTF-16 without a byte order mark: every other byte of what any of our syntaxes begins with is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match *bytes {
        [first, 0, second, 0, ..] if first != 0 && second != 0 => Some(UTF_16LE),
        [0, first, 0, second, ..] if first != 0 && second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding in an XML declaration (XML 1.0, production 80).
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(256)];
    let end = head.windows(2).position(|window| window == b"?>")?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?.trim_start().strip_prefix("<?xml")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next().map(str::trim)
}

/// The `charset` parameter of a media type (RFC 9110, section 8.3.2).
fn charset(media_type: &str) -> Option<&str> {
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"')).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SWEDISH: &str = "Vägnät i Åmål, sjöar – 5 €";

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
            let decoded = decode(&bytes, media_type);
            assert!(decoded.text.contains(SWEDISH), "{decoded:?}");
            assert!(!decoded.text.starts_with('\u{feff}'), "{decoded:?}");
            assert_eq!((decoded.encoding, decoded.trouble.is_some()), (encoding, is_odd), "{decoded:?}");
        }
    }

    #[test]
    fn one_stray_byte_costs_no_other_letter() {
        let bytes = [SWEDISH.as_bytes(), b" \xe5 ", SWEDISH.as_bytes()].concat();
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.text, format!("{SWEDISH} å {SWEDISH}"));
        let trouble = Trouble { offset: SWEDISH.len() + 1, was: "UTF-8".to_owned(), became: "windows-1252" };
        assert_eq!((decoded.encoding, decoded.trouble), ("UTF-8", Some(trouble)));
    }

    #[test]
    fn what_is_utf_8_is_not_copied() {
        assert!(matches!(decode(SWEDISH.as_bytes(), None).text, Cow::Borrowed(_)));
    }
}
