//! The material beside the project: real feeds, facts about the field, test suites. A user does not have it; CI must.

#![expect(clippy::disallowed_methods, reason = "it is found by the environment")]

use std::path::{Path, PathBuf};

/// A folder of `../shared`, or of where `SKORD_SHARED` points. None, with a word about it, where that is not.
///
/// # Panics
/// If it is not there in CI.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let beside = || concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned();
    let shared = std::env::var("SKORD_SHARED").unwrap_or_else(|_| beside());
    let found = Path::new(&shared).join(folder).canonicalize().ok();
    if found.is_none() {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "no {folder} in {shared}, which must be there in CI");
        println!("skipped: no ../shared");
    }
    found
}
