//! The limits of a run's requests.

use std::time::Duration;

/// How much a run may fetch, and for how long. Sizes are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The greatest body, after decoding.
    pub bytes: u64,
    /// The greatest body as it is sent.
    pub wire_bytes: u64,
    /// How many times larger than sent a body may become, once it is larger than [`Limits::RATIO_FROM`].
    pub ratio: u64,
    /// The least bytes a second, over a minute.
    pub speed: u64,
    /// Time for a connection: name look-up, TCP and TLS.
    pub connect_timeout: Duration,
    /// Time between two reads.
    pub read_timeout: Duration,
    /// Time for everything: all requests of the run, their redirects, repetitions and pauses.
    pub timeout: Duration,
    /// How often one request is tried, at least 1.
    pub attempts: u32,
}

impl Limits {
    /// Bodies up to this size may be packed as well as they like.
    pub const RATIO_FROM: u64 = 10_000_000;
    /// The time over which the speed is taken.
    pub const SPEED_OVER: Duration = Duration::from_secs(60);
}

impl Default for Limits {
    /// What a source has that says nothing else.
    fn default() -> Self {
        Limits {
            bytes: 200_000_000,
            wire_bytes: 200_000_000,
            ratio: 200,
            speed: 1_000,
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(600),
            attempts: 4,
        }
    }
}
