//! The region's feed: what all sources said, merged and published.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::Context;
use crate::config::{Config, OrganisationKind, Sector, Source, SubCatalogues};
use crate::merge::{Catalogues, Claim, Merged, Reserved, duplicates, merge};
use crate::publish::{Catalogue, Dangling, Draft, PublishError, publisher, tidy};
use crate::resource::Class;
use crate::store::{
    AgentDuplicateRow, ClaimRow, ConflictRow, DanglingRow, Lease, SnapshotFile, SnapshotRow, StoreError,
};

/// The longest that publishing may take before another process may try.
const PUBLISHING_SECONDS: i64 = 1800;
/// How often a catalogue that changes while it is written is written again.
const ATTEMPTS: usize = 5;
/// Runs are forgotten after this many seconds: a good year.
const RUN_AGE: i64 = 400 * 86_400;

/// What came of publishing.
#[derive(Debug)]
pub enum Published {
    /// A new snapshot is served.
    Snapshot(SnapshotRow),
    /// The catalogue is what it was; the snapshot stays.
    Unchanged(SnapshotRow),
    /// No source has given anything yet, so there is nothing to publish.
    Nothing,
    /// Another worker is at it.
    Busy,
}

/// Why nothing was published; the snapshot before stays.
#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    /// The files.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Sources changed again and again while the catalogue was written.
    #[error("sources changed while the catalogue was written; it is tried again")]
    Moved,
    /// There is nothing in it, and there was before.
    #[error("the merged catalogue would be empty; the snapshot with {0} datasets stays")]
    Empty(u64),
    /// A mistake of the program.
    #[error("the program stumbled while publishing: {0}")]
    Panic(String),
}

/// The sources in the order in which they own resources: those with a priority, then public before private, then those that
/// gather what others publish; else in the config's order.
pub fn ranks(config: &Config) -> Vec<&Source> {
    let mut ranked: Vec<_> = config.organisations.iter().flat_map(|o| o.sources.iter().map(move |s| (o, s))).collect();
    ranked.sort_by_key(|(organisation, source)| {
        let priority = source.priority.or(organisation.priority).unwrap_or(u32::MAX);
        (priority, source.aggregates, organisation.sector == Sector::Private)
    });
    ranked.into_iter().map(|(_, source)| source).collect()
}

/// Merges all sources and publishes the catalogue, if it differs from the current snapshot.
///
/// # Errors
/// If the files or the database fail; then the snapshot before stays.
pub fn publish_region(context: &Context) -> Result<Published, RegionError> {
    let now = context.clock.timestamp();
    let Some(lease) = context.store.acquire("publish", context.holder.name(), now, now + PUBLISHING_SECONDS)? else {
        return Ok(Published::Busy);
    };
    let mut published = under_lease(context, &lease);
    // A source that changes while the catalogue is written makes it neither the old nor the new one; so it is written again.
    for _ in 0..ATTEMPTS {
        if !matches!(published, Err(RegionError::Moved)) {
            break;
        }
        published = under_lease(context, &lease);
    }
    context.store.release(&lease)?;
    if let Ok(Published::Snapshot(row)) = &published {
        tracing::info!(snapshot.id = %row.id, datasets = row.datasets, triples = row.triples, "published");
    }
    published
}

