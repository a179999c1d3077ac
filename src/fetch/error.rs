//! Why nothing was fetched: a bounded list of kinds, each with the address and what to do.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::Url;

use super::decode::CodingError;
use super::egress::Blocked;
use super::fault::TlsFault;
use super::names::UnknownName;
use super::tls::Told;
use super::trace::{Phase, Trace};

/// What rustls says of an answer that is no TLS.
const NO_TLS: rustls::Error = rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType);

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The name of the server leads nowhere.
    #[error("{url} cannot be reached: its name cannot be looked up: {cause}")]
    Name {
        /// The address.
        url: String,
        /// What the resolver says.
        cause: String,
    },
    /// The egress guard does not let it out.
    #[error("{url} is not fetched: {blocked}")]
    Blocked {
        /// The address.
        url: String,
        /// Why not.
        blocked: Blocked,
    },
    /// Nobody listens at the address.
    #[error("{url} cannot be reached: the connection was refused")]
    Refused {
        /// The address.
        url: String,
    },
    /// There is no way to the address.
    #[error("{url} cannot be reached: {cause}")]
    Unreachable {
        /// The address.
        url: String,
        /// The causes, outermost first.
        cause: String,
    },
    /// Encryption cannot be agreed on, or the certificate is not good.
    #[error("{url} cannot be reached: {cause}")]
    Tls {
        /// The address.
        url: String,
        /// What is wrong.
        fault: TlsFault,
        /// What the check says.
        cause: String,
    },
    /// A time limit ran out.
    #[error("{url} took more than {} seconds {}", limit.as_secs(), phase.doing())]
    Timeout {
        /// The address.
        url: String,
        /// In which phase.
        phase: Phase,
        /// The limit.
        limit: Duration,
    },
    /// The body comes too slowly.
    #[error("{url} sends less than {limit} bytes a second; lower limits.speed if that is right")]
    TooSlow {
        /// The address.
        url: String,
        /// The limit, in bytes a second.
        limit: u64,
    },
    /// A status other than 200, 304 or a redirect.
    #[error("{url} answers with status {status}")]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
        /// How long the server asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The body is larger than the source may send.
    #[error("{url} sends more than {limit} bytes, the limit for this source; raise limits.{key} if that is right")]
    TooLarge {
        /// The address.
        url: String,
        /// The limit.
        limit: u64,
        /// The key of the limit: `bytes` after decoding, `wire_bytes` as sent.
        key: &'static str,
    },
    /// The body grows too much when it is decompressed.
    #[error(
        "{url} sends what grows more than {limit} times when it is decompressed; raise limits.ratio if that is right"
    )]
    Ratio {
        /// The address.
        url: String,
        /// The limit.
        limit: u64,
    },
    /// The body is shorter than it said.
    #[error("{url} announced {expected} bytes and sent {got}")]
    Short {
        /// The address.
        url: String,
        /// The `Content-Length`.
        expected: u64,
        /// What came.
        got: u64,
    },
    /// The answer broke off.
    #[error("{url} broke off the connection while {}: {cause}", phase.doing())]
    Broken {
        /// The address.
        url: String,
        /// In which phase.
        phase: Phase,
        /// The causes, outermost first.
        cause: String,
    },
    /// The body's content coding is not to be had.
    #[error("the answer of {url} cannot be decompressed: {coding}")]
    Coding {
        /// The address.
        url: String,
        /// What is wrong.
        coding: CodingError,
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
        why: String,
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
    /// What arrived could not be kept.
    #[error("what {url} sends cannot be kept in the data directory: {cause}")]
    Spool {
        /// The address.
        url: String,
        /// What the system says.
        cause: io::Error,
    },
    /// No client could be made.
    #[error("no HTTP client: {0}")]
    Client(String),
}

