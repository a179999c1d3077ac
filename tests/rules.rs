//! The promise of `shapes/`: every rule is complete, plain, and does what its examples say.

#![expect(clippy::disallowed_methods, reason = "what is blessed is said in the environment")]

mod shared;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use shared::shared;
use skord::rdf::vocab::{PREFIXES, sh};
use skord::rdf::{Caps, Format, Graph, parse};
use skord::validate::{Choices, Finding, Profile, Rule, SHAPES, Severity, docs, with_observations};

fn profile() -> &'static Profile {
    Profile::dcat_ap_se()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(turtle: &str) -> Graph {
    let base = "https://ekbacka.example/";
    match parse(turtle.as_bytes(), Format::Turtle, base, &Caps::default()) {
        Ok(parsed) => with_observations(parsed.graph, &parsed.relative),
        Err(error) => panic!("{error}\n{turtle}"),
    }
}

/// An example of a rule, with the prefixes that examples leave out.
fn example(turtle: &str) -> Graph {
    let prefixes = PREFIXES.iter().map(|(prefix, namespace)| format!("@prefix {prefix}: <{namespace}> .\n"));
    read(&(prefixes.collect::<String>() + turtle))
}

/// The day on which the examples are read, for rules about dates to come.
const NOW: Option<&str> = Some("2026-11-25T12:00:00Z");

/// What an example may lack, being a piece of a document.
const CATALOGUE: &str = "catalog-dataset-catalog-missing";

/// With the rules that are off at first, so that they are tested too.
fn check_document(graph: &Graph) -> Vec<Finding> {
    static WHOLE: LazyLock<Profile> = LazyLock::new(|| {
        let off = profile().rules().iter().filter(|rule| rule.off).map(|rule| rule.id.clone());
        Profile::dcat_ap_se_with(&Choices { on: off.collect(), ..Choices::default() })
            .expect("the ids are the profile's own")
    });
    WHOLE.check(graph, NOW).expect("the rules need nothing that the engine gives up on")
}

/// The same for a piece of a document.
fn check(graph: &Graph) -> Vec<Finding> {
    let mut findings = check_document(graph);
    findings.retain(|finding| finding.rule != CATALOGUE);
    findings
}

/// The ids of rules in the order in which a shape file defines them.
fn defined_in(turtle: &str) -> Vec<&str> {
    turtle
        .lines()
        .filter_map(|line| line.strip_prefix("rule:"))
        .filter(|id| !id.starts_with(char::is_uppercase))
        .collect()
}

/// The texts of a rule that people read, with the name of each.
fn texts(rule: &Rule) -> [(&'static str, &str, &str); 8] {
    [
        ("name", &rule.name.sv, &rule.name.en),
        ("message", &rule.message.sv, &rule.message.en),
        ("one", &rule.one.sv, &rule.one.en),
        ("many", &rule.many.sv, &rule.many.en),
        ("why", &rule.why.sv, &rule.why.en),
        ("fix", &rule.fix.sv, &rule.fix.en),
        ("class", &rule.class.sv, &rule.class.en),
        ("property", &rule.property.sv, &rule.property.en),
    ]
}

#[test]
fn every_shape_file_is_part_of_the_program() {
    let mut on_disk = Vec::new();
    let mut folders = vec![root().join("shapes")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|extension| extension == "ttl") {
                let below = entry.path().strip_prefix(root().join("shapes")).unwrap().to_owned();
                on_disk.push(below.to_string_lossy().into_owned());
            }
        }
    }
    on_disk.sort();
    let in_table: Vec<&str> = SHAPES.iter().map(|(file, _)| *file).collect();
    assert_eq!(in_table, on_disk, "list each file of shapes/ in SHAPES, sorted");
}

