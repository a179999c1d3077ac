//! `skord held`: the removals that wait for a decision.

use std::path::PathBuf;

use anyhow::Result;
use chrono::DateTime;
use tokio_util::sync::CancellationToken;

use super::{Exit, output};
use crate::config;
use crate::harvest::{Clock, Context};
use crate::store::{Stay, Store};

/// How many held resources are named, unless all are asked for.
const SHOWN: usize = 20;

/// List the removals that are held, with the reason and the command that carries them out
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if a removal waits for a decision.\n\
    Examples:\n  skord held --config skord.toml\n  skord held --config skord.toml --all sala-dcat")]
pub(super) struct Args {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The sources [default: all]
    sources: Vec<String>,
    /// Name every resource, and not the first of them
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let context = Context::look(config, Clock::System, runtime.handle().clone(), CancellationToken::new())?;
    if let Some(unknown) = args.sources.iter().find(|id| context.source(id).is_none()) {
        anyhow::bail!("there is no source {unknown} in {}", args.config.display());
    }
    let sources = context.config.organisations.iter().flat_map(|organisation| &organisation.sources);
    let asked = sources.filter(|source| args.sources.is_empty() || args.sources.contains(&source.id));
    let mut text = String::new();
    for source in asked {
        text.push_str(&described(&context.store, &source.id, if args.all { usize::MAX } else { SHOWN })?);
    }
    let exit = if text.contains("skord approve") { Exit::Findings } else { Exit::Fine };
    if text.is_empty() {
        text.push_str("Nothing is held\n");
    }
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(exit)
}

/// What of a source is held, for the person who decides; nothing if nothing is.
pub(super) fn of_source(store: &Store, source: &str) -> Result<String> {
    described(store, source, SHOWN)
}

fn described(store: &Store, source: &str, most: usize) -> Result<String> {
    let missing = store.missing(source)?;
    let mut text = String::new();
    if let Some(hold) = store.hold(source)? {
        let reason = match hold.reason.as_str() {
            "empty" => "nothing is left in the catalogue",
            "count" => "they are more than may go at once",
            _ => "they are too large a part of the catalogue",
        };
        let since =
            DateTime::from_timestamp(hold.since, 0).map_or_else(String::new, |time| time.format("%F").to_string());
        text.push_str(&format!(
            "{source}: {} of {} datasets, series and services have been missing since run {} on {since} and are held, because {reason}.\n\
             They leave the feed with: skord approve {source} {}\n\
             They stay for good with:  skord reject {source} {}\n",
            hold.lost, hold.known, hold.run, hold.run, hold.run
        ));
    }
    for (stay, words) in [
        (Stay::Held, "held"),
        (Stay::Grace, "missing, and in the feed until their days of grace are over"),
        (Stay::Kept, "missing, and in the feed because somebody rejected their removal"),
    ] {
        let rows: Vec<_> = missing.iter().filter(|row| row.stay == stay).collect();
        if !rows.is_empty() {
            text.push_str(&format!("{source}: {} resources are {words}:\n", rows.len()));
        }
        for row in rows.iter().take(most) {
            let title = row.title.as_deref().map_or_else(String::new, |title| format!("  {title}"));
            let line: String = format!("{}{title}", row.iri).chars().filter(|c| !c.is_control()).take(200).collect();
            text.push_str(&format!("  {line}\n"));
        }
        if rows.len() > most {
            text.push_str(&format!("  … and {} more; skord held --all {source} names them\n", rows.len() - most));
        }
    }
    Ok(text)
}
