//! The text of a resource, kept small.
//!
//! In: canonical N-Triples. Out: the same, compressed, as they lie in the store and in memory from the cut on. Must not: be anything else
//! than what was put in.
//!
//! The texts of a catalogue are several times the size of its graph, and are there at the same time. Compressed as they are made,
//! on every core, they are a fifth of that, and the one thread that writes to the store has only to write.

use zstd::bulk::{Compressor, compress, decompress};

/// Level 1 is enough: the texts are short, and the time goes into every harvest.
const LEVEL: i32 = 1;
/// A resource's text cannot be larger than a document, whose limit is two gibibytes.
const CAPACITY: usize = 2 << 30;

/// A text, compressed with zstd (RFC 8878). The default holds none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed(Vec<u8>);

impl Packed {
    /// Takes bytes from where they were kept.
    ///
    /// # Errors
    /// If they are not a compressed text.
    pub fn kept(bytes: Vec<u8>) -> std::io::Result<Packed> {
        Packed::unpack(&bytes)?;
        Ok(Packed(bytes))
    }

    /// The bytes to be kept.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text.
    pub fn read(&self) -> String {
        // There are no bytes in it but those that were made here or looked at before.
        Packed::unpack(&self.0).unwrap_or_default()
    }

    /// The text of bytes that were kept.
    ///
    /// # Errors
    /// As [`Packed::kept`].
    pub fn unpack(bytes: &[u8]) -> std::io::Result<String> {
        if bytes.is_empty() {
            return Ok(String::new());
        }
        let size = zstd::zstd_safe::get_frame_content_size(bytes).ok().flatten().unwrap_or(0) as usize;
        let text = decompress(bytes, size.min(CAPACITY))?;
        String::from_utf8(text).map_err(std::io::Error::other)
    }
}

impl From<&str> for Packed {
    fn from(text: &str) -> Self {
        Packed(compress(text.as_bytes(), LEVEL).expect(ROOM))
    }
}

/// The output has as much room as zstd says that it needs, and so little is left to fail as when a String grows.
const ROOM: &str = "there is memory for a compressed text";

/// What packs many texts, with the memory that it needs for that made once.
pub(super) struct Packer(Compressor<'static>);

impl Packer {
    pub(super) fn new() -> Self {
        Packer(Compressor::new(LEVEL).expect(ROOM))
    }

    pub(super) fn pack(&mut self, text: &str) -> Packed {
        let mut bytes = self.0.compress(text.as_bytes()).expect(ROOM);
        bytes.shrink_to_fit();
        Packed(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        for text in ["", "<http://e.org/å> <http://e.org/p> \"ö\" .\n", &"<a> <b> <c> .\n".repeat(10_000)] {
            let (one, other) = (Packed::from(text), Packer::new().pack(text));
            assert_eq!((one.read().as_str(), &one), (text, &other));
            assert_eq!(Packed::kept(one.bytes().to_vec()).unwrap(), one);
        }
        assert_eq!(Packed::default().read(), "");
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let mut bytes = Packed::from("<a> <b> <c> .\n").bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        assert!(Packed::kept(bytes).is_err());
        assert!(Packed::kept(b"<a> <b> <c> .".to_vec()).is_err());
    }
}
