//! The report on one organisation, out of the store.

use super::site::text;
use super::{conflicts, findings, live, repairs, source};
use crate::config::{self, OrganisationKind as Kind};
use crate::harvest::Context;
use crate::report::{LiveCounts, Organisation, OrganisationKind, OrganisationReport};
use crate::store::Result;

/// The report, or `None` where the config has no such organisation.
pub(super) fn load(context: &Context, id: &str) -> Result<Option<OrganisationReport>> {
    let Some(organisation) = context.config.organisations.iter().find(|o| o.id == id) else { return Ok(None) };
    let (config, store) = (&context.config, &context.store);
    let ids: Vec<&str> = organisation.sources.iter().map(|source| source.id.as_str()).collect();
    let mut sources = Vec::with_capacity(ids.len());
    let mut counts = LiveCounts::default();
    for source in &organisation.sources {
        sources.push(source::load(config, store, source)?.status);
        counts = live::sum(counts, live::count(store, &source.id)?);
    }
    let (conflicts, all_conflicts) = conflicts::load(store, config, organisation)?;
    Ok(Some(OrganisationReport {
        organisation: Organisation {
            id: organisation.id.clone(),
            name: text(&organisation.name),
            number: organisation.organisation_number.clone(),
            kind: kind(organisation),
        },
        sources,
        live: counts,
        groups: findings::load(store, context.profile, &ids)?,
        repairs: repairs::load(store, &ids)?,
        conflicts,
        all_conflicts,
    }))
}

/// The kind of an organisation.
pub(super) fn kind(organisation: &config::Organisation) -> OrganisationKind {
    match organisation.kind {
        Kind::Municipality => OrganisationKind::Municipality,
        Kind::Region => OrganisationKind::Region,
        Kind::Company => OrganisationKind::Company,
        Kind::Agency => OrganisationKind::Agency,
    }
}
