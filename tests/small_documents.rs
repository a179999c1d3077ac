//! What single rules say of small documents: the right one breaks nothing more than the rest of it does, the wrong one exactly the
//! rule that it should.

use std::collections::BTreeSet;

use skord::rdf::vocab::PREFIXES;
use skord::rdf::{Caps, Format, parse};
use skord::validate::{Finding, Profile, with_observations};

fn findings_of(turtle: &str, profile: &Profile) -> Vec<Finding> {
    let prefixes = PREFIXES.iter().map(|(prefix, namespace)| format!("@prefix {prefix}: <{namespace}> .\n"));
    let text = prefixes.collect::<String>() + turtle;
    let parsed = parse(text.as_bytes(), Format::Turtle, "https://ekbacka.example/", &Caps::default())
        .unwrap_or_else(|error| panic!("{error}\n{turtle}"));
    let graph = with_observations(parsed.graph, &parsed.relative);
    profile.check(&graph, Some("2026-11-25T12:00:00Z")).expect("the rules need nothing that the engine gives up on")
}

fn findings(turtle: &str) -> Vec<Finding> {
    findings_of(turtle, Profile::dcat_ap_se())
}

fn rules(turtle: &str) -> BTreeSet<String> {
    findings(turtle).into_iter().map(|finding| finding.rule).collect()
}

/// The rules that one document breaks and another does not.
fn more(wrong: &str, right: &str) -> Vec<String> {
    rules(wrong).difference(&rules(right)).cloned().collect()
}

const CATALOGUE: &str =
    "<https://ekbacka.example/katalog> a dcat:Catalog ; dcterms:title \"Ekbacka kommuns öppna data\"@sv ;
    dcterms:description \"Data som Ekbacka kommun delar.\"@sv ; dcterms:publisher <https://ekbacka.example/kommun> ;
    dcterms:license <http://creativecommons.org/publicdomain/zero/1.0/> ; dcat:service <https://ekbacka.example/api> ;
    dcat:dataset <https://ekbacka.example/badplatser> .\n";
const PUBLISHER: &str = "<https://ekbacka.example/kommun> a foaf:Organization ; foaf:name \"Ekbacka kommun\"@sv ;
    dcterms:type <http://purl.org/adms/publishertype/LocalAuthority> .\n";
const DATASET: &str = "<https://ekbacka.example/badplatser> a dcat:Dataset ; dcterms:title \"Badplatser\"@sv ;
    dcterms:description \"Läge, djup och service.\"@sv ; dcterms:publisher <https://ekbacka.example/kommun> ;
    dcat:contactPoint <https://ekbacka.example/kontakt> ; dcat:distribution <https://ekbacka.example/badplatser.csv> .\n";
const DISTRIBUTION: &str =
    "<https://ekbacka.example/badplatser.csv> a dcat:Distribution ; dcterms:title \"Badplatserna\"@sv ;
    dcat:accessURL <https://ekbacka.example/filer/badplatser> ; dcat:accessService <https://ekbacka.example/api> .\n";
const SERVICE: &str = "<https://ekbacka.example/api> a dcat:DataService ; dcterms:title \"Badplatsernas läge\"@sv ;
    dcat:endpointURL <https://ekbacka.example/api/v1> ; dcat:servesDataset <https://ekbacka.example/badplatser> .\n";
const CONTACT: &str = "<https://ekbacka.example/kontakt> a vcard:Organization ; vcard:fn \"Öppna data\" ;
    vcard:hasEmail <mailto:oppnadata@ekbacka.example> .\n";

fn document() -> String {
    [CATALOGUE, PUBLISHER, DATASET, DISTRIBUTION, SERVICE, CONTACT].concat()
}

/// The document with more about one of its resources.
fn with(resource: &str, more: &str) -> String {
    document() + &format!("<https://ekbacka.example/{resource}> {more} .\n")
}

fn without(part: &str) -> String {
    let whole = document();
    assert!(whole.contains(part), "{part}");
    whole.replacen(part, "", 1)
}

