//! IRIs as texts (RFC 3987): schemes, what is around them, and the characters that may not stand in them.
//!
//! In: an IRI as a source wrote it. Out: its parts or its mended form. Must not: change a character that is allowed.

use std::fmt::Write;

/// The scheme of an IRI, if it has one (RFC 3986, section 3.1).
pub(super) fn scheme(iri: &str) -> Option<&str> {
    let (scheme, _) = iri.split_once(':')?;
    let rest_fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(rest_fits)).then_some(scheme)
}

/// What follows a scheme, written in any case.
pub(super) fn after_scheme<'a>(iri: &'a str, wanted: &str) -> Option<&'a str> {
    let scheme = scheme(iri)?;
    scheme.eq_ignore_ascii_case(wanted).then(|| &iri[scheme.len() + 1..])
}

/// What follows `http://` or `https://`.
pub(super) fn after_http(iri: &str) -> Option<&str> {
    let rest = after_scheme(iri, "http").or_else(|| after_scheme(iri, "https"))?;
    rest.strip_prefix("//").filter(|rest| !rest.is_empty())
}

/// What follows `http://` or `https://`, and `www.` if it stands there: the part by which hosts are told apart.
pub(super) fn site(iri: &str) -> Option<&str> {
    let rest = after_http(iri)?;
    Some(rest.strip_prefix("www.").unwrap_or(rest))
}

/// Whether RFC 3987 has no place for a character anywhere in an IRI.
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\u{7f}'..='\u{9f}')
}

/// Percent-encodes the forbidden characters (RFC 3987, section 3.1, step 2).
/// White space beyond ASCII stays: it is allowed, if odd.
pub(super) fn encoded(iri: &str) -> String {
    let mut encoded = String::with_capacity(iri.len() + 8);
    for c in iri.chars() {
        if is_forbidden(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// The address between angle brackets, or before a closing one.
pub(super) fn unbracketed(iri: &str) -> Option<&str> {
    let trimmed = iri.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    // More that is encoded may be markup, to which the bracket belongs.
    let encoded = || trimmed.strip_suffix("%3E").filter(|inner| !inner.contains(['?', '%']));
    let inner = trimmed.strip_suffix('>').or_else(encoded)?;
    let inner = inner.strip_prefix('<').unwrap_or(inner);
    (after_http(inner).is_some() && !inner.contains(['<', '>', '"', ' '])).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_go_where_an_address_stands_between() {
        for iri in ["<https://a.se/x>", "https://a.se/x>", " https://a.se/x%3E"] {
            assert_eq!(unbracketed(iri), Some("https://a.se/x"), "{iri}");
        }
        for iri in [
            "https://a.se/x",
            "a>",
            "<https://a.se>/<x>",
            "https://a.se/a b>",
            "https://a.se/?q=%3Cb%3E",
            "<b>x</b>",
            ">",
        ] {
            assert_eq!(unbracketed(iri), None, "{iri}");
        }
    }

    #[test]
    fn encodes_only_what_may_not_stand() {
        assert_eq!(encoded("http://a.se/å ä%20[x]<b>|`"), "http://a.se/å%20ä%20[x]%3Cb%3E%7C%60");
    }

    #[test]
    fn tells_schemes_from_other_colons() {
        assert_eq!(scheme("http://a.se"), Some("http"));
        assert_eq!(scheme("urn:x"), Some("urn"));
        for none in ["a.se/b:c", "08:00", ":x", "info@a.se", ""] {
            assert_eq!(scheme(none), None, "{none}");
        }
        assert_eq!(site("HTTPS://www.a.se/x"), Some("a.se/x"));
        assert_eq!(after_http("http://"), None);
    }
}
