//! What findings promise a publisher: they are about the document as it came, no repair hides what it repairs, and each is told
//! by what the publisher typed.

use std::collections::BTreeSet;

use serde_json::Value;
use skord::harvest::process::{Checked, Document, process};
use skord::normalise::Settings;
use skord::rdf::parse::Mode;
use skord::rdf::vocab::PREFIXES;
use skord::rdf::{Caps, Format};
use skord::report::{DocumentReport, FindingGroup, Language, csv, group, human, json, ttl};
use skord::validate::{Finding, Place, Profile};

fn checked_by(turtle: &str, settings: &Settings) -> Checked {
    let prefixes = PREFIXES.iter().map(|(prefix, namespace)| format!("@prefix {prefix}: <{namespace}> .\n"));
    let text = prefixes.collect::<String>() + turtle;
    let document = Document {
        content: Box::new(text.as_bytes()),
        url: "https://ekbacka.example/katalog.ttl",
        name: "katalog.ttl",
        media_type: None,
        format: Some(Format::Turtle),
        caps: Caps::default(),
        mode: Mode::Tolerant,
    };
    process(document, settings, Profile::dcat_ap_se(), Some("2026-11-25T12:00:00Z"))
        .unwrap_or_else(|error| panic!("{error}\n{turtle}"))
}

fn checked(turtle: &str) -> Checked {
    checked_by(turtle, &Settings::new("https://data.example.se"))
}

fn of<'a>(checked: &'a Checked, rule: &str) -> Vec<&'a Finding> {
    assert!(Profile::dcat_ap_se().rule(rule).is_some(), "there is no rule {rule}");
    checked.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn group_of(checked: &Checked, rule: &str) -> FindingGroup {
    let groups = group(&checked.findings);
    let mut of_rule = groups.into_iter().filter(|group| group.rule == rule);
    let only = of_rule.next().unwrap_or_else(|| panic!("no group of {rule}"));
    assert!(of_rule.next().is_none(), "one group a rule");
    only
}

fn report(checked: Checked) -> DocumentReport<'static> {
    DocumentReport {
        input: "katalog.ttl".into(),
        format: checked.format,
        triples: checked.triples,
        profile: Profile::dcat_ap_se(),
        findings: checked.findings,
        changes: checked.changes,
        suggestions: checked.suggestions,
        places: checked.places,
        notes: checked.notes,
        high_value: checked.high_value,
    }
}

/// A dataset with what is mandatory, and more.
fn dataset(name: &str, more: &str) -> String {
    format!(
        "{name} a dcat:Dataset ; dcterms:title \"Badplatser\"@sv ; dcterms:description \"Kommunens badplatser.\"@sv ;
           dcterms:publisher <http://dataportal.se/organisation/SE2120009994> {more} .\n"
    )
}

/// The line of the text that begins a statement, where the first one after the prefixes is 1.
fn line(finding: &Finding) -> Option<u64> {
    finding.position.map(|position| position.line - PREFIXES.len() as u64)
}

#[test]
fn a_finding_stands_on_the_line_of_its_statement_or_of_what_lacks_one() {
    let checked = checked(
        "<d> dcterms:license <https://creativecommons.org/licenses/by/4.0/deed.sv> .
<d> a dcat:Distribution .

<d> dcat:byteSize \"2 kB\" .
<b> dcat:distribution <d> , <filer/e> ; dcterms:title \"Badplatser\"@sv .
<b> a dcat:Dataset .
",
    );
    let only = |rule: &str| {
        let found = of(&checked, rule);
        assert_eq!(found.len(), 1, "{rule}: {found:#?}");
        (line(found[0]), found[0].mended)
    };
    assert_eq!(only("distribution-license-locale"), (Some(1), true), "mended or not, it stands in the document");
    assert_eq!(only("distribution-access-url-missing"), (Some(2), false), "where the thing gets its type");
    assert_eq!(only("distribution-byte-size-not-number"), (Some(4), false));
    assert_eq!(only("dataset-description-missing"), (Some(6), false));
    let written: Vec<_> = checked.findings.iter().filter(|finding| finding.path.ends_with("help#link")).collect();
    assert_eq!(written.iter().map(|finding| line(finding)).collect::<Vec<_>>(), [Some(5)], "{written:#?}");
    let nowhere: Vec<_> = checked.findings.iter().filter(|finding| finding.position.is_none()).collect();
    assert!(nowhere.is_empty(), "{nowhere:#?}");
}