fn under_lease(context: &Context, lease: &Lease) -> Result<Published, RegionError> {
    let config = &context.config;
    let sources = ranks(config);
    let mut rows = context.store.claims()?;
    let mut claims = claims(&rows, &sources);
    let mut merged = merged(config, &claims, &sources);
    store_conflicts(context, &claims, &merged, &sources)?;

    let state = state(config, &claims, &merged);
    let snapshots = context.snapshots();
    if let Some(current) = context.store.current_snapshot()?.filter(|current| current.state == state)
        && crate::publish::is_complete(&snapshots, &current.id)
    {
        clean(context);
        return Ok(Published::Unchanged(current));
    }

    if !merged.included.iter().any(|&place| claims[place].class.is_entry()) {
        match context.store.current_snapshot()? {
            Some(current) if current.datasets > 0 => return Err(RegionError::Empty(current.datasets)),
            Some(_) => {}
            None => return Ok(Published::Nothing),
        }
    }
    let mut draft = draft(context, &rows, &claims, &merged)?;
    // A catalogue must not lead to what a syntax cannot express, so the rest is merged as if that were not there.
    // What stands behind it may then come forward and be no better; each round leaves fewer.
    while !draft.quarantined().is_empty() {
        for (iri, reason) in draft.quarantined() {
            // Somebody's dataset is missing until this is mended, so whoever runs the harvest sees it.
            tracing::error!(resource = %iri, "left out of the feed: {reason}");
        }
        let quarantined: BTreeSet<&str> = draft.quarantined().iter().map(|(iri, _)| iri.as_str()).collect();
        let gone: BTreeSet<(String, String)> = (merged.included.iter())
            .filter(|&&place| quarantined.contains(claims[place].iri.as_str()))
            .map(|&place| (rows[place].source.clone(), rows[place].iri.clone()))
            .collect();
        rows.retain(|row| !gone.contains(&(row.source.clone(), row.iri.clone())));
        claims = self::claims(&rows, &sources);
        merged = self::merged(config, &claims, &sources);
        draft = self::draft(context, &rows, &claims, &merged)?;
    }
    for (iri, reason) in draft.left_out() {
        tracing::warn!(resource = %iri, "a statement was left out of the feed: {reason}");
    }
    let dangling = draft.dangling();
    let snapshot = draft.finish()?;
    let files = snapshot.files.iter().map(|file| SnapshotFile {
        format: file.format.extension().to_owned(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
    });
    let row = SnapshotRow {
        id: snapshot.id,
        state,
        created: context.clock.timestamp(),
        datasets: snapshot.datasets as u64,
        triples: snapshot.triples as u64,
        files: files.collect(),
    };
    let owners: BTreeMap<&str, &str> =
        merged.included.iter().map(|&place| (rows[place].iri.as_str(), rows[place].source.as_str())).collect();
    let dangling = dangling.into_iter().filter_map(|Dangling { iri, property, target }| {
        Some(DanglingRow { source: (*owners.get(iri.as_str())?).to_owned(), iri, property, target })
    });
    context.store.replace_dangling(&dangling.collect::<Vec<_>>())?;
    context.store.publish(&row, config.publish.keep_snapshots, lease)?;
    clean(context);
    Ok(Published::Snapshot(row))
}

fn merged(config: &Config, claims: &[Claim], sources: &[&Source]) -> Merged {
    let catalogues = match config.publish.sub_catalogues {
        SubCatalogues::None => Catalogues::LeftOut,
        SubCatalogues::Complete => Catalogues::Included,
    };
    let catalogue = Catalogue::iri(&config.region);
    let (homepage, given) =
        (format!("{}/", config.region.base_url), format!("{}/.well-known/genid/", config.region.base_url));
    let own = of_region(config, sources);
    let publisher = config.region.publisher.iri.as_str();
    let iris = vec![(catalogue.as_str(), Vec::new()), (publisher, own.clone()), (homepage.as_str(), own)];
    let mut merged = merge(claims, &Reserved { iris, given: &given }, catalogues);
    // Where no source describes the region's publisher as a resource, the config does, and nobody else.
    let publisher = &config.region.publisher.iri;
    if !merged.included.iter().any(|&place| claims[place].iri == *publisher) {
        for &place in &merged.included {
            if claims[place].embedded.contains(publisher) {
                let left_out = merged.left_out.entry(place).or_default();
                if !left_out.contains(publisher) {
                    left_out.push(publisher.clone());
                }
            }
        }
    }
    merged
}

/// The ranks of the region's own sources, which may describe the region as a publisher.
fn of_region(config: &Config, sources: &[&Source]) -> Vec<u32> {
    let is_region = |id: &str| {
        config
            .organisations
            .iter()
            .any(|organisation| organisation.id == id && organisation.kind == OrganisationKind::Region)
    };
    let own = sources.iter().enumerate().filter(|(_, source)| is_region(&source.organisation));
    own.map(|(rank, _)| rank as u32).collect()
}

/// Writes what was merged, with the region's own description before it.
fn draft(context: &Context, rows: &[ClaimRow], claims: &[Claim], merged: &Merged) -> Result<Draft, RegionError> {
    let region = &context.config.region;
    let of_class = |classes: &[Class]| -> Vec<&str> {
        let included = merged.included.iter().map(|&place| &claims[place]);
        included.filter(|claim| classes.contains(&claim.class)).map(|claim| claim.iri.as_str()).collect()
    };
    let catalogue = Catalogue {
        datasets: of_class(&[Class::Dataset, Class::DatasetSeries]),
        services: of_class(&[Class::DataService]),
        catalogues: of_class(&[Class::Catalog]),
    };
    let mut draft = Draft::begin(&context.snapshots(), &catalogue.graph(region))?;
    if !merged.included.iter().any(|&place| claims[place].iri == region.publisher.iri) {
        draft.own(&publisher(region), "publisher")?;
    }
    let wanted: Vec<(&str, &str)> =
        merged.included.iter().map(|&place| (rows[place].source.as_str(), rows[place].iri.as_str())).collect();
    let found = context.store.contents(&wanted, |place, hash, n_triples| {
        if *hash != claims[merged.included[place]].hash {
            return Err(RegionError::Moved);
        }
        let left_out = merged.left_out.get(&merged.included[place]).map_or(&[][..], Vec::as_slice);
        draft.resource(wanted[place].1, n_triples, left_out).map_err(RegionError::from)
    })?;
    match found == wanted.len() {
        true => Ok(draft),
        false => Err(RegionError::Moved),
    }
}

fn claims(rows: &[ClaimRow], sources: &[&Source]) -> Vec<Claim> {
    let ranks: BTreeMap<&str, u32> =
        sources.iter().enumerate().map(|(rank, source)| (source.id.as_str(), rank as u32)).collect();
    rows.iter()
        .map(|row| Claim {
            rank: ranks.get(row.source.as_str()).copied().unwrap_or(u32::MAX),
            iri: row.iri.clone(),
            class: Class::from_name(&row.class).unwrap_or(Class::Other),
            name: row.name.clone(),
            identifier: row.identifier.clone(),
            given: row.given,
            missing: row.missing,
            hash: row.hash,
            embedded: row.embedded.clone(),
            typed: row.typed.clone(),
            links: row.links.clone(),
        })
        .collect()
}

fn store_conflicts(
    context: &Context,
    claims: &[Claim],
    merged: &Merged,
    sources: &[&Source],
) -> Result<(), StoreError> {
    let id = |rank: u32| sources.get(rank as usize).map_or(String::new(), |source| source.id.clone());
    let conflicts: Vec<ConflictRow> = merged
        .conflicts
        .iter()
        .map(|conflict| ConflictRow {
            iri: conflict.iri.clone(),
            owner: conflict.owner.map(id),
            owner_iri: conflict.owner_iri.clone(),
            loser: id(conflict.loser),
        })
        .collect();
    context.store.replace_conflicts(&conflicts)?;
    let duplicates = duplicates(claims, &merged.included).into_iter().map(|duplicate| AgentDuplicateRow {
        alike: duplicate.alike.name().to_owned(),
        key: duplicate.key,
        iri: duplicate.iri,
        source: id(duplicate.rank),
        name: duplicate.name,
    });
    context.store.replace_agent_duplicates(&duplicates.collect::<Vec<_>>())
}

/// The fingerprint of everything that the feed is made from.
fn state(config: &Config, claims: &[Claim], merged: &Merged) -> String {
    let mut hasher = Sha256::new();
    hasher.update(env!("CARGO_PKG_VERSION"));
    hasher.update(format!("{:?}", config.region));
    for &place in &merged.included {
        hasher.update(claims[place].iri.as_bytes());
        hasher.update([0]);
        hasher.update(claims[place].hash);
        for node in merged.left_out.get(&place).into_iter().flatten() {
            hasher.update(node.as_bytes());
            hasher.update([0]);
        }
    }
    crate::blob::hex(&hasher.finalize())
}

/// Lets go of what nothing refers to any more. What fails here fails again next time and harms nothing until then.
fn clean(context: &Context) {
    let attempt = || -> Result<(), Box<dyn std::error::Error>> {
        tidy(&context.snapshots(), &context.store.snapshot_ids()?)?;
        context.store.forget_runs(context.clock.timestamp() - RUN_AGE)?;
        let retention = context.config.retention;
        let after = context.clock.timestamp() - i64::from(retention.payload_days) * 86_400;
        let kept = context.store.kept_payloads(retention.payloads, after)?;
        let before = std::time::SystemTime::from(context.clock.now()) - Duration::from_secs(86_400);
        context.blobs.retain(&kept, before)?;
        Ok(())
    };
    if let Err(error) = attempt() {
        tracing::warn!("old files could not be removed: {error}");
    }
}
