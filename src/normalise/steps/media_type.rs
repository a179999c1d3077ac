//! The addresses of media types in one spelling.
//!
//! In: dcat:mediaType as addresses below www.iana.org/assignments/media-types. Out: `https`, `www.`, lower case, nothing at the end.
//! Must not: make an address for a type that IANA has not registered, or change one.

use crate::normalise::media_type::{IANA, of_iana};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcat;

pub(super) const STEP: Step = Step {
    id: "media-type",
    level: Level::Safe,
    description: Text {
        sv: "Skriver adressen till en mediatyp på det sätt som IANA:s lista gör.",
        en: "Writes the address of a media type the way IANA's list does.",
    },
    apply,
};

/// Registered types that catalogues of open data name. Source: IANA, Media Types.
const REGISTERED: &[&str] = &[
    "application/atom+xml",
    "application/geo+json",
    "application/geopackage+sqlite3",
    "application/gml+xml",
    "application/gzip",
    "application/json",
    "application/ld+json",
    "application/msword",
    "application/n-quads",
    "application/n-triples",
    "application/octet-stream",
    "application/pdf",
    "application/rdf+xml",
    "application/rtf",
    "application/sparql-query",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/trig",
    "application/vnd.geo+json",
    "application/vnd.google-earth.kml+xml",
    "application/vnd.google-earth.kmz",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.sqlite3",
    "application/xml",
    "application/yaml",
    "application/zip",
    "image/gif",
    "image/jp2",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/tiff",
    "text/calendar",
    "text/csv",
    "text/html",
    "text/n3",
    "text/plain",
    "text/rtf",
    "text/tab-separated-values",
    "text/turtle",
    "text/xml",
];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::MEDIA_TYPE) else { return };
    for (object, subject) in graph.by_predicate(property) {
        if let Some(iri) = graph.term(object).as_iri()
            && let Some(form) = own_form(iri)
            && form != iri
        {
            edits.respell(graph, [subject, property, object], form);
        }
    }
}

fn own_form(iri: &str) -> Option<String> {
    let name = of_iana(iri).filter(|name| REGISTERED.binary_search(&name.as_str()).is_ok())?;
    Some(format!("{IANA}{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registered_types_are_sorted_and_only_they_are_respelt() {
        assert!(REGISTERED.is_sorted());
        let csv = "https://www.iana.org/assignments/media-types/text/csv";
        assert_eq!(own_form("http://iana.org/assignments/media-types/text/CSV/").as_deref(), Some(csv));
        for iri in [
            "http://www.iana.org/assignments/media-types/application/x-shapefile",
            "http://www.iana.org/assignments/media-types/text/csv+zip",
            "http://www.iana.org/assignments/media-types/csv",
            "http://example.org/text/csv",
        ] {
            assert_eq!(own_form(iri), None, "{iri}");
        }
    }
}