#[test]
fn a_document_without_a_catalogue_is_not_approved() {
    let untyped = without(" a dcat:Catalog ;");
    let found = findings(&untyped);
    let told: Vec<_> = found.iter().filter(|f| f.rule.starts_with("catalog-")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(
        (told[0].rule.as_str(), told[0].resource.as_str()),
        ("catalog-type-missing", "https://ekbacka.example/katalog")
    );
    let found = findings(&without(CATALOGUE));
    let told: Vec<_> = found.iter().filter(|f| f.rule.starts_with("catalog-")).collect();
    assert_eq!(told.len(), 1, "once a document, not once a dataset: {told:#?}");
    assert_eq!(told[0].rule, "catalog-dataset-catalog-missing");
    assert!(
        !rules(&document()).iter().any(|rule| rule.starts_with("catalog-type") || rule.ends_with("catalog-missing"))
    );
}

#[test]
fn a_sub_catalogue_that_is_fetched_separately_owes_nothing_here() {
    let bare = with("katalog", "dcterms:hasPart <https://ekbacka.example/vatten>")
        + "<https://ekbacka.example/vatten> a dcat:Catalog .";
    assert_eq!(more(&bare, &document()), [""; 0]);
    let of_it = |turtle: &str| findings(turtle).iter().filter(|f| f.resource.ends_with("/vatten")).count();
    assert_eq!(of_it(&bare), 0);
    // Described, it is a catalogue like any other; and what nothing points out is no sub-catalogue.
    let described = bare.clone() + "<https://ekbacka.example/vatten> dcterms:title \"Vatten\"@sv .";
    assert!(of_it(&described) > 5);
    assert!(of_it(&(document() + "<https://ekbacka.example/vatten> a dcat:Catalog .")) > 5);
}

#[test]
fn what_is_described_without_its_type_is_not_called_undescribed() {
    for (part, resource, expected) in [
        (" a foaf:Organization ;", "kommun", "dataset-publisher-untyped"),
        (" a vcard:Organization ;", "kontakt", "dataset-contact-point-untyped"),
        (" a dcat:Dataset ;", "badplatser", "catalog-dataset-untyped"),
        (" a dcat:Distribution ;", "badplatser.csv", "dataset-distribution-untyped"),
        (" a dcat:DataService ;", "api", "catalog-service-untyped"),
    ] {
        let resource = format!("https://ekbacka.example/{resource}");
        let found = findings(&without(part));
        let about: Vec<_> = found.iter().filter(|f| f.value.as_deref() == Some(resource.as_str())).collect();
        assert!(about.iter().any(|f| f.rule == expected), "{expected}: {about:#?}");
        assert!(about.iter().all(|f| f.rule.ends_with("-untyped")), "{expected}: {about:#?}");
    }
    let gone = more(&without(CONTACT), &document());
    assert_eq!(gone, ["dataset-contact-point-undescribed"]);
}

#[test]
fn dates_are_compared_as_far_as_both_go() {
    let date = |text: &str| match text.len() {
        4 => format!("\"{text}\"^^xsd:gYear"),
        7 => format!("\"{text}\"^^xsd:gYearMonth"),
        10 | 11 => format!("\"{text}\"^^xsd:date"),
        _ => format!("\"{text}\"^^xsd:dateTime"),
    };
    for (early, late, wrong) in [
        ("2024-05-01", "2014-01-02T10:00:00Z", true),
        ("2024-05-01", "2024-04-30", true),
        ("2024-05-01T10:00:00", "2024-05-01T09:59:59", true),
        ("2024", "2023-12-31", true),
        ("2024-05", "2024-04-30", true),
        ("2024-05-04", "2024-05-01T10:00:00Z", true),
        ("2024-05-01T08:00:00.5Z", "2024-05-01T08:00:00Z", false),
        ("2024-01-02", "2024-01-02Z", false),
        ("2024-01-02T08:00:00", "2024-01-02T10:00:00Z", false),
        ("2024-01-02T10:00:00", "2024-01-02T08:00:00Z", false),
        ("2024-05-01", "2024-04-30T23:30:00Z", false),
        ("2024-05-01", "2024", false),
        ("2024", "2024-01-01T00:00:00Z", false),
        ("2024-05-01", "2024-05-01", false),
        ("2024-05-01", "i våras", false),
    ] {
        let (issued, modified) = (date(early), date(late));
        let found = findings(&with("badplatser", &format!("dcterms:issued {issued} ; dcterms:modified {modified}")));
        let told: Vec<_> = found.iter().filter(|f| f.rule == "dataset-modified-before-issued").collect();
        assert_eq!(told.len(), usize::from(wrong), "{early} {late}");
        assert!(told.iter().all(|f| f.value.as_deref() == Some(late)), "{told:?}");
        let period =
            format!("dcterms:temporal [ a dcterms:PeriodOfTime ; dcat:startDate {issued} ; dcat:endDate {modified} ]");
        let found = rules(&with("badplatser", &period)).contains("period-of-time-start-date-after-end");
        assert_eq!(found, wrong, "{early} {late}");
    }
}
