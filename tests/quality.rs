//! The tables of the quality score against the vocabularies that they come from.

mod shared;

use std::collections::BTreeSet;

use serde_json::Value;
use shared::shared;
use skord::quality::{Level, Method, Metric, SourceScore, score};
use skord::rdf::{Caps, Format, parse};

fn json(name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(shared("")?.join(name)).expect("the file can be read");
    Some(serde_json::from_str(&text).expect("it is JSON"))
}

/// The score of a graph with one dataset of one distribution, which has a property with the value.
fn with(property: &str, value: &str, method: Method) -> SourceScore {
    let document = format!(
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
         <urn:d> a dcat:Dataset ; dcat:distribution <urn:x> ; {property} {value} . <urn:x> {property} {value} ."
    );
    let parsed = parse(document.as_bytes(), Format::Turtle, "urn:x", &Caps::default()).expect("it parses");
    score(&parsed.graph, method)
}

fn passes(scored: &SourceScore, metric: Metric) -> bool {
    scored.shares.iter().any(|share| share.metric == metric && share.passed == 1)
}

fn strings(value: &Value) -> BTreeSet<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn metrics_have_the_published_weights() {
    let Some(published) = json("facts/mqa/mqa.json") else { return };
    let metrics = published["metrics"].as_array().expect("a list");
    assert_eq!(metrics.len(), Metric::ALL.len());
    for (metric, of_it) in Metric::ALL.into_iter().zip(metrics) {
        let level = match metric.level() {
            Level::Dataset => "dataset",
            Level::Distribution => "distribution",
            Level::Either => "dataset_or_distribution",
        };
        assert_eq!(of_it["id"], metric.id());
        assert_eq!(of_it["weight"], metric.weight(), "{metric:?}");
        assert_eq!(of_it["dimension"], metric.dimension().id(), "{metric:?}");
        assert_eq!(of_it["level"], level, "{metric:?}");
    }
}

#[test]
fn file_types_are_those_of_the_table_and_in_the_published_lists() {
    let (Some(concepts), Some(published)) = (json("vocabularies/concepts.json"), json("facts/mqa/mqa.json")) else {
        return;
    };
    let (machine_readable, non_proprietary) =
        (strings(&published["machine_readable"]), strings(&published["non_proprietary"]));
    let types: Vec<&str> =
        concepts["file-type"].as_array().into_iter().flatten().filter_map(|concept| concept["uri"].as_str()).collect();
    assert!(types.len() > 200);
    for uri in types {
        let scored = with("dcterms:format", &format!("<{uri}>"), Method::European);
        assert!(passes(&scored, Metric::FormatVocabulary), "{uri}");
        assert_eq!(passes(&scored, Metric::MachineReadable), machine_readable.contains(uri), "{uri}");
        assert_eq!(passes(&scored, Metric::NonProprietary), non_proprietary.contains(uri), "{uri}");
    }
}

#[test]
fn media_types_are_in_the_lists_of_their_file_types() {
    let Some(formats) = json("vocabularies/format-literal-map.json") else { return };
    for (name, of_it) in formats["map"].as_object().expect("a map") {
        let scored = with("dcterms:format", &format!("'{name}'"), Method::Dataportal);
        assert!(passes(&scored, Metric::FormatVocabulary), "{name}");
        assert_eq!(passes(&scored, Metric::MachineReadable), of_it["mqa_machine_readable"], "{name}");
        assert_eq!(passes(&scored, Metric::NonProprietary), of_it["mqa_non_proprietary"], "{name}");
    }
}

#[test]
fn licences_and_access_rights_are_those_of_the_tables() {
    let (Some(concepts), Some(licences)) =
        (json("vocabularies/concepts.json"), json("vocabularies/licence-uri-map.json"))
    else {
        return;
    };
    let uris = |scheme: &str| {
        let list = concepts[scheme].as_array().into_iter().flatten();
        list.filter_map(|concept| concept["uri"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    // One entry of the map lost its first letter on the way here.
    let listed = licences.as_object().expect("a map").keys().filter(|uri| uri.starts_with("http")).cloned();
    for uri in uris("licence").into_iter().chain(listed) {
        let scored = with("dcterms:license", &format!("<{uri}>"), Method::European);
        assert!(passes(&scored, Metric::KnownLicence), "{uri}");
    }
    for uri in uris("access-right") {
        let scored = with("dcterms:accessRights", &format!("<{uri}>"), Method::European);
        assert!(passes(&scored, Metric::AccessRightsVocabulary), "{uri}");
    }
}