#[test]
fn a_line_that_is_put_in_above_changes_nothing_but_lines() {
    let turtle = dataset("<b>", "; dcterms:language <https://x.example/rövarspråk>") + &dataset("<c>", "");
    let (before, after) = (checked(&turtle), checked(&format!("# Ny rad\n{turtle}")));
    assert_eq!(before.findings, after.findings);
    for (before, after) in before.findings.iter().zip(&after.findings) {
        assert_eq!(line(before).map(|line| line + 1), line(after));
    }
    let (before, after) = (group(&before.findings), group(&after.findings));
    let order = |groups: &[FindingGroup]| -> Vec<String> { groups.iter().map(|group| group.rule.clone()).collect() };
    assert_eq!(order(&before), order(&after));
}

#[test]
fn a_repair_never_hides_the_finding_that_it_repairs() {
    let checked = checked(
        "<d> a dcat:Distribution ; dcat:accessURL <https://ekbacka.example/fil> ; dcat:byteSize \"2048\" ;
           dcterms:license <https://creativecommons.org/licenses/by/4.0/deed.sv> ; dcterms:modified \"2024-05-31\" .
         <k> a vcard:Organization ; vcard:fn \"Öppna data\" ; vcard:hasEmail \"oppnadata@ekbacka.example\" .
         <b> a dcat:Dataset ; dcterms:publisher [ a foaf:Organization ; foaf:name \"Ekbacka kommun\"@sv ] ;
           dcterms:accrualPeriodicity <http://purl.org/cld/freq/annual> .",
    );
    for (rule, value) in [
        ("distribution-license-locale", Some("https://creativecommons.org/licenses/by/4.0/deed.sv")),
        ("distribution-modified-not-date", Some("2024-05-31")),
        ("distribution-byte-size-not-number", Some("2048")),
        ("kind-has-email-form", Some("oppnadata@ekbacka.example")),
        ("dataset-publisher-not-address", None),
        ("dataset-accrual-periodicity-deprecated", Some("http://purl.org/cld/freq/annual")),
    ] {
        let found = of(&checked, rule);
        let told: Vec<_> = found.iter().map(|finding| (finding.mended, finding.value.as_deref())).collect();
        assert_eq!(told, [(true, value)], "{rule}");
    }
    let left = of(&checked, "dataset-title-missing");
    assert!(left.len() == 1 && !left[0].mended, "what nobody repaired is not called repaired");
}

#[test]
fn what_is_switched_off_in_the_normaliser_is_not_called_mended() {
    let turtle = "<k> a vcard:Organization ; vcard:hasEmail \"oppnadata@ekbacka.example\" .";
    let settings = Settings { off: vec!["mailbox".to_owned()], ..Settings::new("https://data.example.se") };
    let told = |checked: &Checked| of(checked, "kind-has-email-form").iter().map(|f| f.mended).collect::<Vec<_>>();
    assert_eq!(told(&checked(turtle)), [true]);
    assert_eq!(told(&checked_by(turtle, &settings)), [false]);
}

#[test]
fn a_fault_counts_once_whatever_normalising_makes_of_its_value() {
    // The licence becomes a link but no licence that is known, and the address of the publisher changes.
    let checked = checked(
        "<d> a dcat:Distribution ; dcat:accessURL <https://ekbacka.example/fil> ;
           dcterms:license <https://creativecommons.org/licenses/by/4.0> .
         <b> a dcat:Dataset ; dcterms:publisher <https://dataportal.se/organisation/SE212000-9994/> .
         <https://dataportal.se/organisation/SE212000-9994/> a foaf:Organization .
         <k> a vcard:Organization ; vcard:fn \"Öppna data\" ; vcard:hasEmail <mailto:> .",
    );
    let mut seen = BTreeSet::new();
    for finding in &checked.findings {
        assert!(seen.insert((&finding.rule, &finding.resource)), "twice: {finding:?}");
    }
    // The normaliser takes the empty address away, and then one is missing: the same fault still, and not mended.
    let email: Vec<_> = checked.findings.iter().filter(|f| f.path.ends_with("#hasEmail")).collect();
    assert_eq!(email.len(), 1, "{email:#?}");
    assert_eq!((email[0].rule.as_str(), email[0].mended), ("kind-has-email-form", false));
    // Found under its new address, told by the one that was typed.
    let missing = of(&checked, "agent-name-missing");
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].place, Place::Address("https://dataportal.se/organisation/SE212000-9994/".into()));
}

