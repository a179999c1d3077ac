//! What every harvest needs: the config, and the open resources behind it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::check::check;
use super::due::{self, Known};
use super::holder::Holder;
use super::settings::settings;
use super::turns::Turns;
use super::{Clock, Failure};
use crate::blob::Blobs;
use crate::config::{Config, ConfigError, Source};
use crate::fetch::{self, FetchError, Fetcher, Politeness};
use crate::normalise;
use crate::report::FailureCode;
use crate::store::{Notices, SourceRow, Store, StoreError, Timestamp};
use crate::validate::Profile;

/// The config and what it opens.
pub struct Context {
    /// The config.
    pub config: Config,
    /// The database.
    pub store: Store,
    /// Raw payloads.
    pub blobs: Blobs,
    /// The HTTP client.
    pub fetcher: Fetcher,
    /// Turns at the processor: a document is parsed and judged by as many sources at once as there are cores, so that
    /// memory does not grow with the number of workers.
    pub(super) turns: Turns,
    /// The time.
    pub clock: Clock,
    /// The rules of all profiles, for whoever explains findings.
    pub profile: Profile,
    /// The rules that sources are checked against, by the ids of their profiles.
    selections: BTreeMap<Vec<String>, Arc<Profile>>,
    /// Names this process in leases.
    pub holder: Holder,
}

