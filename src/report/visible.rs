//! Text that a source controls, made safe to show.
//!
//! In: any text. Out: the same text without anything that steers a terminal or turns the reading direction.

use std::borrow::Cow;

/// The text on one line, with every control, direction and invisible character written as its code, `[U+001B]`.
///
/// Line breaks and tabs become a space.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut after_break = false;
    for c in text.chars() {
        let is_break = matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}');
        if is_break {
            if !after_break {
                shown.push(' ');
            }
        } else if is_hidden(c) {
            shown.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            shown.push(c);
        }
        after_break = is_break;
    }
    Cow::Owned(shown)
}

/// Whether the character shows nothing of itself but can change what is around it: controls (C0, DEL, C1),
/// bidirectional marks and overrides, zero-width and tag characters, line and paragraph separators.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The IRI with every character percent-encoded that an IRI cannot hold (RFC 3987, section 2.2) or that shows nothing.
pub(super) fn encoded(iri: &str) -> Cow<'_, str> {
    let is_outside = |c: char| is_hidden(c) || c == ' ' || "<>\"{}|^`\\".contains(c);
    if !iri.contains(is_outside) {
        return Cow::Borrowed(iri);
    }
    let mut text = String::with_capacity(iri.len() + 16);
    for c in iri.chars() {
        if is_outside(c) {
            text.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            text.push(c);
        }
    }
    Cow::Owned(text)
}

/// The text cut to at most so many characters, with an ellipsis where something was cut.
pub(super) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_survives() {
        assert_eq!(visible("plain åäö"), "plain åäö");
        assert_eq!(visible("\u{1b}[2Jhej\u{7}"), "[U+001B][2Jhej[U+0007]");
        assert_eq!(visible("\u{9b}31m"), "[U+009B]31m");
        assert_eq!(visible("a\r\n\tb"), "a b");
        assert_eq!(visible("exe.\u{202e}fdp"), "exe.[U+202E]fdp");
    }

    #[test]
    fn addresses_keep_their_letters_and_lose_what_is_hidden() {
        assert_eq!(encoded("https://example.se/åäö?a=%20#b"), "https://example.se/åäö?a=%20#b");
        assert_eq!(encoded("https://example.se/a b\u{202e}\"<"), "https://example.se/a%20b%E2%80%AE%22%3C");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(shortened("åäö", 3), "åäö");
        assert_eq!(shortened("åäöx", 3), "åäö…");
    }
}
