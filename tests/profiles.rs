//! What an operator can choose: rules off, on and of another severity, shapes of their own, further profiles.

mod shared;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use skord::config;
use skord::harvest::profiles::profiles;
use skord::harvest::{Clock, Context, Harvested, harvest};
use skord::store::Outcome;
use skord::validate::{Choices, Profile, Profiles, SWEDISH, Severity, ShapeFile};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// A dataset without a landing page, a theme or much else.
const DATA: &str = r#"
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    <https://a.example/katalog> a dcat:Catalog ; dcat:dataset <https://a.example/d> .
    <https://a.example/d> a dcat:Dataset ; dcterms:title "Badplatser"@sv ; dcat:keyword "bad" .
"#;

/// Shapes without any word, with some, and with all.
const SHAPES: &str = r#"
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix help: <https://w3id.org/skord/help#> . @prefix own: <https://own.example/shapes#> .
    @prefix dcterms: <http://purl.org/dc/terms/> .
    own:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
        sh:property [ sh:path dcat:landingPage ; sh:minCount 1 ; sh:nodeKind sh:IRI ] , own:ShortTitle , own:license-missing .
    own:ShortTitle sh:path dcterms:title ; sh:maxLength 3 ; sh:severity sh:Warning ; sh:message "{?value} är lång."@sv .
    own:license-missing sh:path dcterms:license ; sh:minCount 1 ; sh:severity sh:Info ;
        sh:name "Licens saknas"@sv , "No licence"@en ; sh:message "Ingen licens."@sv , "No licence."@en ;
        help:one "sak utan licens"@sv , "thing without a licence"@en ; help:many "saker utan licens"@sv , "things without"@en ;
        help:why "Därför."@sv , "Because."@en ; help:fix "Gör så."@sv , "Do this."@en ; help:owner help:Supplier .
"#;

struct Place(TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder can be made"));
        fs::create_dir(place.path("files")).expect("the folder is new");
        place.put("files/data.ttl", DATA);
        place.put("own.ttl", SHAPES);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the folder can be written");
    }

    /// Writes the config with `rest` before its one organisation, whose source has `source` beside its address.
    fn configure(&self, rest: &str, source: &str) -> PathBuf {
        let text = format!(
            r#"[region]
name = "Provregionen"
title = "Öppna data"
description = "Data."
base_url = "https://data.example.org"
publisher = {{ iri = "https://data.example.org/id/p", name = "Provregionen", agent_type = "RegionalAuthority" }}
contact = {{ name = "Öppna data", email = "data@example.org" }}
[harvest]
file_root = "files"
{rest}
[[organisation]]
id = "a"
name = "A"
source = [{{ url = "file:data.ttl" {source} }}]
"#
        );
        self.put("skord.toml", &text);
        self.path("skord.toml")
    }

    fn skord(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_skord")).args(arguments).current_dir(self.0.path()).output();
        let output = output.expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("the binary speaks UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    /// The findings of the data, by `skord validate`.
    fn findings(&self, arguments: &[&str]) -> Vec<Value> {
        let (code, out, err) = self.skord(&[&["validate", "files/data.ttl", "--report", "json"], arguments].concat());
        assert!(matches!(code, Some(0 | 1)), "{err}");
        let report: Value = serde_json::from_str(&out).expect("the report is JSON");
        report["findings"].as_array().expect("a list").clone()
    }
}

fn of<'a>(findings: &'a [Value], rule: &str) -> Option<&'a Value> {
    findings.iter().find(|finding| finding["rule"] == rule)
}

