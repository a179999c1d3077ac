//! File sizes as numbers.
//!
//! In: dcat:byteSize of any other datatype. Out: xsd:nonNegativeInteger (DCAT 3, section 6.8.15), when the text is a whole number.
//! Must not: read units or separators, or round.

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, xsd};

pub(super) const STEP: Step = Step {
    id: "byte-size",
    level: Level::Safe,
    description: Text { sv: "Märker filstorlekar som hela tal.", en: "Marks file sizes as whole numbers." },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::BYTE_SIZE) else { return };
    for (object, subject) in graph.by_predicate(property) {
        if let Some(literal) = graph.term(object).as_literal()
            && literal.datatype != xsd::NON_NEGATIVE_INTEGER
            && let Some(digits) = whole_number(literal.lexical)
        {
            let object_to_come = Object::Typed { lexical: digits.to_owned(), datatype: xsd::NON_NEGATIVE_INTEGER };
            edits.replace([subject, property, object], object_to_come);
        }
    }
}

/// The digits of a whole number; a decimal may end in a fraction of zeros.
fn whole_number(text: &str) -> Option<&str> {
    let (digits, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (is_whole && fraction.bytes().all(|b| b == b'0')).then_some(digits)
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
}