#[test]
fn of_several_values_as_many_are_mended_as_are_fewer() {
    let many = dataset(
        "<b>",
        "; dcterms:language <http://id.loc.gov/vocabulary/iso639-1/sv> , <https://x.example/rövarspråk>",
    );
    let checked = checked(&many);
    let told: Vec<_> =
        of(&checked, "dataset-language-unknown").iter().map(|f| (f.mended, f.value.clone().unwrap())).collect();
    assert_eq!(
        told,
        [
            (false, "https://x.example/rövarspråk".to_owned()),
            (true, "http://id.loc.gov/vocabulary/iso639-1/sv".to_owned())
        ]
    );
    let group = group_of(&checked, "dataset-language-unknown");
    assert_eq!((group.affected, group.findings, group.mended, group.distinct_values), (1, 2, 1, 2));
}

#[test]
fn one_template_with_one_fault_is_one_group_with_exact_counts_and_the_distinct_values() {
    let mut turtle = String::new();
    for number in 0..400 {
        let more = format!("; dcat:theme <https://ekbacka.example/tema/{}>", number % 7);
        turtle += &dataset(&format!("<https://ekbacka.example/data/{number}>"), &more);
    }
    let checked = checked(&turtle);
    let group = group_of(&checked, "dataset-theme-unknown");
    assert_eq!((group.affected, group.findings, group.distinct_values, group.mended), (400, 400, 7, 0));
    let values: Vec<(&str, u64)> = group.values.iter().map(|v| (v.value.as_str(), v.count)).collect();
    assert_eq!(values.len(), 7);
    assert_eq!(values[0], ("https://ekbacka.example/tema/0", 58));
    assert_eq!(values.iter().map(|(_, count)| count).sum::<u64>(), 400);
    let text = human(&report(checked), Language::Sv);
    assert_eq!(text.matches("(dataset-theme-unknown)").count(), 1, "{text}");
    assert!(text.contains("400 datamängder"), "{text}");
}

