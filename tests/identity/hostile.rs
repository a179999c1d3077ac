//! Catalogues made to make naming slow.

use std::time::Instant;

use skord::rdf::vocab::dcat;
use skord::rdf::{Format, Graph};

use super::{addresses, harvested, read};

/// Blank datasets that all say the same, of a catalogue, and what the document says besides.
struct Alike {
    catalogue: &'static str,
    says: &'static str,
    besides: String,
}

impl Alike {
    fn graph(&self, datasets: usize) -> Graph {
        let Alike { catalogue, says, besides } = self;
        let mut text = format!("@prefix dcat: <{}> . @prefix dcterms: <http://purl.org/dc/terms/> .\n", dcat::NS);
        text.extend((0..datasets).map(|_| format!("{catalogue} dcat:dataset [ a dcat:Dataset ; {says} ] .\n")));
        text.push_str(&format!("{catalogue} a dcat:Catalog . {besides}"));
        read(text.as_bytes(), Format::Turtle)
    }

    /// Names so many and tells how long it took.
    fn seconds(&self, datasets: usize) -> f64 {
        let graph = self.graph(datasets);
        let start = Instant::now();
        let named = harvested(graph).graph;
        let seconds = start.elapsed().as_secs_f64();
        assert_eq!(addresses(&named, dcat::DATASET).len(), datasets);
        seconds
    }

    /// Ten times as many may take no more than thirty times as long; with quadratic work it would be a hundred times.
    fn is_linear(&self, datasets: usize) {
        let (few, many) = (self.seconds(datasets / 10), self.seconds(datasets));
        println!("{} {}: {many:.2} s for {datasets}, {few:.2} s for a tenth", self.catalogue, self.says);
        assert!(many < 30.0 * few.max(0.05), "{many:.2} s for {datasets}, {few:.2} s for a tenth");
    }
}

#[test]
fn a_hundred_thousand_with_one_title() {
    Alike { catalogue: "<k>", says: "dcterms:title \"Data\"", besides: String::new() }.is_linear(100_000);
}

#[test]
fn many_with_one_title_and_one_distribution_in_a_blank_catalogue() {
    let says = "dcterms:title \"Data\" ; dcat:distribution _:shared";
    let besides = "_:shared a dcat:Distribution ; dcat:accessURL <https://e.example/> .".to_owned();
    Alike { catalogue: "_:k", says, besides }.is_linear(30_000);
}

#[test]
fn many_without_title_with_one_distribution_of_many_addresses() {
    let addresses: Vec<String> = (0..20_000).map(|number| format!("<https://e.example/{number}>")).collect();
    let besides = format!("_:shared a dcat:Distribution ; dcat:accessURL {} .", addresses.join(" , "));
    Alike { catalogue: "<k>", says: "dcat:distribution _:shared", besides }.is_linear(30_000);
}
