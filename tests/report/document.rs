//! The report on one document, in each format.

use std::collections::BTreeMap;

use serde_json::Value;
use skord::normalise::{Change, Suggestion};
use skord::rdf::{self, Caps, Format};
use skord::report::{DocumentReport, Language, csv, human, json, ttl};
use skord::validate::{Finding, Place, Position, Profile};

const HOSTILE: &str = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}=cmd|' /C calc'!A0;\"<b>\"\\ >\r\nnästa";

fn finding(rule: &str, resource: &str, value: Option<&str>) -> Finding {
    let rule = Profile::dcat_ap_se().rule(rule).expect("the rule exists");
    Finding {
        severity: rule.severity,
        rule: rule.id.clone(),
        resource: resource.into(),
        value: value.map(Into::into),
        class: rule.class_iri.clone(),
        path: rule.path.clone(),
        place: Place::Address(resource.into()),
        mended: false,
        position: None,
    }
}

fn report(findings: Vec<Finding>) -> DocumentReport<'static> {
    DocumentReport {
        input: "katalog.rdf".into(),
        format: Format::RdfXml,
        triples: 1234,
        profile: Profile::dcat_ap_se(),
        findings,
        changes: vec![Change {
            step: "licence",
            subject: "https://example.se/d/1".into(),
            property: "http://purl.org/dc/terms/license".into(),
            before: Some("x".into()),
            after: None,
        }],
        suggestions: vec![Suggestion {
            step: "keyword-lists",
            subject: "https://example.se/d/1".into(),
            property: "http://www.w3.org/ns/dcat#keyword".into(),
            value: Some("\"bad, som vi sköter om\"@sv".into()),
            proposed: "\"bad\"@sv, \"som vi sköter om\"@sv".into(),
        }],
        places: BTreeMap::new(),
        notes: vec![],
        high_value: false,
    }
}

fn sample() -> DocumentReport<'static> {
    let mut findings: Vec<_> =
        (1..=12).map(|n| finding("dataset-publisher-missing", &format!("https://example.se/{n:02}"), None)).collect();
    findings.push(finding("dataset-theme-unknown", "https://example.se/01", Some("miljö")));
    findings.push(finding("dataset-theme-unknown", "https://example.se/02", Some("miljö")));
    findings.sort();
    report(findings)
}

fn hostile() -> DocumentReport<'static> {
    let mut report =
        report(vec![finding("dataset-theme-unknown", &format!("https://example.se/{HOSTILE}"), Some(HOSTILE))]);
    report.input = HOSTILE.into();
    let suggestion = &mut report.suggestions[0];
    for text in [&mut suggestion.subject, &mut suggestion.property, &mut suggestion.proposed] {
        *text = HOSTILE.into();
    }
    report
}

fn is_quiet(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || c == '\r' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)))
}

#[test]
fn json_has_the_promised_fields_in_order() {
    let text = json(&sample());
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["schema_version"], 1);
    assert_eq!(value["format"], "rdfxml");
    assert_eq!(value["counts"]["violation"], 12);
    let first = &value["findings"][0];
    assert_eq!(first["severity"], "violation");
    assert!(first["value"].is_null());
    assert!(first["message"]["sv"].as_str().is_some_and(|m| !m.is_empty()));
    assert_eq!(value["changes"][0]["step"], "licence");
    let suggestion = &value["suggestions"][0];
    assert_eq!(suggestion["step"], "keyword-lists");
    assert_eq!(suggestion["proposed"], "\"bad\"@sv, \"som vi sköter om\"@sv");
    assert!(suggestion["nameless"].is_null());
    let places: Vec<_> = [
        "schema_version",
        "input",
        "format",
        "triples",
        "profile",
        "counts",
        "findings",
        "changes",
        "suggestions",
        "notes",
    ]
    .map(|field| text.find(&format!("\n  \"{field}\"")).unwrap_or_else(|| panic!("no {field} in {text}")))
    .into();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn json_keeps_every_character_without_sending_it_to_a_terminal() {
    let text = json(&hostile());
    assert!(is_quiet(&text));
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["findings"][0]["value"], HOSTILE);
}

#[test]
fn csv_opens_in_a_spreadsheet_as_text() {
    let text = csv(&sample());
    assert!(text.starts_with("\u{feff}Allvarlighetsgrad;Problem;Gäller;"), "{text}");
    assert_eq!(text.matches("\r\n").count(), 15);
    assert!(text.lines().nth(1).is_some_and(|l| l.starts_with("Fel;")), "the gravest stand first");

    let text = csv(&hostile());
    assert!(is_quiet(&text));
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let row = reader.records().next().expect("a row").expect("a whole row");
    assert_eq!(row.len(), 14);
    assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])), "{row:?}");
}

