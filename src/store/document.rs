//! The documents that runs read: what was asked, what answered, and the hash by which the bytes are kept.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Result, Store, Timestamp};

/// What a document is to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the source's own address gives.
    Main,
    /// A further page of it.
    Page,
    /// A sub-catalogue, or a page of one.
    Catalogue,
}

impl Role {
    const ALL: [Role; 3] = [Role::Main, Role::Page, Role::Catalogue];

    /// The name, as stored and shown.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Main => "main",
            Role::Page => "page",
            Role::Catalogue => "catalogue",
        }
    }
}

/// A document that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// What it is to its source.
    pub role: Role,
    /// The address that was asked.
    pub asked: String,
    /// The address that answered.
    pub url: String,
    /// The headers of the answer, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The SHA-256 of the decoded bytes.
    pub hash: [u8; 32],
    /// Their number.
    pub bytes: u64,
    /// Their number as sent.
    pub wire_bytes: u64,
}

impl DocumentRow {
    /// The first header of a name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// The documents of a source that were read last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payload {
    /// In the order in which they were asked for.
    pub documents: Vec<DocumentRow>,
    /// The rules and steps that they went through; when these change, the same bytes are read again.
    pub rules: String,
    /// Whether they are all that the source has.
    pub complete: bool,
}

impl Payload {
    /// The bytes of all documents together.
    pub fn bytes(&self) -> u64 {
        self.documents.iter().map(|document| document.bytes).sum()
    }
}

const COLUMNS: &str = "role, asked, url, headers, hash, bytes, wire_bytes";

fn document(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    let (role, headers): (String, String) = (row.get(0)?, row.get(3)?);
    Ok(DocumentRow {
        role: Role::ALL.into_iter().find(|known| known.name() == role).unwrap_or(Role::Page),
        asked: row.get(1)?,
        url: row.get(2)?,
        headers: serde_json::from_str(&headers).unwrap_or_default(),
        hash: row.get(4)?,
        bytes: row.get(5)?,
        wire_bytes: row.get(6)?,
    })
}

impl Store {
    /// The address that a source's own document was asked for at, when it was read last.
    ///
    /// # Errors
    /// If the database fails.
    pub fn asked_at(&self, source: &str) -> Result<Option<String>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT asked FROM document JOIN source ON document.run = source.read_run
                 WHERE source.id = ?1 AND role = 'main' ORDER BY position LIMIT 1",
            )?
            .query_row([source], |row| row.get(0))
            .optional()
        })
    }

    /// The documents of a source that were read last, if any ever were.
    ///
    /// # Errors
    /// If the database fails.
    pub fn payload(&self, source: &str) -> Result<Option<Payload>> {
        self.read(|t| {
            let mut query = t.prepare_cached(
                "SELECT source.read_run, source.rules, run.complete FROM source JOIN run ON run.id = source.read_run
                 WHERE source.id = ?1 AND source.rules IS NOT NULL",
            )?;
            let mut rows = query.query([source])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let run: i64 = row.get(0)?;
            Ok(Some(Payload { documents: of_run(t, run)?, rules: row.get(1)?, complete: row.get(2)? }))
        })
    }

    /// The addresses of the documents of a source that were read last, in the order in which they were asked for.
    ///
    /// # Errors
    /// If the database fails.
    pub fn document_addresses(&self, source: &str) -> Result<Vec<String>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT document.url FROM document JOIN source ON source.read_run = document.run
                 WHERE source.id = ?1 ORDER BY document.position",
            )?
            .query_map([source], |row| row.get(0))?
            .collect()
        })
    }

    /// The documents that a run read: none if it read nothing, or its source had nothing new.
    ///
    /// # Errors
    /// If the database fails.
    pub fn documents(&self, run: i64) -> Result<Vec<DocumentRow>> {
        self.read(|t| of_run(t, run))
    }

    /// The newest run of a source, not after `run` if that is given, that read documents.
    ///
    /// # Errors
    /// If the database fails.
    pub fn read_run(&self, source: &str, run: Option<i64>) -> Result<Option<i64>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT MAX(run.id) FROM run JOIN document ON document.run = run.id
                 WHERE run.source = ?1 AND run.id <= COALESCE(?2, run.id)",
            )?
            .query_row(params![source, run], |row| row.get(0))
        })
    }

    /// The hashes of payloads that are kept: of the newest `keep` runs of every source that read something, those that began
    /// after a time, and the last one of each source in any case.
    ///
    /// # Errors
    /// If the database fails.
    pub fn kept_payloads(&self, keep: u32, after: Timestamp) -> Result<Vec<[u8; 32]>> {
        self.read(|t| {
            t.prepare_cached(
                "WITH reading AS (SELECT id, source, started, ROW_NUMBER() OVER (PARTITION BY source ORDER BY id DESC) AS place
                    FROM run WHERE EXISTS (SELECT 1 FROM document WHERE document.run = run.id))
                 SELECT DISTINCT document.hash FROM document JOIN reading ON reading.id = document.run
                  WHERE (reading.place <= ?1 AND reading.started > ?2) OR reading.place = 1",
            )?
            .query_map(params![keep, after], |row| row.get(0))?
            .collect()
        })
    }
}

fn of_run(t: &Transaction<'_>, run: i64) -> rusqlite::Result<Vec<DocumentRow>> {
    t.prepare_cached(&format!("SELECT {COLUMNS} FROM document WHERE run = ?1 ORDER BY position"))?
        .query_map([run], document)?
        .collect()
}

/// Writes the documents that a run read, or renews what their answers said about them.
pub(super) fn put(t: &Transaction<'_>, run: i64, documents: &[DocumentRow]) -> Result<()> {
    let mut insert = t.prepare_cached(&format!(
        "INSERT INTO document (run, position, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (run, position) DO UPDATE SET url = excluded.url, headers = excluded.headers"
    ))?;
    for (position, document) in documents.iter().enumerate() {
        insert.execute(params![
            run,
            position as u64,
            document.role.name(),
            document.asked,
            document.url,
            serde_json::to_string(&document.headers).unwrap_or_default(),
            document.hash,
            document.bytes,
            document.wire_bytes,
        ])?;
    }
    Ok(())
}
