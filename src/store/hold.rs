//! Removals that wait: what a source's last complete run did not find and that stays in the feed, and the set that a person
//! decides on.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::lease::{Lease, fence};
use super::tombstone::{self, Leaving};
use super::{Gone, Result, Store, StoreError, Timestamp};

/// Why something stays that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stay {
    /// A person decides.
    Held,
    /// It goes when its days are over.
    Grace,
    /// A person said that it stays.
    Kept,
    /// Not everything was read, so that it may be there.
    Unseen,
}

impl Stay {
    const ALL: [Stay; 4] = [Stay::Held, Stay::Grace, Stay::Kept, Stay::Unseen];

    /// The name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Stay::Held => "held",
            Stay::Grace => "grace",
            Stay::Kept => "kept",
            Stay::Unseen => "unseen",
        }
    }
}

/// A resource that is missing and stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingRow {
    /// Its IRI.
    pub iri: String,
    /// Its class's name.
    pub class: String,
    /// Its title for people.
    pub title: Option<String>,
    /// The title's language tag.
    pub title_language: Option<String>,
    /// Why it stays.
    pub stay: Stay,
    /// The first of the complete runs in a row that did not find it.
    pub since_run: i64,
    /// Since when it has stayed for this reason.
    pub since: Timestamp,
}

/// A set of removals that a person decides on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRow {
    /// The run that found this set first; it names the set.
    pub run: i64,
    /// When that was.
    pub since: Timestamp,
    /// Why it is held: `share`, `count`, `empty`.
    pub reason: String,
    /// Datasets, series and services before.
    pub known: u64,
    /// Those of them that are held.
    pub lost: u64,
    /// How many further days complete runs found the same set.
    pub agreed: u32,
    /// The last day of them, in days since 1970.
    pub day: i64,
}

/// What became of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A person let it go.
    Approved,
    /// A person said that it stays.
    Rejected,
    /// Complete runs of several days agreed.
    Agreed,
    /// Another set is missing now.
    Changed,
    /// Nothing of it is missing any more.
    Returned,
}

impl Verdict {
    const ALL: [Verdict; 5] =
        [Verdict::Approved, Verdict::Rejected, Verdict::Agreed, Verdict::Changed, Verdict::Returned];

    /// The name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Approved => "approved",
            Verdict::Rejected => "rejected",
            Verdict::Agreed => "agreed",
            Verdict::Changed => "changed",
            Verdict::Returned => "returned",
        }
    }
}

/// A decision, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// The run that named the set.
    pub run: i64,
    /// When it was decided.
    pub decided: Timestamp,
    /// How.
    pub verdict: Verdict,
    /// Who decided, if a person did.
    pub by: Option<String>,
    /// Datasets, series and services that were held.
    pub lost: u64,
}

const HOLD: &str = "run, since, reason, known, lost, agreed, day";

fn hold(row: &Row<'_>) -> rusqlite::Result<HoldRow> {
    Ok(HoldRow {
        run: row.get(0)?,
        since: row.get(1)?,
        reason: row.get(2)?,
        known: row.get(3)?,
        lost: row.get(4)?,
        agreed: row.get(5)?,
        day: row.get(6)?,
    })
}

fn find(t: &Transaction<'_>, source: &str) -> rusqlite::Result<Option<HoldRow>> {
    t.prepare_cached(&format!("SELECT {HOLD} FROM hold WHERE source = ?1"))?.query_row([source], hold).optional()
}

/// Puts what is missing and stays in the place of what was; what was missing before for the same reason keeps its time.
pub(super) fn replace(
    t: &Transaction<'_>,
    source: &str,
    (run, now): (i64, Timestamp),
    staying: &[(String, Stay)],
) -> Result<()> {
    t.execute("CREATE TEMP TABLE IF NOT EXISTS staying (iri TEXT NOT NULL PRIMARY KEY) STRICT", [])?;
    t.execute("DELETE FROM staying", [])?;
    let mut list = t.prepare_cached("INSERT OR IGNORE INTO staying (iri) VALUES (?1)")?;
    let mut insert = t.prepare_cached(
        "INSERT INTO missing (source, iri, state, since_run, since) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (source, iri) DO UPDATE SET state = excluded.state,
           since = CASE state WHEN excluded.state THEN since ELSE excluded.since END",
    )?;
    for (iri, stay) in staying {
        list.execute([iri])?;
        insert.execute(params![source, iri, stay.name(), run, now])?;
    }
    t.execute("DELETE FROM missing WHERE source = ?1 AND iri NOT IN (SELECT iri FROM staying)", [source])?;
    Ok(())
}

