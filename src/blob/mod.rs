//! Blobs: bytes named by their SHA-256, compressed, never changed. Raw payloads lie here, so that any run can be replayed.
//!
//! In: bytes. Out: their hash, and the bytes again. A blob is whole or absent: it is written beside its place, synced and renamed.
//! Must not: know what the bytes mean, or who needs them.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// The SHA-256 of a blob.
pub type Hash = [u8; 32];

/// A directory of blobs.
pub struct Blobs {
    directory: PathBuf,
}

/// Level 3 is zstd's own default: a feed shrinks to a tenth.
const LEVEL: i32 = 3;

impl Blobs {
    /// Opens the directory and makes it if needed.
    ///
    /// # Errors
    /// If the directory cannot be made.
    pub fn open(directory: &Path) -> io::Result<Self> {
        fs::create_dir_all(directory)?;
        Ok(Blobs { directory: directory.to_owned() })
    }

    /// The hash of bytes.
    pub fn hash(bytes: &[u8]) -> Hash {
        Sha256::digest(bytes).into()
    }

    /// Whether bytes of a hash are kept.
    pub fn has(&self, hash: &Hash) -> bool {
        self.path(hash).exists()
    }

    /// Keeps bytes; nothing happens if they are there already.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn put(&self, bytes: &[u8]) -> io::Result<Hash> {
        let hash = Self::hash(bytes);
        self.put_from(hash, bytes)?;
        Ok(hash)
    }

    /// Keeps the bytes of a reader, whose hash is known; nothing happens if they are there already.
    ///
    /// # Errors
    /// If it cannot be read, or the file cannot be written.
    pub fn put_from(&self, hash: Hash, mut reader: impl io::Read) -> io::Result<()> {
        let path = self.path(&hash);
        if path.exists() {
            return Ok(());
        }
        let directory = path.parent().unwrap_or(&self.directory);
        fs::create_dir_all(directory)?;
        let mut file = tempfile::NamedTempFile::new_in(directory)?;
        let mut encoder = zstd::stream::Encoder::new(&mut file, LEVEL)?;
        encoder.include_checksum(true)?;
        io::copy(&mut reader, &mut encoder)?;
        encoder.finish()?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        File::open(directory)?.sync_all()
    }

    /// A reader of the bytes of a hash, if they are kept. It fails at the end if they are not what the hash says.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn get(&self, hash: &Hash) -> io::Result<Option<Kept>> {
        let file = match File::open(self.path(hash)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(Kept { decoder: zstd::stream::Decoder::new(file)?, sum: Sha256::new(), hash: *hash }))
    }

    /// Removes every blob that is not in `kept` and was written before `before`; gives their number.
    ///
    /// The time spares blobs whose run has not said yet that it needs them.
    ///
    /// # Errors
    /// If the directory cannot be read or a file cannot be removed.
    pub fn retain(&self, kept: &[Hash], before: SystemTime) -> io::Result<usize> {
        let mut names: Vec<String> = kept.iter().map(|hash| format!("{}.zst", hex(hash))).collect();
        names.sort_unstable();
        let mut removed = 0;
        for directory in fs::read_dir(&self.directory)? {
            let directory = directory?.path();
            if !directory.is_dir() {
                continue;
            }
            for file in fs::read_dir(directory)? {
                let file = file?;
                let name = file.file_name().to_string_lossy().into_owned();
                let old = file.metadata()?.modified()? < before;
                if old && name.ends_with(".zst") && names.binary_search(&name).is_err() {
                    fs::remove_file(file.path())?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        let name = hex(hash);
        self.directory.join(&name[..2]).join(format!("{name}.zst"))
    }
}

/// The bytes of a blob, which are checked as they are read.
pub struct Kept {
    decoder: zstd::stream::Decoder<'static, BufReader<File>>,
    sum: Sha256,
    hash: Hash,
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.sum.update(&buffer[..count]);
        let is_end = count == 0 && !buffer.is_empty();
        if is_end && Hash::from(self.sum.clone().finalize()) != self.hash {
            let damaged = format!("blob {} is damaged", hex(&self.hash));
            return Err(io::Error::new(io::ErrorKind::InvalidData, damaged));
        }
        Ok(count)
    }
}

/// Hexadecimal digits of a hash.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(blobs: &Blobs, hash: &Hash) -> io::Result<Option<Vec<u8>>> {
        let Some(mut kept) = blobs.get(hash)? else { return Ok(None) };
        let mut bytes = Vec::new();
        kept.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    #[test]
    fn bytes_come_back_until_they_are_let_go() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(&dir.path().join("blobs")).unwrap();
        let (one, two) = (blobs.put("å".repeat(10_000).as_bytes()).unwrap(), blobs.put(b"").unwrap());
        assert_eq!(blobs.put("å".repeat(10_000).as_bytes()).unwrap(), one);
        assert_eq!(read(&blobs, &one).unwrap().unwrap().len(), 20_000);
        assert_eq!(blobs.retain(&[one], SystemTime::UNIX_EPOCH).unwrap(), 0, "younger than that");
        let later = fs::metadata(blobs.path(&two)).unwrap().modified().unwrap() + std::time::Duration::from_secs(1);
        assert_eq!(blobs.retain(&[one], later).unwrap(), 1);
        assert_eq!(read(&blobs, &two).unwrap(), None);
    }

    #[test]
    fn a_damaged_blob_is_an_error_not_other_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(dir.path()).unwrap();
        let (one, two) = (blobs.put(b"one").unwrap(), blobs.put(b"two").unwrap());
        fs::copy(blobs.path(&one), blobs.path(&two)).unwrap();
        assert!(read(&blobs, &two).is_err());
    }
}
