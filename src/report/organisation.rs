//! The report on one organisation.
//!
//! In: what the store knows about the organisation, with times in local time. Out: the model that its page renders.

use chrono::{NaiveDate, NaiveDateTime};

use super::agents::{AgentGroup, DanglingReference};
use super::change::ChangeValue;
use super::failure::Failure;
use super::group::{FindingGroup, Sample};
use super::language::Language;
use super::missing::Missing;
use super::remark::Remark;
use super::rows::{Label, LiveCounts};
use super::suggestion::SuggestionGroup;
use crate::validate::{Severity, Text};

/// What kind of organisation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganisationKind {
    /// A municipality.
    Municipality,
    /// A region.
    Region,
    /// A company.
    Company,
    /// A government agency.
    Agency,
}

impl OrganisationKind {
    /// The word for the kind.
    pub fn word(self, language: Language) -> String {
        match self {
            OrganisationKind::Municipality => language.text("kind-municipality"),
            OrganisationKind::Region => language.text("kind-region"),
            OrganisationKind::Company => language.text("kind-company"),
            OrganisationKind::Agency => language.text("kind-agency"),
        }
    }
}

/// Who the report is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id in the config and in addresses.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its organisation number, ten digits.
    pub number: Option<String>,
    /// What kind it is.
    pub kind: OrganisationKind,
}

/// How it stands with one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// Not fetched yet.
    Waiting,
    /// The last run fetched it, and something was new.
    Fetched {
        /// When, in local time.
        at: NaiveDateTime,
    },
    /// The last run asked for it, and nothing was new.
    Unchanged {
        /// When it was asked for, in local time.
        at: NaiveDateTime,
        /// When it last changed, in local time.
        changed: NaiveDateTime,
    },
    /// The last run could not fetch or read it; what was fetched before stays in the feed.
    Failed {
        /// When it was last tried, in local time.
        at: NaiveDateTime,
        /// The first failed run after the last good one, in local time.
        since: NaiveDateTime,
        /// The last good run, if there ever was one, in local time.
        last_good: Option<NaiveDateTime>,
        /// Why.
        failure: Failure,
    },
}

impl SourceState {
    /// The last time that it was fetched, or known not to have changed.
    pub fn last_good(&self) -> Option<NaiveDateTime> {
        match *self {
            SourceState::Waiting => None,
            SourceState::Fetched { at } | SourceState::Unchanged { at, .. } => Some(at),
            SourceState::Failed { last_good, .. } => last_good,
        }
    }

    /// Whether the last run failed.
    pub fn is_failed(&self) -> bool {
        matches!(self, SourceState::Failed { .. })
    }

    /// The state as a sentence, without jargon.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            SourceState::Waiting => language.text("source-waiting"),
            SourceState::Fetched { at } => {
                language.text_with("source-fetched", &[("at", (&language.moment(*at)).into())])
            }
            SourceState::Unchanged { at, changed } => {
                let (at, changed) = (language.moment(*at), language.date(changed.date()));
                language.text_with("source-unchanged", &[("at", (&at).into()), ("changed", (&changed).into())])
            }
            SourceState::Failed { since, failure, .. } => {
                let (since, reason) = (language.date(since.date()), failure.reason(language));
                language.text_with("source-failed", &[("since", (&since).into()), ("reason", (&reason).into())])
            }
        }
    }

    /// For a failed source: what of it is still in the feed and how old that is, as a sentence.
    pub fn age_sentence(&self, language: Language) -> Option<String> {
        let SourceState::Failed { at, last_good, .. } = self else { return None };
        let Some(last_good) = last_good else { return Some(language.text("source-never-good")) };
        let days = (*at - *last_good).num_days().max(0).unsigned_abs();
        let moment = language.moment(*last_good);
        Some(language.text_with("source-kept", &[("at", (&moment).into()), ("days", days.into())]))
    }
}

/// What a run did to the resources of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunCounts {
    /// New resources.
    pub added: u64,
    /// Resources that changed.
    pub updated: u64,
    /// Resources that are gone.
    pub removed: u64,
    /// Resources that are as they were.
    pub unchanged: u64,
}

/// One source of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceStatus {
    /// Its id in the config.
    pub id: String,
    /// Where it is fetched from.
    pub address: String,
    /// How it stands.
    pub state: SourceState,
    /// What was worth telling about the last run.
    pub remarks: Vec<Remark>,
    /// What the last good run did.
    pub last_run: Option<RunCounts>,
    /// When it is fetched next, in local time.
    pub next_run: Option<NaiveDateTime>,
    /// What it no longer has, and what becomes of that.
    pub missing: Missing,
}

/// A source that has failed for so many days is asked less often than its schedule says.
pub const RARELY_AFTER_DAYS: i64 = 3;

impl SourceStatus {
    /// For a failed source: when it is asked next, as a sentence.
    pub fn next_sentence(&self, language: Language) -> Option<String> {
        let SourceState::Failed { at, since, ref failure, .. } = self.state else { return None };
        let moment = language.moment(self.next_run?);
        let days = (at - since).num_days();
        Some(match days >= RARELY_AFTER_DAYS && failure.is_theirs() {
            true => {
                let days = days.unsigned_abs();
                language.text_with("source-asked-rarely", &[("at", (&moment).into()), ("days", days.into())])
            }
            false => language.text_with("source-asked-again", &[("at", (&moment).into())]),
        })
    }
}

/// What a normalisation step changed for the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairGroup {
    /// The step's id.
    pub step: String,
    /// How many changes.
    pub count: u64,
    /// A few of them.
    pub examples: Vec<ChangeExample>,
}

