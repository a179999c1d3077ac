//! A document as text, in a window that moves over it: decoded as it is read, and in memory only as far as its reader looks.
//!
//! In: bytes from anywhere. Out: text, and where its lines begin. Reading never fails on the way: a source that does ends the
//! text, and [`TextReader::failure`] says so.
//! Must not: know a syntax.

use std::io::{self, Read};

use super::charset::{Decoder, Trouble, head};
use super::place::Lines;

/// How much is read at a time unless told, in bytes.
const BLOCK: usize = 1 << 20;

/// Reads a document as text.
pub struct TextReader<'r> {
    source: Box<dyn Read + 'r>,
    media_type: Option<String>,
    decoder: Option<Decoder>,
    /// What is read and not decoded.
    raw: Vec<u8>,
    /// What is decoded, of which so much is taken.
    window: String,
    taken: usize,
    /// Where in the document that is which is not taken.
    begin: usize,
    lines: Lines,
    /// Bytes read, and how many there may be.
    read: u64,
    most: u64,
    /// Bytes read at a time.
    block: usize,
    end: Option<Ending>,
}

enum Ending {
    Whole,
    TooLarge,
    Failed(io::Error),
}

impl<'r> TextReader<'r> {
    /// A document from a source. `media_type` is that of the answer, with its `charset` if it has one.
    pub fn new(source: impl Read + 'r, media_type: Option<&str>) -> Self {
        TextReader {
            source: Box::new(source),
            media_type: media_type.map(str::to_owned),
            decoder: None,
            raw: Vec::new(),
            window: String::new(),
            taken: 0,
            begin: 0,
            lines: Lines::default(),
            read: 0,
            most: u64::MAX,
            block: BLOCK,
            end: None,
        }
    }

    /// The same, read so many bytes at a time, of which there must be enough to tell the encoding by.
    pub fn in_blocks(self, bytes: usize) -> Self {
        TextReader { block: bytes.max(1), ..self }
    }

    /// The same, of which no more than so many bytes are read.
    pub fn limited(self, most: u64) -> Self {
        TextReader { most, ..self }
    }

    /// No more than so many bytes are read from now on.
    pub(super) fn limit(&mut self, most: u64) {
        self.most = most;
        if self.read > most {
            self.end = Some(Ending::TooLarge);
        }
    }

    /// What is decoded and not taken.
    pub fn text(&self) -> &str {
        &self.window[self.taken..]
    }

    /// Whether [`Self::text`] reaches to the end of the document.
    pub fn is_ended(&self) -> bool {
        self.end.is_some()
    }

    /// Whether the document was larger than it may be.
    pub(super) fn is_too_large(&self) -> bool {
        matches!(self.end, Some(Ending::TooLarge))
    }

    /// Why the source could not be read to its end, if it could not.
    pub(super) fn failure(&mut self) -> Option<io::Error> {
        match self.end.take_if(|end| matches!(end, Ending::Failed(_))) {
            Some(Ending::Failed(error)) => Some(error),
            _ => None,
        }
    }

    /// Where [`Self::text`] begins, in bytes of text.
    pub(super) fn begin(&self) -> usize {
        self.begin
    }

    /// What was odd about the encoding so far.
    pub(super) fn trouble(&self) -> Option<&Trouble> {
        self.decoder.as_ref().and_then(Decoder::trouble)
    }

    /// The name of the encoding (WHATWG Encoding) that most of the document so far is in.
    pub fn encoding(&self) -> &'static str {
        self.decoder.as_ref().map_or(encoding_rs::UTF_8.name(), Decoder::encoding)
    }

    /// The lines of what is read.
    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The lines, for good.
    pub(super) fn take_lines(&mut self) -> Lines {
        std::mem::take(&mut self.lines)
    }

    /// How many bytes it may have.
    pub(super) fn most(&self) -> u64 {
        self.most
    }

    /// The beginning of the text, up to so many bytes.
    pub(super) fn head(&mut self, most: usize) -> &str {
        while self.text().len() < most && !self.is_ended() {
            self.fill();
        }
        head(self.text(), most)
    }

    /// All of the text.
    pub fn whole(&mut self) -> &str {
        while !self.is_ended() {
            self.fill();
        }
        self.text()
    }

    /// Takes so many bytes of the text.
    pub(super) fn take(&mut self, bytes: usize) {
        self.taken += bytes;
        self.begin += bytes;
    }

    /// Adds to the text: a block, or as much as there is already, so that who waits for the end of something long does not look
    /// at it again and again. Gives where the new text begins in it.
    pub(super) fn fill(&mut self) -> usize {
        self.window.drain(..self.taken);
        self.taken = 0;
        let before = self.window.len();
        while !self.is_ended() && self.window.len() - before < before.max(1) {
            self.read_block();
        }
        self.lines.push(&self.window[before..]);
        before
    }

    fn read_block(&mut self) {
        // One byte more than there may be tells that there are too many.
        let room = self.most.saturating_add(1).saturating_sub(self.read);
        let block = (self.block as u64).min(room);
        match (&mut self.source).take(block).read_to_end(&mut self.raw) {
            Ok(count) => {
                self.read += count as u64;
                if self.read > self.most {
                    self.end = Some(Ending::TooLarge);
                } else if (count as u64) < block {
                    self.end = Some(Ending::Whole);
                }
            }
            Err(error) => self.end = Some(Ending::Failed(error)),
        }
        let decoder = match &mut self.decoder {
            Some(decoder) => decoder,
            None => {
                let (decoder, mark) = Decoder::new(&self.raw, self.media_type.as_deref());
                self.raw.drain(..mark);
                self.decoder.insert(decoder)
            }
        };
        let used = decoder.decode(&self.raw, self.end.is_some(), &mut self.window);
        self.raw.drain(..used);
    }
}
