//! The fingerprint of the steps: another value means that the same bytes may normalise to something else.
//!
//! In: nothing. Out: a hash over version, step ids, tables and vocabularies. Must not: depend on anything but the program itself.

use std::fmt::Write;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::{STEPS, lookup, vocabulary};

/// Raised by hand with every change to what a step does that neither its id nor a table shows.
const VERSION: &str = "4";

/// Thirty-two hexadecimal digits that change when the steps do, so that unchanged sources are normalised again.
pub fn fingerprint() -> &'static str {
    static FINGERPRINT: OnceLock<String> = OnceLock::new();
    FINGERPRINT.get_or_init(|| {
        let parts = STEPS.iter().map(|step| step.id).chain(lookup::TABLES.iter().chain(vocabulary::TEXTS).copied());
        digest([VERSION].into_iter().chain(parts))
    })
}

/// The first half of the SHA-256 of the parts, each ended by a zero byte, as 32 hexadecimal digits.
pub(super) fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(16).fold(String::with_capacity(32), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_cannot_run_into_each_other() {
        assert_eq!(super::fingerprint().len(), 32);
        assert_ne!(super::digest(["ab", "c"]), super::digest(["a", "bc"]));
    }
}
