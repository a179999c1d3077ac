//! The service itself: its data folder, web server, harvests, publishing, notices and log.
//!
//! In go the tables of the file that are not about the region or an organisation; out come
//! their resolved forms. `None` always means that a mistake is noted.

use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;
use ipnet::IpNet;

use super::form;
use super::model::{Harvest, Limits, Log, LogFormat, Notify, Publish, Removals, Retention, Server, SubCatalogues};
use super::network;
use super::quantity;
use super::reader::Section;
use super::removals;
use super::schedule::{Blackout, Schedule, Window};
use super::secret::secret;

/// The most workers: more would only wait for each other.
const MOST_WORKERS: u64 = 256;

/// The most snapshots that are kept.
const MOST_SNAPSHOTS: u64 = 10_000;

/// The most triples: their positions in a graph are 32-bit numbers.
const MOST_TRIPLES: u64 = 4_000_000_000;

/// The longest pause between two requests to one host.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// The longest jitter: a source that runs every day still does.
const LONGEST_JITTER: Duration = Duration::from_secs(12 * 60 * 60);

/// The shortest token of an operator, in characters: one that nobody guesses.
const SHORTEST_TOKEN: usize = 16;

/// The most attempts at one request.
const MOST_ATTEMPTS: u64 = 20;

/// The most pages and sub-catalogues of one run.
const MOST_PAGES: u64 = 100_000;

/// Reads `[data]`; the folder is absolute.
pub(super) fn data_dir(file: &Section) -> Option<PathBuf> {
    let given = file.section("data").or("dir", "data".to_owned(), form::text)?;
    Some(file.reader.directory.join(given))
}

/// Reads what `[data]` says of fetched documents.
pub(super) fn retention(file: &Section) -> Option<Retention> {
    let section = file.section("data");
    let whole = |value: &toml::de::DeValue| {
        quantity::count(value, MOST_SNAPSHOTS)
            .and_then(|number| u32::try_from(number).map_err(|error| error.to_string()))
    };
    let payloads = section.or("payloads", 10, whole);
    let payload_days = section.or("payload_days", 90, whole);
    Some(Retention { payloads: payloads?, payload_days: payload_days? })
}

