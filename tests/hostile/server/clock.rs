//! The clock: tokio's, paused, and turned by half a second when nothing else can happen.
//!
//! Blocking work keeps tokio from turning it by itself. It is turned while every thread that works is asleep, every
//! connection of a server waits on purpose or for its client, and the runtime has had a few rounds to deliver what is
//! under way. So nothing runs out of time because the machine is slow, and hours pass in a moment.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// How far the clock is turned at once.
pub const TICK: Duration = Duration::from_millis(500);
/// How many rounds in a row nothing may happen before it is turned.
const ROUNDS: u32 = 8;
/// A test in which nothing moves for so long hangs.
const HANGS: Duration = Duration::from_secs(60);
/// No test lives longer than this by its own clock.
const LIFE: Duration = Duration::from_secs(200_000);

/// Who is at work.
#[derive(Default)]
pub struct Clock {
    /// The threads of the runtime that do blocking work, as the kernel numbers them.
    threads: Mutex<BTreeSet<String>>,
    /// Work that has no thread yet, and connections whose server is doing something.
    busy: AtomicUsize,
    /// Moves with everything that a server does.
    moves: AtomicUsize,
}

impl Clock {
    /// A runtime whose clock this is.
    pub fn runtime(self: &Arc<Self>) -> Runtime {
        let (start, stop) = (Arc::clone(self), Arc::clone(self));
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .on_thread_start(move || {
                start.threads().insert(this_thread());
            })
            .on_thread_stop(move || {
                stop.threads().remove(&this_thread());
            })
            .build()
            .expect("a runtime")
    }

    /// Does work on threads of its own and turns the clock until all is done.
    pub async fn turn_while<T: Send + 'static>(
        self: &Arc<Self>,
        works: Vec<impl FnOnce() -> T + Send + 'static>,
    ) -> Vec<T> {
        let mut tasks = JoinSet::new();
        let count = works.len();
        for (n, work) in works.into_iter().enumerate() {
            let waiting = self.at_work();
            tasks.spawn_blocking(move || {
                drop(waiting);
                (n, work())
            });
        }
        let (begin, mut last, mut quiet, mut moves) =
            (tokio::time::Instant::now(), std::time::Instant::now(), 0, self.moves.load(Ordering::SeqCst));
        let mut done: Vec<Option<T>> = (0..count).map(|_| None).collect();
        while !tasks.is_empty() {
            tokio::task::yield_now().await;
            while let Some(joined) = tasks.try_join_next() {
                let (n, result) = joined.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
                done[n] = Some(result);
            }
            let now = self.moves.load(Ordering::SeqCst);
            quiet = if now == moves && self.is_quiet() { quiet + 1 } else { 0 };
            if now != moves {
                (moves, last) = (now, std::time::Instant::now());
            }
            if quiet >= ROUNDS {
                tokio::time::advance(TICK).await;
                (quiet, last) = (0, std::time::Instant::now());
                assert!(begin.elapsed() < LIFE, "it goes on for ever");
            }
            assert!(last.elapsed() < HANGS, "it hangs: {} connections are busy", self.busy.load(Ordering::SeqCst));
        }
        // Connections that were made and not yet taken are taken now.
        for _ in 0..ROUNDS {
            tokio::task::yield_now().await;
        }
        done.into_iter().flatten().collect()
    }

    fn is_quiet(&self) -> bool {
        self.busy.load(Ordering::SeqCst) == 0 && self.threads().iter().all(|thread| is_asleep(thread))
    }

    fn threads(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock stands still until this is dropped.
    pub fn at_work(self: &Arc<Self>) -> AtWork {
        self.busy.fetch_add(1, Ordering::SeqCst);
        AtWork(Arc::clone(self))
    }
}

/// Something that happens beside the threads at work.
pub struct AtWork(Arc<Clock>);

impl AtWork {
    /// Something happened.
    pub fn moved(&self) {
        self.0.moves.fetch_add(1, Ordering::SeqCst);
    }

    /// Waits without being at work.
    pub async fn rest<T>(&self, until: impl Future<Output = T>) -> T {
        let _resting = Resting::new(&self.0);
        until.await
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.moved();
        self.0.busy.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Takes one connection out of those at work.
struct Resting<'a>(&'a Clock);

impl<'a> Resting<'a> {
    fn new(clock: &'a Clock) -> Self {
        clock.busy.fetch_sub(1, Ordering::SeqCst);
        Resting(clock)
    }
}

impl Drop for Resting<'_> {
    fn drop(&mut self) {
        self.0.moves.fetch_add(1, Ordering::SeqCst);
        self.0.busy.fetch_add(1, Ordering::SeqCst);
    }
}

/// This thread's place below `/proc`, such as `1234/task/1240`.
fn this_thread() -> String {
    let link = std::fs::read_link("/proc/thread-self").expect("/proc is there");
    link.to_str().expect("it is ASCII").to_owned()
}

/// Whether a thread waits for something that another must do. One that has ended does so for ever.
fn is_asleep(thread: &str) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{thread}/stat")) else { return true };
    // The name stands in parentheses and may hold anything.
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('S'))
}
