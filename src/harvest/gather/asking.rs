//! Asking for documents, with conditions where they were read before; an answer that nothing changed is read from its blob.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::time::SystemTime;

use url::Url;

use super::Remarks;
use crate::config::{Location, Source};
use crate::fetch::{Body, FetchError, Fetched, Session};
use crate::harvest::turns::Turn;
use crate::harvest::{Context, Failure};
use crate::source::{self, Obtained, SourceError, Validators, link};
use crate::store::{DocumentRow, Payload, Role};

/// A document that was asked for.
pub(super) struct Answered {
    pub(super) row: DocumentRow,
    content: Content,
}

enum Content {
    /// It came.
    Body(Body),
    /// It is what it was, and is kept under its hash.
    Kept,
}

impl Answered {
    /// A reader of the bytes; those that are new are kept.
    pub(super) fn reader(&mut self, context: &Context) -> Result<Box<dyn Read + '_>, Failure> {
        match &mut self.content {
            Content::Body(body) => {
                context.blobs.put_from(self.row.hash, body.reader()?)?;
                Ok(Box::new(body.reader()?))
            }
            Content::Kept => {
                let missing = || io::Error::new(io::ErrorKind::NotFound, "a kept payload is gone");
                Ok(Box::new(context.blobs.get(&self.row.hash)?.ok_or_else(missing)?))
            }
        }
    }

    /// A reader of the bytes of what came, which are not kept.
    pub(super) fn unkept_reader(&mut self) -> Result<Box<dyn Read + '_>, Failure> {
        match &mut self.content {
            Content::Body(body) => Ok(Box::new(body.reader()?)),
            Content::Kept => Ok(Box::new(io::empty())),
        }
    }
}

/// The questions of one run.
pub(super) struct Asking<'a> {
    pub(super) context: &'a Context,
    source: &'a Source,
    session: Option<Session<'a>>,
    /// What was read last, by the address that was asked.
    last: BTreeMap<&'a str, &'a DocumentRow>,
    /// Answers of the first look, which need not be asked for again.
    held: BTreeMap<String, Answered>,
    /// Bytes of all documents of the run, each counted once.
    bytes: u64,
    counted: BTreeSet<String>,
    /// Documents that the first look could not have, which need not be asked for again.
    failed: BTreeMap<String, Failure>,
    /// Held from the parsing of a document until the network is needed again.
    turn: Option<Turn<'a>>,
}

impl<'a> Asking<'a> {
    pub(super) fn begin(context: &'a Context, source: &'a Source, last: Option<&'a Payload>) -> Result<Self, Failure> {
        let session = match &source.location {
            Location::Http(url) => {
                let now = SystemTime::from(context.clock.now());
                Some(source::session(&context.fetcher, source, url, now)?)
            }
            Location::File(_) => None,
        };
        let last = last.into_iter().flat_map(|last| &last.documents).map(|row| (row.asked.as_str(), row)).collect();
        Ok(Asking {
            context,
            source,
            session,
            last,
            held: BTreeMap::new(),
            bytes: 0,
            counted: BTreeSet::new(),
            failed: BTreeMap::new(),
            turn: None,
        })
    }

