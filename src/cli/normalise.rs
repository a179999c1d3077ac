//! `skord normalise`: the normalised graph, and what was changed.

use std::path::PathBuf;

use anyhow::Result;

use super::Exit;
use super::input::InputArgs;
use super::output::{self, ToFormat};
use super::settings::SettingsArgs;
use crate::normalise::{Normalised, normalise};
use crate::rdf::write::{WriteError, write};
use crate::{config, harvest, report};

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
    /// Write what is proposed, and not changed, to this file, as JSON
    #[arg(long, value_name = "FILE")]
    suggestions: Option<PathBuf>,
    /// Take the steps that are off, and the rows of lookup tables, from this config
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
    /// The address below which resources without a name get one [default: the config's, or https://skord.invalid]
    #[arg(long, value_name = "IRI")]
    base_url: Option<String>,
    /// The language of texts that name none, such as sv
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let parsed = args.input.open()?.parse()?;
    let config = args.config.as_deref().map(config::load).transpose()?;
    if let Some(config) = &config {
        harvest::check(config)?;
    }
    let mut settings = args.settings.settings(config.as_ref())?;
    if let Some(base_url) = &args.base_url {
        base_url.trim_end_matches('/').clone_into(&mut settings.genid_base);
    }
    settings.language = args.language.clone().or(settings.language);
    let Normalised { graph, changes, suggestions, .. } = normalise(parsed.graph, &settings);
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
    match &args.suggestions {
        Some(path) => {
            let json = report::suggestions_json(&suggestions);
            output::write(Some(path), |out| Ok(out.write_all(json.as_bytes())?))?;
        }
        None if suggestions.is_empty() => {}
        None => output::complain(&format!("{} suggestions; --suggestions FILE lists them", suggestions.len())),
    }
    Ok(Exit::Fine)
}
