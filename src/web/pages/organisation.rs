//! The report on one organisation, out of the store.

use super::site::text;
use super::{agents, conflicts, findings, live, repairs, source, suggestions};
use crate::config::{self, OrganisationKind as Kind};
use crate::harvest::Context;
use crate::quality::{Dimension, Method};
use crate::report::{LiveCounts, Organisation, OrganisationKind, OrganisationReport, Quality};
use crate::store::{Result, Store};

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
    let (dangling, all_dangling) = agents::dangling(store, &ids)?;
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
        quality: quality(store, &ids)?,
        groups: findings::load(context, &organisation.sources)?,
        repairs: repairs::load(store, &ids)?,
        suggestions: suggestions::load(store, &ids)?,
        conflicts,
        all_conflicts,
        agents: agents::load(store, config, |group| group.iter().any(|row| ids.contains(&row.source.as_str())))?,
        dangling,
        all_dangling,
    }))
}

/// The average score of the datasets of some sources, by the European method.
fn quality(store: &Store, sources: &[&str]) -> Result<Option<Quality>> {
    let measured: u64 = Dimension::ALL.into_iter().map(|dimension| u64::from(dimension.measurable())).sum();
    let (mut points, mut most) = (0, 0);
    for source in sources {
        let rows = store.score(source)?;
        let total = rows.iter().find(|row| row.method == Method::European.name() && row.metric == "scoring");
        points += total.map_or(0, |row| row.passed);
        most += total.map_or(0, |row| row.measured);
    }
    let datasets = most / measured.max(1);
    let average =
        |datasets| Quality { points: (points + datasets / 2) / datasets, measured, of: Method::European.of().into() };
    Ok((datasets > 0).then(|| average(datasets)))
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
