//! How it stands with a source: the config's source with the store's row and runs.

use std::collections::BTreeMap;

use crate::config::{Config, Location, Source};
use crate::report::{Failure, FailureCode, Remark, RemarkCode, RunCounts, SourceState, SourceStatus};
use crate::store::{Outcome, Result, RunRow, SourceRow, Store};

use super::local::of_source;
use super::missing;
use super::public::public;

/// How many runs back the last change of a source is looked for.
const LOOKED_BACK: u32 = 200;

/// A source's state, and its last good run.
pub(super) struct Standing {
    pub(super) status: SourceStatus,
    pub(super) last_good: Option<RunRow>,
}

/// Reads how it stands with a source.
pub(super) fn load(config: &Config, store: &Store, source: &Source) -> Result<Standing> {
    let row = store.source(&source.id)?;
    let run = |id: Option<i64>| id.map_or(Ok(None), |id| store.run(id));
    let last = run(row.as_ref().and_then(|row| row.last_run))?;
    let last_good = run(row.as_ref().and_then(|row| row.last_good_run))?;
    let state = match (&row, &last) {
        (Some(row), Some(last)) => state(store, source, row, [Some(last), last_good.as_ref()])?,
        _ => SourceState::Waiting,
    };
    let status = SourceStatus {
        id: source.id.clone(),
        address: address(config, source),
        state,
        remarks: remarks(config, store, source, last.as_ref())?,
        last_run: last_good.as_ref().map(|run| RunCounts {
            added: run.counts.added,
            updated: run.counts.updated,
            removed: run.counts.removed,
            unchanged: run.counts.unchanged,
        }),
        missing: missing::load(config, store, source)?,
        next_run: row.and_then(|row| of_source(source, row.next_due)),
    };
    Ok(Standing { status, last_good })
}

fn state(store: &Store, source: &Source, row: &SourceRow, runs: [Option<&RunRow>; 2]) -> Result<SourceState> {
    let ended = |run: &RunRow| of_source(source, run.finished.unwrap_or(run.started));
    let [Some(last), last_good] = runs else { return Ok(SourceState::Waiting) };
    let Some(at) = ended(last) else { return Ok(SourceState::Waiting) };
    Ok(match last.outcome {
        Outcome::Changed => SourceState::Fetched { at },
        Outcome::Unchanged => {
            let changed =
                store.runs(&source.id, LOOKED_BACK)?.iter().find(|r| r.outcome == Outcome::Changed).and_then(ended);
            changed.map_or(SourceState::Fetched { at }, |changed| SourceState::Unchanged { at, changed })
        }
        Outcome::Running | Outcome::Failed | Outcome::Interrupted => SourceState::Failed {
            at,
            since: row.failing_since.and_then(|since| of_source(source, since)).unwrap_or(at),
            last_good: last_good.and_then(ended),
            failure: Failure {
                code: FailureCode::from_code(last.code.as_deref().unwrap_or_default()),
                detail: detail(source, last),
            },
        },
    })
}

/// What was worth telling about the last run. When it found what was there before, what was told of that still holds.
fn remarks(config: &Config, store: &Store, source: &Source, last: Option<&RunRow>) -> Result<Vec<Remark>> {
    let Some(last) = last else { return Ok(Vec::new()) };
    let mut remarks = remarks_of(store, last.id)?;
    if last.outcome == Outcome::Unchanged
        && let Some(read) = store.read_run(&source.id, None)?.filter(|read| *read != last.id)
    {
        remarks.extend(remarks_of(store, read)?.into_iter().filter(|remark| remark.code.is_of_content()));
    }
    // A file is told by its name in the config: where it lies on the server is nobody's business.
    if let Location::File(_) = &source.location {
        for remark in remarks.iter_mut().filter(|remark| remark.address.starts_with("file:")) {
            remark.address = address(config, source);
        }
    }
    Ok(remarks)
}

