//! A fetched body: in memory while it is small, in a file without a name when it is not.
//!
//! In: bytes as they come, decoded. Out: their number, their hash, and the bytes again. Memory does not grow with the body.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;

/// Bodies up to this size stay in memory.
const IN_MEMORY: usize = 1_000_000;

/// A whole body.
#[derive(Debug)]
pub struct Body {
    spool: SpooledTempFile,
    len: u64,
    hash: [u8; 32],
}

impl Body {
    /// A body from a reader, for what does not come over HTTP; `None` if it is longer than the limit.
    ///
    /// # Errors
    /// If it cannot be read, or kept below the folder.
    pub fn copy(reader: impl Read, folder: &Path, limit: u64) -> io::Result<Option<Body>> {
        let mut sink = Sink::new(folder, limit, u64::MAX);
        match io::copy(&mut reader.take(limit.saturating_add(1)), &mut sink) {
            Ok(_) => sink.finish().map(Some),
            Err(error) if Excess::of(&error).is_some() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The SHA-256 of its bytes.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// A reader from its beginning.
    ///
    /// # Errors
    /// If its file cannot be read.
    pub fn reader(&mut self) -> io::Result<&mut impl Read> {
        self.spool.seek(SeekFrom::Start(0))?;
        Ok(&mut self.spool)
    }

    /// All bytes, in memory.
    ///
    /// # Errors
    /// If its file cannot be read.
    pub fn bytes(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.len).unwrap_or(0));
        self.reader()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// The body grew beyond what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Excess {
    /// Larger than the limit.
    #[error("the body is too large")]
    Bytes,
    /// Too many times larger than what was sent.
    #[error("the body grows too much")]
    Ratio,
}

impl Excess {
    /// The excess behind an error, if that is its cause.
    pub(super) fn of(error: &io::Error) -> Option<Excess> {
        error.get_ref().and_then(|inner| inner.downcast_ref()).copied()
    }
}

/// Takes decoded bytes, and stops at the limits.
pub(super) struct Sink {
    spool: SpooledTempFile,
    hash: Sha256,
    len: u64,
    limit: u64,
    ratio: u64,
    /// Bytes as sent, those that are being decoded included.
    pub(super) wire: u64,
    /// The first bytes.
    pub(super) first: Vec<u8>,
}

impl Sink {
    pub(super) fn new(folder: &Path, limit: u64, ratio: u64) -> Self {
        let spool = tempfile::spooled_tempfile_in(IN_MEMORY, folder);
        Sink { spool, hash: Sha256::new(), len: 0, limit, ratio, wire: 0, first: Vec::new() }
    }

    pub(super) fn finish(self) -> io::Result<Body> {
        Ok(Body { spool: self.spool, len: self.len, hash: self.hash.finalize().into() })
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.len += bytes.len() as u64;
        if self.len > self.limit {
            return Err(io::Error::other(Excess::Bytes));
        }
        if self.len > super::Limits::RATIO_FROM && self.len / self.ratio > self.wire {
            return Err(io::Error::other(Excess::Ratio));
        }
        let missing = FIRST - self.first.len().min(FIRST);
        self.first.extend_from_slice(&bytes[..missing.min(bytes.len())]);
        self.hash.update(bytes);
        self.spool.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many of the first bytes tell whether a body is packed.
const FIRST: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_the_same_in_memory_and_in_a_file() {
        let dir = tempfile::tempdir().unwrap();
        for size in [0, 5, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY] {
            let bytes: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
            let mut body = Body::copy(&bytes[..], dir.path(), bytes.len() as u64).unwrap().unwrap();
            assert_eq!((body.len(), body.hash()), (size as u64, Sha256::digest(&bytes).into()));
            assert_eq!(body.bytes().unwrap(), bytes);
            assert_eq!(body.bytes().unwrap(), bytes, "it can be read again");
        }
        assert!(Body::copy(&b"12345"[..], dir.path(), 4).unwrap().is_none());
    }
}
