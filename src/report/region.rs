//! The region at a glance.
//!
//! In: one row an organisation, and the snapshot that is served. Out: the model of the first page. It compares nobody
//! with anybody: rows stand in alphabetical order.

use chrono::NaiveDateTime;

use super::agents::AgentGroup;
use super::language::Language;
use super::missing::Held;
use super::numbers::by_name;
use super::organisation::{OrganisationKind, SourceState, SourceStatus};
use super::rows::LiveCounts;
use crate::rdf::Format;
use crate::validate::Text;

/// How it stands with an organisation's sources, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowState {
    /// Some source has never been fetched, and none fails.
    Waiting,
    /// All sources were fetched.
    Fetched,
    /// Not all of some source could be read.
    Incomplete,
    /// Some sources fail.
    Partly,
    /// Every source fails.
    Failed,
}

impl RowState {
    /// The state of several sources together.
    pub fn of(sources: &[SourceStatus]) -> RowState {
        let failed = sources.iter().filter(|s| s.state.is_failed()).count();
        if failed > 0 {
            return if failed == sources.len() { RowState::Failed } else { RowState::Partly };
        }
        let is_incomplete = |source: &SourceStatus| source.remarks.iter().any(|remark| remark.code.is_incomplete());
        if sources.iter().any(is_incomplete) {
            return RowState::Incomplete;
        }
        let is_waiting = sources.is_empty() || sources.iter().any(|s| s.state == SourceState::Waiting);
        if is_waiting { RowState::Waiting } else { RowState::Fetched }
    }

    /// The word for it.
    pub fn word(self, language: Language) -> String {
        match self {
            RowState::Waiting => language.text("state-waiting"),
            RowState::Fetched => language.text("state-fetched"),
            RowState::Incomplete => language.text("state-incomplete"),
            RowState::Partly => language.text("state-partly"),
            RowState::Failed => language.text("state-failed"),
        }
    }
}

/// One organisation in the region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationRow {
    /// Its id in addresses.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What kind it is.
    pub kind: OrganisationKind,
    /// How its sources stand.
    pub state: RowState,
    /// When it was last fetched without failure, in local time.
    pub last_good: Option<NaiveDateTime>,
    /// Its datasets in the feed.
    pub datasets: u64,
    /// Findings that the specification calls errors.
    pub violations: u64,
    /// Findings that it calls warnings.
    pub warnings: u64,
    /// When it is fetched next, in local time.
    pub next_run: Option<NaiveDateTime>,
}

impl OrganisationRow {
    /// Whether some source of it fails.
    pub fn is_failing(&self) -> bool {
        matches!(self.state, RowState::Failed | RowState::Partly)
    }
}

/// One syntax of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// The syntax.
    pub format: Format,
    /// Its path on this server, such as `/catalog.rdf`.
    pub path: String,
    /// How large it is, in bytes.
    pub bytes: u64,
}

/// The snapshot that is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// When it was published, in local time.
    pub at: NaiveDateTime,
    /// The feed in each syntax.
    pub feeds: Vec<Feed>,
}

/// Something that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionDecision {
    /// The organisation's id.
    pub organisation: String,
    /// The organisation's name.
    pub name: Text,
    /// The set; what is held of it is counted and not listed.
    pub held: Held,
}

/// Everything on the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionReport {
    /// One row an organisation, in any order.
    pub rows: Vec<OrganisationRow>,
    /// What is live in the feed, all organisations together.
    pub live: LiveCounts,
    /// What waits for a decision, in the order of the config.
    pub decisions: Vec<RegionDecision>,
    /// Agents that seem to be one.
    pub agents: Vec<AgentGroup>,
    /// Resources that several sources describe.
    pub conflicts: u64,
    /// What is served; `None` before the first publication.
    pub snapshot: Option<Snapshot>,
}

impl RegionReport {
    /// The rows in the alphabetical order of the language.
    pub fn alphabetical(&self, language: Language) -> Vec<&OrganisationRow> {
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_by(|a, b| {
            by_name(language, language.of(&a.name), language.of(&b.name)).then_with(|| a.id.cmp(&b.id))
        });
        rows
    }

    /// How many organisations have a source that fails.
    pub fn failing(&self) -> u64 {
        self.rows.iter().filter(|row| row.is_failing()).count() as u64
    }
}
