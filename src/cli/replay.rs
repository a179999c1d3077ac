//! `skord replay`: an old payload through today's rules, changing nothing.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use tokio_util::sync::CancellationToken;

use super::table::table;
use super::{Exit, output};
use crate::config;
use crate::harvest::{Clock, Context, Replay, replay};
use crate::report::visible;

/// Run what a source gave earlier through today's rules, and show the difference; nothing is changed
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if something differs from what is stored.\n\
    Examples:\n  skord replay --config skord.toml sala-dcat\n  skord replay --config skord.toml sala-dcat --run 1234")]
pub(super) struct Args {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The source
    source: String,
    /// The run whose documents are read [default: the last one that read any]
    #[arg(long, value_name = "N")]
    run: Option<i64>,
    /// List this many of each kind of changed resource
    #[arg(long, value_name = "N", default_value_t = 20)]
    list: usize,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let context = Context::look(config, Clock::System, runtime.handle().clone(), CancellationToken::new())?;
    let none = || format!("there is no source {} in {}", args.source, args.config.display());
    let source = context.source(&args.source).with_context(none)?;
    let replay = replay(&context, source, args.run)?;
    let text = told(&replay, args.list);
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    let differs =
        !replay.difference.is_empty() || replay.rules.iter().any(|rule| rule.before.is_some_and(|n| n != rule.now));
    Ok(if differs { Exit::Findings } else { Exit::Fine })
}

fn told(replay: &Replay, list: usize) -> String {
    let (then, now) = (&replay.run.counts, &replay.counts);
    let mut text = format!("Run {} of {}, read again with today's rules.\n\n", replay.run.id, replay.run.source);
    let mut rows = vec![["DOCUMENT", "ROLE", "BYTES"].map(str::to_owned).to_vec()];
    rows.extend(
        replay
            .documents
            .iter()
            .map(|document| vec![document.url.clone(), document.role.name().to_owned(), document.bytes.to_string()]),
    );
    text.push_str(&table(&rows));
    text.push('\n');
    let mut rows = vec![["", "THEN", "NOW"].map(str::to_owned).to_vec()];
    let figures = [
        ("triples", then.triples, now.triples),
        ("violations", then.violations, now.violations),
        ("warnings", then.warnings, now.warnings),
        ("infos", then.infos, now.infos),
    ];
    rows.extend(figures.map(|(name, then, now)| vec![name.to_owned(), then.to_string(), now.to_string()]));
    let changed = replay.rules.iter().filter(|rule| rule.before.is_none_or(|before| before != rule.now));
    rows.extend(changed.map(|rule| {
        let before = rule.before.map_or_else(|| "?".to_owned(), |before| before.to_string());
        vec![rule.rule.clone(), before, rule.now.to_string()]
    }));
    text.push_str(&table(&rows));
    if !replay.is_last {
        text.push_str("\nWhat each rule found then is known only of the last documents that were read.\n");
    }
    let difference = &replay.difference;
    let lists = [("added", &difference.added), ("updated", &difference.updated), ("removed", &difference.removed)];
    for (name, iris) in lists.into_iter().filter(|(_, iris)| !iris.is_empty()) {
        // Writing to a String does not fail.
        let _ = write!(text, "\nAgainst what is known now, {} resources would be {name}:\n", iris.len());
        for iri in iris.iter().take(list) {
            let _ = writeln!(text, "  {}", visible(iri));
        }
        if iris.len() > list {
            let _ = writeln!(text, "  and {} more", iris.len() - list);
        }
    }
    if difference.is_empty() {
        text.push_str("\nEvery resource is as it is known now.\n");
    }
    text
}
