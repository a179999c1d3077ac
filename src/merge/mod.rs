//! Merge: which source owns a resource, and what the merged catalogue consists of.
//!
//! In: what every source claims, without the triples. Out: which claims make up the catalogue, and the conflicts.
//! It decides identity and nothing else: it never reads a triple, fetches or words a message.
//!
//! The national portal filters duplicates by the same order (DCAT-AP-SE harvesting rules, "Hantering av duplikat"):
//! sources with a priority first, then public, then private. Ties go by the order in the config.

use std::collections::{BTreeMap, HashMap};

use crate::resource::Class;

/// A resource as one source describes it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The source's rank: the lower, the more it owns.
    pub rank: u32,
    /// The resource.
    pub iri: String,
    /// What it is.
    pub class: Class,
    /// The hash of its triples.
    pub hash: [u8; 32],
    /// Named nodes described inside it.
    pub embedded: Vec<String>,
    /// The resources that it refers to.
    pub links: Vec<String>,
}

/// What becomes of a source's own catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Catalogues {
    /// Left out: the datasets stand in the region's catalogue alone.
    LeftOut,
    /// Part of the region's catalogue, one level deep.
    Included,
}

/// One IRI described by two sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The resource.
    pub iri: String,
    /// The rank of the source that owns it; `None` when it is the region's own.
    pub owner: Option<u32>,
    /// The rank of the source whose description is filtered out.
    pub loser: u32,
}

/// The merged catalogue, as places in the list of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The claims that go out, in feed order: by class, then by IRI.
    pub included: Vec<usize>,
    /// For an included claim, the embedded nodes that another describes and that are left out of it.
    pub left_out: BTreeMap<usize, Vec<String>>,
    /// Sorted.
    pub conflicts: Vec<Conflict>,
}

/// Merges the claims of all sources.
///
/// `reserved` are the region's own IRIs, which no source may describe.
/// A claim goes out if its source owns the IRI and the region's catalogue leads to it: over datasets, series and services
/// to what they refer to. Agents and other shared descriptions that are equal to the letter are no conflict.
pub fn merge(claims: &[Claim], reserved: &[&str], catalogues: Catalogues) -> Merged {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    // Who only mentions something does not take it from the one who describes it.
    let standing = |claim: &Claim| (claim.class == Class::Other, claim.rank);
    order.sort_by(|&a, &b| (standing(&claims[a]), &claims[a].iri).cmp(&(standing(&claims[b]), &claims[b].iri)));

    let mut conflicts = Vec::new();
    let mut owners: HashMap<&str, usize> = HashMap::with_capacity(claims.len());
    for &place in &order {
        let claim = &claims[place];
        if reserved.contains(&claim.iri.as_str()) {
            conflicts.push(Conflict { iri: claim.iri.clone(), owner: None, loser: claim.rank });
            continue;
        }
        match owners.get(claim.iri.as_str()) {
            None => {
                owners.insert(&claim.iri, place);
            }
            Some(&owner) if claims[owner].rank != claim.rank && is_conflict(&claims[owner], claim) => {
                conflicts.push(Conflict { iri: claim.iri.clone(), owner: Some(claims[owner].rank), loser: claim.rank });
            }
            Some(_) => {}
        }
    }
    conflicts.sort_unstable();

    let mut included = reached(claims, &owners, catalogues);
    included.sort_by(|&a, &b| (claims[a].class, &claims[a].iri).cmp(&(claims[b].class, &claims[b].iri)));
    let left_out = foreign_nodes(claims, &included, reserved);
    Merged { included, left_out, conflicts }
}

/// Two descriptions of a dataset are always told; of anything else only when they differ.
fn is_conflict(owner: &Claim, other: &Claim) -> bool {
    owner.class.is_entry() || other.class.is_entry() || owner.hash != other.hash
}

/// The owned claims that the catalogue leads to.
fn reached(claims: &[Claim], owners: &HashMap<&str, usize>, catalogues: Catalogues) -> Vec<usize> {
    let is_start =
        |claim: &Claim| claim.class.is_entry() || claim.class == Class::Catalog && catalogues == Catalogues::Included;
    let goes_out = |claim: &Claim| claim.class != Class::Catalog || catalogues == Catalogues::Included;
    let mut seen = vec![false; claims.len()];
    let mut stack: Vec<usize> = owners.values().copied().filter(|&place| is_start(&claims[place])).collect();
    for &place in &stack {
        seen[place] = true;
    }
    let mut reached = Vec::new();
    while let Some(place) = stack.pop() {
        reached.push(place);
        for link in &claims[place].links {
            if let Some(&target) = owners.get(link.as_str())
                && goes_out(&claims[target])
                && !std::mem::replace(&mut seen[target], true)
            {
                stack.push(target);
            }
        }
    }
    reached
}

/// The embedded nodes that are described elsewhere too: as a resource, or inside one that comes before.
fn foreign_nodes(claims: &[Claim], included: &[usize], reserved: &[&str]) -> BTreeMap<usize, Vec<String>> {
    let resources: HashMap<&str, usize> = included.iter().map(|&place| (claims[place].iri.as_str(), place)).collect();
    let mut by_rank = included.to_vec();
    by_rank.sort_by_key(|&place| (claims[place].rank, place));
    let mut homes: HashMap<&str, usize> = HashMap::new();
    let mut left_out: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for place in by_rank {
        for node in &claims[place].embedded {
            let home = *homes.entry(node).or_insert(place);
            if home != place || resources.contains_key(node.as_str()) || reserved.contains(&node.as_str()) {
                left_out.entry(place).or_default().push(node.clone());
            }
        }
    }
    left_out
}

#[cfg(test)]
mod tests;
