//! A JSON document as it should have been: what cannot be read is blanked out, what is left is JSON again, and every byte
//! stands where it stood.
//!
//! A fault costs the smallest node object in an array around it, and reading goes on behind that one. Where it goes on is tried:
//! a place is taken if from there everything closes as it should until the document ends or breaks again. Of a document that
//! ends too early, or where no such place is found, the node objects stay that were complete.

use std::borrow::Cow;

use super::outline::members;
use super::resume::Search;
use super::scan::{Frame, Repair, Scanner, Stop};
use crate::rdf::parse::error::Fault;
use crate::rdf::parse::sink::Sink;
use crate::rdf::parse::{Mode, NoteKind, ParseErrorKind};

/// A document that is JSON, but for bytes that are missing in it.
pub(super) struct Mended<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Bytes to be put in before an offset, in order.
    pub(super) missing: Vec<(usize, u8)>,
    /// The first place at which something is lost.
    pub(super) lost: Option<Fault>,
    /// The beginning of names that are not in the document.
    pub(super) mark: String,
}

impl Mended<'_> {
    /// Puts a part of the document into a text.
    pub(super) fn copy(&self, begin: usize, end: usize, text: &mut Vec<u8>) {
        let first = self.missing.partition_point(|&(at, _)| at <= begin);
        let mut from = begin;
        for &(at, byte) in self.missing[first..].iter().take_while(|&&(at, _)| at < end) {
            text.extend_from_slice(&self.bytes[from..at]);
            text.push(byte);
            from = at;
        }
        text.extend_from_slice(&self.bytes[from..end]);
    }
}

/// Mends a document and notes how.
///
/// # Errors
/// Where it breaks a cap, and where nothing in it is complete; read strictly, where it is no JSON.
pub(super) fn mend<'a>(text: &'a str, sink: &mut Sink) -> Result<Mended<'a>, Fault> {
    let bytes = text.as_bytes();
    let mut mending =
        Mending { text, holes: Vec::new(), missing: Vec::new(), tail: Vec::new(), lost: None, mark: mark(bytes) };
    let mut scanner = Scanner::new(bytes, &sink.caps);
    let mut left = Search::of(bytes);
    loop {
        let stop = scanner.run();
        mending.repaired(&mut scanner.repairs, sink)?;
        let (at, fault, is_cut) = match stop {
            Stop::End => break,
            Stop::Refused(fault) => return Err(fault),
            Stop::Broken(at, why) => (at, Fault::at(ParseErrorKind::Syntax(why.to_owned()), at), false),
            Stop::Truncated => {
                let what = format!("{} objects or arrays are still open", scanner.frames.len());
                (bytes.len(), Fault::at(ParseErrorKind::Truncated(what), bytes.len()), true)
            }
        };
        if sink.mode == Mode::Strict {
            return Err(fault);
        }
        if scanner.is_complete() {
            mending.hole(at, bytes.len(), &fault, sink);
            mending.lost.get_or_insert(fault);
            break;
        }
        let next = if is_cut { None } else { left.resume(&scanner, bytes, at) };
        match next {
            Some((frames, end)) => {
                let frame = scanner.frames[frames - 1];
                // The comma before what is lost goes with it if there is none behind it.
                let (begin, end_of_hole) = match bytes[end] {
                    b',' => (frame.item, end + 1),
                    _ => (frame.comma.unwrap_or(frame.item), end),
                };
                mending.hole(begin, end_of_hole, &fault, sink);
                mending.lost.get_or_insert(fault);
                let mut behind = scanner.behind(frames, end);
                if bytes[end] == b',' {
                    behind.skip_comma();
                }
                scanner = behind;
            }
            None => {
                if !mending.cut(&scanner, at, &fault, sink) {
                    return Err(fault);
                }
                mending.lost.get_or_insert(fault);
                break;
            }
        }
    }
    Ok(mending.finish())
}

/// The beginning of names that are in no document by chance, and not in this.
fn mark(bytes: &[u8]) -> String {
    let free = |mark: &String| memchr::memmem::find(bytes, mark.as_bytes()).is_none();
    let marks = (0..16).map(|number| format!("x-skord-mark-{number}:"));
    marks.into_iter().find(free).unwrap_or_else(|| "x-skord-mark:".to_owned())
}

/// A document that is being mended.
struct Mending<'a> {
    text: &'a str,
    holes: Vec<(usize, usize, &'static [u8])>,
    missing: Vec<(usize, u8)>,
    /// What closes the document that breaks off.
    tail: Vec<u8>,
    lost: Option<Fault>,
    mark: String,
}

