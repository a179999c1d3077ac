//! What becomes of what a run did not find, carried out with the run.
//!
//! In: what was decided about each resource that is missing. Out: rows and tombstones. Must not: decide.

use rusqlite::Transaction;

use super::tombstone::{self, Leaving};
use super::{Gone, HoldRow, Result, Stay, Timestamp, Verdict, hold};

/// What becomes of what a run did not find.
#[derive(Clone, Copy, Debug)]
pub enum Missing<'a> {
    /// Not everything was read.
    Unseen {
        /// What the run did not find, sorted: it stays, and nothing is known of it.
        unseen: &'a [String],
        /// What becomes of what was missing before, as the run may have found some of it.
        removals: &'a Removals,
    },
    /// The run was complete.
    Settled(&'a Removals),
}

/// What a complete run settles about what is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removals {
    /// What goes, by IRI, and why.
    pub gone: Vec<(String, Gone)>,
    /// What has another address now, as (old, new), by old address. The old one goes.
    pub moves: Vec<(String, String)>,
    /// How many of them are datasets, series and services.
    pub moved: u64,
    /// What stays, by IRI, and why.
    pub staying: Vec<(String, Stay)>,
    /// The set that a person decides on from now on.
    pub hold: Option<HoldRow>,
    /// What became of the set before, if there was one and it is not this one.
    pub verdict: Option<Verdict>,
}

impl Removals {
    pub(super) fn carry_out(&self, t: &Transaction<'_>, source: &str, (run, now): (i64, Timestamp)) -> Result<()> {
        let leaving = |reason| Leaving { run, now, reason };
        for (iri, reason) in &self.gone {
            tombstone::put(t, source, iri, leaving(*reason), None)?;
        }
        tombstone::move_to(t, source, leaving(Gone::Moved), &self.moves)?;
        let gone: Vec<String> = self.iris().map(str::to_owned).collect();
        super::resource::remove(t, source, &gone)?;
        hold::replace(t, source, (run, now), &self.staying)?;
        hold::put(t, source, now, self.hold.as_ref(), self.verdict)
    }

    /// Every address that goes.
    pub(super) fn iris(&self) -> impl Iterator<Item = &str> {
        self.gone.iter().map(|(iri, _)| iri.as_str()).chain(self.moves.iter().map(|(old, _)| old.as_str()))
    }
}
