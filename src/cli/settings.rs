//! What normalising on the command line knows: the steps that are off, and what a config says of a source.

use anyhow::{Context as _, Result, bail};

use crate::config::{Config, Source};
use crate::harvest::settings::{lookup, settings, unknown_step};
use crate::normalise::Settings;

/// Which steps run, and what they know.
#[derive(clap::Args)]
pub(super) struct SettingsArgs {
    /// Steps that are off, by the ids that `skord steps` lists; several are separated by commas
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    off: Vec<String>,
    /// Read the document as this source of the config: its organisation, language and steps
    #[arg(long, value_name = "ID", requires = "config")]
    source: Option<String>,
}

/// Nobody's host (RFC 2606): names made here are not for publishing.
const DEFAULT_BASE: &str = "https://skord.invalid";

impl SettingsArgs {
    /// The source that was named.
    pub(super) fn source<'c>(&self, config: Option<&'c Config>) -> Result<Option<&'c Source>> {
        let Some((id, config)) = self.source.as_deref().zip(config) else { return Ok(None) };
        let mut sources = config.organisations.iter().flat_map(|organisation| &organisation.sources);
        let none = || format!("there is no source {id} in {}", config.path.display());
        sources.find(|source| source.id == id).with_context(none).map(Some)
    }

    /// The settings of the steps: those of the source, or else what the config says for all.
    pub(super) fn settings(&self, config: Option<&Config>) -> Result<Settings> {
        let mut all = match (self.source(config)?, config) {
            (Some(source), Some(config)) => settings(config, source),
            (None, Some(config)) => Settings {
                off: config.normalise.off.iter().map(|step| step.value.clone()).collect(),
                lookup: lookup(config),
                ..Settings::new(config.region.base_url.clone())
            },
            (_, None) => Settings::new(DEFAULT_BASE),
        };
        for id in &self.off {
            if let Some(expected) = unknown_step(id) {
                bail!("--off {id}: expected {expected}");
            }
            all.off.push(id.clone());
        }
        Ok(all)
    }
}
