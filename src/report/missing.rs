//! What a source no longer has and what becomes of it, for its owner and for whoever decides.
//!
//! In: what the store knows, with times in local time. Out: the models of those sections, and their sentences.

use chrono::{NaiveDate, NaiveDateTime};

use super::language::Language;
use super::rows::Label;

/// Why the removal of something waits for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldReason {
    /// It is too large a part of the catalogue.
    Share,
    /// It is too much at once.
    Count,
    /// It is everything.
    Empty,
}

impl HeldReason {
    /// The reason as a sentence.
    pub fn sentence(self, language: Language) -> String {
        language.text(match self {
            HeldReason::Share => "held-share",
            HeldReason::Count => "held-count",
            HeldReason::Empty => "held-empty",
        })
    }
}

/// A dataset, series or service that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingThing {
    /// Its address; `None` for one that we made.
    pub iri: Option<String>,
    /// What it calls itself.
    pub title: Option<Label>,
}

/// The first of some things, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The first, by address.
    pub things: Vec<MissingThing>,
    /// How many there are.
    pub all: u64,
}

/// A set of removals that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The source.
    pub source: String,
    /// The run that names the set.
    pub run: i64,
    /// Since when it has been missing, in local time.
    pub since: NaiveDateTime,
    /// Why it is held.
    pub reason: HeldReason,
    /// How many datasets, series and services there were.
    pub known: u64,
    /// What is held of them.
    pub things: Listed,
    /// How many further days have agreed, and how many must; `None` where only a person decides.
    pub agreed: Option<(u32, u32)>,
}

impl Held {
    /// What is held and why, as sentences.
    pub fn sentence(&self, language: Language) -> String {
        let (since, reason) = (language.date(self.since.date()), self.reason.sentence(language));
        let mut text = language.text_with(
            "held-what",
            &[
                ("count", self.things.all.into()),
                ("known", self.known.into()),
                ("since", (&since).into()),
                ("reason", (&reason).into()),
            ],
        );
        if let Some((agreed, of)) = self.agreed {
            text.push(' ');
            let left = u64::from(of.saturating_sub(agreed));
            text.push_str(&language.text_with("held-agreed", &[("left", left.into())]));
        }
        text
    }
}

/// What became of an earlier set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A person let it go.
    Approved,
    /// A person said that it stays.
    Rejected,
    /// Several days agreed.
    Agreed,
    /// Another set was missing.
    Changed,
    /// Nothing was missing any more.
    Returned,
}

/// A decision about an earlier set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// When, in local time.
    pub at: NaiveDateTime,
    /// How.
    pub verdict: Verdict,
    /// How much was held.
    pub count: u64,
    /// Who decided, if a person did and said so.
    pub by: Option<String>,
}

impl Decided {
    /// The decision as a sentence.
    pub fn sentence(&self, language: Language) -> String {
        let key = match self.verdict {
            Verdict::Approved => "decided-approved",
            Verdict::Rejected => "decided-rejected",
            Verdict::Agreed => "decided-agreed",
            Verdict::Changed => "decided-changed",
            Verdict::Returned => "decided-returned",
        };
        let at = language.moment(self.at);
        let mut text = language.text_with(key, &[("at", (&at).into()), ("count", self.count.into())]);
        if let Some(by) = &self.by {
            text.push(' ');
            text.push_str(&language.text_with("decided-by", &[("by", by.as_str().into())]));
        }
        text
    }
}

/// Something that has another address now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The address that it had; `None` for one that we made.
    pub old: Option<String>,
    /// The address that it has; `None` for one that we made.
    pub new: Option<String>,
    /// What it calls itself.
    pub title: Option<Label>,
}

/// All that is missing of a source, or under another address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// What a person decides on.
    pub held: Option<Held>,
    /// What waits for its days to be over, and the first of those days.
    pub grace: Option<(Listed, NaiveDate)>,
    /// What a person said that it stays.
    pub kept: Option<Listed>,
    /// The first of what moved with what was read last, by old address, and how much moved.
    pub moved: (Vec<Moved>, u64),
    /// The latest decisions, the newest first.
    pub decided: Vec<Decided>,
}

impl Missing {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Missing::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon(day: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, day).and_then(|day| day.and_hms_opt(12, 0, 0)).expect("a day")
    }

    #[test]
    fn what_is_held_is_told_with_its_reason_and_what_may_let_it_go() {
        let held = Held {
            source: "a".to_owned(),
            run: 7,
            since: noon(20),
            reason: HeldReason::Share,
            known: 12,
            things: Listed { things: Vec::new(), all: 5 },
            agreed: None,
        };
        let sentence = held.sentence(Language::Sv);
        assert!(sentence.starts_with("5 av 12 ") && sentence.contains("20 november 2026"), "{sentence}");
        let held = Held { agreed: Some((1, 3)), ..held };
        assert!(held.sentence(Language::En).contains("2 more days"), "{}", held.sentence(Language::En));
        let empty = Held { reason: HeldReason::Empty, ..held };
        assert_ne!(empty.sentence(Language::Sv), sentence);
    }

    #[test]
    fn decisions_are_sentences_in_both_languages() {
        for verdict in [Verdict::Approved, Verdict::Rejected, Verdict::Agreed, Verdict::Changed, Verdict::Returned] {
            let decided = Decided { at: noon(21), verdict, count: 2, by: Some("Eva".to_owned()) };
            for language in Language::ALL {
                let sentence = decided.sentence(language);
                assert!(
                    sentence.ends_with('.') && sentence.contains("Eva") && !sentence.contains("decided-"),
                    "{sentence}"
                );
            }
        }
    }
}
