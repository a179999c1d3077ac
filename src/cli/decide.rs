//! `skord approve` and `skord reject`: a person's decision about removals that are held.

use std::path::PathBuf;

use anyhow::{Result, bail};
use tokio_util::sync::CancellationToken;

use super::{Exit, log, output};
use crate::config;
use crate::harvest::{Clock, Context, Decision, Published, decide};
use crate::schedule::publish_in_turn;

/// Let held removals leave the feed: exactly those that a run named
#[derive(clap::Args)]
#[command(after_help = "skord held lists what waits, with the number of the run.\n\
    Example: skord approve --config skord.toml sala-dcat 17")]
pub(super) struct Approve {
    #[command(flatten)]
    set: Set,
}

/// Keep what a source no longer has in the feed: exactly what a run named
#[derive(clap::Args)]
#[command(after_help = "They stay until the source has them again, or the source leaves the config.\n\
    Example: skord reject --config skord.toml sala-dcat 17")]
pub(super) struct Reject {
    #[command(flatten)]
    set: Set,
}

/// The set that is decided on.
#[derive(clap::Args)]
struct Set {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The source
    source: String,
    /// The run that found the set missing
    run: i64,
    /// Who decides, for the record
    #[arg(long = "by", value_name = "NAME")]
    by: Option<String>,
}

pub(super) fn approve(args: &Approve) -> Result<Exit> {
    decided(&args.set, Decision::Approve)
}

pub(super) fn reject(args: &Reject) -> Result<Exit> {
    decided(&args.set, Decision::Reject)
}

fn decided(set: &Set, decision: Decision) -> Result<Exit> {
    let config = config::load(&set.config)?;
    log::begin(&config::Log { level: "error".to_owned(), ..config.log.clone() })?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let context = Context::look(config, Clock::System, runtime.handle().clone(), CancellationToken::new())?;
    let gone = decide(&context, (&set.source, set.run), decision, set.by.as_deref())?;
    let mut text = match decision {
        Decision::Approve => format!("{} resources of {} leave the feed\n", gone.len(), set.source),
        Decision::Reject => format!("What {} no longer has stays in the feed\n", set.source),
    };
    if decision == Decision::Approve {
        match runtime.block_on(publish_in_turn(&std::sync::Arc::new(context)))? {
            Published::Snapshot(row) => {
                text.push_str(&format!("Published snapshot {}: {} datasets\n", row.id, row.datasets));
            }
            Published::Unchanged(row) => {
                text.push_str(&format!("The feed had none of them; snapshot {} stays\n", row.id));
            }
            Published::Nothing => text.push_str("No source has given anything yet; nothing was published\n"),
            Published::Busy => bail!("it is decided, but another process is publishing"),
        }
    }
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(Exit::Fine)
}
