//! The outbox: notices about sources, written with the run that gives cause and kept until they are delivered.
//!
//! In: the ends of runs, by way of [`Store::end_run`] and [`Store::store_run`]; then what came of each attempt to deliver.
//! Out: the notices that are due. Must not: send anything, or decide how long to wait.

use rusqlite::{Transaction, params};

use super::{Result, Store, Timestamp};

/// The failed runs in a row that make a source a failing one: one alone is often a restart at the other end.
const FAILURES: u32 = 2;

/// Whether notices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notices {
    /// Nobody is to be told.
    Off,
    /// They are written, to be delivered.
    On,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A source failed on two runs in a row.
    Failing,
    /// It was failing, and does not any more.
    Recovered,
    /// It misses so much that a person must decide whether that leaves the feed.
    RemovalsHeld,
}

impl Event {
    const ALL: [Event; 3] = [Event::Failing, Event::Recovered, Event::RemovalsHeld];

    /// The name, as stored and sent.
    pub const fn name(self) -> &'static str {
        match self {
            Event::Failing => "source-failing",
            Event::Recovered => "source-recovered",
            Event::RemovalsHeld => "removals-held",
        }
    }
}

/// A notice that waits to be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its number; those of one source are delivered in this order.
    pub id: i64,
    /// What it is about.
    pub event: Event,
    /// The organisation's id.
    pub organisation: String,
    /// The source's id.
    pub source: String,
    /// When the first failed run began, the run that went well ended, or something was held.
    pub since: Timestamp,
    /// Why the last run failed, or what is held; nothing after a recovery.
    pub reason: Option<String>,
    /// When it was written.
    pub created: Timestamp,
    /// How often it was tried in vain.
    pub attempts: u32,
}

/// Counts a failed run's notice: written when the source has failed often enough and nobody was told yet.
pub(super) fn failed(t: &Transaction<'_>, source: &str, reason: &str, now: Timestamp) -> Result<()> {
    let told = t.execute(
        "UPDATE source SET told_failing = 1 WHERE id = ?1 AND told_failing = 0 AND failures >= ?2",
        params![source, FAILURES],
    )?;
    if told > 0 {
        t.execute(
            "INSERT INTO outbox (event, organisation, source, since, reason, created, next_attempt)
             SELECT ?2, organisation, id, failing_since, ?3, ?4, ?4 FROM source WHERE id = ?1",
            params![source, Event::Failing.name(), reason, now],
        )?;
    }
    Ok(())
}

/// A good run's notice: written when the source was told to be failing.
pub(super) fn recovered(t: &Transaction<'_>, source: &str, notices: Notices, now: Timestamp) -> Result<()> {
    let told = t.execute("UPDATE source SET told_failing = 0 WHERE id = ?1 AND told_failing = 1", [source])?;
    if told > 0 && notices == Notices::On {
        t.execute(
            "INSERT INTO outbox (event, organisation, source, since, created, next_attempt)
             SELECT ?2, organisation, id, ?3, ?3, ?3 FROM source WHERE id = ?1",
            params![source, Event::Recovered.name(), now],
        )?;
    }
    Ok(())
}

/// The notice of a set of removals that is held anew.
pub(super) fn held(t: &Transaction<'_>, source: &str, reason: &str, now: Timestamp) -> Result<()> {
    t.execute(
        "INSERT INTO outbox (event, organisation, source, since, reason, created, next_attempt)
         SELECT ?2, organisation, id, ?4, ?3, ?4, ?4 FROM source WHERE id = ?1",
        params![source, Event::RemovalsHeld.name(), reason, now],
    )?;
    Ok(())
}

impl Store {
    /// The notices that are due, oldest first, at most `limit`; of a source only the oldest, so that they arrive in order.
    ///
    /// # Errors
    /// If the database fails.
    pub fn due_notices(&self, now: Timestamp, limit: u32) -> Result<Vec<NoticeRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT id, event, organisation, source, since, reason, created, attempts FROM outbox
                 WHERE next_attempt <= ?1
                   AND NOT EXISTS (SELECT 1 FROM outbox AS older WHERE older.source = outbox.source AND older.id < outbox.id)
                 ORDER BY id LIMIT ?2",
            )?
            .query_map(params![now, limit], |row| {
                let event: String = row.get(1)?;
                Ok(NoticeRow {
                    id: row.get(0)?,
                    event: Event::ALL.into_iter().find(|known| known.name() == event).unwrap_or(Event::Recovered),
                    organisation: row.get(2)?,
                    source: row.get(3)?,
                    since: row.get(4)?,
                    reason: row.get(5)?,
                    created: row.get(6)?,
                    attempts: row.get(7)?,
                })
            })?
            .collect()
        })
    }

    /// Forgets a notice that was delivered, or given up.
    ///
    /// # Errors
    /// If the database fails.
    pub fn forget_notice(&self, id: i64) -> Result<()> {
        self.write(|t| {
            t.execute("DELETE FROM outbox WHERE id = ?1", [id])?;
            Ok(())
        })
    }

    /// Puts a notice that could not be delivered off until a later time.
    ///
    /// # Errors
    /// If the database fails.
    pub fn put_notice_off(&self, id: i64, until: Timestamp) -> Result<()> {
        self.write(|t| {
            t.execute(
                "UPDATE outbox SET attempts = attempts + 1, next_attempt = ?2 WHERE id = ?1",
                params![id, until],
            )?;
            Ok(())
        })
    }
}
