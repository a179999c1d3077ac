//! What happened on the way to an answer, in order: for error messages that name the phase, and for `skord probe`.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::fault::TlsFault;

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
    /// Waiting until the host has been asked by others.
    Turn,
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
            Phase::Turn => "waiting while other sources asked its server",
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
pub struct Trace(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    events: Vec<(Instant, Event)>,
    /// What they take, roughly, in bytes.
    bytes: usize,
    /// The phase that the last one began, also if it was not kept.
    phase: Option<Phase>,
}

/// The most that is kept, in bytes. Servers choose how long headers and certificates are, and a run may have a thousand pages.
const MOST: usize = 4_000_000;

impl Trace {
    pub(super) fn add(&self, event: Event) {
        let mut kept = self.kept();
        kept.phase = event.phase();
        let bytes = event.size();
        if kept.bytes + bytes <= MOST {
            kept.bytes += bytes;
            kept.events.push((Instant::now(), event));
        }
    }

    /// The events so far, each with its time; the first ones, if there were very many.
    pub fn events(&self) -> Vec<(Instant, Event)> {
        self.kept().events.clone()
    }

    /// Where the request under way is, before its answer begins.
    pub(super) fn connecting(&self) -> Phase {
        self.kept().phase.unwrap_or(Phase::Connect)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Event {
    /// The phase that it begins, if it comes before an answer.
    const fn phase(&self) -> Option<Phase> {
        match self {
            Event::Resolving { .. } => Some(Phase::Name),
            Event::Handshake | Event::Certificate { .. } => Some(Phase::Tls),
            _ => None,
        }
    }

    /// About how much memory it takes, in bytes.
    fn size(&self) -> usize {
        let own = size_of::<(Instant, Event)>();
        own + match self {
            Event::Request { url } => url.len(),
            Event::Resolving { name } => name.len(),
            Event::Resolved { addresses } => addresses.len() * size_of::<IpAddr>(),
            Event::Certificate { chain, .. } => chain.iter().map(Vec::len).sum(),
            Event::Head { headers, .. } => {
                headers.iter().map(|(name, value)| name.len() + value.len() + 2 * size_of::<String>()).sum()
            }
            Event::Handshake | Event::Body { .. } => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_bounded_and_knows_its_phase_all_the_same() {
        let trace = Trace::default();
        let head = || Event::Head {
            status: 200,
            version: "HTTP/1.1".into(),
            headers: vec![("x".into(), "x".repeat(400_000))],
        };
        for _ in 0..100 {
            trace.add(head());
        }
        assert_eq!(trace.events().len(), 9);
        trace.add(Event::Certificate { chain: vec![vec![0; MOST]], fault: None });
        assert_eq!((trace.events().len(), trace.connecting()), (9, Phase::Tls));
    }
}
