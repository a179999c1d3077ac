//! The configuration as the rest of the program uses it: resolved, checked, with every default
//! in place.
//!
//! Made only by [`super::load`] and [`super::parse`]; it holds no rules.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use super::checks::{Checks, Place, Written};
use super::normalise::Normalise;
use super::schedule::{Blackout, Schedule};
use super::secret::Secret;

/// A text for people, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text in Swedish.
    pub sv: String,
    /// The text in English; the Swedish one when no other is given.
    pub en: String,
}

/// Everything that is configured.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The file this was read from, as it was named.
    pub path: PathBuf,
    /// Whose catalogue it is.
    pub region: Region,
    /// The folder for the database, blobs and published files; absolute.
    pub data_dir: PathBuf,
    /// How long fetched documents are kept.
    pub retention: Retention,
    /// The web server.
    pub server: Server,
    /// How harvests are run.
    pub harvest: Harvest,
    /// How the catalogue is published.
    pub publish: Publish,
    /// Whom to tell about sources that fail, if anybody.
    pub notify: Option<Notify>,
    /// How the program logs.
    pub log: Log,
    /// What is checked beside the profile that is part of the program.
    pub checks: Checks,
    /// How sources are normalised.
    pub normalise: Normalise,
    /// The organisations, in the order of the file.
    pub organisations: Vec<Organisation>,
}

/// The region that publishes the merged catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The name of the region.
    pub name: Text,
    /// The title of the catalogue (`dcterms:title`).
    pub title: Text,
    /// The description of the catalogue (`dcterms:description`).
    pub description: Text,
    /// The address that everything is published under, without a slash at its end.
    pub base_url: String,
    /// The main language of the catalogue, a BCP 47 tag.
    pub language: String,
    /// Who publishes the catalogue.
    pub publisher: Publisher,
    /// Whom to ask about the catalogue.
    pub contact: Contact,
}

/// The publisher of the catalogue (`foaf:Agent`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// The IRI of the publisher, absolute.
    pub iri: String,
    /// Its name.
    pub name: Text,
    /// What sort of publisher it is: the full IRI of an ADMS publisher type.
    pub agent_type: String,
}

/// A contact point (`vcard:Organization`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The name of the contact point.
    pub name: Text,
    /// Its e-mail address, without `mailto:`.
    pub email: String,
    /// Its IRI, absolute, when it has one.
    pub iri: Option<String>,
}

/// How long fetched documents are kept, to be looked at and replayed. Those that were read last always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Of how many runs of each source, at least 1.
    pub payloads: u32,
    /// For how many days, at least 1.
    pub payload_days: u32,
}

/// The web server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Where it listens.
    pub listen: SocketAddr,
    /// What an operator shows to decide in the browser; nobody can without one.
    pub operator_token: Option<Secret>,
}

/// How harvests are run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Harvest {
    /// How many sources are harvested at the same time, at least 1.
    pub workers: usize,
    /// The `User-Agent` header of every request.
    pub user_agent: String,
    /// The folder that `file:` sources must lie below, absolute; none forbids such sources.
    pub file_root: Option<PathBuf>,
    /// How long running harvests may go on after a request to stop.
    pub shutdown_deadline: Duration,
    /// How many requests go to one host at the same time, over all sources, at least 1.
    pub host_requests: usize,
    /// The pause between two requests to one host.
    pub host_pause: Duration,
    /// The longest that a source is begun after its time on the schedule; how long is its own, and always the same.
    pub start_jitter: Duration,
    /// A proxy that all requests go through, perhaps with a user and a password.
    pub proxy: Option<Proxy>,
    /// A PEM file with issuers of certificates that are trusted beside the platform's, absolute.
    pub trusted_certificates: Option<PathBuf>,
}

/// A proxy; `Debug` prints no password.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy(pub(super) Url);

impl Proxy {
    /// Its address, with the user and the password, for the one place that connects to it.
    pub fn reveal(&self) -> &Url {
        &self.0
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({})", self.0.host_str().unwrap_or_default())
    }
}

/// How the catalogue is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// Whether each organisation has a catalogue of its own in the feed.
    pub sub_catalogues: SubCatalogues,
    /// How many published snapshots are kept, at least 1.
    pub keep_snapshots: usize,
}

/// Whether each organisation has a catalogue of its own in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubCatalogues {
    /// One catalogue holds all datasets.
    None,
    /// Each organisation has a catalogue that holds its datasets (`dcterms:hasPart`).
    Complete,
}

/// Whom to tell about sources that fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notify {
    /// The address that notices are posted to: http or https, without a user or password.
    pub webhook: Url,
    /// Where the address stands in the config file.
    pub place: Place,
    /// Networks that it may lie in although they are not public.
    pub allow_private: Vec<IpNet>,
    /// The secret that notices are signed with.
    pub secret: Option<Secret>,
}

