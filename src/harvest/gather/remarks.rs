//! What is worth telling about the way to a source's documents, as rows.

use url::Url;

use crate::fetch::{Hop, moved_to};
use crate::harvest::Failure;
use crate::rdf::parse::{NoteKind, Parsed, Tally, tally};
use crate::report::{Remark, RemarkCode};
use crate::store::RemarkRow;

/// The most remarks of a run: a walk of a thousand pages has the same to say of each.
const MOST: usize = 50;
/// The longest message that is kept, in characters.
const LONGEST: usize = 500;

/// The remarks of a run.
#[derive(Debug, Default)]
pub struct Remarks(Vec<RemarkRow>);

impl Remarks {
    /// The rows, in the order in which they came about.
    pub fn rows(&self) -> &[RemarkRow] {
        &self.0
    }

    pub(in crate::harvest) fn add(&mut self, code: RemarkCode, address: &str, detail: &str) {
        let row = RemarkRow {
            code: code.code().to_owned(),
            address: address.chars().take(LONGEST).collect(),
            detail: detail.chars().take(LONGEST).collect(),
        };
        if self.0.len() < MOST && !self.0.contains(&row) {
            self.0.push(row);
        }
    }

    /// Tells where the source's own address led.
    pub(super) fn hops(&mut self, asked: &Url, hops: &[Hop]) {
        let Some(last) = hops.last() else { return };
        if let Some(to) = moved_to(hops) {
            self.add(RemarkCode::Moved, asked.as_str(), to.as_str());
        }
        // 302 is the one that the national portal does not list.
        if hops.iter().any(|hop| hop.status == 302) {
            self.add(RemarkCode::Redirected, asked.as_str(), last.to.as_str());
        }
    }

    /// Tells what the reader noted about a document. What a break of it costs has a remark of its own.
    pub(super) fn notes(&mut self, url: &Url, parsed: &Parsed) {
        for Tally { kind, count, first } in tally(&parsed.notes) {
            let is_break = matches!(kind, NoteKind::Incomplete | NoteKind::Statement) && !parsed.end.is_whole();
            if !is_break {
                self.add(RemarkCode::Reading, url.as_str(), &Remark::noted_at(kind.code(), count, first));
            }
        }
    }

    pub(super) fn sub_catalogue(&mut self, iri: &str, failure: &Failure) {
        self.add(RemarkCode::SubCatalogue, iri, &failure.to_string());
    }
}
