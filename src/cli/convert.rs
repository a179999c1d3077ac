//! `skord convert`: parse and write again.

use std::path::PathBuf;

use anyhow::Result;

use super::Exit;
use super::input::InputArgs;
use super::output::{self, ToFormat};
use crate::rdf::parse::{Mode, notes_json, tally};
use crate::rdf::write::{WriteError, write};

/// Parse a document and write it again; nothing is judged, and what breaks its syntax costs as little as it can
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if the document breaks off; what was complete before that is written.\n\
                  Example: skord convert catalogue.rdf --to ttl --output catalogue.ttl")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// The format to write
    #[arg(long)]
    to: ToFormat,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Read as the recommendation of the format says, and fail at the first thing that breaks it
    #[arg(long)]
    strict: bool,
    /// Write what was seen while reading, with places, to a file as JSON
    #[arg(long, value_name = "FILE")]
    notes: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let mode = if args.strict { Mode::Strict } else { Mode::Tolerant };
    let parsed = args.input.open()?.parse_as(mode)?;
    for note in tally(&parsed.notes) {
        output::complain(&format!("{}: {note}", args.input.input));
    }
    if let Some(path) = &args.notes {
        output::write(Some(path), |out| Ok(out.write_all(notes_json(&parsed.notes).as_bytes())?))?;
    }
    output::write(args.output.as_deref(), |out| match write(&parsed.graph, args.to.format(), out) {
        Ok(_) => Ok(()),
        // A broken pipe must be seen as what it is.
        Err(WriteError::Io(error)) => Err(error.into()),
        Err(error) => Err(anyhow::Error::new(error).context(args.input.input.clone())),
    })?;
    Ok(if parsed.end.is_whole() { Exit::Fine } else { Exit::Findings })
}
