//! The character encoding of a document: told from its first bytes, its XML declaration, its server, or its bytes alone.
//!
//! In: bytes piece by piece, and the media type with which they came. Out: text, and what was odd about it. Nothing fails: a
//! byte that is not UTF-8 is taken for windows-1252, so that å, ä and ö arrive whole.
//! Must not: look at more than the encoding; which characters a syntax allows is its reader's business.

use std::ops::ControlFlow;

use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// An encoding that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The first byte of the text that is concerned.
    pub(super) offset: usize,
    /// What it was said to be.
    pub(super) was: String,
    /// What it was read as.
    pub(super) became: &'static str,
}

/// Makes text of the bytes of one document, piece by piece.
///
/// A byte order mark goes before the XML declaration, and that before the server's word, as both travel with the document
/// (XML 1.0, appendix F; RFC 7303, section 3). What is valid UTF-8 beyond ASCII is UTF-8, whatever it is said to be.
pub(super) struct Decoder {
    way: Way,
    /// What the document is said to be in, where that is not what it is read as.
    told: Option<String>,
    trouble: Option<Trouble>,
    /// Bytes of text so far.
    written: usize,
    /// Sequences of UTF-8 beyond ASCII, and bytes that are none.
    sequences: usize,
    strays: usize,
}

enum Way {
    /// UTF-8; bytes that are not are read as windows-1252, one by one.
    Utf8,
    /// ASCII so far, and said to be another encoding that begins as ASCII does.
    Ascii(&'static Encoding),
    /// Another encoding.
    By(Box<encoding_rs::Decoder>, &'static Encoding),
}

impl Decoder {
    /// The decoder of a document that begins so. `media_type` is that of the answer, with its `charset` if it has one.
    ///
    /// Gives the number of bytes of a byte order mark, which are no text.
    pub(super) fn new(head: &[u8], media_type: Option<&str>) -> (Self, usize) {
        let decoder = |way, told: Option<&str>| {
            let told = told.map(str::to_owned);
            Decoder { way, told, trouble: None, written: 0, sequences: 0, strays: 0 }
        };
        let by = |encoding: &'static Encoding| {
            decoder(Way::By(Box::new(encoding.new_decoder_without_bom_handling()), encoding), Some(encoding.name()))
        };
        if let Some((encoding, mark)) = Encoding::for_bom(head) {
            return (if encoding == UTF_8 { decoder(Way::Utf8, None) } else { by(encoding) }, mark);
        }
        if let Some(encoding) = utf_16(head) {
            return (by(encoding), 0);
        }
        let told = declared(head).or_else(|| charset(media_type?));
        let Some(label) = told else { return (decoder(Way::Utf8, None), 0) };
        // One that begins as ASCII does is not UTF-16, whatever it says.
        let encoding = Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible());
        let decoder = match encoding {
            Some(encoding) if encoding != UTF_8 => decoder(Way::Ascii(encoding), told),
            Some(_) => decoder(Way::Utf8, None),
            None => {
                let trouble = Trouble { offset: 0, was: label.to_owned(), became: UTF_8.name() };
                Decoder { trouble: Some(trouble), ..decoder(Way::Utf8, None) }
            }
        };
        (decoder, 0)
    }

