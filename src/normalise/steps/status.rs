//! The status of distributions in the EU list.
//!
//! In: adms:status of distributions, in the list of ADMS (purl.org/adms/status). Out: IRIs of the EU table distribution-status,
//! which DCAT-AP-SE has wanted since 3.0.0. A text that is a label of that table is proposed.
//! Must not: touch the status of other things, which other lists are for.

use crate::normalise::iri::site;
use crate::normalise::subjects::distributions;
use crate::normalise::vocabulary::DISTRIBUTION_STATUS;
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::vocab::adms;
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "status",
    level: Level::Safe,
    description: Text {
        sv: "Anger en distributions status med EU:s lista i stället för med en äldre.",
        en: "States the status of a distribution by the EU list instead of an older one.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(adms::STATUS) else { return };
    for distribution in distributions(graph) {
        for &triple in graph.statements(distribution, property) {
            match graph.term(triple[2]) {
                Term::Iri(iri) => {
                    if let Some(concept) = current(iri) {
                        DISTRIBUTION_STATUS.put(graph, triple, concept, edits);
                    }
                }
                Term::Literal(literal) => {
                    let text = literal.lexical;
                    if let Some(concept) = DISTRIBUTION_STATUS.label(text).or_else(|| DISTRIBUTION_STATUS.code(text)) {
                        edits.suggest(distribution, adms::STATUS, Some(triple[2]), concept.to_owned());
                    }
                }
                Term::Blank(_) => {}
            }
        }
    }
}

/// The EU concept for one of ADMS.
fn current(iri: &str) -> Option<&'static str> {
    let name = site(iri)?.strip_prefix("purl.org/adms/status/")?.trim_end_matches('/').to_ascii_lowercase();
    DISTRIBUTION_STATUS.code(match name.as_str() {
        "completed" | "deprecated" | "withdrawn" => &name,
        "underdevelopment" => "DEVELOP",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn knows_the_four_of_adms() {
        let develop = "http://publications.europa.eu/resource/authority/distribution-status/DEVELOP";
        assert_eq!(super::current("https://purl.org/adms/status/UnderDevelopment"), Some(develop));
        assert!(super::current("http://purl.org/adms/status/completed").is_some());
        assert_eq!(super::current("http://purl.org/adms/status/1.0"), None);
        assert_eq!(super::current("http://purl.org/adms/status/DEVELOP"), None);
    }
}
