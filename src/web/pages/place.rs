//! Where people find what a source said, out of the store.

use crate::store::PlaceRow;
use crate::validate::{Label, Place};

/// The place of what has an address in the feed.
pub(super) fn place(iri: String, row: Option<PlaceRow>) -> Place {
    match row {
        None => Place::Address(iri),
        Some(PlaceRow { address: Some(address), .. }) => Place::Address(address),
        Some(PlaceRow { title, title_language, near, .. }) => {
            Place::Nameless { title: title.map(|text| Label { text, language: title_language }), near }
        }
    }
}
