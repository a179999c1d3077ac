//! One run of one source, from the question to the rows.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::gather::{Gathered, Remarks, gather};
use super::process::{Checked, examine};
use super::score::scores;
use super::settings::settings;
use super::{Context, Failure};
use crate::config::Source;
use crate::normalise::{Change, Suggestion};
use crate::rdf::Graph;
use crate::report::{Line, RemarkCode};
use crate::resource::{Class, Difference, Resource, cut, difference};
use crate::store::{
    ChangeRow, Counts, FindingRow, Hold, Lease, LineRow, PlaceRow, ResourceRow, RunEnd, RunRow, StoredResult,
    SuggestionRow,
};
use crate::validate::{Finding, Place, Position, Severity};

/// How many resources are told one by one that cannot be compared well.
const ENTANGLED: usize = 5;
/// The longest that a run may take beyond its fetch before another process may take its source over.
const PROCESSING_SECONDS: i64 = 900;

/// What to do with large removals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletions {
    /// Hold them until a person approves.
    Hold,
    /// A person approves them with this run.
    Approve,
}

/// What became of a call.
#[derive(Debug)]
pub enum Harvested {
    /// A run took place; the row says how it ended.
    Run(Box<RunRow>),
    /// Another worker is at it.
    Busy,
}

/// Harvests a source: lease, run, fetch, parse, normalise, check, cut, compare, store.
///
/// A source that fails, or that makes the program panic, is a failed run; what it said before stays. A run that is told to
/// stop while it fetches is interrupted, and due again.
///
/// # Errors
/// Only if the store fails, so that not even the failure can be written down.
pub fn harvest(context: &Context, source: &Source, deletions: Deletions) -> Result<Harvested, Failure> {
    let started = context.clock.timestamp();
    // A turn at the host may take as long as the fetch.
    let expires = started + 2 * source.limits.timeout.as_secs() as i64 + PROCESSING_SECONDS;
    let Some(lease) =
        context.store.acquire(&format!("source/{}", source.id), context.holder.name(), started, expires)?
    else {
        return Ok(Harvested::Busy);
    };
    // Whatever happens, the lease is given back; a source must not stay busy because a row could not be written.
    let result = under_lease(context, source, deletions, &lease);
    context.store.release(&lease)?;
    result
}

/// The run, from its row's beginning to its end.
fn under_lease(context: &Context, source: &Source, deletions: Deletions, lease: &Lease) -> Result<Harvested, Failure> {
    let begun = Instant::now();
    let run = context.store.begin_run(&source.id, lease, context.clock.timestamp())?;
    let span = tracing::info_span!("run", source.id = %source.id, run.id = run);
    let _entered = span.enter();

    let mut remarks = Remarks::default();
    let attempt = catch_unwind(AssertUnwindSafe(|| attempt(context, source, deletions, (lease, run), &mut remarks)));
    let result = attempt.unwrap_or_else(|panic| Err(Failure::Panic(panic_text(&*panic))));
    if let Err(failure) = &result {
        let times = [context.clock.timestamp(), context.next_due_after(source, failure)?];
        let message = failure.to_string();
        let end = match failure.is_stop() {
            true => RunEnd::Interrupted,
            false => {
                tracing::warn!(stage = failure.stage(), code = failure.code(), "harvest failed: {message}");
                RunEnd::Failed {
                    stage: failure.stage(),
                    code: failure.code(),
                    message: &message,
                    remarks: remarks.rows(),
                }
            }
        };
        context.store.end_run(run, lease, &end, times)?;
    }
    let row = context.store.run(run)?.ok_or(Failure::Panic("the run's row is gone".to_owned()))?;
    metrics::counter!("skord_runs_total", "source" => source.id.clone(), "outcome" => row.outcome.name()).increment(1);
    metrics::histogram!("skord_run_seconds", "source" => source.id.clone()).record(begun.elapsed().as_secs_f64());
    if result.is_ok() {
        tracing::info!(
            outcome = row.outcome.name(),
            added = row.counts.added,
            updated = row.counts.updated,
            removed = row.counts.removed,
            held = row.counts.held,
            "run ended"
        );
    }
    Ok(Harvested::Run(Box::new(row)))
}

