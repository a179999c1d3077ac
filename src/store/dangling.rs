//! What the feed refers to and does not describe, as of the last snapshot.

use rusqlite::params;

use super::{Result, Store};

/// A reference that leads nowhere in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DanglingRow {
    /// The source of the resource.
    pub source: String,
    /// The resource that it stands in.
    pub iri: String,
    /// The property's IRI.
    pub property: String,
    /// What it refers to.
    pub target: String,
}

impl Store {
    /// Replaces all of them.
    ///
    /// # Errors
    /// If the database fails.
    pub fn replace_dangling(&self, rows: &[DanglingRow]) -> Result<()> {
        self.write(|t| {
            t.execute("DELETE FROM dangling", [])?;
            let mut insert = t.prepare_cached(
                "INSERT OR IGNORE INTO dangling (source, iri, property, target) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for DanglingRow { source, iri, property, target } in rows {
                insert.execute(params![source, iri, property, target])?;
            }
            Ok(())
        })
    }

    /// Those of a source, by resource: the first of them, and how many there are.
    ///
    /// # Errors
    /// If the database fails.
    pub fn dangling(&self, source: &str, limit: u32) -> Result<(Vec<DanglingRow>, u64)> {
        self.read(|t| {
            let rows = t
                .prepare_cached(
                    "SELECT source, iri, property, target FROM dangling WHERE source = ?1
                     ORDER BY iri, property, target LIMIT ?2",
                )?
                .query_map(params![source, limit], |row| {
                    Ok(DanglingRow {
                        source: row.get(0)?,
                        iri: row.get(1)?,
                        property: row.get(2)?,
                        target: row.get(3)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            let all = t.query_row("SELECT COUNT(*) FROM dangling WHERE source = ?1", [source], |row| row.get(0))?;
            Ok((rows, all))
        })
    }
}
