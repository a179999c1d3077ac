//! The configuration file: what is harvested, from whom, when, and how it is published.
//!
//! In goes one TOML file; out comes a [`Config`] in which everything is checked, every default
//! is in place and every path is absolute, or else every mistake at once, each with its line
//! and column. The file as written is `toml`'s document of spanned values; it is walked once
//! and never kept. Relative paths start at the folder of the file. Secrets are references to
//! the environment or to files.
//!
//! Nothing here fetches, writes, or looks at a clock; [`load`] is the one place that reads the
//! environment of the process.

mod checks;
mod error;
mod form;
pub mod keys;
mod location;
mod model;
mod nearest;
mod network;
mod normalise;
mod organisation;
mod position;
mod quantity;
mod reader;
mod region;
mod removals;
mod schedule;
mod secret;
mod service;
mod shown;

use std::path::{Path, PathBuf};

use toml::de::DeTable;

pub use checks::{
    Checks, Choice, EXTRA, Place, ProfileFiles, RuleChoice, RuleSeverity, SWEDISH, Written, is_profile_id, published,
};
pub use error::{ConfigError, Mistake};
pub use model::{
    Config, Contact, Harvest, Limits, Location, Log, LogFormat, Notify, Organisation, OrganisationKind, Proxy, Publish,
    Publisher, Region, Removals, Sector, Server, Source, SourceKind, SubCatalogues, Text,
};
pub use nearest::nearest;
pub use normalise::Normalise;
pub use schedule::{Blackout, Schedule, ScheduleError, Window};
pub use secret::Secret;

use organisation::Inherited;
use reader::{Reader, Section};

/// Reads and checks a configuration file, with the environment of the process.
///
/// # Errors
///
/// [`ConfigError::Unreadable`] when the file cannot be read, and otherwise
/// [`ConfigError::Mistakes`] with everything that must be corrected.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    let text =
        std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    #[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
    parse(&text, path, &|name| std::env::var(name).ok())
}

/// Checks the text of a configuration file that is at `path`, with `env` for its environment.
///
/// # Errors
///
/// [`ConfigError::Mistakes`] with everything that must be corrected.
pub fn parse(text: &str, path: &Path, env: &dyn Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
    let directory = directory_of(path);
    let reader = Reader::new(text, &directory, env);
    let config = match DeTable::parse(text) {
        Ok(document) => resolve(&Section::whole(&reader, document.get_ref(), keys::FILE), path),
        Err(error) => {
            reader.note_syntax(&error);
            None
        }
    };
    let mistakes = reader.into_mistakes();
    match config {
        Some(config) if mistakes.is_empty() => Ok(config),
        _ => Err(ConfigError::Mistakes { path: path.to_owned(), mistakes }),
    }
}

/// Reads the whole document. Every part is read before any missing one ends it, so that all
/// mistakes are noted.
fn resolve(file: &Section, path: &Path) -> Option<Config> {
    let region = region::region(file);
    let data_dir = service::data_dir(file);
    let retention = service::retention(file);
    let server = service::server(file);
    let harvest_section = file.section("harvest");
    let base_url = region.as_ref().map(|region| region.base_url.as_str());
    let file_root = service::file_root(&harvest_section);
    let checks = checks::checks(file);
    let normalise = normalise::normalise(file);
    let inherited = Inherited {
        checks: checks.as_ref(),
        defaults: service::defaults(&harvest_section),
        file_root: file_root.as_ref().map(|root| root.as_deref()),
    };
    let harvest = service::harvest(&harvest_section, base_url, file_root.clone());
    let publish = service::publish(file);
    let notify = service::notify(file);
    let log = service::log(file);
    let organisations = organisation::organisations(file, &inherited);
    Some(Config {
        path: path.to_owned(),
        region: region?,
        data_dir: data_dir?,
        retention: retention?,
        server: server?,
        harvest: harvest?,
        publish: publish?,
        notify: notify?,
        log: log?,
        checks: checks?,
        normalise: normalise?,
        organisations: organisations?,
    })
}

/// The folder of a file, absolute when the current folder is known.
fn directory_of(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let absolute = if folder.as_os_str().is_empty() { std::path::absolute(".") } else { std::path::absolute(folder) };
    absolute.unwrap_or_else(|_| folder.to_owned())
}
