//! The promise of fetching: whatever a server does, it ends, with an answer or a typed error, and nothing else is touched.
//!
//! `server/` is the hostile web; each file beside it holds one subject.
#![cfg(target_os = "linux")]

mod addresses;
mod ask;
mod bodies;
mod breaks;
mod conditions;
mod encryption;
mod harvests;
mod headers;
mod http2;
mod memory;
mod posts;
mod proxies;
mod redirects;
mod retries;
mod server;
mod sessions;
mod sizes;
mod times;
