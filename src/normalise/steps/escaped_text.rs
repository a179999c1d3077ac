//! Texts that were escaped once too often.
//!
//! In: titles, descriptions, texts about provenance and keywords with character references in them (`&amp;`, `&#229;`, `&auml;`), which some systems write
//! into RDF that needs none. Out: the characters (HTML, section 13.5, Named character references).
//! Must not: touch a text that holds a `<` or would hold one then: what is markup stays markup, and a text about markup stays as it is.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms};
use crate::rdf::{Graph, Literal};

pub(super) const STEP: Step = Step {
    id: "escaped-text",
    level: Level::Safe,
    description: Text {
        sv: "Skriver tecken som är kodade för webbsidor, till exempel &auml;, som vanliga tecken.",
        en: "Writes characters that are encoded for web pages, such as &auml;, as ordinary characters.",
    },
    apply,
};

const PROPERTIES: &[&str] = &[dcterms::TITLE, dcterms::DESCRIPTION, dcterms::PROVENANCE, dcat::KEYWORD];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for property in PROPERTIES.iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            let Some(Literal { lexical, language, datatype }) = graph.term(object).as_literal() else { continue };
            let Some(lexical) = unescaped(lexical) else { continue };
            let object_to_come = match language {
                Some(language) => Object::Tagged { lexical, language: language.to_owned() },
                None => Object::Literal { lexical, datatype: datatype.to_owned() },
            };
            edits.replace([subject, property, object], object_to_come);
        }
    }
}

/// The text without character references, if it holds any and is no markup.
fn unescaped(text: &str) -> Option<String> {
    if text.contains('<') {
        return None;
    }
    let once = decoded(text)?;
    let controls = |text: &str| text.matches(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r')).count();
    let is_fit = !once.contains('<') && controls(&once) <= controls(text);
    // A text that hides a reference behind another is somebody's riddle.
    (is_fit && decoded(&once).is_none()).then_some(once)
}

/// The text with each reference replaced, however often its ampersand was escaped; none if there is no reference.
fn decoded(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut character: Cow<'_, str> = Cow::Borrowed("&");
        while let Some((next, behind)) = reference(rest) {
            found = true;
            rest = behind;
            character = next;
            if character != "&" {
                break;
            }
        }
        out.push_str(&character);
    }
    out.push_str(rest);
    found.then_some(out)
}

/// What the reference stands for whose ampersand stands before the text, and what follows it.
fn reference(text: &str) -> Option<(Cow<'static, str>, &str)> {
    // The longest name has 31 characters.
    let end = text.bytes().take(33).position(|b| b == b';')?;
    let (name, behind) = (&text[..end], &text[end + 1..]);
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
                None => return None,
            };
            Cow::Owned(char::from_u32(code)?.to_string())
        }
        None => Cow::Borrowed(resolve_html5_entity(name)?),
    };
    Some((character, behind))
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn references_become_characters_however_often_they_were_escaped() {
        let cases = [
            ("R&amp;D", "R&D"),
            ("Tr&auml;d &amp;amp; buskar", "Träd & buskar"),
            ("&Aring;rsta &#229; &#xE5;&nbsp;x", "Årsta å å\u{a0}x"),
            ("&amp;auml;lv", "älv"),
            ("&amp;amp;amp;amp;", "&"),
        ];
        for (text, plain) in cases {
            assert_eq!(unescaped(text).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn markup_riddles_and_ordinary_ampersands_stay() {
        let texts = [
            "",
            "R&D; test",
            "A & B; C",
            "&copy",
            "&;",
            "&#;",
            "&#x;",
            "&#+9;",
            "&#0;",
            "&#99999999;",
            "<b>R&amp;D</b>",
            "&lt;b&gt;fet&lt;/b&gt;",
            "a &lt; b",
            "&&#97;mp;",
            "å&å;",
        ];
        for text in texts {
            assert_eq!(unescaped(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_row_of_escapes_costs_one_pass() {
        let text = format!("&{}", "amp;".repeat(100_000));
        assert_eq!(unescaped(&text).as_deref(), Some("&"));
    }
}