#[test]
fn ids_are_unique_sorted_in_their_files_and_name_class_property_and_problem() {
    let form = regex::Regex::new("^[a-z]+(-[a-z0-9]+)+$").unwrap();
    let mut all = Vec::new();
    for (file, turtle) in SHAPES.iter().filter(|(file, _)| file.starts_with("dcat-ap-se/")) {
        let ids = defined_in(turtle);
        let class = Path::new(file).file_stem().unwrap().to_str().unwrap();
        assert!(ids.is_sorted_by(|a, b| a < b), "{file}: sort the rules by id");
        for id in &ids {
            assert!(form.is_match(id), "{file}: {id} is not of the form class-property-problem");
            assert!(id.starts_with(&format!("{class}-")), "{file}: {id} belongs in another file");
            let rule = profile().rule(id).unwrap_or_else(|| panic!("{file}: {id} hangs on no node shape"));
            let property = kebab(rule.path.rsplit(['/', '#']).next().unwrap());
            assert!(id.starts_with(&format!("{class}-{property}-")), "{id} should name {property}");
        }
        all.extend(ids);
    }
    all.sort_unstable();
    assert_eq!(all, profile().rules().iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>());
}

/// `accessURL` as `access-url`.
fn kebab(name: &str) -> String {
    let boundary = regex::Regex::new("([a-z])([A-Z])").unwrap();
    boundary.replace_all(name, "$1-$2").to_lowercase()
}

#[test]
fn every_rule_is_one_property_shape_with_one_constraint() {
    let constraints: BTreeSet<String> = [
        "class",
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "pattern",
        "languageIn",
        "uniqueLang",
        "not",
        "and",
        "or",
        "xone",
        "node",
        "in",
        "hasValue",
        "equals",
        "disjoint",
        "lessThan",
        "lessThanOrEquals",
        "minLength",
        "maxLength",
        "minInclusive",
        "maxInclusive",
        "minExclusive",
        "maxExclusive",
        "closed",
        "qualifiedValueShape",
        "sparql",
        "property",
    ]
    .iter()
    .map(|name| format!("{}{name}", sh::NS))
    .collect();
    let turtle: Vec<&str> = SHAPES.iter().map(|(_, turtle)| *turtle).collect();
    let shapes = read(&turtle.join("\n"));
    for rule in profile().rules() {
        let shape = shapes.find_iri(&format!("https://w3id.org/skord/rule/{}", rule.id)).unwrap();
        let predicates = shapes.properties(shape).iter().map(|t| shapes.term(t[1]).text());
        let found: Vec<&str> = predicates.filter(|iri| constraints.contains(*iri)).collect();
        assert_eq!(found.len(), 1, "{}: {found:?}", rule.id);
    }
}

#[test]
fn texts_are_plain_and_whole() {
    let jargon = regex::Regex::new(
        r"(?i)\b(iri|iris|uri|uris|nod|noden|noder|node|nodes|literal|literals|literaler|trippel|trippler|triple|triples|shape|shapes|shacl|rdf)\b",
    )
    .unwrap();
    // What belongs in the technical details: names of fields and datatypes as a program writes them.
    let names: Vec<&str> = PREFIXES.iter().map(|(prefix, _)| *prefix).collect();
    let technical =
        regex::Regex::new(&format!(r"\b(({}):\w+|xml:lang|wktLiteral|Turtle|CORS)\b", names.join("|"))).unwrap();
    let du = regex::Regex::new(r"(?i)\b(du|dig|din|ditt|dina)\b").unwrap();
    for rule in profile().rules() {
        for (name, sv, en) in texts(rule) {
            for text in [sv, en] {
                assert!(!text.trim().is_empty(), "{} {name} is empty", rule.id);
                assert_eq!(text, text.trim(), "{} {name}", rule.id);
                assert!(!text.contains('!'), "{} {name}: {text}", rule.id);
                let word = jargon.find(text).map(|found| found.as_str());
                assert_eq!(word, None, "{} {name}: say it without jargon: {text}", rule.id);
                let word = technical.find(text).map(|found| found.as_str());
                assert!(name != "fix" || word.is_none(), "{}: {word:?} is for the technical details: {text}", rule.id);
            }
            let sentence = matches!(name, "message" | "why" | "fix");
            assert!([sv, en].iter().all(|text| text.ends_with('.') == sentence), "{} {name}: {sv} / {en}", rule.id);
            assert!(name == "message" || !sv.contains('{') && !en.contains('{'), "{} {name}: {sv}", rule.id);
        }
        assert!(!texts(rule).iter().any(|(_, sv, _)| du.is_match(sv)), "{}: write ni, not du", rule.id);
    }
}

