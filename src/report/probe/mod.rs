//! What a question to an address showed: for whoever runs the web site behind it.
//!
//! In: what happened on the way, as plain data. Out: the model, the advice that follows from it, and text or JSON of both.
//! Strings of the model are as the server sent them; what is shown of them is made safe here.

mod advice;
mod json;
mod text;

use serde::Serialize;

use super::failure::Failure;
use crate::rdf::Format;

pub use advice::{Advice, Tip};
pub use json::json;
pub use text::text;

/// Everything that a probe saw.
#[derive(Clone, Debug, Default)]
pub struct Probe {
    /// The address that was asked.
    pub url: String,
    /// Each request with its answer: the first, then one a redirect.
    pub hops: Vec<Hop>,
    /// The document, if one arrived.
    pub document: Option<Document>,
    /// What the address answers when it is asked whether anything has changed.
    pub again: Option<Again>,
    /// What keeps the document from being fetched or read.
    pub failure: Option<Failure>,
}

/// One request.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hop {
    /// Its address.
    pub url: String,
    /// What the name in it leads to; empty if that is an IP address.
    pub addresses: Vec<Address>,
    /// The certificates as the server sent them, its own first; empty without TLS, and on a connection that was used before.
    pub certificates: Vec<Certificate>,
    /// The answer's head, if one came.
    pub answer: Option<Answer>,
    /// How long each part took.
    pub times: Times,
}

/// An IP address that a name leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Address {
    /// The address.
    pub address: String,
    /// Why it is not connected to, in English with its article: `a private`.
    pub refused: Option<&'static str>,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Whose it is, as a distinguished name.
    pub subject: String,
    /// Who issued it, as a distinguished name.
    pub issuer: String,
    /// The host names that it is for.
    pub names: Vec<String>,
    /// The first day of its validity, `2026-11-25`.
    pub not_before: String,
    /// The last day of its validity.
    pub not_after: String,
    /// Whole days until then; negative if it is over.
    pub days_left: i64,
}

/// The head of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// HTTP/1.1 or HTTP/2.0.
    pub version: String,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Answer {
    /// The first header of a name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// How long the parts of a request took, in milliseconds. A part that did not end, or that there was not, is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Times {
    /// Looking the name up.
    pub name: Option<u64>,
    /// Connecting; without TLS this is a part of `head`.
    pub connect: Option<u64>,
    /// Agreeing on TLS, until the certificates were shown.
    pub tls: Option<u64>,
    /// Waiting for the head of the answer.
    pub head: Option<u64>,
    /// Reading the body.
    pub body: Option<u64>,
}

/// A document that arrived whole.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Bytes as sent.
    pub wire_bytes: u64,
    /// Bytes after decoding.
    pub bytes: u64,
    /// The format that it was taken for.
    pub format: Option<Format>,
    /// Statements and datasets, if it can be read.
    pub content: Option<Content>,
}

/// What is in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Statements.
    pub statements: u64,
    /// Datasets (`dcat:Dataset`).
    pub datasets: u64,
}

/// The answer to a second request, with the first answer's `ETag` and `Last-Modified`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// There was neither to ask with.
    NothingToAskWith,
    /// 304, as it should be.
    NotModified,
    /// The whole document again.
    Whole,
    /// It failed.
    Failed(Failure),
}
