//! What a value of a format property says: a media type, or a name that may mean several.
//!
//! In: a term. Out: the media type in lower case and without parameters (RFC 6838, section 4.2), or what could be meant.
//! Must not: choose among several, or take a file type of the EU table for a media type that says less than it.

use super::iri::site;
use super::lookup::{FILE_TYPE, MEDIA_TYPE, MEDIA_TYPE_PROPOSAL};
use super::vocabulary;
use crate::rdf::vocab::{rdf, rdfs};
use crate::rdf::{Graph, Literal, Term, TermId};

/// What a value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// One media type.
    Type(String),
    /// One of these, or something else.
    Perhaps(Vec<String>),
    /// Nothing that is known.
    Unknown,
}

/// The top-level types that IANA has registered.
const TOP_LEVEL: &[&str] =
    &["application", "audio", "example", "font", "haptics", "image", "message", "model", "multipart", "text", "video"];

/// Parameters that say nothing about which format it is.
const OF_NO_MATTER: &[&str] = &["charset", "header"];

/// Reads an IRI of IANA or of the EU file-type table, or a text.
pub(super) fn read(term: Term<'_>) -> Reading {
    match term {
        Term::Iri(iri) => of_iri(iri).map_or(Reading::Unknown, Reading::Type),
        Term::Literal(Literal { lexical, .. }) => of_text(lexical),
        Term::Blank(_) => Reading::Unknown,
    }
}

/// The one media type that a node without a name says, by its rdf:value and its rdfs:label, and nothing beside it.
pub(super) fn of_node(graph: &Graph, node: TermId) -> Option<String> {
    let mut media_type = None;
    for &[_, property, value] in graph.properties(node) {
        match (graph.term(property).text(), graph.term(value)) {
            (rdf::TYPE, _) => {}
            (rdf::VALUE | rdfs::LABEL, Term::Literal(literal)) => match of_text(literal.lexical) {
                Reading::Type(read) if media_type.as_ref().is_none_or(|known| *known == read) => {
                    media_type = Some(read)
                }
                _ => return None,
            },
            _ => return None,
        }
    }
    media_type
}

/// What a file name or path ends in, if the name of the format follows from it.
pub(super) fn of_path(path: &str) -> Reading {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (file, dot) = (path[..end].rsplit('/').next().unwrap_or_default(), '.');
    match file.rsplit_once(dot) {
        Some((name, extension)) if !name.is_empty() => named(extension),
        _ => Reading::Unknown,
    }
}

/// Whether the profile has the media type in its list.
pub(super) fn is_listed(media_type: &str) -> bool {
    vocabulary::MEDIA_TYPE.has(&format!("{IANA}{media_type}"))
}

/// Where IANA lists media types.
pub(super) const IANA: &str = "https://www.iana.org/assignments/media-types/";

/// The media type of an IANA address, in any spelling of it.
pub(super) fn of_iana(iri: &str) -> Option<String> {
    let name = site(iri)?.strip_prefix("iana.org/assignments/media-types/")?;
    let (name, bare) = parsed(name.trim_end_matches(['/', '#']))?;
    bare.then_some(name)
}

fn of_iri(iri: &str) -> Option<String> {
    let file_type = || {
        let code = site(iri)?.strip_prefix("publications.europa.eu/resource/authority/file-type/")?;
        FILE_TYPE.get(code.trim_end_matches(['/', '#'])).map(str::to_owned)
    };
    let media_type = of_iana(iri).map(|name| MEDIA_TYPE.get(&name).map_or(name, str::to_owned));
    media_type.or_else(file_type)
}

fn of_text(text: &str) -> Reading {
    let text = text.trim();
    if let Some(media_type) = of_iri(text) {
        return Reading::Type(media_type);
    }
    match named(text) {
        Reading::Unknown => {}
        known => return known,
    }
    match parsed(text) {
        Some((media_type, true)) => match MEDIA_TYPE.get(&media_type) {
            Some(right) => Reading::Type(right.to_owned()),
            None => Reading::Type(media_type),
        },
        Some((media_type, false)) => Reading::Perhaps(vec![media_type]),
        None => Reading::Unknown,
    }
}

