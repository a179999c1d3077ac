//! Properties whose value is a web address or a concept, given as text.
//!
//! In: literals of those properties that are whole http, https or ftp URLs, perhaps in angle brackets. Out: the same as IRIs.
//! Must not: guess a scheme, or split a text that holds more than one address.

use crate::normalise::iri::{after_http, after_scheme, encoded, unbracketed};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{adms, dcat, dcatap, dcterms, foaf, vcard};

pub(super) const STEP: Step = Step {
    id: "iri-valued",
    level: Level::Safe,
    description: Text {
        sv: "Gör om webbadresser som är skrivna som text till länkar.",
        en: "Turns web addresses written as text into links.",
    },
    apply,
};

/// Properties that take an IRI or a node, never a text (DCAT-AP-SE 3.0.1, all classes).
pub(super) const PROPERTIES: &[&str] = &[
    adms::STATUS,
    dcat::ACCESS_SERVICE,
    dcat::ACCESS_URL,
    dcat::CONTACT_POINT,
    dcat::DOWNLOAD_URL,
    dcat::ENDPOINT_DESCRIPTION,
    dcat::ENDPOINT_URL,
    dcat::HAS_CATALOG,
    dcat::HAS_DATASET,
    dcat::HAS_DISTRIBUTION,
    dcat::HAS_SERVICE,
    dcat::IN_SERIES,
    dcat::LANDING_PAGE,
    dcat::SERVES_DATASET,
    dcat::THEME,
    dcat::THEME_TAXONOMY,
    dcatap::APPLICABLE_LEGISLATION,
    dcatap::AVAILABILITY,
    dcatap::HVD_CATEGORY,
    dcterms::ACCESS_RIGHTS,
    dcterms::ACCRUAL_PERIODICITY,
    dcterms::CONFORMS_TO,
    dcterms::CREATOR,
    dcterms::HAS_PART,
    dcterms::IS_PART_OF,
    dcterms::LANGUAGE,
    dcterms::LICENSE,
    dcterms::PUBLISHER,
    foaf::HOMEPAGE,
    foaf::PAGE,
    vcard::HAS_URL,
];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for property in PROPERTIES.iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            if let Some(literal) = graph.term(object).as_literal()
                && let Some(iri) = url(literal.lexical)
            {
                edits.replace([subject, property, object], Object::Iri(iri));
            }
        }
    }
}

/// The IRI, if the text is one URL and nothing more.
fn url(text: &str) -> Option<String> {
    let text = unbracketed(text).unwrap_or(text.trim());
    let ftp = || after_scheme(text, "ftp")?.strip_prefix("//").filter(|rest| !rest.is_empty());
    let rest = after_http(text).or_else(ftp)?;
    let host_ends = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host_fits = host_ends > 0 && !rest[..host_ends].contains(char::is_whitespace);
    // A second scheme after white space, a comma or a semicolon is a second address.
    let second = text.split([' ', '\t', '\n', '\r', ',', ';']).skip(1).any(|part| part.contains("://"));
    (host_fits && !second).then(|| encoded(text))
}

#[cfg(test)]
mod tests {
    #[test]
    fn takes_whole_urls_only() {
        assert_eq!(super::url(" https://a.se/en fil.csv\n").as_deref(), Some("https://a.se/en%20fil.csv"));
        for not_one in
            ["www.a.se", "http://", "http:// a.se", "http://a.se, http://b.se", "Se http://a.se", "mailto:a@b.se"]
        {
            assert_eq!(super::url(not_one), None, "{not_one}");
        }
    }
}
