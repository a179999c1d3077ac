//! The watch: begins what is due, publishes what changed, delivers notices, and waits, until it is told to stop.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::delivery::Delivery;
use super::worker::{Workers, publish, published};
use crate::harvest::{Context, Harvested, Published};
use crate::store::{Outcome, StoreError};

/// How often the rows are looked at; work that another process makes due is seen after this.
const TICK: Duration = Duration::from_secs(2);
/// A change goes out after this even while other sources are still being harvested: none of them delays it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Takes up what a killed process left, harvests what is due, publishes, and so on until `stop` is cancelled.
///
/// Returns when the work under way has ended; the caller bounds how long it waits for that.
///
/// # Errors
/// If the store cannot be read at the start. Later trouble with it is logged, and tried again.
pub async fn watch(context: Arc<Context>, stop: CancellationToken) -> Result<(), StoreError> {
    let left = context.store.interrupt_runs(context.clock.timestamp())?;
    if !left.is_empty() {
        tracing::warn!(sources = ?left, "taking up runs that were interrupted");
    }
    let mut workers = Workers::new(Arc::clone(&context));
    let mut publishing = JoinSet::new();
    let mut delivery = Delivery::new();
    let mut put_off = PutOff::default();
    // Set at the start in any case: the config or the program may have changed.
    let mut unpublished = Some(Instant::now());
    loop {
        let waiting = match stop.is_cancelled() {
            true => 0,
            false => begin_due(&context, &mut workers, &mut put_off),
        };
        if stop.is_cancelled() && workers.is_idle() && publishing.is_empty() && delivery.is_idle() {
            return Ok(());
        }
        if !stop.is_cancelled() {
            delivery.begin(&context);
            if is_wanted(&context) {
                unpublished.get_or_insert_with(Instant::now);
            }
        }
        if let Some(since) = unpublished
            && publishing.is_empty()
            && !stop.is_cancelled()
            && (workers.is_idle() && waiting == 0 || since.elapsed() >= PATIENCE)
        {
            unpublished = None;
            publish(&context, &mut publishing);
        }
        tokio::select! {
            Some(done) = workers.next(), if !workers.is_idle() => {
                match done.result {
                    // A run that found nothing new may have ended the days of what was missing.
                    Ok(Harvested::Run(run)) if run.outcome == Outcome::Changed || run.counts.removed > 0 => {
                        unpublished.get_or_insert_with(Instant::now);
                    }
                    Ok(Harvested::Run(_)) => {}
                    Ok(Harvested::Busy) | Err(_) => {
                        put_off.resting.insert(done.source, Instant::now() + PATIENCE);
                    }
                }
            }
            Some(joined) = publishing.join_next(), if !publishing.is_empty() => {
                let again = match published(joined) {
                    Ok(Published::Busy) => true,
                    Ok(_) => false,
                    Err(error) => {
                        tracing::error!("the feed was not published and stays as it was: {error}");
                        true
                    }
                };
                if again {
                    unpublished.get_or_insert_with(Instant::now);
                    pause(&stop).await;
                }
            }
            () = delivery.ended(), if !delivery.is_idle() => {}
            () = pause(&stop), if !stop.is_cancelled() => {}
        }
    }
}

/// Whether somebody decided on removals since the last look, so that there is something to publish.
fn is_wanted(context: &Context) -> bool {
    context.store.take_wish_to_publish().unwrap_or_else(|error| {
        tracing::error!("wishes to publish cannot be read: {error}");
        false
    })
}

async fn pause(stop: &CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(TICK) => {}
    }
}

/// Due sources that are not begun yet.
#[derive(Default)]
struct PutOff {
    /// Those that another process is at, or whose run could not be stored, and when to try again.
    resting: HashMap<String, Instant>,
    /// Those that are in a blackout window, and its end.
    blackout: HashMap<String, DateTime<Utc>>,
}

impl PutOff {
    /// Whether a source is in a blackout window. It stays due, and its turn comes when the window is over.
    fn is_in_blackout(&mut self, context: &Context, id: &str) -> bool {
        let Some(until) = context.source(id).and_then(|source| context.blackout(source)) else { return false };
        if self.blackout.insert(id.to_owned(), until) != Some(until) {
            tracing::info!(source.id = %id, %until, "due in a blackout window; it is left alone until that ends");
        }
        true
    }
}

/// Begins as many due sources as there is room for; gives how many wait.
fn begin_due(context: &Context, workers: &mut Workers, put_off: &mut PutOff) -> usize {
    put_off.resting.retain(|_, until| *until > Instant::now());
    let now = context.clock.timestamp();
    let due = context.store.interrupt_runs(now).and_then(|_| context.store.due(now));
    let due = match due {
        Ok(due) => due,
        Err(error) => {
            tracing::error!("what is due cannot be read: {error}");
            return 0;
        }
    };
    let mut waiting = 0;
    for source in due {
        if workers.is_at(&source) || put_off.resting.contains_key(&source) || put_off.is_in_blackout(context, &source) {
            continue;
        }
        match workers.has_room() {
            true => workers.begin(source, || {}),
            false => waiting += 1,
        }
    }
    waiting
}
