//! Values as messages show them: on one line, not too long, and without passwords.
//!
//! In goes a value of the document; out comes a text for people.

use std::borrow::Cow;

use toml::de::DeValue;

/// How many characters of a value a message shows.
const SHOWN: usize = 60;

/// A value as a message shows it, on one line.
pub(super) fn shown(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => quoted(&without_password(text)),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// An address without the user and password before its `@`; any other text as it is.
fn without_password(text: &str) -> Cow<'_, str> {
    match text.rsplit_once('@') {
        Some((before, host)) if before.contains(':') => {
            let scheme = before.find("//").map_or("", |slashes| &before[..slashes + 2]);
            Cow::Owned(format!("{scheme}***@{host}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// A text as a message shows it: quoted, on one line, and not longer than people read.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_before_an_at_sign_is_not_shown() {
        for (given, shown) in [
            ("https://user:hemligt@example.org/a", "https://***@example.org/a"),
            ("https://hemligt@example.org/a", "https://***@example.org/a"),
            ("user:hemligt@example.org", "***@example.org"),
            ("https://user:hem@ligt@example.org", "https://***@example.org"),
            ("data@example.org", "data@example.org"),
            ("https://example.org", "https://example.org"),
        ] {
            assert_eq!(without_password(given), shown);
        }
    }
}
