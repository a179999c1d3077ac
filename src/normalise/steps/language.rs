//! Languages in one list.
//!
//! In: the values of dcterms:language, as IRIs of id.loc.gov and lexvo.org, codes or names.
//! Out: IRIs of the EU language table. Must not: map a code that the table does not hold.

use crate::normalise::iri::site;
use crate::normalise::lookup::LANGUAGE;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "language",
    level: Level::Safe,
    description: Text {
        sv: "Anger språk med EU:s språklista i stället för med andra listor eller som text.",
        en: "Gives languages by the EU language list instead of other lists or text.",
    },
    apply,
};

/// The EU language table.
const BASE: &str = "http://publications.europa.eu/resource/authority/language/";

/// Where other lists of ISO 639 codes live, without scheme.
const LISTS: &[&str] = &[
    "id.loc.gov/vocabulary/iso639-1/",
    "id.loc.gov/vocabulary/iso639-2/",
    "id.loc.gov/vocabulary/languages/",
    "lexvo.org/id/iso639-1/",
    "lexvo.org/id/iso639-3/",
];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::LANGUAGE) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let code = match graph.term(object) {
            Term::Iri(iri) => listed(iri),
            Term::Literal(literal) => named(literal.lexical),
            Term::Blank(_) => None,
        };
        if let Some(code) = code {
            edits.replace([subject, property, object], Object::Iri(format!("{BASE}{code}")));
        }
    }
}

/// The EU code for an IRI of another list.
fn listed(iri: &str) -> Option<&'static str> {
    let site = site(iri)?;
    let code = LISTS.iter().find_map(|list| site.strip_prefix(list))?;
    LANGUAGE.get(code.trim_end_matches(['/', '.', '#']))
}

/// The EU code for a code, a name, or a language tag with a region such as `sv-SE`.
fn named(text: &str) -> Option<&'static str> {
    let primary = || {
        let (language, region) = text.trim().split_once(['-', '_'])?;
        let is_region = region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic());
        is_region.then(|| LANGUAGE.get(language)).flatten()
    };
    LANGUAGE.get(text).or_else(primary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_codes_names_and_regions_but_guesses_nothing() {
        for text in ["sv", "swe", "Svenska", "sv-SE", "sv_SE", "SWE"] {
            assert_eq!(named(text), Some("SWE"), "{text}");
        }
        assert_eq!(named("se"), Some("SME"));
        for text in ["", "svenska, engelska", "xx", "sv-Latn-SE-x", "-SE"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn reads_other_lists() {
        assert_eq!(listed("http://id.loc.gov/vocabulary/iso639-1/sv."), Some("SWE"));
        assert_eq!(listed("https://www.lexvo.org/id/iso639-3/nob"), Some("NOB"));
        assert_eq!(listed("http://example.org/iso639-1/sv"), None);
    }
}