/// A catalogue of sixty datasets without an address, each with a period that ends before it begins.
fn nameless_catalogue() -> String {
    let mut turtle = "<https://ekbacka.example/katalog> a dcat:Catalog ; dcterms:title \"Ekbacka\"@sv .\n".to_owned();
    for number in 0..60 {
        turtle += &format!(
            "<https://ekbacka.example/katalog> dcat:dataset [ a dcat:Dataset ; dcterms:title \"Badplats {number}\"@sv ;
               dcterms:license <https://ekbacka.example/villkor> ;
               dcterms:temporal [ a dcterms:PeriodOfTime ; dcat:startDate \"2024\"^^xsd:gYear ; dcat:endDate \"2020\"^^xsd:gYear ] ;
               dcat:distribution [ a dcat:Distribution ; dcterms:license <https://creativecommons.org/licenses/by/4.0> ] ] .\n"
        );
    }
    turtle
}

#[test]
fn datasets_without_an_address_count_apart_and_are_told_by_title() {
    let checked = checked(&nameless_catalogue());
    for rule in [
        "dataset-description-missing",
        "dataset-license-misplaced",
        "period-of-time-start-date-after-end",
        "distribution-access-url-missing",
        "dataset-distribution-not-address",
    ] {
        let group = group_of(&checked, rule);
        assert_eq!((group.affected, group.findings), (60, 60), "{rule}");
    }
    assert_eq!(group_of(&checked, "catalog-dataset-not-address").affected, 1);
    assert_eq!(group_of(&checked, "dataset-distribution-not-address").mended, 60);
    for finding in of(&checked, "distribution-access-url-missing") {
        // The distribution has no title: that of its dataset tells where it is.
        let Place::Nameless { title: Some(title), near, .. } = &finding.place else { panic!("{finding:?}") };
        assert!(title.text.starts_with("Badplats ") && near == "https://ekbacka.example/katalog", "{finding:?}");
    }
    let title = |finding: &&Finding| match &finding.place {
        Place::Nameless { title: Some(title), .. } => title.text.clone(),
        place => panic!("{place:?}"),
    };
    let titles: BTreeSet<String> = of(&checked, "period-of-time-start-date-after-end").iter().map(title).collect();
    assert_eq!(titles.len(), 60, "each by its own title");
}

#[test]
fn what_has_neither_title_nor_address_is_told_by_what_it_belongs_to_in_that_order() {
    let mut turtle = String::new();
    for number in 100..160 {
        let name = format!("<https://ekbacka.example/data/{number}>");
        turtle += &format!(
            "{name} a dcat:Dataset ; dcterms:title \"Badplats {number}\"@sv ; dcat:distribution [ a dcat:Distribution ] .\n"
        );
    }
    let report = report(checked(&turtle));
    let groups = group(&report.findings);
    let group = groups.iter().find(|group| group.rule == "distribution-access-url-missing").expect("it is broken");
    let places: Vec<(&str, &str)> = group
        .samples
        .iter()
        .map(|sample| match &sample.place {
            Place::Nameless { near, title: None, near_title: Some(above) } => (near.as_str(), above.text.as_str()),
            place => panic!("{place:?}"),
        })
        .collect();
    assert_eq!(
        places[..2],
        [("https://ekbacka.example/data/100", "Badplats 100"), ("https://ekbacka.example/data/101", "Badplats 101")]
    );
    assert!(places.is_sorted(), "{places:?}");
    let told = "som hör till ”Badplats 100” (https://ekbacka.example/data/100)";
    assert!(human(&report, Language::Sv).contains(told));
    let table = csv(&report);
    let of_rule: Vec<&str> = table.lines().filter(|line| line.contains(";distribution-access-url-missing;")).collect();
    assert_eq!(of_rule.len(), 60);
    assert!(of_rule[0].contains(told) && of_rule[59].contains("data/159"), "{of_rule:#?}");
}

#[test]
fn no_format_shows_an_address_that_we_made() {
    let report = report(checked(&nameless_catalogue()));
    let json_text = json(&report);
    for (format, text) in [
        ("text", human(&report, Language::Sv)),
        ("text in English", human(&report, Language::En)),
        ("csv", csv(&report)),
        ("ttl", ttl(&report)),
        ("json", json_text.clone()),
    ] {
        assert!(!text.contains("genid"), "{format}");
        assert!(text.contains("Badplats 1"), "{format}");
    }
    let value: Value = serde_json::from_str(&json_text).expect("JSON");
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let named: Vec<_> = list("changes").into_iter().filter(|change| change["step"] == "name-blank-nodes").collect();
    assert_eq!(named.len(), 120, "sixty datasets and as many distributions");
    assert!(named.iter().all(|change| change["after"] == "(a lasting address)"), "{named:#?}");
    let others: Vec<_> = list("changes").into_iter().filter(|change| change["step"] == "licence").collect();
    assert!(others.iter().all(|change| change["after"].as_str().is_some_and(|after| after.starts_with("http"))));
    let findings = list("findings");
    let of_rule = findings.iter().filter(|finding| finding["rule"] == "dataset-description-missing");
    let numbers: BTreeSet<u64> = of_rule.map(|finding| finding["nameless"].as_u64().expect("a number")).collect();
    assert_eq!(numbers.len(), 60, "programs can count them too");
    assert!(list("changes").iter().find(|change| change["step"] == "licence").unwrap()["title"].is_string());
    // The same in the report as RDF: a node each.
    let graph = skord::rdf::parse(ttl(&report).as_bytes(), Format::Turtle, "https://x.example/", &Caps::default());
    let graph = graph.expect("it is Turtle").graph;
    let label = graph.find_iri("http://www.w3.org/2000/01/rdf-schema#label").expect("labels");
    assert_eq!(graph.by_predicate(label).len(), 120, "sixty datasets and as many distributions");
}

#[test]
fn nobody_is_blamed_for_an_address_that_we_made() {
    let turtle = dataset("[]", "; dcat:contactPoint [ a vcard:Organization ; vcard:fn \"Öppna data\" ]");
    let settings = Settings::new("http://127.0.0.1:8080");
    let checked = checked_by(&turtle, &settings);
    let about_addresses: Vec<_> =
        checked.findings.iter().filter(|f| f.path.ends_with("#address") || f.rule.contains("internal")).collect();
    assert!(about_addresses.is_empty(), "{about_addresses:#?}");
    let values = checked.findings.iter().filter_map(|finding| finding.value.as_deref());
    assert_eq!(values.filter(|value| value.contains("genid")).count(), 0);
}

#[test]
fn what_is_mended_stands_last_and_is_said_to_remain_at_home() {
    let turtle = "@base <https://ekbacka.example/> .
        <d> a dcat:Distribution ; dcat:accessURL <fil> ; dcterms:issued \"2024-05-31\" . <k> a vcard:Organization ; vcard:fn \"Öppna data\"@sv ; vcard:hasEmail <mailto:a@ekbacka.example> .";
    let report = report(checked(turtle));
    assert!(!report.conforms(), "a supplier's own check wants the document's own faults");
    let groups = group(&report.findings);
    assert!(groups.iter().position(|g| g.is_mended()) > groups.iter().rposition(|g| !g.is_mended()));
    let (sv, en) = (human(&report, Language::Sv), human(&report, Language::En));
    assert!(sv.contains("Vi rättar det åt er när vi samlar in, men felet finns kvar hos er."), "{sv}");
    assert!(en.contains("We mend it for you when we harvest, but the fault remains with you."), "{en}");
    assert!(csv(&report).lines().nth(1).is_some_and(|line| line.contains(";Nej;")));
    assert!(csv(&report).lines().last().is_some_and(|line| line.contains(";Ja;")));
    assert!(ttl(&report).contains("help:mended true"));
    let value: Value = serde_json::from_str(&json(&report)).expect("JSON");
    assert_eq!(value["mended"], 1);
    assert_eq!(value["findings"].as_array().unwrap().iter().filter(|f| f["mended"] == true).count(), 1);
}

#[test]
fn an_address_that_hangs_on_where_the_file_lies_is_told_once() {
    let turtle = "<data/17> a dcat:Dataset ; dcterms:title \"Badplatser\"@sv .";
    let on_disk = |turtle: &str| {
        let prefixes = PREFIXES.iter().map(|(prefix, namespace)| format!("@prefix {prefix}: <{namespace}> .\n"));
        let text = prefixes.collect::<String>() + turtle;
        let document = Document {
            content: Box::new(text.as_bytes()),
            url: "file:///tmp/katalog.ttl",
            name: "katalog.ttl",
            media_type: None,
            format: Some(Format::Turtle),
            caps: Caps::default(),
            mode: Mode::Tolerant,
        };
        process(document, &Settings::new("https://data.example.se"), Profile::dcat_ap_se(), None).expect("it is read")
    };
    let about_addresses = |checked: &Checked| -> Vec<(String, bool, String)> {
        let found = checked.findings.iter().filter(|f| f.path.ends_with("#address"));
        found.map(|f| (f.rule.clone(), f.mended, f.resource.clone())).collect()
    };
    // From a web server the address is complete in what we publish, and still not in the document.
    let resolved = "https://ekbacka.example/data/17".to_owned();
    assert_eq!(about_addresses(&checked(turtle)), [("dataset-address-relative".to_owned(), true, resolved)]);
    // From a disk nothing makes it right; that it then points to the disk is the same fault.
    let resolved = "file:///tmp/data/17".to_owned();
    assert_eq!(about_addresses(&on_disk(turtle)), [("dataset-address-relative".to_owned(), false, resolved)]);
    // The document may say itself where it belongs.
    let based = format!("@base <https://ekbacka.example/> . {turtle}");
    assert_eq!(about_addresses(&on_disk(&based)), []);
    // Nothing of what was observed stays in the graph.
    let graph = on_disk(turtle).graph;
    assert!(graph.find_iri("https://w3id.org/skord/help#written").is_none_or(|id| graph.by_predicate(id).len() == 0));
}

#[test]
fn a_link_that_hangs_on_where_the_file_lies_is_told_once_as_it_was_written() {
    let turtle =
        "<https://ekbacka.example/d> a dcat:Distribution ; dcat:accessURL </files/f.csv> ; dcterms:license <villkor> .";
    let told = |url: &str| -> Vec<(String, bool, Option<String>)> {
        let prefixes = PREFIXES.iter().map(|(prefix, namespace)| format!("@prefix {prefix}: <{namespace}> .\n"));
        let text = prefixes.collect::<String>() + turtle;
        let document = Document {
            content: Box::new(text.as_bytes()),
            url,
            name: "katalog.ttl",
            media_type: None,
            format: Some(Format::Turtle),
            caps: Caps::default(),
            mode: Mode::Tolerant,
        };
        let checked = process(document, &Settings::new("https://data.example.se"), Profile::dcat_ap_se(), None);
        let findings = checked.expect("it is read").findings.into_iter().filter(|f| f.value.is_some());
        findings.map(|f| (f.rule, f.mended, f.value)).collect()
    };
    let link = |rule: &str, is_mended, value: &str| (rule.to_owned(), is_mended, Some(value.to_owned()));
    assert_eq!(
        told("file:///tmp/data/katalog.ttl"),
        [
            link("distribution-access-url-form", false, "/files/f.csv"),
            link("distribution-link-relative", false, "villkor")
        ]
    );
    assert_eq!(
        told("https://ekbacka.example/data/katalog.ttl"),
        [link("distribution-link-relative", true, "/files/f.csv"), link("distribution-link-relative", true, "villkor")]
    );
}

#[test]
fn a_date_to_come_is_found_by_the_time_that_is_handed_in() {
    let of_date = |date: &str| {
        let checked = checked(&dataset("<b>", &format!("; dcterms:issued \"{date}\"^^xsd:date")));
        of(&checked, "dataset-issued-in-future").len()
    };
    assert_eq!(["2026-11-25", "2026-11-26", "2025-12-31", "2999-01-01"].map(of_date), [0, 1, 0, 1]);
}

#[test]
fn characters_that_an_address_cannot_have_are_told_although_we_encode_them() {
    let checked = checked(
        "<d> a dcat:Distribution ; dcat:accessURL <https://ekbacka.example/en fil.csv> .
         <en sak> a dcat:Dataset ; dcterms:title \"Badplatser\"@sv .",
    );
    let told = |rule: &str| of(&checked, rule).iter().map(|f| (f.mended, f.value.clone())).collect::<Vec<_>>();
    let value = Some("https://ekbacka.example/en fil.csv".to_owned());
    assert_eq!(told("distribution-access-url-characters"), [(true, value)]);
    assert_eq!(told("dataset-address-characters"), [(true, None)]);
    let missing = of(&checked, "dataset-description-missing");
    assert_eq!(missing[0].place, Place::Address("https://ekbacka.example/en sak".into()), "as it was typed");
    assert_eq!(missing[0].resource, "https://ekbacka.example/en%20sak", "as it is published");
}

#[test]
fn a_repair_stays_a_repair_when_another_rule_then_has_something_to_say() {
    // The title gets its language and then wants a translation; the date gets its type and then is old.
    let settings = Settings { language: Some("sv".to_owned()), ..Settings::new("https://data.example.se") };
    let checked = checked_by(
        "<b> a dcat:Dataset ; dcterms:title \"Badplatser\" ; dcterms:modified \"2014-08-27\" ;
           dcterms:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/DAILY> .",
        &settings,
    );
    for rule in ["dataset-title-language-missing", "dataset-modified-not-date"] {
        let told: Vec<_> = of(&checked, rule).iter().map(|finding| finding.mended).collect();
        assert_eq!(told, [true], "{rule}: {:#?}", checked.findings);
    }
}

#[test]
fn what_is_told_apart_still_has_one_finding_at_the_address_that_was_written() {
    // The contact lacks an e-mail address before and after it is told from the organisation.
    let turtle = dataset("<d>", "; dcat:contactPoint <k>")
        + "<k> a vcard:Organization , foaf:Organization ; vcard:fn \"Öppna data\" ; foaf:name \"Ekbacka kommun\"@sv .";
    let checked = checked(&turtle);
    assert!(checked.changes.iter().any(|change| change.step == "contact-and-agent"), "{:?}", checked.changes);
    let [finding] = of(&checked, "kind-has-email-missing")[..] else { panic!("{:?}", checked.findings) };
    assert!(!finding.mended, "{finding:?}");
    assert_eq!(finding.place, Place::Address("https://ekbacka.example/k".into()));
    let text = human(&report(checked), Language::Sv);
    assert!(!text.contains("k#contact"), "{text}");
}

#[test]
fn nobody_is_blamed_for_an_organisation_that_we_made() {
    let mut settings = Settings::new("https://data.example.se");
    settings.organisation.names = vec!["Ekbacka kommun".to_owned()];
    let turtle =
        dataset("<d>", "").replace("<http://dataportal.se/organisation/SE2120009994>", "\"Ekbacka kommun\"@sv");
    let checked = checked_by(&turtle, &settings);
    assert!(checked.changes.iter().any(|change| change.step == "publisher-text"), "{:?}", checked.changes);
    let own: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.resource.contains("genid")).collect();
    assert!(own.is_empty(), "{own:?}");
    let told = checked.findings.iter().filter(|finding| finding.path.ends_with("/publisher"));
    assert!(told.clone().count() > 0 && told.clone().all(|finding| finding.mended), "{:?}", checked.findings);
    assert!(!human(&report(checked), Language::Sv).contains("genid"));
}

#[test]
fn a_list_that_is_split_and_a_publisher_that_is_passed_on_bring_no_new_faults() {
    let turtle = "<k> a dcat:Catalog ; dcterms:publisher <https://ekbacka.example/vi> .\n".to_owned()
        + &dataset("<d>", "; dcat:keyword \"bad, sjö, strand\"").replace(
            "dcterms:publisher <http://dataportal.se/organisation/SE2120009994>",
            "dcterms:issued \"2024\"^^xsd:gYear",
        );
    let off = ["keyword-lists", "publisher"].map(str::to_owned).to_vec();
    let without = checked_by(&turtle, &Settings { off, ..Settings::new("https://data.example.se") });
    let with = checked(&turtle);
    assert!(with.changes.iter().any(|change| change.step == "keyword-lists"), "{:?}", with.changes);
    // What is mended stands last.
    let rules = |checked: &Checked| {
        let mut rules: Vec<String> = checked.findings.iter().map(|finding| finding.rule.clone()).collect();
        rules.sort();
        rules
    };
    assert_eq!(rules(&with), rules(&without));
}
