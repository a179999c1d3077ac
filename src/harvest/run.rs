//! One run of one source, from the question to the rows.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::gather::{Gathered, Remarks, gather};
use super::moves::moves;
use super::process::examine;
use super::quarantine::quarantine;
use super::removal::{settle, settle_incomplete, settle_unchanged};
use super::rows::{change, changed, finding, places, suggestion};
use super::score::scores;
use super::settings::settings;
use super::{Context, Failure};
use crate::config::Source;
use crate::normalise::{Change, NAME};
use crate::report::RemarkCode;
use crate::resource::{Difference, Resource, cut_changed, difference};
use crate::store::{
    ChangeRow, Counts, FindingRow, Lease, Missing, Payload, Removals, RunEnd, RunRow, StoredResult, SuggestionRow,
};
use crate::validate::Severity;

/// How many resources are told one by one that cannot be compared well.
const ENTANGLED: usize = 5;
/// The longest that a run may take beyond its fetch before another process may take its source over.
const PROCESSING_SECONDS: i64 = 900;

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
pub fn harvest(context: &Context, source: &Source) -> Result<Harvested, Failure> {
    let started = context.clock.timestamp();
    // A turn at the host may take as long as the fetch.
    let expires = started + 2 * source.limits.timeout.as_secs() as i64 + PROCESSING_SECONDS;
    let Some(lease) =
        context.store.acquire(&format!("source/{}", source.id), context.holder.name(), started, expires)?
    else {
        return Ok(Harvested::Busy);
    };
    // Whatever happens, the lease is given back; a source must not stay busy because a row could not be written.
    let result = under_lease(context, source, &lease);
    context.store.release(&lease)?;
    result
}

/// The run, from its row's beginning to its end.
fn under_lease(context: &Context, source: &Source, lease: &Lease) -> Result<Harvested, Failure> {
    let begun = Instant::now();
    let run = context.store.begin_run(&source.id, lease, context.clock.timestamp())?;
    let span = tracing::info_span!("run", source.id = %source.id, run.id = run);
    let _entered = span.enter();

    let mut remarks = Remarks::default();
    let attempt = catch_unwind(AssertUnwindSafe(|| attempt(context, source, (lease, run), &mut remarks)));
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
    (lease, run): (&Lease, i64),
    remarks: &mut Remarks,
) -> Result<(), Failure> {
    let rules = context.rules(source);
    // What was read under other rules is asked for whole.
    let last = context.store.payload(&source.id)?;
    let last = last.filter(|payload| payload.rules == rules);
    let (parsed, payload, _turn) = match gather(context, source, last.as_ref(), &rules, remarks)? {
        Gathered::Unchanged(payload) => {
            let times = [context.clock.timestamp(), context.next_due(source)];
            let removals = match payload.complete {
                true => Some(settle_unchanged(context, source, run)?),
                false => None,
            };
            let end = RunEnd::Unchanged { payload: &payload, remarks: remarks.rows(), removals: removals.as_ref() };
            return Ok(context.store.end_run(run, lease, &end, times)?);
        }
        Gathered::Read(reading, turn) => (reading.parsed, reading.payload, turn),
    };
    let now = context.clock.date_time();
    let mut checked = examine(parsed, &settings(&context.config, source), context.profile_of(source), Some(&now))?;
    let triples = checked.graph.len() as u64;
    let known_before = context.store.known(&source.id)?;
    let mut cut = cut_changed(&checked.graph, &known_before)?;
    let given = given(&checked.changes);
    cut.resources.iter_mut().for_each(|resource| resource.given = given.contains(resource.iri.as_str()));
    // The graph is large, and not needed any more.
    let scores = scores(std::mem::take(&mut checked.graph), &checked.changes);

    for iri in cut.entangled.iter().take(ENTANGLED) {
        remarks.add(RemarkCode::Entangled, iri, "");
    }
    if cut.unreachable > 0 {
        remarks.add(RemarkCode::Unreachable, own_address(&payload), &cut.unreachable.to_string());
    }

    let mut difference = difference(&known_before, &cut.resources);
    quarantine(&cut.resources, &mut difference, remarks);
    let missing = match payload.complete {
        true => {
            let moves = moves(context, source, &cut.resources, &difference)?;
            let moved = moves.iter().filter(|one| one.class.is_entry()).count();
            if moved > 0 {
                remarks.add(RemarkCode::NewAddresses, "", &moved.to_string());
            }
            Found::Settled(settle((context, source, run), &cut.resources, &mut difference, moves)?)
        }
        // What was not read may well be there, and may have the statements that are missing.
        false => {
            let mut unseen = difference.removed.clone();
            unseen.extend(lessened(context, source, &cut.resources, &difference)?);
            unseen.sort_unstable();
            unseen.dedup();
            difference.keep(&unseen);
            let removals = settle_incomplete(context, source, run, &unseen)?;
            Found::Unseen { unseen, removals }
        }
    };
    let changed = changed(cut.resources, &difference);
    let places = places(&checked);
    // What stays as it is known keeps what is known of it.
    let is_new = |iri: &str| match &missing {
        Found::Settled(_) => true,
        Found::Unseen { unseen, .. } => unseen.binary_search_by(|kept| kept.as_str().cmp(iri)).is_err(),
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
        missing: missing.as_stored(),
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

/// The address of a source's own document.
fn own_address(payload: &Payload) -> &str {
    payload.documents.first().map_or("", |document| &document.url)
}

/// The IRIs that normalising gave to things that had none.
fn given(changes: &[Change]) -> HashSet<&str> {
    let names = changes.iter().filter(|change| change.property == NAME && change.before.is_none());
    names.filter_map(|change| change.after.as_deref()).collect()
}

/// What a run found of what is missing.
enum Found {
    /// What stays because not everything was read, and what becomes of what was missing before.
    Unseen { unseen: Vec<String>, removals: Removals },
    /// What a complete run settled.
    Settled(Removals),
}

impl Found {
    fn as_stored(&self) -> Missing<'_> {
        match self {
            Found::Unseen { unseen, removals } => Missing::Unseen { unseen, removals },
            Found::Settled(removals) => Missing::Settled(removals),
        }
    }
}

/// The updated resources of which an incomplete run says less than is known: another class, or fewer values of any property. On
/// pages that were not read, or behind the break, there may be the rest. Sorted.
fn lessened(
    context: &Context,
    source: &Source,
    now: &[Resource],
    difference: &Difference,
) -> Result<Vec<String>, Failure> {
    let mut lessened = Vec::new();
    for iri in &difference.updated {
        let known = context.store.resource(&source.id, iri)?;
        let place = now.binary_search_by(|resource| resource.iri.as_str().cmp(iri));
        if let (Some(known), Ok(place)) = (known, place)
            && (known.class != now[place].class.name()
                || says_less(&now[place].n_triples.read(), &known.n_triples.read()))
        {
            lessened.push(iri.clone());
        }
    }
    Ok(lessened)
}

/// Whether a description has fewer values of any property than another; both as canonical N-Triples.
fn says_less(now: &str, before: &str) -> bool {
    let mut values: HashMap<&str, i64> = HashMap::new();
    for line in before.lines() {
        *values.entry(property(line)).or_default() += 1;
    }
    for line in now.lines() {
        *values.entry(property(line)).or_default() -= 1;
    }
    values.values().any(|left| *left > 0)
}

/// The property of a canonical N-Triples line: its second term, as neither it nor the subject has a space in it.
fn property(line: &str) -> &str {
    line.split(' ').nth(1).unwrap_or_default()
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| text.to_string())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