impl FetchError {
    /// The kind, from a bounded list, for logs, metrics and the store. Statuses that mean the same to a person share one.
    pub const fn code(&self) -> &'static str {
        match self {
            FetchError::Name { .. } => "name",
            FetchError::Blocked { .. } => "blocked",
            FetchError::Refused { .. } => "refused",
            FetchError::Unreachable { .. } => "unreachable",
            FetchError::Tls { fault, .. } => match fault {
                TlsFault::Expired => "tls-expired",
                TlsFault::NotYetValid => "tls-not-yet-valid",
                TlsFault::WrongName => "tls-name",
                TlsFault::MissingIntermediate => "tls-intermediate",
                TlsFault::SelfSigned => "tls-self-signed",
                TlsFault::UnknownIssuer => "tls-issuer",
                TlsFault::NotTls => "tls-none",
                TlsFault::Other => "tls",
            },
            FetchError::Timeout { phase, .. } => match phase {
                Phase::Turn => "timeout-turn",
                Phase::Name => "timeout-name",
                Phase::Connect => "timeout-connect",
                Phase::Tls => "timeout-tls",
                Phase::Head => "timeout-head",
                Phase::Body => "timeout-body",
                Phase::Whole => "timeout",
            },
            FetchError::TooSlow { .. } => "too-slow",
            FetchError::Status { status, .. } => match status {
                304 => "not-modified",
                401 | 403 => "status-403",
                404 => "status-404",
                410 => "status-410",
                429 => "status-429",
                500..=599 => "status-500",
                _ => "status",
            },
            FetchError::TooLarge { .. } => "too-large",
            FetchError::Ratio { .. } => "ratio",
            FetchError::Short { .. } => "short",
            FetchError::Broken { .. } => "broken",
            FetchError::Coding { .. } => "coding",
            FetchError::Empty { .. } => "empty",
            FetchError::Redirect { .. } => "redirect",
            FetchError::TooManyRedirects { .. } => "redirect-loop",
            FetchError::Authorization => "authorization",
            FetchError::Stopped => "stopped",
            FetchError::Spool { .. } => "spool",
            FetchError::Client(_) => "client",
        }
    }

    /// What the guard does not let out; the address is told without its secrets.
    pub(super) fn blocked(url: &Url, blocked: Blocked) -> Self {
        let mut url = url.clone();
        // An address that can have neither has neither.
        let _ = url.set_username("").and_then(|()| url.set_password(None));
        FetchError::Blocked { url: url.to_string(), blocked }
    }

    /// How long the server asks to be left alone, if it does.
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            FetchError::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// What a failed attempt at a connection or at the head of an answer means.
    pub(super) fn before_body(error: &reqwest::Error, url: &Url, trace: &Trace, limit: Duration) -> Self {
        let cause = chain(error);
        let url = url.to_string();
        if let Some(unknown) = find::<UnknownName>(error) {
            return FetchError::Name { url, cause: unknown.to_string() };
        }
        if let Some(blocked) = find::<Blocked>(error) {
            return FetchError::Blocked { url, blocked: blocked.clone() };
        }
        if let Some(tls) = find::<rustls::Error>(error) {
            let (fault, cause) = match Told::of(tls) {
                Some(told) => (told.fault, told.to_string()),
                // An answer in clear text begins with no type of a TLS record.
                None if *tls == NO_TLS => (TlsFault::NotTls, cause),
                None => (TlsFault::Other, cause),
            };
            return FetchError::Tls { url, fault, cause };
        }
        if !error.is_connect() && !error.is_builder() {
            return FetchError::Broken { url, phase: Phase::Head, cause };
        }
        let phase = trace.connecting();
        let kind = find::<io::Error>(error).map(io::Error::kind);
        match kind {
            _ if error.is_timeout() => FetchError::Timeout { url, phase, limit },
            Some(io::ErrorKind::TimedOut) => FetchError::Timeout { url, phase, limit },
            Some(io::ErrorKind::ConnectionRefused) => FetchError::Refused { url },
            Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted) => {
                FetchError::Broken { url, phase, cause }
            }
            _ if phase == Phase::Tls => FetchError::Broken { url, phase, cause },
            _ => FetchError::Unreachable { url, cause },
        }
    }
}

/// The first cause of a type, also where an [`io::Error`] wraps it.
pub(super) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    // A chain is a handful long; the bound only makes sure that it ends.
    for _ in 0..64 {
        let error = cause?;
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = match inside {
            Some(inside) => Some(inside),
            None => error.source(),
        };
    }
    None
}

/// The causes of an error, outermost first, without reqwest's own line, which only repeats the address.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if causes.last() != Some(&text) {
            causes.push(text);
        }
        cause = error.source();
    }
    let text = match causes.is_empty() {
        true => error.to_string(),
        false => causes.join(": "),
    };
    shortened(&text, 1_000)
}

/// At most so many characters: servers choose how long names in certificates and the like are.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
