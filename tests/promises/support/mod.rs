//! What the promises share: regions in temporary folders, servers and clients on this machine, the binary.

pub mod binary;
pub mod feed;
pub mod http;
pub mod origin;
pub mod region;
pub mod rounds;
pub mod site;
