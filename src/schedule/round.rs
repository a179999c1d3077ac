//! A round: given sources harvested once, then the feed published.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::delivery::Delivery;
use super::worker::{Workers, publish, published};
use crate::harvest::{Context, Harvested, Published, RegionError};
use crate::store::RunRow;

/// How often another process's publishing is waited for, a second each.
const TURNS: u32 = 60;

/// What a round did.
#[derive(Debug, Default)]
pub struct Round {
    /// The runs, in the order in which they ended.
    pub runs: Vec<RunRow>,
    /// Sources that another process was at.
    pub busy: Vec<String>,
    /// Sources whose run could not even be written down, with the reason.
    pub lost: Vec<(String, String)>,
    /// What came of publishing; `None` if the round was stopped before.
    pub published: Option<Result<Published, RegionError>>,
}

/// Told what happens while it happens.
pub trait Progress: Send + Sync {
    /// A source's turn has come.
    fn started(&self, source: &str);
    /// A source is done; the outcome is a run's, or `busy`, or `failed`.
    fn ended(&self, source: &str, outcome: &str);
}

/// Harvests the sources, at most `harvest.workers` at a time; then publishes, and delivers the notices that are due.
///
/// When `stop` is cancelled no further source begins, and the feed is not published.
pub async fn round(
    context: &Arc<Context>,
    sources: Vec<String>,
    progress: &Arc<dyn Progress>,
    stop: &CancellationToken,
) -> Round {
    let mut round = Round::default();
    let mut waiting = VecDeque::from(sources);
    let mut workers = Workers::new(Arc::clone(context));
    loop {
        while workers.has_room() && !stop.is_cancelled() {
            let Some(id) = waiting.pop_front() else { break };
            let (progress, name) = (Arc::clone(progress), id.clone());
            workers.begin(id, move || progress.started(&name));
        }
        let Some(done) = workers.next().await else { break };
        let outcome = match &done.result {
            Ok(Harvested::Run(run)) => run.outcome.name(),
            Ok(Harvested::Busy) => "busy",
            Err(_) => "failed",
        };
        progress.ended(&done.source, outcome);
        match done.result {
            Ok(Harvested::Run(run)) => round.runs.push(*run),
            Ok(Harvested::Busy) => round.busy.push(done.source),
            Err(failure) => round.lost.push((done.source, failure.to_string())),
        }
    }
    if !stop.is_cancelled() {
        round.published = Some(publish_in_turn(context).await);
        let mut delivery = Delivery::new();
        delivery.begin(context);
        delivery.ended().await;
    }
    round
}

/// Publishes, when another process has done so: a daemon at work gives its turn within seconds.
///
/// # Errors
/// As [`publish_region`](crate::harvest::publish_region).
pub async fn publish_in_turn(context: &Arc<Context>) -> Result<Published, RegionError> {
    let mut tasks = JoinSet::new();
    for attempt in 0.. {
        publish(context, &mut tasks);
        let result = match tasks.join_next().await {
            Some(joined) => published(joined),
            None => Ok(Published::Busy),
        };
        if !matches!(result, Ok(Published::Busy)) || attempt >= TURNS {
            return result;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(Published::Busy)
}
