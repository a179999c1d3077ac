//! One IRI for each organisation: that of Sveriges dataportal.
//!
//! In: agents that give an organisation number, that have exactly the name of the config's organisation, or that the operator has named. Out:
//! the IRI `http://dataportal.se/organisation/SE…`, or the operator's; the old one stays as owl:sameAs. Where agents with one number have different
//! names, it is proposed only: departments give the number of the whole. Must not: join agents because their names are alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::normalise::agents::{agents, iri_of, is_named_as_configured, is_person, names, numbers, portal_form};
use crate::normalise::{Edits, Level, NAME, Object, Settings, Step, Subject, Text};
use crate::rdf::vocab::owl;
use crate::rdf::{Graph, Term, TermId};

pub(super) const STEP: Step = Step {
    id: "agent-iri",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Ger organisationer den adress som hör till deras organisationsnummer, så att de känns igen i alla kataloger.",
        en: "Gives organisations the address of their organisation number, so that they are known in all catalogues.",
    },
    apply,
};

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let aliases: HashMap<String, &str> =
        settings.lookup.agents.iter().map(|(iri, of)| (iri.trim().to_lowercase(), of.as_str())).collect();
    let mut forms: BTreeMap<TermId, String> = BTreeMap::new();
    let mut by_number: BTreeMap<String, Vec<TermId>> = BTreeMap::new();
    // The names of those whose IRI is decided.
    let mut settled: HashMap<String, Vec<BTreeSet<String>>> = HashMap::new();
    for agent in agents(graph) {
        let iri = graph.term(agent).as_iri();
        if let Some(alias) = iri.and_then(|iri| alias(&aliases, iri)) {
            settled.entry(alias.clone()).or_default().push(names(graph, agent));
            forms.insert(agent, alias);
        } else if let Some(form) = iri.and_then(portal_form) {
            settled.entry(form).or_default().push(names(graph, agent));
        } else if !is_person(graph, agent)
            && let Some(number) = number(graph, agent, settings)
        {
            by_number.entry(number).or_default().push(agent);
        }
    }
    for (number, found) in by_number {
        let form = iri_of(&number);
        let mut all: Vec<BTreeSet<String>> = found.iter().map(|&agent| names(graph, agent)).collect();
        all.extend(settled.get(&form).into_iter().flatten().cloned());
        all.retain(|names| !names.is_empty());
        let is_ours = settings.organisation.number.as_ref() == Some(&number);
        match share_a_name(&all) || (is_ours && all.iter().all(|names| is_named_as_configured(names, settings))) {
            true => forms.extend(found.into_iter().map(|agent| (agent, form.clone()))),
            false => found.into_iter().for_each(|agent| edits.suggest(agent, NAME, Some(agent), form.clone())),
        }
    }
    // What an operator calls another agent may itself have a number.
    let by_iri: HashMap<&str, &String> =
        forms.iter().filter_map(|(&agent, form)| Some((graph.term(agent).as_iri()?, form))).collect();
    for (&agent, form) in &forms {
        let form = by_iri.get(form.as_str()).copied().unwrap_or(form).clone();
        if graph.term(agent) != Term::Iri(&form) {
            rename(graph, agent, form, edits);
        }
    }
}

/// Gives an agent another IRI; one that is described keeps the one it had as owl:sameAs.
pub(super) fn rename(graph: &Graph, agent: TermId, form: String, edits: &mut Edits) {
    let Term::Iri(old) = graph.term(agent) else { return edits.name(agent, form) };
    let is_web = old.starts_with("http://") || old.starts_with("https://");
    // Of an agent that the document only names, nothing is said: what is described is judged as such.
    if let Some(&described) = graph.properties(agent).first().filter(|_| is_web) {
        // What said so already would say of the new IRI that it is itself.
        if let Some((same_as, new)) = graph.find_iri(owl::SAME_AS).zip(graph.find_iri(&form))
            && graph.contains(&[new, same_as, agent])
        {
            edits.remove([new, same_as, agent]);
        }
        edits.add(Subject::Iri(form.clone()), owl::SAME_AS, Object::Iri(old.to_owned()), Some(described));
    }
    edits.rename(agent, form);
}

/// What the operator calls an IRI, in the form of the dataportal if it is one of its.
fn alias(aliases: &HashMap<String, &str>, iri: &str) -> Option<String> {
    let mut form = *aliases.get(&iri.trim().to_lowercase())?;
    // The config refuses rows that go in circles; this ends all the same.
    for _ in 0..aliases.len() {
        match aliases.get(&form.trim().to_lowercase()) {
            Some(next) => form = next,
            None => break,
        }
    }
    Some(portal_form(form).unwrap_or_else(|| form.to_owned()))
}

/// The number of an agent: the only one that it gives, or that of the config's organisation if it has exactly its name.
fn number(graph: &Graph, agent: TermId, settings: &Settings) -> Option<String> {
    let numbers = numbers(graph, agent);
    match numbers.len() {
        0 => {
            let is_ours = is_named_as_configured(&names(graph, agent), settings);
            settings.organisation.number.clone().filter(|_| is_ours)
        }
        1 => numbers.into_iter().next(),
        _ => None,
    }
}

/// Whether there is a name that all have.
fn share_a_name(all: &[BTreeSet<String>]) -> bool {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for name in all.iter().flatten() {
        *times.entry(name).or_insert(0) += 1;
    }
    all.is_empty() || times.values().any(|&times| times == all.len())
}
