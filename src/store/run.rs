//! Runs: one attempt to harvest one source, from its start to its end.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::lease::{Lease, fence};
use super::outbox::{self, Notices};
use super::tombstone::{self, Leaving};
use super::{
    ChangeRow, FindingRow, Gone, HoldRow, Payload, PlaceRow, RemarkRow, ResourceRow, Result, ScoreRow, Stay, Store,
    SuggestionRow, Timestamp, Verdict, document, hold, remark,
};
use crate::resource::Difference;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is not over.
    Running,
    /// The source said something new.
    Changed,
    /// The source said what it said last time.
    Unchanged,
    /// It could not be done; what was known before stays.
    Failed,
    /// The process ended in the middle of it.
    Interrupted,
}

impl Outcome {
    const ALL: [Outcome; 5] =
        [Outcome::Running, Outcome::Changed, Outcome::Unchanged, Outcome::Failed, Outcome::Interrupted];

    /// The name, as stored and shown.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Running => "running",
            Outcome::Changed => "changed",
            Outcome::Unchanged => "unchanged",
            Outcome::Failed => "failed",
            Outcome::Interrupted => "interrupted",
        }
    }
}

/// The figures of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Bytes of the payload.
    pub bytes: u64,
    /// Triples of the normalised graph.
    pub triples: u64,
    /// Resources added.
    pub added: u64,
    /// Resources updated.
    pub updated: u64,
    /// Resources removed.
    pub removed: u64,
    /// Resources unchanged.
    pub unchanged: u64,
    /// Datasets, series and services that have another address now.
    pub moved: u64,
    /// Resources whose removal waits for approval.
    pub held: u64,
    /// Findings that break a mandatory rule.
    pub violations: u64,
    /// Findings that break a recommendation.
    pub warnings: u64,
    /// Findings of good practice.
    pub infos: u64,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Its number.
    pub id: i64,
    /// The source's id.
    pub source: String,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub finished: Option<Timestamp>,
    /// How it ended.
    pub outcome: Outcome,
    /// The stage that failed: `fetch`, `parse`, `cut`, `store`, `panic`.
    pub stage: Option<String>,
    /// The kind of failure, from a bounded list.
    pub code: Option<String>,
    /// What happened, for the operator.
    pub message: Option<String>,
    /// The format that was read.
    pub format: Option<String>,
    /// Its figures.
    pub counts: Counts,
    /// Whether it read all that the source has.
    pub complete: bool,
}

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

/// What becomes of what a run did not find.
#[derive(Clone, Copy, Debug)]
pub enum Missing<'a> {
    /// It stays, and nothing is known of it: not everything was read. Sorted.
    Unseen(&'a [String]),
    /// The run was complete.
    Settled(&'a Removals),
}

/// What a complete run settles about what is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removals {
    /// What goes, by IRI, and why.
    pub gone: Vec<(String, Gone)>,
    /// What has another address now, as (old, new), by old address. The old one goes.
    pub moves: Vec<(String, String)>,
    /// How many of them are datasets, series and services.
    pub moved: u64,
    /// What stays, by IRI, and why.
    pub staying: Vec<(String, Stay)>,
    /// The set that a person decides on from now on.
    pub hold: Option<HoldRow>,
    /// What became of the set before, if there was one and it is not this one.
    pub verdict: Option<Verdict>,
}

impl Removals {
    fn carry_out(&self, t: &Transaction<'_>, source: &str, (run, now): (i64, Timestamp)) -> Result<()> {
        let leaving = |reason| Leaving { run, now, reason };
        for (iri, reason) in &self.gone {
            tombstone::put(t, source, iri, leaving(*reason), None)?;
        }
        tombstone::move_to(t, source, leaving(Gone::Moved), &self.moves)?;
        let gone: Vec<String> = self.iris().map(str::to_owned).collect();
        super::resource::remove(t, source, &gone)?;
        hold::replace(t, source, (run, now), &self.staying)?;
        hold::put(t, source, now, self.hold.as_ref(), self.verdict)
    }

    /// Every address that goes.
    fn iris(&self) -> impl Iterator<Item = &str> {
        self.gone.iter().map(|(iri, _)| iri.as_str()).chain(self.moves.iter().map(|(old, _)| old.as_str()))
    }
}

const COLUMNS: &str = "id, source, started, finished, outcome, stage, code, message, format, bytes, triples, added, updated, \
                       removed, unchanged, held, violations, warnings, infos, complete, moved";