impl<'a> Mending<'a> {
    /// Notes what the scanner mended.
    fn repaired(&mut self, repairs: &mut Vec<Repair>, sink: &mut Sink) -> Result<(), Fault> {
        for repair in repairs.drain(..) {
            match repair {
                Repair::Blank(begin, end) => {
                    let was = String::from_utf8_lossy(&self.text.as_bytes()[begin..end]).into_owned();
                    let is_character = was != "," && !was.starts_with('/');
                    let kind = if is_character { NoteKind::Character } else { NoteKind::Json };
                    sink.note(kind, begin, was.escape_debug().to_string().as_str(), Some(" "))?;
                    self.holes.push((begin, end, b""));
                }
                Repair::Missing(at, byte) => {
                    let became = char::from(byte).to_string();
                    sink.note(NoteKind::Json, at, "", Some(&became))?;
                    self.missing.push((at, byte));
                }
                Repair::Surrogate(at) => {
                    sink.note(NoteKind::Character, at, &self.text[at..at + 6], Some("\\ufffd"))?;
                    self.holes.push((at, at + 6, b"\\ufffd"));
                }
                Repair::Duplicate(begin, end) => {
                    sink.note(NoteKind::DuplicateKey, begin, &self.text[begin..end], Some(&self.text[begin..end]))?;
                }
            }
        }
        Ok(())
    }

    /// Leaves something out.
    fn hole(&mut self, begin: usize, end: usize, fault: &Fault, sink: &mut Sink) {
        let place = fault.offset.unwrap_or(begin);
        let was = String::from_utf8_lossy(&self.text.as_bytes()[begin..end]).into_owned();
        let was = was.trim_matches(|c: char| c.is_whitespace() || c == ',');
        sink.tell(NoteKind::Statement, place, &format!("{}: {was}", fault.kind), None);
        self.holes.push((begin, end, b""));
        self.missing.retain(|&(at, _)| at < begin || at >= end);
    }

    /// Cuts the document behind the last complete member and closes what is open. Tells whether there is one.
    fn cut(&mut self, scanner: &Scanner<'_>, at: usize, fault: &Fault, sink: &mut Sink) -> bool {
        let bytes = self.text.as_bytes();
        let key = |frame: &Frame| &bytes[frame.key.0..frame.key.1];
        // Of a context nothing is taken that is not whole.
        let outside = scanner.frames.iter().take_while(|frame| frame.is_array || key(frame) != b"@context");
        let frames = &scanner.frames[..outside.count()];
        let is_value = |frame: &Frame| {
            let mut members = members(bytes, frame.begin - 1).take(frame.complete);
            members.any(|member| {
                matches!(&bytes[member.key], b"\"@value\"" | b"\"@list\"" | b"\"@set\"" | b"\"@language\"")
            })
        };
        let can_end = |frame: &Frame| frame.complete > 0 && (frame.is_array || !is_value(frame));
        let Some(last) = frames.iter().rposition(can_end) else { return false };
        let begin = match scanner.is_between_members() && scanner.frames.len() == last + 1 {
            true => at,
            false => frames[last].comma.unwrap_or(frames[last].item),
        };
        self.hole(begin, bytes.len(), fault, sink);
        let tail = &mut self.tail;
        for (index, frame) in frames[..=last].iter().enumerate().rev() {
            let is_reverse = index.checked_sub(1).is_some_and(|around| key(&frames[around]) == b"@reverse");
            match frame.is_array {
                true => tail.push(b']'),
                // These are no node objects, or say nothing of their own.
                false if is_reverse || matches!(key(frame), b"@graph" | b"@list" | b"@set") => tail.push(b'}'),
                // What this says of its own is not complete, and is told by this.
                false => tail.extend_from_slice(format!(",\"{}open\":\"\"}}", self.mark).as_bytes()),
            }
        }
        true
    }

    fn finish(self) -> Mended<'a> {
        let bytes = match self.holes.is_empty() && self.tail.is_empty() {
            true => Cow::Borrowed(self.text.as_bytes()),
            false => {
                let mut bytes = self.text.as_bytes().to_vec();
                for (begin, end, text) in self.holes {
                    bytes[begin..end].fill(b' ');
                    bytes[begin..begin + text.len()].copy_from_slice(text);
                }
                bytes.extend_from_slice(&self.tail);
                Cow::Owned(bytes)
            }
        };
        Mended { bytes, missing: self.missing, lost: self.lost, mark: self.mark }
    }
}
