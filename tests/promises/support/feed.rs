//! The published feed, read back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use skord::publish::{FORMATS, file_path};
use skord::rdf::{Caps, Format, Graph, Term, parse};
use skord::store::Store;

/// The bytes of the current snapshot's file.
pub fn bytes(store: &Store, data: &Path, format: Format) -> Vec<u8> {
    let snapshot = store.current_snapshot().expect("the store can be read").expect("something is published");
    let path = file_path(&data.join("snapshots"), &snapshot.id, format.extension());
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Parses a feed. Every IRI in it is absolute, so the base would be seen.
pub fn graph(bytes: &[u8], format: Format) -> Graph {
    parse(bytes, format, "relative:", &Caps::default()).unwrap_or_else(|error| panic!("{error}")).graph
}

/// The feed, after a look at whether all its syntaxes say the same.
pub fn current(store: &Store, data: &Path) -> Graph {
    let sizes: BTreeSet<usize> =
        FORMATS.iter().map(|format| graph(&bytes(store, data, *format), *format).len()).collect();
    assert_eq!(sizes.len(), 1, "the syntaxes differ in triples: {sizes:?}");
    graph(&bytes(store, data, Format::NTriples), Format::NTriples)
}

/// The IRIs of a class, sorted.
pub fn instances(graph: &Graph, class: &str) -> Vec<String> {
    let mut iris: Vec<String> = graph.instances(class).map(|id| graph.term(id).text().to_owned()).collect();
    iris.sort();
    iris
}

/// The IRIs that a subject refers to by a property, sorted.
pub fn objects(graph: &Graph, subject: &str, property: &str) -> Vec<String> {
    let found = graph.find_iri(subject).zip(graph.find_iri(property));
    let objects = found.into_iter().flat_map(|(subject, property)| graph.objects(subject, property));
    let mut iris: Vec<String> = objects
        .filter_map(|id| if let Term::Iri(iri) = graph.term(id) { Some(iri.to_owned()) } else { None })
        .collect();
    iris.sort();
    iris
}
