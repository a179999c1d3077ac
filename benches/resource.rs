//! Cutting, hashing and comparing a generated catalogue: `cargo bench --bench resource`.
//!
//! 10,000 datasets, or as many as `SKORD_BENCH_DATASETS` says. First each stage is timed once and the peak memory of the process is
//! printed, on Linux; then every dataset gets another address and is found again; then criterion times what a run does whose source
//! changed in one dataset.

#![expect(clippy::disallowed_methods, reason = "the size is asked for by the environment; /proc tells the memory")]

use std::convert::Infallible;
use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use skord::normalise::{Settings, normalise};
use skord::rdf::{Caps, Format, Graph, parse};
use skord::resource::{Class, Cut, Difference, Entry, Move, cut, cut_changed, difference, entries, moved};

#[path = "../examples/generate_catalogue/catalogue.rs"]
mod catalogue;

const BASE: &str = "http://example.org/";
/// Where the generator puts datasets and distributions, and where else they may be.
const BELOW: &str = "https://data.example.org/datamangd/";
const ELSEWHERE: &str = "https://data.example.org/ny/";

/// What the store knows of each resource.
type Known = Vec<(String, [u8; 32])>;

fn datasets() -> u64 {
    std::env::var("SKORD_BENCH_DATASETS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

/// The catalogue as a run has it after normalising, with its datasets below an address.
fn graph(datasets: u64, below: &str) -> Graph {
    let mut bytes = Vec::new();
    let options = catalogue::Options { datasets, format: catalogue::Format::Turtle, faults: true };
    catalogue::write_catalogue(&options, &mut bytes).expect("memory takes what is written");
    let text = String::from_utf8(bytes).expect("the generator writes UTF-8").replace(BELOW, below);
    let caps = Caps { triples: usize::MAX, blank_nodes: usize::MAX, ..Caps::default() };
    let parsed = parse(text.as_bytes(), Format::Turtle, BASE, &caps).expect("the generator writes Turtle");
    normalise(parsed.graph, &Settings::new(BASE)).graph
}

fn known(cut: &Cut) -> Known {
    cut.resources.iter().map(|resource| (resource.iri.clone(), resource.hash)).collect()
}

/// Every stage after normalising and before the store.
fn changed(graph: &Graph, known: &Known) -> Difference {
    difference(known, &cut_changed(graph, known).expect("nothing is shared").resources)
}

/// The datasets and distributions that are there again under another address.
fn moves(before: &Cut, after: &Cut) -> Vec<Move> {
    let difference = difference(&known(before), &after.resources);
    let known = before.resources.iter().filter(|resource| resource.class.is_entry()).count();
    moved(&side(before, &difference.removed), &side(after, &difference.added), known)
}

fn side(cut: &Cut, changed: &[String]) -> Vec<Entry> {
    let find = |iri: &str| {
        let place = cut.resources.binary_search_by(|resource| resource.iri.as_str().cmp(iri)).ok()?;
        Some(&cut.resources[place])
    };
    let iris = changed.iter().filter_map(|iri| find(iri)).filter(|resource| resource.class.is_entry());
    let iris: Vec<(String, Class)> = iris.map(|resource| (resource.iri.clone(), resource.class)).collect();
    let is_changed = |iri: &str| changed.binary_search_by(|changed| changed.as_str().cmp(iri)).is_ok();
    let describe = |iri: &str| Ok::<_, Infallible>(find(iri).map(|resource| resource.n_triples.read()));
    match entries(&iris, is_changed, describe) {
        Ok(entries) => entries,
        Err(never) => match never {},
    }
}

fn stages(criterion: &mut Criterion) {
    let datasets = datasets();
    let graph = graph(datasets, BELOW);
    println!("{datasets} datasets, {} triples; resident with the graph: {:?} MiB", graph.len(), mebibytes("VmRSS:"));
    let first = timed("the first time", || cut(&graph).expect("nothing is shared"));
    let text: usize = first.resources.iter().map(|resource| resource.n_triples.bytes().len()).sum();
    println!("{} resources, packed in {} MiB", first.resources.len(), text >> 20);
    let mut known = known(&first);
    known[0].1 = [0; 32];
    let changed_once = timed("one changed, with what was cut first still there", || changed(&graph, &known));
    assert_eq!((changed_once.updated.len(), changed_once.unchanged), (1, known.len() - 1));
    let other = cut(&self::graph(datasets, ELSEWHERE)).expect("nothing is shared");
    let moves = timed("all moved", || moves(&first, &other));
    let of_datasets = moves.iter().filter(|found| found.class == Class::Dataset).count();
    println!("{} moves, {of_datasets} of datasets", moves.len());
    drop((first, other, moves));

    let mut group = criterion.benchmark_group(format!("{datasets} datasets"));
    group.sample_size(10);
    group.throughput(Throughput::Elements(datasets));
    group.bench_function("cut, hash and compare", |b| {
        b.iter(|| assert_eq!(changed(black_box(&graph), &known).updated.len(), 1));
    });
    group.finish();
}

/// Does it once, and tells how long it took and how much memory the process had at most meanwhile.
fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    forget_peak();
    let start = Instant::now();
    let result = work();
    println!("{name}: {:.2?}, at most {:?} MiB", start.elapsed(), mebibytes("VmHWM:"));
    result
}

/// A line of what Linux tells about the process, in MiB.
fn mebibytes(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let found = status.lines().find_map(|text| text.strip_prefix(line))?;
    Some(found.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

/// Lets the peak begin anew, so that it is that of the stages and not of making the catalogue. Linux alone can (proc(5)).
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

criterion_group!(benches, stages);
criterion_main!(benches);
