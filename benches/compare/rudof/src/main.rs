//! Times rudof's SHACL crate as `benches/shacl.rs` times ours: `compare-rudof DATA SHAPES [RUNS]`, both Turtle.
//!
//! Prints one line of tab-separated values: results, seconds to parse, to compile, and to validate (median, least and
//! greatest), and the peak of the process in MiB. Parsing includes whatever the crate prepares before it validates.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use rudof_rdf::rdf_core::RDFFormat;
use shacl::validator::processor::{GraphValidation, ShaclProcessor};
use shacl::validator::store::ShaclDataManager;
use shacl::validator::{ShaclConfig, ShaclValidationMode};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (data, shapes, runs) = match &arguments[..] {
        [data, shapes] => (data, shapes, 3),
        [data, shapes, runs] => (data, shapes, runs.parse::<usize>()?.max(1)),
        _ => return Err("usage: compare-rudof DATA SHAPES [RUNS]".into()),
    };
    let start = Instant::now();
    let mut validation = GraphValidation::from_path(Path::new(data), RDFFormat::Turtle, Some("http://example.org/"))?;
    validation.prepare_store()?;
    let parsing = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let base = Some("http://example.org/");
    let schema = ShaclDataManager::load(&mut BufReader::new(File::open(shapes)?), shapes, &RDFFormat::Turtle, base)?;
    let compiling = start.elapsed().as_secs_f64();
    let mut seconds = Vec::new();
    let mut results = 0;
    for _ in 0..runs {
        let start = Instant::now();
        let report = validation.validate(&schema, &ShaclValidationMode::Native, &ShaclConfig::default())?;
        seconds.push(start.elapsed().as_secs_f64());
        results = report.results().len();
    }
    seconds.sort_by(f64::total_cmp);
    let (median, least, most) = (seconds[seconds.len() / 2], seconds[0], seconds[seconds.len() - 1]);
    println!("{results}\t{parsing:.3}\t{compiling:.5}\t{median:.4}\t{least:.4}\t{most:.4}\t{}", peak_mebibytes());
    Ok(())
}

/// The most memory that the process had at any time, on Linux; 0 elsewhere.
fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
