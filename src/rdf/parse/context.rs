//! JSON-LD contexts that are known by their address. They are our own, written from the terms' published IRIs;
//! a context is never fetched.
//!
//! Those of DCAT-AP give a term its meaning within one class; ours give it that everywhere, as no term has two.

const DCAT_AP_2: &str = include_str!("contexts/dcat-ap-2.jsonld");
const DCAT_AP_3: &str = include_str!("contexts/dcat-ap-3.jsonld");
const DCAT_AP_3_EXAMPLES: &str = include_str!("contexts/dcat-ap-3-examples.jsonld");
const DCAT_AP_HVD: &str = include_str!("contexts/dcat-ap-hvd.jsonld");
const DCAT_US_1_1: &str = include_str!("contexts/dcat-us-1.1.jsonld");
const HYDRA: &str = include_str!("contexts/hydra.jsonld");
const SCHEMA_ORG: &str = include_str!("contexts/schema-org.jsonld");

/// Address, without scheme and trailing slash, and the context document.
const BUNDLE: &[(&str, &str)] = &[
    ("project-open-data.cio.gov/v1.1/schema/catalog.jsonld", DCAT_US_1_1),
    ("project-open-data.cio.gov/v1.1/schema/data.jsonld", DCAT_US_1_1),
    ("schema.org", SCHEMA_ORG),
    ("schema.org/docs/jsonldcontext.json", SCHEMA_ORG),
    ("schema.org/docs/jsonldcontext.jsonld", SCHEMA_ORG),
    ("semiceu.github.io/DCAT-AP/releases/2.0.1/dcat-ap_2.0.1.jsonld", DCAT_AP_2),
    ("semiceu.github.io/DCAT-AP/releases/2.2.0-hvd/context/hvd.jsonld", DCAT_AP_HVD),
    ("semiceu.github.io/DCAT-AP/releases/3.0.0-hvd/context/hvd.jsonld", DCAT_AP_HVD),
    ("semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld", DCAT_AP_3),
    ("semiceu.github.io/DCAT-AP/releases/3.0.0/html/examples/context.jsonld", DCAT_AP_3_EXAMPLES),
    ("semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld", DCAT_AP_3),
    ("semiceu.github.io/uri.semic.eu-generated/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld", DCAT_AP_3),
    (
        "semiceu.github.io/uri.semic.eu-generated/DCAT-AP/releases/3.0.0/html/examples/context.jsonld",
        DCAT_AP_3_EXAMPLES,
    ),
    ("semiceu.github.io/uri.semic.eu-generated/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld", DCAT_AP_3),
    ("www.w3.org/ns/hydra/context.jsonld", HYDRA),
    ("www.w3.org/ns/hydra/core", HYDRA),
];

