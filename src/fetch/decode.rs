//! Content codings (RFC 9110, section 8.4.1): gzip, deflate, br and zstd, one layer of them.
//!
//! In: bytes as sent. Out: decoded bytes in a [`Body`]. A stream that ends too early is an error, and so is a second layer.
//! Memory does not grow with either.

use std::io::{self, Write};

use brotli::DecompressorWriter;
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use zstd::stream::write::Decoder as ZstdDecoder;

use super::body::{Body, Excess, Sink};

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// None.
    Identity,
    /// RFC 1952.
    Gzip,
    /// zlib (RFC 1950) or, as some servers have it, bare deflate (RFC 1951).
    Deflate,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
}

/// What is wrong with a coding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodingError {
    /// It is not known.
    #[error("its coding \"{0}\" is not one of gzip, deflate, br and zstd")]
    Unknown(String),
    /// There is more than one.
    #[error("it is compressed more than once")]
    Twice,
    /// The compressed data end too early.
    #[error("its compressed data end too early")]
    Cut,
    /// The compressed data are damaged.
    #[error("its compressed data are damaged")]
    Damaged,
    /// Its zstd window is larger than RFC 9659 allows.
    #[error("its zstd window is larger than the 8 MiB that HTTP allows; compress it without --long and --ultra")]
    Window,
}

impl Coding {
    /// What `Accept-Encoding` asks for.
    pub(super) const ACCEPTED: &'static str = "gzip, br, zstd, deflate";

    /// The coding that the values of `Content-Encoding` name.
    ///
    /// # Errors
    /// If it is unknown, or there are several.
    pub fn named<'a>(values: impl IntoIterator<Item = &'a str>) -> Result<Coding, CodingError> {
        let mut coding = Coding::Identity;
        let tokens = values.into_iter().flat_map(|value| value.split(',')).map(str::trim);
        for token in tokens.filter(|token| !token.is_empty() && !token.eq_ignore_ascii_case("identity")) {
            let named = match token.to_ascii_lowercase().as_str() {
                "gzip" | "x-gzip" => Coding::Gzip,
                "deflate" => Coding::Deflate,
                "br" => Coding::Brotli,
                "zstd" => Coding::Zstd,
                _ => return Err(CodingError::Unknown(token.chars().take(40).collect())),
            };
            if coding != Coding::Identity {
                return Err(CodingError::Twice);
            }
            coding = named;
        }
        Ok(coding)
    }
}

/// How many bytes are waited for before a decoder is chosen.
const SEEN: usize = 2;
/// The first bytes of gzip and of zstd.
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// The largest window of zstd, as a power of two: 8 MiB (RFC 9659, section 3). All of it is memory, for each source at once.
const ZSTD_WINDOW: u32 = 23;

/// Decodes what is written to it.
pub(super) struct Decoder {
    coding: Coding,
    state: State,
}

enum State {
    /// Not enough was seen to choose.
    Waiting(Vec<u8>, Sink),
    Plain(Sink),
    Gzip(MultiGzDecoder<Sink>),
    Zlib(ZlibDecoder<Sink>),
    Deflate(DeflateDecoder<Sink>),
    Brotli(Box<DecompressorWriter<Held>>),
    Zstd(ZstdDecoder<'static, Sink>),
    /// After an error.
    Gone,
}

/// A sink that can be taken out of a decoder which does not give it back.
struct Held(Option<Sink>);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(bytes.len()), |sink| sink.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Decoder {
    pub(super) fn new(coding: Coding, sink: Sink) -> Self {
        Decoder { coding, state: State::Waiting(Vec::new(), sink) }
    }