#[test]
fn a_rule_that_is_off_finds_nothing_and_a_severity_is_the_one_chosen() {
    let place = Place::new();
    let before = place.findings(&[]);
    assert_eq!(of(&before, "dataset-publisher-missing").expect("there is none")["severity"], "violation");
    assert_eq!(of(&before, "dataset-description-missing").expect("there is none")["severity"], "violation");
    place.configure(
        "[rules]\noff = [\"dataset-publisher-missing\"]\nseverity = { \"dataset-description-missing\" = \"info\" }",
        "",
    );
    let after = place.findings(&["--config", "skord.toml"]);
    assert_eq!(of(&after, "dataset-publisher-missing"), None);
    assert_eq!(of(&after, "dataset-description-missing").expect("it is on")["severity"], "info");
    assert_eq!(after.len(), before.len() - 1);

    let (_, listed, _) = place.skord(&["rules", "--config", "skord.toml"]);
    assert!(!listed.contains("dataset-publisher-missing"));
    let (_, all, _) = place.skord(&["rules", "--all", "--config", "skord.toml"]);
    let line = all.lines().find(|line| line.starts_with("dataset-publisher-missing ")).expect("all are listed");
    assert!(line.contains(" off "), "{line}");
}

#[test]
fn a_rule_that_is_off_of_itself_is_turned_on() {
    let place = Place::new();
    place.put("files/data.ttl", &DATA.replace("dcterms:title", "dcterms:identifier \"17\" ; dcterms:title"));
    assert_eq!(of(&place.findings(&[]), "dataset-identifier-not-uuid"), None);
    let (_, listed, _) = place.skord(&["rules"]);
    assert!(!listed.contains("dataset-identifier-not-uuid"));
    place.configure("[rules]\non = [\"dataset-identifier-not-uuid\"]", "");
    assert!(of(&place.findings(&["--config", "skord.toml"]), "dataset-identifier-not-uuid").is_some());
    let (_, listed, _) = place.skord(&["rules", "--config", "skord.toml"]);
    assert!(listed.contains("dataset-identifier-not-uuid"));
}

#[test]
fn shapes_of_ones_own_run_beside_the_profile_with_or_without_words() {
    let place = Place::new();
    place.configure("[shapes]\nextra = [\"own.ttl\"]", "");
    let findings = place.findings(&["--config", "skord.toml"]);
    assert!(of(&findings, "dataset-publisher-missing").is_some());

    let plain = of(&findings, "dataset-landing-page-min-count").expect("the id says class, property and problem");
    assert_eq!((&plain["profile"], &plain["severity"]), (&"extra".into(), &"violation".into()));
    assert_eq!(plain["resource"], "https://a.example/d");
    let sv = plain["message"]["sv"].as_str().expect("a text");
    assert!(sv.starts_with("Uppgiften ”") && sv.contains("saknas"), "{sv}");
    assert!(plain["message"]["en"].as_str().expect("a text").contains("is missing"));

    let short = of(&findings, "short-title").expect("the id is the shape's name");
    assert_eq!(short["severity"], "warning");
    assert_eq!(short["message"]["en"], "Badplatser är lång.", "any language is better than none");
    assert_eq!(of(&findings, "license-missing").expect("it is found")["severity"], "info");

    let (_, explained, _) = place.skord(&["rules", "license-missing", "--language", "en", "--config", "skord.toml"]);
    assert!(explained.contains("Because.") && explained.contains("Do this."), "{explained}");
    let (_, explained, _) = place.skord(&["rules", "short-title", "--config", "skord.toml"]);
    assert!(explained.contains("own.ttl kräver det") && !explained.contains('{'), "{explained}");
    assert!(
        explained.contains("Skriv uppgiften ”Titel” i den form som väntas."),
        "the fix says what to do: {explained}"
    );
}

#[test]
fn an_id_that_is_taken_gets_a_number() {
    let turtle = r#"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
        <https://own.example/dataset-title-missing> sh:targetClass dcat:Dataset ; sh:path dcat:theme ; sh:minCount 1 ."#;
    let file = ShapeFile { name: "own.ttl".into(), turtle: turtle.into() };
    let mut all = Profiles::new(Choices::default());
    all.add_extra(std::slice::from_ref(&file)).expect("the shapes are well-formed");
    all.add("own", &[file], &[]).expect("the shapes are well-formed");
    let all = all.all();
    assert_eq!(all.profile_of("dataset-title-missing"), SWEDISH);
    assert_eq!(all.profile_of("dataset-title-missing-2"), "extra");
    assert_eq!(all.profile_of("own:dataset-title-missing"), "own");
    assert_eq!(all.id(), "dcat-ap-se-3.0.1+own");
}

