//! `skord shacl` from outside: exit codes and the three forms of report.

use std::path::Path;
use std::process::{Command, Output};

const SHAPES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
    ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:class ex:D ; sh:message \"inte ett D\"@sv ] .";

fn skord(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_skord")).current_dir(folder).args(arguments).output().unwrap()
}

#[test]
fn the_exit_code_tells_whether_the_data_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("shapes.ttl", SHAPES);
    file("data.ttl", "@prefix ex: <http://example.org/> . ex:a a ex:C ; ex:p ex:d .");
    file("more.ttl", "@prefix ex: <http://example.org/> . ex:d a ex:D .");
    file("broken.ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:minCount 1 .");
    let run = |arguments: &[&str]| skord(folder.path(), arguments);

    let without = run(&["shacl", "data.ttl", "--shapes", "shapes.ttl"]);
    assert_eq!(without.status.code(), Some(1));
    let text = String::from_utf8(without.stdout).unwrap();
    assert!(
        text.contains("ClassConstraintComponent at <http://example.org/a>") && text.contains("inte ett D"),
        "{text}"
    );
    assert_eq!(run(&["shacl", "data.ttl", "more.ttl", "--shapes", "shapes.ttl"]).status.code(), Some(0));
    assert_eq!(
        run(&["shacl", "data.ttl", "--shapes", "shapes.ttl", "--background", "more.ttl"]).status.code(),
        Some(0)
    );
    // An empty graph has nothing that could be wrong; an empty file is no RDF/XML.
    file("empty.ttl", " \n");
    file("empty.rdf", "");
    assert_eq!(run(&["shacl", "empty.ttl", "--shapes", "shapes.ttl"]).status.code(), Some(0));
    assert_eq!(run(&["shacl", "data.ttl", "--shapes", "empty.ttl"]).status.code(), Some(0));
    assert_eq!(run(&["shacl", "empty.rdf", "--shapes", "shapes.ttl"]).status.code(), Some(2));
    let refused = run(&["shacl", "data.ttl", "--shapes", "broken.ttl"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("<urn:s>: sh:minCount: only a property shape"));

    let turtle = run(&["shacl", "data.ttl", "--shapes", "shapes.ttl", "--report", "ttl"]);
    assert!(String::from_utf8(turtle.stdout).unwrap().contains("sh:ValidationReport"));
    let json = run(&["shacl", "data.ttl", "--shapes", "shapes.ttl", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(report["results"][0]["value"], "<http://example.org/d>");
}

#[test]
fn terms_are_written_as_n_triples_and_blank_nodes_by_their_graph() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .";
    file(
        "shapes.ttl",
        &format!(
            "{prefixes} ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:class ex:D ] ;
             sh:sparql [ sh:select 'SELECT $this WHERE {{ }}' ] ."
        ),
    );
    // A combining accent, which Rust's own quoting escapes and N-Triples does not.
    file("data.ttl", &format!("{prefixes} [] ex:p 'cafe\u{301} \\\"\\n'@fr ."));

    let run = |report| skord(folder.path(), &["shacl", "data.ttl", "--shapes", "shapes.ttl", "--report", report]);
    let report: serde_json::Value = serde_json::from_slice(&run("json").stdout).unwrap();
    let results = report["results"].as_array().unwrap();
    let of = |component: &str| {
        let iri = format!("http://www.w3.org/ns/shacl#{component}ConstraintComponent");
        results.iter().find(|result| result["sourceConstraintComponent"] == iri.as_str()).unwrap()
    };
    let begins = |field: &serde_json::Value, label| field.as_str().is_some_and(|text| text.starts_with(label));
    let (class, sparql) = (of("Class"), of("SPARQL"));
    assert_eq!(class["value"], "\"cafe\u{301} \\\"\\n\"@fr");
    assert!(begins(&class["focusNode"], "_:data-b") && begins(&class["sourceShape"], "_:shape-b"), "{report}");
    assert!(class["sourceConstraint"].is_null() && begins(&sparql["sourceConstraint"], "_:shape-b"), "{report}");

    let text = String::from_utf8(run("human").stdout).unwrap();
    assert!(text.contains("value: \"cafe\u{301} \\\"\\n\"@fr\n"), "{text}");
}
