//! What a source has under other addresses than before.
//!
//! In: what a complete run found and how it differs from what is known. Out: the old and the new address of each thing that
//! moved. Must not: take a move for anything but that; what [`moved`] does not pair is removed and added.

use std::collections::HashMap;

use super::Context;
use super::removal::lost_entries;
use crate::config::Source;
use crate::resource::{Class, Difference, Move, Resource, entries, moved};
use crate::store::StoreError;

/// The moves of a complete run, by old address.
///
/// # Errors
/// If the database fails.
pub(super) fn moves(
    context: &Context,
    source: &Source,
    resources: &[Resource],
    difference: &Difference,
) -> Result<Vec<Move>, StoreError> {
    let is_in = |iris: &[String], iri: &str| iris.binary_search_by(|known| known.as_str().cmp(iri)).is_ok();
    if difference.removed.is_empty() {
        return Ok(Vec::new());
    }
    // What incomplete runs added appeared when nothing could be said yet of what vanished.
    let earlier = context.store.added_since_complete(&source.id)?;
    let is_new = |iri: &str| is_in(&difference.added, iri) || is_in(&earlier, iri);
    let appeared: Vec<(String, Class)> = resources
        .iter()
        .filter(|resource| resource.class.is_entry() && is_new(&resource.iri))
        .map(|resource| (resource.iri.clone(), resource.class))
        .collect();
    if appeared.is_empty() {
        return Ok(Vec::new());
    }
    let (known, lost) = lost_entries(context, source, resources)?;
    let mut vanished = Vec::new();
    for (iri, class) in lost {
        // What lost its class alone is where it was.
        if is_in(&difference.removed, &iri) {
            vanished.push((iri, class));
        }
    }
    if vanished.is_empty() {
        return Ok(Vec::new());
    }
    let stored = |iri: &str| {
        let row = context.store.resource(&source.id, iri)?;
        Ok::<_, StoreError>(row.map(|row| row.n_triples.read()))
    };
    let before = entries(&vanished, |iri| is_in(&difference.removed, iri), stored)?;
    let by_iri: HashMap<&str, &Resource> = resources.iter().map(|resource| (resource.iri.as_str(), resource)).collect();
    let now = entries(&appeared, is_new, |iri| match by_iri.get(iri) {
        None => Ok(None),
        // Of what is known and did not change the store has the text alone.
        Some(found) => match found.n_triples.read() {
            text if text.is_empty() => stored(iri),
            text => Ok(Some(text)),
        },
    })?;
    Ok(moved(&before, &now, known))
}
