//! Turns: how many sources may hold a parsed document at the same time.

use std::sync::{Condvar, Mutex, PoisonError};

/// A number of places, for threads that may block.
pub struct Turns {
    free: Mutex<usize>,
    given_back: Condvar,
}

/// A place, until it is dropped.
pub struct Turn<'a>(&'a Turns);

impl Turns {
    /// So many places.
    pub fn new(places: usize) -> Self {
        Turns { free: Mutex::new(places.max(1)), given_back: Condvar::new() }
    }

    /// As many places as there are cores.
    pub fn of_cores() -> Self {
        Turns::new(std::thread::available_parallelism().map_or(1, usize::from))
    }

    /// Waits for a place. Whoever has one neither waits for another nor for the network.
    pub fn take(&self) -> Turn<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.given_back.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.given_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn never_more_than_the_places_are_taken() {
        let (turns, at_work, most) = (Turns::new(2), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    let _turn = turns.take();
                    most.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    at_work.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
    }
}
