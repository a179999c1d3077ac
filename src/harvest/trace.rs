//! Where a description in the feed comes from.
//!
//! In: an IRI. Out: every source that describes it, with the run that brought the description, its documents, and what the
//! normaliser changed; or where and when it left. Must not: change anything.

use super::Context;
use crate::resource::Class;
use crate::store::{ChangeRow, DocumentRow, MissingRow, RunRow, StoreError, TombstoneRow};

/// What is known of an IRI.
#[derive(Debug, Default)]
pub struct Trace {
    /// The descriptions that there are, the one that goes out first.
    pub descriptions: Vec<Description>,
    /// Those that there were.
    pub tombstones: Vec<TombstoneRow>,
}

/// One source's description.
#[derive(Debug)]
pub struct Description {
    /// The source.
    pub source: String,
    /// The resource that the IRI is described in: itself, or what it is part of.
    pub resource: String,
    /// What that is.
    pub class: Class,
    /// The run that found it first, under whatever address it had then.
    pub added_by: i64,
    /// The run that brought the description as it is, unless it was forgotten.
    pub run: Option<RunRow>,
    /// The documents of that run.
    pub documents: Vec<DocumentRow>,
    /// What the normaliser changed about it in the documents that were read last.
    pub changes: Vec<ChangeRow>,
    /// Why it stays, if the source no longer has it.
    pub missing: Option<MissingRow>,
    /// Whether another source's description goes out instead.
    pub is_filtered: bool,
}

/// The most changes that are told of one resource.
const CHANGES: u32 = 200;

/// Traces an IRI.
///
/// # Errors
/// If the database fails.
pub fn trace(context: &Context, iri: &str) -> Result<Trace, StoreError> {
    let store = &context.store;
    let mut descriptions = Vec::new();
    for found in store.described_in(iri)? {
        let conflicts = store.conflicts(&found.source)?;
        let is_filtered = conflicts.iter().any(|row| row.loser == found.source && row.iri == found.resource);
        let missing = store.missing(&found.source)?.into_iter().find(|row| row.iri == found.resource);
        descriptions.push(Description {
            run: store.run(found.updated_by)?,
            documents: store.documents(found.updated_by)?,
            changes: store.changes_of(&found.source, iri, CHANGES)?,
            class: Class::from_name(&found.class).unwrap_or(Class::Other),
            added_by: found.added_by,
            source: found.source,
            resource: found.resource,
            missing,
            is_filtered,
        });
    }
    descriptions.sort_by(|a, b| (a.is_filtered, &a.source).cmp(&(b.is_filtered, &b.source)));
    Ok(Trace { descriptions, tombstones: store.tombstones_of(iri)? })
}
