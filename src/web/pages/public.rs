//! Texts of the program as anybody may see them: addresses in them without what may be a secret.
//!
//! In: a message, or an address. Out: the same, but of each web address without user and password, and of its query only numbers:
//! pages are told apart by those, and keys and signatures are longer.

use url::Url;

/// The most digits of a number that is shown.
const DIGITS: usize = 7;

/// A text with its addresses as anybody may see them.
pub(super) fn public(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = begins(rest) {
        shown.push_str(&rest[..start]);
        let address = &rest[start..];
        let end =
            address.find(|c: char| c.is_whitespace() || "\"<>\u{201d}\u{201c}".contains(c)).unwrap_or(address.len());
        // What ends a sentence or a bracket is no part of it.
        let end = address[..end].trim_end_matches([':', ',', ';', '.', ')']).len();
        shown.push_str(&address_of(&address[..end]));
        rest = &address[end..];
    }
    shown.push_str(rest);
    shown
}

fn begins(text: &str) -> Option<usize> {
    ["http://", "https://"].iter().filter_map(|scheme| text.find(scheme)).min()
}

fn address_of(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else {
        return text.split(['?', '@']).next().unwrap_or_default().to_owned();
    };
    // An address that can have neither has neither.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    let number = |value: &str| !value.is_empty() && value.len() <= DIGITS && value.bytes().all(|b| b.is_ascii_digit());
    let kept: Vec<(String, String)> =
        url.query_pairs().filter(|(_, value)| number(value)).map(|(k, v)| (k.into(), v.into())).collect();
    if url.query().is_some() {
        match kept.is_empty() {
            true => url.set_query(None),
            false => {
                url.query_pairs_mut().clear().extend_pairs(kept);
            }
        }
    }
    url.set_fragment(None);
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::public;

    #[test]
    fn no_secret_of_an_address_is_shown_and_pages_are_told_apart() {
        for (text, shown) in [
            ("https://a.se/dcat?page=3", "https://a.se/dcat?page=3"),
            ("https://a.se/dcat?apikey=CANARY&page=3", "https://a.se/dcat?page=3"),
            (
                "http://u:PW@a.se/x?X-Amz-Signature=abc123 answers with status 500: no",
                "http://a.se/x answers with status 500: no",
            ),
            ("\"https://a.se/b?key=1234567890\", which is not followed", "\"https://a.se/b\", which is not followed"),
            ("http://[broken?key=CANARY and so on", "http://[broken and so on"),
            ("nothing of the kind: a=b?c", "nothing of the kind: a=b?c"),
        ] {
            assert_eq!(public(text), shown);
        }
    }
}
