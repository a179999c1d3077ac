//! Reports: what was found, said to people and to machines.
//!
//! In: findings, changes, counts and states, with times already in local time. Out: one report model, and from it
//! terminal text, HTML, JSON, CSV and a SHACL report in Turtle, one file a format, in Swedish and English.
//! Nothing here decides how grave a finding is, reads a clock or a file, or knows where the model came from.

mod agents;
mod catalogue;
mod change;
mod changes_json;
mod csv;
mod document;
mod failure;
mod first;
mod group;
pub mod html;
mod human;
mod json;
mod language;
mod line;
mod missing;
mod names;
mod note;
mod numbers;
mod organisation;
mod place;
pub mod probe;
mod property;
mod region;
mod remark;
mod rows;
mod suggestion;
mod ttl;
mod visible;

pub use agents::{AgentAddress, AgentGroup, AlikeBy, DanglingReference};
pub use change::ChangeValue;
pub use changes_json::{changes_json, suggestions_json};
pub use csv::csv;
pub use document::{Counts, DocumentReport};
pub use failure::{Failure, FailureCode};
pub use first::{First, first};
pub use group::{FindingGroup, SAMPLES, Sample, ValueCount, group, sort as sort_groups, sort_values};
pub use human::human;
pub use json::json;
pub use language::{Argument, Language};
pub use line::{LINES, Line, Lines};
pub use missing::{Decided, Held, HeldReason, Listed, Missing, MissingThing, Moved, Verdict};
pub use names::{level_word, owner_sentence, severity_word};
pub use numbers::by_name;
pub use organisation::{
    ChangeExample, Conflict, Organisation, OrganisationKind, OrganisationReport, Quality, RARELY_AFTER_DAYS,
    RepairGroup, RunCounts, Shown, SourceState, SourceStatus,
};
pub use region::{Feed, OrganisationRow, RegionDecision, RegionReport, RowState, Snapshot};
pub use remark::{Remark, RemarkCode};
pub use rows::{Label, LiveCounts};
pub use suggestion::{SuggestionExample, SuggestionGroup};
pub use ttl::{RULE_NAMESPACE, ttl};
pub use visible::visible;
