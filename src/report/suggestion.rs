//! What is proposed to whoever writes the metadata, because only they can decide.
//!
//! In: proposals of the steps. Out: the model that each format renders, grouped by step.

use super::change::ChangeValue;
use super::group::Sample;

/// What a normalisation step proposes to the organisation. Nothing of it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionGroup {
    /// The step's id.
    pub step: String,
    /// How many proposals.
    pub count: u64,
    /// A few of them.
    pub examples: Vec<SuggestionExample>,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionExample {
    /// What it is about.
    pub thing: Sample,
    /// The property's IRI.
    pub property: String,
    /// The value that stands there; `None` where one is missing.
    pub value: Option<ChangeValue>,
    /// The value that may be right.
    pub proposed: ChangeValue,
}