#[test]
fn a_message_quotes_its_value_in_both_languages_or_in_none() {
    for rule in profile().rules() {
        let filled = rule.message_for("VÄRDET");
        assert_eq!(filled.sv.contains(" ”VÄRDET”"), rule.message.sv.contains("{value}"), "{}", rule.id);
        assert_eq!(filled.en.contains(" “VÄRDET”"), rule.message.en.contains("{value}"), "{}", rule.id);
        assert_eq!(filled.sv.contains("VÄRDET"), filled.en.contains("VÄRDET"), "{}", rule.id);
        let without = rule.message_for("");
        assert!(!without.sv.contains(['{', '”']) && !without.en.contains(['{', '“']), "{}: {without:?}", rule.id);
    }
}

/// Published pages beside the specification that say what a rule demands, with the sections that rules link to.
const PAGES: &[(&str, &[&str])] = &[
    (
        "https://docs.dataportal.se/dcat/docs/harvesting/",
        &[
            "beskriv-en-utgivande-organisation-enbart-en-gang",
            "format",
            "hall-isar-kontakter-och-utgivande-organisationer",
            "identifierare-for-utgivande-organisationer",
            "multipla-kataloger-per-organisation",
            "undvik-blanka-noder",
            "undvik-duplicerade-identifierare",
            "undvik-separat-utgivande-organisation-pa-katalognivan",
            "unika-identifierare",
        ],
    ),
    (
        "https://docs.dataportal.se/dcat/docs/recommendations/",
        &["21-egenskaper-med-samma-varde-pa-datamangder-i-datamangdsserier"],
    ),
];

/// The specification, where each property of each class has a section.
const SPECIFICATION: &str = "https://docs.dataportal.se/dcat/sv/";

#[test]
fn every_rule_links_to_what_says_so() {
    let form = regex::Regex::new(r"^[a-z]+_[A-Za-z]+-[a-z]+_[A-Za-z-]+$").unwrap();
    let mut seen = BTreeSet::new();
    for rule in profile().rules() {
        assert!(!rule.spec.is_empty(), "{} has no rdfs:seeAlso", rule.id);
        assert!(rule.spec.is_sorted(), "{}", rule.id);
        for link in &rule.spec {
            let (page, section) = link.split_once('#').unwrap_or_else(|| panic!("{}: {link} is no section", rule.id));
            seen.insert((page, section));
            let known = PAGES.iter().any(|(known, sections)| *known == page && sections.contains(&section));
            assert!(known || (page == SPECIFICATION && form.is_match(section)), "{}: {link}", rule.id);
        }
        // The harvesting guide, not a property's section, says what an address must be.
        let about_address = rule.path == "https://w3id.org/skord/help#address";
        assert!(!about_address || !rule.spec.iter().any(|link| link.starts_with(SPECIFICATION)), "{}", rule.id);
    }
    for (page, section) in PAGES.iter().flat_map(|(page, sections)| sections.iter().map(move |section| (page, section)))
    {
        assert!(seen.contains(&(*page, *section)), "no rule links to {page}#{section}");
    }
}

#[test]
fn rules_of_a_class_have_names_that_tell_them_apart() {
    let mut names = std::collections::BTreeMap::new();
    for rule in profile().rules() {
        for (class, name) in [(&rule.class.sv, &rule.name.sv), (&rule.class.en, &rule.name.en)] {
            let other = names.insert((class, name), &rule.id).filter(|other| **other != rule.id);
            assert_eq!(other, None, "{}: {class}: {name}", rule.id);
        }
    }
}