fn remarks_of(store: &Store, run: i64) -> Result<Vec<Remark>> {
    let rows = store.remarks(run)?.into_iter();
    Ok(rows
        .filter_map(|row| {
            let code = RemarkCode::from_code(&row.code)?;
            Some(Remark { code, address: public(&row.address), detail: public(&row.detail) })
        })
        .collect())
}

/// What happened, in the program's words; for a file, whose message names the server's own paths, the kind alone.
fn detail(source: &Source, run: &RunRow) -> String {
    match &source.location {
        Location::File(_) if run.stage.as_deref() == Some("fetch") => String::new(),
        Location::File(_) => run.message.clone().unwrap_or_default(),
        Location::Http(_) => public(run.message.as_deref().unwrap_or_default()),
    }
}

/// The addresses of the documents that were read last, as anybody may see them; those that are told apart only by what nobody may
/// see have a number, from 1.
pub(super) fn documents(config: &Config, store: &Store, source: &Source) -> Result<Vec<String>> {
    let shown = |url: String| match &source.location {
        Location::Http(_) => public(&url),
        Location::File(_) => address(config, source),
    };
    let documents: Vec<String> = store.document_addresses(&source.id)?.into_iter().map(shown).collect();
    Ok(numbered(documents))
}

fn numbered(documents: Vec<String>) -> Vec<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    documents.iter().for_each(|document| *times.entry(document.clone()).or_default() += 1);
    let name = |(index, document): (usize, String)| match times[&document] {
        1 => document,
        _ => format!("{document} ({})", index + 1),
    };
    documents.into_iter().enumerate().map(name).collect()
}

/// The addresses without the folders that they have in common.
pub(super) fn without_common_folders(documents: &[String]) -> Vec<String> {
    let Some((first, rest)) = documents.split_first() else { return Vec::new() };
    let path = first.split('?').next().unwrap_or_default();
    let is_common = |end: &usize| rest.iter().all(|other| other.starts_with(&first[..*end]));
    // The first two belong to the scheme.
    match path.match_indices('/').skip(2).map(|(slash, _)| slash).filter(is_common).last() {
        Some(end) => documents.iter().map(|document| format!("…{}", &document[end..])).collect(),
        None => documents.to_vec(),
    }
}

/// The address as the config writes it: a file relative to its folder, so that the server's own paths stay unknown.
fn address(config: &Config, source: &Source) -> String {
    match &source.location {
        Location::Http(url) => public(url.as_str()),
        Location::File(path) => {
            let below = config.harvest.file_root.as_ref().and_then(|root| path.strip_prefix(root).ok());
            format!("file:{}", below.unwrap_or(path).display())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{numbered, without_common_folders};

    #[test]
    fn documents_that_look_the_same_are_numbered() {
        let [a, b] = ["https://a.se/dcat", "https://a.se/part"].map(str::to_owned);
        let shown = numbered(vec![a.clone(), b, a]);
        assert_eq!(shown, ["https://a.se/dcat (1)", "https://a.se/part", "https://a.se/dcat (3)"]);
    }

    #[test]
    fn what_addresses_have_in_common_is_left_out_by_whole_folders() {
        let short = |documents: &[&str]| {
            without_common_folders(&documents.iter().map(|document| (*document).to_owned()).collect::<Vec<_>>())
        };
        let pages = ["https://a.se/katalog/export.rdf?p=1/2", "https://a.se/katalog/export.rdf?p=1/3"];
        assert_eq!(short(&pages), ["…/export.rdf?p=1/2", "…/export.rdf?p=1/3"]);
        assert_eq!(short(&["https://a.se/dcat", "https://a.se/part/1"]), ["…/dcat", "…/part/1"]);
        let hosts = ["https://a.se/dcat", "https://b.se/dcat"];
        assert_eq!(short(&hosts), hosts);
        assert_eq!(short(&["https://a.se/dcat", "file:x.rdf"]), ["https://a.se/dcat", "file:x.rdf"]);
        assert_eq!(short(&[]), [""; 0]);
    }
}
