//! The service itself: its data folder, web server, harvests, publishing, notices and log.
//!
//! In go the tables of the file that are not about the region or an organisation; out come
//! their resolved forms. `None` always means that a mistake is noted.

use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;

use super::form;
use super::model::{Harvest, Limits, Log, LogFormat, Notify, Publish, Server, SubCatalogues};
use super::quantity;
use super::reader::Section;
use super::schedule::Schedule;
use super::secret::secret;

/// The most workers: more would only wait for each other.
const MOST_WORKERS: u64 = 256;

/// The most snapshots that are kept.
const MOST_SNAPSHOTS: u64 = 10_000;

/// The most triples: their positions in a graph are 32-bit numbers.
const MOST_TRIPLES: u64 = 4_000_000_000;

/// Reads `[data]`; the folder is absolute.
pub(super) fn data_dir(file: &Section) -> Option<PathBuf> {
    let given = file.section("data").or("dir", "data".to_owned(), form::text)?;
    Some(file.reader.directory.join(given))
}

/// Reads `[server]`.
pub(super) fn server(file: &Section) -> Option<Server> {
    let default = std::net::SocketAddr::from(([127, 0, 0, 1], 8080));
    let listen = file.section("server").or("listen", default, form::listen)?;
    Some(Server { listen })
}

/// Reads `[harvest]`. The harvester names the address of the catalogue when it is told no name.
pub(super) fn harvest(
    section: &Section,
    base_url: Option<&str>,
    file_root: Option<Option<PathBuf>>,
) -> Option<Harvest> {
    let workers = section.or("workers", 4, |value| quantity::count(value, MOST_WORKERS));
    let user_agent = section.optional("user_agent", form::user_agent);
    let shutdown_deadline = section.or("shutdown_deadline", Duration::from_secs(30), quantity::duration);
    Some(Harvest {
        workers: usize::try_from(workers?).ok()?,
        user_agent: match user_agent? {
            Some(given) => given,
            None => format!("Skord/{} (+{})", env!("CARGO_PKG_VERSION"), base_url?),
        },
        file_root: file_root?,
        shutdown_deadline: shutdown_deadline?,
        host_requests: 2,
        host_pause: Duration::from_millis(500),
        proxy: None,
        trusted_certificates: None,
    })
}

/// Reads `harvest.file_root`, absolute; the outer `None` when a mistake is noted.
pub(super) fn file_root(section: &Section) -> Option<Option<PathBuf>> {
    let given = section.optional("file_root", form::text)?;
    Some(given.map(|given| section.reader.directory.join(given)))
}

/// What sources inherit from `[harvest.defaults]`; a value is `None` when a mistake is noted.
pub(super) struct Defaults {
    /// The cron expression.
    pub expression: Option<String>,
    /// The time zone of the expression.
    pub zone: Option<Tz>,
    /// The language of texts that name none.
    pub language: Option<Option<String>>,
    /// The limits.
    pub limits: Option<Limits>,
}

/// Reads `[harvest.defaults]`.
pub(super) fn defaults(harvest: &Section) -> Defaults {
    let section = harvest.section("defaults");
    let zone = section.or("time_zone", Tz::Europe__Stockholm, form::time_zone);
    let expression = section.or("schedule", "0 2 * * *".to_owned(), |value| {
        schedule(value, Tz::UTC).map(|schedule| schedule.expression().to_owned())
    });
    let inherited = Limits {
        bytes: 200_000_000,
        wire_bytes: 200_000_000,
        ratio: 200,
        speed: 1_000,
        triples: 10_000_000,
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(30),
        timeout: Duration::from_secs(600),
        attempts: 4,
        pages: 1_000,
    };
    Defaults {
        expression,
        zone,
        language: section.optional("language", form::language),
        limits: limits(&section, Some(inherited)),
    }
}

/// A cron expression in a time zone.
pub(super) fn schedule(value: &toml::de::DeValue, zone: Tz) -> Result<Schedule, String> {
    let text = value.as_str().ok_or("a cron expression in quotes, such as \"0 2 * * *\"")?;
    Schedule::new(text, zone).map_err(|error| error.to_string())
}

/// Reads the `limits` of a source or of the defaults; what is not given is inherited.
pub(super) fn limits(section: &Section, inherited: Option<Limits>) -> Option<Limits> {
    let section = section.section("limits");
    let bytes = section.optional("bytes", quantity::size);
    let triples = section.optional("triples", |value| quantity::count(value, MOST_TRIPLES));
    let connect_timeout = section.optional("connect_timeout", quantity::duration);
    let read_timeout = section.optional("read_timeout", quantity::duration);
    let timeout = section.optional("timeout", quantity::duration);
    let inherited = inherited?;
    Some(Limits {
        bytes: bytes?.unwrap_or(inherited.bytes),
        wire_bytes: inherited.wire_bytes,
        ratio: inherited.ratio,
        speed: inherited.speed,
        triples: triples?.unwrap_or(inherited.triples),
        connect_timeout: connect_timeout?.unwrap_or(inherited.connect_timeout),
        read_timeout: read_timeout?.unwrap_or(inherited.read_timeout),
        timeout: timeout?.unwrap_or(inherited.timeout),
        attempts: inherited.attempts,
        pages: inherited.pages,
    })
}

/// Reads `[publish]`.
pub(super) fn publish(file: &Section) -> Option<Publish> {
    let section = file.section("publish");
    let words = [("none", SubCatalogues::None), ("complete", SubCatalogues::Complete)];
    let sub_catalogues = section.or("sub_catalogues", SubCatalogues::None, |value| form::one_of(value, &words));
    let keep_snapshots = section.or("keep_snapshots", 7, |value| quantity::count(value, MOST_SNAPSHOTS));
    Some(Publish { sub_catalogues: sub_catalogues?, keep_snapshots: usize::try_from(keep_snapshots?).ok()? })
}

/// Reads `[notify]`; the inner `None` when there is no webhook.
pub(super) fn notify(file: &Section) -> Option<Option<Notify>> {
    let section = file.section("notify");
    let webhook = section.optional("webhook", form::web_address);
    let secret = secret(&section, "webhook_secret");
    if let (Some(entry), Some(None)) = (section.entry("webhook_secret"), &webhook) {
        entry.refuse_shown("a secret for no webhook".to_owned(), "one only beside a webhook");
    }
    let (webhook, secret) = (webhook?, secret?);
    Some(webhook.map(|webhook| Notify { webhook, allow_private: Vec::new(), secret }))
}

/// Reads `[log]`.
pub(super) fn log(file: &Section) -> Option<Log> {
    let section = file.section("log");
    let words = [("text", LogFormat::Text), ("json", LogFormat::Json)];
    let format = section.or("format", LogFormat::Text, |value| form::one_of(value, &words));
    let level = section.or("level", "info".to_owned(), form::log_level);
    Some(Log { format: format?, level: level? })
}
