//! Names that last: what has no address of its own gets one that it keeps from one harvest to the next.

mod edits;
mod hostile;
mod replay;
#[path = "../shared/mod.rs"]
mod shared;

use std::collections::BTreeSet;

use skord::normalise::{Normalised, Settings, normalise};
use skord::rdf::{Caps, Format, Graph, parse};

const BASE: &str = "https://kommun.example.se/";

/// As a harvest of the source `source` has them.
fn settings() -> Settings {
    Settings {
        scope: "source".to_owned(),
        language: Some("sv".to_owned()),
        ..Settings::new("https://data.example.se/")
    }
}

fn read(bytes: &[u8], format: Format) -> Graph {
    parse(bytes, format, BASE, &Caps::default()).expect("it parses").graph
}

fn harvested(graph: Graph) -> Normalised {
    normalise(graph, &settings())
}

/// The addresses of the things of a class.
fn addresses(graph: &Graph, class: &str) -> BTreeSet<String> {
    let address = |id| graph.term(id).as_iri().expect("everything of the main classes has an address").to_owned();
    graph.instances(class).map(address).collect()
}
