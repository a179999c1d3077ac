//! What identifies a thing, as far as its description says.
//!
//! In: a node. Out: the property and the value that identify it, and what tells it from a namesake.
//! Must not: use what an editor changes without meaning another thing: descriptions, dates, keywords.

use crate::normalise::Settings;
use crate::rdf::vocab::{dcat, dcterms, foaf, rdfs, vcard};
use crate::rdf::{Graph, Term, TermId};

/// Identifying properties, the surest first.
const IDENTIFYING: &[&str] = &[
    dcterms::IDENTIFIER,
    dcat::ACCESS_URL,
    dcat::DOWNLOAD_URL,
    dcat::ENDPOINT_URL,
    vcard::HAS_EMAIL,
    foaf::MBOX,
    dcterms::TITLE,
    foaf::NAME,
    vcard::FN,
    rdfs::LABEL,
    foaf::HOMEPAGE,
    dcat::LANDING_PAGE,
    vcard::HAS_URL,
];

/// What often tells apart things that the identifying properties do not: files of one address in several formats.
const TELLING_APART: &[&str] = &[dcterms::FORMAT, dcat::MEDIA_TYPE];

/// The first identifying property that has a value, and its value.
pub(super) fn identity(graph: &Graph, node: TermId, settings: &Settings) -> Option<(&'static str, String)> {
    let declared = settings.language.as_deref().unwrap_or("sv");
    IDENTIFYING.iter().find_map(|&property| {
        let values = graph.find_iri(property).into_iter().flat_map(|id| graph.objects(node, id));
        let value = values.filter_map(|id| ranked(graph.term(id), declared)).min()?;
        Some((property, value.1))
    })
}

/// Every identifying value, for a fixed order among namesakes.
pub(super) fn distinguishing(graph: &Graph, node: TermId) -> Vec<String> {
    let mut all = Vec::new();
    for property in IDENTIFYING.iter().chain(TELLING_APART) {
        let Some(property) = graph.find_iri(property) else { continue };
        let mut values: Vec<&str> = graph.objects(node, property).map(|id| graph.term(id).text()).collect();
        values.sort_unstable();
        all.push(values.join("\n"));
    }
    all
}

/// A value that can identify, with its rank among several: the declared language, then none, then the others.
/// Language and datatype are no part of the value, as adding one does not make another thing.
fn ranked(term: Term<'_>, declared: &str) -> Option<(u8, String)> {
    let rank = match term {
        Term::Blank(_) => return None,
        Term::Iri(_) => 0,
        Term::Literal(literal) => match literal.language {
            Some(language) if language.eq_ignore_ascii_case(declared) => 0,
            None => 1,
            Some("sv") => 2,
            Some("en") => 3,
            Some(_) => 4,
        },
    };
    let text: Vec<&str> = term.text().split_whitespace().collect();
    (!text.is_empty()).then(|| (rank, text.join(" ")))
}
