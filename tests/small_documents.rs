//! What single rules say of small documents: the right one breaks nothing more than the rest of it does, the wrong one exactly the
//! rule that it should.

use std::collections::BTreeSet;

use skord::rdf::vocab::PREFIXES;
use skord::rdf::{Caps, Format, parse};
use skord::validate::{Choices, Finding, Profile, with_observations};

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

#[test]
fn a_link_without_its_beginning_is_told_as_it_was_written() {
    for (resource, property, expected) in [
        ("katalog", "foaf:homepage <om>", "catalog-link-relative"),
        ("badplatser", "dcat:landingPage <sida.html>", "dataset-link-relative"),
        ("badplatser.csv", "dcat:downloadURL <filer/f.csv>", "distribution-link-relative"),
        ("badplatser.csv", "dcterms:conformsTo </standard>", "distribution-link-relative"),
        ("badplatser.csv", "dcterms:license <licens>", "distribution-link-relative"),
        ("api", "foaf:page <hjalp>", "data-service-link-relative"),
        ("kommun", "foaf:homepage <hem>", "agent-link-relative"),
        ("kontakt", "vcard:hasURL <kontakta>", "kind-link-relative"),
    ] {
        let found = findings(&with(resource, property));
        let told: Vec<_> = found.iter().filter(|f| f.rule.ends_with("-link-relative")).collect();
        assert_eq!(told.len(), 1, "{property}: {told:#?}");
        let written = property.split(['<', '>']).nth(1).unwrap().trim_start_matches('/');
        assert_eq!((told[0].rule.as_str(), told[0].value.as_deref()), (expected, Some(written)), "{property}");
        assert_eq!(told[0].resource, format!("https://ekbacka.example/{resource}"));
    }
    // What is described has its address told where it is described.
    let described = with("badplatser", "dcat:distribution <fil>")
        + "<fil> a dcat:Distribution ; dcat:accessURL <https://ekbacka.example/fil> .";
    let told: Vec<String> = rules(&described).into_iter().filter(|rule| rule.ends_with("-relative")).collect();
    assert_eq!(told, ["distribution-address-relative"]);
}

#[test]
fn what_the_eu_tables_have_put_out_of_use_is_told() {
    let licence = "http://publications.europa.eu/resource/authority/licence";
    for (code, is_told) in [("CC_BY", true), ("APACHE_1_1", true), ("ARTISTIC_1_0", true), ("CC_BY_4_0", false)] {
        for (resource, rule) in
            [("badplatser.csv", "distribution-license-deprecated"), ("api", "data-service-license-deprecated")]
        {
            let found = rules(&with(resource, &format!("dcterms:license <{licence}/{code}>")));
            assert_eq!(found.contains(rule), is_told, "{code}");
        }
    }
    let file_type = "http://publications.europa.eu/resource/authority/file-type";
    for (code, is_told) in [("FMX2", true), ("FMX3", true), ("LEG", true), ("CSV", false)] {
        let found = rules(&with("badplatser.csv", &format!("dcterms:format <{file_type}/{code}>")));
        assert_eq!(found.contains("distribution-format-deprecated"), is_told, "{code}");
    }
}

#[test]
fn what_stands_in_an_old_field_is_not_missing_as_well() {
    let old = document().replace("dcat:contactPoint", "adms:contactPoint");
    assert_eq!(more(&old, &document()), ["dataset-contact-point-deprecated"]);
    let period = |property: &str| {
        with(
            "badplatser",
            &format!("dcterms:temporal [ a dcterms:PeriodOfTime ; {property} \"2020-01-01\"^^xsd:date ]"),
        )
    };
    assert_eq!(more(&period("schema:startDate"), &period("dcat:startDate")), ["period-of-time-start-date-deprecated"]);
    assert!(rules(&period("dcat:endDate")).contains("period-of-time-start-date-missing"));
}

#[test]
fn a_dataset_in_none_of_the_thirteen_categories_is_warned_about() {
    let theme = "http://publications.europa.eu/resource/authority/data-theme";
    let told = |themes: &str| {
        rules(&with("badplatser", &format!("dcat:theme {themes}"))).contains("dataset-theme-all-unknown")
    };
    assert!(told(&format!("<{theme}/NOPE>")) && told(&format!("<{theme}/envi>")));
    assert!(told("<http://eurovoc.europa.eu/2825>"));
    assert!(!told(&format!("<{theme}/ENVI>")) && !told(&format!("<{theme}/ENVI> , <http://eurovoc.europa.eu/2825>")));
    assert!(!rules(&document()).contains("dataset-theme-all-unknown"), "what is missing is told as missing");
}

