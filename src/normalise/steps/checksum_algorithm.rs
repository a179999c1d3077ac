//! Checksum algorithms under SPDX's own addresses.
//!
//! In: spdx:algorithm. Out: `http://spdx.org/rdf/terms#checksumAlgorithm_sha1` for SHA-1 as text and for addresses of it in another scheme or
//! case (DCAT-AP-SE 3.0.1, Checksum). Another algorithm as text is proposed.
//! Must not: change one algorithm for another, or touch those that the profile does not list.

use crate::normalise::vocabulary::CHECKSUM_ALGORITHM;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::spdx;
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "checksum-algorithm",
    level: Level::Safe,
    description: Text {
        sv: "Skriver kontrollsummans algoritm SHA-1 som länken som profilen anger.",
        en: "Writes the checksum algorithm SHA-1 as the link that the profile asks for.",
    },
    apply,
};

const SHA_1: &str = "http://spdx.org/rdf/terms#checksumAlgorithm_sha1";

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(spdx::ALGORITHM) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let triple = [subject, property, object];
        match graph.term(object) {
            Term::Iri(iri) if iri != SHA_1 && CHECKSUM_ALGORITHM.spelling(iri) == Some(SHA_1) => {
                edits.respell(graph, triple, SHA_1.to_owned());
            }
            Term::Literal(literal) => match named(literal.lexical) {
                Some(SHA_1) => edits.replace(triple, Object::Iri(SHA_1.to_owned())),
                Some(other) => edits.suggest(subject, spdx::ALGORITHM, Some(object), other.to_owned()),
                None => {}
            },
            _ => {}
        }
    }
}

/// The algorithm with this name, with or without its hyphen, or with this local name.
fn named(text: &str) -> Option<&'static str> {
    let name = text.trim().replace(['-', ' '], "");
    CHECKSUM_ALGORITHM.code(text).or_else(|| CHECKSUM_ALGORITHM.code(&format!("checksumAlgorithm_{name}")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn knows_names_with_and_without_hyphens() {
        for text in ["SHA1", "sha-1", "SHA 1", "checksumAlgorithm_sha1"] {
            assert_eq!(super::named(text), Some(super::SHA_1), "{text}");
        }
        assert!(super::named("MD5").is_some_and(|iri| iri.ends_with("_md5")));
        for text in ["", "SHA", "sha1sum"] {
            assert_eq!(super::named(text), None, "{text}");
        }
    }
}
