//! What a source no longer has and what becomes of it, out of the store.

use chrono::Days;

use super::local::of_source;
use super::own;
use crate::config::{Config, Source};
use crate::report::{Decided, Held, HeldReason, Label, Listed, Missing, MissingThing, Moved, Verdict};
use crate::resource::{Class, Reason};
use crate::store::{self, MissingRow, Result, Stay, Store, TombstoneRow};

/// The most that are listed on the page of an organisation.
const LISTED: usize = 20;
/// The most decisions that are told.
const DECISIONS: u32 = 3;

/// All that is missing of a source.
pub(super) fn load(config: &Config, store: &Store, source: &Source) -> Result<Missing> {
    let rows = store.missing(&source.id)?;
    let of = |stay: Stay| listed(config, &rows, stay, LISTED);
    let grace = of(Stay::Grace).and_then(|listed| {
        let since = rows.iter().filter(|row| row.stay == Stay::Grace).map(|row| row.since).min()?;
        let first = of_source(source, since)?.date() + Days::new(u64::from(source.removals.grace_days));
        Some((listed, first))
    });
    Ok(Missing {
        held: held(config, store, source, LISTED)?,
        grace,
        kept: of(Stay::Kept),
        moved: moved(config, store, source)?,
        decided: decided(store, source)?,
    })
}

/// The set of a source that waits for a decision, with the first of it.
pub(super) fn held(config: &Config, store: &Store, source: &Source, most: usize) -> Result<Option<Held>> {
    let Some(hold) = store.hold(&source.id)? else { return Ok(None) };
    let rows = store.missing(&source.id)?;
    let Some(since) = of_source(source, hold.since) else { return Ok(None) };
    let reason = match Reason::from_name(&hold.reason) {
        Some(Reason::Count) => HeldReason::Count,
        Some(Reason::Empty) => HeldReason::Empty,
        Some(Reason::Share) | None => HeldReason::Share,
    };
    let days = source.removals.agree_days;
    Ok(Some(Held {
        source: source.id.clone(),
        run: hold.run,
        since,
        reason,
        known: hold.known,
        things: listed(config, &rows, Stay::Held, most).unwrap_or_default(),
        // An empty catalogue waits for a person.
        agreed: (days > 0 && reason != HeldReason::Empty).then_some((hold.agreed, days)),
    }))
}

/// The datasets, series and services that stay for a reason, if there are any.
fn listed(config: &Config, rows: &[MissingRow], stay: Stay, most: usize) -> Option<Listed> {
    let is_entry = |row: &&MissingRow| Class::from_name(&row.class).is_some_and(Class::is_entry);
    let of_reason: Vec<&MissingRow> = rows.iter().filter(|row| row.stay == stay).filter(is_entry).collect();
    let things = of_reason.iter().take(most).map(|row| MissingThing {
        iri: own::shown(config, row.iri.clone()),
        title: label(row.title.as_ref(), row.title_language.as_ref()),
    });
    (!of_reason.is_empty()).then(|| Listed { things: things.collect(), all: of_reason.len() as u64 })
}

/// What moved with what was read last: datasets, series and services.
fn moved(config: &Config, store: &Store, source: &Source) -> Result<(Vec<Moved>, u64)> {
    let Some(run) = store.read_run(&source.id, None)? else { return Ok((Vec::new(), 0)) };
    let is_entry = |row: &TombstoneRow| Class::from_name(&row.class).is_some_and(Class::is_entry);
    let rows: Vec<TombstoneRow> = store.moves(&source.id, run)?.into_iter().filter(is_entry).collect();
    let all = rows.len() as u64;
    let moved = rows.into_iter().take(LISTED).filter_map(|row| {
        let title = label(row.title.as_ref(), row.title_language.as_ref());
        let (old, new) = (own::shown(config, row.iri), own::shown(config, row.moved_to?));
        Some(Moved { old, new, title })
    });
    Ok((moved.collect(), all))
}

fn decided(store: &Store, source: &Source) -> Result<Vec<Decided>> {
    let decided = store.decisions(&source.id, DECISIONS)?.into_iter().filter_map(|row| {
        let verdict = match row.verdict {
            store::Verdict::Approved => Verdict::Approved,
            store::Verdict::Rejected => Verdict::Rejected,
            store::Verdict::Agreed => Verdict::Agreed,
            store::Verdict::Changed => Verdict::Changed,
            store::Verdict::Returned => Verdict::Returned,
        };
        Some(Decided { at: of_source(source, row.decided)?, verdict, count: row.lost, by: row.by })
    });
    Ok(decided.collect())
}

fn label(title: Option<&String>, language: Option<&String>) -> Option<Label> {
    title.map(|text| Label { text: text.clone(), language: language.cloned() })
}