#[test]
fn an_operator_can_allow_https_in_licences_of_files_and_services() {
    let set = |ends: [&str; 2]| ends.iter().map(|id| (*id).to_owned()).collect();
    let choices = Choices {
        off: set(["distribution-license-form", "data-service-license-form"]),
        on: set(["distribution-license-form-https-allowed", "data-service-license-form-https-allowed"]),
        ..Choices::default()
    };
    let chosen = Profile::dcat_ap_se_with(&choices).expect("the ids are the profile's own");
    for resource in ["badplatser.csv", "api"] {
        let told = |address: &str| {
            let found = findings_of(&with(resource, &format!("dcterms:license <{address}>")), &chosen);
            found.iter().filter(|f| f.rule.contains("-license-form")).count()
        };
        assert_eq!(told("https://creativecommons.org/licenses/by/4.0/"), 0, "{resource}");
        assert_eq!(told("https://creativecommons.org/licenses/by/4.0"), 1, "{resource}");
    }
}

#[test]
fn a_format_has_no_language() {
    for (resource, rule) in
        [("badplatser.csv", "distribution-format-not-plain"), ("api", "data-service-format-not-plain")]
    {
        let format = |value: &str| with(resource, &format!("dcterms:format {value}"));
        assert_eq!(more(&format("\"text/csv\"@sv"), &format("\"text/csv\"")), [rule]);
    }
}

#[test]
fn a_right_value_without_its_mark_is_not_called_a_wrong_value() {
    for (resource, statement, rule) in [
        ("badplatser.csv", "dcat:byteSize 1200", "distribution-byte-size-not-number"),
        ("badplatser", "dcterms:issued \"2024-05-31\"", "dataset-issued-not-date"),
    ] {
        assert!(rules(&with(resource, statement)).contains(rule), "{rule}");
        let rule = Profile::dcat_ap_se().rule(rule).expect("it was found");
        assert!(rule.message.sv.contains("märkt") && rule.message.en.contains("marked"), "{}", rule.id);
        assert!(rule.fix.sv.contains("saknas") && rule.fix.en.contains("mark is missing"), "{}", rule.id);
    }
}

#[test]
fn a_finding_quotes_what_it_is_about() {
    let series = "<https://ekbacka.example/serie> a dcat:DatasetSeries ; dcterms:title \"Badplatser per år\"@sv ;
        dcat:keyword \"bad\"@sv ; dcterms:publisher <https://ekbacka.example/region> .\n";
    let found = findings(
        &(with(
            "badplatser",
            "dcat:inSeries <https://ekbacka.example/serie> ; dcat:keyword \"sjö\"@sv ; dcterms:license <https://ekbacka.example/villkor>",
        ) + series),
    );
    let value = |rule: &str| found.iter().find(|f| f.rule == rule).unwrap_or_else(|| panic!("{rule}")).value.clone();
    assert_eq!(value("dataset-keyword-unlike-series").as_deref(), Some("sjö"));
    assert_eq!(value("dataset-publisher-unlike-series").as_deref(), Some("https://ekbacka.example/kommun"));
    assert_eq!(value("dataset-license-misplaced").as_deref(), Some("https://ekbacka.example/villkor"));
    let found = findings(&document().replace("\"Badplatser\"@sv", "\"Badplatser 2023\"@sv"));
    let year = found.iter().find(|f| f.rule == "dataset-title-year").expect("there is a year");
    assert_eq!(year.value.as_deref(), Some("Badplatser 2023"));
}

