//! Texts that name no language, in the language of their source.
//!
//! In: untagged titles, descriptions, keywords and names. Out: the same with the language of the config, or else of the catalogue's
//! dcterms:language if that is a single one, where the text is the only one of its property without a language and none has that one yet;
//! keywords may be many. Elsewhere it is proposed, and so are the languages where the catalogue names several. Must not: guess, or give a thing
//! two texts in one language. Beside a text in another language the catalogue's word alone is not enough.

use std::collections::{BTreeMap, BTreeSet};

use super::language_tags;
use crate::normalise::lookup::LANGUAGE;
use crate::normalise::things::of_classes;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{adms, dcat, dcterms, foaf, vcard};
use crate::rdf::{Graph, TermId};

pub(super) const STEP: Step = Step {
    id: "text-language",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Märker texter utan språk med källans språk.",
        en: "Tags texts without a language with that of the source.",
    },
    apply,
};

const PROPERTIES: &[&str] =
    &[dcterms::TITLE, dcterms::DESCRIPTION, dcat::KEYWORD, foaf::NAME, vcard::FN, adms::VERSION_NOTES];

/// Where the EU language table stands.
const BASE: &str = "http://publications.europa.eu/resource/authority/language/";

/// What is known of the language of the texts.
enum Known {
    /// The operator says so.
    Configured(String),
    /// The catalogue says so.
    Declared(String),
    /// The catalogue names several.
    Several(String),
}

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let Some(known) = known(graph, settings) else { return };
    for iri in PROPERTIES {
        let Some(property) = graph.find_iri(iri) else { continue };
        let mut texts: BTreeMap<TermId, Texts> = BTreeMap::new();
        for (object, subject) in graph.by_predicate(property) {
            let Some(literal) = graph.term(object).as_literal() else { continue };
            match literal.language {
                Some(tag) => _ = texts.entry(subject).or_default().tags.insert(primary(tag)),
                None if literal.is_plain() => texts.entry(subject).or_default().untagged.push(object),
                None => {}
            }
        }
        // Keywords are several by nature.
        let takes_many = *iri == dcat::KEYWORD;
        for (subject, Texts { tags, untagged }) in texts {
            let (language, fits) = match &known {
                Known::Configured(language) => (language, takes_many || !tags.contains(&primary(language))),
                // Beside a text in another language the catalogue's own word is not enough.
                Known::Declared(language) => (language, tags.is_empty()),
                Known::Several(languages) => {
                    let beside_none = untagged.iter().filter(|_| tags.is_empty());
                    beside_none.for_each(|&text| edits.suggest(subject, iri, Some(text), languages.clone()));
                    continue;
                }
            };
            let is_one = takes_many || untagged.len() == 1;
            for object in untagged {
                match fits && is_one {
                    true => {
                        let (lexical, language) = (graph.term(object).text().to_owned(), language.clone());
                        edits.replace([subject, property, object], Object::Tagged { lexical, language });
                    }
                    false => edits.suggest(subject, iri, Some(object), format!("@{language}")),
                }
            }
        }
    }
}

/// The texts that a property of one thing has.
#[derive(Default)]
struct Texts {
    /// The languages of those that have one.
    tags: BTreeSet<String>,
    untagged: Vec<TermId>,
}

/// The language of a tag, without its region.
fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

fn known(graph: &Graph, settings: &Settings) -> Option<Known> {
    if let Some(language) = settings.language.as_deref().filter(|language| !language.is_empty()) {
        let language = language.to_ascii_lowercase();
        return Some(Known::Configured(language_tags::form(&language).unwrap_or(language)));
    }
    let property = graph.find_iri(dcterms::LANGUAGE)?;
    let catalogues = of_classes(graph, &[dcat::CATALOG]);
    let declared: BTreeSet<TermId> = catalogues.iter().flat_map(|&id| graph.objects(id, property)).collect();
    let tag = |id: &TermId| LANGUAGE.key_of(graph.term(*id).as_iri()?.strip_prefix(BASE)?);
    // One that is not known may be any.
    let tags = declared.iter().map(tag).collect::<Option<BTreeSet<&str>>>()?;
    match tags.len() {
        0 => None,
        1 => tags.first().map(|tag| Known::Declared((*tag).to_owned())),
        _ => Some(Known::Several(tags.iter().map(|tag| format!("@{tag}")).collect::<Vec<_>>().join(" / "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::{Normalised, normalise};
    use crate::rdf::{Caps, Format, parse};

    /// What becomes of a dataset's texts in a catalogue that declares languages: changed values, proposals.
    fn tagged(languages: &str, texts: &str) -> (Vec<String>, Vec<String>) {
        let turtle = format!(
            "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
             @prefix eul: <http://publications.europa.eu/resource/authority/language/> .
             <k> a dcat:Catalog ; dcterms:language {languages} . <d> a dcat:Dataset ; {texts} ."
        );
        let graph = parse(turtle.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default()).unwrap().graph;
        let Normalised { changes, suggestions, .. } = normalise(graph, &Settings::new("http://example.org"));
        let of_step = changes.into_iter().filter(|change| change.step == STEP.id);
        (of_step.filter_map(|change| change.after).collect(), suggestions.into_iter().map(|s| s.proposed).collect())
    }

    #[test]
    fn the_catalogues_only_language_is_that_of_single_texts_and_of_keywords() {
        let texts = "dcterms:title \"Bad\" ; dcterms:description \"a\", \"b\" ; dcat:keyword \"bad\", \"sjö\"";
        let expected = ["\"Bad\"@sv", "\"bad\"@sv", "\"sjö\"@sv"].map(str::to_owned).to_vec();
        let (mut changed, proposed) = tagged("eul:SWE", texts);
        changed.sort();
        assert_eq!((changed, proposed), (expected, vec!["@sv".to_owned(); 2]));
        assert_eq!(tagged("<http://id.loc.gov/vocabulary/iso639-1/fi>", "dcterms:title \"Ranta\"").0, ["\"Ranta\"@fi"]);
    }

    #[test]
    fn several_languages_are_proposed_and_unknown_ones_are_not() {
        let title = "dcterms:title \"Bad\"";
        assert_eq!(tagged("eul:SWE, eul:ENG", title), (vec![], vec!["@en / @sv".to_owned()]));
        assert_eq!(tagged("eul:SWE, <x>", title), (vec![], vec![]));
        assert_eq!(tagged("eul:SWE", "dcterms:title \"Bad\", \"Bath\"@en"), (vec![], vec!["@sv".to_owned()]));
    }
}