#[test]
fn a_profile_runs_alone_or_beside_another_and_its_rules_bear_its_name() {
    let place = Place::new();
    let alone = place.findings(&["--profile", "own", "--shapes", "own.ttl"]);
    assert!(alone.iter().all(|finding| finding["profile"] == "own"), "{alone:?}");
    assert!(of(&alone, "own:dataset-landing-page-min-count").is_some());
    let both = place.findings(&["--profile", SWEDISH, "--profile", "own", "--shapes", "own.ttl"]);
    assert_eq!(both.len(), alone.len() + place.findings(&[]).len());

    let (_, csv, _) =
        place.skord(&["validate", "files/data.ttl", "--report", "csv", "--profile", "own", "--shapes", "own.ttl"]);
    assert!(csv.lines().skip(1).all(|line| line.contains(";own;;Nej;")), "{csv}");

    place.configure("[[profile]]\nid = \"own\"\nshapes = [\"own.ttl\"]", "");
    assert_eq!(place.findings(&["--profile", "own", "--config", "skord.toml"]), alone);
}

#[test]
fn a_profile_without_shapes_says_where_they_are_published() {
    let place = Place::new();
    for (id, expected) in [
        ("dcat-ap-3.0.1", "https://github.com/SEMICeu/DCAT-AP"),
        ("dcat-ap-hvd-3.0.0", "https://github.com/SEMICeu/DCAT-AP"),
        ("dcat-ap-se-3.0.2", "dcat-ap-se-3.0.1 exists"),
        ("other", "--shapes"),
    ] {
        let (code, _, err) = place.skord(&["validate", "files/data.ttl", "--profile", id]);
        assert_eq!(code, Some(2));
        assert!(err.contains(id) && err.contains(expected), "{err}");
    }
    let (code, _, err) = place.skord(&["validate", "files/data.ttl", "--profile", SWEDISH, "--shapes", "own.ttl"]);
    assert_eq!(code, Some(2), "{err}");
}