#[test]
fn publisher_year_and_format_in_a_title_are_told_wherever_they_stand() {
    let titled = |old: &str, new: &str| document().replace(&format!("\"{old}\"@sv"), &format!("\"{new}\"@sv"));
    assert_eq!(
        more(&titled("Badplatsernas läge", "Ekbacka kommuns API 2023 CSV"), &document()),
        ["data-service-title-format", "data-service-title-publisher", "data-service-title-year"]
    );
    let file = titled("Badplatserna", "CSV-fil 2023");
    assert_eq!(more(&file, &document()), ["distribution-title-format", "distribution-title-year"]);
    // Where there are several, it may be what tells them apart.
    let sibling = " <https://ekbacka.example/badplatser> dcat:distribution <https://ekbacka.example/badplatser.json> .
        <https://ekbacka.example/badplatser.json> a dcat:Distribution ; dcat:accessURL <https://ekbacka.example/json> .";
    assert_eq!(more(&(file + sibling), &(document() + sibling)), [""; 0]);
    let series = |title: &str| {
        document()
            + &format!(
                "<https://ekbacka.example/serie> a dcat:DatasetSeries ; dcterms:title \"{title}\"@sv ;
                 dcterms:publisher <https://ekbacka.example/kommun> ."
            )
    };
    assert_eq!(
        more(&series("Ekbacka kommuns mätningar av buller vid alla större vägar sedan 2003"), &series("Buller")),
        ["dataset-series-title-long", "dataset-series-title-publisher", "dataset-series-title-year"]
    );
}

#[test]
fn version_notes_want_a_translation() {
    let notes = |values: &str| with("badplatser", &format!("adms:versionNotes {values}"));
    let (swedish, both) = (notes("\"Två nya.\"@sv"), notes("\"Två nya.\"@sv , \"Two new.\"@en"));
    assert_eq!(more(&swedish, &both), ["dataset-version-notes-untranslated"]);
    assert_eq!(more(&both, &document()), [""; 0]);
}

#[test]
fn the_way_to_a_high_value_dataset_is_marked_too() {
    let mark = "dcatap:applicableLegislation <http://data.europa.eu/eli/reg_impl/2023/138/oj>";
    let category = "dcatap:hvdCategory <http://data.europa.eu/bna/c_dd313021>";
    let found = rules(&with("badplatser", &format!("{mark} ; {category}")));
    let tips = [
        "distribution-applicable-legislation-high-value-missing",
        "data-service-applicable-legislation-high-value-missing",
    ];
    assert!(tips.iter().all(|rule| found.contains(*rule)), "{found:?}");
    let marked = [
        with("badplatser", &format!("{mark} ; {category}")),
        format!(
            "<https://ekbacka.example/badplatser.csv> {mark} .\n<https://ekbacka.example/api> {mark} ; {category} ."
        ),
    ];
    let found = rules(&marked.concat());
    assert!(!tips.iter().any(|rule| found.contains(*rule) || rules(&document()).contains(*rule)), "{found:?}");
}

#[test]
fn common_mistakes_are_told() {
    let license = |address: &str| with("badplatser.csv", &format!("dcterms:license <{address}>"));
    let (whole, without) = ("http://creativecommons.org/licenses/by/4.0/", "http://creativecommons.org/licenses/by/");
    assert_eq!(more(&license(without), &license(whole)), ["distribution-license-version-missing"]);
    let download = |address: &str| with("badplatser.csv", &format!("dcat:downloadURL <{address}>"));
    let right = download("https://ekbacka.example/f.csv");
    for (wrong, rule) in [
        ("https://ekbacka.example/f.csv.", "distribution-download-url-punctuation"),
        ("https://ekbacka.example/f.csv,https://ekbacka.example/g.csv", "distribution-download-url-joined"),
    ] {
        assert_eq!(more(&download(wrong), &right), [rule]);
    }
    assert_eq!(more(&download("https://ekbacka.example/hamta?url=https://x.example/f.csv"), &right), [""; 0]);
    let described = |text: &str| document().replace("\"Läge, djup och service.\"@sv", &format!("\"{text}\"@sv"));
    assert_eq!(more(&described("Lorem ipsum dolor sit amet."), &document()), ["dataset-description-placeholder"]);
    for same in ["Badplatser", "badplatser", "Badplatser."] {
        assert_eq!(more(&described(same), &document()), ["dataset-description-same-as-title"], "{same}");
    }
    assert_eq!(more(&described("Badplatser, med läge"), &document()), [""; 0]);
    let keywords = |words: &str| with("badplatser", &format!("dcat:keyword {words}"));
    assert_eq!(more(&keywords("\"bad\"@sv , \"\"@sv"), &keywords("\"bad\"@sv")), ["dataset-keyword-empty"]);
}