fn run(row: &Row<'_>) -> rusqlite::Result<RunRow> {
    let outcome: String = row.get(4)?;
    Ok(RunRow {
        id: row.get(0)?,
        source: row.get(1)?,
        started: row.get(2)?,
        finished: row.get(3)?,
        // A name that an older program wrote and this one does not know is a run that this one cannot judge.
        outcome: Outcome::ALL.into_iter().find(|o| o.name() == outcome).unwrap_or(Outcome::Interrupted),
        stage: row.get(5)?,
        code: row.get(6)?,
        message: row.get(7)?,
        format: row.get(8)?,
        counts: Counts {
            bytes: row.get(9)?,
            triples: row.get(10)?,
            added: row.get(11)?,
            updated: row.get(12)?,
            removed: row.get(13)?,
            unchanged: row.get(14)?,
            held: row.get(15)?,
            violations: row.get(16)?,
            warnings: row.get(17)?,
            infos: row.get(18)?,
            moved: row.get(20)?,
        },
        complete: row.get(19)?,
    })
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
                    good(t, &source, id, &payload.rules, next_due)?;
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
                Missing::Unseen(unseen) => {
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
            if let (Missing::Settled(Removals { hold: Some(hold), .. }), Notices::On) = (result.missing, self.notices)
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

    /// Marks runs that a process left in the middle, and makes their sources due.
    ///
    /// # Errors
    /// If the database fails.
    pub fn interrupt_runs(&self, now: Timestamp) -> Result<Vec<String>> {
        let sources: Vec<String> = self.read(|t| {
            t.prepare_cached(
                "SELECT DISTINCT run.source FROM run LEFT JOIN lease ON lease.name = 'source/' || run.source
                 WHERE run.outcome = ?1 AND COALESCE(lease.expires, 0) <= ?2 ORDER BY run.source",
            )?
            .query_map(params![Outcome::Running.name(), now], |row| row.get(0))?
            .collect()
        })?;
        if sources.is_empty() {
            return Ok(sources);
        }
        self.write(|t| {
            for source in &sources {
                t.execute(
                    "UPDATE run SET finished = ?2, outcome = ?3, message = 'the process ended during the run'
                     WHERE source = ?1 AND outcome = ?4",
                    params![source, now, Outcome::Interrupted.name(), Outcome::Running.name()],
                )?;
                t.execute("UPDATE source SET next_due = MIN(next_due, ?2) WHERE id = ?1", params![source, now])?;
            }
            Ok(sources)
        })
    }

    /// A run.
    ///
    /// # Errors
    /// If the database fails.
    pub fn run(&self, id: i64) -> Result<Option<RunRow>> {
        self.read(|t| {
            t.prepare_cached(&format!("SELECT {COLUMNS} FROM run WHERE id = ?1"))?.query_row([id], run).optional()
        })
    }

    /// The newest runs of a source, newest first.
    ///
    /// # Errors
    /// If the database fails.
    pub fn runs(&self, source: &str, limit: u32) -> Result<Vec<RunRow>> {
        self.read(|t| {
            t.prepare_cached(&format!("SELECT {COLUMNS} FROM run WHERE source = ?1 ORDER BY id DESC LIMIT ?2"))?
                .query_map(params![source, limit], run)?
                .collect()
        })
    }

    /// Forgets runs that began before a time, but for the last ones of each source, and what went or was decided before it.
    ///
    /// # Errors
    /// If the database fails.
    pub fn forget_runs(&self, before: Timestamp) -> Result<()> {
        self.write(|t| {
            t.execute(
                "DELETE FROM run WHERE started < ?1 AND id NOT IN (SELECT last_run FROM source WHERE last_run IS NOT NULL)
                   AND id NOT IN (SELECT last_good_run FROM source WHERE last_good_run IS NOT NULL)
                   AND id NOT IN (SELECT read_run FROM source WHERE read_run IS NOT NULL)",
                [before],
            )?;
            t.execute("DELETE FROM tombstone WHERE removed < ?1", [before])?;
            t.execute("DELETE FROM decision WHERE decided < ?1", [before])?;
            Ok(())
        })
    }

    /// The IRIs that a run changed in a way (`added`, `updated`, `removed`; `moved` from there), or that it did not find and that stay (`held`,
    /// `grace`, `kept`, `unseen`), sorted.
    ///
    /// # Errors
    /// If the database fails.
    pub fn run_resources(&self, run: i64, change: &str) -> Result<Vec<String>> {
        self.read(|t| {
            t.prepare_cached("SELECT iri FROM run_resource WHERE run = ?1 AND change = ?2 ORDER BY iri")?
                .query_map(params![run, change], |row| row.get(0))?
                .collect()
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
    let mut insert = t.prepare_cached("INSERT INTO run_resource (run, iri, change) VALUES (?1, ?2, ?3)")?;
    for iri in iris {
        insert.execute(params![run, iri, change])?;
    }
    Ok(())
}
