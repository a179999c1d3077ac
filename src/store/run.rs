//! Runs: one attempt to harvest one source, from its start to its end.

use rusqlite::{OptionalExtension, Row, params};

use super::{Result, Store, Timestamp};

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