/// The stages, each taking what the one before gave.
fn attempt(
    context: &Context,
    source: &Source,
    deletions: Deletions,
    (lease, run): (&Lease, i64),
    remarks: &mut Remarks,
) -> Result<(), Failure> {
    let rules = context.rules(source);
    // What was read under other rules, or is read again on purpose, is asked for whole.
    let last = context.store.payload(&source.id)?;
    let last = last.filter(|payload| payload.rules == rules && deletions == Deletions::Hold);
    let (parsed, payload, _turn) = match gather(context, source, last.as_ref(), &rules, remarks)? {
        Gathered::Unchanged(payload) => {
            let times = [context.clock.timestamp(), context.next_due(source)];
            let end = RunEnd::Unchanged { payload: &payload, remarks: remarks.rows() };
            return Ok(context.store.end_run(run, lease, &end, times)?);
        }
        Gathered::Read(reading, turn) => (reading.parsed, reading.payload, turn),
    };
    let now = context.clock.date_time();
    let mut checked = examine(parsed, &settings(&context.config, source), context.profile_of(source), Some(&now))?;
    let triples = checked.graph.len() as u64;
    let cut = cut(&checked.graph)?;
    let scores = scores(&checked.graph);
    // Not needed any more, and large.
    checked.graph = Graph::default();

    for iri in cut.entangled.iter().take(ENTANGLED) {
        remarks.add(RemarkCode::Entangled, iri, "");
    }
    if cut.unreachable > 0 {
        tracing::info!(triples = cut.unreachable, "blank nodes that no named node leads to were left behind");
    }

    let mut difference = difference(&context.store.known(&source.id)?, &cut.resources);
    let (known, lost) = lost_entries(context, source, &cut.resources)?;
    let hold = match deletions == Deletions::Hold && Difference::removal_needs_approval(known, lost.len()) {
        // What was not read may well be there.
        _ if !payload.complete => Hold::Incomplete,
        true => Hold::Keep,
        false => Hold::Remove,
    };
    if hold != Hold::Remove {
        difference.keep(&lost);
    }
    if hold == Hold::Incomplete {
        let shrunken = shrunken(context, source, &cut.resources, &difference)?;
        difference.keep(&shrunken);
    }
    let changed = changed(cut.resources, &difference);
    let places = places(&checked);
    // What stays as it is known keeps what is known of it.
    let is_new = |iri: &str| {
        hold != Hold::Incomplete || difference.removed.binary_search_by(|kept| kept.as_str().cmp(iri)).is_err()
    };
    let findings = checked.findings.into_iter().filter(|finding| is_new(&finding.resource));
    let findings: Vec<FindingRow> = findings.map(finding).collect();
    let changes = checked.changes.into_iter().filter(|change| is_new(&change.subject));
    let changes: Vec<ChangeRow> = changes.map(change).collect();
    let suggestions = checked.suggestions.into_iter().filter(|suggestion| is_new(&suggestion.subject));
    let suggestions: Vec<SuggestionRow> = suggestions.map(suggestion).collect();
    let count =
        |severity: Severity| findings.iter().filter(|finding| finding.severity == severity.name()).count() as u64;
    let counts = Counts {
        bytes: payload.bytes(),
        triples,
        violations: count(Severity::Violation),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        ..Counts::default()
    };
    let result = StoredResult {
        payload: &payload,
        remarks: remarks.rows(),
        format: checked.format.name(),
        counts,
        difference: &difference,
        hold,
        resources: &changed,
        findings: &findings,
        changes: &changes,
        suggestions: &suggestions,
        places: &places,
        scores: &scores,
    };
    let times = [context.clock.timestamp(), context.next_due(source)];
    Ok(context.store.store_run(run, lease, &result, times)?)
}

/// How many entries of the catalogue are known, and which of them are gone or are no entries any more: what a reader of the
/// catalogue would miss. Sorted.
fn lost_entries(context: &Context, source: &Source, now: &[Resource]) -> Result<(usize, Vec<String>), Failure> {
    let (mut known, mut lost) = (0, Vec::new());
    for class in Class::ALL.into_iter().filter(|class| class.is_entry()) {
        let iris = context.store.known_of_class(&source.id, class.name())?;
        known += iris.len();
        lost.extend(iris.into_iter().filter(|iri| {
            let place = now.binary_search_by(|resource| resource.iri.as_str().cmp(iri));
            place.map_or(true, |place| !now[place].class.is_entry())
        }));
    }
    lost.sort_unstable();
    Ok((known, lost))
}

