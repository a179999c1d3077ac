//! The command line: exit codes, inputs and outputs, and one clear sentence when something cannot be done.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::process::Stdio;

use serde_json::Value;

use super::support::binary::{Said, command, skord, skord_reading};
use super::support::feed;
use super::support::region::{Region, organisation, project};
use skord::rdf::Format;

const GOOD: &str = "fixtures/demo/ekbacka.rdf";
const SLOPPY: &str = "fixtures/demo/sjoberga.rdf";
const BROKEN: &str = "fixtures/demo/broken.rdf";

const COMMANDS: [&str; 13] = [
    "run",
    "harvest",
    "validate",
    "convert",
    "normalise",
    "rules",
    "sources",
    "check-config",
    "held",
    "approve",
    "reject",
    "conflicts",
    "trace",
];

/// Exit code 2 and one sentence on standard error that names what it is about.
fn refuses(said: &Said, names: &[&str]) {
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{said:?}");
    assert_eq!(said.err.trim_end().lines().count(), 1, "{}", said.err);
    assert!(said.err.starts_with("skord: "), "{}", said.err);
    for name in names {
        assert!(said.err.contains(name), "{name} is not in {}", said.err);
    }
    assert!(!said.err.contains("panicked") && !said.err.contains("Os {"), "{}", said.err);
}

