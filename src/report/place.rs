//! Where a finding is, in words.
//!
//! In: a [`Place`]. Out: what a person reads. An address that we made is nowhere in it.

use super::language::Language;
use super::visible::visible;
use crate::validate::Place;

/// The place on one line: its address, or its title and what it belongs to. Only visible characters.
pub(super) fn on_one_line(place: &Place, language: Language) -> String {
    match place {
        Place::Address(address) => visible(address).into_owned(),
        Place::Nameless { near, title, near_title } => {
            let [title, near_title] = [title, near_title].map(|title| title.as_ref().map(|title| visible(&title.text)));
            let near = visible(near);
            match (&title, near.is_empty()) {
                (Some(title), false) => {
                    let parts = [("title", title.as_ref().into()), ("near", near.as_ref().into())];
                    language.text_with("place-titled-in", &parts)
                }
                (Some(title), true) => language.text_with("place-titled", &[("title", title.as_ref().into())]),
                (None, false) if let Some(above) = &near_title => {
                    let parts = [("title", above.as_ref().into()), ("near", near.as_ref().into())];
                    language.text_with("place-nameless-in-titled", &parts)
                }
                (None, false) => language.text_with("place-nameless-in", &[("near", near.as_ref().into())]),
                (None, true) => language.text("place-nameless"),
            }
        }
    }
}

/// The address of a place: its own, or that of the nearest thing that has one; empty if there is none.
pub(super) fn address(place: &Place) -> &str {
    match place {
        Place::Address(address) => address,
        Place::Nameless { near, .. } => near,
    }
}

/// What a thing without an address calls itself.
pub(super) fn title(place: &Place) -> Option<&str> {
    match place {
        Place::Nameless { title: Some(title), .. } => Some(&title.text),
        _ => None,
    }
}
