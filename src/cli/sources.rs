//! `skord sources`: the state of each source.

use std::path::PathBuf;

use anyhow::Result;
use chrono::DateTime;
use tokio_util::sync::CancellationToken;

use super::harvest::message;
use super::table::table;
use super::{Exit, output};
use crate::config::{self, Source};
use crate::harvest::{Clock, Context};
use crate::store::Timestamp;

/// Show the state of each source: last run, outcome, next run, counts
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if the last run of a source failed.\nExample: skord sources --config skord.toml")]
pub(super) struct Args {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let context = Context::look(config, Clock::System, runtime.handle().clone(), CancellationToken::new())?;
    let heading =
        ["SOURCE", "LAST RUN", "OUTCOME", "DATASETS", "HELD", "VIOLATIONS", "WARNINGS", "NEXT RUN", "MESSAGE"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    let mut exit = Exit::Fine;
    for organisation in &context.config.organisations {
        for source in &organisation.sources {
            let row = state(&context, source)?;
            if row[2] == "failed" {
                exit = Exit::Findings;
            }
            rows.push(row);
        }
    }
    let text = table(&rows);
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(exit)
}

fn state(context: &Context, source: &Source) -> Result<Vec<String>> {
    let row = context.store.source(&source.id)?;
    let run = context.store.runs(&source.id, 1)?.into_iter().next();
    let datasets = context.store.class_counts(&source.id)?.into_iter().find(|count| count.class == "Dataset");
    let local = |time: Timestamp| {
        let time = DateTime::from_timestamp(time, 0).map(|time| time.with_timezone(&source.schedule.zone()));
        time.map_or_else(|| "never".to_owned(), |time| time.format("%Y-%m-%d %H:%M").to_string())
    };
    let mut cells = vec![source.id.clone()];
    cells.push(run.as_ref().map_or_else(|| "never".to_owned(), |run| local(run.started)));
    cells.push(run.as_ref().map_or("-", |run| run.outcome.name()).to_owned());
    cells.push(datasets.map_or(0, |count| count.count).to_string());
    cells.push(run.as_ref().map_or(0, |run| run.counts.held).to_string());
    cells.push(run.as_ref().map_or(0, |run| run.counts.violations).to_string());
    cells.push(run.as_ref().map_or(0, |run| run.counts.warnings).to_string());
    cells.push(row.map_or_else(|| "-".to_owned(), |row| local(row.next_due)));
    cells.push(run.map_or(Ok(String::new()), |run| message(context, &run))?);
    Ok(cells)
}
