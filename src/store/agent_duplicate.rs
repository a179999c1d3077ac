//! Agents that seem to be one and have several addresses, as of the last merge.

use rusqlite::params;

use super::{Result, Store};

/// An agent that shares its organisation number or its name with another address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentDuplicateRow {
    /// What they share: `number` or `name`.
    pub alike: String,
    /// The number, or the folded name.
    pub key: String,
    /// Its address.
    pub iri: String,
    /// The source that describes it.
    pub source: String,
    /// Its name.
    pub name: Option<String>,
}

impl Store {
    /// Replaces all of them.
    ///
    /// # Errors
    /// If the database fails.
    pub fn replace_agent_duplicates(&self, rows: &[AgentDuplicateRow]) -> Result<()> {
        self.write(|t| {
            t.execute("DELETE FROM agent_duplicate", [])?;
            let mut insert = t.prepare_cached(
                "INSERT INTO agent_duplicate (what, key, iri, source, name) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for AgentDuplicateRow { alike, key, iri, source, name } in rows {
                insert.execute(params![alike, key, iri, source, name])?;
            }
            Ok(())
        })
    }

    /// All of them; those that share something stand together, number before name.
    ///
    /// # Errors
    /// If the database fails.
    pub fn agent_duplicates(&self) -> Result<Vec<AgentDuplicateRow>> {
        self.read(|t| {
            t.prepare_cached("SELECT what, key, iri, source, name FROM agent_duplicate ORDER BY what DESC, key, iri")?
                .query_map([], |row| {
                    Ok(AgentDuplicateRow {
                        alike: row.get(0)?,
                        key: row.get(1)?,
                        iri: row.get(2)?,
                        source: row.get(3)?,
                        name: row.get(4)?,
                    })
                })?
                .collect()
        })
    }
}