/// `shapes/ids.txt` holds every id that a release ever had. It is added to and never shortened, so that an id cannot be given
/// to another rule: a rule that goes leaves its id there, with `retired` after it.
#[test]
fn an_id_is_never_reused() {
    let path = root().join("shapes/ids.txt");
    let mut kept = fs::read_to_string(&path).unwrap_or_default();
    let current: BTreeSet<&str> = profile().rules().iter().map(|rule| rule.id.as_str()).collect();
    if std::env::var_os("SKORD_BLESS").is_some_and(|value| value == "1") {
        let known: BTreeSet<&str> = kept.lines().filter_map(|line| line.split(' ').next()).collect();
        let mut lines: Vec<&str> = kept.lines().chain(current.difference(&known).copied()).collect();
        lines.sort_unstable();
        let text = lines.join("\n") + "\n";
        fs::write(&path, &text).unwrap();
        kept = text;
    }
    let lines: Vec<&str> = kept.lines().collect();
    assert!(lines.is_sorted_by(|a, b| a < b), "sort shapes/ids.txt");
    let (retired, active): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| line.contains(' '));
    for line in retired {
        let (id, state) = line.split_once(' ').unwrap_or_default();
        assert!(state == "retired", "{line}: only `retired` can stand after an id");
        assert!(!current.contains(id), "{id} is retired: give the new rule another id");
        assert!(!active.contains(&id), "{id} stands twice");
    }
    for id in &current {
        assert!(active.contains(id), "{id} is new: SKORD_BLESS=1 cargo test --test rules adds it to shapes/ids.txt");
    }
    for id in active {
        assert!(current.contains(id), "the rule {id} is gone: write `{id} retired` in shapes/ids.txt");
    }
}

