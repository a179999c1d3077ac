//! Sources: one file a kind of source: what to request, and what its answer is.
//!
//! In: a source of the config and its last answer. Out: [`Obtained`], bytes with their address and validators.
//! Must not: parse or keep anything.

mod file;

use std::path::Path;

use url::Url;

use crate::config::{Location, Source};
use crate::fetch::{Answer, Egress, FetchError, Fetched, Fetcher, Limits, Request, Terms};

/// What the last answer left for a conditional request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Validators<'a> {
    /// Its `ETag`.
    pub etag: Option<&'a str>,
    /// Its `Last-Modified`.
    pub last_modified: Option<&'a str>,
}

/// What a source gave.
#[derive(Debug)]
pub enum Obtained {
    /// It says that nothing changed.
    NotModified,
    /// A document.
    Document(Fetched),
}

/// Why a source gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// Over HTTP.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// 304 to a question without conditions.
    #[error("the address answers that nothing changed since the last time, but it was never asked before")]
    NotModified,
    /// From the file system.
    #[error(transparent)]
    File(#[from] file::FileError),
}

impl SourceError {
    /// The kind, from a bounded list.
    pub const fn code(&self) -> &'static str {
        match self {
            SourceError::Fetch(error) => error.code(),
            SourceError::NotModified => "broken",
            SourceError::File(error) => error.code(),
        }
    }
}

/// Asks a source of kind `dcat`: one document at one address.
///
/// # Errors
/// If no whole document can be had within the source's limits.
pub fn obtain(
    fetcher: &Fetcher,
    source: &Source,
    file_root: Option<&Path>,
    last: Validators<'_>,
) -> Result<Obtained, SourceError> {
    match &source.location {
        Location::File(path) => {
            // The config takes a file: source only with a root.
            let root = file_root.unwrap_or(path);
            Ok(Obtained::Document(file::read(path, root, fetcher.spool(), source.limits.bytes)?))
        }
        Location::Http(url) => {
            let request = Request { url, accept: None, etag: last.etag, last_modified: last.last_modified };
            Ok(match fetcher.session(terms(source, url))?.get(&request)? {
                Answer::NotModified { .. } => Obtained::NotModified,
                Answer::Fetched(fetched) => Obtained::Document(*fetched),
            })
        }
    }
}

/// The terms on which a source is asked. The port of its own address is the operator's word.
fn terms(source: &Source, url: &Url) -> Terms {
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
        now: None,
    }
}
