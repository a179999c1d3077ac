//! `skord normalise`: the normalised graph, and what was changed.

use std::path::PathBuf;

use anyhow::Result;

use super::Exit;
use super::input::InputArgs;
use super::output::{self, ToFormat};
use crate::normalise::{Normalised, Settings, normalise};
use crate::rdf::write::{WriteError, write};
use crate::report;

/// Bring a document to DCAT-AP-SE 3.0.1 where that is safe, and list every change
#[derive(clap::Args)]
#[command(after_help = "Example: skord normalise catalogue.rdf --to ttl --changes changes.json")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// The format to write
    #[arg(long)]
    to: ToFormat,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the list of changes to this file, as JSON
    #[arg(long, value_name = "FILE")]
    changes: Option<PathBuf>,
    /// The address below which resources without a name get one
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    base_url: String,
    /// The language of texts that name none, such as sv
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

/// Nobody's host (RFC 2606): names made here are not for publishing.
pub(super) const DEFAULT_BASE: &str = "https://skord.invalid";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let parsed = args.input.open()?.parse()?;
    let settings = Settings { language: args.language.clone(), ..Settings::new(args.base_url.trim_end_matches('/')) };
    let Normalised { graph, changes, .. } = normalise(parsed.graph, &settings);
    output::write(args.output.as_deref(), |out| match write(&graph, args.to.format(), out) {
        Ok(_) => Ok(()),
        Err(WriteError::Io(error)) => Err(error.into()),
        Err(error) => Err(anyhow::Error::new(error).context(args.input.input.clone())),
    })?;
    match &args.changes {
        Some(path) => {
            output::write(Some(path), |out| Ok(out.write_all(report::changes_json(&changes).as_bytes())?))?;
        }
        None => output::complain(&format!("{} changes; --changes FILE lists them", changes.len())),
    }
    Ok(Exit::Fine)
}
