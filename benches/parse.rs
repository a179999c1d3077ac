//! RDF/XML of a generated catalogue of 10,000 datasets: `cargo bench --bench parse`.
//!
//! Our reader to the interned graph and its indexes, beside oxrdfxml, which only counts the triples that it makes, and beside
//! quick-xml, which only scans the events. The size of the finished graph is printed.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use oxrdfxml::RdfXmlParser;
use quick_xml::Reader;
use quick_xml::events::Event;
use skord::rdf::{Caps, Format, Graph, parse};

#[path = "../examples/generate_catalogue/catalogue.rs"]
mod catalogue;

const DATASETS: u32 = 10_000;
const BASE: &str = "http://example.org/";

fn graph(bytes: &[u8]) -> Graph {
    parse(bytes, Format::RdfXml, BASE, &Caps::default()).expect("the generator writes RDF/XML").graph
}

/// Resident memory of the process in MB, where /proc tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn readers(criterion: &mut Criterion) {
    let mut bytes = Vec::new();
    let options = catalogue::Options { datasets: DATASETS.into(), format: catalogue::Format::RdfXml, faults: true };
    catalogue::write_catalogue(&options, &mut bytes).expect("memory takes what is written");
    let before = resident();
    let finished = graph(&bytes);
    let grown = resident().zip(before).map(|(after, before)| after.saturating_sub(before));
    println!("{} triples of {} MB; the graph takes at most {grown:?} MB", finished.len(), bytes.len() >> 20);
    drop(finished);

    let mut group = criterion.benchmark_group("10k/rdf");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("skord, to the graph", |b| b.iter(|| graph(black_box(&bytes)).len()));
    group.bench_function("oxrdfxml, counted", |b| {
        b.iter(|| {
            let parser = RdfXmlParser::new().lenient().with_base_iri(BASE).expect("it is an IRI");
            parser.for_slice(black_box(&bytes)).filter(Result::is_ok).count()
        });
    });
    group.bench_function("quick-xml, events", |b| {
        b.iter(|| {
            let mut reader = Reader::from_reader(black_box(bytes.as_slice()));
            let mut elements = 0;
            loop {
                match reader.read_event().expect("it is XML") {
                    Event::Start(_) | Event::Empty(_) => elements += 1,
                    Event::Eof => return elements,
                    _ => {}
                }
            }
        });
    });
    group.finish();
}

criterion_group!(benches, readers);
criterion_main!(benches);
