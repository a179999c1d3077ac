//! The worker pool: a bounded number of harvests, each on a thread that may block.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::task::{Id, JoinError, JoinSet};

use crate::harvest::{Context, Failure, Harvested, Published, RegionError, harvest, publish_region};

/// A source whose turn is over.
pub(super) struct Done {
    pub(super) source: String,
    pub(super) result: Result<Harvested, Failure>,
}

/// Harvests under way.
pub(super) struct Workers {
    context: Arc<Context>,
    working: JoinSet<Done>,
    sources: BTreeMap<Id, String>,
}

impl Workers {
    pub(super) fn new(context: Arc<Context>) -> Self {
        Workers { context, working: JoinSet::new(), sources: BTreeMap::new() }
    }

    /// Whether another harvest may begin.
    pub(super) fn has_room(&self) -> bool {
        self.working.len() < self.context.config.harvest.workers
    }

    pub(super) fn is_idle(&self) -> bool {
        self.working.is_empty()
    }

    /// Whether a source is being harvested here.
    pub(super) fn is_at(&self, source: &str) -> bool {
        self.sources.values().any(|at| at == source)
    }

    /// Begins a harvest; `begun` is called on its thread when it gets one.
    pub(super) fn begin(&mut self, source: String, begun: impl FnOnce() + Send + 'static) {
        let name = source.clone();
        let context = Arc::clone(&self.context);
        let task = self.working.spawn_blocking(move || {
            begun();
            let result = match context.source(&source) {
                Some(known) => harvest(&context, known),
                None => Err(Failure::Panic(format!("there is no source {source} in the config"))),
            };
            Done { source, result }
        });
        self.sources.insert(task.id(), name);
    }

    /// The next harvest that ends; `None` when none is under way.
    pub(super) async fn next(&mut self) -> Option<Done> {
        let (id, done) = match self.working.join_next_with_id().await? {
            Ok((id, done)) => (id, Ok(done)),
            Err(error) => (error.id(), Err(error)),
        };
        let source = self.sources.remove(&id).unwrap_or_default();
        // A harvest catches its own panics; this is one in the lines around it.
        let done = done.unwrap_or_else(|error| Done { source, result: Err(Failure::Panic(error.to_string())) });
        if let Err(failure) = &done.result {
            tracing::error!(source.id = %done.source, "the run could not be stored: {failure}");
        }
        Some(done)
    }
}

/// Publishes on a thread that may block.
pub(super) fn publish(context: &Arc<Context>, tasks: &mut JoinSet<Result<Published, RegionError>>) {
    let context = Arc::clone(context);
    tasks.spawn_blocking(move || publish_region(&context));
}

/// What came of a publishing task; a panic in it is a failed publishing, and the snapshot stays.
pub(super) fn published(joined: Result<Result<Published, RegionError>, JoinError>) -> Result<Published, RegionError> {
    joined.unwrap_or_else(|error| Err(RegionError::Panic(error.to_string())))
}
