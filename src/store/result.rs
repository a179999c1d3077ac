//! What a run leaves behind: its beginning, its end, and what it brought, in one transaction each.

use rusqlite::{Transaction, params};

use super::lease::{Lease, fence};
use super::outbox::{self, Notices};
use super::removal::{Missing, Removals};
use super::{
    ChangeRow, Counts, FindingRow, Outcome, Payload, PlaceRow, RemarkRow, ResourceRow, Result, ScoreRow, Stay, Store,
    SuggestionRow, Timestamp, document, remark, tombstone,
};
use crate::resource::Difference;

/// How a run ended, when it brought nothing new.
#[derive(Clone, Debug)]
pub enum RunEnd<'a> {
    /// The same bytes, or 304: what is known stays, and is confirmed.
    Unchanged {
        /// The documents with the headers of the newest answers.
        payload: &'a Payload,
        /// What is worth telling.
        remarks: &'a [RemarkRow],
        /// What becomes of what was missing then; `None` if not everything was read then.
        removals: Option<&'a Removals>,
    },
    /// It could not be done.
    Failed {
        /// What is worth telling.
        remarks: &'a [RemarkRow],
        /// The stage.
        stage: &'static str,
        /// The kind.
        code: &'static str,
        /// What happened.
        message: &'a str,
    },
    /// The program was told to stop in the middle of it; that is no fault of the source, which stays due.
    Interrupted,
}

/// What a run that brought something new leaves behind.
pub struct StoredResult<'a> {
    /// The documents that it came from.
    pub payload: &'a Payload,
    /// What is worth telling about the way to them.
    pub remarks: &'a [RemarkRow],
    /// Its format's name.
    pub format: &'static str,
    /// The figures; those of the difference are taken from it.
    pub counts: Counts,
    /// What changed.
    pub difference: &'a Difference,
    /// What becomes of what the run did not find.
    pub missing: Missing<'a>,
    /// The added and updated resources.
    pub resources: &'a [ResourceRow],
    /// All findings.
    pub findings: &'a [FindingRow],
    /// All changes of the normaliser.
    pub changes: &'a [ChangeRow],
    /// All proposals of the normaliser.
    pub suggestions: &'a [SuggestionRow],
    /// Where those things are found that both may tell of, and that have another address in the feed than they came with.
    pub places: &'a [PlaceRow],
    /// All figures of the quality score.
    pub scores: &'a [ScoreRow],
}

impl Store {
    /// Begins a run.
    ///
    /// # Errors
    /// If the database fails or the lease is lost.
    pub fn begin_run(&self, source: &str, lease: &Lease, now: Timestamp) -> Result<i64> {
        self.write(|t| {
            fence(t, lease)?;
            t.execute(
                "INSERT INTO run (source, started, outcome) VALUES (?1, ?2, ?3)",
                params![source, now, Outcome::Running.name()],
            )?;
            Ok(t.last_insert_rowid())
        })
    }

    /// Ends a run that brought nothing new.
    ///
    /// # Errors
    /// If the database fails or the lease is lost.
    pub fn end_run(&self, id: i64, lease: &Lease, end: &RunEnd<'_>, times: [Timestamp; 2]) -> Result<()> {
        let [now, next_due] = times;
        self.write(|t| {
            fence(t, lease)?;
            let source: String = t.query_row("SELECT source FROM run WHERE id = ?1", [id], |row| row.get(0))?;
            match end {
                RunEnd::Unchanged { payload, remarks, removals } => {
                    if let Some(removals) = removals {
                        removals.carry_out(t, &source, (id, now))?;
                        changed_resources(t, id, removals.gone.iter().map(|(iri, _)| iri.as_str()), "removed")?;
                    }
                    let removed = removals.map_or(0, |removals| removals.gone.len() as u64);
                    // The figures of what is known still hold, so the run shows them.
                    t.execute(
                        "UPDATE run SET finished = ?2, outcome = ?3, removed = ?5,
                           held = (SELECT COUNT(*) FROM missing WHERE source = ?4 AND state = 'held'),
                           (format, bytes, triples, unchanged, violations, warnings, infos) =
                             (SELECT format, bytes, triples, unchanged + added + updated, violations, warnings, infos
                                FROM run WHERE id = (SELECT last_good_run FROM source WHERE id = ?4))
                         WHERE id = ?1",
                        params![id, now, Outcome::Unchanged.name(), source, removed],
                    )?;
                    let read_run: Option<i64> =
                        t.query_row("SELECT read_run FROM source WHERE id = ?1", [&source], |row| row.get(0))?;
                    if let Some(read_run) = read_run {
                        document::put(t, read_run, &payload.documents)?;
                    }
                    remark::put(t, id, remarks)?;
                    // What went may be there as something else: whatever the source says next is read.
                    let rules = if removed > 0 { "" } else { &payload.rules };
                    good(t, &source, id, rules, next_due)?;
                    outbox::recovered(t, &source, self.notices, now)
                }
                RunEnd::Failed { stage, code, message, remarks } => {
                    remark::put(t, id, remarks)?;
                    t.execute(
                        "UPDATE run SET finished = ?2, outcome = ?3, stage = ?4, code = ?5, message = ?6 WHERE id = ?1",
                        params![id, now, Outcome::Failed.name(), stage, code, message],
                    )?;
                    t.execute(
                        "UPDATE source SET last_run = ?2, next_due = ?3, failures = failures + 1,
                           failing_since = COALESCE(failing_since, (SELECT started FROM run WHERE id = ?2)) WHERE id = ?1",
                        params![source, id, next_due],
                    )?;
                    match self.notices {
                        Notices::On => outbox::failed(t, &source, message, now),
                        Notices::Off => Ok(()),
                    }
                }
                RunEnd::Interrupted => {
                    t.execute(
                        "UPDATE run SET finished = ?2, outcome = ?3, message = 'the program was stopped during the run'
                         WHERE id = ?1",
                        params![id, now, Outcome::Interrupted.name()],
                    )?;
                    t.execute("UPDATE source SET next_due = MIN(next_due, ?2) WHERE id = ?1", params![source, now])?;
                    Ok(())
                }
            }
        })
    }

