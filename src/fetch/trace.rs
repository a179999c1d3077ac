//! What happened on the way to an answer, in order: for error messages that name the phase, and for `skord probe`.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

use super::tls::TlsFault;

/// A step on the way to an answer.
#[derive(Clone, Debug)]
pub enum Event {
    /// A request begins.
    Request {
        /// Its address.
        url: String,
    },
    /// A name is being looked up.
    Resolving {
        /// The name.
        name: String,
    },
    /// The name was found.
    Resolved {
        /// What it leads to, those that may not be connected to included.
        addresses: Vec<IpAddr>,
    },
    /// There is a connection, and TLS begins on it.
    Handshake,
    /// The server showed its certificates.
    Certificate {
        /// The chain as sent, the server's own first, in DER.
        chain: Vec<Vec<u8>>,
        /// What is wrong with it.
        fault: Option<TlsFault>,
    },
    /// The head of an answer arrived.
    Head {
        /// Its status.
        status: u16,
        /// HTTP/1.1 or HTTP/2.0.
        version: String,
        /// Its headers as sent; what is not text is shown as such.
        headers: Vec<(String, String)>,
    },
    /// The body arrived whole.
    Body {
        /// Bytes as sent.
        wire_bytes: u64,
        /// Bytes after decoding.
        bytes: u64,
    },
}

/// Where a request got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Looking the name up.
    Name,
    /// Connecting.
    Connect,
    /// Agreeing on TLS.
    Tls,
    /// Waiting for the answer to begin.
    Head,
    /// Reading the answer.
    Body,
    /// All of it, from the first request to the last.
    Whole,
}

impl Phase {
    /// What was being done, for messages.
    pub const fn doing(self) -> &'static str {
        match self {
            Phase::Name => "looking up its name",
            Phase::Connect => "connecting",
            Phase::Tls => "agreeing on encryption",
            Phase::Head => "waiting for its answer",
            Phase::Body => "reading its answer",
            Phase::Whole => "fetching everything",
        }
    }
}

/// The events of one run's requests.
#[derive(Clone, Debug, Default)]
pub struct Trace(Arc<Mutex<Vec<(Instant, Event)>>>);

/// The most events that are kept; a run of a thousand pages has fewer.
const MOST: usize = 20_000;

impl Trace {
    pub(super) fn add(&self, event: Event) {
        let mut events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if events.len() < MOST {
            events.push((Instant::now(), event));
        }
    }

    /// The events so far, each with its time.
    pub fn events(&self) -> Vec<(Instant, Event)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where the request under way is, before its answer begins.
    pub(super) fn connecting(&self) -> Phase {
        let events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match events.last().map(|(_, event)| event) {
            Some(Event::Resolving { .. }) => Phase::Name,
            Some(Event::Handshake | Event::Certificate { .. }) => Phase::Tls,
            _ => Phase::Connect,
        }
    }
}
