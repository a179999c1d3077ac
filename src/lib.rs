//! Skörd: a metadata harvester for a region.
//!
//! Scheduled workers [`fetch`] each organisation's metadata, parse it ([`rdf`]), [`normalise`] it to DCAT-AP-SE 3.0.1,
//! [`validate`] it with [`shacl`], cut it into [`resource`]s, [`store`] them, [`merge`] all organisations into one
//! catalogue, [`publish`] that as feeds, and [`report`] to each organisation what to fix.
//! `docs/architecture.md` tells the rest.
#![deny(missing_docs)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::iter_over_hash_type)]

pub mod blob;
pub mod cli;
pub mod config;
pub mod fetch;
pub mod harvest;
pub mod merge;
pub mod normalise;
pub mod notify;
pub mod organisation_number;
pub mod publish;
pub mod quality;
pub mod rdf;
pub mod report;
pub mod resource;
pub mod schedule;
pub mod shacl;
pub mod source;
pub mod store;
pub mod validate;
pub mod web;
