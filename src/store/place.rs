//! Where people find things that the feed calls by another address than they came with, or that came with none.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Result, Store};

/// A place as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// The address in the feed.
    pub iri: String,
    /// The address as it came; `None` for what came without one.
    pub address: Option<String>,
    /// What that calls itself.
    pub title: Option<String>,
    /// The title's language tag.
    pub title_language: Option<String>,
    /// The nearest thing above it that came with an address; empty if there is none.
    pub near: String,
    /// What that calls itself. Read from the resources of the source, and not stored here.
    pub near_title: Option<String>,
    /// That title's language tag.
    pub near_title_language: Option<String>,
}

/// Puts places in the place of those of a source, but for those of the resources that a run did not see, if one is told.
pub(super) fn replace(t: &Transaction<'_>, source: &str, unseen: Option<i64>, places: &[PlaceRow]) -> Result<()> {
    t.execute(
        "DELETE FROM place WHERE source = ?1
           AND iri NOT IN (SELECT iri FROM run_resource WHERE run = ?2 AND change = 'unseen')",
        params![source, unseen],
    )?;
    let mut insert = t.prepare_cached(
        "INSERT INTO place (source, iri, address, title, title_language, near) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (source, iri) DO UPDATE SET address = excluded.address, title = excluded.title,
           title_language = excluded.title_language, near = excluded.near",
    )?;
    for place in places {
        insert.execute(params![source, place.iri, place.address, place.title, place.title_language, place.near])?;
    }
    Ok(())
}

/// The place in seven columns of a row that may hold none.
pub(super) fn of_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<PlaceRow>> {
    let Some(iri) = row.get(first)? else { return Ok(None) };
    Ok(Some(PlaceRow {
        iri,
        address: row.get(first + 1)?,
        title: row.get(first + 2)?,
        title_language: row.get(first + 3)?,
        near: row.get(first + 4)?,
        near_title: row.get(first + 5)?,
        near_title_language: row.get(first + 6)?,
    }))
}

impl Store {
    /// The place of what has this address in the feed, unless it came with the same address.
    ///
    /// # Errors
    /// If the database fails.
    pub fn place(&self, source: &str, iri: &str) -> Result<Option<PlaceRow>> {
        self.read(|t| {
            let row = t
                .prepare_cached(
                    "SELECT place.iri, place.address, place.title, place.title_language, place.near,
                            above.title, above.title_language
                     FROM place LEFT JOIN resource AS above ON above.source = ?1 AND above.iri = place.near
                     WHERE place.source = ?1 AND place.iri = ?2",
                )?
                .query_row([source, iri], |row| of_row(row, 0))
                .optional()?;
            Ok(row.flatten())
        })
    }
}
