//! Gathering: everything that a source has, asked for and parsed: its document, further pages, sub-catalogues.
//!
//! In: a source and what was read of it last. Out: one graph with the documents that it came from, or that nothing changed.
//! What is worth telling goes to the [`Remarks`], also when the run fails. Payloads that are new are kept as blobs.
//! Must not: normalise, judge, or write a row.

mod asking;
mod documents;
mod remarks;
mod repeats;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::turns::Turn;
use super::{Context, Failure};
use crate::config::{Location, Source};
use crate::rdf::parse::{End, Note, ParseErrorKind};
use crate::rdf::{Format, Graph, GraphBuilder, ParseError, Parsed, TermId};
use crate::report::RemarkCode;
use crate::source::{describes, sub_catalogues};
use crate::store::{DocumentRow, Payload, Role};

use asking::Asking;
pub(super) use documents::read;
pub use remarks::Remarks;
use walk::{Walk, walk};

/// What a source gave.
pub(super) enum Gathered<'a> {
    /// What was read last, with the headers of the newest answers.
    Unchanged(Payload),
    /// Something else, and the turn at the processor that goes with it.
    Read(Box<Reading>, Turn<'a>),
}

/// What was read.
pub(super) struct Reading {
    /// All documents in one graph.
    pub(super) parsed: Parsed,
    /// The documents.
    pub(super) payload: Payload,
}

/// Gathers. `last` is what was read last under the same rules.
///
/// # Errors
/// If the source's own document or a sub-catalogue cannot be had or read. A page that cannot only makes the payload
/// incomplete.
pub(super) fn gather<'a>(
    context: &'a Context,
    source: &'a Source,
    last: Option<&'a Payload>,
    rules: &str,
    remarks: &mut Remarks,
) -> Result<Gathered<'a>, Failure> {
    let mut asking = Asking::begin(context, source, last)?;
    if let Some(last) = last
        && let Some(documents) = asking.same_as_last(last, remarks)?
    {
        return Ok(Gathered::Unchanged(Payload { documents, rules: rules.to_owned(), complete: true }));
    }
    let mut reading = Union::default();
    let first = source.location.url().ok_or_else(|| Failure::Panic("no file path".to_owned()))?;
    let main = walk(&mut asking, &first, Role::Main, remarks)?;
    // Where a document lies in a file, nothing in it makes anybody ask the network.
    let parts = match source.location {
        Location::Http(_) => main.pages.iter().flat_map(|page| sub_catalogues(&page.parsed.graph)).collect(),
        Location::File(_) => BTreeSet::new(),
    };
    let described = |iri: &str| main.pages.iter().any(|page| describes(&page.parsed.graph, iri));
    let parts: Vec<String> = parts.into_iter().filter(|iri| !described(iri)).collect();
    reading.add(main, source)?;
    let mut asked = BTreeSet::new();
    for iri in parts {
        if asking.is_full() {
            remarks.add(RemarkCode::PagesLimit, &iri, &source.limits.pages.to_string());
            reading.is_incomplete = true;
            break;
        }
        // Parts of one document differ in what follows the #.
        if !asked.insert(iri.split('#').next().unwrap_or_default().to_owned()) {
            continue;
        }
        part(&mut asking, &iri, &mut reading, remarks).map_err(|failure| match failure.is_ours() {
            true => failure,
            false => {
                remarks.sub_catalogue(&iri, &failure);
                Failure::SubCatalogue { iri, failure: Box::new(failure) }
            }
        })?;
    }
    let same = last.is_some_and(|last| reading.is_same_as(last));
    let reading = reading.finish(rules);
    Ok(match same {
        true => Gathered::Unchanged(reading.payload),
        false => Gathered::Read(Box::new(reading), asking.into_turn()),
    })
}

/// Fetches a sub-catalogue and adds it.
fn part(asking: &mut Asking<'_>, iri: &str, reading: &mut Union, remarks: &mut Remarks) -> Result<(), Failure> {
    let url: Url = iri.parse().map_err(|_| Failure::NoCatalogue)?;
    let part = walk(asking, &url, Role::Catalogue, remarks)?;
    if !part.pages.iter().any(|page| describes(&page.parsed.graph, iri)) {
        return Err(Failure::NoCatalogue);
    }
    reading.add(part, asking.source())
}

/// The graph of so many documents. One alone may say what it likes as often as it likes.
pub(super) fn united(builder: GraphBuilder, documents: usize) -> Graph {
    let graph = builder.finish();
    match documents {
        0 | 1 => graph,
        _ => repeats::without_repeats(graph).finish(),
    }
}

/// The documents so far.
#[derive(Default)]
struct Union {
    builder: GraphBuilder,
    relative: BTreeMap<TermId, String>,
    documents: Vec<DocumentRow>,
    notes: Vec<Note>,
    format: Option<Format>,
    /// Where the first document that breaks off does so.
    broken: Option<ParseError>,
    is_incomplete: bool,
}

impl Union {
    fn add(&mut self, walk: Walk, source: &Source) -> Result<(), Failure> {
        self.is_incomplete |= !walk.is_complete;
        for mut page in walk.pages {
            let index = self.documents.len();
            page.parsed.is_document(index);
            let format = *self.format.get_or_insert(page.parsed.format);
            self.documents.push(page.row);
            self.notes.extend(page.parsed.notes);
            if let End::Broken(error) = page.parsed.end {
                self.broken.get_or_insert(error);
            }
            match index {
                // One document is the rule, and need not be copied.
                0 => {
                    self.relative.extend(page.parsed.relative);
                    self.builder = page.parsed.graph.into_builder();
                }
                _ => {
                    self.builder.extend(&page.parsed.graph);
                    for (id, reference) in page.parsed.relative {
                        let id = self.builder.terms.intern_term(page.parsed.graph.term(id));
                        self.relative.entry(id).or_insert(reference);
                    }
                }
            }
            let most = usize::try_from(source.limits.triples).unwrap_or(usize::MAX);
            if self.builder.len() > most {
                return Err(ParseError::somewhere(format, ParseErrorKind::TooManyTriples(most)).into());
            }
        }
        Ok(())
    }

    /// Whether the documents are those that were read last, with the same gaps.
    fn is_same_as(&self, last: &Payload) -> bool {
        let pairs = || self.documents.iter().zip(&last.documents);
        let same = |(now, then): (&DocumentRow, &DocumentRow)| (now.hash, &now.url) == (then.hash, &then.url);
        last.complete != self.is_incomplete && self.documents.len() == last.documents.len() && pairs().all(same)
    }

    fn finish(self, rules: &str) -> Reading {
        let parsed = Parsed {
            graph: united(self.builder, self.documents.len()),
            format: self.format.unwrap_or(Format::RdfXml),
            relative: self.relative,
            notes: self.notes,
            end: self.broken.map_or(End::Whole, End::Broken),
        };
        let complete = !self.is_incomplete;
        Reading { parsed, payload: Payload { documents: self.documents, rules: rules.to_owned(), complete } }
    }
}
