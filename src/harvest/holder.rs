//! Which processes are alive: each holds a locked file, and the system unlocks it however the process ends.
//!
//! Leases name their holder; those of a process that was killed are given back at the next start instead of after their time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::store::Timestamp;

/// This process, as long as the value lives.
#[derive(Debug)]
pub struct Holder {
    name: String,
    path: PathBuf,
    /// Locked until it is dropped, or the process ends.
    _file: File,
}

impl Holder {
    /// Registers the process in a directory of locked files.
    ///
    /// # Errors
    /// If the directory cannot be written.
    pub fn register(directory: &Path, now: Timestamp) -> io::Result<Self> {
        fs::create_dir_all(directory)?;
        for attempt in 0.. {
            let name = format!("{}-{now}-{attempt}", std::process::id());
            let path = directory.join(&name);
            match File::create_new(&path) {
                Ok(file) => {
                    file.lock()?;
                    return Ok(Holder { name, path, _file: file });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        unreachable!("there is always a free number")
    }

    /// The name that leases carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a process of that name has ended. Its file is removed.
    pub fn is_gone(directory: &Path, name: &str) -> bool {
        let path = directory.join(name);
        match File::open(&path) {
            Ok(file) if file.try_lock().is_ok() => {
                // If it cannot be removed, the next start tries again.
                let _ = fs::remove_file(path);
                true
            }
            Ok(_) => false,
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_gone_when_it_ends_or_is_killed() {
        let dir = tempfile::tempdir().unwrap();
        let alive = Holder::register(dir.path(), 1).unwrap();
        let second = Holder::register(dir.path(), 1).unwrap();
        assert_ne!(alive.name(), second.name());
        assert!(!Holder::is_gone(dir.path(), alive.name()));
        let name = second.name().to_owned();
        drop(second);
        assert!(Holder::is_gone(dir.path(), &name));
        // A killed process leaves its file, unlocked.
        File::create(dir.path().join("killed")).unwrap();
        assert!(Holder::is_gone(dir.path(), "killed"));
        assert!(!dir.path().join("killed").exists());
    }
}
