//! Snapshots: what was published, and the one row that says which is served.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::lease::{Lease, fence};
use super::{Result, Store, Timestamp};

/// A published file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFile {
    /// The format's file ending: `rdf`, `ttl`, `nt`, `jsonld`.
    pub format: String,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of its bytes, as hexadecimal digits.
    pub sha256: String,
}

/// A snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotRow {
    /// Its id, which names its directory.
    pub id: String,
    /// The fingerprint of the state that it was made from.
    pub state: String,
    /// When it was made.
    pub created: Timestamp,
    /// Datasets in it.
    pub datasets: u64,
    /// Triples in it.
    pub triples: u64,
    /// Its files, by format.
    pub files: Vec<SnapshotFile>,
}

impl SnapshotRow {
    /// The file of a format.
    pub fn file(&self, extension: &str) -> Option<&SnapshotFile> {
        self.files.iter().find(|file| file.format == extension)
    }
}

impl Store {
    /// Makes a snapshot the current one, in one step, and forgets all but the newest `keep`; gives the ids of the forgotten.
    ///
    /// # Errors
    /// If the database fails or the lease is lost.
    pub fn publish(&self, snapshot: &SnapshotRow, keep: usize, lease: &Lease) -> Result<Vec<String>> {
        self.write(|t| {
            fence(t, lease)?;
            t.execute(
                "INSERT INTO snapshot (id, state, created, datasets, triples) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state, created = excluded.created",
                params![snapshot.id, snapshot.state, snapshot.created, snapshot.datasets, snapshot.triples],
            )?;
            for file in &snapshot.files {
                t.execute(
                    "INSERT INTO snapshot_file (snapshot, format, bytes, sha256) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (snapshot, format) DO UPDATE SET bytes = excluded.bytes, sha256 = excluded.sha256",
                    params![snapshot.id, file.format, file.bytes, file.sha256],
                )?;
            }
            t.execute(
                "INSERT INTO current_snapshot (one, snapshot) VALUES (1, ?1)
                 ON CONFLICT (one) DO UPDATE SET snapshot = excluded.snapshot",
                [&snapshot.id],
            )?;
            let old: Vec<String> = t
                .prepare("SELECT id FROM snapshot WHERE id <> ?1 ORDER BY created DESC, id")?
                .query_map([&snapshot.id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let forgotten: Vec<String> = old.into_iter().skip(keep.saturating_sub(1)).collect();
            for id in &forgotten {
                t.execute("DELETE FROM snapshot WHERE id = ?1", [id])?;
            }
            Ok(forgotten)
        })
    }

    /// The snapshot that is served.
    ///
    /// # Errors
    /// If the database fails.
    pub fn current_snapshot(&self) -> Result<Option<SnapshotRow>> {
        self.read(|t| {
            let row = t
                .prepare_cached(
                    "SELECT id, state, created, datasets, triples FROM snapshot
                     WHERE id = (SELECT snapshot FROM current_snapshot WHERE one = 1)",
                )?
                .query_row([], snapshot)
                .optional()?;
            row.map(|row| with_files(t, row)).transpose()
        })
    }

    /// The ids of all snapshots that are kept.
    ///
    /// # Errors
    /// If the database fails.
    pub fn snapshot_ids(&self) -> Result<Vec<String>> {
        self.read(|t| t.prepare("SELECT id FROM snapshot ORDER BY id")?.query_map([], |row| row.get(0))?.collect())
    }
}

fn snapshot(row: &Row<'_>) -> rusqlite::Result<SnapshotRow> {
    Ok(SnapshotRow {
        id: row.get(0)?,
        state: row.get(1)?,
        created: row.get(2)?,
        datasets: row.get(3)?,
        triples: row.get(4)?,
        files: Vec::new(),
    })
}

fn with_files(t: &Transaction<'_>, mut row: SnapshotRow) -> rusqlite::Result<SnapshotRow> {
    row.files = t
        .prepare_cached("SELECT format, bytes, sha256 FROM snapshot_file WHERE snapshot = ?1 ORDER BY format")?
        .query_map([&row.id], |file| {
            Ok(SnapshotFile { format: file.get(0)?, bytes: file.get(1)?, sha256: file.get(2)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(row)
}
