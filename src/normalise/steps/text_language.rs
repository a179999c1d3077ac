//! Texts that name no language, in the language that the config gives their source.
//!
//! In: untagged titles, descriptions, keywords and names of a source with a configured language. Out: the same with the
//! tag. Must not: guess; without a configured language, or beside a tagged value of the same property, nothing is done.

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, dcterms, foaf, vcard};

pub(super) const STEP: Step = Step {
    id: "text-language",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Märker texter utan språk med det språk som är inställt för källan.",
        en: "Tags texts without a language with the one that is configured for the source.",
    },
    apply,
};

const PROPERTIES: &[&str] = &[dcterms::TITLE, dcterms::DESCRIPTION, dcat::KEYWORD, foaf::NAME, vcard::FN];

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let Some(language) = settings.language.as_deref().filter(|language| !language.is_empty()) else { return };
    for property in PROPERTIES.iter().filter_map(|property| graph.find_iri(property)) {
        for (object, subject) in graph.by_predicate(property) {
            let Some(literal) = graph.term(object).as_literal().filter(|literal| literal.is_plain()) else { continue };
            let tagged = graph.objects(subject, property).any(|other| graph.terms().language(other).is_some());
            if !tagged {
                let object_to_come =
                    Object::Tagged { lexical: literal.lexical.to_owned(), language: language.to_ascii_lowercase() };
                edits.replace([subject, property, object], object_to_come);
            }
        }
    }
}
