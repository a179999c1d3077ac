//! Merge: which source owns a resource, and what the merged catalogue consists of.
//!
//! In: what every source claims, without the triples. Out: which claims make up the catalogue, and the conflicts.
//! It decides identity and nothing else: it never reads a triple, fetches or words a message.
//!
//! The national portal filters duplicates in the same way (DCAT-AP-SE harvesting rules, "Hantering av duplikat"): a dataset or
//! data service is known by its `dcterms:identifier` where that is a UUID, and by its IRI otherwise; anything else by its IRI.
//! What ranks lower is filtered out, not merged. Within one source nothing is filtered: that both stand there is for its rules to say.

mod agents;

use std::collections::{BTreeMap, HashMap};

use crate::resource::Class;

pub use agents::{Alike, Duplicate, duplicates};

/// A resource as one source describes it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The source's rank: the lower, the more it owns.
    pub rank: u32,
    /// The resource.
    pub iri: String,
    /// What it is.
    pub class: Class,
    /// What it is called, for agents.
    pub name: Option<String>,
    /// What tells who or what it is beside its IRI: the UUID of a dataset or service, the organisation number of an agent.
    pub identifier: Option<String>,
    /// Whether its IRI is one that we gave it for this source, as it had none.
    pub given: bool,
    /// Whether the source no longer has it, and it only stays for a time.
    pub missing: bool,
    /// The hash of its triples.
    pub hash: [u8; 32],
    /// Named nodes described inside it.
    pub embedded: Vec<String>,
    /// Those of them that have a type.
    pub typed: Vec<String>,
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

/// What no source may describe, or not every one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserved<'a> {
    /// The region's own IRIs, each with the ranks of the sources that may describe it all the same, being the region's own.
    pub iris: Vec<(&'a str, Vec<u32>)>,
    /// What the IRIs begin with that we give to things without any: each belongs to the source for which we made it.
    pub given: &'a str,
}

impl Reserved<'_> {
    fn forbids(&self, iri: &str, rank: u32) -> bool {
        self.iris.iter().any(|(own, except)| *own == iri && !except.contains(&rank)) || self.is_given(iri)
    }

    fn forbids_claim(&self, claim: &Claim) -> bool {
        match self.is_given(&claim.iri) {
            true => !claim.given,
            false => self.forbids(&claim.iri, claim.rank),
        }
    }

    fn is_given(&self, iri: &str) -> bool {
        !self.given.is_empty() && iri.starts_with(self.given)
    }
}

/// A resource described by two sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The resource, by the address that is filtered out.
    pub iri: String,
    /// The rank of the source that owns it; `None` when it is the region's own.
    pub owner: Option<u32>,
    /// The address that the owner gives it, where that is another one: they share a UUID.
    pub owner_iri: Option<String>,
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

/// Who owns what.
#[derive(Default)]
struct Owners<'c> {
    by_iri: HashMap<&'c str, usize>,
    by_uuid: HashMap<(Class, &'c str), usize>,
}

/// What a claim is known by beside its IRI.
fn uuid(claim: &Claim) -> Option<(Class, &str)> {
    let has_one = matches!(claim.class, Class::Dataset | Class::DataService);
    claim.identifier.as_deref().filter(|_| has_one).map(|uuid| (claim.class, uuid))
}

/// Merges the claims of all sources.
///
/// `reserved` is what no other source may describe.
/// A claim goes out if its source owns the resource and the region's catalogue leads to it: over datasets, series and services
/// to what they refer to. Agents and other shared descriptions that are equal to the letter are no conflict, and what a source
/// no longer has gives way to whoever has it.
pub fn merge(claims: &[Claim], reserved: &Reserved<'_>, catalogues: Catalogues) -> Merged {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    // Who only mentions something does not take it from the one who describes it.
    let standing = |claim: &Claim| (claim.class == Class::Other, claim.missing, claim.rank);
    order.sort_by(|&a, &b| (standing(&claims[a]), &claims[a].iri).cmp(&(standing(&claims[b]), &claims[b].iri)));

    let parts = parts(claims);
    let mut conflicts = Vec::new();
    let mut owners = Owners::default();
    for place in order {
        let claim = &claims[place];
        let iri = || claim.iri.clone();
        if reserved.forbids_claim(claim) {
            conflicts.push(Conflict { iri: iri(), owner: None, owner_iri: None, loser: claim.rank });
            continue;
        }
        // Who ranks lower does not make a resource of what another describes inside its own.
        if let Some(&owner) =
            parts.get(claim.iri.as_str()).filter(|owner| **owner < claim.rank && !claim.class.is_entry())
        {
            let lost = Conflict { iri: iri(), owner: Some(owner), owner_iri: None, loser: claim.rank };
            conflicts.extend((claim.class != Class::Other).then_some(lost));
            continue;
        }
        let by_uuid = uuid(claim).and_then(|uuid| owners.by_uuid.get(&uuid).copied());
        let of_another = by_uuid.filter(|&owner| claims[owner].rank != claim.rank);
        match owners.by_iri.get(claim.iri.as_str()).copied().or(of_another) {
            None => {
                owners.by_iri.insert(&claim.iri, place);
                if let Some(uuid) = uuid(claim) {
                    owners.by_uuid.entry(uuid).or_insert(place);
                }
            }
            Some(owner) if claims[owner].rank != claim.rank && is_conflict(&claims[owner], claim) => {
                let owner = &claims[owner];
                let owner_iri = (owner.iri != claim.iri).then(|| owner.iri.clone());
                conflicts.push(Conflict { iri: iri(), owner: Some(owner.rank), owner_iri, loser: claim.rank });
            }
            Some(_) => {}
        }
    }
    let mut included = reached(claims, &owners.by_iri, catalogues);
    included.sort_by(|&a, &b| (claims[a].class, &claims[a].iri).cmp(&(claims[b].class, &claims[b].iri)));
    let left_out = foreign_nodes(claims, &included, &owners.by_iri, reserved);
    // The owner of an address that we gave is known by now.
    for conflict in conflicts.iter_mut().filter(|conflict| conflict.owner.is_none()) {
        conflict.owner = owners.by_iri.get(conflict.iri.as_str()).map(|&place| claims[place].rank);
    }
    conflicts.extend(redescribed(claims, &left_out, &owners.by_iri, reserved));
    // One of a resource and a source: that with an owner of its own first.
    conflicts
        .sort_unstable_by(|a, b| (&a.iri, a.loser, a.owner.is_none(), a).cmp(&(&b.iri, b.loser, b.owner.is_none(), b)));
    conflicts.dedup_by(|next, first| next.iri == first.iri && next.loser == first.loser);
    Merged { included, left_out, conflicts }
}

