//! `skord validate`: what the rules say about one document.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::ValueEnum;

use super::input::InputArgs;
use super::normalise::DEFAULT_BASE;
use super::profile::ProfileArgs;
use super::{Exit, LanguageArg, output};
use crate::harvest::Clock;
use crate::harvest::process::process;
use crate::normalise::Settings;
use crate::report::{self, DocumentReport};
use crate::validate::Severity;

/// Check a document against DCAT-AP-SE 3.0.1, or against other profiles
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if there are findings that are more than tips.\n\
    Examples:\n  skord validate catalogue.rdf\n  skord validate https://example.org/datasets/dcat --report csv --output report.csv\n  \
    skord validate catalogue.rdf --profile dcat-ap-3.0.1 --shapes dcat-ap-SHACL.ttl")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    profile: ProfileArgs,
    /// The form of the report
    #[arg(long, default_value = "human")]
    report: ReportFormat,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language of the report for people
    #[arg(long, default_value = "sv")]
    language: LanguageArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum ReportFormat {
    /// Text for a terminal
    Human,
    /// JSON with a schema version
    Json,
    /// One line a finding, for a spreadsheet
    Csv,
    /// A SHACL validation report in Turtle
    Ttl,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let profile = &args.profile.profile()?;
    let mut input = args.input.open()?;
    let now = Clock::System.date_time();
    let checked = process(input.document()?, &Settings::new(DEFAULT_BASE), profile, Some(&now))
        .with_context(|| args.input.input.clone())?;
    let report = DocumentReport {
        input: input.name().to_owned(),
        format: checked.format,
        triples: checked.triples,
        profile,
        findings: checked.findings,
        changes: checked.changes,
        places: checked.places,
        notes: checked.notes,
        high_value: checked.high_value,
    };
    let text = match args.report {
        ReportFormat::Human => report::human(&report, args.language.into()),
        ReportFormat::Json => report::json(&report),
        ReportFormat::Csv => report::csv(&report),
        ReportFormat::Ttl => report::ttl(&report),
    };
    output::write(args.output.as_deref(), |out| Ok(out.write_all(text.as_bytes())?))?;
    let faulty = report.findings.iter().any(|finding| finding.severity < Severity::Info);
    Ok(if faulty { Exit::Findings } else { Exit::Fine })
}
