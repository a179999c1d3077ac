//! The type of the organisation that the config describes.
//!
//! In: agents without dcterms:type that are that organisation: by the IRI with its number, by its number, or by exactly its name. Out: the type that
//! follows from the config's kind (DCAT-AP-SE 3.0.1, Agent, dcterms:type). Must not: say anything of other agents, or replace a type.

use crate::normalise::agents::{agents, iri_of, is_named_as_configured, is_person, names, numbers};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcterms;

pub(super) const STEP: Step = Step {
    id: "agent-type",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Anger vilken typ av organisation källans ägare är, när det saknas.",
        en: "Says what type of organisation the owner of the source is, where that is missing.",
    },
    apply,
};

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let Some(agent_type) = &settings.organisation.agent_type else { return };
    let own = settings.organisation.number.as_deref();
    for agent in agents(graph) {
        let has_type = graph.find_iri(dcterms::TYPE).is_some_and(|id| !graph.statements(agent, id).is_empty());
        let Some(&described) = graph.properties(agent).first().filter(|_| !has_type && !is_person(graph, agent)) else {
            continue;
        };
        let numbers = numbers(graph, agent);
        let by_iri = own.is_some_and(|number| graph.term(agent).as_iri() == Some(&iri_of(number)));
        let is_own = match numbers.len() {
            0 => by_iri || is_named_as_configured(&names(graph, agent), settings),
            _ => by_iri || own.is_some_and(|number| numbers.contains(number)),
        };
        if is_own {
            edits.add(agent, dcterms::TYPE, Object::Iri(agent_type.clone()), Some(described));
        }
    }
}
