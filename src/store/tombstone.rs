//! Tombstones: what is gone, when, which run did not find it any more, and why.

use rusqlite::{Row, Transaction, params};

use super::{Result, Store, Timestamp};

/// Why a resource left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gone {
    /// The source no longer had it.
    Gone,
    /// A person approved the removal.
    Approved,
    /// Complete runs of several days agreed.
    Agreed,
    /// Its days of grace were over.
    Grace,
    /// It has another address now.
    Moved,
    /// Its source left the config.
    Config,
}

impl Gone {
    const ALL: [Gone; 6] = [Gone::Gone, Gone::Approved, Gone::Agreed, Gone::Grace, Gone::Moved, Gone::Config];

    /// The name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Gone::Gone => "gone",
            Gone::Approved => "approved",
            Gone::Agreed => "agreed",
            Gone::Grace => "grace",
            Gone::Moved => "moved",
            Gone::Config => "config",
        }
    }
}

/// A tombstone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TombstoneRow {
    /// The source that had it.
    pub source: String,
    /// Its IRI.
    pub iri: String,
    /// Its class's name.
    pub class: String,
    /// Its title for people.
    pub title: Option<String>,
    /// The title's language tag.
    pub title_language: Option<String>,
    /// The run that found it first.
    pub added_by: i64,
    /// When it left.
    pub removed: Timestamp,
    /// The run that did not find it any more.
    pub run: i64,
    /// Why it left.
    pub reason: Gone,
    /// The address that it has now, if it moved.
    pub moved_to: Option<String>,
    /// The run in which it came back, if it did.
    pub returned_by: Option<i64>,
}

const COLUMNS: &str =
    "source, iri, class, title, title_language, added_by, removed, run, reason, moved_to, returned_by";

fn tombstone(row: &Row<'_>) -> rusqlite::Result<TombstoneRow> {
    let reason: String = row.get(8)?;
    Ok(TombstoneRow {
        source: row.get(0)?,
        iri: row.get(1)?,
        class: row.get(2)?,
        title: row.get(3)?,
        title_language: row.get(4)?,
        added_by: row.get(5)?,
        removed: row.get(6)?,
        run: row.get(7)?,
        reason: Gone::ALL.into_iter().find(|gone| gone.name() == reason).unwrap_or(Gone::Gone),
        moved_to: row.get(9)?,
        returned_by: row.get(10)?,
    })
}

/// Why and when something leaves.
#[derive(Clone, Copy)]
pub(super) struct Leaving {
    /// The run that did not find it, unless an earlier one did not either.
    pub(super) run: i64,
    /// When it leaves.
    pub(super) now: Timestamp,
    /// Why.
    pub(super) reason: Gone,
}

/// Leaves a tombstone for a resource that is there, in the place of an older one.
pub(super) fn put(
    t: &Transaction<'_>,
    source: &str,
    iri: &str,
    leaving: Leaving,
    moved_to: Option<&str>,
) -> Result<()> {
    let Leaving { run, now, reason } = leaving;
    t.prepare_cached(
        "INSERT INTO tombstone (source, iri, class, title, title_language, hash, added_by, removed, run, reason, moved_to)
         SELECT source, iri, class, title, title_language, hash, added_by, ?3,
                COALESCE((SELECT since_run FROM missing WHERE missing.source = ?1 AND missing.iri = ?2), ?4), ?5, ?6
           FROM resource WHERE source = ?1 AND iri = ?2
         ON CONFLICT (source, iri) DO UPDATE SET class = excluded.class, title = excluded.title,
           title_language = excluded.title_language, hash = excluded.hash, added_by = excluded.added_by,
           removed = excluded.removed, run = excluded.run, reason = excluded.reason, moved_to = excluded.moved_to,
           returned_by = NULL",
    )?
    .execute(params![source, iri, now, run, reason.name(), moved_to])?;
    Ok(())
}

/// Leaves a tombstone for everything that a source has.
pub(super) fn put_all(t: &Transaction<'_>, source: &str, now: Timestamp) -> Result<()> {
    let iris: Vec<String> = t
        .prepare("SELECT iri FROM resource WHERE source = ?1 ORDER BY iri")?
        .query_map([source], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let run = t.query_row("SELECT COALESCE(last_good_run, 0) FROM source WHERE id = ?1", [source], |row| row.get(0))?;
    for iri in &iris {
        put(t, source, iri, Leaving { run, now, reason: Gone::Config }, None)?;
    }
    Ok(())
}

/// Notes that resources are back.
pub(super) fn returned(t: &Transaction<'_>, source: &str, run: i64, iris: &[String]) -> Result<()> {
    let mut update = t.prepare_cached("UPDATE tombstone SET returned_by = ?3 WHERE source = ?1 AND iri = ?2")?;
    for iri in iris {
        update.execute(params![source, iri, run])?;
    }
    Ok(())
}

/// What is known under one address keeps its history under another.
pub(super) fn move_to(t: &Transaction<'_>, source: &str, leaving: Leaving, moves: &[(String, String)]) -> Result<()> {
    let mut inherit = t.prepare_cached(
        "UPDATE resource SET added_by = (SELECT added_by FROM resource AS old WHERE old.source = ?1 AND old.iri = ?2)
         WHERE source = ?1 AND iri = ?3 AND EXISTS (SELECT 1 FROM resource AS old WHERE old.source = ?1 AND old.iri = ?2)",
    )?;
    for (old, new) in moves {
        inherit.execute(params![source, old, new])?;
        put(t, source, old, leaving, Some(new))?;
    }
    Ok(())
}

impl Store {
    /// The tombstones under an address, whatever the source, by source.
    ///
    /// # Errors
    /// If the database fails.
    pub fn tombstones_of(&self, iri: &str) -> Result<Vec<TombstoneRow>> {
        self.read(|t| {
            t.prepare_cached(&format!("SELECT {COLUMNS} FROM tombstone WHERE iri = ?1 ORDER BY source"))?
                .query_map([iri], tombstone)?
                .collect()
        })
    }

    /// What moved to other addresses in a run, as (old, new), by old address.
    ///
    /// # Errors
    /// If the database fails.
    pub fn moves(&self, source: &str, run: i64) -> Result<Vec<TombstoneRow>> {
        self.read(|t| {
            t.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM tombstone WHERE source = ?1 AND run = ?2 AND reason = 'moved' ORDER BY iri"
            ))?
            .query_map(params![source, run], tombstone)?
            .collect()
        })
    }

    /// How many datasets, series and services of a source left since a time because the source no longer had them.
    ///
    /// # Errors
    /// If the database fails.
    pub fn gone_since(&self, source: &str, since: Timestamp) -> Result<u64> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT COUNT(*) FROM tombstone WHERE source = ?1 AND removed > ?2 AND reason = 'gone'
                   AND returned_by IS NULL AND class IN ('Dataset', 'DatasetSeries', 'DataService')",
            )?
            .query_row(params![source, since], |row| row.get(0))
        })
    }
}
