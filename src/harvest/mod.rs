//! Harvesting: one source, one run, the whole flow in one function; then the region's feed from what all sources said.
//!
//! In: a [`Context`] and a source of its config. Out: rows in the store, blobs, a snapshot.
//! Everything here blocks and runs on the caller's thread; who runs what and when is `schedule`'s.
//! Must not: spawn, serve, or let one source's trouble reach another.

mod check;
mod clock;
mod context;
mod due;
mod failure;
mod gather;
mod holder;
pub mod process;
pub mod profiles;
mod region;
mod replay;
mod run;
mod score;
pub mod settings;
mod turns;

pub use check::check;
pub use clock::Clock;
pub use context::{Context, ContextError};
pub use failure::Failure;
pub use holder::Holder;
pub use region::{Published, RegionError, publish_region, ranks};
pub use replay::{Replay, ReplayError, RuleChange, replay};
pub use run::{Deletions, Harvested, harvest};
