//! File sizes as numbers.
//!
//! In: dcat:byteSize of any other datatype. Out: xsd:nonNegativeInteger (DCAT 3, section 6.8.15), when the text is a whole number. A number with
//! spaces in it, a unit that is one thing only, and a fraction of a byte are proposed as the number.
//! Must not: read a unit that could mean thousands or 1024s, or a comma, or round (of the facts one would).

use crate::normalise::record::shown;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, xsd};
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "byte-size",
    level: Level::Safe,
    description: Text { sv: "Märker filstorlekar som hela tal.", en: "Marks file sizes as whole numbers." },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::BYTE_SIZE) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let Some(literal) = graph.term(object).as_literal() else { continue };
        let typed = |lexical| Object::Typed { lexical, datatype: xsd::NON_NEGATIVE_INTEGER };
        match whole_number(literal.lexical) {
            Some(_) if literal.datatype == xsd::NON_NEGATIVE_INTEGER && !literal.lexical.contains('.') => {}
            Some(digits) => edits.replace([subject, property, object], typed(digits.to_owned())),
            None => {
                if let Some(bytes) = readable(literal.lexical) {
                    let proposed = shown(Term::typed(&bytes, xsd::NON_NEGATIVE_INTEGER));
                    edits.suggest(subject, dcat::BYTE_SIZE, Some(object), proposed);
                }
            }
        }
    }
}

/// The digits of a whole number; a decimal may end in a fraction of zeros.
fn whole_number(text: &str) -> Option<&str> {
    let (digits, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (is_whole && fraction.bytes().all(|b| b == b'0')).then_some(digits)
}

/// The number of bytes that a text can only mean.
fn readable(text: &str) -> Option<String> {
    let text = text.trim();
    let at = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = (text[..at].trim(), text[at..].to_lowercase());
    let factor: u64 = match unit.as_str() {
        "" | "b" | "byte" | "bytes" => 1,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "tib" => 1 << 40,
        _ => return None,
    };
    let mut groups = number.split(char::is_whitespace);
    let first = groups.next().filter(|first| !first.is_empty())?;
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if first.len() > 3 || group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    if let Some((whole, fraction)) = digits.split_once('.').filter(|_| !grouped && factor == 1) {
        // Three digits behind a point may be thousands.
        let is_fraction = !fraction.is_empty() && fraction.len() != 3 && fraction.bytes().all(|b| b.is_ascii_digit());
        let bytes = u64::from(fraction.as_bytes().first().is_some_and(|tenth| *tenth >= b'5'));
        return is_fraction.then(|| Some((number_of(whole)? + bytes).to_string()))?;
    }
    Some(number_of(&digits)?.checked_mul(factor)?.to_string())
}

/// A number of digits alone, of a size that files may have.
fn number_of(digits: &str) -> Option<u64> {
    let is_number = (1..=18).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_whole_numbers_only() {
        assert_eq!(super::whole_number(" 1024.0 "), Some("1024"));
        for no in ["", "-1", "1.5", "12 MB", "1 024", ".0", "1e3"] {
            assert_eq!(super::whole_number(no), None, "{no}");
        }
    }

    #[test]
    fn proposes_what_can_be_read_in_one_way() {
        let cases = [
            ("1 024", "1024"),
            ("12\u{a0}345\u{a0}678", "12345678"),
            ("512 bytes", "512"),
            ("12 MiB", "12582912"),
            ("1 024 B", "1024"),
            ("1024.5", "1025"),
            ("1024.25", "1024"),
        ];
        for (text, bytes) in cases {
            assert_eq!(super::readable(text).as_deref(), Some(bytes), "{text}");
        }
        for no in [
            "",
            "12 MB",
            "12 kB",
            "1,5",
            "1.024",
            "1.5 MiB",
            "10 24",
            "-1",
            "ca 12",
            "12345 678",
            "MiB",
            "9999999999999999999999",
            "1..5",
        ] {
            assert_eq!(super::readable(no), None, "{no}");
        }
    }
}
