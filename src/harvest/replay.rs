//! Replaying: the documents of an earlier run through the rules and steps of today.
//!
//! In: a source and a run whose documents are still kept. Out: what would be found now, beside what was found then and what
//! is known of the source now. Nothing is written.

use std::collections::BTreeMap;

use super::gather::{read, united};
use super::process::examine;
use super::settings::settings;
use super::{Clock, Context, Failure};
use crate::config::Source;
use crate::rdf::parse::End;
use crate::rdf::{GraphBuilder, Parsed};
use crate::resource::{Difference, cut, difference};
use crate::store::{Counts, DocumentRow, RunRow};
use crate::validate::{Finding, Severity};

/// What a replay found.
#[derive(Debug)]
pub struct Replay {
    /// The run whose documents these are.
    pub run: RunRow,
    /// The documents.
    pub documents: Vec<DocumentRow>,
    /// The figures of today; those of the difference are against what is known of the source now.
    pub counts: Counts,
    /// Each rule that is broken, or was: how often then and now, by rule. Then is known only of the last documents that
    /// were read.
    pub rules: Vec<RuleChange>,
    /// Which resources storing this would change.
    pub difference: Difference,
    /// Whether these are the last documents that were read.
    pub is_last: bool,
}

/// How often a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// The rule's id.
    pub rule: String,
    /// In the findings that are stored, if they come from these documents.
    pub before: Option<u64>,
    /// Today.
    pub now: u64,
}

/// Why there is no replay.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// No run of the source read anything.
    #[error("no run of {0} has read a document yet")]
    Nothing(String),
    /// There is no such run of the source.
    #[error("{source_id} has no run {run}")]
    Unknown {
        /// The source.
        source_id: String,
        /// The run.
        run: i64,
    },
    /// The payload was let go.
    #[error("{url} of run {run} is no longer kept; data.payloads and data.payload_days say how many are")]
    Gone {
        /// The run.
        run: i64,
        /// The document.
        url: String,
    },
    /// What went wrong on the way.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Replays a run, or the last one that read something; a run that found nothing new is that of the one before it.
///
/// # Errors
/// If there is no such run, its documents are gone, or they cannot be read or judged.
pub fn replay(context: &Context, source: &Source, run: Option<i64>) -> Result<Replay, ReplayError> {
    let store = |error| ReplayError::Failure(Failure::Store(error));
    if let Some(run) = run
        && context.store.run(run).map_err(store)?.is_none_or(|row| row.source != source.id)
    {
        return Err(ReplayError::Unknown { source_id: source.id.clone(), run });
    }
    let read_run = context.store.read_run(&source.id, run).map_err(store)?;
    let row = read_run.map_or(Ok(None), |run| context.store.run(run)).map_err(store)?;
    let row = row.ok_or_else(|| ReplayError::Nothing(source.id.clone()))?;
    let documents = context.store.documents(row.id).map_err(store)?;
    let parsed = parsed(context, source, row.id, &documents)?;
    // As it was then: a date that was to come is one still.
    let then = Clock::manual(row.started).date_time();
    let checked = examine(parsed, &settings(&context.config, source), context.profile_of(source), Some(&then))?;
    let cut = cut(&checked.graph).map_err(Failure::from)?;
    let mut difference = difference(&context.store.known(&source.id).map_err(store)?, &cut.resources);
    if !row.complete {
        // What that run did not read it would not remove either.
        difference.removed.clear();
    }
    let is_last = context.store.read_run(&source.id, None).map_err(store)? == Some(row.id);
    let before = match is_last {
        true => context.store.rule_counts(&source.id).map_err(store)?,
        false => Vec::new(),
    };
    let before = before.into_iter().map(|count| (count.rule, count.findings));
    let count = |severity| checked.findings.iter().filter(|finding| finding.severity == severity).count() as u64;
    let counts = Counts {
        bytes: documents.iter().map(|document| document.bytes).sum(),
        triples: checked.graph.len() as u64,
        added: difference.added.len() as u64,
        updated: difference.updated.len() as u64,
        removed: difference.removed.len() as u64,
        unchanged: difference.unchanged as u64,
        moved: 0,
        held: 0,
        violations: count(Severity::Violation),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
    };
    let rules = rules(is_last.then(|| before.collect()), &checked.findings);
    Ok(Replay { run: row, documents, counts, rules, difference, is_last })
}

/// The documents as one graph.
fn parsed(context: &Context, source: &Source, run: i64, documents: &[DocumentRow]) -> Result<Parsed, ReplayError> {
    let (mut builder, mut relative) = (GraphBuilder::new(), BTreeMap::new());
    let (mut format, mut notes, mut end) = (None, Vec::new(), End::Whole);
    for (index, document) in documents.iter().enumerate() {
        let kept = context.blobs.get(&document.hash).map_err(Failure::from)?;
        let kept = kept.ok_or_else(|| ReplayError::Gone { run, url: document.url.clone() })?;
        let mut parsed = read(source, document, kept)?;
        parsed.is_document(index);
        format.get_or_insert(parsed.format);
        notes.extend(parsed.notes);
        if end.is_whole() {
            end = parsed.end;
        }
        builder.extend(&parsed.graph);
        for (id, reference) in parsed.relative {
            relative.entry(builder.terms.intern_term(parsed.graph.term(id))).or_insert(reference);
        }
    }
    let format = format.ok_or_else(|| ReplayError::Nothing(source.id.clone()))?;
    let graph = united(builder, documents.len());
    Ok(Parsed { graph, format, relative, notes, end })
}

fn rules(before: Option<BTreeMap<String, u64>>, findings: &[Finding]) -> Vec<RuleChange> {
    let mut now: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in findings {
        *now.entry(&finding.rule).or_default() += 1;
    }
    let then = |rule: &str| before.as_ref().map(|before| before.get(rule).copied().unwrap_or(0));
    let gone = before.iter().flatten().filter(|(rule, _)| !now.contains_key(rule.as_str()));
    let gone = gone.map(|(rule, count)| RuleChange { rule: rule.clone(), before: Some(*count), now: 0 });
    let mut rules: Vec<RuleChange> = now
        .iter()
        .map(|(rule, count)| RuleChange { rule: (*rule).to_owned(), before: then(rule), now: *count })
        .collect();
    rules.extend(gone);
    rules.sort_by(|a, b| a.rule.cmp(&b.rule));
    rules
}