/// A name, a file extension, or a label of the profile's list.
fn named(text: &str) -> Reading {
    let extension = text.strip_prefix("*.").or_else(|| text.strip_prefix('.')).unwrap_or(text);
    if let Some(media_type) = MEDIA_TYPE.get(extension) {
        return Reading::Type(media_type.to_owned());
    }
    if let Some(label) = vocabulary::MEDIA_TYPE.label(text).and_then(of_iana) {
        return Reading::Type(label);
    }
    match MEDIA_TYPE_PROPOSAL.get(extension) {
        Some(several) => Reading::Perhaps(several.split(' ').map(str::to_owned).collect()),
        None => Reading::Unknown,
    }
}

/// A media type, and whether its parameters say nothing about the format.
fn parsed(text: &str) -> Option<(String, bool)> {
    let (name, parameters) = text.split_once(';').unwrap_or((text, ""));
    let name = name.trim().to_ascii_lowercase();
    let (top_level, subtype) = name.split_once('/')?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    let well_formed = TOP_LEVEL.contains(&top_level)
        && (1..=127).contains(&subtype.len())
        && subtype.starts_with(|first: char| first.is_ascii_alphanumeric())
        && subtype.bytes().all(fits);
    let bare = parameters.split(';').map(|part| part.split('=').next().unwrap_or_default().trim()).all(|parameter| {
        parameter.is_empty() || OF_NO_MATTER.iter().any(|known| known.eq_ignore_ascii_case(parameter))
    });
    well_formed.then_some((name, bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Reading {
        Reading::Type(text.to_owned())
    }

    #[test]
    fn texts_mean_one_media_type_or_perhaps_some() {
        let geo = "application/geo+json";
        let cases = [
            ("CSV", one("text/csv")),
            (" .xlsx", one("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
            ("*.csv", one("text/csv")),
            ("Text/CSV; charset=utf-8", one("text/csv")),
            ("text/csv;header=present; charset=\"utf-8\"", one("text/csv")),
            ("text/csv+zip", one("text/csv+zip")),
            ("application/json-ld", one("application/ld+json")),
            ("RDF/XML", one("application/rdf+xml")),
            ("WMS-tjänst", one("application/vnd.ogc.wms_xml")),
            ("JSON (.json)", one("application/json")),
            ("https://www.iana.org/assignments/media-types/application/geo+json", one(geo)),
            ("zip", Reading::Perhaps(vec!["application/zip".to_owned()])),
            ("application/gml+xml; version=3.2", Reading::Perhaps(vec!["application/gml+xml".to_owned()])),
        ];
        for (text, reading) in cases {
            assert_eq!(read(Term::string(text)), reading, "{text}");
        }
        for text in
            ["", ".", "API", "CSV, JSON", "csv/xls", "text/", "text/a b", "CKAN Datastore (PostgreSQL-database)"]
        {
            assert_eq!(read(Term::string(text)), Reading::Unknown, "{text}");
        }
    }

    #[test]
    fn addresses_mean_what_their_list_says() {
        let cases = [
            ("http://www.iana.org/assignments/media-types/Text/CSV", one("text/csv")),
            ("https://iana.org/assignments/media-types/text/csv/", one("text/csv")),
            ("http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE", one("text/turtle")),
            ("http://publications.europa.eu/resource/authority/file-type/PDFA1A", Reading::Unknown),
            ("http://publications.europa.eu/resource/authority/file-type/RDF", Reading::Unknown),
            ("https://www.iana.org/assignments/media-types/text/a/b", Reading::Unknown),
            ("https://example.org/text/csv", Reading::Unknown),
        ];
        for (iri, reading) in cases {
            assert_eq!(read(Term::Iri(iri)), reading, "{iri}");
        }
        assert!(is_listed("text/csv+zip") && !is_listed("application/msword"));
    }

    #[test]
    fn paths_end_in_an_extension() {
        assert_eq!(of_path("https://a.se/b.d/fil.CSV?x=1.pdf"), one("text/csv"));
        for path in ["https://a.se", "https://a.se/", "https://a.se/csv", "https://a.se/.csv", "https://a.se/x?f=a.csv"]
        {
            assert_eq!(of_path(path), Reading::Unknown, "{path}");
        }
    }

    #[test]
    fn what_the_tables_lead_to_is_a_media_type() {
        for table in [&MEDIA_TYPE, &FILE_TYPE, &MEDIA_TYPE_PROPOSAL] {
            for value in table.values().flat_map(|value| value.split(' ')) {
                assert_eq!(parsed(value), Some((value.to_owned(), true)));
            }
        }
    }
}
