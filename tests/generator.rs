//! The generated catalogue: its faults are those that the rules find, and as many.

use std::collections::BTreeMap;

use skord::harvest::process::{Document, process};
use skord::normalise::Settings;
use skord::rdf::parse::Mode;
use skord::rdf::{Caps, Format};
use skord::validate::Profile;

#[path = "../examples/generate_catalogue/catalogue.rs"]
mod catalogue;

/// What a generated catalogue leaves out, as real ones do: recommended fields, and English.
const LEFT_OUT: [&str; 10] = [
    "agent-description-missing",
    "catalog-description-untranslated",
    "catalog-title-untranslated",
    "dataset-conforms-to-missing",
    "dataset-description-untranslated",
    "dataset-keyword-long",
    "distribution-description-untranslated",
    "distribution-title-untranslated",
    "kind-has-address-missing",
    "kind-has-telephone-missing",
];

#[test]
fn the_known_faults_are_found_and_counted() {
    let mut bytes = Vec::new();
    let options = catalogue::Options { datasets: 300, format: catalogue::Format::RdfXml, faults: true };
    let summary = catalogue::write_catalogue(&options, &mut bytes).expect("memory takes what is written");
    let per_dataset = summary.triples / summary.datasets;
    assert!((40..=60).contains(&per_dataset), "{per_dataset} triples a dataset");

    let document = Document {
        content: Box::new(&*bytes),
        url: "http://example.org/",
        name: "catalogue.rdf",
        media_type: None,
        format: Some(Format::RdfXml),
        caps: Caps::default(),
        mode: Mode::Tolerant,
    };
    let checked =
        process(document, &Settings::new("http://example.org"), Profile::dcat_ap_se(), None).expect("is read");
    assert_eq!(checked.triples as u64, summary.triples);
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in &checked.findings {
        *found.entry(&finding.rule).or_default() += 1;
    }
    for change in checked.changes.iter().filter(|change| change.step == "licence") {
        *found.entry(change.step).or_default() += 1;
    }
    // A licence that is mended is found, too.
    assert_eq!(found.remove("distribution-license-locale"), found.get("licence").copied());
    for (fault, count) in &summary.faults {
        assert_eq!(found.remove(fault), Some(*count), "{fault}; found besides: {found:?}");
    }
    found.retain(|rule, _| !LEFT_OUT.contains(rule));
    assert!(found.is_empty(), "found without being made: {found:?}");
}
