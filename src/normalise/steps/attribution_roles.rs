//! Publishers and creators that stand as attributions only.
//!
//! In: prov:qualifiedAttribution with the role publisher or originator, which the profile has as properties of their own (DCAT-AP-SE 3.0.1,
//! Attribution, dcat:hadRole). Out: dcterms:publisher or dcterms:creator, where there is none; the attribution goes if it says nothing
//! more. A point of contact is proposed. Must not: choose among several agents, or take an agent for a contact.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::name_blank_nodes::is_genid;
use super::renamed_properties::ROLES;
use crate::normalise::iri::site;
use crate::normalise::record::shown;
use crate::normalise::things::{ENTRIES, of_classes, references};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms, foaf, prov, rdf};
use crate::rdf::{Graph, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "attribution-roles",
    level: Level::Safe,
    description: Text {
        sv: "Anger utgivare och producent som egna uppgifter när de bara står som roller.",
        en: "Gives publisher and creator as properties of their own where they stand as roles only.",
    },
    apply,
};

/// An attribution of one agent in one role.
struct Attribution {
    triple: Triple,
    agent: TermId,
}

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let Some(qualified) = graph.find_iri(prov::QUALIFIED_ATTRIBUTION) else { return };
    let entries = of_classes(graph, ENTRIES);
    let mut by_role: BTreeMap<(TermId, &'static str), Vec<Attribution>> = BTreeMap::new();
    for (node, subject) in graph.by_predicate(qualified).filter(|(_, subject)| entries.contains(subject)) {
        if let Some((property, agent)) = role(graph, node) {
            let attribution = Attribution { triple: [subject, qualified, node], agent };
            by_role.entry((subject, property)).or_default().push(attribution);
        }
    }
    if by_role.is_empty() {
        return;
    }
    let references = references(graph);
    for ((subject, property), attributions) in by_role {
        let stand: BTreeSet<TermId> =
            graph.find_iri(property).into_iter().flat_map(|id| graph.objects(subject, id)).collect();
        if property == dcat::CONTACT_POINT {
            if stand.is_empty() {
                let called = attributions.iter().filter_map(|found| called(graph, found.agent, settings));
                called.for_each(|agent| edits.suggest(subject, property, None, agent));
            }
            continue;
        }
        let agents: BTreeSet<TermId> = attributions.iter().map(|found| found.agent).collect();
        let (is_one, is_there) = (agents.len() == 1, agents.is_subset(&stand));
        if !is_one || !(stand.is_empty() || is_there) {
            continue;
        }
        for Attribution { triple, agent } in attributions {
            edits.add(subject, property, Object::Same(agent), Some(triple));
            if says_no_more(graph, triple[2], &references) {
                edits.remove(triple);
                graph.properties(triple[2]).iter().for_each(|&part| edits.remove(part));
            }
        }
    }
}

/// The property that says the same as the role, and the agent, if there is one of each.
fn role(graph: &Graph, node: TermId) -> Option<(&'static str, TermId)> {
    let &[[_, _, role]] = graph.statements(node, graph.find_iri(dcat::HAD_ROLE)?) else { return None };
    let &[[_, _, agent]] = graph.statements(node, graph.find_iri(prov::AGENT)?) else { return None };
    let property = match site(graph.term(role).as_iri()?)?.strip_prefix(ROLES)? {
        "publisher" => dcterms::PUBLISHER,
        "originator" => dcterms::CREATOR,
        "pointOfContact" => dcat::CONTACT_POINT,
        _ => return None,
    };
    (!graph.terms().is_literal(agent)).then_some((property, agent))
}

/// Whether an attribution is one thing's alone, and is nothing but its agent and its role.
fn says_no_more(graph: &Graph, node: TermId, references: &HashMap<TermId, usize>) -> bool {
    let known = [rdf::TYPE, prov::AGENT, dcat::HAD_ROLE];
    references.get(&node) == Some(&1)
        && graph.properties(node).iter().all(|triple| known.contains(&graph.term(triple[1]).text()))
}

/// An agent as people know it: its address, or its name where the source gives no address.
fn called(graph: &Graph, agent: TermId, settings: &Settings) -> Option<String> {
    if let Some(iri) = graph.term(agent).as_iri().filter(|iri| !is_genid(iri, settings)) {
        return Some(iri.to_owned());
    }
    let names = graph.find_iri(foaf::NAME).into_iter().flat_map(|name| graph.objects(agent, name));
    names.map(|id| graph.term(id)).min().map(shown)
}
