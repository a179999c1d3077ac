//! Why nothing was fetched: a bounded list of kinds, each with the address and what to do.

use std::error::Error;
use std::time::Duration;

use reqwest::Url;

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No connection could be made: name look-up, refusal, TLS.
    #[error("{url} cannot be reached: {cause}")]
    Connect {
        /// The address.
        url: String,
        /// The causes, outermost first.
        cause: String,
    },
    /// The whole time is over.
    #[error("{url} did not answer within {} seconds", limit.as_secs())]
    Timeout {
        /// The address.
        url: String,
        /// The limit.
        limit: Duration,
    },
    /// The body stopped in the middle.
    #[error("{url} sent nothing for {} seconds", limit.as_secs())]
    Stalled {
        /// The address.
        url: String,
        /// The limit.
        limit: Duration,
    },
    /// A status other than 200, 304 or a redirect.
    #[error("{url} answers with status {status}")]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
    },
    /// The body is larger than the source may send.
    #[error("{url} sends more than {limit} bytes, the limit for this source; raise limits.bytes if that is right")]
    TooLarge {
        /// The address.
        url: String,
        /// The limit.
        limit: u64,
    },
    /// The body broke off, or its coding is damaged.
    #[error("the answer of {url} broke off: {cause}")]
    Broken {
        /// The address.
        url: String,
        /// The causes, outermost first.
        cause: String,
    },
    /// 200 with nothing in it.
    #[error("{url} answers with an empty document")]
    Empty {
        /// The address.
        url: String,
    },
    /// A redirect that is not followed.
    #[error("{url} redirects to \"{location}\", which is not followed: {why}")]
    Redirect {
        /// The address that redirects.
        url: String,
        /// Where to.
        location: String,
        /// Why not.
        why: &'static str,
    },
    /// Redirects without end.
    #[error("{url} redirects more than {limit} times")]
    TooManyRedirects {
        /// The first address.
        url: String,
        /// The limit.
        limit: usize,
    },
    /// The secret of the config is no header value.
    #[error("the source's authorization has characters that a header cannot hold")]
    Authorization,
    /// The program is stopping.
    #[error("the program is stopping")]
    Stopped,
    /// No client could be made.
    #[error("no HTTP client: {0}")]
    Client(String),
}

impl FetchError {
    /// The kind, from a bounded list, for logs, metrics and the store.
    pub const fn code(&self) -> &'static str {
        match self {
            FetchError::Connect { .. } => "connect",
            FetchError::Timeout { .. } => "timeout",
            FetchError::Stalled { .. } => "stalled",
            FetchError::Status { .. } => "status",
            FetchError::TooLarge { .. } => "too-large",
            FetchError::Broken { .. } => "broken",
            FetchError::Empty { .. } => "empty",
            FetchError::Redirect { .. } => "redirect",
            FetchError::TooManyRedirects { .. } => "redirect",
            FetchError::Authorization => "authorization",
            FetchError::Stopped => "stopped",
            FetchError::Client(_) => "client",
        }
    }

    pub(super) fn from_reqwest(error: &reqwest::Error, url: &Url) -> Self {
        let (url, cause) = (url.to_string(), chain(error));
        match error.is_connect() || error.is_builder() {
            true => FetchError::Connect { url, cause },
            false => FetchError::Broken { url, cause },
        }
    }
}

/// The causes of an error, outermost first, without reqwest's own line, which only repeats the address.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    match causes.is_empty() {
        true => error.to_string(),
        false => causes.join(": "),
    }
}
