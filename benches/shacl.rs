//! Times the SHACL engine on a data file: parsing, compiling and validating apart, and the peak memory of the process.
//!
//! `cargo bench --bench shacl -- DATA SHAPES [--without IRI]… [--runs N] [--threads N]`: `--without` leaves out all
//! statements of the shapes graph with that predicate. Prints one line of tab-separated values: data triples, results,
//! seconds to parse, to compile, and to validate (median, least and greatest), and the peak in MiB.
//! Without arguments it says how to use it and ends well, so that `cargo bench` runs through.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use skord::rdf::{Caps, Format, Graph, parse};
use skord::shacl::compile;

#[derive(Default)]
struct Arguments {
    files: Vec<String>,
    without: Vec<String>,
    runs: usize,
    threads: usize,
    counts: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = read_arguments()?;
    let [data, shapes] = &arguments.files[..] else {
        println!(
            "usage: cargo bench --bench shacl -- DATA SHAPES [--without IRI]… [--runs N] [--threads N] [--counts]"
        );
        return Ok(());
    };
    if arguments.threads > 0 {
        rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build_global()?;
    }
    let start = Instant::now();
    let data = read(data)?;
    let parsing = start.elapsed().as_secs_f64();
    let shapes = reduced(read(shapes)?, &arguments.without);
    let start = Instant::now();
    let plan = compile(&shapes, &[]).map_err(|problems| problems[0].to_string())?;
    let compiling = start.elapsed().as_secs_f64();
    let mut seconds = Vec::new();
    let mut counts = BTreeMap::new();
    let mut results = 0;
    for _ in 0..arguments.runs.max(1) {
        counts.clear();
        let start = Instant::now();
        let outcome = plan.validate(&data, &mut |result| *counts.entry(result.component).or_insert(0_usize) += 1)?;
        seconds.push(start.elapsed().as_secs_f64());
        results = outcome.results;
    }
    seconds.sort_by(f64::total_cmp);
    let (median, least, most) = (seconds[seconds.len() / 2], seconds[0], seconds[seconds.len() - 1]);
    let peak = peak_mebibytes();
    println!("{}\t{results}\t{parsing:.3}\t{compiling:.5}\t{median:.4}\t{least:.4}\t{most:.4}\t{peak}", data.len());
    if arguments.counts {
        counts.iter().for_each(|(component, count)| println!("{}\t{count}", component.name()));
    }
    Ok(())
}

fn read_arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = Arguments { runs: 7, ..Arguments::default() };
    let mut given = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--without" => arguments.without.push(value()?),
            "--runs" => arguments.runs = value()?.parse()?,
            "--threads" => arguments.threads = value()?.parse()?,
            "--counts" => arguments.counts = true,
            _ => arguments.files.push(argument),
        }
    }
    Ok(arguments)
}

fn read(path: &str) -> Result<Graph, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let format = match path.rsplit('.').next() {
        Some("rdf" | "xml") => Format::RdfXml,
        Some("nt") => Format::NTriples,
        _ => Format::Turtle,
    };
    Ok(parse(
        &bytes,
        format,
        "http://example.org/",
        &Caps { triples: usize::MAX, blank_nodes: usize::MAX, ..Caps::default() },
    )?
    .graph)
}

fn reduced(shapes: Graph, without: &[String]) -> Graph {
    let predicates: Vec<_> = without.iter().filter_map(|iri| shapes.find_iri(iri)).collect();
    let mut builder = shapes.into_builder();
    builder.retain(|triple| !predicates.contains(&triple[1]));
    builder.finish()
}

/// The most memory that the process had at any time, on Linux; 0 elsewhere.
fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
