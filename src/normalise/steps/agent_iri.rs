//! One IRI for each organisation: that of Sveriges dataportal.
//!
//! In: agents that give an organisation number, that have exactly the name of the config's organisation, or that the operator has named. Out:
//! the IRI `http://dataportal.se/organisation/SE…`, or the operator's; the old one stays as owl:sameAs. Agents of one number are joined by the
//! operator's rows only: where several have addresses or names of their own, or the IRI belongs to another already, it is proposed (departments
//! give the number of the whole). Nodes without an address, of one number and one name, are one agent said several times. Must not: join agents
//! because their names are alike, or make an agent of what the document describes as something else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::authority_iri;
use crate::normalise::agents::{agents, iri_of, is_named_as_configured, is_person, names, numbers, portal_form};
use crate::normalise::{Edits, Level, NAME, Object, Settings, Step, Subject, Text};
use crate::rdf::vocab::owl;
use crate::rdf::{Graph, Term, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "agent-iri",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Ger organisationer den adress som hör till deras organisationsnummer, så att de känns igen i alla kataloger.",
        en: "Gives organisations the address of their organisation number, so that they are known in all catalogues.",
    },
    apply,
};

/// An agent as the document and the operator's rows know it: several nodes where rows say that they are the same.
#[derive(Default)]
struct Agent {
    nodes: Vec<TermId>,
    names: BTreeSet<String>,
    numbers: BTreeSet<String>,
    is_person: bool,
}

/// What the agent is known by until its IRI is decided.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Iri(String),
    Blank(TermId),
}

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let nodes = agents(graph);
    // What is described, and is no agent.
    let is_else = |iri: &str| graph.find_iri(iri).is_some_and(|id| described(graph, id) && !nodes.contains(&id));
    let aliases = Aliases::of(settings);
    let mut known: BTreeMap<Key, Agent> = BTreeMap::new();
    for &node in &nodes {
        let key = match graph.term(node).as_iri().map(|iri| (iri, aliases.last(iri))) {
            None => Key::Blank(node),
            Some((_, Some(alias))) if !is_else(&alias) => Key::Iri(alias),
            Some((iri, alias)) => {
                alias.into_iter().for_each(|alias| edits.suggest(node, NAME, Some(node), alias));
                Key::Iri(iri.to_owned())
            }
        };
        let agent = known.entry(key).or_default();
        agent.nodes.push(node);
        agent.names.extend(names(graph, node));
        agent.numbers.extend(numbers(graph, node));
        agent.is_person |= is_person(graph, node);
    }
    let mut by_number: BTreeMap<String, Vec<&Key>> = BTreeMap::new();
    for (key, agent) in &known {
        let is_settled = matches!(key, Key::Iri(iri) if portal_form(iri).is_some());
        if let Some(number) = number(agent, settings).filter(|_| !is_settled && !agent.is_person) {
            by_number.entry(number).or_default().push(key);
        }
    }
    let mut decided: BTreeMap<&Key, String> = BTreeMap::new();
    for (number, mut keys) in by_number {
        let iri = iri_of(&number);
        let form = aliases.last(&iri).unwrap_or(iri);
        let is_taken = known.contains_key(&Key::Iri(form.clone())) || is_else(&form);
        keys.retain(|key| **key != Key::Iri(form.clone()));
        match !is_taken && is_one(&number, &keys, &known, settings) {
            true => decided.extend(keys.into_iter().map(|key| (key, form.clone()))),
            false => {
                let nodes = keys.into_iter().flat_map(|key| &known[key].nodes);
                nodes.for_each(|&node| edits.suggest(node, NAME, Some(node), form.clone()));
            }
        }
    }
    let mut forms: BTreeMap<TermId, String> = BTreeMap::new();
    for (key, agent) in &known {
        let form = match (decided.remove(key), key) {
            (Some(form), _) => form,
            (None, Key::Iri(iri)) => iri.clone(),
            (None, Key::Blank(_)) => continue,
        };
        let differs = agent.nodes.iter().filter(|&&node| graph.term(node) != Term::Iri(&form));
        forms.extend(differs.map(|&node| (node, form.clone())));
    }
    rename(graph, &forms, edits);
}

