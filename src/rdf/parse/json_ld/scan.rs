//! JSON, scanned without being kept: where each value stands, where the document stops being JSON, and what can be mended.
//!
//! In: bytes of UTF-8. Out: the position, the objects and arrays that are open there, and repairs that leave every byte where it
//! is. Linear, without recursion; the stack is as deep as the nesting cap lets it be.

use std::hash::BuildHasher;

use super::values::number;
use super::work::{Inside, Work};
use crate::rdf::parse::error::Fault;
use crate::rdf::parse::{Caps, ParseErrorKind};

/// How many keys of an object are compared with each other.
const KEYS: usize = 256;

/// An open object or array.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) is_array: bool,
    /// The byte after its bracket.
    pub(super) begin: usize,
    /// The byte after its bracket or after the comma before its current member.
    pub(super) item: usize,
    /// That comma.
    pub(super) comma: Option<usize>,
    /// How many of its members are complete.
    pub(super) complete: usize,
    /// The key of the current member.
    pub(super) key: (usize, usize),
    inside: Inside,
    /// Where its keys begin among the hashes of all keys.
    keys: usize,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// A value; the closing bracket too, if the array has nothing before it.
    Value,
    /// A key; the closing brace too, if the object has nothing before it.
    Key,
    Colon,
    /// A comma or the closing bracket.
    Next,
    /// Nothing: the value of the document is complete.
    End,
}

/// Something that is mended in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// Bytes that become spaces.
    Blank(usize, usize),
    /// A byte that is missing before the offset.
    Missing(usize, u8),
    /// A lone surrogate (RFC 8259, section 8.2), six bytes, which becomes U+FFFD.
    Surrogate(usize),
    /// A key that its object has already; both are kept.
    Duplicate(usize, usize),
}

