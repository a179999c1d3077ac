//! RDF: terms, the compact graph, encodings, formats, guarded parsers, writers, canonical hashing and vocabulary constants.
//!
//! In: bytes with a format. Out: an interned, sorted, read-only [`Graph`], or bytes again.
//! Parsing is faithful: nothing here repairs or judges, knows DCAT, or reaches the network.

pub mod canonical;
pub mod charset;
pub mod format;
mod graph;
mod other;
pub mod parse;
mod place;
mod sophia;
mod term;
mod terms;
mod text;
pub mod vocab;
pub mod write;

pub use format::Format;
pub use graph::{Graph, GraphBuilder, Triple};
pub use parse::{Caps, ParseError, Parsed, ReadError, parse, parse_strict, parse_text, parse_whole, parse_written};

pub use term::{Literal, Term};
pub use terms::{TermId, Terms};
pub use text::TextReader;