#[test]
fn every_command_explains_itself_with_an_example() {
    for name in COMMANDS {
        let said = skord(&[name, "--help"]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{name}");
        assert!(said.out.contains("Example") && said.out.contains(&format!("skord {name}")), "{}", said.out);
    }
    let said = skord(&["--help"]);
    assert_eq!(said.code, Some(0));
    assert!(said.out.contains("Exit codes") && COMMANDS.iter().all(|name| said.out.contains(name)), "{}", said.out);
    for wrong in [&[][..], &["harvets"], &["validate"], &["convert", GOOD], &["convert", GOOD, "--to", "pdf"]] {
        let said = skord(wrong);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{wrong:?}");
    }
}

#[test]
fn the_exit_code_says_fine_findings_or_could_not() {
    for (arguments, code) in [
        (&["validate", GOOD][..], 0),
        (&["validate", SLOPPY], 1),
        (&["validate", SLOPPY, "--report", "json"], 1),
        (&["validate", SLOPPY, "--report", "csv"], 1),
        (&["validate", SLOPPY, "--report", "ttl"], 1),
        (&["validate", BROKEN], 2),
        (&["convert", SLOPPY, "--to", "nt"], 0),
        (&["convert", BROKEN, "--to", "nt"], 1),
        (&["convert", BROKEN, "--to", "nt", "--strict"], 2),
        (&["convert", SLOPPY, "--to", "nt", "--strict"], 2),
        (&["convert", GOOD, "--to", "nt", "--strict"], 0),
        (&["normalise", SLOPPY, "--to", "ttl"], 0),
        (&["normalise", BROKEN, "--to", "ttl"], 2),
        (&["rules"], 0),
        (&["rules", "no-such-rule"], 2),
        (&["check-config", "config/demo.toml"], 0),
        (&["check-config", "fixtures/demo/page.html"], 1),
        (&["check-config", "config/no-such.toml"], 2),
    ] {
        let said = skord(arguments);
        assert_eq!(said.code, Some(code), "{arguments:?}: {said:?}");
        assert_eq!(said.out.is_empty(), code == 2, "{arguments:?}");
    }
}

#[test]
fn a_rule_is_explained_in_either_language() {
    let list = skord(&["rules"]).out;
    let id = list.lines().nth(1).and_then(|line| line.split_whitespace().next()).expect("there are rules");
    let (swedish, english) = (skord(&["rules", id]), skord(&["rules", id, "--language", "en"]));
    assert_eq!((swedish.code, english.code), (Some(0), Some(0)));
    assert!(swedish.out.starts_with(id) && english.out.starts_with(id));
    assert_ne!(swedish.out, english.out);
}

#[test]
fn what_cannot_be_read_is_refused_with_name_and_reason() {
    refuses(&skord(&["validate", "no/such.rdf"]), &["no/such.rdf"]);
    refuses(&skord(&["validate", "fixtures"]), &["fixtures"]);
    refuses(&skord(&["validate", BROKEN]), &[BROKEN, "line 124", "part of it is missing"]);
    refuses(&skord(&["convert", "fixtures/demo/page.html", "--to", "nt"]), &["page.html", "HTML"]);
    refuses(&skord(&["normalise", "Cargo.toml", "--to", "nt"]), &["Cargo.toml", "none of RDF/XML"]);
    let nobody = "http://127.0.0.1:1/dcat";
    refuses(&skord(&["validate", nobody]), &[nobody, "loopback", "--allow-private 127.0.0.1"]);
    refuses(&skord(&["validate", nobody, "--allow-private", "127.0.0.0/8"]), &[nobody, "reached"]);
    refuses(&skord(&["rules", "no-such-rule"]), &["no-such-rule", "skord rules"]);
    refuses(&skord_reading(&["validate", "-"], b""), &["empty"]);
    refuses(&skord_reading(&["convert", "-", "--to", "nt"], b"\xff\xfe\x00"), &["-"]);
}

#[test]
fn standard_input_is_an_input_like_a_file() {
    for file in [GOOD, "fixtures/demo/granvik.ttl", "fixtures/demo/lindaker.jsonld"] {
        let bytes = fs::read(project(file)).expect("the demo is there");
        let (read, named) =
            (skord_reading(&["convert", "-", "--to", "nt"], &bytes), skord(&["convert", file, "--to", "nt"]));
        assert_eq!((read.code, read.err.as_str()), (Some(0), ""), "{file}");
        assert!(read.out == named.out && !read.out.is_empty(), "{file}");
    }
    let bytes = fs::read(project(SLOPPY)).expect("the demo is there");
    assert_eq!(skord_reading(&["validate", "-"], &bytes).code, Some(1));
}

#[test]
fn every_syntax_that_is_written_is_read_again() {
    let nt = skord(&["convert", SLOPPY, "--to", "nt"]).out;
    let triples = feed::graph(nt.as_bytes(), Format::NTriples).len();
    assert_eq!(triples, nt.lines().count());
    for (to, format) in [("rdf", Format::RdfXml), ("ttl", Format::Turtle), ("jsonld", Format::JsonLd)] {
        let said = skord(&["convert", SLOPPY, "--to", to]);
        assert_eq!(feed::graph(said.out.as_bytes(), format).len(), triples, "{to}");
    }
}

#[test]
fn from_overrules_what_the_document_looks_like() {
    let line = b"<https://e.se/a> <https://e.se/b> \"c\" .\n";
    assert_eq!(skord_reading(&["convert", "-", "--to", "nt", "--from", "ntriples"], line).out.as_bytes(), line);
    let refused = skord_reading(&["convert", "-", "--to", "nt", "--from", "jsonld"], line);
    refuses(&refused, &["JSON-LD"]);
    // Turtle allows what N-Triples does not.
    let turtle = b"<https://e.se/a> a <https://e.se/b> .\n";
    refuses(&skord_reading(&["convert", "-", "--to", "nt", "--from", "nt"], turtle), &["N-Triples", "line 1"]);
    assert_eq!(skord_reading(&["convert", "-", "--to", "nt", "--from", "ttl"], turtle).code, Some(0));
    let based =
        skord_reading(&["convert", "-", "--to", "nt", "--from", "ttl", "--base", "https://e.se/x/"], b"<a> <b> <c> .");
    assert_eq!(based.out, "<https://e.se/x/a> <https://e.se/x/b> <https://e.se/x/c> .\n");
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let said = skord(&["convert", GOOD, "--to", "nt", "--output", &path("a.nt")]);
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""));
    let direct = skord(&["convert", GOOD, "--to", "nt"]).out;
    assert_eq!(fs::read_to_string(path("a.nt")).expect("it is written"), direct);
    assert_eq!(skord(&["validate", SLOPPY, "--report", "csv", "--output", &path("a.csv")]).code, Some(1));
    assert!(fs::read_to_string(path("a.csv")).expect("it is written").lines().count() > 10);
    let said = skord(&["normalise", SLOPPY, "--to", "ttl", "--output", &path("a.ttl"), "--changes", &path("a.json")]);
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""));
    assert_eq!(said.err, "skord: 3 suggestions; --suggestions FILE lists them\n", "what is proposed is nowhere else");
    let changes: Value = serde_json::from_slice(&fs::read(path("a.json")).expect("it is written")).expect("it is JSON");
    let first = changes.get(0).and_then(Value::as_object).expect("there are changes");
    assert_eq!(keys(first), ["after", "before", "property", "step", "subject"].into());

    refuses(&skord(&["convert", GOOD, "--to", "nt", "--output", &path("no/a.nt")]), &["no/a.nt"]);
    refuses(&skord(&["convert", BROKEN, "--to", "nt", "--strict", "--output", &path("b.nt")]), &[BROKEN]);
    let names = fs::read_dir(folder.path()).expect("it is there").map(|entry| entry.expect("an entry").file_name());
    assert_eq!(names.count(), 4, "nothing half-written lies about");
}

