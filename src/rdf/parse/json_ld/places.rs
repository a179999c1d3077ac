//! Where the node objects of a document begin, by their names as written.
//!
//! What a name becomes is known to the parser behind only, which tells no places. An IRI is taken for the one that was written if it
//! ends as that ends; where that leaves a choice, none is made.

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::fast::{FixedState, RandomState};
use hashbrown::HashMap;

use super::outline::{end_of_string, next};

/// How many names with the same ending are looked through.
const SAME: usize = 8;

/// The named node objects of a part of a document.
#[derive(Default)]
pub(super) struct Places<'a> {
    names: Vec<Name<'a>>,
    /// The hash of the last part of a name, and the last name that ends so.
    endings: HashMap<u64, usize, FixedState>,
    hasher: RandomState,
}

struct Name<'a> {
    written: Cow<'a, str>,
    offset: usize,
    /// The name before it with the same ending.
    other: Option<usize>,
}

/// An open object: where it begins, its name, and how many keys it has.
struct Open<'a> {
    begin: usize,
    name: Option<&'a [u8]>,
    keys: usize,
}

impl<'a> Places<'a> {
    /// Adds the node objects of a value. One that has nothing but a name is a reference.
    pub(super) fn add(&mut self, bytes: &'a [u8], begin: usize, end: usize) {
        let mut open: Vec<Option<Open<'a>>> = Vec::new();
        let mut at = begin;
        while at < end {
            match bytes[at] {
                b'"' => {
                    let after = end_of_string(bytes, at);
                    let value = next(bytes, after);
                    let is_key = bytes[after..value.min(end)].contains(&b':');
                    if let Some(Some(object)) = open.last_mut().filter(|_| is_key) {
                        object.keys += 1;
                        if matches!(&bytes[at..after], b"\"@id\"" | b"\"id\"") && bytes.get(value) == Some(&b'"') {
                            let end = end_of_string(bytes, value);
                            object.name = Some(&bytes[value..end]);
                        }
                    }
                    at = after;
                    continue;
                }
                b'{' => open.push(Some(Open { begin: at, name: None, keys: 0 })),
                b'[' => open.push(None),
                b'}' | b']' => {
                    if let Some(Some(Open { begin, name: Some(name), keys: 2.. })) = open.pop() {
                        self.name(name, begin);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn name(&mut self, quoted: &'a [u8], offset: usize) {
        let inside = &quoted[1..quoted.len().max(2) - 1];
        let written = match memchr::memchr(b'\\', inside) {
            None => String::from_utf8_lossy(inside),
            Some(_) => match serde_json::from_slice::<String>(quoted) {
                Ok(written) => Cow::Owned(written),
                Err(_) => return,
            },
        };
        let other = self.endings.insert(self.hasher.hash_one(ending(&written)), self.names.len());
        self.names.push(Name { written, offset, other });
    }

    /// Where the node object with an IRI, or a blank node label after `_:`, begins; the first if there are more.
    pub(super) fn of(&self, iri: &str) -> Option<usize> {
        let mut index = self.endings.get(&self.hasher.hash_one(ending(iri))).copied();
        let (mut exact, mut like) = (None, None);
        for _ in 0..SAME {
            let Some(name) = index.map(|index| &self.names[index]) else { break };
            if name.written == iri {
                exact = Some(name.offset);
            } else if is_like(iri, &name.written) {
                let known: &mut Option<(&str, usize)> = &mut like;
                if known.is_some_and(|(written, _)| written != name.written) {
                    // Two names that both may be meant.
                    return exact;
                }
                like = Some((&name.written, name.offset));
            }
            index = name.other;
        }
        exact.or(like.map(|(_, offset)| offset))
    }
}

/// What stands behind the last separator.
fn ending(name: &str) -> &str {
    name.rfind(['/', '#', ':']).map_or(name, |at| &name[at + 1..])
}

/// Whether a compact IRI or a relative reference may stand for the IRI.
fn is_like(iri: &str, written: &str) -> bool {
    match written.split_once(':') {
        Some((_, rest)) if rest.starts_with("//") => false,
        Some(("_", _)) => false,
        Some((_, rest)) => iri.ends_with(rest),
        None => !written.is_empty() && iri.ends_with(written.trim_start_matches(['.', '/'])),
    }
}