/// Why a scan stopped.
pub(super) enum Stop {
    /// The document is complete.
    End,
    /// It is not JSON there.
    Broken(usize, &'static str),
    /// It ends there with objects or arrays open, or with nothing in it.
    Truncated,
    /// It breaks a cap.
    Refused(Fault),
}

/// A scan of a document.
pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) caps: Caps,
    pub(super) at: usize,
    pub(super) frames: Vec<Frame>,
    pub(super) repairs: Vec<Repair>,
    /// Where it went on behind something, and left what that was in.
    pub(super) left: Option<usize>,
    inside: usize,
    work: Work,
    expect: Expect,
    keys: Vec<u64>,
    hasher: foldhash::fast::FixedState,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(bytes: &'a [u8], caps: &Caps) -> Self {
        let hasher = foldhash::fast::FixedState::default();
        let (frames, repairs, keys) = (Vec::new(), Vec::new(), Vec::new());
        Scanner {
            bytes,
            caps: *caps,
            at: 0,
            frames,
            repairs,
            left: None,
            inside: 0,
            work: Work::default(),
            expect: Expect::Value,
            keys,
            hasher,
        }
    }

    /// A scan that goes on behind a member that cannot be read, with only those frames.
    ///
    /// `at` is a comma or the closing bracket of the last of the frames.
    pub(super) fn behind(&self, frames: usize, at: usize) -> Self {
        let mut scanner = Scanner::new(self.bytes, &self.caps);
        scanner.frames = self.frames[..frames].to_vec();
        scanner.keys = self.keys[..self.frames[frames - 1].keys].to_vec();
        scanner.inside = frames;
        scanner.work = self.work.outside_contexts();
        scanner.at = at;
        scanner.expect = Expect::Next;
        scanner
    }

    /// Goes on behind the comma at which it stands, which is to be left out as well as the member before it.
    pub(super) fn skip_comma(&mut self) {
        self.at += 1;
        if let Some(frame) = self.frames.last_mut() {
            frame.item = self.at;
            self.expect = if frame.is_array { Expect::Value } else { Expect::Key };
        }
    }

    /// Whether the value of the document is complete.
    pub(super) fn is_complete(&self) -> bool {
        self.expect == Expect::End
    }

    /// Whether the last member is complete and the next has not begun.
    pub(super) fn is_between_members(&self) -> bool {
        self.expect == Expect::Next
    }

    /// Goes on until the document ends or stops being JSON.
    pub(super) fn run(&mut self) -> Stop {
        loop {
            self.at = self.space(self.at);
            let Some(&byte) = self.bytes.get(self.at) else {
                return if self.expect == Expect::End { Stop::End } else { Stop::Truncated };
            };
            let step = match self.expect {
                Expect::Value => self.value(byte),
                Expect::Key => self.key(byte),
                Expect::Colon if byte == b':' => {
                    self.at += 1;
                    self.expect = Expect::Value;
                    Ok(())
                }
                Expect::Colon => Err(self.broken("a colon is missing behind a key")),
                Expect::Next => self.next(byte),
                Expect::End => Err(self.broken("something stands behind the end of the document")),
            };
            if let Err(stop) = step {
                return stop;
            }
        }
    }

    fn broken(&self, why: &'static str) -> Stop {
        Stop::Broken(self.at, why)
    }

    /// Skips white space and, mending them, comments.
    fn space(&mut self, mut at: usize) -> usize {
        loop {
            at += self.bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
            let rest = &self.bytes[at..];
            let length = if rest.starts_with(b"//") {
                memchr::memchr(b'\n', rest).unwrap_or(rest.len())
            } else if rest.starts_with(b"/*") {
                memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2)
            } else if rest.starts_with("\u{feff}".as_bytes()) {
                '\u{feff}'.len_utf8()
            } else {
                return at;
            };
            self.repairs.push(Repair::Blank(at, at + length));
            at += length;
        }
    }

    fn value(&mut self, byte: u8) -> Result<(), Stop> {
        match byte {
            b'{' | b'[' => {
                if self.frames.len() >= self.caps.nesting {
                    let kind = ParseErrorKind::TooDeep(self.caps.nesting);
                    return Err(Stop::Refused(Fault::at(kind, self.at)));
                }
                self.at += 1;
                let is_array = byte == b'[';
                let keys = self.keys.len();
                self.frames.push(Frame {
                    is_array,
                    begin: self.at,
                    item: self.at,
                    comma: None,
                    complete: 0,
                    key: (0, 0),
                    inside: Inside::default(),
                    keys,
                });
                self.expect = if is_array { Expect::Value } else { Expect::Key };
                return Ok(());
            }
            b'"' => {
                let begin = self.at;
                self.at = self.string()?;
                self.work.text(&self.bytes[begin + 1..self.at - 1]);
            }
            b']' if self.frames.last().is_some_and(|frame| frame.is_array) => {
                let frame = self.frames[self.frames.len() - 1];
                if let Some(comma) = frame.comma {
                    self.repairs.push(Repair::Blank(comma, comma + 1));
                }
                return self.close();
            }
            b't' | b'f' | b'n' => {
                let rest = &self.bytes[self.at..];
                let word = [&b"true"[..], b"false", b"null"].into_iter().find(|word| rest.starts_with(word));
                self.at += word.ok_or_else(|| self.broken("an unknown word stands where a value should"))?.len();
            }
            b'-' | b'0'..=b'9' => {
                self.at += number(&self.bytes[self.at..]).ok_or_else(|| self.broken("a number is not well-formed"))?;
            }
            _ => return Err(self.broken("a value is missing")),
        }
        self.done()
    }

    /// A value is complete.
    fn done(&mut self) -> Result<(), Stop> {
        let around = self.frames.len();
        match self.frames.last_mut() {
            Some(frame) => {
                frame.complete += 1;
                self.work.value(around, &mut frame.inside);
                self.expect = Expect::Next;
            }
            None => self.expect = Expect::End,
        }
        match self.work.is_too_much() {
            true => Err(Stop::Refused(Fault::at(ParseErrorKind::TooMuchWork, self.at))),
            false => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), Stop> {
        if let Some(frame) = self.frames.pop() {
            self.keys.truncate(frame.keys);
            self.work.close(frame.inside, self.frames.last_mut().map(|around| &mut around.inside));
        }
        if self.frames.len() < self.inside {
            self.left.get_or_insert(self.at);
        }
        self.at += 1;
        self.done()
    }

    fn key(&mut self, byte: u8) -> Result<(), Stop> {
        let Some(index) = self.frames.len().checked_sub(1) else { return Err(self.broken("a value is missing")) };
        match byte {
            b'"' => {
                let begin = self.at + 1;
                self.at = self.string()?;
                let key = (begin, self.at - 1);
                let hash = self.hasher.hash_one(&self.bytes[key.0..key.1]);
                let keys = &self.keys[self.frames[index].keys..];
                if keys.contains(&hash) {
                    self.repairs.push(Repair::Duplicate(key.0, key.1));
                } else if keys.len() < KEYS {
                    self.keys.push(hash);
                }
                self.frames[index].key = key;
                if self.work.key(&self.bytes[key.0..key.1], self.frames.len()) {
                    return Err(Stop::Refused(Fault::at(ParseErrorKind::TooMuchWork, key.0)));
                }
                self.expect = Expect::Colon;
                Ok(())
            }
            b'}' => {
                if let Some(comma) = self.frames[index].comma {
                    self.repairs.push(Repair::Blank(comma, comma + 1));
                }
                self.close()
            }
            _ => Err(self.broken("a key in quotes is missing")),
        }
    }

    fn next(&mut self, byte: u8) -> Result<(), Stop> {
        let Some(frame) = self.frames.last_mut() else { return Err(self.broken("nothing is open")) };
        let expect = if frame.is_array { Expect::Value } else { Expect::Key };
        match byte {
            b',' => {
                (frame.item, frame.comma) = (self.at + 1, Some(self.at));
                self.at += 1;
                self.expect = expect;
                Ok(())
            }
            b']' | b'}' if frame.is_array == (byte == b']') => self.close(),
            // A comma may be missing where the next member begins beyond doubt.
            b'"' | b'{' if frame.is_array || byte == b'"' => {
                (frame.item, frame.comma) = (self.at, None);
                self.repairs.push(Repair::Missing(self.at, b','));
                self.expect = expect;
                Ok(())
            }
            _ => Err(self.broken("a comma or a closing bracket is missing")),
        }
    }
}
