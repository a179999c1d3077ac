//! `skord validate`: what the rules say about one document.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::input::InputArgs;
use super::profile::ProfileArgs;
use super::settings::SettingsArgs;
use super::{Exit, LanguageArg, output};
use crate::harvest::process::process;
use crate::harvest::{self, Clock};
use crate::report::{self, DocumentReport, FailureCode, Language};
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
    #[command(flatten)]
    settings: SettingsArgs,
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
    let config = args.profile.config()?;
    let profile = &args.profile.profile(config.as_ref(), args.settings.source(config.as_ref())?)?;
    let settings = args.settings.settings(config.as_ref())?;
    let mut input = args.input.open()?;
    let now = Clock::System.date_time();
    let checked = process(input.document()?, &settings, profile, Some(&now))
        .map_err(|failure| unreadable(failure, &args.input.input, args.language.into()))?;
    let report = DocumentReport {
        input: input.name().to_owned(),
        format: checked.format,
        triples: checked.triples,
        profile,
        findings: checked.findings,
        changes: checked.changes,
        suggestions: checked.suggestions,
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

/// Why a document cannot be checked, and what to do about it, in a person's language; then in the program's own words.
fn unreadable(failure: harvest::Failure, input: &str, language: Language) -> anyhow::Error {
    use FailureCode::{
        Html, LandingPage, LoginPage, MissingPage, NoStatements, NotRdf, NotUtf8, Syntax, Truncated, UnknownContext,
    };
    let code = FailureCode::from_code(failure.code());
    // Others speak of a server.
    let is_of_file = matches!(
        code,
        Html | LandingPage
            | LoginPage
            | MissingPage
            | NoStatements
            | NotRdf
            | NotUtf8
            | Syntax
            | Truncated
            | UnknownContext
    );
    if failure.stage() != "parse" || !is_of_file {
        return anyhow::Error::new(failure).context(input.to_owned());
    }
    let told = report::Failure { code, detail: failure.to_string() };
    anyhow::anyhow!("{input}: {}. {} ({failure})", told.reason(language), told.fix(language))
}
