//! Normalising, seen from outside: each step against its fixture, and what must hold for every step on every document.

mod accounted;
mod documents;
mod rounds;
#[path = "../shared/mod.rs"]
mod shared;

use std::collections::BTreeSet;
use std::fs;

use documents::{fixture, fixture_settings, fixtures, named_statements};
use skord::normalise::{Level, Normalised, STEPS, Settings, Suggestion, normalise};
use skord::rdf::Graph;
use sophia_isomorphism::isomorphic_graphs;

#[test]
fn each_step_makes_its_fixture() {
    for step in STEPS {
        let off = STEPS.iter().map(|other| other.id.to_owned()).filter(|id| id != step.id).collect();
        let Normalised { graph, changes, suggestions, .. } =
            normalise(fixture(step.id, "before.ttl"), &Settings { off, ..fixture_settings() });
        let expected = fixture(step.id, "after.ttl");
        let same = isomorphic_graphs(&graph, &expected).expect("graphs in memory");
        assert!(same, "{}:\n{}", step.id, difference(&graph, &expected));
        let only_proposes = step.level == Level::SuggestOnly;
        assert_eq!(changes.is_empty(), only_proposes, "{}: {changes:?}", step.id);
        assert!(!only_proposes || !suggestions.is_empty(), "{} proposes nothing", step.id);
        assert!(changes.iter().all(|change| change.step == step.id));
        assert!(suggestions.iter().all(|suggestion| suggestion.step == step.id));
        assert_eq!(rows(&suggestions), expected_suggestions(step.id), "{}: what is proposed", step.id);
    }
}

/// Thing, property, the value that stands there, and the one that may be right: how `suggestions.json` writes them.
type Row = (String, String, Option<String>, String);

fn rows(suggestions: &[Suggestion]) -> Vec<Row> {
    let row = |suggestion: Suggestion| {
        let Suggestion { step: _, subject, property, value, proposed } = suggestion;
        (subject, property, value, proposed)
    };
    suggestions.iter().cloned().map(row).collect()
}

/// A step without the file proposes nothing.
fn expected_suggestions(step: &str) -> Vec<Row> {
    match fs::read(fixtures().join(step).join("suggestions.json")) {
        Ok(json) => serde_json::from_slice(&json).unwrap_or_else(|error| panic!("{step}: {error}")),
        Err(_) => Vec::new(),
    }
}

#[test]
fn each_step_has_a_fixture_and_each_fixture_a_step() {
    let folders = fs::read_dir(fixtures()).expect("the fixtures are readable");
    let folders: BTreeSet<String> =
        folders.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(folders, STEPS.iter().map(|step| step.id.to_owned()).collect());
}

#[test]
fn a_step_that_is_off_changes_nothing() {
    for step in STEPS {
        let off = STEPS.iter().map(|step| step.id.to_owned()).collect();
        let result = normalise(fixture(step.id, "before.ttl"), &Settings { off, ..fixture_settings() });
        assert_eq!(result.changes, []);
        let before = fixture(step.id, "before.ttl");
        assert!(isomorphic_graphs(&result.graph, &before).expect("graphs in memory"));
    }
}

fn difference(graph: &Graph, expected: &Graph) -> String {
    let (graph, expected) = (named_statements(graph), named_statements(expected));
    let line = |sign: char, key: &[String; 3]| format!("{sign} {}\n", key.join(" "));
    let more = graph.iter().filter(|key| !expected.contains(key)).map(|key| line('+', key));
    more.chain(expected.iter().filter(|key| !graph.contains(key)).map(|key| line('-', key))).collect()
}
