//! A document in a file. Which files may be read the config has checked.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::fetch::{Body, Fetched};

/// Why a file gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("the file {path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A link leads out of the folder that the config opens.
    #[error("the file {path} lies outside {root}, the folder of harvest.file_root")]
    Outside {
        /// The file.
        path: PathBuf,
        /// The folder.
        root: PathBuf,
    },
    /// It is larger than the source may be.
    #[error(
        "the file {path} is larger than {limit} bytes, the limit for this source; raise limits.bytes if that is right"
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit.
        limit: u64,
    },
}

impl FileError {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            FileError::Unreadable { .. } | FileError::Outside { .. } => "file",
            FileError::TooLarge { .. } => "too-large",
        }
    }
}

/// Reads a file below a folder; the config has checked the spelling of the path, here its links are checked.
pub(super) fn read(path: &Path, root: &Path, spool: &Path, limit: u64) -> Result<Fetched, FileError> {
    let unreadable = |source| FileError::Unreadable { path: path.to_owned(), source };
    let real_root = root.canonicalize().map_err(|source| FileError::Unreadable { path: root.to_owned(), source })?;
    if !path.canonicalize().map_err(unreadable)?.starts_with(real_root) {
        return Err(FileError::Outside { path: path.to_owned(), root: root.to_owned() });
    }
    let file = File::open(path).map_err(unreadable)?;
    let body = Body::copy(file, spool, limit).map_err(unreadable)?;
    let Some(body) = body else { return Err(FileError::TooLarge { path: path.to_owned(), limit }) };
    let url = url::Url::from_file_path(path).map_or_else(|()| format!("file://{}", path.display()), String::from);
    Ok(Fetched { wire_bytes: body.len(), body, url, headers: Vec::new(), hops: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_does_not_lead_out_and_a_large_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("root");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(dir.path().join("secret"), "x").unwrap();
        std::fs::write(root.join("feed"), "12345").unwrap();
        std::os::unix::fs::symlink(dir.path().join("secret"), root.join("link")).unwrap();
        assert!(matches!(read(&root.join("link"), &root, dir.path(), 10), Err(FileError::Outside { .. })));
        assert!(matches!(read(&root.join("feed"), &root, dir.path(), 4), Err(FileError::TooLarge { .. })));
        assert!(matches!(read(&root.join("none"), &root, dir.path(), 4), Err(FileError::Unreadable { .. })));
        assert_eq!(read(&root.join("feed"), &root, dir.path(), 5).unwrap().body.bytes().unwrap(), b"12345");
    }
}
