//! Rounds of harvesting in the test's own process, with a clock that the test moves.

use std::path::Path;
use std::sync::Arc;

use skord::config::{self, Config};
use skord::harvest::{Clock, Context, Decision, DecisionError, decide};
use skord::schedule::{Progress, Round, round};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

/// A quiet afternoon; any time does.
pub const NOON: i64 = 1_700_000_000;

/// An open region, and threads for its work.
pub struct Rounds {
    pub context: Arc<Context>,
    runtime: Runtime,
}

impl Rounds {
    /// Opens the region of a config file.
    pub fn of(config: &Path) -> Self {
        Self::open(config::load(config).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Opens the region of a config.
    pub fn open(config: Config) -> Self {
        Self::at(config, NOON)
    }

    /// Opens the region of a config at a time.
    pub fn at(config: Config, now: i64) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("threads can be made");
        let handle = runtime.handle().clone();
        let context = Context::open(config, Clock::manual(now), handle, CancellationToken::new());
        Rounds { context: Arc::new(context.unwrap_or_else(|error| panic!("{error}"))), runtime }
    }

    /// Harvests every source an hour after the round before, in the config's order, and publishes.
    pub fn round(&self) -> Round {
        let sources = self.context.config.organisations.iter().flat_map(|organisation| &organisation.sources);
        self.run(sources.map(|source| source.id.clone()).collect(), Arc::new(Silent))
    }

    /// Approves the removals that a run named.
    pub fn approve(&self, source: &str, run: i64) -> Result<Vec<String>, DecisionError> {
        decide(&self.context, (source, run), Decision::Approve, Some("provet"))
    }

    /// Harvests the sources and publishes.
    pub fn run(&self, sources: Vec<String>, progress: Arc<dyn Progress>) -> Round {
        self.context.clock.advance(3600);
        let stop = CancellationToken::new();
        self.runtime.block_on(round(&self.context, sources, &progress, &stop))
    }
}

/// Nobody looks on.
pub struct Silent;

impl Progress for Silent {
    fn started(&self, _: &str) {}
    fn ended(&self, _: &str, _: &str) {}
}
