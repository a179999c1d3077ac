//! Telephone numbers as `tel:` IRIs (RFC 3966), each in a node of its own (DCAT-AP-SE 2.0.0 and on).
//!
//! In: `tel:` IRIs anywhere; texts and `tel:` IRIs of vcard:hasTelephone, texts of vcard:hasValue below one. Out: `tel:` IRIs without spaces, as
//! the vcard:hasValue of a vcard:Voice. Must not: add a country code, or touch what has letters in it, such as an extension.

use crate::normalise::iri::after_scheme;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{rdf, vcard};
use crate::rdf::{Graph, Term, TermId};

pub(super) const STEP: Step = Step {
    id: "telephone",
    level: Level::Safe,
    description: Text {
        sv: "Skriver telefonnummer som länkar utan mellanslag, på det sätt som profilen vill ha dem.",
        en: "Writes telephone numbers as links without spaces, the way the profile has them.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for id in graph.terms().ids() {
        if let Term::Iri(iri) = graph.term(id)
            && let Some(number) = after_scheme(iri.trim(), "tel").and_then(number)
        {
            let form = format!("tel:{number}");
            if form != iri {
                edits.rename(id, form);
            }
        }
    }
    let Some(has_telephone) = graph.find_iri(vcard::HAS_TELEPHONE) else { return };
    let mut nodes = Vec::new();
    for (object, subject) in graph.by_predicate(has_telephone) {
        // An IRI of which something is said is the node itself.
        let number =
            Some(object).filter(|&id| graph.properties(id).is_empty()).and_then(|id| number_of(graph.term(id)));
        if let Some(number) = number {
            edits.replace([subject, has_telephone, object], voice(&number));
        }
        nodes.push(object);
    }
    // One node may be the telephone of several contacts; its statements are mended once.
    nodes.dedup();
    let Some(has_value) = graph.find_iri(vcard::HAS_VALUE) else { return };
    for node in nodes {
        for &triple in graph.statements(node, has_value) {
            mend(graph, triple, edits);
        }
    }
}

fn mend(graph: &Graph, triple: [TermId; 3], edits: &mut Edits) {
    let term = graph.term(triple[2]);
    if term.as_literal().is_some()
        && let Some(number) = number_of(term)
    {
        edits.replace(triple, Object::Iri(format!("tel:{number}")));
    }
}

/// The number that a text or a `tel:` IRI is.
fn number_of(term: Term<'_>) -> Option<String> {
    match term {
        Term::Literal(literal) => number(after_scheme(literal.lexical.trim(), "tel").unwrap_or(literal.lexical)),
        Term::Iri(iri) => after_scheme(iri.trim(), "tel").and_then(number),
        Term::Blank(_) => None,
    }
}

/// A telephone as the profile has it.
fn voice(number: &str) -> Object {
    Object::Node(vec![
        (rdf::TYPE, Object::Iri(vcard::VOICE.to_owned())),
        (vcard::HAS_VALUE, Object::Iri(format!("tel:{number}"))),
    ])
}

/// The number without white space, if it is one: digits, an optional plus first, and the separators of RFC 3966, section 3.
fn number(text: &str) -> Option<String> {
    let text = text.replace("%20", " ");
    let number: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let fits = digits.bytes().all(|b| b.is_ascii_digit() || b"-.()".contains(&b));
    (fits && digits.bytes().filter(u8::is_ascii_digit).count() >= 3).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn closes_up_numbers_and_leaves_words() {
        assert_eq!(number(" +46 (0)8-123 45 67").as_deref(), Some("+46(0)8-1234567"));
        assert_eq!(number("0771%20123").as_deref(), Some("0771123"));
        for no in ["", "växel", "08-123 ankn 4", "08-123, 08-124", "12"] {
            assert_eq!(number(no), None, "{no}");
        }
    }
}
