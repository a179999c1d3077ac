//! Harvests: every case of `fixtures/harvest` gives the feed and the report that stand beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::feed;
use super::support::region::{Region, organisation, project};
use super::support::rounds::Rounds;
use serde_json::{Value, json};
use skord::rdf::vocab::dcat;
use skord::rdf::{Caps, Format, Graph, Term, parse};
use skord::store::{Outcome, RunRow};
use sophia_isomorphism::isomorphic_graphs;

const CATALOGUE: &str = "https://data.example.se/catalog";

#[test]
fn every_case_gives_its_feed_and_its_report() {
    let mut cases: Vec<PathBuf> = fs::read_dir(project("fixtures/harvest"))
        .expect("the fixtures are readable")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() >= 8, "{cases:?}");
    let wrong: Vec<String> = cases.iter().filter_map(|case| run(case).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn run(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    let region = Region::new(&organisation("kommun", "file:feed"));
    let rounds = Rounds::of(&region.config());
    region.put("feed", read(&case.join("before.ttl")));
    let first = rounds.round();
    assert_eq!(first.runs[0].outcome, Outcome::Changed, "{name}: {:?}", first.runs);
    region.put("feed", read(&feed_of(case)));
    let round = rounds.round();
    assert!(matches!(round.published, Some(Ok(_))), "{name}: {:?}", round.published);

    let report = report(&rounds, &round.runs[0]);
    let expected: Value = serde_json::from_slice(&read(&case.join("report.json"))).expect("report.json is JSON");
    if report != expected {
        return Err(format!("{name}: the report is {report:#}"));
    }
    let published = feed::current(&rounds.context.store, &region.data());
    let listed = feed::objects(&published, CATALOGUE, dcat::HAS_DATASET);
    if listed != feed::instances(&published, dcat::DATASET) {
        return Err(format!("{name}: the region's catalogue lists {listed:?}"));
    }
    let found = of_sources(published);
    let after = parse(&read(&case.join("after.ttl")), Format::Turtle, "relative:", &Caps::default());
    let after = after.expect("after.ttl is Turtle").graph;
    match isomorphic_graphs(&found, &after).expect("graphs in memory") {
        true => Ok(()),
        false => Err(format!("{name}: the feed and after.ttl differ\n{}", difference(&found, &after))),
    }
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn feed_of(case: &Path) -> PathBuf {
    let files = fs::read_dir(case).expect("the case is readable").map(|entry| entry.expect("an entry").path());
    let mut feeds = files.filter(|path| path.file_stem().is_some_and(|stem| stem == "feed"));
    feeds.next().unwrap_or_else(|| panic!("{}: no feed.*", case.display()))
}

/// What the store says of the run, in the form of report.json.
fn report(rounds: &Rounds, run: &RunRow) -> Value {
    let store = &rounds.context.store;
    let changed = |change| store.run_resources(run.id, change).expect("the store can be read");
    let [added, updated, removed, held] = ["added", "updated", "removed", "held"].map(changed);
    let known = store.known(&run.source).expect("the store can be read").into_iter().map(|(iri, _)| iri);
    let unchanged: Vec<String> =
        known.filter(|iri| ![&added, &updated, &held].iter().any(|l| l.contains(iri))).collect();
    let remarks = store.remarks(run.id).expect("the store can be read");
    // What an incomplete run did not see stays without being counted.
    if run.outcome != Outcome::Failed && remarks.is_empty() {
        assert_eq!(run.counts.unchanged, unchanged.len() as u64, "{}", run.source);
    }
    let counts = [run.counts.added, run.counts.updated, run.counts.removed, run.counts.held];
    assert_eq!(counts, [&added, &updated, &removed, &held].map(|list| list.len() as u64));
    let mut report = json!({
        "outcome": run.outcome.name(), "added": added, "updated": updated, "removed": removed, "unchanged": unchanged,
        "held": held,
    });
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
