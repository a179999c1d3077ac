//! What the normaliser proposes for the last checked payload of each source.

use rusqlite::{Transaction, params};

use super::{Result, Store};

/// A proposal as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionRow {
    /// The step's id.
    pub step: String,
    /// The resource.
    pub subject: String,
    /// The property IRI.
    pub property: String,
    /// The value that stands there, if one does.
    pub value: Option<String>,
    /// The value that may be right.
    pub proposed: String,
}

/// How much a step proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionCount {
    /// The step's id.
    pub step: String,
    /// Proposals.
    pub count: u64,
}

/// Puts proposals in the place of those of a source, but for those of the resources that a run did not see, if one is told.
pub(super) fn replace(t: &Transaction<'_>, source: &str, unseen: Option<i64>, rows: &[SuggestionRow]) -> Result<()> {
    t.execute(
        "DELETE FROM suggestion WHERE source = ?1
           AND subject NOT IN (SELECT iri FROM run_resource WHERE run = ?2 AND change = 'unseen')",
        params![source, unseen],
    )?;
    let mut insert = t.prepare_cached(
        "INSERT INTO suggestion (source, step, subject, property, value, proposed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for row in rows {
        insert.execute(params![source, row.step, row.subject, row.property, row.value, row.proposed])?;
    }
    Ok(())
}

impl Store {
    /// How much each step proposes for a source, by step.
    ///
    /// # Errors
    /// If the database fails.
    pub fn suggestion_counts(&self, source: &str) -> Result<Vec<SuggestionCount>> {
        self.read(|t| {
            t.prepare_cached("SELECT step, COUNT(*) FROM suggestion WHERE source = ?1 GROUP BY step ORDER BY step")?
                .query_map([source], |row| Ok(SuggestionCount { step: row.get(0)?, count: row.get(1)? }))?
                .collect()
        })
    }

    /// What a step proposes for a source, some at a time.
    ///
    /// # Errors
    /// If the database fails.
    pub fn suggestions(&self, source: &str, step: &str, [offset, limit]: [u32; 2]) -> Result<Vec<SuggestionRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT step, subject, property, value, proposed FROM suggestion WHERE source = ?1 AND step = ?2
                 ORDER BY subject, property, value, proposed LIMIT ?4 OFFSET ?3",
            )?
            .query_map(params![source, step, offset, limit], |row| {
                Ok(SuggestionRow {
                    step: row.get(0)?,
                    subject: row.get(1)?,
                    property: row.get(2)?,
                    value: row.get(3)?,
                    proposed: row.get(4)?,
                })
            })?
            .collect()
        })
    }
}
