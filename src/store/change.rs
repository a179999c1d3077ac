//! What the normaliser changed in the last checked payload of each source.

use rusqlite::{Row, Transaction, params};

use super::{Result, Store};

/// A change as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// The step's id.
    pub step: String,
    /// The resource.
    pub subject: String,
    /// The property IRI.
    pub property: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// How often a step changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeGroup {
    /// The step's id.
    pub step: String,
    /// Changes.
    pub count: u64,
}

/// Puts changes in the place of those of a source, but for those of the resources that a run did not see, if one is told.
pub(super) fn replace(t: &Transaction<'_>, source: &str, unseen: Option<i64>, changes: &[ChangeRow]) -> Result<()> {
    t.execute(
        "DELETE FROM change WHERE source = ?1
           AND subject NOT IN (SELECT iri FROM run_resource WHERE run = ?2 AND change = 'unseen')",
        params![source, unseen],
    )?;
    let mut insert = t.prepare_cached(
        "INSERT INTO change (source, step, subject, property, before_value, after_value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for change in changes {
        insert.execute(params![source, change.step, change.subject, change.property, change.before, change.after])?;
    }
    Ok(())
}

fn change(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    Ok(ChangeRow {
        step: row.get(0)?,
        subject: row.get(1)?,
        property: row.get(2)?,
        before: row.get(3)?,
        after: row.get(4)?,
    })
}

impl Store {
    /// How often each step changed something in a source, by step.
    ///
    /// # Errors
    /// If the database fails.
    pub fn change_groups(&self, source: &str) -> Result<Vec<ChangeGroup>> {
        self.read(|t| {
            t.prepare_cached("SELECT step, COUNT(*) FROM change WHERE source = ?1 GROUP BY step ORDER BY step")?
                .query_map([source], |row| Ok(ChangeGroup { step: row.get(0)?, count: row.get(1)? }))?
                .collect()
        })
    }

    /// The first changes of a thing in a source, by step.
    ///
    /// # Errors
    /// If the database fails.
    pub fn changes_of(&self, source: &str, subject: &str, limit: u32) -> Result<Vec<ChangeRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT step, subject, property, before_value, after_value FROM change WHERE source = ?1 AND subject = ?2
                 ORDER BY step, property, before_value, after_value LIMIT ?3",
            )?
            .query_map(params![source, subject, limit], change)?
            .collect()
        })
    }

    /// Changes of a step in a source, some at a time.
    ///
    /// # Errors
    /// If the database fails.
    pub fn changes(&self, source: &str, step: &str, [offset, limit]: [u32; 2]) -> Result<Vec<ChangeRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT step, subject, property, before_value, after_value FROM change WHERE source = ?1 AND step = ?2
                 ORDER BY subject, property, before_value, after_value LIMIT ?4 OFFSET ?3",
            )?
            .query_map(params![source, step, offset, limit], change)?
            .collect()
        })
    }
}
