//! How long a distribution is planned to be there, in the EU list.
//!
//! In: dcatap:availability in DCAT-AP's own old list (data.europa.eu/r5r). Out: IRIs of the EU table planned-availability, which
//! DCAT-AP 2.1 and DCAT-AP-SE 2.2 put in its place. A text that is a label of that table is proposed.
//! Must not: choose one where none is given.

use crate::normalise::iri::site;
use crate::normalise::vocabulary::PLANNED_AVAILABILITY;
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::vocab::dcatap;
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "availability",
    level: Level::Safe,
    description: Text {
        sv: "Anger planerad tillgänglighet med EU:s lista i stället för med en äldre.",
        en: "States planned availability by the EU list instead of an older one.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcatap::AVAILABILITY) else { return };
    for (object, subject) in graph.by_predicate(property) {
        match graph.term(object) {
            Term::Iri(iri) => {
                if let Some(concept) = current(iri) {
                    PLANNED_AVAILABILITY.put(graph, [subject, property, object], concept, edits);
                }
            }
            Term::Literal(literal) => {
                let text = literal.lexical;
                if let Some(concept) = PLANNED_AVAILABILITY.label(text).or_else(|| PLANNED_AVAILABILITY.code(text)) {
                    edits.suggest(subject, dcatap::AVAILABILITY, Some(object), concept.to_owned());
                }
            }
            Term::Blank(_) => {}
        }
    }
}

/// The EU concept for one of the old list, whose addresses have been written with and without `availability/`.
fn current(iri: &str) -> Option<&'static str> {
    let name = site(iri)?.strip_prefix("data.europa.eu/r5r/")?;
    let name = name.strip_prefix("availability/").unwrap_or(name).trim_end_matches('/');
    PLANNED_AVAILABILITY.code(name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn knows_both_forms_of_the_old_list() {
        let stable = "http://publications.europa.eu/resource/authority/planned-availability/STABLE";
        for iri in ["http://data.europa.eu/r5r/availability/stable", "https://data.europa.eu/r5r/Stable"] {
            assert_eq!(super::current(iri), Some(stable), "{iri}");
        }
        for iri in
            ["http://data.europa.eu/r5r/availability", "http://data.europa.eu/r5r/availability/", "http://a.se/stable"]
        {
            assert_eq!(super::current(iri), None, "{iri}");
        }
    }
}