/// The typed nodes that are described inside datasets and the like, each with the lowest rank of those that do.
fn parts(claims: &[Claim]) -> HashMap<&str, u32> {
    let mut parts = HashMap::new();
    for claim in claims.iter().filter(|claim| claim.class != Class::Other && !claim.missing) {
        for node in &claim.typed {
            let rank: &mut u32 = parts.entry(node.as_str()).or_insert(claim.rank);
            *rank = claim.rank.min(*rank);
        }
    }
    parts
}

/// Two descriptions of a dataset are always told; of anything else only when they differ. What one source no longer has and another has
/// is told as long as it stays: the description that goes out is another one.
fn is_conflict(owner: &Claim, other: &Claim) -> bool {
    owner.class.is_entry() || other.class.is_entry() || !other.missing && owner.hash != other.hash
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

/// The conflicts about what is described inside resources of one source and is another's own, or the region's.
fn redescribed<'a>(
    claims: &'a [Claim],
    left_out: &'a BTreeMap<usize, Vec<String>>,
    owners: &'a HashMap<&str, usize>,
    reserved: &'a Reserved<'_>,
) -> impl Iterator<Item = Conflict> + 'a {
    let nodes =
        left_out.iter().flat_map(move |(&place, nodes)| nodes.iter().map(move |node| (claims[place].rank, node)));
    nodes.filter_map(move |(loser, iri)| {
        let conflict = |owner| Some(Conflict { iri: iri.clone(), owner, owner_iri: None, loser });
        let owner = owners.get(iri.as_str()).map(|&place| &claims[place]);
        if reserved.forbids(iri, loser) {
            return conflict(owner.map(|owner| owner.rank));
        }
        let owner = owner?;
        let is_told = owner.class != Class::Other && owner.rank != loser && !owner.missing;
        is_told.then(|| conflict(Some(owner.rank))).flatten()
    })
}

/// The embedded nodes that are described elsewhere too: as a resource, or inside one that comes before.
fn foreign_nodes(
    claims: &[Claim],
    included: &[usize],
    owners: &HashMap<&str, usize>,
    reserved: &Reserved<'_>,
) -> BTreeMap<usize, Vec<String>> {
    let resources: HashMap<&str, usize> = included.iter().map(|&place| (claims[place].iri.as_str(), place)).collect();
    let mut by_rank = included.to_vec();
    by_rank.sort_by_key(|&place| (claims[place].rank, place));
    let mut homes: HashMap<&str, usize> = HashMap::new();
    let mut left_out: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for place in by_rank {
        let rank = claims[place].rank;
        for node in &claims[place].embedded {
            let home = *homes.entry(node).or_insert(place);
            // What another source of a better rank has of its own nobody describes in its place, whether it goes out or not.
            let is_owned = owners.get(node.as_str()).is_some_and(|&owner| is_anothers(&claims[owner], rank));
            let is_reserved = reserved.forbids(node, rank);
            if home != place || resources.contains_key(node.as_str()) || is_owned || is_reserved {
                left_out.entry(place).or_default().push(node.clone());
            }
        }
    }
    left_out
}

/// Whether a resource is another source's own, whatever one of a rank says of it: a dataset, series or service always, and what has any
/// other class if that source comes first.
fn is_anothers(owner: &Claim, rank: u32) -> bool {
    let comes_first = owner.class.is_entry() || owner.rank < rank;
    owner.rank != rank && owner.class != Class::Other && !owner.missing && comes_first
}

#[cfg(test)]
mod tests;
