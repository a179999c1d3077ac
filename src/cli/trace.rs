//! `skord trace`: where a description in the feed comes from.

use std::path::PathBuf;

use anyhow::Result;
use chrono::DateTime;
use tokio_util::sync::CancellationToken;

use super::{Exit, output};
use crate::config;
use crate::harvest::{Clock, Context, Description, trace};
use crate::store::{Timestamp, TombstoneRow};

/// Show where a resource in the feed comes from: source, run, document, repairs; or when and why it left
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if nothing is known of it.\n\
    Example: skord trace --config skord.toml https://data.example.org/dataset/1")]
pub(super) struct Args {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The resource's IRI
    iri: String,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let context = Context::look(config, Clock::System, runtime.handle().clone(), CancellationToken::new())?;
    let found = trace(&context, &args.iri)?;
    let mut text: String = found.descriptions.iter().map(described).collect();
    text.extend(found.tombstones.iter().map(gone));
    let exit = match text.is_empty() {
        true => {
            text = format!("No source describes {}\n", args.iri);
            Exit::Findings
        }
        false => Exit::Fine,
    };
    // Titles and addresses are the sources'; a terminal obeys nothing of them.
    let shown: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    output::write(None, |out| Ok(out.write_all(shown.as_bytes())?))?;
    Ok(exit)
}

fn described(description: &Description) -> String {
    let Description { source, resource, class, run, documents, changes, .. } = description;
    let what = if description.is_filtered { "filtered out, another source's goes out" } else { "in the feed" };
    let mut text = format!("source {source}, {} {resource} ({what})\n", class.name());
    text.push_str(&format!("  found first by run {}\n", description.added_by));
    match run {
        Some(run) => text.push_str(&format!("  as it is since run {} on {}\n", run.id, date(run.started))),
        None => text.push_str("  as it is since a run that is forgotten\n"),
    }
    for document in documents {
        text.push_str(&format!("    {}\n", document.url));
    }
    if let Some(missing) = &description.missing {
        let (state, run, since) = (missing.stay.name(), missing.since_run, date(missing.since));
        text.push_str(&format!("  missing from the source since run {run} on {since} ({state})\n"));
    }
    for change in changes {
        let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let (before, after) = (side(&change.before), side(&change.after));
        text.push_str(&format!("  {}: {} {before} -> {after}\n", change.step, change.property));
    }
    text
}

fn gone(stone: &TombstoneRow) -> String {
    let TombstoneRow { source, class, run, reason, .. } = stone;
    let mut text = format!(
        "source {source}: {class} left the feed on {} after run {run} ({})",
        date(stone.removed),
        reason.name()
    );
    if let Some(address) = &stone.moved_to {
        text.push_str(&format!(", now {address}"));
    }
    if let Some(run) = stone.returned_by {
        text.push_str(&format!(", back since run {run}"));
    }
    text.push('\n');
    text
}

fn date(time: Timestamp) -> String {
    DateTime::from_timestamp(time, 0).map_or_else(String::new, |time| time.format("%F %H:%M UTC").to_string())
}