fn keys(object: &serde_json::Map<String, Value>) -> BTreeSet<&str> {
    object.keys().map(String::as_str).collect()
}

#[test]
fn the_json_report_keeps_its_fields() {
    let said = skord(&["validate", SLOPPY, "--report", "json"]);
    let report: Value = serde_json::from_str(&said.out).expect("it is JSON");
    let report = report.as_object().expect("it is an object");
    let top = [
        "changes",
        "counts",
        "findings",
        "format",
        "high_value",
        "input",
        "mended",
        "notes",
        "profile",
        "profiles",
        "schema_version",
        "suggestions",
        "triples",
    ];
    assert_eq!(keys(report), top.into());
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["input"], SLOPPY);
    assert_eq!(report["format"], "rdfxml");
    let converted = skord(&["convert", SLOPPY, "--to", "nt"]).out.lines().count();
    assert_eq!(report["triples"], converted, "triples as read, before anything is repaired");

    let counts = report["counts"].as_object().expect("it is an object");
    assert_eq!(keys(counts), ["info", "violation", "warning"].into());
    let findings = report["findings"].as_array().expect("it is a list");
    for severity in ["violation", "warning", "info"] {
        assert_eq!(counts[severity], findings.iter().filter(|finding| finding["severity"] == severity).count());
    }
    assert!(!findings.is_empty());
    assert_eq!(report["mended"], findings.iter().filter(|finding| finding["mended"] == true).count());
    let rules = skord(&["rules"]).out;
    for finding in findings {
        let finding = finding.as_object().expect("it is an object");
        let fields = [
            "class", "column", "line", "mended", "message", "nameless", "offset", "path", "profile", "resource",
            "rule", "severity", "title", "value",
        ];
        assert_eq!(keys(finding), fields.into());
        let message = finding["message"].as_object().expect("it is an object");
        assert_eq!(keys(message), ["en", "sv"].into());
        assert!(message.values().all(|text| text.as_str().is_some_and(|text| !text.is_empty())), "{message:?}");
        assert!(rules.contains(finding["rule"].as_str().expect("it is a text")));
    }
    let changes = report["changes"].as_array().expect("it is a list");
    assert!(!changes.is_empty());
    for change in changes {
        let change = change.as_object().expect("it is an object");
        assert_eq!(keys(change), ["after", "before", "nameless", "property", "step", "subject", "title"].into());
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for arguments in [&["convert", SLOPPY, "--to", "nt"][..], &["validate", SLOPPY, "--report", "json"], &["rules"]] {
        let mut command = command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        drop(child.stdout.take());
        let mut complaint = String::new();
        child.stderr.take().expect("it is piped").read_to_string(&mut complaint).expect("it speaks UTF-8");
        let status = child.wait().expect("it ends");
        assert!(!complaint.contains("panicked"), "{arguments:?}: {complaint}");
        // Notes on the document are no complaint about the pipe.
        let is_note = |line: &str| line.starts_with(&format!("skord: {SLOPPY}: "));
        assert!(status.success() && complaint.lines().all(is_note), "{arguments:?}: {complaint}");
    }
}

#[test]
fn a_config_that_cannot_be_put_to_work_is_refused_in_one_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = taken.local_addr().expect("it is bound").to_string();
    let region = Region::new(&organisation("kommun", "file:feed.ttl"));
    let config = region.config().to_string_lossy().into_owned();
    let good = fs::read_to_string(region.config()).expect("it is there");

    fs::write(region.config(), good.replace("127.0.0.1:0", &address)).expect("it can be written");
    refuses(&skord(&["run", "--config", &config]), &[&address, "server.listen"]);

    // A folder below a file: not even an administrator can make it.
    fs::write(region.config(), format!("{good}\n[data]\ndir = \"skord.toml/data\"\n")).expect("it can be written");
    for command in ["run", "harvest", "sources"] {
        refuses(&skord(&[command, "--config", &config]), &["skord.toml/data", "data.dir"]);
    }
    for command in ["run", "harvest", "sources"] {
        refuses(&skord(&[command, "--config", "no/such.toml"]), &["no/such.toml"]);
    }
    refuses(&skord(&["check-config", "no/such.toml"]), &["no/such.toml"]);

    fs::write(region.config(), good.replace("base_url", "base_ulr")).expect("it can be written");
    for command in ["run", "harvest", "sources"] {
        let said = skord(&[command, "--config", &config]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{said:?}");
        assert!(said.err.contains("base_ulr") && said.err.contains("base_url"), "{}", said.err);
    }
    let checked = skord(&["check-config", &config]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(1), ""));
    assert!(checked.out.contains("base_ulr"), "{}", checked.out);
}

