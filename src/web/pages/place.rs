//! Where people find what a source said, out of the store.

use crate::store::PlaceRow;
use crate::validate::{Label, Place};

/// The place of what has an address in the feed.
pub(super) fn place(iri: String, row: Option<PlaceRow>) -> Place {
    match row {
        None => Place::Address(iri),
        Some(PlaceRow { address: Some(address), .. }) => Place::Address(address),
        Some(PlaceRow { near, title, title_language, near_title, near_title_language, .. }) => {
            let label = |text: Option<String>, language| text.map(|text| Label { text, language });
            let near_title = label(near_title.filter(|_| title.is_none()), near_title_language);
            Place::Nameless { near, title: label(title, title_language), near_title }
        }
    }
}
