//! What identifies a thing, as far as its description says.
//!
//! In: a node. Out: the property and the value that identify it, and what tells it from its namesakes.
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

/// What tells apart things that the identifying properties do not: lists of one name at several publishers, files of one
/// address in several formats.
const TELLING_APART: &[&str] = &[dcterms::PUBLISHER, dcterms::FORMAT, dcat::MEDIA_TYPE];

/// The addresses of a distribution.
const ADDRESSES: &[&str] = &[dcat::ACCESS_URL, dcat::DOWNLOAD_URL];

/// More addresses of one kind than a distribution has. One with more is passed over, so that many datasets that share it cost no
/// more than they are.
const MANY: usize = 16;

/// The first identifying property that has a value, and its value. A thing without any is identified by the first address of its
/// distributions.
pub(super) fn identity(graph: &Graph, node: TermId, settings: &Settings) -> Option<(&'static str, String)> {
    let declared = settings.language.as_deref().unwrap_or("sv");
    let own = IDENTIFYING.iter().find_map(|&property| {
        let values = graph.find_iri(property).into_iter().flat_map(|id| graph.objects(node, id));
        let value = values.filter_map(|id| ranked(graph.term(id), declared)).min()?;
        Some((property, value.1))
    });
    own.or_else(|| Some((dcat::HAS_DISTRIBUTION, addresses(graph, node).first()?.to_string())))
}

/// Every value that tells a node from its namesakes, in a fixed order, the surest first.
pub(super) fn distinguishing(graph: &Graph, node: TermId) -> Vec<String> {
    let properties = IDENTIFYING.iter().chain(TELLING_APART);
    let own = properties.map(|property| graph.find_iri(property).map(|id| texts(graph, node, id)).unwrap_or_default());
    own.chain([addresses(graph, node)]).map(|values| values.join("\n")).collect()
}

/// The addresses of a node's distributions, sorted.
fn addresses(graph: &Graph, node: TermId) -> Vec<&str> {
    let Some(distribution) = graph.find_iri(dcat::HAS_DISTRIBUTION) else { return Vec::new() };
    let of = |distribution| {
        let properties = ADDRESSES.iter().filter_map(|property| graph.find_iri(property));
        let few = properties.filter(move |&property| graph.objects(distribution, property).len() <= MANY);
        few.flat_map(move |property| texts(graph, distribution, property))
    };
    let mut addresses: Vec<&str> = graph.objects(node, distribution).flat_map(of).collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

/// The values of a property, sorted; blank nodes, whose labels say nothing, left out.
fn texts(graph: &Graph, node: TermId, property: TermId) -> Vec<&str> {
    let values = graph.objects(node, property).filter(|&id| !graph.terms().is_blank(id));
    let mut texts: Vec<&str> = values.map(|id| graph.term(id).text()).collect();
    texts.sort_unstable();
    texts
}

/// A value that can identify, with its rank among several: the declared language, then none, then the others.
/// Language and datatype are no part of the value, as adding one does not make another thing. A scheme with nothing behind it
/// (`mailto:`, `https://`) is a field that was left empty.
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
    let text = text.join(" ");
    let is_left_empty = matches!(term, Term::Iri(_)) && text.trim_end_matches('/').ends_with(':');
    (!text.is_empty() && !is_left_empty).then_some((rank, text))
}
