//! A person's decision about removals that are held.
//!
//! In: a source, the run that names the set, and the verdict. Out: the removals carried out, or the datasets marked as kept.
//! Must not: decide about any other set than the one that the person saw.

use super::Context;
use crate::store::{StoreError, Verdict};

/// The longest that a decision takes.
const SECONDS: i64 = 120;

/// What a person decides about a held set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It leaves the feed.
    Approve,
    /// It stays, although the source no longer has it.
    Reject,
}

/// Why a decision was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// The config has no such source.
    #[error("there is no source {0}")]
    Unknown(String),
    /// A run is under way that may find something else.
    #[error("{0} is being harvested; decide when that has ended")]
    Busy(String),
    /// There is no such set, or no longer, or the database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Carries out a decision about the set that `run` named. Gives the IRIs of what leaves the feed with its next publication.
///
/// # Errors
/// If there is no such source, a run is under way, another set is held by now, or the database fails.
pub fn decide(
    context: &Context,
    (source, run): (&str, i64),
    decision: Decision,
    by: Option<&str>,
) -> Result<Vec<String>, DecisionError> {
    if context.source(source).is_none() {
        return Err(DecisionError::Unknown(source.to_owned()));
    }
    let now = context.clock.timestamp();
    let lease = context.store.acquire(&format!("source/{source}"), context.holder.name(), now, now + SECONDS)?;
    let lease = lease.ok_or_else(|| DecisionError::Busy(source.to_owned()))?;
    let verdict = match decision {
        Decision::Approve => Verdict::Approved,
        Decision::Reject => Verdict::Rejected,
    };
    let result = context.store.decide((source, run), (verdict, by), &lease, now);
    context.store.release(&lease)?;
    let gone = result?;
    tracing::info!(
        source.id = source,
        run.id = run,
        verdict = verdict.name(),
        gone = gone.len(),
        "removals were decided on"
    );
    Ok(gone)
}