#[test]
fn examples_break_nothing_and_counter_examples_only_their_own_rule() {
    let mut faults = Vec::new();
    for rule in profile().rules() {
        let check = if rule.id == CATALOGUE { check_document } else { check };
        let good = check(&example(&rule.example));
        let broken = |finding: &&Finding| finding.rule == rule.id || finding.severity == Severity::Violation;
        if let Some(finding) = good.iter().find(broken) {
            faults.push(format!("{}: the example should follow the rules: {finding:?}", rule.id));
        }
        let bad = check(&example(&rule.counter_example));
        let (own, other): (Vec<&Finding>, Vec<&Finding>) = bad.iter().partition(|finding| finding.rule == rule.id);
        match own[..] {
            [own] if (&own.path, &own.class) == (&rule.path, &rule.class_iri) && own.resource.contains(':') => {}
            _ => faults.push(format!("{}: the counter-example should break the rule once: {bad:?}", rule.id)),
        }
        if let Some(other) = other.iter().find(|finding| finding.severity == Severity::Violation) {
            faults.push(format!("{}: the counter-example should break no other rule: {other:?}", rule.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn findings_come_worst_first_and_the_same_each_time() {
    let everything: String = profile().rules().iter().map(|rule| rule.counter_example.clone()).collect();
    let findings = check(&example(&everything));
    assert!(findings.is_sorted());
    assert_eq!(findings.first().map(|f| f.severity), Some(Severity::Violation));
    assert_eq!(findings.last().map(|f| f.severity), Some(Severity::Info));
    assert_eq!(findings, check(&example(&everything)));
}

#[test]
fn a_blank_node_is_never_named_in_a_finding() {
    let graph = example(
        r#"<https://ekbacka.example/badplatser> a dcat:Dataset ;
            dcterms:title "Badplatser"@sv ; dcterms:description "Kommunens badplatser."@sv ;
            dcterms:publisher [ a foaf:Agent ; foaf:name "Ekbacka kommun"@sv ] ."#,
    );
    let findings = check(&graph);
    let unnamed =
        findings.iter().find(|f| f.rule == "dataset-publisher-not-address").expect("a publisher needs a name");
    assert_eq!(unnamed.value, None);
    let untyped = findings.iter().find(|f| f.rule == "agent-type-missing").expect("a publisher needs a type");
    assert_eq!(untyped.resource, "https://ekbacka.example/badplatser");
    assert!(findings.iter().all(|f| f.resource == "https://ekbacka.example/badplatser"), "{findings:#?}");
}

#[test]
fn nobody_is_blamed_for_an_address_that_we_made() {
    let internal = |address: &str| {
        let graph = example(&format!("<{address}> a vcard:Organization ; vcard:fn \"Öppna data\"@sv ."));
        check(&graph).iter().any(|finding| finding.rule == "kind-address-internal")
    };
    assert!(internal("http://127.0.0.1:8080/kontakt/1"));
    assert!(!internal("http://127.0.0.1:8080/.well-known/genid/306fa062d81c23827248184ed39000fa"));
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    let page = root().join("docs/rules.md");
    let made = docs::markdown(profile());
    if std::env::var_os("SKORD_BLESS").is_some_and(|value| value == "1") {
        fs::create_dir_all(root().join("docs")).unwrap();
        fs::write(&page, &made).unwrap();
    }
    let kept = fs::read_to_string(&page).unwrap_or_default();
    assert!(kept == made, "docs/rules.md is stale; run SKORD_BLESS=1 cargo test --test rules the_page");
}

#[test]
fn every_link_leads_to_a_section_that_the_specification_has() {
    let Some(shared) = shared("") else { return };
    let text = fs::read_to_string(shared.join("facts/profile/profile.json")).unwrap();
    let profile_json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let list = |value: &serde_json::Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let anchors: BTreeSet<String> = list(&profile_json, "classes")
        .iter()
        .flat_map(|class| list(class, "properties"))
        .filter_map(|property| property["anchor"].as_str().map(str::to_owned))
        .collect();
    assert!(anchors.len() > 150, "{}", anchors.len());
    for rule in profile().rules() {
        let mut links = rule.spec.iter().filter(|link| link.starts_with(SPECIFICATION));
        let unknown = links.find(|link| !anchors.contains(link.rsplit('#').next().unwrap_or_default()));
        assert_eq!(unknown, None, "{}", rule.id);
    }
}

/// Why the national examples, which are older than 3.0.1, break a rule: the change of the profile, or what the example leaves
/// out. A row is the end of an id; the first that fits counts.
const EXPLANATIONS: &[(&str, &str)] = &[
    ("agent-type-missing", "mandatory since 3.0.1"),
    ("agent-address-organisation-number", "example address; the form is a recommendation of the harvesting guide"),
    ("agent-description-missing", "recommended since 3.0.1"),
    ("agent-identifier-missing", "recommended since 3.0.1"),
    ("agent-name-language-missing", "the example has no language at names; recommendation 12"),
    ("distribution-availability-unknown", "list replaced by the EU's planned availability in 2.2.0"),
    ("kind-has-telephone-untyped", "the type of a telephone is demanded since 2.0.0"),
    ("data-service-format-missing", "recommended since 3.0.0"),
    ("dataset-conforms-to-missing", "recommended since 3.0.0"),
    ("catalog-spatial-missing", "recommended since 2.0.0; left out in the example"),
    ("-untranslated", "the example has texts in one language; recommendation 2"),
];

/// What the example of the mandatory properties leaves out on purpose.
const LEFT_OUT: &str = "recommended; the example shows what is mandatory";

#[test]
fn the_official_examples_break_only_what_explains_itself() {
    let Some(shared) = shared("") else { return };
    let mut seen = String::new();
    for name in ["obligatoriskt", "rekommenderat"] {
        let file = shared.join(format!("corpus/se-spec/diggsweden__{name}.ttl"));
        seen += &format!("{name}\n");
        for finding in profile().check(&read(&fs::read_to_string(file).unwrap()), NOW).unwrap() {
            let Finding { severity, rule, resource, value, .. } = finding;
            let known = EXPLANATIONS.iter().find(|(end, _)| rule.ends_with(end)).map(|(_, why)| *why);
            let on_purpose = name == "obligatoriskt" && severity == Severity::Warning && rule.ends_with("-missing");
            let why = known.or(on_purpose.then_some(LEFT_OUT));
            let why = why.unwrap_or_else(|| panic!("{name}: no change of the profile explains {rule} of {resource}"));
            let value = value.map(|value| format!(" {value}")).unwrap_or_default();
            seen += &format!("  {severity:?} {rule} {resource}{value} | {why}\n");
        }
    }
    insta::assert_snapshot!("official_examples", seen);
}
