//! Writes a synthetic DCAT-AP-SE 3.0.1 catalogue for benchmarks, load tests and trials.
//!
//! In: a number of datasets and, if wanted, a format, a file and known faults. Out: the catalogue
//! on standard output or in the file, and one line of JSON on standard error with the exact number
//! of datasets, triples and faults. It reads nothing, and the same arguments give the same bytes.
//!
//! ```text
//! cargo run --release --example generate_catalogue -- 1000 --faults --output catalogue.rdf
//! ```

mod catalogue;

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use catalogue::Options;

const USAGE: &str = "usage: generate_catalogue N [--format rdf|ttl|nt] [--output FILE] [--faults]";

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let Some((options, output)) = read_arguments(arguments)? else {
        println!("{USAGE}");
        return Ok(());
    };
    let summary = match output {
        Some(path) => {
            let file = File::create(&path).with_context(|| format!("create {}", path.display()))?;
            catalogue::write_catalogue(&options, &mut BufWriter::new(file))
                .with_context(|| format!("write {}", path.display()))?
        }
        None => {
            let stdout = io::stdout().lock();
            catalogue::write_catalogue(&options, &mut BufWriter::with_capacity(1 << 16, stdout))
                .context("write to standard output")?
        }
    };
    eprintln!("{summary}");
    Ok(())
}

/// The options and the file to write, or `None` when help was asked for.
fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Option<(Options, Option<PathBuf>)>> {
    let mut options = Options::default();
    let mut datasets = None;
    let mut output = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => return Ok(None),
            "--faults" => options.faults = true,
            "--format" => {
                let name = arguments.next().context("--format needs rdf, ttl or nt")?;
                options.format = name.parse().map_err(anyhow::Error::msg)?;
            }
            "--output" => {
                let path = arguments.next().context("--output needs a file name")?;
                output = Some(PathBuf::from(path));
            }
            number if datasets.is_none() && !number.starts_with('-') => {
                datasets = Some(number.parse().with_context(|| format!("\"{number}\" is not a number of datasets"))?);
            }
            other => bail!("unknown argument \"{other}\"\n{USAGE}"),
        }
    }
    options.datasets = datasets.with_context(|| format!("no number of datasets\n{USAGE}"))?;
    Ok(Some((options, output)))
}

/// Whether the reader of our standard output went away, as in `… | head`.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
