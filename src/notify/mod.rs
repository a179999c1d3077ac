//! Notices to a webhook: what is sent, how it is signed, and when it is tried again.
//!
//! In: what happened to a source, and the secret of the config. Out: the body of a request, its signature, and the time of
//! the next attempt. The outbox itself is rows of the store; the schedule takes what is due from there, asks here what to
//! send, and sends it with the HTTP client. Must not: send or keep anything itself.
//!
//! A notice is delivered at least once: a process that ends between the answer and the row's removal sends it again.

mod notice;
mod retry;
mod signature;

pub use notice::{MEDIA_TYPE, Notice, SCHEMA_VERSION};
pub use retry::{Retry, retry};
pub use signature::{HEADER, signature};
