//! Sources: what to ask, what its answer is, and where the rest of it lies: further pages and sub-catalogues.
//!
//! In: a source of the config, the graphs of what it gave so far. Out: [`Obtained`] documents, bytes with their address and
//! headers, and the addresses to ask next. Must not: parse or keep anything.

mod file;
mod link;
mod paging;
mod sub_catalogues;

use std::path::Path;
use std::time::SystemTime;

use url::Url;

use crate::config::Source;
use crate::fetch::{Answer, Egress, FetchError, Fetched, Fetcher, Hop, Limits, Request, Session, Terms};

pub use link::link;
pub use paging::{Paging, PagingError, entries, next_address, paging};
pub use sub_catalogues::{describes, sub_catalogues};

/// What the last answer left for a conditional request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Validators<'a> {
    /// The address that gave it; no other is asked whether it still holds.
    pub url: Option<&'a str>,
    /// Its `ETag`.
    pub etag: Option<&'a str>,
    /// Its `Last-Modified`.
    pub last_modified: Option<&'a str>,
}

/// What an address gave.
#[derive(Debug)]
pub enum Obtained {
    /// It says that nothing changed.
    NotModified {
        /// The redirects on the way.
        hops: Vec<Hop>,
        /// The headers, which may be newer than those of the document.
        headers: Vec<(String, String)>,
    },
    /// A document.
    Document(Fetched),
}

/// Why a source gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// Over HTTP.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// From the file system.
    #[error(transparent)]
    File(#[from] file::FileError),
}

impl SourceError {
    /// The kind, from a bounded list.
    pub const fn code(&self) -> &'static str {
        match self {
            SourceError::Fetch(error) => error.code(),
            SourceError::File(error) => error.code(),
        }
    }
}

/// Reads the file of a source.
///
/// # Errors
/// If it cannot be read, lies elsewhere, or is too large.
pub fn read(fetcher: &Fetcher, source: &Source, path: &Path, root: Option<&Path>) -> Result<Fetched, SourceError> {
    // The config takes a file: source only with a root.
    Ok(file::read(path, root.unwrap_or(path), fetcher.spool(), source.limits.bytes)?)
}

/// Begins the requests of one run of a source whose own address is `url`.
///
/// # Errors
/// If no client can be made.
pub fn session<'a>(
    fetcher: &'a Fetcher,
    source: &Source,
    url: &Url,
    now: SystemTime,
) -> Result<Session<'a>, SourceError> {
    Ok(fetcher.session(terms(source, url, now))?)
}

/// Asks for one document.
///
/// # Errors
/// If it cannot be had whole within the source's limits.
pub fn ask(session: &mut Session<'_>, url: &Url, last: Validators<'_>) -> Result<Obtained, SourceError> {
    let Validators { url: given_by, etag, last_modified } = last;
    let request = Request { given_by, etag, last_modified, ..Request::new(url) };
    Ok(match session.get(&request)? {
        Answer::NotModified { hops, headers } => Obtained::NotModified { hops, headers },
        Answer::Fetched(fetched) => Obtained::Document(*fetched),
    })
}

/// The terms on which a source is asked. The port of its own address is the operator's word.
fn terms(source: &Source, url: &Url, now: SystemTime) -> Terms {
    let limits = &source.limits;
    Terms {
        egress: Egress {
            allow_private: source.allow_private.clone(),
            ports: source.ports.iter().copied().chain(url.port()).collect(),
        },
        limits: Limits {
            bytes: limits.bytes,
            wire_bytes: limits.wire_bytes,
            ratio: limits.ratio,
            speed: limits.speed,
            connect_timeout: limits.connect_timeout,
            read_timeout: limits.read_timeout,
            timeout: limits.timeout,
            attempts: limits.attempts,
        },
        authorization: source.authorization.as_ref().map(|secret| (secret.reveal().to_owned(), url.clone())),
        now: Some(now),
    }
}
