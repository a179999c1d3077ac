//! The values of changes, as people and programs are shown them.
//!
//! In: what normalising took away or put there. Out: the same, but for an address that we made: nobody typed it, it means nothing
//! outside the shared catalogue, and it is told in words.

use std::borrow::Cow;

use super::language::Language;

/// A value before or after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeValue {
    /// As [`Change`](crate::normalise::Change) writes it.
    Written(String),
    /// An address that we made for something that had none.
    Given,
}

impl ChangeValue {
    /// The value, or in words that it is an address that we made: `(en fast adress)`.
    pub fn text(&self, language: Language) -> Cow<'_, str> {
        match self {
            ChangeValue::Written(value) => Cow::Borrowed(value),
            ChangeValue::Given => Cow::Owned(language.text("change-given")),
        }
    }
}
