//! The region at a glance, out of the store.

use super::organisation::kind;
use super::site::text;
use super::{agents, live, local, missing, source};
use crate::config::Organisation;
use crate::harvest::Context;
use crate::publish::FORMATS;
use crate::report::{Feed, LiveCounts, OrganisationRow, RegionDecision, RegionReport, RowState, Snapshot};
use crate::store::{Result, SnapshotRow};

/// The report.
pub(super) fn load(context: &Context) -> Result<RegionReport> {
    let mut live = LiveCounts::default();
    let mut rows = Vec::with_capacity(context.config.organisations.len());
    for organisation in &context.config.organisations {
        let (row, counts) = row(context, organisation)?;
        rows.push(row);
        live = live::sum(live, counts);
    }
    let mut decisions = Vec::new();
    for organisation in &context.config.organisations {
        for source in &organisation.sources {
            if let Some(held) = missing::held(&context.config, &context.store, source, 0)? {
                let (organisation, name) = (organisation.id.clone(), text(&organisation.name));
                decisions.push(RegionDecision { organisation, name, held });
            }
        }
    }
    let agents = agents::load(&context.store, &context.config, |_| true)?;
    let conflicts = context.store.all_conflicts()?.len() as u64;
    let snapshot = context.store.current_snapshot()?.and_then(|row| snapshot(context, &row));
    Ok(RegionReport { rows, live, decisions, agents, conflicts, snapshot })
}

fn row(context: &Context, organisation: &Organisation) -> Result<(OrganisationRow, LiveCounts)> {
    let mut live = LiveCounts::default();
    let (mut violations, mut warnings) = (0, 0);
    let mut sources = Vec::with_capacity(organisation.sources.len());
    for source in &organisation.sources {
        let standing = source::load(&context.config, &context.store, source)?;
        if let Some(run) = standing.last_good {
            violations += run.counts.violations;
            warnings += run.counts.warnings;
        }
        sources.push(standing.status);
        live = live::sum(live, live::count(&context.store, &source.id)?);
    }
    let row = OrganisationRow {
        id: organisation.id.clone(),
        name: text(&organisation.name),
        kind: kind(organisation),
        state: RowState::of(&sources),
        last_good: sources.iter().filter_map(|source| source.state.last_good()).max(),
        datasets: live.datasets,
        violations,
        warnings,
        next_run: sources.iter().filter_map(|source| source.next_run).min(),
    };
    Ok((row, live))
}

fn snapshot(context: &Context, row: &SnapshotRow) -> Option<Snapshot> {
    let at = local::of_region(&context.config, row.created)?;
    let feeds = FORMATS.into_iter().filter_map(|format| {
        let file = row.file(format.extension())?;
        Some(Feed { format, path: format!("/catalog.{}", format.extension()), bytes: file.bytes })
    });
    Some(Snapshot { at, feeds: feeds.collect() })
}
