//! The schedule: due rows become runs, runs become a feed, notices go out.
//!
//! In: a harvest [`Context`](crate::harvest::Context) and a token that says stop. Out: nothing but what harvests leave behind.
//! Work due is a row, not a timer: after a crash the rows say what to do. This is the only place that spawns work.
//! Must not: know what a harvest does.

mod delivery;
mod round;
mod watch;
mod worker;

pub use delivery::deliver;
pub use round::{Progress, Round, publish_in_turn, round};
pub use watch::watch;
