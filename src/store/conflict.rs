//! Conflicts: IRIs that two sources describe, as of the last merge.

use rusqlite::params;

use super::{Result, Store};

/// A conflict as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The resource.
    pub iri: String,
    /// The source that owns it; `None` when it is the region's own.
    pub owner: Option<String>,
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
            let mut insert = t.prepare_cached("INSERT INTO conflict (iri, owner, loser) VALUES (?1, ?2, ?3)")?;
            for conflict in conflicts {
                insert.execute(params![conflict.iri, conflict.owner.as_deref().unwrap_or_default(), conflict.loser])?;
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
            t.prepare_cached(
                "SELECT iri, owner, loser FROM conflict WHERE owner = ?1 OR loser = ?1 ORDER BY iri, loser",
            )?
            .query_map([source], |row| {
                let owner: String = row.get(1)?;
                Ok(ConflictRow { iri: row.get(0)?, owner: (!owner.is_empty()).then_some(owner), loser: row.get(2)? })
            })?
            .collect()
        })
    }
}
