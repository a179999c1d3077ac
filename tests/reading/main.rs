//! Reading: real documents beside another reader, and what one fault makes of them.
//!
//! The files lie beside the project, in `../shared/corpus` or where `SKORD_SHARED` points; without them nothing is shown.

mod corpus;
mod faults;
mod json_ld;
mod oracle;
#[path = "../shared/mod.rs"]
mod shared;
mod turtle;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The base IRI of every document here.
const BASE: &str = "http://example.org/feed";

fn folder() -> Option<PathBuf> {
    shared::shared("corpus")
}

/// The rows of `STATS.tsv` about RDF/XML.
fn rows(corpus: &Path) -> Vec<BTreeMap<String, String>> {
    let mut table = csv::ReaderBuilder::new().delimiter(b'\t').from_path(corpus.join("STATS.tsv")).expect("a table");
    let rows = table.deserialize().map(|row| row.expect("a row"));
    rows.filter(|row: &BTreeMap<String, String>| row["format"] == "rdf+xml").collect()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