/// Reads `[server]`.
pub(super) fn server(file: &Section) -> Option<Server> {
    let default = std::net::SocketAddr::from(([127, 0, 0, 1], 8080));
    let section = file.section("server");
    let listen = section.or("listen", default, form::listen);
    let operator_token = secret(&section, "operator_token");
    if let (Some(Some(token)), Some(entry)) = (&operator_token, section.entry("operator_token"))
        && token.reveal().chars().count() < SHORTEST_TOKEN
    {
        entry.refuse_shown("a shorter one".to_owned(), format!("a secret of at least {SHORTEST_TOKEN} characters"));
        return None;
    }
    Some(Server { listen: listen?, operator_token: operator_token? })
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
    let host_requests = section.or("host_requests", 2, network::host_requests);
    let pause = Duration::from_millis(500);
    let host_pause = section.or("host_pause", pause, |value| quantity::wait(value, LONGEST_PAUSE));
    let jitter = Duration::from_secs(600);
    let start_jitter = section.or("start_jitter", jitter, |value| quantity::wait(value, LONGEST_JITTER));
    let proxy = network::proxy(section);
    let trusted_certificates = network::trusted_certificates(section);
    Some(Harvest {
        workers: usize::try_from(workers?).ok()?,
        user_agent: match user_agent? {
            Some(given) => given,
            None => format!("Skord/{} (+{})", env!("CARGO_PKG_VERSION"), base_url?),
        },
        file_root: file_root?,
        shutdown_deadline: shutdown_deadline?,
        host_requests: usize::try_from(host_requests?).ok()?,
        host_pause: host_pause?,
        start_jitter: start_jitter?,
        proxy: proxy?,
        trusted_certificates: trusted_certificates?,
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
    /// When sources are left alone that do not say otherwise.
    pub blackout: Option<Vec<Window>>,
    /// When every source is left alone.
    pub always_blackout: Option<Vec<Window>>,
    /// The language of texts that name none.
    pub language: Option<Option<String>>,
    /// Networks that are not public and are allowed all the same.
    pub allow_private: Option<Vec<IpNet>>,
    /// Ports beside 80 and 443.
    pub ports: Option<Vec<u16>>,
    /// The limits.
    pub limits: Option<Limits>,
    /// When removals wait.
    pub removals: Option<Removals>,
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
        blackout: windows(&section).map(Option::unwrap_or_default),
        always_blackout: windows(harvest).map(Option::unwrap_or_default),
        language: section.optional("language", form::language),
        allow_private: network::allow_private(&section).map(Option::unwrap_or_default),
        ports: network::ports(&section).map(Option::unwrap_or_default),
        limits: limits(&section, Some(inherited)),
        removals: removals::removals(&section, Some(removals::USUAL)),
    }
}

/// Reads `blackout`; the inner `None` when it is absent.
pub(super) fn windows(section: &Section) -> Option<Option<Vec<Window>>> {
    let window = |value: &toml::de::DeValue| Window::new(value.as_str().unwrap_or_default());
    let windows = section.list("blackout", "[\"07:00-08:30\"]", window)?;
    let whole = windows.as_ref().and_then(|windows| Blackout::new(windows, Tz::UTC).err());
    if let (Some(expected), Some(entry)) = (whole, section.entry("blackout")) {
        entry.refuse(expected);
        return None;
    }
    Some(windows)
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
    let wire_bytes = section.optional("wire_bytes", quantity::size);
    let ratio = section.optional("ratio", |value| quantity::count(value, 1_000_000));
    let speed = section.optional("speed", quantity::size);
    let attempts = section.optional("attempts", |value| quantity::count(value, MOST_ATTEMPTS));
    let pages = section.optional("pages", |value| quantity::count(value, MOST_PAGES));
    let triples = section.optional("triples", |value| quantity::count(value, MOST_TRIPLES));
    let connect_timeout = section.optional("connect_timeout", quantity::duration);
    let read_timeout = section.optional("read_timeout", quantity::duration);
    let timeout = section.optional("timeout", quantity::duration);
    let inherited = inherited?;
    Some(Limits {
        bytes: bytes?.unwrap_or(inherited.bytes),
        wire_bytes: wire_bytes?.unwrap_or(inherited.wire_bytes),
        ratio: ratio?.unwrap_or(inherited.ratio),
        speed: speed?.unwrap_or(inherited.speed),
        triples: triples?.unwrap_or(inherited.triples),
        connect_timeout: connect_timeout?.unwrap_or(inherited.connect_timeout),
        read_timeout: read_timeout?.unwrap_or(inherited.read_timeout),
        timeout: timeout?.unwrap_or(inherited.timeout),
        attempts: attempts?.and_then(|attempts| u32::try_from(attempts).ok()).unwrap_or(inherited.attempts),
        pages: pages?.and_then(|pages| u32::try_from(pages).ok()).unwrap_or(inherited.pages),
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
    let allow_private = network::allow_private(&section);
    let (webhook, secret, allow_private) = (webhook?, secret?, allow_private?.unwrap_or_default());
    let Some((webhook, entry)) = webhook.zip(section.entry("webhook")) else { return Some(None) };
    Some(Some(Notify { webhook, place: entry.place(), allow_private, secret }))
}

/// Reads `[log]`.
pub(super) fn log(file: &Section) -> Option<Log> {
    let section = file.section("log");
    let words = [("text", LogFormat::Text), ("json", LogFormat::Json)];
    let format = section.or("format", LogFormat::Text, |value| form::one_of(value, &words));
    let level = section.or("level", "info".to_owned(), form::log_level);
    Some(Log { format: format?, level: level? })
}
