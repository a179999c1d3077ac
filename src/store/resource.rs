//! Resources: the last good description of everything, by source.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Result, Store};
use crate::resource::Packed;

/// A resource as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceRow {
    /// Its IRI.
    pub iri: String,
    /// Its class's name.
    pub class: String,
    /// Its title for people.
    pub title: Option<String>,
    /// The title's language tag.
    pub title_language: Option<String>,
    /// The hash of its triples.
    pub hash: [u8; 32],
    /// What tells who or what it is, beside its IRI.
    pub identifier: Option<String>,
    /// Whether its IRI is one that we gave it, as it had none.
    pub given: bool,
    /// The number of triples.
    pub triples: u64,
    /// Canonical N-Triples.
    pub n_triples: Packed,
    /// Named nodes described inside it.
    pub embedded: Vec<String>,
    /// Those of them that have a type.
    pub typed: Vec<String>,
    /// The resources that it refers to.
    pub links: Vec<String>,
}

/// What the merge needs to know of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// The source's id.
    pub source: String,
    /// Its IRI.
    pub iri: String,
    /// Its class's name.
    pub class: String,
    /// Its title, for agents alone.
    pub name: Option<String>,
    /// What tells who or what it is, beside its IRI.
    pub identifier: Option<String>,
    /// Whether its IRI is one that we gave it.
    pub given: bool,
    /// Whether the source's last complete run did not find it.
    pub missing: bool,
    /// The hash of its triples.
    pub hash: [u8; 32],
    /// Named nodes described inside it.
    pub embedded: Vec<String>,
    /// Those of them that have a type.
    pub typed: Vec<String>,
    /// The resources that it refers to.
    pub links: Vec<String>,
}

/// A resource that describes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedRow {
    /// The source's id.
    pub source: String,
    /// The resource.
    pub resource: String,
    /// Its class's name.
    pub class: String,
    /// The run that found it first.
    pub added_by: i64,
    /// The run that changed it last.
    pub updated_by: i64,
}

/// How many resources of a class a source has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassCount {
    /// The class's name.
    pub class: String,
    /// The number.
    pub count: u64,
}

pub(super) fn put(t: &Transaction<'_>, source: &str, run: i64, resources: &[ResourceRow]) -> Result<()> {
    let mut insert = t.prepare_cached(
        "INSERT INTO resource (source, iri, class, title, title_language, hash, identifier, given, triples, content, embedded, typed, links,
           added_by, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
           COALESCE((SELECT added_by FROM tombstone WHERE source = ?1 AND iri = ?2), ?14), ?14)
         ON CONFLICT (source, iri) DO UPDATE SET class = excluded.class, title = excluded.title,
           title_language = excluded.title_language, hash = excluded.hash, identifier = excluded.identifier, given = excluded.given,
           triples = excluded.triples, content = excluded.content, embedded = excluded.embedded, typed = excluded.typed, links = excluded.links,
           updated_by = excluded.updated_by",
    )?;
    for resource in resources {
        insert.execute(params![
            source,
            resource.iri,
            resource.class,
            resource.title,
            resource.title_language,
            resource.hash,
            resource.identifier,
            resource.given,
            resource.triples,
            resource.n_triples.bytes(),
            list(&resource.embedded),
            list(&resource.typed),
            list(&resource.links),
            run
        ])?;
    }
    Ok(())
}

/// Resources leave; what calls this leaves a tombstone for each.
pub(super) fn remove(t: &Transaction<'_>, source: &str, iris: &[String]) -> Result<()> {
    let mut delete = t.prepare_cached("DELETE FROM resource WHERE source = ?1 AND iri = ?2")?;
    for iri in iris {
        delete.execute(params![source, iri])?;
    }
    Ok(())
}

