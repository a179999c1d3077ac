//! JSON-LD in a web page: the script elements that hold it (JSON-LD 1.1 API, section 6, all of them extracted).
//!
//! In: the page. Out: where each of the texts stands in it, and what the page says its base is. Nothing in a text is unescaped, as a
//! script element is not (HTML, "script data state").

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// What of a page is JSON-LD.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The texts of its script elements, each with whether it is closed.
    pub(super) blocks: Vec<(Range<usize>, bool)>,
    /// The address of its base element, if it has one.
    pub(super) base: Option<String>,
}

/// Finds JSON-LD in a page.
pub(super) fn page(text: &str) -> Page {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    let mut open: Option<usize> = None;
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value));
                match &tag.name[..] {
                    b"script" if attribute(b"type").is_some_and(|value| is_json_ld(&value)) => {
                        open = Some(tag.span.end)
                    }
                    b"base" if page.base.is_none() => page.base = attribute(b"href").map(|href| href.trim().to_owned()),
                    _ => {}
                }
            }
            Token::EndTag(tag) if &tag.name[..] == b"script" => {
                if let Some(begin) = open.take() {
                    page.blocks.push((inside(text, begin, tag.span.start), true));
                }
            }
            _ => {}
        }
    }
    if let Some(begin) = open {
        page.blocks.push((inside(text, begin, text.len()), false));
    }
    page
}

fn is_json_ld(media_type: &str) -> bool {
    media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/ld+json")
}

/// The text without what once hid scripts from old browsers.
fn inside(text: &str, begin: usize, end: usize) -> Range<usize> {
    let whole = text.get(begin..end).unwrap_or_default();
    let mut inner = whole.trim();
    for (before, after) in
        [("<!--", "-->"), ("/*<![CDATA[*/", "/*]]>*/"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")]
    {
        if let Some(rest) = inner.strip_prefix(before) {
            inner = rest.strip_suffix(after).unwrap_or(rest).trim();
        }
    }
    let at = begin.min(text.len()) + inner.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    at..at + inner.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_elements_are_found_as_html_says() {
        let text = "<!DOCTYPE html>\r\n<base href=' /a/ '><base href=/b/>\
            <!-- <script type='application/ld+json'>{\"no\": 1}</script> -->\r\n\
            <title><script type=application/ld+json>{\"no\": 2}</script></title>\
            <SCRIPT TYPE=\"Application/LD+JSON; charset=utf-8\" id=x>\r\n{\"å\": \"<b>\", \"amp\": \"&amp;\"}\r\n</ScRiPt >\
            <script>var x = '<script type=\"application/ld+json\">';</script>\
            <script type='application/ld+json'><!-- {\"c\": 1} --></script>\
            <script type='application/ld+json'>//<![CDATA[\n{\"d\": 1}\n//]]></script>\
            <script type='application/ld+json'>{\"e\": ";
        let page = page(text);
        let found: Vec<(&str, bool)> =
            page.blocks.iter().map(|(block, closed)| (&text[block.clone()], *closed)).collect();
        let first = "{\"å\": \"<b>\", \"amp\": \"&amp;\"}";
        assert_eq!(found, [(first, true), ("{\"c\": 1}", true), ("{\"d\": 1}", true), ("{\"e\":", false)]);
        assert_eq!(page.base.as_deref(), Some("/a/"));
    }
}