/// Why the config cannot be put to work.
#[derive(Debug, thiserror::Error)]
pub enum ContextError {
    /// The data directory cannot be used.
    #[error("the data directory {path} cannot be used: {source}; set data.dir to a folder that this user may write")]
    Data {
        /// The directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the config says of rules, shapes and profiles does not fit what there is.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is no HTTP client.
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

impl Context {
    /// Opens everything, and makes the store hold just the config's sources.
    ///
    /// Fetches work on `runtime` and give up when `stop` is cancelled.
    ///
    /// # Errors
    /// If the config's shapes, the data directory, the database or the HTTP client cannot be used.
    pub fn open(config: Config, clock: Clock, runtime: Handle, stop: CancellationToken) -> Result<Self, ContextError> {
        let context = Self::look(config, clock, runtime, stop)?;
        context.adopt_sources()?;
        Ok(context)
    }

    /// Opens everything for a look: what the store knows of sources that are not in this config stays.
    ///
    /// # Errors
    /// As [`Context::open`].
    pub fn look(config: Config, clock: Clock, runtime: Handle, stop: CancellationToken) -> Result<Self, ContextError> {
        let profiles = check(&config)?;
        let selections = sources(&config)
            .map(|source| (source.profiles.clone(), Arc::new(profiles.of(source.profiles.iter().map(String::as_str)))))
            .collect();
        let data = |source| ContextError::Data { path: config.data_dir.clone(), source };
        make_directory(&config.data_dir).map_err(data)?;
        // SQLite's own message for a directory without write permission names neither the directory nor the reason.
        tempfile::tempfile_in(&config.data_dir).map_err(data)?;
        let blobs = Blobs::open(&config.data_dir.join("blobs")).map_err(data)?;
        let notices = if config.notify.is_some() { Notices::On } else { Notices::Off };
        let store = Store::open(&config.data_dir.join("skord.db"))?.with_notices(notices);
        let holders = config.data_dir.join("holders");
        let holder = Holder::register(&holders, clock.timestamp()).map_err(data)?;
        store.release_all(|name| name != holder.name() && Holder::is_gone(&holders, name))?;
        let incoming = config.data_dir.join("incoming");
        make_directory(&incoming).map_err(data)?;
        let fetcher = Fetcher::new(fetch_settings(&config, incoming), runtime, stop)?;
        let turns = Turns::of_cores();
        Ok(Context { config, store, blobs, fetcher, turns, clock, profile: profiles.all(), selections, holder })
    }

    /// Makes the store hold just the config's sources: new ones are due at once, those that left the config go, and one that
    /// has another id and the address that it had keeps all that is known of it.
    ///
    /// # Errors
    /// If the database fails.
    pub fn adopt_sources(&self) -> Result<(), StoreError> {
        let sources: Vec<(&str, &str)> =
            sources(&self.config).map(|source| (source.id.as_str(), source.organisation.as_str())).collect();
        self.rename_sources()?;
        for known in self.store.sources()? {
            if !sources.iter().any(|(id, _)| *id == known.id) {
                tracing::warn!(source.id = %known.id, "the config no longer names this source; what it said leaves the feed");
            }
        }
        self.store.keep_sources(&sources, self.clock.timestamp())?;
        // A time to come was set by the schedule as it was then; one that has passed stays due.
        for row in self.store.sources()?.iter().filter(|row| row.next_due > self.clock.timestamp()) {
            if let Some(source) = self.source(&row.id) {
                self.store.set_next_due(&row.id, self.due_anew(source, row)?)?;
            }
        }
        Ok(())
    }

    /// Gives sources that left the config the id of a new one that is asked at the same address, if just one is.
    fn rename_sources(&self) -> Result<(), StoreError> {
        let known: Vec<String> = self.store.sources()?.into_iter().map(|row| row.id).collect();
        let is_new = |source: &&Source| !known.contains(&source.id);
        let new: Vec<(&str, Option<String>)> = sources(&self.config)
            .filter(is_new)
            .map(|source| (source.id.as_str(), source.location.url().map(String::from)))
            .collect();
        let gone: Vec<&String> = known.iter().filter(|id| self.source(id).is_none()).collect();
        for id in gone {
            let asked = self.store.asked_at(id)?;
            let mut same = new.iter().filter(|(_, url)| asked.is_some() && *url == asked).map(|(new, _)| *new);
            if let (Some(new), None) = (same.next(), same.next()) {
                tracing::info!(
                    source.id = new,
                    "known as {id} before, at the same address; it keeps what is known of it"
                );
                self.store.rename_source(id, new)?;
            }
        }
        Ok(())
    }

    /// When a source that is not due yet is due by the schedule of today.
    fn due_anew(&self, source: &Source, row: &SourceRow) -> Result<Timestamp, StoreError> {
        let Some(last) = row.last_run.map_or(Ok(None), |run| self.store.run(run))? else {
            return Ok(self.next_due(source));
        };
        let code = last.code.as_deref().filter(|_| row.failing_since.is_some());
        let known = Known {
            asked: time(last.finished.unwrap_or(last.started)).unwrap_or(self.clock.now()),
            failing_since: code.filter(|code| is_theirs(code)).and(row.failing_since).and_then(time),
            ..Known::just_asked(self.clock.now())
        };
        let due = self.due(source, &known);
        // A server that answers with an error may have said until when it wants to be left alone.
        let asked_for_rest = code.is_some_and(|code| code.starts_with("status"));
        Ok(if asked_for_rest { due.max(row.next_due) } else { due })
    }

    /// A source of the config.
    pub fn source(&self, id: &str) -> Option<&Source> {
        sources(&self.config).find(|source| source.id == id)
    }

    /// The rules that a source is checked against.
    pub fn profile_of(&self, source: &Source) -> &Profile {
        // Every source of the config has its selection; another one is checked against everything.
        self.selections.get(&source.profiles).map_or(&self.profile, |profile| profile)
    }

    /// Where snapshots lie.
    pub fn snapshots(&self) -> PathBuf {
        snapshots(&self.config.data_dir)
    }

    /// What a payload of a source goes through, and what the config says of it; when it changes, unchanged bytes are read again.
    pub fn rules(&self, source: &Source) -> String {
        let settings = settings(&self.config, source);
        let config = format!("{:?} {:?} {settings:?}", source.location, source.format);
        let config = crate::blob::hex(&Blobs::hash(config.as_bytes())[..8]);
        let (rules, steps) = (self.profile_of(source).fingerprint(), normalise::fingerprint());
        format!("{}/{rules}/{steps}/{config}", env!("CARGO_PKG_VERSION"))
    }

    /// When a source is due after a run that went well; never, in practice, if its schedule has no more times.
    pub fn next_due(&self, source: &Source) -> Timestamp {
        self.due(source, &Known::just_asked(self.clock.now()))
    }

    /// When a source is due after a run that failed: less often if it has failed for days, and not before its server wants.
    ///
    /// # Errors
    /// If the database fails.
    pub fn next_due_after(&self, source: &Source, failure: &Failure) -> Result<Timestamp, StoreError> {
        let since = match is_theirs(failure.code()) {
            true => self.store.source(&source.id)?.and_then(|row| row.failing_since),
            false => None,
        };
        let known = Known {
            failing_since: since.and_then(time),
            retry_after: failure.retry_after(),
            ..Known::just_asked(self.clock.now())
        };
        Ok(self.due(source, &known))
    }

    fn due(&self, source: &Source, known: &Known) -> Timestamp {
        let due = due::next_due(source, self.config.harvest.start_jitter, known);
        due.map_or(Timestamp::MAX, |time| time.timestamp())
    }

    /// Until when a source is left alone now, if it is.
    pub fn blackout(&self, source: &Source) -> Option<DateTime<Utc>> {
        source.blackout.end(self.clock.now())
    }
}

/// Whether a failure is at the source's end, so that asking it again and again helps nobody.
fn is_theirs(code: &str) -> bool {
    FailureCode::from_code(code) != FailureCode::Internal
}

fn time(timestamp: Timestamp) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(timestamp, 0)
}

/// Makes the data directory, but not the one that it lies in: if that is missing, a disk is, and an empty catalogue in
/// its place would be taken for the truth.
fn make_directory(path: &Path) -> io::Result<()> {
    match path.is_dir() {
        true => Ok(()),
        false => std::fs::create_dir(path),
    }
}

/// What every run of a config fetches with.
fn fetch_settings(config: &Config, spool: PathBuf) -> fetch::Settings {
    let harvest = &config.harvest;
    fetch::Settings {
        user_agent: harvest.user_agent.clone(),
        politeness: Politeness { at_once: harvest.host_requests, pause: harvest.host_pause },
        trusted_certificates: harvest.trusted_certificates.clone(),
        proxy: harvest.proxy.as_ref().map(|proxy| proxy.reveal().clone()),
        spool,
    }
}

/// Where snapshots lie in a data directory.
pub fn snapshots(data: &Path) -> PathBuf {
    data.join("snapshots")
}

/// All sources of a config, in its order.
fn sources(config: &Config) -> impl Iterator<Item = &Source> {
    config.organisations.iter().flat_map(|organisation| &organisation.sources)
}
