//! Conflicts: IRIs that two sources describe, as of the last merge.

use rusqlite::{Row, params};

use super::{Result, Store};

/// A conflict as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The resource.
    pub iri: String,
    /// The source that owns it; `None` when it is the region's own.
    pub owner: Option<String>,
    /// The address that the owner gives it, where that is another one.
    pub owner_iri: Option<String>,
    /// The source whose description is filtered out.
    pub loser: String,
}

impl Store {
    /// Replaces all conflicts.
    ///
    /// # Errors
    /// If the database fails.
    pub fn replace_conflicts(&self, conflicts: &[ConflictRow]) -> Result<()> {
        self.write(|t| {
            t.execute("DELETE FROM conflict", [])?;
            let mut insert = t.prepare_cached(
                "INSERT OR IGNORE INTO conflict (iri, owner, loser, owner_iri) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for conflict in conflicts {
                let ConflictRow { iri, owner, owner_iri, loser } = conflict;
                insert.execute(params![iri, owner.as_deref().unwrap_or_default(), loser, owner_iri])?;
            }
            Ok(())
        })
    }

    /// The conflicts that a source takes part in, by IRI.
    ///
    /// # Errors
    /// If the database fails.
    pub fn conflicts(&self, source: &str) -> Result<Vec<ConflictRow>> {
        self.read(|t| {
            t.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM conflict WHERE owner = ?1 OR loser = ?1 ORDER BY iri, loser"
            ))?
            .query_map([source], conflict)?
            .collect()
        })
    }

    /// Every conflict, by IRI.
    ///
    /// # Errors
    /// If the database fails.
    pub fn all_conflicts(&self) -> Result<Vec<ConflictRow>> {
        self.read(|t| {
            t.prepare_cached(&format!("SELECT {COLUMNS} FROM conflict ORDER BY iri, loser"))?
                .query_map([], conflict)?
                .collect()
        })
    }
}

const COLUMNS: &str = "iri, owner, owner_iri, loser";

fn conflict(row: &Row<'_>) -> rusqlite::Result<ConflictRow> {
    let owner: String = row.get(1)?;
    let owner = (!owner.is_empty()).then_some(owner);
    Ok(ConflictRow { iri: row.get(0)?, owner, owner_iri: row.get(2)?, loser: row.get(3)? })
}
