//! Harvests: every case of `fixtures/harvest` gives the feed and the reports that stand beside it.
//!
//! `SKORD_BLESS=1` writes what comes out as `after.ttl` and `report.json`, to be read before it is believed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use skord::config;
use skord::harvest::{Decision, decide};
use skord::rdf::vocab::dcat;
use skord::rdf::write::write;
use skord::rdf::{Caps, Format, Graph, Term, parse};
use skord::schedule::Round;
use skord::store::{Outcome, RunRow, Store};
use sophia_isomorphism::isomorphic_graphs;

use super::support::feed;
use super::support::region::{Region, organisation, project};
use super::support::rounds::{NOON, Rounds, Silent};
use super::support::site::{Page, Site};

const CATALOGUE: &str = "https://data.example.se/catalog";

/// The issue of safe deletion names thirty at least.
const LEAST: usize = 30;

#[test]
fn every_case_gives_its_feed_and_its_report() {
    let mut cases: Vec<PathBuf> = fs::read_dir(project("fixtures/harvest"))
        .expect("the fixtures are readable")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() >= LEAST, "{cases:?}");
    let wrong: Vec<String> = cases.iter().filter_map(|case| run(case).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A round of a case, as `case.toml` tells it.
#[derive(Default)]
struct Turn {
    /// The file of each source whose answer is another one now.
    feeds: BTreeMap<String, String>,
    /// The file with the organisations from now on.
    config: Option<String>,
    /// A source whose held removals are approved or rejected before.
    decision: Option<(String, Decision)>,
    /// How long after the round before.
    hours: i64,
}

/// The rounds of a case: those of `case.toml`, or the usual two, `before.ttl` and then `feed.*`.
fn turns(case: &Path) -> Vec<Turn> {
    let of_feed = |file: String| Turn { feeds: [("kommun".to_owned(), file)].into(), hours: 1, ..Turn::default() };
    let path = case.join("case.toml");
    if !path.is_file() {
        return vec![of_feed("before.ttl".to_owned()), of_feed(only_feed(case))];
    }
    let text = String::from_utf8(read(&path)).expect("case.toml is UTF-8");
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let known = ["round"];
    assert!(table.keys().all(|key| known.contains(&key.as_str())), "{}: {table:?}", path.display());
    let rounds = table["round"].as_array().expect("[[round]]");
    rounds.iter().map(|round| turn(round.as_table().expect("a table"))).collect()
}

fn turn(round: &toml::Table) -> Turn {
    let mut turn = Turn { hours: 1, ..Turn::default() };
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    for (key, value) in round {
        match key.as_str() {
            "feeds" => {
                turn.feeds = value.as_table().expect("feeds").iter().map(|(k, v)| (k.clone(), text(v))).collect();
            }
            "config" => turn.config = Some(text(value)),
            "approve" => turn.decision = Some((text(value), Decision::Approve)),
            "reject" => turn.decision = Some((text(value), Decision::Reject)),
            "hours" => turn.hours = value.as_integer().expect("a number"),
            other => panic!("a round has no {other}"),
        }
    }
    turn
}

fn run(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    let region = Region::new(&organisation("kommun", "file:feed-kommun"));
    let site = Site::start();
    let mut open: Option<Rounds> = None;
    let mut last = None;
    let mut now = NOON;
    for turn in turns(case) {
        for (source, file) in &turn.feeds {
            let content = read(&case.join(file));
            site.put(&format!("/feed-{source}"), Page::turtle(String::from_utf8_lossy(&content)));
            region.put(&format!("feed-{source}"), content);
        }
        if let Some(file) = &turn.config {
            let text = String::from_utf8(read(&case.join(file))).expect("it is UTF-8");
            let text = text.replace("{origin}", &site.url(""));
            region.configure("Öppna data i provregionen", &text);
            open = None;
        }
        let rounds = open.get_or_insert_with(|| {
            Rounds::at(config::load(&region.config()).unwrap_or_else(|e| panic!("{name}: {e}")), now)
        });
        if let Some((source, decision)) = &turn.decision {
            let run = held_run(&rounds.context.store, source);
            decide(&rounds.context, (source, run), *decision, Some("provet")).map_err(|e| format!("{name}: {e}"))?;
        }
        rounds.context.clock.advance((turn.hours - 1) * 3600);
        let sources = rounds.context.config.organisations.iter().flat_map(|o| &o.sources);
        let round = rounds.run(sources.map(|source| source.id.clone()).collect(), Arc::new(Silent));
        now = rounds.context.clock.timestamp();
        last = Some(round);
    }
    let (rounds, round) = (open.expect("a round"), last.expect("a round"));
    assert!(matches!(round.published, Some(Ok(_))), "{name}: {:?}", round.published);

    let published = feed::current(&rounds.context.store, &region.data());
    let listed = feed::objects(&published, CATALOGUE, dcat::HAS_DATASET);
    if listed != feed::instances(&published, dcat::DATASET) {
        return Err(format!("{name}: the region's catalogue lists {listed:?}"));
    }
    let found = of_sources(published);
    let report = reports(&rounds, &round).to_string().replace(&site.url(""), "http://origin");
    let report: Value = serde_json::from_str(&report).expect("it is JSON still");
    if std::env::var_os("SKORD_BLESS").is_some() {
        bless(case, &report, &found);
        return Ok(());
    }
    let expected: Value = serde_json::from_slice(&read(&case.join("report.json"))).expect("report.json is JSON");
    if report != expected {
        return Err(format!("{name}: the report is {report:#}"));
    }
    let after = parse(&read(&case.join("after.ttl")), Format::Turtle, "relative:", &Caps::default());
    let after = after.expect("after.ttl is Turtle").graph;
    match isomorphic_graphs(&found, &after).expect("graphs in memory") {
        true => Ok(()),
        false => Err(format!("{name}: the feed and after.ttl differ\n{}", difference(&found, &after))),
    }
}

fn bless(case: &Path, report: &Value, found: &Graph) {
    let old: Option<Value> = fs::read(case.join("report.json")).ok().and_then(|old| serde_json::from_slice(&old).ok());
    if old.as_ref() != Some(report) {
        fs::write(case.join("report.json"), format!("{report:#}\n")).expect("the fixtures can be written");
    }
    let old = fs::read(case.join("after.ttl")).ok();
    let old = old.and_then(|old| parse(&old, Format::Turtle, "relative:", &Caps::default()).ok());
    if old.is_some_and(|old| isomorphic_graphs(found, &old.graph).expect("graphs in memory")) {
        return;
    }
    let text = write(found, Format::Turtle, Vec::new()).expect("a feed can be written");
    fs::write(case.join("after.ttl"), text).expect("the fixtures can be written");
}

fn held_run(store: &Store, source: &str) -> i64 {
    store.hold(source).expect("the store can be read").unwrap_or_else(|| panic!("nothing of {source} is held")).run
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn only_feed(case: &Path) -> String {
    let files = fs::read_dir(case).expect("the case is readable").map(|entry| entry.expect("an entry").file_name());
    let mut feeds = files.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with("feed."));
    feeds.next().unwrap_or_else(|| panic!("{}: no feed.*", case.display()))
}

/// What the store says of the round's runs: of the only one, or by source.
fn reports(rounds: &Rounds, round: &Round) -> Value {
    match round.runs.as_slice() {
        [only] => report(rounds, only),
        runs => runs.iter().map(|run| (run.source.clone(), report(rounds, run))).collect(),
    }
}

/// What the store says of a run, in the form of report.json.
fn report(rounds: &Rounds, run: &RunRow) -> Value {
    let store = &rounds.context.store;
    let changed = |change| store.run_resources(run.id, change).expect("the store can be read");
    let [added, updated, removed, held] = ["added", "updated", "removed", "held"].map(changed);
    let known = store.known(&run.source).expect("the store can be read").into_iter().map(|(iri, _)| iri);
    let missing = store.missing(&run.source).expect("the store can be read");
    let is_there = |iri: &String| missing.iter().all(|row| row.iri != *iri);
    let unchanged: Vec<String> =
        known.filter(is_there).filter(|iri| ![&added, &updated].iter().any(|list| list.contains(iri))).collect();
    let remarks = store.remarks(run.id).expect("the store can be read");
    // What an incomplete run did not see stays without being counted.
    if run.outcome == Outcome::Changed && run.complete {
        assert_eq!(run.counts.unchanged, unchanged.len() as u64, "{}: {run:?}", run.source);
    }
    let counts = [run.counts.added, run.counts.updated, run.counts.removed];
    assert_eq!(counts, [&added, &updated, &removed].map(|list| list.len() as u64));
    let mut report = json!({
        "outcome": run.outcome.name(), "added": added, "updated": updated, "removed": removed, "unchanged": unchanged,
        "held": held,
    });
    if run.outcome == Outcome::Unchanged {
        report["held"] =
            json!(missing.iter().filter(|row| row.stay.name() == "held").map(|row| &row.iri).collect::<Vec<_>>());
    }
    for stay in ["grace", "kept"] {
        let iris: Vec<&String> = missing.iter().filter(|row| row.stay.name() == stay).map(|row| &row.iri).collect();
        if !iris.is_empty() {
            report[stay] = json!(iris);
        }
    }
    if let Some(hold) = store.hold(&run.source).expect("the store can be read") {
        let waits = missing.iter().filter(|row| row.stay.name() == "held").count();
        let named = if hold.run == run.id { "this run" } else { "an earlier run" };
        report["hold"] = json!({
            "named_by": named, "reason": hold.reason, "known": hold.known, "lost": hold.lost, "agreed": hold.agreed,
            "resources": waits,
        });
    }
    let moves = store.moves(&run.source, run.id).expect("the store can be read");
    if !moves.is_empty() {
        report["moved"] = moves.into_iter().map(|row| (row.iri, json!(row.moved_to))).collect();
    }
    let conflicts = store.conflicts(&run.source).expect("the store can be read");
    if !conflicts.is_empty() {
        report["conflicts"] = conflicts
            .into_iter()
            .map(|row| json!({ "iri": row.iri, "owner": row.owner, "loser": row.loser, "owner_iri": row.owner_iri }))
            .collect();
    }
    let (dangling, _) = store.dangling(&run.source, 99).expect("the store can be read");
    if !dangling.is_empty() {
        report["dangling"] = dangling.into_iter().map(|row| json!([row.iri, row.property, row.target])).collect();
    }
    if !remarks.is_empty() {
        report["remarks"] = remarks.iter().map(|remark| remark.code.as_str()).collect();
    }
    for (key, value) in [("stage", &run.stage), ("code", &run.code)] {
        if let Some(value) = value {
            report[key] = json!(value);
        }
    }
    report
}

/// The feed without what the region says of itself.
fn of_sources(feed: Graph) -> Graph {
    let own: Vec<_> = [CATALOGUE, "https://data.example.se/id/provregionen"].map(|iri| feed.find_iri(iri)).to_vec();
    let mut builder = feed.into_builder();
    builder.retain(|[subject, _, _]| !own.contains(&Some(*subject)));
    builder.finish()
}

fn difference(found: &Graph, expected: &Graph) -> String {
    let lines = |graph: &Graph| -> BTreeSet<String> {
        let text = |term: Term| match term {
            Term::Blank(_) => "_:b".to_owned(),
            term => format!("{term:?}"),
        };
        graph.triples().iter().map(|triple| triple.map(|id| text(graph.term(id))).join(" ")).collect()
    };
    let (found, expected) = (lines(found), lines(expected));
    let more = found.difference(&expected).map(|line| format!("+ {line}"));
    let less = expected.difference(&found).map(|line| format!("- {line}"));
    more.chain(less).collect::<Vec<_>>().join("\n")
}