/// Whether agents of one number are one: at most one has an address, and they have one name, or are all named as the config's organisation
/// whose number it is.
fn is_one(number: &String, keys: &[&Key], known: &BTreeMap<Key, Agent>, settings: &Settings) -> bool {
    let with_address = keys.iter().filter(|key| matches!(key, Key::Iri(_))).count();
    let all: Vec<&BTreeSet<String>> =
        keys.iter().map(|key| &known[*key].names).filter(|names| !names.is_empty()).collect();
    let is_ours = settings.organisation.number.as_ref() == Some(number);
    let are_ours = || is_ours && all.iter().all(|names| is_named_as_configured(names, settings));
    with_address <= 1 && (share_a_name(&all) || are_ours())
}

fn described(graph: &Graph, id: TermId) -> bool {
    !graph.properties(id).is_empty()
}

/// Gives agents other IRIs; one that is described keeps the one it had as owl:sameAs.
pub(super) fn rename(graph: &Graph, forms: &BTreeMap<TermId, String>, edits: &mut Edits) {
    for (&agent, form) in forms {
        let Term::Iri(old) = graph.term(agent) else {
            edits.name(agent, form.clone());
            continue;
        };
        let is_web = old.starts_with("http://") || old.starts_with("https://");
        // Of an agent that the document only names, nothing is said: what is described is judged as such.
        if let Some(&described) = graph.properties(agent).first().filter(|_| is_web) {
            let same_as = Object::Iri(old.to_owned());
            edits.add(Subject::Iri(form.clone()), owl::SAME_AS, same_as, Some(described));
        }
        edits.rename(agent, form.clone());
    }
    // What said that two are the same would say of the new IRI that it is itself.
    let Some(same_as) = graph.find_iri(owl::SAME_AS).filter(|_| !forms.is_empty()) else { return };
    let last = |id: TermId| forms.get(&id).map(String::as_str).or_else(|| graph.term(id).as_iri());
    for (object, subject) in graph.by_predicate(same_as) {
        let triple: Triple = [subject, same_as, object];
        let is_renamed = forms.contains_key(&subject) || forms.contains_key(&object);
        if is_renamed && last(subject).is_some_and(|iri| last(object) == Some(iri)) {
            edits.remove(triple);
        }
    }
}

/// What the operator calls agents.
pub(super) struct Aliases<'s>(HashMap<String, &'s str>);

impl<'s> Aliases<'s> {
    pub(super) fn of(settings: &'s Settings) -> Self {
        let rows = settings.lookup.agents.iter();
        Aliases(rows.map(|(iri, of)| (iri.trim().to_lowercase(), of.trim())).collect())
    }

    /// What the operator calls an IRI in the end, as the lists write theirs. What a row leads to may be named by another; none where they
    /// lead round in a circle.
    pub(super) fn last(&self, iri: &str) -> Option<String> {
        let mut last: Option<String> = None;
        for _ in 0..=self.0.len() {
            let at = last.as_deref().unwrap_or(iri);
            let Some(next) = self.0.get(&at.trim().to_lowercase()).filter(|next| **next != at) else { return last };
            let form = portal_form(next).or_else(|| authority_iri::own_form(next));
            last = Some(form.unwrap_or_else(|| (*next).to_owned()));
        }
        None
    }
}

/// The number of an agent: the only one that it gives, or that of the config's organisation if it has exactly its name.
fn number(agent: &Agent, settings: &Settings) -> Option<String> {
    match agent.numbers.len() {
        0 => {
            let is_ours = is_named_as_configured(&agent.names, settings);
            settings.organisation.number.clone().filter(|_| is_ours)
        }
        1 => agent.numbers.first().cloned(),
        _ => None,
    }
}

/// Whether there is a name that all have.
fn share_a_name(all: &[&BTreeSet<String>]) -> bool {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for name in all.iter().copied().flatten() {
        *times.entry(name).or_insert(0) += 1;
    }
    all.is_empty() || times.values().any(|&times| times == all.len())
}
