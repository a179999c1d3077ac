//! The stages of a harvest over a generated catalogue of 1,000 datasets: `cargo bench --bench pipeline`.
//!
//! Parse (RDF/XML and Turtle to the interned graph), normalise, check against the rules, cut into resources, write in four
//! syntaxes, and the whole way from a file to a published snapshot.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use skord::harvest::{Clock, Context, harvest, publish_region};
use skord::normalise::{Settings, normalise};
use skord::rdf::write::write;
use skord::rdf::{Caps, Format, Graph, parse};
use skord::resource::cut;
use skord::validate::Profile;
use tokio_util::sync::CancellationToken;

#[path = "../examples/generate_catalogue/catalogue.rs"]
mod catalogue;

const DATASETS: u32 = 1000;
const BASE: &str = "http://example.org/";

fn generated(format: catalogue::Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    let options = catalogue::Options { datasets: DATASETS.into(), format, faults: true };
    catalogue::write_catalogue(&options, &mut bytes).expect("memory takes what is written");
    bytes
}

fn graph(bytes: &[u8]) -> Graph {
    parse(bytes, Format::RdfXml, BASE, &Caps::default()).expect("the generator writes RDF/XML").graph
}

fn stages(criterion: &mut Criterion) {
    let rdf = generated(catalogue::Format::RdfXml);
    let ttl = generated(catalogue::Format::Turtle);
    let mut group = criterion.benchmark_group("1k");
    group.sample_size(10);
    for (name, bytes, format) in [("parse/rdf", &rdf, Format::RdfXml), ("parse/ttl", &ttl, Format::Turtle)] {
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| parse(black_box(bytes), format, BASE, &Caps::default()).unwrap().graph.len())
        });
    }
    group.throughput(Throughput::Elements(DATASETS.into()));
    let settings = Settings::new(BASE);
    group.bench_function("normalise", |b| {
        b.iter_batched(|| graph(&rdf), |graph| normalise(graph, &settings).graph.len(), BatchSize::LargeInput);
    });
    let normalised = normalise(graph(&rdf), &settings).graph;
    let profile = Profile::dcat_ap_se();
    group.bench_function("validate", |b| b.iter(|| profile.check(black_box(&normalised), None).unwrap().len()));
    group.bench_function("cut", |b| b.iter(|| cut(black_box(&normalised)).unwrap().resources.len()));
    for format in [Format::RdfXml, Format::Turtle, Format::NTriples, Format::JsonLd] {
        group.bench_function(format!("write/{}", format.extension()), |b| {
            b.iter(|| write(black_box(&normalised), format, std::io::sink()).is_ok());
        });
    }
    group.bench_function("pipeline", |b| {
        b.iter_batched(|| region(&rdf), |region| region.harvest(), BatchSize::PerIteration);
    });
    group.finish();
}

/// A region of one source in a directory of its own.
struct Region {
    _directory: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    context: Arc<Context>,
}

fn region(rdf: &[u8]) -> Region {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    std::fs::File::create(directory.path().join("feed.rdf"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, rdf))
        .expect("there is room for a feed");
    let text = r#"
        region = { name = "B", title = "B", description = "B", base_url = "https://b.example.org", publisher = { iri = "http://dataportal.se/organisation/SE2120000142", name = "B", agent_type = "RegionalAuthority" }, contact = { name = "B", email = "b@example.org" } }
        data = { dir = "data" }
        harvest = { file_root = "." }
        [[organisation]]
        id = "b"
        name = "B"
        [[organisation.source]]
        url = "file:feed.rdf"
    "#;
    let path: &Path = &directory.path().join("skord.toml");
    let config = skord::config::parse(text, path, &|_| None).expect("the config is right");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let stop = CancellationToken::new();
    let context =
        Context::open(config, Clock::manual(1_800_000_000), runtime.handle().clone(), stop).expect("a fresh directory");
    Region { _directory: directory, runtime, context: Arc::new(context) }
}

impl Region {
    fn harvest(&self) -> u64 {
        let _inside = self.runtime.enter();
        let source = self.context.source("b").expect("the config names it");
        harvest(&self.context, source).expect("the store takes it");
        publish_region(&self.context).expect("it can be published");
        self.context.store.current_snapshot().ok().flatten().map_or(0, |snapshot| snapshot.triples)
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
