//! The controlled vocabularies that the steps look codes and labels up in: those of `shapes/vocabularies`, by which values are
//! judged too.
//!
//! In: an IRI, a code or a label as a source wrote it. Out: the IRI of the one concept that it means.
//! Must not: choose among several, or find a concept by a part of its name.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::iri::site;
use super::{Edits, Object};
use crate::rdf::vocab::skos;
use crate::rdf::{Caps, Format, Graph, TermId, Triple, parse};

/// A vocabulary, read on first use.
pub(super) struct Vocabulary {
    text: &'static str,
    concepts: OnceLock<Concepts>,
}

/// The concepts by what may stand for them, all in lower case. What stands for several stands for none.
#[derive(Default)]
struct Concepts {
    iris: HashMap<String, Option<String>>,
    codes: HashMap<String, Option<String>>,
    labels: HashMap<String, Option<String>>,
}

macro_rules! vocabularies {
    ($($(#[$doc:meta])* $name:ident = $file:literal),* $(,)?) => {
        $($(#[$doc])* pub(super) static $name: Vocabulary =
            Vocabulary::new(include_str!(concat!("../../shapes/vocabularies/", $file))));*;

        /// The texts of all of them, for the fingerprint.
        pub(super) const TEXTS: &[&str] = &[$(include_str!(concat!("../../shapes/vocabularies/", $file))),*];

        #[cfg(test)]
        static ALL: &[&Vocabulary] = &[$(&$name),*];
    };
}

vocabularies! {
    /// Who may see the data.
    ACCESS_RIGHT = "access-right.ttl",
    /// How checksums are computed.
    CHECKSUM_ALGORITHM = "checksum-algorithm.ttl",
    /// The EU data themes.
    DATA_THEME = "data-theme.ttl",
    /// How far a distribution has come.
    DISTRIBUTION_STATUS = "distribution-status.ttl",
    /// The EU licence table.
    EU_LICENCE = "eu-licence.ttl",
    /// The EU file types.
    FILE_TYPE = "file-type.ttl",
    /// The EU frequencies.
    FREQUENCY = "frequency.ttl",
    /// The categories of high-value datasets.
    HVD_CATEGORY = "hvd-categories.ttl",
    /// The EU languages.
    LANGUAGE = "language.ttl",
    /// The media types of the profile, which it writes as their notations.
    MEDIA_TYPE = "media-types.ttl",
    /// How long a distribution will be there.
    PLANNED_AVAILABILITY = "planned-availability.ttl",
    /// What sort of organisation publishes.
    PUBLISHER_TYPE = "publisher-type.ttl",
}

impl Vocabulary {
    const fn new(text: &'static str) -> Self {
        Vocabulary { text, concepts: OnceLock::new() }
    }

    fn concepts(&self) -> &Concepts {
        self.concepts.get_or_init(|| {
            // The file is part of the program, and a test reads it.
            let parsed = parse(self.text.as_bytes(), Format::Turtle, "http://vocabulary.invalid/", &Caps::default());
            parsed.map(|parsed| Concepts::of(&parsed.graph)).unwrap_or_default()
        })
    }

    /// The concept's IRI in its own spelling, for an IRI that differs in scheme, `www.`, case, or what stands at the end at most.
    pub(super) fn spelling(&self, iri: &str) -> Option<&str> {
        found(&self.concepts().iris, &key_of(iri)?)
    }

    /// The IRI of the concept with this code, in any case.
    pub(super) fn code(&self, code: &str) -> Option<&str> {
        found(&self.concepts().codes, &code.trim().to_lowercase())
    }

    /// The IRI of the concept with this label, Swedish or English, in any case.
    pub(super) fn label(&self, label: &str) -> Option<&str> {
        found(&self.concepts().labels, &label.trim().to_lowercase())
    }

    /// Whether this is the IRI of a concept, in its own spelling.
    pub(super) fn has(&self, iri: &str) -> bool {
        self.spelling(iri) == Some(iri)
    }

    /// Whether a term is a concept.
    pub(super) fn holds(&self, graph: &Graph, id: TermId) -> bool {
        graph.term(id).as_iri().is_some_and(|iri| self.has(iri))
    }

    /// Whether a property of a thing has a concept as a value. Costs as much as the vocabulary is long, however many values there are.
    pub(super) fn has_value(&self, graph: &Graph, subject: TermId, property: TermId) -> bool {
        let mut concepts = self.concepts().iris.values().flatten().filter_map(|iri| graph.find_iri(iri));
        concepts.any(|concept| graph.contains(&[subject, property, concept]))
    }

    /// Puts a concept in the place of a value of a property that takes one value: one that already stands there in this
    /// vocabulary is newer and wins.
    pub(super) fn put(&self, graph: &Graph, triple: Triple, concept: &str, edits: &mut Edits) {
        match self.has_value(graph, triple[0], triple[1]) {
            true => edits.remove(triple),
            false => edits.replace(triple, Object::Iri(concept.to_owned())),
        }
    }
}

impl Concepts {
    fn of(graph: &Graph) -> Self {
        let mut concepts = Concepts::default();
        let [notation, label] = [skos::NOTATION, skos::PREF_LABEL].map(|iri| graph.find_iri(iri));
        for subject in graph.subject_ids() {
            let Some(iri) = graph.term(subject).as_iri() else { continue };
            let texts = |property: Option<TermId>| {
                let values = property.into_iter().flat_map(|property| graph.objects(subject, property));
                values.map(|id| graph.term(id).text().to_lowercase())
            };
            if let Some(key) = key_of(iri) {
                put(&mut concepts.iris, key, iri);
            }
            let tail = iri.rsplit(['/', '#']).next().unwrap_or_default().to_lowercase();
            for code in texts(notation).chain([tail]) {
                put(&mut concepts.codes, code, iri);
            }
            for text in texts(label) {
                put(&mut concepts.labels, text, iri);
            }
        }
        concepts
    }
}

fn key_of(iri: &str) -> Option<String> {
    Some(site(iri)?.trim_end_matches(['/', '#', '.']).to_lowercase())
}

fn put(map: &mut HashMap<String, Option<String>>, key: String, iri: &str) {
    let known = map.entry(key).or_insert_with(|| Some(iri.to_owned()));
    if known.as_deref() != Some(iri) {
        *known = None;
    }
}

fn found<'m>(map: &'m HashMap<String, Option<String>>, key: &str) -> Option<&'m str> {
    map.get(key)?.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vocabulary_is_read() {
        for vocabulary in ALL {
            let Concepts { iris, codes, labels } = vocabulary.concepts();
            assert!(iris.len() >= 4 && codes.len() >= 4 && labels.len() >= 4, "{}", vocabulary.text);
        }
    }

    #[test]
    fn spellings_codes_and_labels_lead_to_one_concept_or_none() {
        let public = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
        assert_eq!(
            ACCESS_RIGHT.spelling("https://www.publications.europa.eu/resource/authority/access-right/public/"),
            Some(public)
        );
        assert_eq!(ACCESS_RIGHT.label("publik"), Some(public));
        assert_eq!(ACCESS_RIGHT.code("Public"), Some(public));
        assert!(ACCESS_RIGHT.has(public) && !ACCESS_RIGHT.has(&public.to_lowercase()));
        assert_eq!(HVD_CATEGORY.code("c_ac64a52d"), Some("http://data.europa.eu/bna/c_ac64a52d"));
        assert_eq!(CHECKSUM_ALGORITHM.code("sha-1"), Some("http://spdx.org/rdf/terms#checksumAlgorithm_sha1"));
        for none in ["", "publi", "publik och fri"] {
            assert_eq!(ACCESS_RIGHT.label(none), None, "{none}");
            assert_eq!(ACCESS_RIGHT.code(none), None, "{none}");
        }
        // Current and withdrawn codes of a licence have the same label.
        assert_eq!(EU_LICENCE.label("Creative Commons Attribution 4.0 International"), None);
    }
}