/// Puts a hold in the place of the one that was, and says what became of that one.
pub(super) fn put(
    t: &Transaction<'_>,
    source: &str,
    now: Timestamp,
    hold: Option<&HoldRow>,
    verdict: Option<Verdict>,
) -> Result<()> {
    if let (Some(verdict), Some(before)) = (verdict, find(t, source)?) {
        decide(t, (source, now), &before, verdict, None)?;
    }
    t.execute("DELETE FROM hold WHERE source = ?1", [source])?;
    if let Some(HoldRow { run, since, reason, known, lost, agreed, day }) = hold {
        t.execute(
            &format!("INSERT INTO hold (source, {HOLD}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
            params![source, run, since, reason, known, lost, agreed, day],
        )?;
    }
    Ok(())
}

fn decide(
    t: &Transaction<'_>,
    (source, now): (&str, Timestamp),
    hold: &HoldRow,
    verdict: Verdict,
    by: Option<&str>,
) -> Result<()> {
    t.execute(
        "INSERT INTO decision (source, run, decided, verdict, by_whom, lost) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![source, hold.run, now, verdict.name(), by, hold.lost],
    )?;
    Ok(())
}

/// Lets go what is missing, and asks for the feed to be published.
fn let_go(t: &Transaction<'_>, source: &str, leaving: Leaving, iris: &[String]) -> Result<()> {
    for iri in iris {
        tombstone::put(t, source, iri, leaving, None)?;
    }
    super::resource::remove(t, source, iris)?;
    let mut delete = t.prepare_cached("DELETE FROM missing WHERE source = ?1 AND iri = ?2")?;
    for iri in iris {
        delete.execute([source, iri])?;
    }
    t.execute("INSERT OR IGNORE INTO wanted (name) VALUES ('publish')", [])?;
    Ok(())
}

impl Store {
    /// The set of removals of a source that a person decides on.
    ///
    /// # Errors
    /// If the database fails.
    pub fn hold(&self, source: &str) -> Result<Option<HoldRow>> {
        self.read(|t| find(t, source))
    }

    /// What a source's last complete run did not find and that stays all the same, by IRI.
    ///
    /// # Errors
    /// If the database fails.
    pub fn missing(&self, source: &str) -> Result<Vec<MissingRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT missing.iri, class, title, title_language, state, since_run, since
                 FROM missing JOIN resource ON resource.source = missing.source AND resource.iri = missing.iri
                 WHERE missing.source = ?1 ORDER BY missing.iri",
            )?
            .query_map([source], |row| {
                let state: String = row.get(4)?;
                Ok(MissingRow {
                    iri: row.get(0)?,
                    class: row.get(1)?,
                    title: row.get(2)?,
                    title_language: row.get(3)?,
                    // A word that is not known keeps what it is about.
                    stay: Stay::ALL.into_iter().find(|stay| stay.name() == state).unwrap_or(Stay::Kept),
                    since_run: row.get(5)?,
                    since: row.get(6)?,
                })
            })?
            .collect()
        })
    }

    /// What became of the holds of a source, the newest first.
    ///
    /// # Errors
    /// If the database fails.
    pub fn decisions(&self, source: &str, limit: u32) -> Result<Vec<DecisionRow>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT run, decided, verdict, by_whom, lost FROM decision WHERE source = ?1 ORDER BY id DESC LIMIT ?2",
            )?
            .query_map(params![source, limit], |row| {
                let verdict: String = row.get(2)?;
                Ok(DecisionRow {
                    run: row.get(0)?,
                    decided: row.get(1)?,
                    verdict: Verdict::ALL.into_iter().find(|v| v.name() == verdict).unwrap_or(Verdict::Changed),
                    by: row.get(3)?,
                    lost: row.get(4)?,
                })
            })?
            .collect()
        })
    }

    /// Carries out what a person decided about the set that a run named, under the lease of the source. Gives the resources
    /// that went.
    ///
    /// # Errors
    /// [`StoreError::NotHeld`] if no set, or another one, is held by now; if the database fails or the lease is lost.
    pub fn decide(
        &self,
        (source, run): (&str, i64),
        (verdict, by): (Verdict, Option<&str>),
        lease: &Lease,
        now: Timestamp,
    ) -> Result<Vec<String>> {
        self.write(|t| {
            fence(t, lease)?;
            let found = find(t, source)?;
            let Some(hold) = found.as_ref().filter(|hold| hold.run == run) else {
                let held = found.map(|hold| hold.run);
                return Err(StoreError::NotHeld { source_id: source.to_owned(), run, held });
            };
            let iris: Vec<String> = t
                .prepare_cached("SELECT iri FROM missing WHERE source = ?1 AND state = 'held' ORDER BY iri")?
                .query_map([source], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            decide(t, (source, now), hold, verdict, by)?;
            t.execute("DELETE FROM hold WHERE source = ?1", [source])?;
            if verdict == Verdict::Rejected {
                t.execute("UPDATE missing SET state = 'kept' WHERE source = ?1 AND state = 'held'", [source])?;
                return Ok(Vec::new());
            }
            let_go(t, source, Leaving { run, now, reason: Gone::Approved }, &iris)?;
            // Whatever the source says next is read, also if it said it before: what is there again comes back.
            t.execute("UPDATE source SET rules = '' WHERE id = ?1 AND rules IS NOT NULL", [source])?;
            Ok(iris)
        })
    }

    /// Takes up a wish to publish; whether there was one.
    ///
    /// # Errors
    /// If the database fails.
    pub fn take_wish_to_publish(&self) -> Result<bool> {
        let is_wanted = self.read(|t| t.query_row("SELECT EXISTS (SELECT 1 FROM wanted)", [], |row| row.get(0)))?;
        if is_wanted {
            self.write(|t| Ok(t.execute("DELETE FROM wanted WHERE name = 'publish'", [])?))?;
        }
        Ok(is_wanted)
    }
}
