//! What to do first: at most three things.
//!
//! In: an organisation's report. Out: failed sources, then those of which not all could be read, then the findings that matter most and that the organisation can act on.

use super::failure::Failure;
use super::group::{FindingGroup, order};
use super::organisation::{OrganisationReport, SourceState, SourceStatus};
use super::remark::Remark;
use crate::validate::{Owner, Profile, Severity};

/// The most things that a report asks for at once.
pub const MOST: usize = 3;

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// Make a source reachable and readable again.
    Source(&'a SourceStatus, &'a Failure),
    /// Make all of a source readable again; why it is not.
    Incomplete(&'a SourceStatus, &'a Remark),
    /// Put right what breaks a rule.
    Findings(&'a FindingGroup),
}

/// What to do first. Advice is not among it, nor what is ours to put right; what is mended in the feed comes after what is
/// not, however grave.
pub fn first<'a>(report: &'a OrganisationReport, profile: &Profile) -> Vec<First<'a>> {
    let sources = report.sources.iter().filter_map(|source| match &source.state {
        SourceState::Failed { failure, .. } if failure.is_theirs() => Some(First::Source(source, failure)),
        _ => None,
    });
    let incomplete = report.sources.iter().filter_map(|source| {
        let remark = source.remarks.iter().find(|remark| remark.code.is_incomplete())?;
        (!source.state.is_failed()).then_some(First::Incomplete(source, remark))
    });
    let theirs = |g: &&FindingGroup| profile.rule(&g.rule).is_some_and(|rule| rule.owner != Owner::Us);
    let mut groups: Vec<&FindingGroup> =
        report.groups.iter().filter(|g| g.severity != Severity::Info).filter(theirs).collect();
    groups.sort_by(|a, b| order(a, b));
    sources.chain(incomplete).chain(groups.into_iter().map(First::Findings)).take(MOST).collect()
}