/// One change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeExample {
    /// What was changed.
    pub thing: Sample,
    /// The property's IRI.
    pub property: String,
    /// The value before; `None` when one was added.
    pub before: Option<ChangeValue>,
    /// The value after; `None` when one was removed.
    pub after: Option<ChangeValue>,
}

/// Whose description of a resource stands in the feed, when several organisations describe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// This organisation's.
    Ours,
    /// The other organisation's.
    Theirs,
}

/// A resource that another organisation describes too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its IRI.
    pub iri: String,
    /// What it calls itself.
    pub title: Option<Label>,
    /// The other organisation's id; `None` for the region itself, which has no page.
    pub other: Option<String>,
    /// The other organisation's name.
    pub other_name: Text,
    /// Whose description is used.
    pub shown: Shown,
    /// The other organisation's address for it, where that is another one.
    pub other_iri: Option<String>,
}

/// The European metadata quality score, an average over the organisation's datasets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// Points, rounded.
    pub points: u64,
    /// The points that are measured here.
    pub measured: u64,
    /// The points that there are.
    pub of: u64,
}

/// Everything there is to tell one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationReport {
    /// Who it is for.
    pub organisation: Organisation,
    /// Its sources, in the order of the config.
    pub sources: Vec<SourceStatus>,
    /// What is live in the feed.
    pub live: LiveCounts,
    /// The score, if there is a dataset.
    pub quality: Option<Quality>,
    /// The findings by rule, in the order of [`super::sort_groups`].
    pub groups: Vec<FindingGroup>,
    /// What was repaired, in the order of the steps.
    pub repairs: Vec<RepairGroup>,
    /// What is proposed, in the order of the steps.
    pub suggestions: Vec<SuggestionGroup>,
    /// The first of what other organisations describe too, by IRI.
    pub conflicts: Vec<Conflict>,
    /// How much other organisations describe too, that which is not listed included.
    pub all_conflicts: u64,
    /// Agents of its sources that seem to be one with others.
    pub agents: Vec<AgentGroup>,
    /// The first references of the feed that stand in its resources and lead nowhere.
    pub dangling: Vec<DanglingReference>,
    /// How many there are.
    pub all_dangling: u64,
}

impl OrganisationReport {
    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> u64 {
        self.groups.iter().filter(|g| g.severity == severity).map(|g| g.findings).sum()
    }

    /// How many findings of a severity are not mended in what we publish.
    pub fn left(&self, severity: Severity) -> u64 {
        self.groups.iter().filter(|g| g.severity == severity).map(|g| g.findings - g.mended).sum()
    }

    /// How many findings are mended in what we publish, tips left out.
    pub fn mended(&self) -> u64 {
        self.groups.iter().filter(|g| g.severity != Severity::Info).map(|g| g.mended).sum()
    }

    /// The day of the last good run of any source.
    pub fn last_good(&self) -> Option<NaiveDate> {
        self.sources.iter().filter_map(|s| s.state.last_good()).max().map(|t| t.date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::FailureCode;

    fn at(day: u32, hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, day).and_then(|d| d.and_hms_opt(hour, 0, 0)).expect("a real date")
    }

    #[test]
    fn states_are_whole_sentences() {
        let fetched = SourceState::Fetched { at: at(22, 2) };
        assert_eq!(fetched.sentence(Language::Sv), "Hämtades 22 november 2026 kl. 02:00.");
        assert_eq!(fetched.sentence(Language::En), "Fetched on 22 November 2026 at 02:00.");
        let failed = SourceState::Failed {
            at: at(22, 2),
            since: at(20, 2),
            last_good: Some(at(19, 2)),
            failure: Failure { code: FailureCode::Html, detail: String::new() },
        };
        assert_eq!(
            failed.sentence(Language::Sv),
            "Kunde inte hämtas sedan 20 november 2026: adressen svarar med en webbsida i stället för katalogen."
        );
        assert_eq!(
            failed.age_sentence(Language::Sv).as_deref(),
            Some(
                "Det som hämtades 19 november 2026 kl. 02:00 ligger kvar i den gemensamma katalogen. Det är 3 dagar gammalt."
            )
        );
        assert_eq!(fetched.age_sentence(Language::Sv), None);
    }

    #[test]
    fn a_failed_source_is_told_when_it_is_asked_next_and_why_not_sooner() {
        let status = |since: u32, code: FailureCode| SourceStatus {
            remarks: Vec::new(),
            id: "a".to_owned(),
            address: "https://a.example".to_owned(),
            state: SourceState::Failed {
                at: at(22, 2),
                since: at(since, 2),
                last_good: None,
                failure: Failure { code, detail: String::new() },
            },
            last_run: None,
            next_run: Some(at(25, 2)),
            missing: Missing::default(),
        };
        let next = |since, code| status(since, code).next_sentence(Language::Sv).unwrap_or_default();
        assert_eq!(next(20, FailureCode::TlsExpired), "Vi frågar igen 25 november 2026 kl. 02:00.");
        assert_eq!(
            next(4, FailureCode::TlsExpired),
            "Felet har varat i 18 dygn, så vi frågar mer sällan. Nästa gång är 25 november 2026 kl. 02:00."
        );
        assert_eq!(next(4, FailureCode::Internal), "Vi frågar igen 25 november 2026 kl. 02:00.");
        let waiting = SourceStatus { state: SourceState::Waiting, ..status(4, FailureCode::Html) };
        assert_eq!(waiting.next_sentence(Language::Sv), None);
    }
}