    /// Takes the next bytes as sent.
    ///
    /// # Errors
    /// The sink's, or one of the data.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let State::Waiting(seen, _) = &mut self.state {
            seen.extend_from_slice(bytes);
            if seen.len() < SEEN {
                return Ok(());
            }
            return self.choose();
        }
        self.sent(bytes.len());
        match &mut self.state {
            State::Waiting(..) | State::Gone => Ok(()),
            State::Plain(sink) => sink.write_all(bytes),
            State::Gzip(decoder) => decoder.write_all(bytes),
            State::Zlib(decoder) => decoder.write_all(bytes),
            State::Deflate(decoder) => decoder.write_all(bytes),
            State::Brotli(decoder) => decoder.write_all(bytes),
            State::Zstd(decoder) => decoder.write_all(bytes).map_err(window),
        }
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// If it ends too early, or what comes out is packed again.
    pub(super) fn finish(mut self) -> io::Result<Body> {
        if let State::Waiting(..) = self.state {
            self.choose()?;
        }
        let packed = !matches!(self.state, State::Plain(_));
        let sink = match self.state {
            State::Plain(sink) => sink,
            // An empty body is empty in every coding.
            State::Waiting(_, sink) => sink,
            State::Gzip(decoder) => decoder.finish()?,
            State::Zlib(decoder) => decoder.finish()?,
            State::Deflate(decoder) => decoder.finish()?,
            State::Brotli(mut decoder) => {
                // It has one kind of error for what is damaged, which writing has told by now, and for what is missing.
                decoder.close().map_err(|error| match error.kind() {
                    io::ErrorKind::InvalidData => io::ErrorKind::UnexpectedEof.into(),
                    _ => error,
                })?;
                decoder.get_mut().0.take().ok_or(io::ErrorKind::UnexpectedEof)?
            }
            State::Zstd(decoder) => decoder.finish()?,
            State::Gone => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        match packed && (sink.first.starts_with(GZIP) || sink.first.starts_with(ZSTD)) {
            true => Err(io::Error::other(CodingError::Twice)),
            false => sink.finish(),
        }
    }

    fn sink(&mut self) -> Option<&mut Sink> {
        match &mut self.state {
            State::Waiting(_, sink) | State::Plain(sink) => Some(sink),
            State::Gzip(decoder) => Some(decoder.get_mut()),
            State::Zlib(decoder) => Some(decoder.get_mut()),
            State::Deflate(decoder) => Some(decoder.get_mut()),
            State::Brotli(decoder) => decoder.get_mut().0.as_mut(),
            State::Zstd(decoder) => Some(decoder.get_mut()),
            State::Gone => None,
        }
    }

    fn sent(&mut self, bytes: usize) {
        if let Some(sink) = self.sink() {
            sink.wire += bytes as u64;
        }
    }

    /// Chooses the decoder by the coding and the first bytes, and gives it what was seen.
    fn choose(&mut self) -> io::Result<()> {
        let (seen, sink) = match std::mem::replace(&mut self.state, State::Gone) {
            State::Waiting(seen, sink) => (seen, sink),
            state => {
                self.state = state;
                return Ok(());
            }
        };
        if seen.is_empty() {
            self.state = State::Waiting(seen, sink);
            return Ok(());
        }
        self.state = match self.coding {
            // A file that lies packed on the server is one layer too.
            Coding::Identity if seen.starts_with(GZIP) => State::Gzip(MultiGzDecoder::new(sink)),
            Coding::Identity => State::Plain(sink),
            Coding::Gzip => State::Gzip(MultiGzDecoder::new(sink)),
            Coding::Deflate if is_zlib(&seen) => State::Zlib(ZlibDecoder::new(sink)),
            Coding::Deflate => State::Deflate(DeflateDecoder::new(sink)),
            Coding::Brotli => State::Brotli(Box::new(DecompressorWriter::new(Held(Some(sink)), 16_384))),
            Coding::Zstd => {
                let mut decoder = ZstdDecoder::new(sink)?;
                decoder.window_log_max(ZSTD_WINDOW)?;
                State::Zstd(decoder)
            }
        };
        self.write(&seen)
    }
}

/// Tells too large a window from other errors of zstd, which are told apart by their texts only.
fn window(error: io::Error) -> io::Error {
    match Excess::of(&error).is_none() && error.to_string().contains("requires too much memory for decoding") {
        true => io::Error::other(CodingError::Window),
        false => error,
    }
}

/// Whether the first two bytes are a zlib header (RFC 1950, section 2.2).
fn is_zlib(seen: &[u8]) -> bool {
    match *seen {
        [cmf, flg, ..] => cmf & 0x0f == 8 && cmf >> 4 <= 7 && (u16::from(cmf) * 256 + u16::from(flg)) % 31 == 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    fn decode(coding: Coding, bytes: &[u8], piece: usize) -> io::Result<Vec<u8>> {
        let dir = tempfile::tempdir().unwrap();
        let mut decoder = Decoder::new(coding, Sink::new(dir.path(), 50_000_000, 200));
        for piece in bytes.chunks(piece) {
            decoder.write(piece)?;
        }
        decoder.finish()?.bytes()
    }

    fn packed(text: &[u8]) -> Vec<(Coding, Vec<u8>)> {
        fn all(mut encoder: impl Write, text: &[u8]) -> io::Result<()> {
            encoder.write_all(text)
        }
        let (mut gzip, mut zlib, mut deflate) = (Vec::new(), Vec::new(), Vec::new());
        all(GzEncoder::new(&mut gzip, Compression::default()), text).unwrap();
        all(ZlibEncoder::new(&mut zlib, Compression::default()), text).unwrap();
        all(DeflateEncoder::new(&mut deflate, Compression::default()), text).unwrap();
        let mut br = Vec::new();
        brotli::BrotliCompress(&mut &text[..], &mut br, &Default::default()).unwrap();
        let zstd = zstd::encode_all(text, 3).unwrap();
        vec![
            (Coding::Identity, text.to_vec()),
            (Coding::Gzip, gzip),
            (Coding::Deflate, zlib),
            (Coding::Deflate, deflate),
            (Coding::Brotli, br),
            (Coding::Zstd, zstd),
        ]
    }

    fn text() -> Vec<u8> {
        (0..20_000).flat_map(|n| format!("å{} ", n * 7919 % 1000).into_bytes()).collect()
    }

    #[test]
    fn every_coding_comes_back_in_pieces_of_any_size() {
        for (coding, bytes) in packed(&text()) {
            for piece in [1, 2, 3, 1000, bytes.len()] {
                assert_eq!(decode(coding, &bytes, piece).unwrap(), text(), "{coding:?} in pieces of {piece}");
            }
        }
        for (coding, bytes) in packed(b"x") {
            assert_eq!(decode(coding, &bytes, 1).unwrap(), b"x", "{coding:?}");
        }
    }

    #[test]
    fn a_stream_that_is_cut_or_damaged_is_an_error() {
        for (coding, bytes) in packed(&text()).into_iter().skip(1) {
            for cut in [1, 2, bytes.len() / 2, bytes.len() - 1] {
                assert!(decode(coding, &bytes[..cut], 1000).is_err(), "{coding:?} cut at {cut}");
            }
        }
        let (_, mut gzip) = packed(&text()).remove(1);
        let end = gzip.len() - 6;
        gzip[end] ^= 1;
        assert!(decode(Coding::Gzip, &gzip, 1000).is_err(), "the checksum tells");
    }

    #[test]
    fn two_layers_are_refused() {
        let (_, once) = packed(&text()).remove(1);
        let (_, twice) = packed(&once).remove(1);
        let error = decode(Coding::Gzip, &twice, 1000).unwrap_err();
        assert_eq!(error.get_ref().unwrap().downcast_ref(), Some(&CodingError::Twice));
        assert_eq!(decode(Coding::Identity, &once, 1000).unwrap(), text(), "a packed file is one layer");
        assert_eq!(Coding::named(["gzip, br"]), Err(CodingError::Twice));
        assert_eq!(Coding::named(["identity", " GZIP "]), Ok(Coding::Gzip));
        assert_eq!(Coding::named([]), Ok(Coding::Identity));
        assert!(matches!(Coding::named(["compress"]), Err(CodingError::Unknown(_))));
    }

    #[test]
    fn a_bomb_stops_at_the_limits() {
        for (coding, bytes) in packed(&vec![0; 40_000_000]).into_iter().skip(1) {
            let error = decode(coding, &bytes, 1000).unwrap_err();
            assert_eq!(Excess::of(&error), Some(Excess::Ratio), "{coding:?}: {error}");
        }
        let dir = tempfile::tempdir().unwrap();
        let mut decoder = Decoder::new(Coding::Identity, Sink::new(dir.path(), 3, 200));
        assert_eq!(Excess::of(&decoder.write(b"1234").unwrap_err()), Some(Excess::Bytes));
    }
}
