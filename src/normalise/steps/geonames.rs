//! Places of GeoNames in one spelling.
//!
//! In: dcterms:spatial as addresses of places at sws.geonames.org. Out: `http://sws.geonames.org/<number>`, as DCAT-AP-SE writes them (the EU
//! writes https and a slash); a page about a place is proposed as the place. Must not: look a place up by its name.

use crate::normalise::iri::after_http;
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcterms;

pub(super) const STEP: Step = Step {
    id: "geonames",
    level: Level::Safe,
    description: Text {
        sv: "Skriver adresser till platser i GeoNames på ett och samma sätt.",
        en: "Writes addresses of places in GeoNames in one way.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::SPATIAL) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let Some(iri) = graph.term(object).as_iri() else { continue };
        match place(iri) {
            Some((form, true)) if form != iri => edits.respell(graph, [subject, property, object], form),
            Some((form, false)) => edits.suggest(subject, dcterms::SPATIAL, Some(object), form),
            _ => {}
        }
    }
}

/// The place, and whether the address is its own or that of a page about it.
fn place(iri: &str) -> Option<(String, bool)> {
    let (host, path) = after_http(iri)?.split_once('/')?;
    let is_place = host.eq_ignore_ascii_case("sws.geonames.org");
    let is_page = host.eq_ignore_ascii_case("www.geonames.org") || host.eq_ignore_ascii_case("geonames.org");
    let (number, rest) = path.split_once(['/', '#']).unwrap_or((path, ""));
    let is_number = (1..=12).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let fits = is_page || (is_place && matches!(rest, "" | "about.rdf"));
    (is_number && fits).then(|| (format!("http://sws.geonames.org/{number}"), is_place && rest.is_empty()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_have_numbers() {
        let sala = "http://sws.geonames.org/2680000".to_owned();
        for iri in ["https://sws.geonames.org/2680000/", "http://sws.geonames.org/2680000"] {
            assert_eq!(super::place(iri), Some((sala.clone(), true)), "{iri}");
        }
        for iri in ["https://www.geonames.org/2680000/sala.html", "http://sws.geonames.org/2680000/about.rdf"] {
            assert_eq!(super::place(iri), Some((sala.clone(), false)), "{iri}");
        }
        for iri in [
            "http://sws.geonames.org/",
            "http://sws.geonames.org/sala",
            "http://a.se/2680000",
            "http://sws.geonames.org/2680000/x",
        ] {
            assert_eq!(super::place(iri), None, "{iri}");
        }
    }
}
