//! Sub-catalogues that lie elsewhere: a catalogue which another one names as its part, and of which nothing is said but
//! that it is a catalogue, is fetched from its own address (DCAT-AP-SE, guide for harvesting, separate sub-catalogues).
//!
//! In: a graph. Out: the addresses to fetch. One level: what those name is not followed.

use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, dcterms, rdf};

/// The IRIs of the sub-catalogues that are only named, sorted.
pub fn sub_catalogues(graph: &Graph) -> Vec<String> {
    let Some(rdf_type) = graph.find_iri(rdf::TYPE) else { return Vec::new() };
    let part = graph.find_iri(dcterms::HAS_PART);
    let mut found: Vec<String> = graph
        .instances(dcat::CATALOG)
        .filter(|&catalogue| graph.properties(catalogue).iter().all(|triple| triple[1] == rdf_type))
        .filter(|&catalogue| part.is_some_and(|part| graph.subjects(part, catalogue).len() > 0))
        .filter_map(|catalogue| graph.term(catalogue).as_iri().map(str::to_owned))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a graph says more of a catalogue than that it is one.
pub fn describes(graph: &Graph, iri: &str) -> bool {
    let rdf_type = graph.find_iri(rdf::TYPE);
    let node = graph.find_iri(iri);
    node.is_some_and(|node| graph.properties(node).iter().any(|triple| Some(triple[1]) != rdf_type))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    #[test]
    fn only_what_is_named_and_not_described_is_fetched() {
        let turtle = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
            <https://a.se/> a dcat:Catalog ; dcterms:hasPart <https://b.se/>, <https://c.se/>, <https://d.se/> , _:e ;
                dcat:catalog <https://f.se/> ; dcterms:title \"A\" .
            <https://b.se/> a dcat:Catalog . <https://f.se/> a dcat:Catalog . _:e a dcat:Catalog .
            <https://c.se/> a dcat:Catalog ; dcterms:title \"C\" . <https://g.se/> a dcat:Catalog .";
        let graph = parse(turtle.as_bytes(), Format::Turtle, "https://a.se/", &Caps::default()).unwrap().graph;
        assert_eq!(sub_catalogues(&graph), ["https://b.se/"], "harvesting follows no other property");
        assert!(describes(&graph, "https://c.se/"));
        assert!(!describes(&graph, "https://b.se/") && !describes(&graph, "https://nowhere.se/"));
    }
}
