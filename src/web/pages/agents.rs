//! Agents that seem to be one, and references that lead nowhere, out of the store.

use std::collections::BTreeMap;

use super::own;
use super::site::text;
use crate::config::Config;
use crate::report::{AgentAddress, AgentGroup, AlikeBy, DanglingReference};
use crate::store::{AgentDuplicateRow, Result, Store};

/// The most references, groups and members of a group that are listed.
const LISTED: u32 = 20;

/// The groups that are wanted, by number and then by name.
pub(super) fn load(
    store: &Store,
    config: &Config,
    is_wanted: impl Fn(&[AgentDuplicateRow]) -> bool,
) -> Result<Vec<AgentGroup>> {
    let rows = store.agent_duplicates()?;
    let groups = rows.chunk_by(|a, b| (&a.alike, &a.key) == (&b.alike, &b.key)).filter(|group| is_wanted(group));
    Ok(groups.filter_map(|group| self::group(config, group)).take(LISTED as usize).collect())
}

fn group(config: &Config, rows: &[AgentDuplicateRow]) -> Option<AgentGroup> {
    let first = rows.first()?;
    let by = match first.alike.as_str() {
        "number" => AlikeBy::Number,
        _ => AlikeBy::Name,
    };
    let mut members: Vec<AgentAddress> = Vec::new();
    let mut nameless: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for row in rows {
        let owner = config.organisations.iter().find(|o| o.sources.iter().any(|s| s.id == row.source))?;
        let iri = own::shown(config, row.iri.clone());
        if iri.is_none() {
            let place = *nameless.entry((&owner.id, row.name.as_deref())).or_insert(members.len());
            if let Some(known) = members.get_mut(place) {
                known.count += 1;
                continue;
            }
        }
        members.push(AgentAddress {
            iri,
            count: 1,
            name: row.name.clone(),
            organisation: owner.id.clone(),
            organisation_name: text(&owner.name),
        });
    }
    let all = members.len() as u64;
    members.truncate(LISTED as usize);
    Some(AgentGroup { by, key: first.key.clone(), members, all })
}

/// The first references of some sources that lead nowhere, and how many there are.
pub(super) fn dangling(store: &Store, sources: &[&str]) -> Result<(Vec<DanglingReference>, u64)> {
    let (mut found, mut all) = (Vec::new(), 0);
    for source in sources {
        let (rows, count) = store.dangling(source, LISTED)?;
        all += count;
        let references = rows.into_iter().map(|row| {
            let (iri, property, target) = (row.iri, row.property, row.target);
            DanglingReference { iri, property, target }
        });
        found.extend(references);
    }
    found.truncate(LISTED as usize);
    Ok((found, all))
}