/// How the program logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// How a line looks.
    pub format: LogFormat,
    /// Which lines are written: an env-filter directive of `tracing`.
    pub level: String,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// An organisation whose data are harvested.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// Its id in addresses and files, unique among organisations.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its organisation number, ten digits.
    pub organisation_number: Option<String>,
    /// What kind of organisation it is; a municipality where the file does not say.
    pub kind: OrganisationKind,
    /// Whether the file says so. Only then may it be published as a fact.
    pub kind_is_given: bool,
    /// Whether it belongs to the public sector.
    pub sector: Sector,
    /// Which organisation owns a resource that several describe: 1 comes first, none last.
    pub priority: Option<u32>,
    /// Who receives its report.
    pub contact: Option<Contact>,
    /// Where its metadata are, in the order of the file.
    pub sources: Vec<Source>,
}

/// What kind of organisation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganisationKind {
    /// A municipality (kommun).
    Municipality,
    /// A region.
    Region,
    /// A company, such as one that a municipality owns.
    Company,
    /// A government agency.
    Agency,
}

/// Whether an organisation belongs to the public sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sector {
    /// Public.
    Public,
    /// Private.
    Private,
}

/// One place that metadata are fetched from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its id, unique among all sources.
    pub id: String,
    /// The id of its organisation.
    pub organisation: String,
    /// What kind of answer it gives.
    pub kind: SourceKind,
    /// Where it is.
    pub location: Location,
    /// Where its `url` stands in the config file.
    pub place: Place,
    /// The RDF format it has whatever it says itself: one of `rdfxml turtle ntriples nquads
    /// trig jsonld`, or `html`: a web page with JSON-LD in it.
    pub format: Option<String>,
    /// When it is harvested.
    pub schedule: Schedule,
    /// When it is left alone.
    pub blackout: Blackout,
    /// How much of it is read, and for how long.
    pub limits: Limits,
    /// Networks that it may lie in although they are not public.
    pub allow_private: Vec<IpNet>,
    /// Ports that it may lead to beside 80, 443 and the one of its own address.
    pub ports: Vec<u16>,
    /// The value of the `Authorization` header.
    pub authorization: Option<Secret>,
    /// The language of its texts that name none, a BCP 47 tag.
    pub language: Option<String>,
    /// The ids of the profiles that it is checked against, at least one, each once.
    pub profiles: Vec<String>,
    /// Which source owns a resource that several describe: 1 comes first; that of its organisation if it has none of its own.
    pub priority: Option<u32>,
    /// Whether it gathers what others publish themselves, so that it owns what nobody else describes.
    pub aggregates: bool,
    /// When its removals wait.
    pub removals: Removals,
    /// Steps of normalising that are off for it, beside those that are off for all.
    pub normalise_off: Vec<Written<String>>,
}

/// When the removals of a source wait: datasets, series and services that a complete run did not find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removals {
    /// More than this share of what was known, and more than one, is held, 0 to 100.
    pub percent: u8,
    /// More than this number is held, whatever the share.
    pub count: u64,
    /// What is held goes when complete runs of so many further days find the same missing; 0 waits for a person.
    pub agree_days: u32,
    /// Nothing but an empty catalogue is held, and whatever is missing stays for so many days; 0 is the usual way.
    pub grace_days: u32,
}

/// What kind of answer a source gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// DCAT in an RDF format.
    Dcat,
}

/// Where a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// An http or https address, without a user or password.
    Http(Url),
    /// An absolute path below `harvest.file_root`.
    File(PathBuf),
}

impl Location {
    /// The address that is asked; none for a path that is not absolute.
    pub fn url(&self) -> Option<Url> {
        match self {
            Location::Http(url) => Some(url.clone()),
            Location::File(path) => Url::from_file_path(path).ok(),
        }
    }
}

/// How much of a source is read, and for how long. Every limit is above zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The greatest size of an answer in bytes, after decoding.
    pub bytes: u64,
    /// The greatest size of an answer in bytes, as it is sent.
    pub wire_bytes: u64,
    /// How many times larger than sent an answer may become by decoding, once it is larger than 10 MB.
    pub ratio: u64,
    /// The least bytes a second, over a minute.
    pub speed: u64,
    /// The greatest number of triples.
    pub triples: u64,
    /// The longest wait for a connection.
    pub connect_timeout: Duration,
    /// The longest wait between two pieces of an answer.
    pub read_timeout: Duration,
    /// The longest time for everything that is fetched in one run.
    pub timeout: Duration,
    /// How often one request is tried.
    pub attempts: u32,
    /// The most pages and sub-catalogues of one run.
    pub pages: u32,
}
