//! The act about high-value datasets under its own identifier.
//!
//! In: dcatap:applicableLegislation. Out: `http://data.europa.eu/eli/reg_impl/2023/138/oj` (ELI of Regulation (EU) 2023/138), for the
//! spellings of it that differ in scheme, host or a slash at the end.
//! Must not: mark anything as of high value. The facts disagree about an ELI without `/oj`, which names the act and not its
//! publication, and about those of one language: they are proposed.

use crate::normalise::iri::site;
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcatap;

pub(super) const STEP: Step = Step {
    id: "legislation",
    level: Level::Safe,
    description: Text {
        sv: "Skriver adressen till förordningen om värdefulla datamängder på det sätt som EU anger.",
        en: "Writes the address of the regulation on high-value datasets the way the EU does.",
    },
    apply,
};

const HIGH_VALUE: &str = "http://data.europa.eu/eli/reg_impl/2023/138/oj";

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcatap::APPLICABLE_LEGISLATION) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let Some(iri) = graph.term(object).as_iri().filter(|iri| *iri != HIGH_VALUE) else { continue };
        match likeness(iri) {
            Some(true) => edits.respell(graph, [subject, property, object], HIGH_VALUE.to_owned()),
            Some(false) => {
                edits.suggest(subject, dcatap::APPLICABLE_LEGISLATION, Some(object), HIGH_VALUE.to_owned());
            }
            None => {}
        }
    }
}

/// Whether the address is that of the act in another spelling, or only one that is about it.
fn likeness(iri: &str) -> Option<bool> {
    let site = site(iri)?.to_ascii_lowercase();
    let (host, path) = site.split_once('/')?;
    let path = path.trim_end_matches('/');
    if !matches!(host, "data.europa.eu" | "eur-lex.europa.eu" | "publications.europa.eu") {
        return None;
    }
    match path.split_once("reg_impl/2023/138") {
        Some(("eli/", "/oj")) if host != "publications.europa.eu" => Some(true),
        Some((_, rest)) if rest.is_empty() || rest.starts_with('/') => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn tells_spellings_from_neighbours() {
        let cases = [
            ("https://data.europa.eu/eli/reg_impl/2023/138/oj", Some(true)),
            ("http://data.europa.eu/eli/reg_impl/2023/138/oj/", Some(true)),
            ("https://eur-lex.europa.eu/eli/reg_impl/2023/138/oj", Some(true)),
            ("http://data.europa.eu/eli/reg_impl/2023/138", Some(false)),
            ("http://data.europa.eu/eli/reg_impl/2023/138/oj/swe", Some(false)),
            ("http://data.europa.eu/eli/reg_impl/2023/1380/oj", None),
            ("http://data.europa.eu/eli/dir/2007/2/2019-06-26", None),
            ("https://example.se/eli/reg_impl/2023/138/oj", None),
        ];
        for (iri, expected) in cases {
            assert_eq!(super::likeness(iri), expected, "{iri}");
        }
    }
}
