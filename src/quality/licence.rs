//! The licences that count as known, and the access rights: EU authority tables, built into the program.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The namespace of the EU licence table.
const LICENCE: &str = "http://publications.europa.eu/resource/authority/licence/";

/// The namespace of the EU access-right table.
const ACCESS_RIGHT: &str = "http://publications.europa.eu/resource/authority/access-right/";

/// The codes of the EU access-right table (20220316-0, and the code for data under processing).
const ACCESS_RIGHTS: [&str; 7] =
    ["CONFIDENTIAL", "NON_PUBLIC", "NORMAL", "OP_DATPRO", "PUBLIC", "RESTRICTED", "SENSITIVE"];

static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = &'static str> {
    include_str!("tables/licence.txt").lines().filter(|line| !line.starts_with('#'))
}

/// Whether an IRI is a licence of the EU table, or is said to be the same as one; compared letter by letter.
pub(super) fn is_known(iri: &str) -> bool {
    match iri.strip_prefix(LICENCE) {
        Some(code) => KNOWN.contains(code),
        None => iri.contains(':') && KNOWN.contains(iri),
    }
}

/// Whether an IRI is a concept of the EU access-right table.
pub(super) fn is_access_right(iri: &str) -> bool {
    iri.strip_prefix(ACCESS_RIGHT).is_some_and(|code| ACCESS_RIGHTS.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_known_by_code_or_by_a_listed_address_only() {
        for known in [
            "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
            "http://creativecommons.org/licenses/by/4.0/",
            "https://creativecommons.org/licenses/by/4.0/",
            "http://creativecommons.org/publicdomain/zero/1.0/",
        ] {
            assert!(is_known(known), "{known}");
        }
        for unknown in [
            "CC_BY_4_0",
            "http://publications.europa.eu/resource/authority/licence/CC_BY_5_0",
            "http://publications.europa.eu/resource/authority/licence/http://creativecommons.org/licenses/by/4.0",
            "http://creativecommons.org/licenses/by/4.0",
            "http://creativecommons.org/licenses/by/4.0/deed.sv",
            "",
        ] {
            assert!(!is_known(unknown), "{unknown}");
        }
        assert_eq!(rows().count(), KNOWN.len(), "a row stands twice");
    }
}