    /// Ends a run that brought something new: resources, findings and changes are replaced in one transaction.
    ///
    /// # Errors
    /// If the database fails or the lease is lost; then everything is as it was before the run.
    pub fn store_run(&self, id: i64, lease: &Lease, result: &StoredResult<'_>, times: [Timestamp; 2]) -> Result<()> {
        let [now, next_due] = times;
        self.write(|t| {
            fence(t, lease)?;
            let source: String = t.query_row("SELECT source FROM run WHERE id = ?1", [id], |row| row.get(0))?;
            super::resource::put(t, &source, id, result.resources)?;
            tombstone::returned(t, &source, id, &result.difference.added)?;
            changed_resources(t, id, result.difference.added.iter().map(String::as_str), "added")?;
            changed_resources(t, id, result.difference.updated.iter().map(String::as_str), "updated")?;
            let ([removed, moved, held], unseen) = match result.missing {
                Missing::Settled(removals) => {
                    removals.carry_out(t, &source, (id, now))?;
                    changed_resources(t, id, removals.gone.iter().map(|(iri, _)| iri.as_str()), "removed")?;
                    changed_resources(t, id, removals.moves.iter().map(|(old, _)| old.as_str()), "moved")?;
                    for stay in [Stay::Held, Stay::Grace, Stay::Kept] {
                        let staying = removals.staying.iter().filter(|(_, why)| *why == stay);
                        changed_resources(t, id, staying.map(|(iri, _)| iri.as_str()), stay.name())?;
                    }
                    let held = removals.staying.iter().filter(|(_, why)| *why == Stay::Held).count();
                    ([removals.gone.len() as u64, removals.moved, held as u64], None)
                }
                Missing::Unseen { unseen, removals } => {
                    removals.carry_out(t, &source, (id, now))?;
                    changed_resources(t, id, unseen.iter().map(String::as_str), Stay::Unseen.name())?;
                    // What was not read still has the findings that it had.
                    ([0; 3], Some(id))
                }
            };
            super::finding::replace(t, &source, unseen, result.findings)?;
            super::change::replace(t, &source, unseen, result.changes)?;
            super::suggestion::replace(t, &source, unseen, result.suggestions)?;
            super::place::replace(t, &source, unseen, result.places)?;
            super::score::replace(t, &source, result.scores)?;
            let (counts, difference) = (&result.counts, result.difference);
            let tally = match unseen {
                Some(_) => super::finding::tally(t, &source)?,
                None => counts.clone(),
            };
            t.execute(
                "UPDATE run SET finished = ?2, outcome = ?3, format = ?4, bytes = ?5, triples = ?6, added = ?7, updated = ?8,
                   removed = ?9, unchanged = ?10, held = ?11, violations = ?12, warnings = ?13, infos = ?14, complete = ?15,
                   moved = ?16
                 WHERE id = ?1",
                params![
                    id,
                    now,
                    Outcome::Changed.name(),
                    result.format,
                    counts.bytes,
                    counts.triples,
                    difference.added.len() as u64,
                    difference.updated.len() as u64,
                    removed,
                    difference.unchanged as u64,
                    held,
                    tally.violations,
                    tally.warnings,
                    tally.infos,
                    result.payload.complete,
                    moved,
                ],
            )?;
            let (Missing::Settled(removals) | Missing::Unseen { removals, .. }) = result.missing;
            if let (Some(hold), Notices::On) = (&removals.hold, self.notices)
                && hold.run == id
            {
                let (lost, known) = (hold.lost, hold.known);
                let reason = format!("{lost} of {known} datasets, series and services are missing; held under run {id}");
                outbox::held(t, &source, &reason, now)?;
            }
            document::put(t, id, &result.payload.documents)?;
            remark::put(t, id, result.remarks)?;
            t.execute("UPDATE source SET read_run = ?2 WHERE id = ?1", params![source, id])?;
            good(t, &source, id, &result.payload.rules, next_due)?;
            outbox::recovered(t, &source, self.notices, now)
        })
    }
}

fn good(t: &Transaction<'_>, source: &str, run: i64, rules: &str, next_due: Timestamp) -> Result<()> {
    t.execute(
        "UPDATE source SET rules = ?2, last_run = ?3, last_good_run = ?3, next_due = ?4, failures = 0, failing_since = NULL
         WHERE id = ?1",
        params![source, rules, run, next_due],
    )?;
    Ok(())
}

fn changed_resources<'a>(
    t: &Transaction<'_>,
    run: i64,
    iris: impl Iterator<Item = &'a str>,
    change: &str,
) -> Result<()> {
    let mut insert = t.prepare_cached("INSERT OR IGNORE INTO run_resource (run, iri, change) VALUES (?1, ?2, ?3)")?;
    for iri in iris {
        insert.execute(params![run, iri, change])?;
    }
    Ok(())
}
