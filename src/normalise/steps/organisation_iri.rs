//! The IRIs of organisations as Sveriges dataportal writes them.
//!
//! In: agents with such an IRI in another spelling. Out: `http://dataportal.se/organisation/SE` and ten digits, as the portal tells publishers
//! apart by that IRI alone (DCAT-AP-SE, harvesting, "Identifierare för utgivande organisationer"); the old one stays as owl:sameAs. Must not: touch a
//! number whose check digit is wrong, or what stands behind it, or make an agent of a contact.

use crate::normalise::agents::{agents, portal_form};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::Graph;

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
    let agents = agents(graph);
    // An agent is not made of what the document describes as something else.
    let is_else =
        |iri: &str| graph.find_iri(iri).is_some_and(|id| !graph.properties(id).is_empty() && !agents.contains(&id));
    let form = |iri: &str| portal_form(iri).filter(|form| form != iri && !is_else(form));
    let forms = agents.iter().filter_map(|&agent| Some((agent, form(graph.term(agent).as_iri()?)?)));
    super::agent_iri::rename(graph, &forms.collect(), edits);
}
