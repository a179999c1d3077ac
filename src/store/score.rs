//! The quality score of the last checked payload of each source: how many passed what.
//!
//! In: rows that name a method, a metric and two figures. Out: the same. Must not: know what a metric means.

use rusqlite::{Transaction, params};

use super::{Result, Store};

/// A figure of a source's score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreRow {
    /// The rules that were counted by: `european` or `dataportal`.
    pub method: String,
    /// A metric's id, counted in datasets or distributions; or a dimension's id with `Scoring` behind it, or `scoring`
    /// for all of them, counted in points.
    pub metric: String,
    /// Datasets or distributions that pass, or points of all datasets together.
    pub passed: u64,
    /// Datasets or distributions that were measured, or points that all datasets together could have; zero if it is not
    /// measured.
    pub measured: u64,
}

pub(super) fn replace(t: &Transaction<'_>, source: &str, scores: &[ScoreRow]) -> Result<()> {
    t.execute("DELETE FROM score WHERE source = ?1", [source])?;
    let mut insert =
        t.prepare_cached("INSERT INTO score (source, method, metric, passed, measured) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for score in scores {
        insert.execute(params![source, score.method, score.metric, score.passed, score.measured])?;
    }
    Ok(())
}

impl Store {
    /// The score of a source, by method and metric; empty if nothing of it was ever read.
    ///
    /// # Errors
    /// If the database fails.
    pub fn score(&self, source: &str) -> Result<Vec<ScoreRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT method, metric, passed, measured FROM score WHERE source = ?1 ORDER BY method, metric",
            )?
            .query_map([source], |row| {
                Ok(ScoreRow { method: row.get(0)?, metric: row.get(1)?, passed: row.get(2)?, measured: row.get(3)? })
            })?
            .collect()
        })
    }
}
