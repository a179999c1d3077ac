//! What an operator can choose of normalising: steps that are off, rows of the lookup tables, and what the config says of the
//! organisation.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use skord::config;
use skord::harvest::{Clock, Context, Harvested, check, harvest};
use skord::normalise::STEPS;
use skord::store::Outcome;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

/// A catalogue with a record, whose publisher is the organisation of the config by its name, and a keyword that may be two.
const DATA: &str = r#"
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    <https://a.example/katalog> a dcat:Catalog ; dcterms:publisher <https://a.example/vi> ; dcat:dataset <https://a.example/d> ;
        dcat:record <https://a.example/post> .
    <https://a.example/vi> a foaf:Organization ; foaf:name "Ekbacka kommun" .
    <https://a.example/post> a dcat:CatalogRecord ; foaf:primaryTopic <https://a.example/d> .
    <https://a.example/d> a dcat:Dataset ; dcterms:title "Badplatser"@sv ;
        dcat:keyword "bad, sjö"@sv , "bad, som kommunen sköter på sommaren"@sv .
"#;

struct Place(TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder can be made"));
        fs::create_dir(place.path("files")).expect("the folder is new");
        fs::write(place.path("files/data.ttl"), DATA).expect("the folder can be written");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes the config with `rest` before its one organisation, which has `organisation` beside its name, and whose source
    /// has `source` beside its address.
    fn configure(&self, rest: &str, organisation: &str, source: &str) -> PathBuf {
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
name = "Ekbacka kommun"
{organisation}
source = [{{ url = "file:data.ttl" {source} }}]
"#
        );
        fs::write(self.path("skord.toml"), text).expect("the folder can be written");
        self.path("skord.toml")
    }

    fn skord(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_skord")).args(arguments).current_dir(self.0.path()).output();
        let output = output.expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("the binary speaks UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn context(&self, runtime: &Runtime) -> Context {
        let config = config::load(&self.path("skord.toml")).unwrap_or_else(|error| panic!("{error}"));
        let context =
            Context::open(config, Clock::manual(1_700_000_000), runtime.handle().clone(), CancellationToken::new());
        context.unwrap_or_else(|error| panic!("{error}"))
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads")
}

fn run(context: &Context) -> Outcome {
    let source = context.source("a").expect("it is configured").clone();
    match harvest(context, &source).expect("the store works") {
        Harvested::Run(run) => run.outcome,
        Harvested::Busy => panic!("nobody else is at it"),
    }
}

#[test]
fn the_steps_are_listed_with_what_they_do_and_whether_they_are_off() {
    let place = Place::new();
    let (code, out, _) = place.skord(&["steps"]);
    assert_eq!((code, out.lines().count()), (Some(0), STEPS.len() + 1), "{out}");
    place.configure("[normalise]\noff = [\"keywords\"]", "", ", normalise_off = [\"licence\"]");
    let state = |arguments: &[&str], step: &str| {
        let (_, out, err) = place.skord(&[&["steps", "--language", "en"], arguments].concat());
        let line =
            out.lines().find(|line| line.starts_with(&format!("{step} "))).unwrap_or_else(|| panic!("{out}{err}"));
        line.split_whitespace().nth(1).expect("a state").to_owned()
    };
    assert_eq!([state(&[], "keywords"), state(&[], "licence")], ["on", "on"]);
    let config = ["--config", "skord.toml"];
    assert_eq!([state(&config, "keywords"), state(&config, "licence")], ["off", "on"]);
    let source = ["--config", "skord.toml", "--source", "a"];
    assert_eq!([state(&source, "keywords"), state(&source, "licence")], ["off", "off"]);
    let (_, out, _) = place.skord(&["steps", "--language", "en"]);
    assert!(out.contains("only in the joint catalogue") && out.contains("means the same"), "{out}");
    let (code, _, err) = place.skord(&["steps", "--config", "skord.toml", "--source", "b"]);
    assert!(code == Some(2) && err.contains("there is no source b in skord.toml"), "{err}");
}

#[test]
fn a_step_that_there_is_not_is_a_mistake_of_the_config() {
    let place = Place::new();
    place.configure("[normalise]\noff = [\"keyword\", \"licence\"]", "", ", normalise_off = [\"x\"]");
    let (code, out, _) = place.skord(&["check-config", "skord.toml"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((code, lines.len()), (Some(1), 2), "{out}");
    let expected = "skord.toml:11:8: normalise.off[0]: given \"keyword\", expected the id of a step; keywords exists";
    assert!(lines[0].contains(expected), "{out}");
    assert!(lines[1].contains("source[0].normalise_off[0]: given \"x\""), "{out}");
    assert!(lines[1].contains("expected the id of a step; `skord steps` lists them"), "{out}");
    for command in ["normalise", "validate"] {
        let mut arguments = vec![command, "files/data.ttl", "--config", "skord.toml"];
        arguments.extend(["--to", "ttl"].iter().filter(|_| command == "normalise"));
        let (code, _, err) = place.skord(&arguments);
        assert!(code == Some(2) && err.contains(expected), "{command}: {err}");
    }
    let (code, _, err) = place.skord(&["validate", "files/data.ttl", "--off", "licences"]);
    assert!(code == Some(2) && err.contains("--off licences: expected the id of a step; licence exists"), "{err}");
}

#[test]
fn a_document_is_normalised_as_a_source_of_the_config_would_be() {
    let place = Place::new();
    place.configure("", "organisation_number = \"212000-9994\"", ", language = \"sv\"");
    let turtle = |more: &[&str]| {
        let (code, out, err) = place.skord(&[&["normalise", "files/data.ttl", "--to", "ttl"], more].concat());
        assert_eq!(code, Some(0), "{err}");
        (out, err)
    };
    let portal = "http://dataportal.se/organisation/SE2120009994";
    let (plain, told) = turtle(&[]);
    assert!(
        !plain.contains(portal) && !plain.contains("CatalogRecord") && plain.contains("\"Ekbacka kommun\" "),
        "{plain}"
    );
    assert!(told.contains("1 suggestions; --suggestions FILE lists them"), "{told}");
    // A kind that the config does not give is no type to publish.
    let (of_no_kind, _) = turtle(&["--config", "skord.toml", "--source", "a"]);
    assert!(of_no_kind.contains(portal) && !of_no_kind.contains("publishertype"), "{of_no_kind}");
    place.configure("", "organisation_number = \"212000-9994\"\nkind = \"municipality\"", ", language = \"sv\"");
    let (of_source, _) = turtle(&["--config", "skord.toml", "--source", "a"]);
    assert!(of_source.contains(portal) && of_source.contains("publishertype/LocalAuthority"), "{of_source}");
    assert!(of_source.contains("\"Ekbacka kommun\"@sv"), "{of_source}");
    let (without, _) = turtle(&[
        "--config",
        "skord.toml",
        "--source",
        "a",
        "--off",
        "agent-iri,agent-type",
        "--off",
        "catalog-record",
    ]);
    assert!(!without.contains(portal) && !without.contains("LocalAuthority"), "{without}");
    assert!(without.contains("dcat:CatalogRecord") && without.contains("\"Ekbacka kommun\"@sv"), "{without}");
    turtle(&["--suggestions", "suggestions.json"]);
    let text = fs::read_to_string(place.path("suggestions.json")).expect("it is written");
    let suggestions: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(suggestions[0]["step"], "keyword-lists");
    assert_eq!(suggestions[0]["proposed"], "\"bad\"@sv, \"som kommunen sköter på sommaren\"@sv");

    let (_, out, _) = place.skord(&["validate", "files/data.ttl"]);
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("1 förslag. Inget är ändrat") && out.contains("Förslag: \"bad\"@sv, \"som kommunen"), "{out}");
    assert!(out.contains("(keyword-lists; bara i den gemensamma katalogen)"), "{out}");
}

#[test]
fn what_is_proposed_is_kept_and_replaced_and_records_are_left_out() {
    let (place, runtime) = (Place::new(), runtime());
    place.configure("", "", "");
    let context = place.context(&runtime);
    assert_eq!(run(&context), Outcome::Changed);
    let counts = context.store.suggestion_counts("a").expect("the store works");
    assert_eq!(
        counts.iter().map(|count| (count.step.as_str(), count.count)).collect::<Vec<_>>(),
        [("keyword-lists", 1)]
    );
    let rows = context.store.suggestions("a", "keyword-lists", [0, 9]).expect("the store works");
    assert_eq!(rows[0].subject, "https://a.example/d");
    assert_eq!(rows[0].value.as_deref(), Some("\"bad, som kommunen sköter på sommaren\"@sv"));
    assert!(context.store.resource("a", "https://a.example/post").expect("the store works").is_none());

    fs::write(place.path("files/data.ttl"), DATA.replace(" , \"bad, som kommunen sköter på sommaren\"@sv", ""))
        .expect("the folder can be written");
    assert_eq!(run(&context), Outcome::Changed);
    assert_eq!(context.store.suggestion_counts("a").expect("the store works"), []);
}

#[test]
fn a_source_is_read_again_when_what_its_steps_know_changes() {
    let (place, runtime) = (Place::new(), runtime());
    let number = "organisation_number = \"212000-9994\"";
    let agents = "[normalise]\nagents = { \"https://a.example/vi\" = \"https://a.example/annan\" }";
    let configs = [
        ["", "", ""],
        ["[normalise]\noff = [\"keywords\"]", "", ""],
        ["", "", ", normalise_off = [\"keywords\", \"licence\"]"],
        ["", number, ""],
        ["", "kind = \"region\"", ""],
        [agents, "", ""],
        ["[normalise]\nlicences = { \"fri\" = \"https://a.example/licens\" }", "", ""],
        ["[normalise]\nthemes = { \"trafik\" = \"https://a.example/tema\" }", "", ""],
    ];
    for [rest, organisation, source] in configs {
        place.configure(rest, organisation, source);
        let context = place.context(&runtime);
        assert_eq!(run(&context), Outcome::Changed, "{rest} {organisation} {source}");
        assert_eq!(run(&context), Outcome::Unchanged, "{rest} {organisation} {source}");
        let other = context.store.resource("a", "https://a.example/annan").expect("the store works");
        assert_eq!(other.is_some(), rest == agents);
    }
}

#[test]
fn the_example_config_has_steps_that_there_are() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/skord.example.toml");
    let text = fs::read_to_string(&example).expect("the example stands in the repository");
    let (before, after) = text.split_once("[normalise]").expect("it has the section");
    let on = ["#off", "#licences", "#themes", "#agents", "#normalise_off"];
    let after = after.lines().map(|line| match on.iter().any(|key| line.starts_with(&format!("{key} = "))) {
        true => &line[1..],
        false => line,
    });
    let text = format!("{before}[normalise]{}", after.collect::<Vec<_>>().join("\n"));
    let config = config::parse(&text, &example, &|_| None).expect("the example has no mistakes");
    assert!(!config.normalise.agents.is_empty() && !config.normalise.off.is_empty());
    check(&config).unwrap_or_else(|error| panic!("{error}"));
}