/// The updated resources that only lost statements: on pages that were not read they may have them still. Sorted.
fn shrunken(
    context: &Context,
    source: &Source,
    now: &[Resource],
    difference: &Difference,
) -> Result<Vec<String>, Failure> {
    let mut shrunken = Vec::new();
    for iri in &difference.updated {
        let known = context.store.resource(&source.id, iri)?;
        let place = now.binary_search_by(|resource| resource.iri.as_str().cmp(iri));
        if let (Some(known), Ok(place)) = (known, place) {
            let statements: BTreeSet<&str> = known.n_triples.lines().collect();
            if now[place].n_triples.lines().all(|line| statements.contains(line)) {
                shrunken.push(iri.clone());
            }
        }
    }
    Ok(shrunken)
}

/// The resources that were added or updated, as rows.
fn changed(resources: Vec<Resource>, difference: &Difference) -> Vec<ResourceRow> {
    let is_changed =
        |iri: &String| difference.added.binary_search(iri).is_ok() || difference.updated.binary_search(iri).is_ok();
    resources.into_iter().filter(|resource| is_changed(&resource.iri)).map(row).collect()
}

fn row(resource: Resource) -> ResourceRow {
    let (title, title_language) = resource.title.map_or((None, None), |title| (Some(title.text), title.language));
    ResourceRow {
        iri: resource.iri,
        class: resource.class.name().to_owned(),
        title,
        title_language,
        hash: resource.hash,
        triples: resource.triples as u64,
        n_triples: resource.n_triples,
        embedded: resource.embedded,
        links: resource.links,
    }
}

fn finding(finding: Finding) -> FindingRow {
    FindingRow {
        rule: finding.rule,
        severity: finding.severity.name().to_owned(),
        resource: finding.resource,
        class: finding.class,
        path: finding.path,
        value: finding.value.map(shortened),
        mended: finding.mended,
        line: finding.position.map(line),
    }
}

fn line(position: Position) -> LineRow {
    let Line { line, byte, .. } = Line::of(position);
    LineRow { document: position.document as u64, line, byte }
}

/// Where findings and changes are found, of what has another address in the feed than it came with.
fn places(checked: &Checked) -> Vec<PlaceRow> {
    let own = |finding: &&Finding| !matches!(&finding.place, Place::Address(own) if *own == finding.resource);
    let told = checked.findings.iter().filter(own).map(|finding| (&finding.resource, &finding.place));
    let all: BTreeMap<&String, &Place> = checked.places.iter().chain(told).collect();
    let row = |(iri, place): (&String, &Place)| match place.clone() {
        Place::Address(address) => PlaceRow {
            iri: iri.clone(),
            address: Some(address),
            title: None,
            title_language: None,
            near: String::new(),
            near_title: None,
            near_title_language: None,
        },
        Place::Nameless { near, title, .. } => {
            let (title, title_language) = title.map_or((None, None), |title| (Some(title.text), title.language));
            PlaceRow {
                iri: iri.clone(),
                address: None,
                title: title.map(shortened),
                title_language,
                near,
                near_title: None,
                near_title_language: None,
            }
        }
    };
    all.into_iter().map(row).collect()
}

/// The longest value that a page shows in full, in bytes; a longer one is told by its beginning.
const VALUE: usize = 500;

fn shortened(mut value: String) -> String {
    if value.len() > VALUE {
        let end = (0..=VALUE).rev().find(|&end| value.is_char_boundary(end)).unwrap_or(0);
        value.truncate(end);
        value.push('…');
    }
    value
}

fn change(change: Change) -> ChangeRow {
    ChangeRow {
        step: change.step.to_owned(),
        subject: change.subject,
        property: change.property,
        before: change.before.map(shortened),
        after: change.after.map(shortened),
    }
}

fn suggestion(suggestion: Suggestion) -> SuggestionRow {
    SuggestionRow {
        step: suggestion.step.to_owned(),
        subject: suggestion.subject,
        property: suggestion.property,
        value: suggestion.value.map(shortened),
        proposed: shortened(suggestion.proposed),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| text.to_string())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
