//! What prefixes usually stand for, for documents that do not say or misspell it.

use crate::rdf::vocab::{PREFIXES, dcterms, rdf};

/// Prefixes that documents use beside those of our own writers.
const USUAL: &[(&str, &str)] = &[("dct", dcterms::NS), ("rdf", rdf::NS)];

/// The namespace that a prefix usually stands for.
pub(super) fn usual(prefix: &str) -> Option<&'static str> {
    USUAL.iter().chain(PREFIXES).find(|(known, _)| *known == prefix).map(|(_, iri)| *iri)
}

/// What a namespace is meant to be that is one character away from what its prefix usually stands for.
pub(super) fn misspelt(prefix: &str, iri: &str) -> Option<&'static str> {
    let usual = usual(prefix)?;
    // Another scheme is another namespace, and http and https are a matter of its own.
    let same_scheme = iri.split(':').next() == usual.split(':').next() || oxiri::Iri::parse(iri).is_err();
    let start = iri.bytes().zip(usual.bytes()).take_while(|(a, b)| a == b).count();
    let (rest, usual_rest) = (&iri.as_bytes()[start..], &usual.as_bytes()[start..]);
    let end = rest.iter().rev().zip(usual_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let is_near = rest.len() - end <= 1 && usual_rest.len() - end <= 1;
    (same_scheme && is_near && iri != usual).then_some(usual)
}
