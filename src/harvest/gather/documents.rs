//! Documents as they are parsed, whether they came just now or were kept.

use std::io::Read;

use crate::config::Source;
use crate::harvest::Failure;
use crate::harvest::process::{self, Document};
use crate::rdf::parse::Mode;
use crate::rdf::{Caps, Format, Parsed};
use crate::store::DocumentRow;

/// Parses a document of a source.
///
/// # Errors
/// If it is not what it should be.
pub(in crate::harvest) fn read(source: &Source, row: &DocumentRow, content: impl Read) -> Result<Parsed, Failure> {
    let triples = usize::try_from(source.limits.triples).unwrap_or(usize::MAX);
    process::not_empty(process::read(Document {
        content: Box::new(content),
        url: &row.url,
        name: &row.url,
        media_type: row.header("content-type"),
        format: source.format.as_deref().and_then(Format::from_name),
        caps: Caps {
            triples,
            // A dataset has a handful among its fifty or so; who may have more of one may have more of the other.
            blank_nodes: triples / 40,
            document: source.limits.bytes,
            ..Caps::default()
        },
        mode: Mode::Tolerant,
    })?)
}
