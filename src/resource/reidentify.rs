//! Which of the entries that are gone are there again under another address.
//!
//! In: the entries that vanished from a source and those that appeared. Out: pairs of old and new address, of entries and of what
//! belongs to them. Must not: guess; whatever could be paired in two ways is not.
//!
//! A source that changes its system, or its domain, gives every dataset a new address. Seen by addresses alone that is a deletion of
//! all and an addition of as many; a reader of the catalogue sees the same datasets. The harvest uses it so:
//!
//! 1. After a complete run only, and only where entries were both removed and added: what was not read did not vanish.
//! 2. [`entries`](super::entries) of [`Difference::removed`](super::Difference) with texts from the store, and of
//!    [`Difference::added`](super::Difference) with those of the [`Cut`](super::Cut): cost follows change.
//! 3. [`moved`], before large removals are held. An entry that moved is not lost, and is neither counted as removed nor as added.
//! 4. In the transaction that writes the run, rows that hang on the old address (the resource with its history, first) get the new
//!    one, and the pairs are kept with the run, for its report: "87 datasets have new addresses".

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use sha2::{Digest, Sha256};

use super::Class;

/// The fewest entries that move together, unless they are all that the source has.
const TOGETHER: usize = 2;

/// What a thing is known by beside its address, as a hash: however long its texts are, and however many, a comparison costs the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// The hash of texts, in their order.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Key {
        let mut hasher = Sha256::new();
        for text in texts {
            // The length sets texts apart, whatever stands in them.
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
        Key(hasher.finalize().into())
    }

    /// What an entry is known by: its title, without case and with single spaces; what its publisher is known by; and the
    /// access URLs of each of its distributions, or of itself, in any order.
    ///
    /// None for one without a title, and for one that has neither a publisher nor access URLs: a title alone says too little.
    pub fn of_entry(title: &str, publisher: Option<Key>, mut access_urls: Vec<Key>) -> Option<Key> {
        let title = title.split_whitespace().collect::<Vec<&str>>().join(" ").to_lowercase();
        if title.is_empty() || publisher.is_none() && access_urls.is_empty() {
            return None;
        }
        access_urls.sort_unstable();
        access_urls.dedup();
        let mut hasher = Sha256::new();
        for Key(part) in [Key::of([title.as_str()]), publisher.unwrap_or(Key([0; 32]))].iter().chain(&access_urls) {
            hasher.update(part);
        }
        Some(Key(hasher.finalize().into()))
    }
}

/// An entry of the catalogue, on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its IRI.
    pub iri: String,
    /// Its class.
    pub class: Class,
    /// What it is known by; none if that is too little.
    pub key: Option<Key>,
    /// The resources that belong to it and that vanished, or appeared, as well.
    pub parts: Vec<Part>,
}

/// A distribution, agent or contact of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its IRI.
    pub iri: String,
    /// Its class.
    pub class: Class,
    /// What it is known by within its entry: the access URLs of a distribution, name or mailbox of an agent or contact.
    pub key: Option<Key>,
    /// What else may tell it from others that are known by the same: the format.
    pub detail: Key,
}

/// A thing that has another address than before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// What it is.
    pub class: Class,
    /// Where it was.
    pub from: String,
    /// Where it is.
    pub to: String,
}