    /// The name of the encoding (WHATWG Encoding) that most of the document so far is in.
    pub(super) fn encoding(&self) -> &'static str {
        match &self.way {
            Way::By(_, encoding) => encoding.name(),
            _ if self.strays > self.sequences => WINDOWS_1252.name(),
            _ => UTF_8.name(),
        }
    }

    /// What was odd so far.
    pub(super) fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// Adds the text of the next bytes. Gives how many of them it has used: a sequence that is cut wants what comes after it.
    pub(super) fn decode(&mut self, bytes: &[u8], is_last: bool, to: &mut String) -> usize {
        let before = to.len();
        let mut used = 0;
        loop {
            match self.step(&bytes[used..], is_last, before, to) {
                ControlFlow::Continue(read) => used += read,
                ControlFlow::Break(read) => {
                    self.written += to.len() - before;
                    return used + read;
                }
            }
        }
    }

    /// One step, which may find another way to go on. Gives how many bytes it has used.
    fn step(&mut self, rest: &[u8], is_last: bool, before: usize, to: &mut String) -> ControlFlow<usize, usize> {
        match &mut self.way {
            Way::Utf8 => ControlFlow::Break(self.utf_8(rest, is_last, before, to)),
            Way::Ascii(encoding) => {
                let ascii = Encoding::ascii_valid_up_to(rest);
                to.push_str(std::str::from_utf8(&rest[..ascii]).unwrap_or_default());
                match std::str::from_utf8(&rest[ascii..]) {
                    Ok("") => {
                        if is_last {
                            self.told = None;
                        }
                        return ControlFlow::Break(ascii);
                    }
                    Err(error) if error.error_len().is_some() || is_last => {
                        let decoder = encoding.new_decoder_without_bom_handling();
                        self.way = Way::By(Box::new(decoder), encoding);
                    }
                    // One letter that is cut says nothing yet.
                    Err(error) if error.valid_up_to() == 0 => return ControlFlow::Break(ascii),
                    _ => self.way = Way::Utf8,
                }
                ControlFlow::Continue(ascii)
            }
            Way::By(decoder, encoding) => {
                let begin = to.len();
                let needed = decoder.max_utf8_buffer_length(rest.len()).unwrap_or(rest.len());
                to.reserve(needed);
                let (result, read, has_errors) = decoder.decode_to_string(rest, to, is_last);
                if has_errors && self.trouble.is_none() {
                    let within = to[begin..].find('\u{FFFD}').unwrap_or(0);
                    let offset = self.written + begin - before + within;
                    let was = self.told.clone().unwrap_or_default();
                    self.trouble = Some(Trouble { offset, was, became: encoding.name() });
                }
                match result {
                    CoderResult::InputEmpty => ControlFlow::Break(read),
                    CoderResult::OutputFull => ControlFlow::Continue(read),
                }
            }
        }
    }

    fn utf_8(&mut self, bytes: &[u8], is_last: bool, before: usize, to: &mut String) -> usize {
        let mut used = 0;
        for chunk in bytes.utf8_chunks() {
            let (valid, stray) = (chunk.valid(), chunk.invalid());
            let sequences = valid.bytes().filter(|&byte| byte >= 0xC0).count();
            if sequences > 0 && self.told.is_some() {
                let first = valid.bytes().position(|byte| !byte.is_ascii()).unwrap_or(0);
                self.odd(self.written + to.len() - before + first, UTF_8.name());
            }
            self.sequences += sequences;
            to.push_str(valid);
            used += valid.len();
            let is_cut = used + stray.len() == bytes.len() && is_beginning(stray);
            if stray.is_empty() || is_cut && !is_last {
                break;
            }
            if !matches!(&self.trouble, Some(trouble) if trouble.became == WINDOWS_1252.name()) {
                self.odd(self.written + to.len() - before, WINDOWS_1252.name());
            }
            self.strays += stray.len();
            to.push_str(&WINDOWS_1252.decode_without_bom_handling(stray).0);
            used += stray.len();
        }
        used
    }

    fn odd(&mut self, offset: usize, became: &'static str) {
        let before = self.trouble.take().map(|trouble| trouble.was);
        let was = before.or_else(|| self.told.take()).unwrap_or_else(|| UTF_8.name().to_owned());
        self.trouble = Some(Trouble { offset, was, became });
    }
}

/// Whether the bytes may be the beginning of a sequence of UTF-8 that is cut.
fn is_beginning(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}

/// The beginning of a text, at most so many bytes.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// UTF-16 without a byte order mark: every other byte of what any of our syntaxes begins with is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match *bytes {
        [first, 0, second, 0, ..] if first != 0 && second != 0 => Some(UTF_16LE),
        [0, first, 0, second, ..] if first != 0 && second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding in an XML declaration (XML 1.0, production 80).
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(256)];
    let end = head.windows(2).position(|window| window == b"?>")?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?.trim_start().strip_prefix("<?xml")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next().map(str::trim)
}

/// The `charset` parameter of a media type (RFC 9110, section 8.3.2).
fn charset(media_type: &str) -> Option<&str> {
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"')).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