#[test]
fn turtle_is_a_validation_report() {
    for report in [sample(), hostile()] {
        let text = ttl(&report);
        assert!(is_quiet(&text), "{text}");
        let graph = rdf::parse(text.as_bytes(), Format::Turtle, "https://example.se/", &Caps::default())
            .unwrap_or_else(|error| panic!("{error}\n{text}"))
            .graph;
        assert!(graph.len() > 3);
        let mut predicates: BTreeMap<String, usize> = BTreeMap::new();
        for [_, predicate, _] in graph.triples() {
            *predicates.entry(graph.term(*predicate).text().to_owned()).or_default() += 1;
        }
        let count =
            |name: &str| predicates.get(&format!("http://www.w3.org/ns/shacl#{name}")).copied().unwrap_or_default();
        assert_eq!(count("result"), report.findings.len());
        assert_eq!(count("sourceShape"), report.findings.len());
        assert_eq!(count("resultMessage"), 2 * report.findings.len());
        assert_eq!(text, ttl(&report));
    }
    assert!(ttl(&sample()).contains("sh:conforms false"));
    assert!(ttl(&hostile()).contains("sh:conforms true"), "a warning does not stop conformance");
}

#[test]
fn text_groups_by_rule_and_says_how_to_fix() {
    let text = human(&sample(), Language::Sv);
    assert!(text.contains("12 fel, 0 varningar, 2 tips"), "{text}");
    assert!(text.contains("FEL  12 datamängder saknar"), "{text}");
    assert!(text.contains("Så gör ni: "), "{text}");
    assert!(text.contains("… och 7 till"), "{text}");
    assert!(text.contains("miljö  (2 gånger)"), "{text}");
    assert!(human(&sample(), Language::En).contains("12 errors, 0 warnings, 2 suggestions"));
}

/// The sample with the findings in lines 10, 20 and so on.
fn placed() -> DocumentReport<'static> {
    let mut sample = sample();
    for (finding, n) in sample.findings.iter_mut().zip(1..) {
        finding.position = Some(Position { document: 0, line: 10 * n, column: 7, offset: 100 * n });
    }
    sample
}

#[test]
fn every_form_says_on_which_line_a_finding_stands() {
    let (with, without) = (placed(), sample());
    let value: Value = serde_json::from_str(&json(&with)).expect("JSON");
    let first = &value["findings"][0];
    assert_eq!((&first["line"], &first["column"], &first["offset"]), (&10.into(), &7.into(), &100.into()));
    let value: Value = serde_json::from_str(&json(&without)).expect("JSON");
    assert!(value["findings"][0]["line"].is_null());

    let text = csv(&with);
    assert!(text.lines().next().is_some_and(|header| header.ends_with(";Rad;Byte på raden")), "{text}");
    assert!(text.lines().nth(1).is_some_and(|row| row.ends_with(";Nej;10;7")), "{text}");
    assert!(csv(&without).lines().nth(1).is_some_and(|row| row.ends_with(";Nej;;")));

    let text = human(&with, Language::Sv);
    assert!(text.contains("https://example.se/03  rad 30\n"), "{text}");
    assert!(text.contains("miljö  (2 gånger)  rad 130, 140\n"), "{text}");
    assert!(human(&with, Language::En).contains("miljö  (2 times)  lines 130, 140\n"));
    assert!(!human(&without, Language::Sv).contains("rad "));

    let text = ttl(&with);
    let graph =
        rdf::parse(text.as_bytes(), Format::Turtle, "https://example.se/", &Caps::default()).expect("Turtle").graph;
    let number = graph.find_iri("http://www.w3.org/2009/pointers#lineNumber").expect("it is in use");
    assert_eq!(graph.by_predicate(number).count(), 14);
    assert!(!ttl(&without).contains("ptr:lineNumber"));
}

#[test]
fn a_line_that_is_put_in_above_makes_no_finding_another() {
    let (before, mut after) = (placed(), placed());
    for position in after.findings.iter_mut().filter_map(|finding| finding.position.as_mut()) {
        position.line += 1;
    }
    assert_eq!(before.findings, after.findings);
    after.findings.reverse();
    after.findings.sort();
    assert_eq!(before.findings, after.findings);
}

#[test]
fn text_never_steers_the_terminal() {
    for language in Language::ALL {
        let text = human(&hostile(), language);
        assert!(is_quiet(&text), "{text:?}");
    }
}

#[test]
fn a_clean_document_is_told_so() {
    let mut clean = report(vec![]);
    clean.changes.clear();
    assert!(clean.conforms());
    assert!(human(&clean, Language::Sv).contains("Inget att rätta."));
    assert!(ttl(&clean).contains("sh:conforms true"));
    assert_eq!(clean.counts().total(), 0);
}
