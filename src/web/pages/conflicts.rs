//! What an organisation and another one both describe.

use std::collections::BTreeMap;

use super::site::text;
use crate::config::{Config, Organisation};
use crate::report::{Conflict, Label, Shown};
use crate::store::{ConflictRow, Result, Store};

/// The most that are listed.
const LISTED: usize = 50;

/// The first conflicts of an organisation by IRI, and how many there are. Its own sources among each other are none.
pub(super) fn load(store: &Store, config: &Config, organisation: &Organisation) -> Result<(Vec<Conflict>, u64)> {
    let mut found = BTreeMap::new();
    for source in &organisation.sources {
        for row in store.conflicts(&source.id)? {
            let (shown, other) = sides(&row, &source.id);
            let other = other.and_then(|id| of_source(config, id));
            if other.is_none_or(|other| other.id != organisation.id) {
                let other_iri = (shown == Shown::Theirs).then_some(row.owner_iri).flatten();
                let key = (row.iri, other.map(|o| o.id.as_str()));
                found.entry(key).or_insert((source.id.as_str(), shown, other, other_iri));
            }
        }
    }
    let all = found.len() as u64;
    let listed = found.into_iter().take(LISTED).map(|((iri, _), (source, shown, other, other_iri))| {
        let resource = store.resource(source, &iri)?;
        let title = resource.and_then(|r| r.title.map(|text| Label { text, language: r.title_language }));
        let other_name = text(other.map_or(&config.region.name, |other| &other.name));
        Ok(Conflict { iri, title, other: other.map(|o| o.id.clone()), other_name, shown, other_iri })
    });
    Ok((listed.collect::<Result<_>>()?, all))
}

/// Whose description is shown, and the other source; `None` is the region itself.
fn sides<'a>(row: &'a ConflictRow, source: &str) -> (Shown, Option<&'a str>) {
    match row.owner.as_deref() {
        Some(owner) if owner == source => (Shown::Ours, Some(&row.loser)),
        owner => (Shown::Theirs, owner),
    }
}

fn of_source<'a>(config: &'a Config, source: &str) -> Option<&'a Organisation> {
    config.organisations.iter().find(|organisation| organisation.sources.iter().any(|s| s.id == source))
}
