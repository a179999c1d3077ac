//! Skörd: a metadata harvester for a region.
#![deny(missing_docs)]

pub mod config;
pub mod rdf;
pub mod shacl;