#[test]
fn what_is_wrong_with_shapes_and_rule_ids_is_a_mistake_of_the_config() {
    let place = Place::new();
    place.put("syntax.ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:a> sh:path ;;; [\n");
    place.put(
        "ill.ttl",
        "<urn:S> <http://www.w3.org/ns/shacl#targetClass> <urn:C> ; <http://www.w3.org/ns/shacl#minCount> 1 .",
    );
    fs::create_dir(place.path("empty")).expect("the folder is new");
    place.configure(
        "[shapes]\nextra = [\"own.ttl\", \"syntax.ttl\", \"absent.ttl\"]\n[[profile]]\nid = \"p\"\nshapes = [\"own.ttl\", \"ill.ttl\"]\n[[profile]]\nid = \"q\"\nshapes = [\"empty\"]",
        "",
    );
    let (code, out, _) = place.skord(&["check-config", "skord.toml"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((code, lines.len()), (Some(1), 4), "{out}");
    assert!(
        lines[0].contains("shapes.extra[1]: given \"syntax.ttl\"")
            && lines[0].contains("line 3, column 1: the document ends"),
        "{out}"
    );
    assert!(lines[1].contains("skord.toml:11:35: shapes.extra[2]: given \"absent.ttl\", expected"), "{out}");
    assert!(
        lines[2].contains("profile[0].shapes[1]: given \"ill.ttl\", expected") && lines[2].contains("urn:S"),
        "{out}"
    );
    assert!(lines[2].contains("sh:minCount"), "{out}");
    assert!(lines[3].contains("profile[1].shapes[0]: given \"empty\""), "{out}");

    place.configure("[rules]\noff = [\"dataset-titel-missing\"]\nseverity = { \"x\" = \"info\" }", "");
    let (code, out, _) = place.skord(&["check-config", "skord.toml"]);
    assert_eq!(code, Some(1));
    let expected =
        "rules.off[0]: given \"dataset-titel-missing\", expected the id of a rule; dataset-title-missing exists";
    assert!(out.contains(expected), "{out}");
    assert!(
        out.contains("rules.severity.x: given \"x\", expected the id of a rule; `skord rules --all` lists them"),
        "{out}"
    );
    let (code, _, err) = place.skord(&["harvest", "--config", "skord.toml"]);
    assert!(code == Some(2) && err.contains(expected), "{err}");

    let (_, _, err) = place.skord(&["validate", "files/data.ttl", "--profile", "p", "--shapes", "ill.ttl"]);
    assert!(err.contains("ill.ttl: the shape ") && err.contains("sh:minCount"), "{err}");
}

#[test]
fn the_example_config_has_rules_and_shapes_that_there_are() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/skord.example.toml");
    let text = fs::read_to_string(&example).expect("the example stands in the repository");
    // The choices that are off in it, turned on.
    let on = ["#off", "#on", "#severity", "#background"];
    let text = text.lines().map(|line| match on.iter().any(|key| line.starts_with(&format!("{key} = "))) {
        true => &line[1..],
        false => line,
    });
    let config = config::parse(&text.collect::<Vec<_>>().join("\n"), &example, &|_| None);
    profiles(&config.expect("the example has no mistakes")).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_source_is_checked_again_when_what_it_is_checked_against_changes() {
    let place = Place::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads");
    let run = |rest: &str, source: &str| {
        let config = config::load(&place.configure(rest, source)).unwrap_or_else(|error| panic!("{error}"));
        let context =
            Context::open(config, Clock::manual(1_700_000_000), runtime.handle().clone(), CancellationToken::new());
        let context = context.unwrap_or_else(|error| panic!("{error}"));
        let source = context.source("a").expect("it is configured").clone();
        match harvest(&context, &source).expect("the store works") {
            Harvested::Run(run) => (run.outcome, context.store.rule_counts("a").expect("the store works")),
            Harvested::Busy => panic!("nobody else is at it"),
        }
    };
    let again = |rest: &str, source: &str| {
        let (outcome, counts) = run(rest, source);
        assert_ne!(outcome, Outcome::Unchanged, "{rest} {source}");
        assert_eq!(run(rest, source).0, Outcome::Unchanged, "{rest} {source}");
        counts
    };
    let has = |counts: &[skord::store::RuleCount], rule: &str| counts.iter().any(|count| count.rule == rule);
    assert!(has(&again("", ""), "dataset-publisher-missing"));
    assert!(!has(&again("[rules]\noff = [\"dataset-publisher-missing\"]", ""), "dataset-publisher-missing"));
    again("[rules]\nseverity = { \"dataset-publisher-missing\" = \"info\" }", "");
    assert!(has(&again("[shapes]\nextra = [\"own.ttl\"]", ""), "short-title"));
    place.put("own.ttl", &SHAPES.replace("sh:maxLength 3", "sh:maxLength 300"));
    assert!(!has(&again("[shapes]\nextra = [\"own.ttl\"]", ""), "short-title"));
    let profile = "[[profile]]\nid = \"own\"\nshapes = [\"own.ttl\"]";
    let counts = again(profile, ", profiles = [\"dcat-ap-se-3.0.1\", \"own\"]");
    assert!(has(&counts, "own:license-missing") && has(&counts, "dataset-publisher-missing"));
    let counts = again(profile, ", profiles = [\"own\"]");
    assert!(has(&counts, "own:license-missing") && !has(&counts, "dataset-publisher-missing"));
    // What another source is checked against is no matter of this one.
    assert_ne!(run("", "").0, Outcome::Unchanged);
    assert_eq!(run(profile, "").0, Outcome::Unchanged);
}

#[test]
fn the_european_shapes_run_as_they_are() {
    let Some(shared) = shared::shared("") else { return };
    for (id, file, name, undescribed) in [
        ("dcat-ap-3.0.1", "shapes-eu/3.0.1/dcat-ap-SHACL.ttl", "catalog-publisher-min-count", 2),
        ("dcat-ap-hvd-3.0.0", "shapes-eu/3.0.0-hvd/hvd-SHACL-full.ttl", "dataset-hvd-category-min-count", 0),
    ] {
        let turtle = fs::read_to_string(shared.join(file)).expect("the shapes are readable");
        let mut all = Profiles::new(Choices::default());
        all.add(id, &[ShapeFile { name: file.into(), turtle: turtle.clone() }], &[])
            .expect("the shapes are well-formed");
        let profile = all.of([id]);
        let rule = profile.rule(&format!("{id}:{name}")).expect("the ids say class, property and problem");
        assert_eq!(rule.severity, Severity::Violation);
        let hash = |id: &str| id.len() > 30 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(profile.rules().iter().all(|rule| !rule.id.split([':', '-']).any(hash)), "an id is a hash");
        let feed = fs::read(shared.join("corpus/se-spec/diggsweden__obligatoriskt.ttl")).expect("the feed is readable");
        let feed = skord::rdf::parse(&feed, skord::rdf::Format::Turtle, "http://example.org/", &Default::default());
        let feed = feed.expect("it is Turtle").graph;
        let found = |profile: &Profile| profile.check(&feed, None).expect("the engine gives an answer");
        let findings = found(&profile);
        assert!(findings.iter().all(|finding| finding.rule.starts_with(&format!("{id}:"))));
        // The example is no high-value dataset, and otherwise as Europe wants it.
        assert_eq!(findings.is_empty(), id == "dcat-ap-3.0.1", "{findings:#?}");
        // Its codes are known by the lists of the program, unless others are given.
        let mut strict = Profiles::new(Choices::default());
        let none = ShapeFile { name: "none.ttl".into(), turtle: String::new() };
        strict.add(id, &[ShapeFile { name: file.into(), turtle }], &[none]).expect("the shapes are well-formed");
        assert_eq!(found(&strict.of([id])).len(), findings.len() + undescribed, "{id}");
    }
}

#[test]
fn the_report_says_when_the_profile_for_high_value_data_is_beside_the_point() {
    let place = Place::new();
    let said = |profile: &str, data: &str| {
        let (_, text, error) = place.skord(&["validate", data, "--profile", profile, "--shapes", "own.ttl"]);
        assert!(text.contains(&format!("{profile}:license-missing")), "{text}{error}");
        text.contains("Inget i dokumentet är märkt som värdefulla data.")
    };
    let act = "<http://data.europa.eu/r5r/applicableLegislation> <http://data.europa.eu/eli/reg_impl/2023/138/oj>";
    place.put("files/marked.ttl", &format!("{DATA} <https://a.example/d> {act} ."));
    assert!(said("dcat-ap-hvd-3.0.0", "files/data.ttl"));
    assert!(!said("dcat-ap-hvd-3.0.0", "files/marked.ttl"), "there it says what it is for");
    assert!(!said("own", "files/data.ttl"), "no other profile is about them only");
}

#[test]
fn a_rule_that_counts_values_quotes_them_where_its_message_asks() {
    let place = Place::new();
    let shapes = r#"
        @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix own: <https://own.example/shapes#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        own:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property own:NoTitle , own:NoLicence , own:NoKeyword .
        own:NoTitle sh:path dcterms:title ; sh:maxCount 1 ; sh:message "Titlarna {?value} är för många."@sv .
        own:NoLicence sh:path dcterms:license ; sh:maxCount 0 ; sh:message "Licensen {?value} står fel."@sv .
        own:NoKeyword sh:path dcat:keyword ; sh:maxCount 0 ; sh:message "Nyckelord."@sv .
    "#;
    place.put("counts.ttl", shapes);
    let more = "<https://a.example/d> dcterms:title \"Bathing\"@en ; dcterms:license <https://a.example/l> .";
    place.put("files/more.ttl", &format!("{DATA} {more}"));
    let report = ["validate", "files/more.ttl", "--report", "json", "--profile", "own", "--shapes", "counts.ttl"];
    let (_, text, error) = place.skord(&report);
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{error}"));
    let findings = value["findings"].as_array().expect("findings");
    let of = |rule: &str| findings.iter().find(|f| f["rule"] == rule).unwrap_or_else(|| panic!("{rule}: {text}"));
    assert_eq!(of("own:no-title")["value"], "Badplatser, Bathing");
    assert_eq!(of("own:no-title")["message"]["sv"], "Titlarna Badplatser, Bathing är för många.");
    assert_eq!(of("own:no-licence")["value"], "https://a.example/l");
    assert!(of("own:no-keyword")["value"].is_null(), "nothing asks for it");
}
