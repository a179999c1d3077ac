//! `skord convert`: parse and write again.

use std::path::PathBuf;

use anyhow::Result;

use super::Exit;
use super::input::InputArgs;
use super::output::{self, ToFormat};
use crate::rdf::parse::summary;
use crate::rdf::write::{WriteError, write};

/// Parse a document and write it again; nothing is repaired or judged
#[derive(clap::Args)]
#[command(after_help = "Example: skord convert catalogue.rdf --to ttl --output catalogue.ttl")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// The format to write
    #[arg(long)]
    to: ToFormat,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let parsed = args.input.read()?.parse()?;
    for note in summary(&parsed.notes) {
        output::complain(&format!("{}: {note}", args.input.input));
    }
    output::write(args.output.as_deref(), |out| match write(&parsed.graph, args.to.format(), out) {
        Ok(_) => Ok(()),
        // A broken pipe must be seen as what it is.
        Err(WriteError::Io(error)) => Err(error.into()),
        Err(error) => Err(anyhow::Error::new(error).context(args.input.input.clone())),
    })?;
    Ok(Exit::Fine)
}