#[test]
fn an_address_that_is_not_public_is_a_mistake_of_the_config_however_it_is_spelt() {
    let source = |url: &str, allowed: &str| {
        format!("[[organisation]]\nid = \"a\"\nname = \"a\"\nsource = [{{ url = \"{url}\"{allowed} }}]\n")
    };
    let region = Region::new("");
    let config = region.config().to_string_lossy().into_owned();
    let check = |rest: &str| {
        region.configure("Öppna data", rest);
        skord(&["check-config", &config])
    };
    let spellings = [
        "http://10.1.2.3/a",
        "http://0x7f.1:8080/a",
        "https://[::ffff:10.1.2.3]/a",
        "http://2130706433/a",
        "http://LOCALHOST:81/a",
    ];
    for url in spellings {
        let said = check(&source(url, ""));
        assert_eq!(said.code, Some(1), "{url}: {said:?}");
        assert!(said.out.contains("organisation[0].source[0].url: given"), "{}", said.out);
        assert!(said.out.contains("allow_private = [\""), "{}", said.out);
        assert_eq!(skord(&["harvest", "--config", &config]).code, Some(2));
    }
    let fine = source("http://10.1.2.3:8080/a", ", allow_private = [\"10.1.0.0/16\"]");
    assert_eq!(check(&fine).code, Some(0));
    assert_eq!(check(&source("https://data.example.se:8443/a", "")).code, Some(0));

    let hook = check("[notify]\nwebhook = \"http://169.254.169.254/hook\"\n[rules]\noff = [\"no-such-rule\"]\n");
    let lines: Vec<&str> = hook.out.lines().collect();
    assert_eq!(lines.len(), 2, "all mistakes at once: {hook:?}");
    assert!(lines[0].contains("notify.webhook") && lines[0].contains("cloud metadata"), "{}", hook.out);
}

#[test]
fn a_harvest_in_a_pipe_prints_plain_lines_and_a_table() {
    let good = fs::read(project("fixtures/demo/granvik.ttl")).expect("the demo is there");
    let region = Region::new(&(organisation("bra", "file:bra.ttl") + &organisation("borta", "file:borta.ttl")));
    region.put("bra.ttl", good);
    let config = region.config().to_string_lossy().into_owned();
    let said = skord(&["harvest", "--config", &config]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let lines: BTreeSet<&str> = said.err.lines().collect();
    assert_eq!(lines, ["borta: failed", "bra: changed"].into());
    assert!(!said.out.contains(['\u{1b}', '\r']), "{}", said.out);
    let first: Vec<&str> = said.out.lines().map(|line| line.split_whitespace().next().unwrap_or_default()).collect();
    assert_eq!(first, ["SOURCE", "borta", "bra", "Published"], "{}", said.out);
    assert!(said.out.contains("8 datasets"), "{}", said.out);

    region.put("borta.ttl", "<https://e.se/[a> a <http://www.w3.org/ns/dcat#Dataset> .");
    let poisoned = skord(&["harvest", "--config", &config, "borta"]);
    assert!(poisoned.out.contains("https://e.se/[a cannot be published"), "{poisoned:?}");
    assert!(poisoned.out.contains("8 datasets"), "the neighbours go out: {}", poisoned.out);
    fs::remove_file(region.files().join("borta.ttl")).expect("it is there");
    assert_eq!(skord(&["harvest", "--config", &config]).code, Some(1));

    let again = skord(&["harvest", "--config", &config, "bra", "bra"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!(again.err, "bra: unchanged\n", "a source that is named twice is harvested once");
    assert!(again.out.contains("Nothing changed"), "{}", again.out);
    refuses(&skord(&["harvest", "--config", &config, "bar"]), &["bar", "skord.toml"]);

    let sources = skord(&["sources", "--config", &config]);
    assert_eq!((sources.code, sources.err.as_str()), (Some(1), ""), "{sources:?}");
    assert_eq!(sources.out.lines().count(), 3, "{}", sources.out);
    assert!(sources.out.contains("failed") && sources.out.contains("unchanged"), "{}", sources.out);
}
