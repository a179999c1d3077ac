//! The W3C SHACL test suite, run from its manifests: every case, core and SPARQL, reports compared by graph isomorphism.
//!
//! The suite's own rules of comparison hold: `sh:resultMessage`s that the expected report does not mention are left
//! out, and so is `sh:detail`, which an engine may give and the suite does not.

mod shared;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use shared::shared;
use skord::rdf::vocab::rdf;
use skord::rdf::{Caps, Format, Graph, GraphBuilder, TermId, parse};
use skord::shacl::{Plan, compile};
use sophia_isomorphism::isomorphic_graphs;

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const SHT: &str = "http://www.w3.org/ns/shacl-test#";
const SH: &str = "http://www.w3.org/ns/shacl#";

/// Cases that stand in the suite's folders but in no manifest.
const UNLISTED: &[&str] = &["sparql/component/nodeValidator-001.ttl"];

fn suite() -> Option<PathBuf> {
    shared("suites/shacl")
}

#[test]
fn every_core_case_gives_the_expected_report() {
    assert_suite("core", 98);
}

#[test]
fn every_sparql_case_gives_the_expected_report_or_failure() {
    assert_suite("sparql", 22);
}

fn assert_suite(part: &str, least: usize) {
    let Some(suite) = suite() else { return };
    let mut cases = Vec::new();
    collect(&suite.join(part).join("manifest.ttl"), &mut cases);
    for unlisted in UNLISTED.iter().filter(|path| path.starts_with(part)) {
        collect(&suite.join(unlisted), &mut cases);
    }
    let wrong: BTreeMap<&str, &str> =
        cases.iter().filter_map(|(name, verdict)| Some((name.as_str(), verdict.as_ref().err()?.as_str()))).collect();
    println!("{part}: {} of {} cases as expected", cases.len() - wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(cases.len() >= least, "{} cases found in {part}, the suite has {least}", cases.len());
}

/// Runs the cases of a manifest and of those that it includes.
fn collect(manifest: &Path, cases: &mut Vec<(String, Result<(), String>)>) {
    let graph = read(manifest);
    for included in objects_of(&graph, &format!("{MF}include")) {
        collect(&path_of(&graph, included), cases);
    }
    for entries in objects_of(&graph, &format!("{MF}entries")) {
        for case in list(&graph, entries) {
            let name = graph.term(case).text().rsplit("/shacl/").next().unwrap_or_default().to_owned();
            cases.push((name, run(&graph, case)));
        }
    }
}

fn run(manifest: &Graph, case: TermId) -> Result<(), String> {
    let object = |subject, property: &str| manifest.object(subject, manifest.find_iri(property)?);
    let action = object(case, &format!("{MF}action")).ok_or("no action")?;
    let result = object(case, &format!("{MF}result")).ok_or("no result")?;
    let file = |property: &str| object(action, &format!("{SHT}{property}")).map(|iri| read(&path_of(manifest, iri)));
    let data = file("dataGraph").ok_or("no data graph")?;
    let shapes = file("shapesGraph").ok_or("no shapes graph")?;
    let report = compile(&shapes, &[])
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        .and_then(|plan: Plan| plan.report(&data).map_err(|error| error.to_string()));
    let failure_expected = manifest.find_iri(&format!("{SHT}Failure")) == Some(result);
    match (report, failure_expected) {
        (Err(_), true) => Ok(()),
        (Err(error), false) => Err(format!("failed: {error}")),
        (Ok(_), true) => Err("a failure was expected and a report given".to_owned()),
        (Ok(report), false) => {
            let expected = report_of(manifest, result, None);
            let given = report_of(&report.graph, report.node, Some(&expected));
            match isomorphic_graphs(&expected, &given) {
                Ok(true) => Ok(()),
                _ => Err(format!("expected {}\ngiven {}", listing(&expected), listing(&given))),
            }
        }
    }
}

/// The report at a node, without what belongs to other nodes; messages only if the other report has them.
fn report_of(graph: &Graph, node: TermId, messages_of: Option<&Graph>) -> Graph {
    let mut builder = GraphBuilder::new();
    let mut names: BTreeMap<TermId, TermId> = BTreeMap::new();
    let mut open = vec![node];
    let mut done = Vec::new();
    while let Some(subject) = open.pop() {
        if done.contains(&subject) {
            continue;
        }
        done.push(subject);
        for &[_, predicate, object] in graph.properties(subject) {
            let iri = graph.term(predicate).text();
            let local = iri.strip_prefix(SH).unwrap_or_default();
            let is_path_part = iri.starts_with(rdf::NS) || local.ends_with("Path");
            let is_kept = match local {
                "detail" => false,
                "resultMessage" => messages_of.is_none_or(|other| mentions(other, graph, object)),
                "conforms"
                | "result"
                | "focusNode"
                | "resultPath"
                | "value"
                | "sourceShape"
                | "sourceConstraint"
                | "sourceConstraintComponent"
                | "resultSeverity" => true,
                _ => is_path_part,
            };
            if !is_kept {
                continue;
            }
            if local == "result" || (is_path_part && graph.terms().is_blank(object)) {
                open.push(object);
            }
            let [s, p, o] = [subject, predicate, object].map(|id| match names.get(&id) {
                Some(name) => *name,
                None => {
                    let name = builder.terms.intern_term(graph.term(id));
                    names.insert(id, name);
                    name
                }
            });
            builder.insert(s, p, o);
        }
    }
    builder.finish()
}

fn mentions(other: &Graph, graph: &Graph, message: TermId) -> bool {
    let property = other.find_iri(&format!("{SH}resultMessage"));
    let message = other.terms().find_term(graph.term(message));
    property.zip(message).is_some_and(|(property, message)| other.subjects(property, message).len() > 0)
}

fn listing(graph: &Graph) -> String {
    graph.triples().iter().map(|triple| format!("\n  {:?}", triple.map(|id| graph.term(id)))).collect()
}

fn read(path: &Path) -> Graph {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let base = format!("file://{}", path.display());
    parse(&bytes, Format::Turtle, &base, &Caps::default())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .graph
}

fn path_of(graph: &Graph, iri: TermId) -> PathBuf {
    graph.term(iri).text().trim_start_matches("file://").into()
}

fn objects_of(graph: &Graph, property: &str) -> Vec<TermId> {
    graph
        .find_iri(property)
        .map_or_else(Vec::new, |property| graph.by_predicate(property).map(|(object, _)| object).collect())
}

fn list(graph: &Graph, head: TermId) -> Vec<TermId> {
    let mut members = Vec::new();
    let mut at = head;
    while let Some(first) = graph.find_iri(rdf::FIRST).and_then(|first| graph.object(at, first)) {
        members.push(first);
        match graph.find_iri(rdf::REST).and_then(|rest| graph.object(at, rest)) {
            Some(rest) => at = rest,
            None => break,
        }
    }
    members
}
