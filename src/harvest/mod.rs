//! Harvesting: one source, one run, the whole flow in one function; then the region's feed from what all sources said.
//!
//! In: a [`Context`] and a source of its config. Out: rows in the store, blobs, a snapshot.
//! Everything here blocks and runs on the caller's thread; who runs what and when is `schedule`'s.
//! Must not: spawn, serve, or let one source's trouble reach another.

mod check;
mod clock;
mod context;
mod decision;
mod due;
mod failure;
mod gather;
mod holder;
mod moves;
pub mod process;
pub mod profiles;
mod quarantine;
mod region;
mod removal;
mod replay;
mod rows;
mod run;
mod score;
pub mod settings;
mod trace;
mod turns;

pub use check::check;
pub use clock::Clock;
pub use context::{Context, ContextError};
pub use decision::{Decision, DecisionError, decide};
pub use failure::Failure;
pub use holder::Holder;
pub use region::{Published, RegionError, publish_region, ranks};
pub use replay::{Replay, ReplayError, RuleChange, replay};
pub use run::{Harvested, harvest};
pub use trace::{Description, Trace, trace};