impl Store {
    /// The known resources of a source as (IRI, hash), sorted by IRI.
    ///
    /// # Errors
    /// If the database fails.
    pub fn known(&self, source: &str) -> Result<Vec<(String, [u8; 32])>> {
        self.read(|t| {
            t.prepare_cached("SELECT iri, hash FROM resource WHERE source = ?1 ORDER BY iri")?
                .query_map([source], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }

    /// The known resources of a source of some classes, by IRI.
    ///
    /// # Errors
    /// If the database fails.
    pub fn known_of_class(&self, source: &str, class: &str) -> Result<Vec<String>> {
        self.read(|t| {
            t.prepare_cached("SELECT iri FROM resource WHERE source = ?1 AND class = ?2 ORDER BY iri")?
                .query_map([source, class], |row| row.get(0))?
                .collect()
        })
    }

    /// The resources that incomplete runs found first, after the last complete run of the source, by IRI.
    ///
    /// # Errors
    /// If the database fails.
    pub fn added_since_complete(&self, source: &str) -> Result<Vec<String>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT iri FROM resource WHERE source = ?1 AND added_by >
                   (SELECT MAX(id) FROM run WHERE source = ?1 AND complete = 1 AND outcome IN ('changed', 'unchanged'))
                 ORDER BY iri",
            )?
            .query_map([source], |row| row.get(0))?
            .collect()
        })
    }

    /// The resources of the same source that some resources refer to, each with what it refers to, sorted; those that are not
    /// known are skipped.
    ///
    /// # Errors
    /// If the database fails.
    pub fn links_of(&self, source: &str, iris: &[String]) -> Result<Vec<Vec<String>>> {
        self.read(|t| {
            let mut select = t.prepare_cached("SELECT links FROM resource WHERE source = ?1 AND iri = ?2")?;
            let rows = iris.iter().filter_map(|iri| {
                let links = select.query_row([source, iri], |row| row.get::<_, String>(0)).optional();
                links.map(|links| links.map(|links| unlist(&links))).transpose()
            });
            rows.collect()
        })
    }

    /// What every source claims, by source and IRI.
    ///
    /// # Errors
    /// If the database fails.
    pub fn claims(&self) -> Result<Vec<ClaimRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT source, iri, class, CASE class WHEN 'Agent' THEN title END, identifier, given,
                   EXISTS (SELECT 1 FROM missing WHERE missing.source = resource.source AND missing.iri = resource.iri
                             AND state <> 'kept'),
                   hash, embedded, typed, links
                 FROM resource ORDER BY source, iri",
            )?
            .query_map([], |row| {
                Ok(ClaimRow {
                    source: row.get(0)?,
                    iri: row.get(1)?,
                    class: row.get(2)?,
                    name: row.get(3)?,
                    identifier: row.get(4)?,
                    given: row.get(5)?,
                    missing: row.get(6)?,
                    hash: row.get(7)?,
                    embedded: unlist(&row.get::<_, String>(8)?),
                    typed: unlist(&row.get::<_, String>(9)?),
                    links: unlist(&row.get::<_, String>(10)?),
                })
            })?
            .collect()
        })
    }

    /// A resource, whole.
    ///
    /// # Errors
    /// If the database fails.
    pub fn resource(&self, source: &str, iri: &str) -> Result<Option<ResourceRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT iri, class, title, title_language, hash, identifier, given, triples, content, embedded, typed, links
                 FROM resource WHERE source = ?1 AND iri = ?2",
            )?
            .query_row([source, iri], resource)
            .optional()
        })
    }

    /// The resources, whatever the source, that describe an IRI: under it, or inside. By source.
    ///
    /// # Errors
    /// If the database fails.
    pub fn described_in(&self, iri: &str) -> Result<Vec<DescribedRow>> {
        // IRIs stand in the column as JSON strings.
        let quoted = serde_json::Value::from(iri).to_string();
        self.read(|t| {
            t.prepare_cached(
                "SELECT source, iri, class, added_by, updated_by FROM resource
                 WHERE iri = ?1 OR instr(embedded, ?2) > 0 ORDER BY source, iri",
            )?
            .query_map([iri, &quoted], |row| {
                Ok(DescribedRow {
                    source: row.get(0)?,
                    resource: row.get(1)?,
                    class: row.get(2)?,
                    added_by: row.get(3)?,
                    updated_by: row.get(4)?,
                })
            })?
            .collect()
        })
    }

    /// The triples of resources, one after another, as canonical N-Triples; all from one state of the database.
    ///
    /// `each` gets the place in `wanted`, the hash and the text; a resource that is gone is skipped. It may end the walk
    /// with an error. Gives the number of those that were there.
    ///
    /// # Errors
    /// If the database fails, or what `each` gives.
    pub fn contents<E: From<super::StoreError>>(
        &self,
        wanted: &[(&str, &str)],
        mut each: impl FnMut(usize, &[u8; 32], &str) -> std::result::Result<(), E>,
    ) -> std::result::Result<usize, E> {
        let mut end = Ok(());
        let mut found = 0;
        self.read(|t| {
            let mut select = t.prepare_cached("SELECT hash, content FROM resource WHERE source = ?1 AND iri = ?2")?;
            for (place, (source, iri)) in wanted.iter().enumerate() {
                let row: Option<([u8; 32], Vec<u8>)> =
                    select.query_row([source, iri], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                if let Some((hash, content)) = row {
                    found += 1;
                    end = each(place, &hash, &Packed::unpack(&content).map_err(damaged)?);
                    if end.is_err() {
                        break;
                    }
                }
            }
            Ok(())
        })?;
        end.map(|()| found)
    }

    /// The resources of a source by class.
    ///
    /// # Errors
    /// If the database fails.
    pub fn class_counts(&self, source: &str) -> Result<Vec<ClassCount>> {
        self.read(|t| {
            t.prepare_cached("SELECT class, COUNT(*) FROM resource WHERE source = ?1 GROUP BY class ORDER BY class")?
                .query_map([source], |row| Ok(ClassCount { class: row.get(0)?, count: row.get(1)? }))?
                .collect()
        })
    }
}

fn resource(row: &Row<'_>) -> rusqlite::Result<ResourceRow> {
    Ok(ResourceRow {
        iri: row.get(0)?,
        class: row.get(1)?,
        title: row.get(2)?,
        title_language: row.get(3)?,
        hash: row.get(4)?,
        identifier: row.get(5)?,
        given: row.get(6)?,
        triples: row.get(7)?,
        n_triples: Packed::kept(row.get(8)?).map_err(damaged)?,
        embedded: unlist(&row.get::<_, String>(9)?),
        typed: unlist(&row.get::<_, String>(10)?),
        links: unlist(&row.get::<_, String>(11)?),
    })
}

fn damaged(error: std::io::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, error.into())
}

fn list(items: &[String]) -> String {
    serde_json::Value::from(items).to_string()
}

/// The column is written by [`list`] alone.
fn unlist(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}