    pub(super) fn source(&self) -> &'a Source {
        self.source
    }

    /// Waits for a turn at the processor, unless there is one already.
    pub(super) fn take_turn(&mut self) {
        if self.turn.is_none() {
            self.turn = Some(self.context.turns.take());
        }
    }

    /// The turn, for whoever goes on with what was read.
    pub(super) fn into_turn(mut self) -> Turn<'a> {
        self.take_turn();
        self.turn.take().unwrap_or_else(|| self.context.turns.take())
    }

    /// Asks for each document that was read last; if all are what they were, gives them with their newest headers.
    ///
    /// # Errors
    /// If the source's own document cannot be had. Of any other, the walk will say more.
    pub(super) fn same_as_last(
        &mut self,
        last: &Payload,
        remarks: &mut Remarks,
    ) -> Result<Option<Vec<DocumentRow>>, Failure> {
        if !last.complete {
            return Ok(None);
        }
        let mut documents = Vec::with_capacity(last.documents.len());
        for row in &last.documents {
            let Ok(url) = Url::parse(&row.asked) else { return Ok(None) };
            let answered = match self.ask(&url, row.role, remarks) {
                Ok(answered) => answered,
                Err(failure) if row.role == Role::Main || failure.is_ours() => return Err(failure),
                Err(failure) => {
                    self.failed.insert(row.asked.clone(), failure);
                    return Ok(None);
                }
            };
            // Equal bytes from another address may mean something else: relative addresses hang on it. And a header may name a
            // page that was not there before.
            let is_same = answered.row.hash == row.hash
                && answered.row.url == row.url
                && next_link(&answered.row) == next_link(row);
            documents.push(answered.row.clone());
            self.held.insert(row.asked.clone(), answered);
            if !is_same {
                return Ok(None);
            }
        }
        Ok(match documents.is_empty() {
            true => None,
            false => Some(documents),
        })
    }

    /// Asks for a document, unless the first look has done so.
    pub(super) fn ask(&mut self, url: &Url, role: Role, remarks: &mut Remarks) -> Result<Answered, Failure> {
        if let Some(failure) = self.failed.remove(url.as_str()) {
            return Err(failure);
        }
        if let Some(held) = self.held.remove(url.as_str()) {
            return Ok(Answered { row: DocumentRow { role, ..held.row }, content: held.content });
        }
        let last = self.last.get(url.as_str()).copied().filter(|row| self.context.blobs.has(&row.hash));
        let answered = match self.obtain(url, last)? {
            Obtained::Document(fetched) => {
                if role == Role::Main {
                    remarks.hops(url, &fetched.hops);
                }
                fresh(url, role, fetched)
            }
            Obtained::NotModified { hops, headers } => {
                if role == Role::Main {
                    remarks.hops(url, &hops);
                }
                // Only a question with a condition has this answer, and only what was read before gives one.
                let unasked = || FetchError::Status { url: url.to_string(), status: 304, retry_after: None };
                let row = last.ok_or_else(|| SourceError::from(unasked()))?;
                let headers = renewed(&row.headers, headers);
                Answered { row: DocumentRow { role, headers, ..row.clone() }, content: Content::Kept }
            }
        };
        self.count(url, &answered.row)?;
        Ok(answered)
    }

    /// What an address gives now, if that is not to the byte what it gave a moment ago.
    pub(super) fn again(&mut self, url: &Url, row: &DocumentRow) -> Result<Option<Answered>, Failure> {
        Ok(match self.obtain(url, Some(row))? {
            Obtained::NotModified { .. } => None,
            Obtained::Document(fetched) if fetched.body.hash() == row.hash => None,
            Obtained::Document(fetched) => Some(fresh(url, row.role, fetched)),
        })
    }

    /// Whether as many documents were asked for as one run may.
    pub(super) fn is_full(&self) -> bool {
        self.counted.len() >= self.source.limits.pages as usize
    }

    fn obtain(&mut self, url: &Url, last: Option<&DocumentRow>) -> Result<Obtained, Failure> {
        // Nobody waits for somebody else's server.
        self.turn = None;
        let header = |name| last.and_then(|row| row.header(name));
        let validators = Validators {
            url: last.map(|row| row.url.as_str()),
            etag: header("etag"),
            last_modified: header("last-modified"),
        };
        Ok(match (&mut self.session, &self.source.location) {
            (Some(session), _) => source::ask(session, url, validators)?,
            (None, Location::File(path)) => {
                let root = self.context.config.harvest.file_root.as_deref();
                Obtained::Document(source::read(&self.context.fetcher, self.source, path, root)?)
            }
            (None, Location::Http(_)) => return Err(Failure::Panic("a session is missing".to_owned())),
        })
    }

    /// The limit of a source holds for all its documents together.
    fn count(&mut self, url: &Url, row: &DocumentRow) -> Result<(), Failure> {
        let limit = self.source.limits.bytes;
        if self.counted.insert(url.to_string()) {
            self.bytes = self.bytes.saturating_add(row.bytes);
        }
        match self.bytes > limit {
            true => Err(Failure::TooMuch { limit, documents: self.counted.len() }),
            false => Ok(()),
        }
    }
}

/// Where the headers of a document say that the next page is.
fn next_link(row: &DocumentRow) -> Option<&str> {
    link(row.headers.iter().filter(|(name, _)| name == "link").map(|(_, value)| value.as_str()), "next")
}

/// The headers of a document after an answer that it still holds (RFC 9111, section 3.2).
fn renewed(known: &[(String, String)], newer: Vec<(String, String)>) -> Vec<(String, String)> {
    let newer: Vec<_> =
        newer.into_iter().filter(|(name, _)| name != "set-cookie" && name != "content-length").collect();
    let is_renewed = |name: &str| newer.iter().any(|(newer, _)| newer == name);
    let kept = known.iter().filter(|(name, _)| !is_renewed(name)).cloned();
    kept.chain(newer.iter().cloned()).collect()
}

fn fresh(url: &Url, role: Role, fetched: Fetched) -> Answered {
    // A cookie is nobody's business but the server's.
    let headers = fetched.headers.into_iter().filter(|(name, _)| name != "set-cookie").collect();
    let row = DocumentRow {
        role,
        asked: url.to_string(),
        url: fetched.url,
        headers,
        hash: fetched.body.hash(),
        bytes: fetched.body.len(),
        wire_bytes: fetched.wire_bytes,
    };
    Answered { row, content: Content::Body(fetched.body) }
}
