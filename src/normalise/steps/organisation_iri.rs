//! The IRIs of organisations as Sveriges dataportal writes them.
//!
//! In: agents with such an IRI in another spelling. Out: `http://dataportal.se/organisation/SE` and ten digits, as the portal tells publishers
//! apart by that IRI alone (DCAT-AP-SE, harvesting, "Identifierare för utgivande organisationer"); the old one stays as owl:sameAs. Must not: touch a
//! number whose check digit is wrong, or what stands behind it.

use crate::normalise::agents::{agents, portal_form};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "organisation-iri",
    level: Level::Safe,
    description: Text {
        sv: "Skriver organisationers adresser på dataportal.se på det sätt som portalen vill ha dem.",
        en: "Writes organisations' addresses at dataportal.se the way the portal wants them.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for agent in agents(graph) {
        if let Term::Iri(iri) = graph.term(agent)
            && let Some(form) = portal_form(iri).filter(|form| form != iri)
        {
            super::agent_iri::rename(graph, agent, form, edits);
        }
    }
}
