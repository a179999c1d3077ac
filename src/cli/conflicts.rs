//! `skord conflicts`: what several sources describe, and whose description goes out.

use std::path::PathBuf;

use anyhow::Result;
use tokio_util::sync::CancellationToken;

use super::table::table;
use super::{Exit, output};
use crate::config;
use crate::harvest::{Clock, Context};
use crate::store::AgentDuplicateRow;

/// List what several sources describe, and agents that seem to be one
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if there is any.\n\
    The order is: sources with a priority, then public before private, then those that aggregate; else as in the config.\n\
    Agents are joined by [normalise.agents] in the config alone.\n\
    Example: skord conflicts --config skord.toml")]
pub(super) struct Args {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let context = Context::look(config, Clock::System, runtime.handle().clone(), CancellationToken::new())?;
    let mut rows = vec![["RESOURCE", "SHOWN FROM", "FILTERED FROM", "SHOWN AS"].map(str::to_owned).to_vec()];
    for row in context.store.all_conflicts()? {
        let owner = row.owner.unwrap_or_else(|| "(the region)".to_owned());
        rows.push(vec![row.iri, owner, row.loser, row.owner_iri.unwrap_or_default()]);
    }
    let mut text = match rows.len() {
        1 => "No resource is described by two sources\n".to_owned(),
        _ => table(&rows),
    };
    let agents = context.store.agent_duplicates()?;
    if !agents.is_empty() {
        text.push_str("\nAgents that seem to be one:\n");
        text.push_str(&table(&agents_table(&agents)));
    }
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(if rows.len() == 1 && agents.is_empty() { Exit::Fine } else { Exit::Findings })
}

fn agents_table(agents: &[AgentDuplicateRow]) -> Vec<Vec<String>> {
    let heading = ["SHARED", "", "AGENT", "SOURCE", "NAME"].map(str::to_owned).to_vec();
    let row = |agent: &AgentDuplicateRow| {
        let name = agent.name.clone().unwrap_or_default();
        vec![agent.alike.clone(), agent.key.clone(), agent.iri.clone(), agent.source.clone(), name]
    };
    std::iter::once(heading).chain(agents.iter().map(row)).collect()
}