/// The moves from what vanished to what appeared, sorted; `known` is the number of entries that the source had.
///
/// An entry moved if it alone of those that vanished is known by its key, and one alone of those that appeared is known by the same
/// key and is of the same class. Where two share a key on either side nobody can tell which became which, and none of them
/// moved. A part of an entry that moved follows it if it alone there is known by its key, or else by its key and detail; one that
/// several entries share follows if all of them lead to the same.
///
/// A move is what happens to a catalogue, not to one dataset: fewer than two entries are a move only if they are all that the source
/// had. Somebody who takes one of many datasets away and registers it again has made a new one, and its old address is gone on
/// purpose; a report of that would hide what it is for. As with removals, where one of many is never held.
///
/// The time is linear in the entries and parts (and that of sorting the moves).
pub fn moved(vanished: &[Entry], appeared: &[Entry], known: usize) -> Vec<Move> {
    let keyed = |entries: &'_ [Entry]| -> Vec<Option<(Class, Key)>> {
        entries.iter().map(|entry| Some((entry.class, entry.key?))).collect()
    };
    let pairs = pairs(&keyed(vanished), &keyed(appeared));
    if pairs.len() < TOGETHER && pairs.len() < known {
        return Vec::new();
    }
    let mut parts = OneToOne::default();
    let mut moves = Vec::with_capacity(pairs.len());
    for (old, new) in pairs {
        let (old, new) = (&vanished[old], &appeared[new]);
        moves.push(Move { class: old.class, from: old.iri.clone(), to: new.iri.clone() });
        for (from, to) in follow(&old.parts, &new.parts) {
            parts.add(from, to);
        }
    }
    moves.extend(parts.moves());
    moves.sort_unstable();
    moves
}

/// The parts of an entry that follow it.
fn follow<'e>(old: &'e [Part], new: &'e [Part]) -> Vec<(&'e Part, &'e Part)> {
    let keyed = |parts: &[Part]| -> Vec<Option<(Class, Key)>> {
        parts.iter().map(|part| Some((part.class, part.key?))).collect()
    };
    let mut found = pairs(&keyed(old), &keyed(new));
    let detailed = |parts: &[Part]| -> Vec<Option<(Class, Key, Key)>> {
        parts.iter().map(|part| Some((part.class, part.key?, part.detail))).collect()
    };
    let (mut left_old, mut left_new) = (detailed(old), detailed(new));
    for &(from, to) in &found {
        (left_old[from], left_new[to]) = (None, None);
    }
    found.extend(pairs(&left_old, &left_new));
    found.into_iter().map(|(from, to)| (&old[from], &new[to])).collect()
}

/// The places at which a key stands exactly once on either side, in the order of the old ones.
fn pairs<K: Eq + Hash + Copy>(old: &[Option<K>], new: &[Option<K>]) -> Vec<(usize, usize)> {
    let mut places: HashMap<K, [Place; 2]> = HashMap::with_capacity(old.len());
    for (side, keys) in [old, new].into_iter().enumerate() {
        for (place, key) in keys.iter().enumerate().filter_map(|(place, key)| Some((place, (*key)?))) {
            let known = &mut places.entry(key).or_default()[side];
            *known = if *known == Place::None { Place::One(place) } else { Place::Several };
        }
    }
    let mut pairs: Vec<(usize, usize)> = places
        .into_values()
        .filter_map(|places| match places {
            [Place::One(old), Place::One(new)] => Some((old, new)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Where a key stands on one side.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    None,
    One(usize),
    Several,
}

/// Pairs that are asked for by several, of which only those count that nothing contradicts.
#[derive(Default)]
struct OneToOne<'e> {
    /// By the old address; none where two were asked for.
    forth: BTreeMap<&'e str, Option<(Class, &'e str)>>,
    /// By the new address.
    back: BTreeMap<&'e str, Option<&'e str>>,
}

impl<'e> OneToOne<'e> {
    fn add(&mut self, from: &'e Part, to: &'e Part) {
        let there = Some((from.class, to.iri.as_str()));
        let known = self.forth.entry(&from.iri).or_insert(there);
        *known = known.filter(|_| *known == there);
        let here = Some(from.iri.as_str());
        let known = self.back.entry(&to.iri).or_insert(here);
        *known = known.filter(|_| *known == here);
    }

    fn moves(&self) -> impl Iterator<Item = Move> + '_ {
        let agreed = self.forth.iter().filter_map(|(from, there)| Some((*from, (*there)?)));
        let agreed = agreed.filter(|(from, (_, to))| self.back.get(to) == Some(&Some(*from)));
        agreed.map(|(from, (class, to))| Move { class, from: from.to_owned(), to: to.to_owned() })
    }
}

#[cfg(test)]
mod tests;