/// The context document at an address, if it is bundled.
pub(super) fn bundled(url: &str) -> Option<&'static str> {
    let address = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let address = address.strip_suffix('/').unwrap_or(address);
    BUNDLE.iter().find(|(known, _)| *known == address).map(|(_, document)| *document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::parse::{Caps, parse};
    use crate::rdf::vocab::rdf;
    use crate::rdf::{Format, Graph};

    fn terms(document: &str) -> serde_json::Map<String, serde_json::Value> {
        let document: serde_json::Value = serde_json::from_str(document).expect("it is JSON");
        document["@context"].as_object().expect("it is an object").clone()
    }

    fn read(text: &str) -> Graph {
        let parsed = parse(text.as_bytes(), Format::JsonLd, "http://example.org/", &Caps::default());
        let parsed = parsed.unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(parsed.end.is_whole() && parsed.notes.is_empty(), "{text}: {:?}", parsed.notes);
        parsed.graph
    }

    /// What a context makes of a term as a property and as a class.
    fn meaning(url: &str, term: &str) -> (String, String) {
        let graph = read(&format!("{{\"@context\": \"{url}\", \"@id\": \"a\", \"{term}\": \"x\"}}"));
        let class = read(&format!("{{\"@context\": \"{url}\", \"@id\": \"a\", \"@type\": \"{term}\"}}"));
        let property = graph.term(graph.triples()[0][1]).text().to_owned();
        let object = class.triples().iter().find(|triple| class.term(triple[1]).text() == rdf::TYPE);
        (property, class.term(object.expect("a type")[2]).text().to_owned())
    }

    #[test]
    fn every_term_of_every_context_has_an_iri() {
        for (address, document) in BUNDLE {
            for term in terms(document).keys().filter(|term| !term.starts_with('@')) {
                if ["id", "type"].contains(&term.as_str()) && *document == SCHEMA_ORG {
                    continue;
                }
                let (property, class) = meaning(&format!("https://{address}"), term);
                assert!(oxiri::Iri::parse(property.as_str()).is_ok(), "{address} {term}: {property}");
                assert_eq!(property, class, "{address} {term}");
                let is_name = property.starts_with("http") && property.contains("://") && property.len() > 10;
                assert!(is_name, "{address} {term}: {property}");
            }
        }
    }

    /// The properties of DCAT-AP 3.0.1 (section 7), less those whose class has no other property than a label.
    const DCAT_AP: &str = "adms:identifier adms:sample adms:status adms:versionNotes dcat:accessService dcat:accessURL dcat:bbox \
        dcat:byteSize dcat:catalog dcat:centroid dcat:compressFormat dcat:contactPoint dcat:dataset dcat:distribution \
        dcat:downloadURL dcat:endDate dcat:endpointDescription dcat:endpointURL dcat:hadRole dcat:hasVersion dcat:inSeries \
        dcat:keyword dcat:landingPage dcat:mediaType dcat:packageFormat dcat:qualifiedRelation dcat:record \
        dcat:servesDataset dcat:service dcat:spatialResolutionInMeters dcat:startDate dcat:temporalResolution dcat:theme \
        dcat:themeTaxonomy dcat:version dcatap:applicableLegislation dcatap:availability dct:accessRights \
        dct:accrualPeriodicity dct:conformsTo dct:creator dct:description dct:format dct:hasPart dct:identifier \
        dct:isReferencedBy dct:issued dct:language dct:license dct:modified dct:provenance dct:publisher dct:relation \
        dct:rights dct:source dct:spatial dct:temporal dct:title dct:type foaf:homepage foaf:name foaf:page \
        foaf:primaryTopic locn:geometry odrl:hasPolicy prov:qualifiedAttribution prov:wasGeneratedBy skos:notation \
        skos:prefLabel spdx:algorithm spdx:checksum spdx:checksumValue time:hasBeginning time:hasEnd";

    #[test]
    fn every_property_of_dcat_ap_has_a_term() {
        let context = terms(DCAT_AP_3);
        let iri = |value: &serde_json::Value| Some(value.as_str().or_else(|| value["@id"].as_str())?.to_owned());
        let known: Vec<String> = context.values().filter_map(iri).collect();
        let missing: Vec<&str> =
            DCAT_AP.split_whitespace().filter(|name| !known.iter().any(|iri| iri == name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn only_the_exact_address_counts_scheme_and_last_slash_aside() {
        for url in [
            "http://schema.org",
            "https://schema.org/",
            "https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld",
        ] {
            assert!(bundled(url).is_some(), "{url}");
        }
        for url in [
            "schema.org",
            "ftp://schema.org/",
            "https://schema.org//",
            "https://https://schema.org/",
            "https://schema.org/Dataset",
            "https://schema.org.example.org/",
            "https://SCHEMA.org/",
            "https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/",
        ] {
            assert!(bundled(url).is_none(), "{url}");
        }
    }

    #[test]
    fn a_dataset_of_dcat_ap_and_one_of_schema_org_say_what_they_mean() {
        let graph = read(
            r#"{"@context": "https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld", "@id": "a", "@type": "Dataset",
                "title": {"@value": "A", "@language": "sv"}, "theme": "http://publications.europa.eu/resource/authority/data-theme/ENVI",
                "datasetDistribution": {"@type": "Distribution", "accessUrl": "http://example.org/a.csv", "byteSize": "12"}}"#,
        );
        let is_there = |iri: &str| graph.find_iri(iri).is_some();
        for iri in
            ["accessURL", "distribution", "Dataset", "theme"].map(|name| format!("http://www.w3.org/ns/dcat#{name}"))
        {
            assert!(is_there(&iri), "{iri}");
        }
        assert!(
            is_there("http://example.org/a.csv") && is_there("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")
        );
        let graph = read(
            r#"{"@context": "https://schema.org/", "@type": "Dataset", "name": "A", "license": "https://creativecommons.org/publicdomain/zero/1.0/",
                "distribution": [{"@type": "DataDownload", "contentUrl": "a.csv", "encodingFormat": "text/csv"}], "dateModified": "2024-01-02"}"#,
        );
        for iri in
            ["http://example.org/a.csv", "https://creativecommons.org/publicdomain/zero/1.0/", "http://schema.org/Date"]
        {
            assert!(graph.find_iri(iri).is_some(), "{iri}");
        }
    }
}
