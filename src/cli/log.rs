//! Logging: readable lines, or JSON on request, on standard error.

use anyhow::{Context as _, Result};
use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Begins to log as the config says.
pub(super) fn begin(log: &Log) -> Result<()> {
    let filter = EnvFilter::try_new(&log.level).with_context(|| format!("log.level: {:?} is no filter", log.level))?;
    // It tells at once, and as an error of the program, what the run's own line tells with the source.
    let filter = filter.add_directive("rustls_platform_verifier=off".parse()?);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match log.format {
        LogFormat::Text => lines.with_target(false).with_ansi(super::output::is_terminal()).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    begun.map_err(|error| anyhow::anyhow!("logging cannot begin: {error}"))
}
