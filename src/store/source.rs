//! Sources: when each is due, and how its last runs went.

use rusqlite::{OptionalExtension, Row, params};

use super::{Result, Store, Timestamp};

/// A source and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its id in the config.
    pub id: String,
    /// The organisation's id.
    pub organisation: String,
    /// When it is to be harvested next.
    pub next_due: Timestamp,
    /// The last run that ended, whatever came of it.
    pub last_run: Option<i64>,
    /// The last run that ended well.
    pub last_good_run: Option<i64>,
    /// Failed runs in a row.
    pub failures: u32,
    /// When the first of them began.
    pub failing_since: Option<Timestamp>,
}

const COLUMNS: &str = "id, organisation, next_due, last_run, last_good_run, failures, failing_since";

fn source(row: &Row<'_>) -> rusqlite::Result<SourceRow> {
    Ok(SourceRow {
        id: row.get(0)?,
        organisation: row.get(1)?,
        next_due: row.get(2)?,
        last_run: row.get(3)?,
        last_good_run: row.get(4)?,
        failures: row.get(5)?,
        failing_since: row.get(6)?,
    })
}

/// Every table with a column for the source.
const OF_SOURCE: [&str; 14] = [
    "run",
    "resource",
    "finding",
    "change",
    "suggestion",
    "score",
    "outbox",
    "place",
    "missing",
    "hold",
    "decision",
    "tombstone",
    "agent_duplicate",
    "dangling",
];

impl Store {
    /// Makes the table hold just the given sources (id, organisation). New ones are due at once; what is known of the
    /// others stays; those that left the config go, with their resources.
    ///
    /// # Errors
    /// If the database fails.
    pub fn keep_sources(&self, sources: &[(&str, &str)], now: Timestamp) -> Result<()> {
        self.write(|t| {
            let known: Vec<String> = t
                .prepare("SELECT id FROM source ORDER BY id")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for gone in known.iter().filter(|id| !sources.iter().any(|(kept, _)| kept == id)) {
                super::tombstone::put_all(t, gone, now)?;
                t.execute("DELETE FROM source WHERE id = ?1", [gone])?;
            }
            for (id, organisation) in sources {
                t.execute(
                    "INSERT INTO source (id, organisation, next_due) VALUES (?1, ?2, ?3)
                     ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation",
                    params![id, organisation, now],
                )?;
            }
            Ok(())
        })
    }

    /// Gives a source another id, with all that is known of it. Nothing happens where there is none of the old id, or one of the new.
    ///
    /// # Errors
    /// If the database fails.
    pub fn rename_source(&self, old: &str, new: &str) -> Result<()> {
        self.write(|t| {
            let taken = "SELECT EXISTS (SELECT 1 FROM source WHERE id = ?1)";
            if t.query_row(taken, [new], |row| row.get(0))? {
                return Ok(());
            }
            // What refers to the source gets the new id in the same transaction.
            t.pragma_update(None, "defer_foreign_keys", true)?;
            t.execute("UPDATE source SET id = ?2 WHERE id = ?1", [old, new])?;
            for table in OF_SOURCE {
                // A tombstone under the new id, of a source that was there long ago, makes room.
                t.execute(&format!("UPDATE OR REPLACE {table} SET source = ?2 WHERE source = ?1"), [old, new])?;
            }
            for side in ["owner", "loser"] {
                t.execute(&format!("UPDATE OR REPLACE conflict SET {side} = ?2 WHERE {side} = ?1"), [old, new])?;
            }
            Ok(())
        })
    }

    /// Every source, by id.
    ///
    /// # Errors
    /// If the database fails.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        self.read(|t| {
            t.prepare_cached(&format!("SELECT {COLUMNS} FROM source ORDER BY id"))?.query_map([], source)?.collect()
        })
    }

    /// One source.
    ///
    /// # Errors
    /// If the database fails.
    pub fn source(&self, id: &str) -> Result<Option<SourceRow>> {
        self.read(|t| {
            t.prepare_cached(&format!("SELECT {COLUMNS} FROM source WHERE id = ?1"))?.query_row([id], source).optional()
        })
    }

    /// The sources that are due, those that wait longest first.
    ///
    /// # Errors
    /// If the database fails.
    pub fn due(&self, now: Timestamp) -> Result<Vec<String>> {
        self.read(|t| {
            t.prepare_cached("SELECT id FROM source WHERE next_due <= ?1 ORDER BY next_due, id")?
                .query_map([now], |row| row.get(0))?
                .collect()
        })
    }

    /// Sets when a source is due; the schedule does so when the config changes a source's times.
    ///
    /// # Errors
    /// If the database fails.
    pub fn set_next_due(&self, id: &str, next_due: Timestamp) -> Result<()> {
        self.write(|t| {
            t.execute("UPDATE source SET next_due = ?2 WHERE id = ?1", params![id, next_due])?;
            Ok(())
        })
    }
}
