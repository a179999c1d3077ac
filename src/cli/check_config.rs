//! `skord check-config`: every mistake in a config file.

use std::path::PathBuf;

use anyhow::Result;

use super::{Exit, output};
use crate::config::{self, ConfigError};
use crate::harvest::check;

/// Name every mistake in a config file: file, line, key, value and what is expected
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if there are mistakes.\nExample: skord check-config skord.toml")]
pub(super) struct Args {
    /// The config file
    config: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let checked = config::load(&args.config).and_then(|config| check(&config).map(|_| config));
    let (text, exit) = match checked {
        Ok(config) => {
            let sources: usize = config.organisations.iter().map(|organisation| organisation.sources.len()).sum();
            let organisations = config.organisations.len();
            let path = args.config.display();
            (format!("{path}: fine; {organisations} organisations, {sources} sources\n"), Exit::Fine)
        }
        Err(error @ ConfigError::Mistakes { .. }) => (format!("{error}\n"), Exit::Findings),
        Err(error) => return Err(error.into()),
    };
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(exit)
}
