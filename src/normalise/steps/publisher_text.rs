//! Publishers and creators that are only a name.
//!
//! In: texts as values of dcterms:publisher and dcterms:creator. Out: the config's organisation, where the text is exactly its name: the agent of
//! the document that is called so, or else a new one. For others the agent of the document with exactly that name is proposed, or one to be
//! described. Must not: make an agent of any other text, or choose one of several.

use std::collections::{BTreeMap, BTreeSet};

use super::agent_iri::Aliases;
use super::name_blank_nodes::{genid, is_genid};
use crate::normalise::agents::{ROLES, agents, folded, iri_of, is_named_as_configured, is_person, names};
use crate::normalise::fingerprint::digest;
use crate::normalise::record::shown;
use crate::normalise::{Edits, Level, Object, Settings, Step, Subject, Text};
use crate::rdf::vocab::{foaf, rdf};
use crate::rdf::{Graph, TermId};

pub(super) const STEP: Step = Step {
    id: "publisher-text",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Gör utgivare som bara är skrivna som text till organisationer, när texten är källägarens namn.",
        en: "Turns publishers that are only text into organisations, where the text is the name of the source's owner.",
    },
    apply,
};

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let mut known: Option<Known> = None;
    let mut told = BTreeSet::new();
    for property in ROLES.iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            let Some(literal) = graph.term(object).as_literal() else { continue };
            let name = folded(literal.lexical);
            let triple = [subject, property, object];
            if name.is_empty() {
                continue;
            }
            let known = known.get_or_insert_with(|| Known::of(graph, settings));
            let is_ours = is_named_as_configured(&BTreeSet::from([name.clone()]), settings);
            match if is_ours { &known.own } else { &Own::Unknown } {
                Own::Agent(agent) => edits.replace(triple, Object::Same(*agent)),
                Own::Iri(iri) => {
                    edits.replace(triple, Object::Iri(iri.clone()));
                    if told.insert(object) {
                        describe(graph, iri.clone(), object, edits);
                    }
                }
                Own::Unknown => {
                    let proposed = match known.addresses.get(&name).map(|ids| ids.iter().collect::<Vec<_>>()).as_deref()
                    {
                        Some(&[&one]) => graph.term(one).text().to_owned(),
                        _ => format!("[ foaf:name {} ]", shown(graph.term(object))),
                    };
                    edits.suggest(subject, graph.term(property).text(), Some(object), proposed);
                }
            }
        }
    }
}

/// What stands for the config's organisation.
enum Own {
    /// The agent of the document that has its name, if only one has it.
    Agent(TermId),
    /// The IRI by its number, or one of our own where the document has no agent of its name.
    Iri(String),
    /// One of several of its name.
    Unknown,
}

/// The agents of the document.
struct Known {
    own: Own,
    /// Those with addresses, by their names. What we name later had none.
    addresses: BTreeMap<String, BTreeSet<TermId>>,
}

impl Known {
    fn of(graph: &Graph, settings: &Settings) -> Self {
        let mut addresses: BTreeMap<String, BTreeSet<TermId>> = BTreeMap::new();
        let mut named = BTreeSet::new();
        for agent in agents(graph).into_iter().filter(|&agent| !is_person(graph, agent)) {
            let names = names(graph, agent);
            if is_named_as_configured(&names, settings) {
                named.insert(agent);
            }
            if graph.term(agent).as_iri().is_some_and(|iri| !is_genid(iri, settings)) {
                names.into_iter().for_each(|name| _ = addresses.entry(name).or_default().insert(agent));
            }
        }
        let by_number = settings.organisation.number.as_deref().map(iri_of);
        let iri = |iri: String| Aliases::of(settings).last(&iri).unwrap_or(iri);
        let own = match (named.first(), by_number, named.len()) {
            (Some(&agent), _, 1) => Own::Agent(agent),
            (_, Some(by_number), _) => Own::Iri(iri(by_number)),
            (None, None, _) => Own::Iri(iri(own_genid(settings))),
            (Some(_), None, _) => Own::Unknown,
        };
        Known { own, addresses }
    }
}

/// An IRI of our own for the config's organisation, by its first name.
fn own_genid(settings: &Settings) -> String {
    let name = settings.organisation.names.first().map(|name| folded(name)).unwrap_or_default();
    format!("{}{}", genid(settings), digest([settings.scope.as_str(), "agent", name.as_str()]))
}

/// Says who the organisation is, unless the document does.
fn describe(graph: &Graph, iri: String, name: TermId, edits: &mut Edits) {
    let known = graph.find_iri(&iri);
    if known.is_some_and(|id| !graph.properties(id).is_empty()) {
        return;
    }
    let agent = Subject::Iri(iri);
    edits.add(agent.clone(), rdf::TYPE, Object::Iri(foaf::ORGANIZATION.to_owned()), None);
    edits.add(agent.clone(), foaf::NAME, Object::Same(name), None);
    edits.made(agent, None);
}
