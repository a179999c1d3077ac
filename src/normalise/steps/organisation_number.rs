//! Organisation numbers as ten digits.
//!
//! In: dcterms:identifier of agents. Out: the number without spaces and hyphens, when it is one (DCAT-AP-SE 3.0.1, Agent,
//! dcterms:identifier). Must not: touch a text whose check digit is wrong, or the number of a person.

use crate::normalise::agents::{agents, is_person, number};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcterms;

pub(super) const STEP: Step = Step {
    id: "organisation-number",
    level: Level::Safe,
    description: Text {
        sv: "Skriver organisationsnummer som tio siffror, utan bindestreck och mellanslag.",
        en: "Writes organisation numbers as ten digits, without hyphens and spaces.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(identifier) = graph.find_iri(dcterms::IDENTIFIER) else { return };
    for agent in agents(graph).into_iter().filter(|&agent| !is_person(graph, agent)) {
        for &triple in graph.statements(agent, identifier) {
            if let Some(literal) = graph.term(triple[2]).as_literal()
                && let Some(lexical) = number(literal.lexical).filter(|digits| digits != literal.lexical)
            {
                edits.replace(triple, Object::like(&literal, lexical));
            }
        }
    }
}
