//! Agents that seem to be one: several addresses with one organisation number, or with one name.
//!
//! In: the claims, and those of them that go out. Out: groups to tell people about. Must not: join any; only an alias in the
//! config does (DCAT-AP-SE harvesting guide, "Beskriv en utgivande organisation enbart en gång").

use std::collections::{BTreeMap, BTreeSet};

use super::Claim;
use crate::resource::Class;

/// What two agents have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alike {
    /// The organisation number.
    Number,
    /// The name, but for case, spaces and punctuation.
    Name,
}

impl Alike {
    /// The name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Alike::Number => "number",
            Alike::Name => "name",
        }
    }
}

/// An agent that seems to be another one too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duplicate {
    /// What they have in common.
    pub alike: Alike,
    /// The number or the folded name.
    pub key: String,
    /// Its address.
    pub iri: String,
    /// The rank of its source.
    pub rank: u32,
    /// Its name.
    pub name: Option<String>,
}

/// Every agent that shares its number or its name with another address, sorted: the members of a group stand together.
///
/// Those that share both are told by their number.
pub fn duplicates(claims: &[Claim], included: &[usize]) -> Vec<Duplicate> {
    let agents = || included.iter().map(|&place| &claims[place]).filter(|claim| claim.class == Class::Agent);
    let by_number = groups(agents().filter_map(|agent| Some((agent.identifier.clone()?, agent))), Alike::Number);
    let told: BTreeSet<&str> = by_number.iter().map(|agent| agent.iri.as_str()).collect();
    let by_name = groups(agents().filter_map(|agent| Some((folded(agent.name.as_deref()?)?, agent))), Alike::Name);
    // A group all of which share a number is no news; one with a member that does not is.
    let mut news: BTreeMap<&str, bool> = BTreeMap::new();
    for agent in &by_name {
        *news.entry(&agent.key).or_default() |= !told.contains(agent.iri.as_str());
    }
    let of_name = by_name.iter().filter(|agent| news[agent.key.as_str()]).cloned();
    by_number.iter().cloned().chain(of_name).collect()
}

fn groups<'c>(agents: impl Iterator<Item = (String, &'c Claim)>, alike: Alike) -> Vec<Duplicate> {
    let mut groups: BTreeMap<String, BTreeMap<&str, &Claim>> = BTreeMap::new();
    for (key, agent) in agents {
        groups.entry(key).or_default().entry(&agent.iri).or_insert(agent);
    }
    let several = groups.into_iter().filter(|(_, agents)| agents.len() > 1);
    let members = several.flat_map(|(key, agents)| agents.into_values().map(move |agent| (key.clone(), agent)));
    members
        .map(|(key, agent)| Duplicate {
            alike,
            key,
            iri: agent.iri.clone(),
            rank: agent.rank,
            name: agent.name.clone(),
        })
        .collect()
}

/// A name without case, punctuation and superfluous spaces; `None` if nothing is left.
fn folded(name: &str) -> Option<String> {
    let letters: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<String> = letters.split_whitespace().map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
