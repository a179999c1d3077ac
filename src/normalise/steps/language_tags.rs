//! Language tags in the form of BCP 47.
//!
//! In: tags with an underscore, and tags of three letters for languages that have two. Out: `sv-SE` for `sv_SE`, `sv` for `swe` (RFC 5646, sections 2.1
//! and 2.2.1: the shortest code). Of `se` it is proposed that Swedish is meant. Must not: rewrite `se`, which is Northern Sami.

use std::collections::HashMap;

use crate::normalise::lookup::LANGUAGE;
use crate::normalise::record::shown;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, Literal, Term};

pub(super) const STEP: Step = Step {
    id: "language-tags",
    level: Level::Safe,
    description: Text {
        sv: "Skriver språkmärkning på det sätt som standarden anger, till exempel sv i stället för swe.",
        en: "Writes language tags the way the standard has them, such as sv instead of swe.",
    },
    apply,
};

/// Northern Sami in the EU language table.
const NORTHERN_SAMI: &str = "http://publications.europa.eu/resource/authority/language/SME";

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let sami = graph.find_iri(dcterms::LANGUAGE).zip(graph.find_iri(NORTHERN_SAMI));
    let has_sami = sami.is_some_and(|(property, sami)| graph.subjects(property, sami).len() > 0);
    let mut forms: HashMap<&str, Option<String>> = HashMap::new();
    for &triple in graph.triples() {
        let Term::Literal(Literal { lexical, language: Some(tag), .. }) = graph.term(triple[2]) else { continue };
        if let Some(language) = forms.entry(tag).or_insert_with(|| form(tag)) {
            edits.replace(triple, Object::Tagged { lexical: lexical.to_owned(), language: language.clone() });
        } else if tag.eq_ignore_ascii_case("se") && !has_sami {
            let proposed = shown(Term::tagged(lexical, "sv"));
            edits.suggest(triple[0], graph.term(triple[1]).text(), Some(triple[2]), proposed);
        }
    }
}

/// The tag in another form, if it needs one.
pub(super) fn form(tag: &str) -> Option<String> {
    let form = tag.replace('_', "-");
    let (language, rest) = form.split_at(form.find('-').unwrap_or(form.len()));
    let short = (language.len() == 3).then(|| LANGUAGE.key_of(LANGUAGE.get(language)?)).flatten();
    let form = format!("{}{rest}", short.filter(|short| short.len() == 2).unwrap_or(language));
    (form != tag).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn takes_the_shortest_code_and_leaves_what_is_right() {
        let cases =
            [("swe", "sv"), ("SWE", "sv"), ("ger", "de"), ("sv_SE", "sv-SE"), ("eng_GB", "en-GB"), ("sme", "se")];
        for (tag, expected) in cases {
            assert_eq!(form(tag).as_deref(), Some(expected), "{tag}");
        }
        for right in ["sv", "SV", "sv-SE", "se", "sv-Latn", "svenska", "xyz", "vls", ""] {
            assert_eq!(form(right), None, "{right}");
        }
    }
}
