//! Fetching over HTTP: conditional GETs, with limits, retries and manners. Bytes in, bytes out. Notices go out by one POST.
//!
//! In: a [`Request`] or a [`Post`], and the [`Terms`] of a run. Out: an [`Answer`], or a typed [`FetchError`]. Redirects
//! are followed by hand, so that each hop passes the [`Egress`] guard. Nothing is read from the environment.
//! Must not: know RDF or sources, judge what the bytes mean, or read more of them than it was allowed to.

mod body;
mod certificate;
mod decode;
mod egress;
mod error;
mod fault;
mod hosts;
mod limits;
mod names;
mod post;
mod receive;
mod redirect;
mod retry;
mod session;
mod tls;
mod trace;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use reqwest::Url;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

pub use body::Body;
pub use certificate::Certificate;
pub use decode::{Coding, CodingError};
pub use egress::{Blocked, Egress};
pub use error::FetchError;
pub use fault::TlsFault;
pub use hosts::Politeness;
pub use limits::Limits;
pub use names::{Names, SystemNames};
pub use post::Post;
pub use redirect::{Hop, moved_to};
pub use retry::retry_after;
pub use session::{Session, Terms};
pub use trace::{Event, Phase, Trace};

/// A GET request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The address.
    pub url: &'a Url,
    /// What is accepted; RDF if nothing else is said.
    pub accept: Option<&'static str>,
    /// The address that gave the validators below: no other on the way is asked with them. If none is told, all are.
    pub given_by: Option<&'a str>,
    /// The last answer's `ETag`, weak or strong.
    pub etag: Option<&'a str>,
    /// The last answer's `Last-Modified`.
    pub last_modified: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// A request without conditions.
    pub fn new(url: &'a Url) -> Self {
        Request { url, accept: None, given_by: None, etag: None, last_modified: None }
    }
}

/// An answer with status 200 or 304.
#[derive(Debug)]
pub enum Answer {
    /// 304: what was fetched last time still holds.
    NotModified {
        /// The redirects on the way.
        hops: Vec<Hop>,
        /// The headers of the answer, names in lower case.
        headers: Vec<(String, String)>,
    },
    /// 200.
    Fetched(Box<Fetched>),
}

/// A fetched body.
#[derive(Debug)]
pub struct Fetched {
    /// The body, decompressed.
    pub body: Body,
    /// The address that answered.
    pub url: String,
    /// The headers of the answer, names in lower case, in the order in which they came.
    pub headers: Vec<(String, String)>,
    /// Bytes of the body as sent.
    pub wire_bytes: u64,
    /// The redirects on the way.
    pub hops: Vec<Hop>,
}

impl Fetched {
    /// The first header of a name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// What every run fetches with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The `User-Agent`, with an address where people find who asks.
    pub user_agent: String,
    /// How hosts are treated.
    pub politeness: Politeness,
    /// A PEM file with issuers of certificates beside the platform's.
    pub trusted_certificates: Option<PathBuf>,
    /// A proxy for every request; it then does what the egress guard does for names.
    pub proxy: Option<Url>,
    /// Where large bodies lie while they are used.
    pub spool: PathBuf,
}

/// An HTTP client. Its calls block; call them from threads that may.
pub struct Fetcher {
    user_agent: String,
    proxy: Option<Url>,
    spool: PathBuf,
    hosts: hosts::Hosts,
    trust: tls::Trust,
    names: Arc<dyn Names>,
    runtime: Handle,
    stop: CancellationToken,
}

impl Fetcher {
    /// A client that works on the runtime and gives up when `stop` is cancelled.
    ///
    /// # Errors
    /// If the platform's issuers of certificates, or those of the file, cannot be used.
    pub fn new(settings: Settings, runtime: Handle, stop: CancellationToken) -> Result<Self, FetchError> {
        let Settings { user_agent, politeness, trusted_certificates, proxy, spool } = settings;
        let trust = tls::Trust::new(trusted_certificates.as_deref()).map_err(|error| {
            let of = trusted_certificates.as_deref().map(|path| format!("{}: ", path.display()));
            FetchError::Client(format!("{}{error}", of.unwrap_or_default()))
        })?;
        let hosts = hosts::Hosts::new(politeness);
        Ok(Fetcher { user_agent, proxy, spool, hosts, trust, names: Arc::new(SystemNames), runtime, stop })
    }

    /// The same, with another resolver of names.
    pub fn with_names(self, names: Arc<dyn Names>) -> Self {
        Fetcher { names, ..self }
    }

    /// Begins the requests of a run.
    ///
    /// # Errors
    /// If no client can be made.
    pub fn session(&self, terms: Terms) -> Result<Session<'_>, FetchError> {
        Session::new(self, terms)
    }

    /// Where large bodies lie while they are used.
    pub fn spool(&self) -> &Path {
        &self.spool
    }
}
