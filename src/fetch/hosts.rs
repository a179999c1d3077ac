//! Politeness: at most so many requests at once to one host, and a pause between them, over all sources.
//!
//! In: a host. Out: a turn, which is over when it is dropped. Must not: know what is asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// How a host is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Politeness {
    /// Requests at once to one host, at least 1.
    pub at_once: usize,
    /// The pause between the end of one request to a host and the beginning of the next.
    pub pause: Duration,
}

impl Default for Politeness {
    fn default() -> Self {
        Politeness { at_once: 2, pause: Duration::from_millis(500) }
    }
}

/// All hosts that are being asked.
#[derive(Clone)]
pub(super) struct Hosts {
    politeness: Politeness,
    known: Arc<Mutex<BTreeMap<String, Arc<Host>>>>,
}

struct Host {
    places: Arc<Semaphore>,
    /// When the next request may begin.
    free_at: Mutex<Instant>,
}

/// A request's turn at a host.
pub(super) struct Turn {
    host: Arc<Host>,
    pause: Duration,
    _place: OwnedSemaphorePermit,
}

impl Hosts {
    pub(super) fn new(politeness: Politeness) -> Self {
        Hosts { politeness, known: Arc::default() }
    }

    /// Waits for a turn.
    pub(super) async fn turn(&self, host: &str) -> Turn {
        let host = self.host(host);
        let place = Arc::clone(&host.places).acquire_owned().await.expect("the semaphore is never closed");
        // Each takes the next free moment and leaves the one after it to the next.
        let at = {
            let mut free_at = lock(&host.free_at);
            let at = (*free_at).max(Instant::now());
            *free_at = at + self.politeness.pause;
            at
        };
        tokio::time::sleep_until(at).await;
        Turn { host, pause: self.politeness.pause, _place: place }
    }

    fn host(&self, name: &str) -> Arc<Host> {
        let mut known = lock(&self.known);
        // Hosts of long ago are forgotten when there are many: redirects may name any number of them.
        if known.len() > 1_000 {
            let now = Instant::now();
            known.retain(|_, host| Arc::strong_count(host) > 1 || *lock(&host.free_at) > now);
        }
        let new = || Host {
            places: Arc::new(Semaphore::new(self.politeness.at_once.max(1))),
            free_at: Mutex::new(Instant::now()),
        };
        Arc::clone(known.entry(name.to_owned()).or_insert_with(|| Arc::new(new())))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut free_at = lock(&self.host.free_at);
        *free_at = (*free_at).max(Instant::now() + self.pause);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn one_host_is_asked_by_so_many_at_once_and_with_pauses() {
        let hosts = Hosts::new(Politeness { at_once: 2, pause: PAUSE });
        let begin = Instant::now();
        let (first, second) = (hosts.turn("a.se").await, hosts.turn("a.se").await);
        assert_eq!(begin.elapsed(), PAUSE, "the second begins after the pause");
        let third = tokio::time::timeout(Duration::from_secs(60), hosts.turn("a.se")).await;
        assert!(third.is_err(), "there are only two places");
        let other = Instant::now();
        drop(hosts.turn("b.se").await);
        assert_eq!(other.elapsed(), Duration::ZERO, "another host is nobody's neighbour");
        drop(first);
        let again = Instant::now();
        let _third = hosts.turn("a.se").await;
        assert_eq!(again.elapsed(), PAUSE, "after the end of one, too");
        drop(second);
    }
}
