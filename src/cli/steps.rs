//! `skord steps`: the table of the steps of normalising.

use std::path::PathBuf;

use anyhow::Result;

use super::settings::SettingsArgs;
use super::table::table;
use super::{Exit, LanguageArg, output};
use crate::normalise::STEPS;
use crate::report::{Language, level_word};
use crate::{config, harvest};

/// List the steps of normalising, in their order
#[derive(clap::Args)]
#[command(
    after_help = "A step is off by its id: in [normalise] of the config for all sources, in normalise_off for one.\n\
    Examples:\n  skord steps\n  skord steps --config skord.toml --source sala-dcat --language en"
)]
pub(super) struct Args {
    /// Say which steps are off in this config
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
    /// The language of the texts
    #[arg(long, default_value = "sv")]
    language: LanguageArg,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = args.config.as_deref().map(config::load).transpose()?;
    if let Some(config) = &config {
        harvest::check(config)?;
    }
    let off = args.settings.settings(config.as_ref())?.off;
    let language: Language = args.language.into();
    let mut rows = vec![["STEP", "STATE", "LEVEL", "DESCRIPTION"].map(str::to_owned).to_vec()];
    for step in STEPS {
        let state = if off.iter().any(|id| id == step.id) { "off" } else { "on" };
        let description = if language == Language::Sv { step.description.sv } else { step.description.en };
        let cells = [step.id, state, &level_word(language, step.level), description];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    output::write(None, |out| Ok(out.write_all(table(&rows).as_bytes())?))?;
    Ok(Exit::Fine)
}
