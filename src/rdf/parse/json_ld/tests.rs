use std::collections::HashMap;

use super::*;
use crate::rdf::parse::base::Base;
use crate::rdf::parse::{Caps, End, Mode, NoteKind, ParseError, ParseErrorKind, Parsed, parse, parse_strict};
use crate::rdf::{Format, Graph};

const BASE: &str = "http://example.org/feed";

fn read(text: &str) -> Result<Parsed, ParseError> {
    parse(text.as_bytes(), Format::JsonLd, BASE, &Caps::default())
}

/// What oxjsonld makes of the document in one piece.
fn plain(text: &str) -> Graph {
    let mut sink = Sink::new(Format::JsonLd, &Caps::default(), Mode::Tolerant, Base::new(BASE));
    for quad in Engine::new(BASE, Order::Any).unwrap().quads(text.as_bytes()) {
        sink.quad(quad.unwrap(), None).unwrap();
    }
    sink.finish(crate::rdf::place::Lines::of(text), None).unwrap().graph
}

fn same(a: &Graph, b: &Graph) -> bool {
    sophia_isomorphism::isomorphic_graphs(a, b).unwrap()
}

const DOCUMENTS: &[&str] = &[
    // A graph, with the context last and blank nodes under labels in two of its members.
    r#"{"@graph": [{"@id": "a", "p": {"@id": "_:x"}}, {"@id": "_:x", "p": [{"q": 1}, {"q": 2}]}, {"p": "anonymous"}],
        "@context": {"@vocab": "http://e.org/"}}"#,
    // Members of a graph that is named, of a graph whose node is anonymous, and of a graph in a graph.
    r#"{"@context": {"@vocab": "http://e.org/"}, "@id": "g", "p": 1, "@graph": [{"@id": "a", "p": 1}, {"p": 2}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/"}, "p": {"q": 1}, "@graph": [{"@id": "a", "p": 1}, {"p": 2}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/"}, "@graph": [{"@id": "g", "@graph": [{"p": 1}, {"p": 2}]}, {"p": 3}]}"#,
    // Values of a property of an anonymous node, which must stay one.
    r#"{"@context": {"@vocab": "http://e.org/"}, "@type": "C", "t": "x", "publisher": {"n": 1},
        "dataset": [{"@id": "a", "d": [{"u": 1}, {"u": 2}]}, {"d": [{"u": 3}]}, "text", null, 5]}"#,
    // Aliases of keywords, and containers that must not be taken apart.
    r#"{"@context": {"@vocab": "http://e.org/", "graph": "@graph", "id": "@id"}, "graph": [{"id": "a", "p": 1}, {"id": "b", "p": {"id": "a"}}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "l": {"@container": "@list"}}, "@id": "a", "l": [{"p": 1}, {"p": 2}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "l": {"@type": "@json"}}, "@id": "a", "l": [{"p": 1}, {"p": 2}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "g": {"@container": "@graph"}}, "@id": "a", "g": [{"p": 1}, {"p": 2}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "i": {"@container": "@index"}}, "@id": "a", "i": {"x": [{"p": 1}, {"p": 2}]}}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "unknown": null}, "@id": "a", "unknown": [{"p": 1}], "p": 2}"#,
    // Reverse properties, included nodes and nesting.
    r#"{"@context": {"@vocab": "http://e.org/", "in": {"@reverse": "has"}}, "t": 1, "in": [{"@id": "a", "p": 1}, {"p": 2}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/"}, "@id": "a", "@reverse": {"has": [{"p": 1}, {"p": 2}]}}"#,
    r#"{"@context": {"@vocab": "http://e.org/"}, "@id": "a", "p": 1, "@included": [{"@id": "b", "p": 1}, {"p": 2}]}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "n": "@nest"}, "@id": "a", "n": [{"p": 1}, {"q": [{"p": 2}]}]}"#,
    // Scoped contexts: by property, by type, and one that does not reach further down.
    r#"{"@context": {"@vocab": "http://e.org/", "d": {"@context": {"t": "http://f.org/t"}}}, "d": [{"t": 1}, {"d": [{"t": 2}]}], "t": 3}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "C": {"@context": {"d": "http://f.org/d", "t": "http://f.org/t"}}},
        "@type": ["C"], "d": [{"t": 1}, {"@type": "C", "t": 2}], "t": 3}"#,
    // An array, each member with a context of its own, and one that changes the base.
    r#"[{"@context": {"p": "http://e.org/p"}, "@id": "a", "p": 1}, {"p": 2}, {"@context": {"@base": "http://f.org/", "p": "http://f.org/p"}, "@id": "a", "p": {"@id": "b"}}]"#,
    r#"{"@context": ["https://schema.org/", {"@language": "sv"}], "@type": "Dataset", "name": "x", "distribution": [{"@type": "DataDownload", "contentUrl": "x.csv"}, {}]}"#,
    r#"{"@id": "a", "http://e.org/p": {"@list": [{"http://e.org/q": 1}, 2]}}"#,
    r#"{"@context": {}, "@graph": []}"#,
    r#"{"@context": {"@vocab": "http://e.org/", "x-skord-mark-0": "http://f.org/"}, "@graph": [{"@id": "a", "p": "x-skord-mark-1:"}]}"#,
];

#[test]
fn in_parts_it_says_the_same_as_in_one_piece() {
    for document in DOCUMENTS {
        let parsed = read(document).unwrap_or_else(|error| panic!("{document}: {error}"));
        assert!(parsed.end.is_whole(), "{document}");
        let plain = plain(document);
        assert!(same(&parsed.graph, &plain), "{document}: {} and {}", parsed.graph.len(), plain.len());
        let strict = parse_strict(document.as_bytes(), Format::JsonLd, BASE, &Caps::default());
        let strict = strict.unwrap_or_else(|error| panic!("{document}: {error}"));
        assert!(same(&parsed.graph, &strict.graph), "{document}");
    }
}

/// A catalogue of so many datasets.
fn catalogue(datasets: usize) -> String {
    let dataset = |number| {
        format!(
            "  {{\"@id\": \"ex:d{number}\", \"@type\": \"C\", \"title\": \"Nr {number}\",\n   \"file\": [{{\"@id\": \"ex:f{number}\", \
             \"url\": \"x\"}}, {{\"url\": \"y {number}\"}}]}}"
        )
    };
    let datasets: Vec<String> = (0..datasets).map(dataset).collect();
    format!(
        "{{\"@context\": {{\"@vocab\": \"http://e.org/\", \"ex\": \"http://ex.org/\"}},\n \"@id\": \"ex:catalogue\", \"title\": \"Alla\",\n \"dataset\": [\n{}\n ]}}",
        datasets.join(",\n")
    )
}

fn count(graph: &Graph, begin: &str) -> usize {
    let subjects: std::collections::BTreeSet<_> = graph.triples().iter().map(|triple| triple[0]).collect();
    subjects.into_iter().filter(|&id| graph.terms().is_iri(id) && graph.term(id).text().starts_with(begin)).count()
}

#[test]
fn many_node_objects_are_read_in_batches_and_each_knows_its_place() {
    let text = catalogue(5000);
    let parsed = read(&text).unwrap();
    assert_eq!(parsed.graph.len(), 1 + 5000 * 7);
    assert_eq!(count(&parsed.graph, "http://ex.org/d"), 5000);
    let mut seen: HashMap<&str, u64> = HashMap::new();
    for number in [0, 1, 2499, 4999] {
        for name in ["d", "f"] {
            let iri = format!("http://ex.org/{name}{number}");
            let subject = parsed.graph.find_iri(&iri).unwrap();
            let written = text.find(&format!("{{\"@id\": \"ex:{name}{number}\"")).unwrap() as u64;
            for triple in parsed.graph.properties(subject) {
                assert_eq!(parsed.graph.place(triple).unwrap().offset, written, "{iri}");
            }
            seen.insert(name, written);
        }
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn a_fault_in_one_node_object_costs_that() {
    let text = catalogue(20);
    let faults: &[(&str, &str)] = &[
        ("\"Nr 7\"", "\"Nr 7"),
        ("\"Nr 7\"", "Nr 7\""),
        ("\"Nr 7\"", "\"Nr \" 7\""),
        ("\"title\": \"Nr 7\"", "title: \"Nr 7\""),
        ("\"title\": \"Nr 7\"", "\"title\" \"Nr 7\""),
        ("\"Nr 7\"", "NaN"),
        ("\"Nr 7\"", "{\"@value\": [1]}"),
        ("\"@id\": \"ex:d7\"", "\"@id\": 7"),
        ("{\"@id\": \"ex:d7\"", "\"@id\": \"ex:d7\""),
        ("\"y 7\"}]}", "\"y 7\"}]"),
        ("\"y 7\"}]}", "\"y 7\"}}"),
    ];
    for minified in [false, true] {
        for (good, bad) in faults {
            let broken = text.replacen(good, bad, 1);
            let broken = if minified { broken.replace(": ", ":").replace(", ", ",").replace('\n', "") } else { broken };
            let Parsed { graph, notes, end, .. } = read(&broken).unwrap_or_else(|error| panic!("{bad}: {error}"));
            let datasets = count(&graph, "http://ex.org/d");
            assert_eq!(datasets, 19, "{bad} {minified}: {end:?} {notes:#?}");
            let End::Broken(error) = end else { panic!("a resource is lost: {bad}") };
            let (place, at) = (error.place.unwrap().offset as usize, broken.find("d6").unwrap());
            assert!(place > at && place < at + 400, "{bad}: {place} and {at}");
            assert!(notes.iter().any(|note| note.kind == NoteKind::Statement), "{bad}");
            let strict = parse_strict(broken.as_bytes(), Format::JsonLd, BASE, &Caps::default());
            assert!(strict.map(drop).expect_err(bad).place.is_some(), "{bad}");
        }
    }
}

#[test]
fn what_can_be_mended_costs_nothing_and_is_told() {
    let text = catalogue(3);
    let whole = read(&text).unwrap().graph;
    let cases: &[(&str, &str, NoteKind)] = &[
        ("\"Nr 1\",", "\"Nr 1\",,", NoteKind::Statement),
        ("\"y 1\"}]", "\"y 1\"},]", NoteKind::Json),
        ("\"y 1\"}", "\"y 1\",}", NoteKind::Json),
        ("\"Nr 1\",", "\"Nr 1\" ", NoteKind::Json),
        ("\"x\"}, {", "\"x\"} {", NoteKind::Json),
        ("\"Nr 1\",", "\"Nr 1\", // first\n /* and , } */ ", NoteKind::Json),
        ("\"@type\": \"C\",", "\"@type\": \"C\", \"@type\": \"C\",", NoteKind::DuplicateKey),
    ];
    for (good, bad, kind) in cases {
        let parsed = read(&text.replacen(good, bad, 1)).unwrap_or_else(|error| panic!("{bad}: {error}"));
        let told: Vec<NoteKind> = parsed.notes.iter().map(|note| note.kind).collect();
        assert!(told.contains(kind), "{bad}: {:?}", parsed.notes);
        if *kind != NoteKind::Statement {
            assert!(parsed.end.is_whole(), "{bad}");
            assert!(same(&parsed.graph, &whole), "{bad}");
        }
    }
    for (bad, value) in [("a\tb", "a b"), ("a\nb", "a b"), ("a\\ud800b", "a\u{fffd}b"), ("C:\\data", "C:\\data")] {
        let parsed = read(&text.replace("Nr 1", bad)).unwrap_or_else(|error| panic!("{bad}: {error}"));
        assert!(parsed.graph.terms().find_term(crate::rdf::Term::string(value)).is_some(), "{bad}");
        assert!(parsed.end.is_whole() && parsed.notes.len() == 1, "{bad}: {:?}", parsed.notes);
    }
    let iri = read(r#"{"@id": "http://e.org/a b", "http://e.org/p": {"@value": "x", "@language": "sv_SE"}}"#).unwrap();
    let told: Vec<_> = iri.notes.iter().map(|note| (note.kind, note.place.is_some())).collect();
    assert_eq!(told, [(NoteKind::Iri, true), (NoteKind::Language, true)]);
}

#[test]
fn of_a_cut_document_the_node_objects_are_read_that_were_complete() {
    let text = catalogue(5);
    for end in 1..text.len() {
        let complete = text[..end].matches("]}").count();
        match read(&text[..end]) {
            Ok(Parsed { graph, end: End::Broken(error), .. }) => {
                assert!(matches!(error.kind, ParseErrorKind::Truncated(_)), "cut at {end}: {error}");
                let datasets = count(&graph, "http://ex.org/d");
                assert_eq!(datasets, complete.min(5), "cut at {end}: {} {error:?}", &text[..end]);
                assert_eq!(count(&graph, "http://ex.org/catalogue"), 0, "it is not complete");
            }
            Ok(_) => panic!("a cut document is read as a whole one: {end}"),
            Err(error) => assert!(complete == 0 && error.place.is_some(), "cut at {end}: {error}"),
        }
    }
    let flat = r#"{"@context": {"@vocab": "http://e.org/"}, "@graph": [{"@id": "a", "p": 1}, {"@id": "b", "p": 2}, {"@id": "c""#;
    let parsed = read(flat).unwrap();
    assert_eq!((parsed.graph.len(), parsed.end.is_whole()), (2, false));
}

#[test]
fn a_member_of_the_catalogue_that_cannot_be_read_costs_itself() {
    for bad in ["\"title\": {\"@value\": {}}", "\"title\": \"Alla", "\"title\": [1 2]"] {
        let broken = catalogue(5).replacen("\"title\": \"Alla\"", bad, 1);
        let parsed = read(&broken).unwrap_or_else(|error| panic!("{bad}: {error}"));
        assert_eq!(count(&parsed.graph, "http://ex.org/"), 1 + 10, "{bad}");
        assert!(!parsed.end.is_whole(), "{bad}");
    }
}

#[test]
fn bombs_are_refused_by_name_before_they_go_off() {
    let times = |count: usize, text: &dyn Fn(usize) -> String| (0..count).map(text).collect::<Vec<_>>().join(",");
    let terms = |count: usize| times(count, &|number| format!("\"t{number}\": \"http://e.org/{number}\""));
    let deep = format!("{}1{}", "[{\"a\":".repeat(60), "}]".repeat(60));
    let wide = format!("{}[{}]{}", "{\"a\":".repeat(90), times(400_000, &|_| "1".to_owned()), "}".repeat(90));
    let many = format!(
        "{{\"@context\": {{{}}}, \"@graph\": [{}]}}",
        terms(3000),
        times(10_000, &|_| "{\"@context\": {}}".to_owned())
    );
    let last = format!(
        "{{\"@graph\": [{}], \"@context\": {{{}}}}}",
        times(10_000, &|_| "{\"@context\": {\"x\": null}}".to_owned()),
        terms(3000)
    );
    let scoped = times(3000, &|number| {
        format!("\"t{number}\": {{\"@id\": \"http://e.org/{number}\", \"@context\": {{\"u{number}\": null}}}}")
    });
    let scoped = format!("{{\"@context\": {{{scoped}}}}}");
    let used = times(200_000, &|_| "{\"t\": 1}".to_owned());
    let used = format!(
        "{{\"@context\": {{{}, \"t\": {{\"@id\": \"http://e.org/\", \"@context\": {{}}}}}}, \"@graph\": [{used}]}}",
        terms(1000)
    );
    let addresses =
        times(40_000, &|_| "\"https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld\"".to_owned());
    let addresses = format!("{{\"@context\": [{addresses}], \"@id\": \"a\"}}");
    let node = format!("{{\"@id\": \"a\", \"http://e.org/p\": [{}]}}", times(1 << 20, &|_| "1".to_owned()));
    let open = "[".repeat(1 << 20);
    for (name, bomb, kind) in [
        ("deep", &deep, ParseErrorKind::TooDeep(100)),
        ("open", &open, ParseErrorKind::TooDeep(100)),
        ("wide", &wide, ParseErrorKind::TooMuchWork),
        ("many", &many, ParseErrorKind::TooMuchWork),
        ("last", &last, ParseErrorKind::TooMuchWork),
        ("scoped", &scoped, ParseErrorKind::TooMuchWork),
        ("used", &used, ParseErrorKind::TooMuchWork),
        ("addresses", &addresses, ParseErrorKind::TooMuchWork),
        ("node", &node, ParseErrorKind::NodeTooLarge(nodes::PIECE, nodes::VALUES)),
    ] {
        let error = read(bomb).map(|parsed| parsed.graph.len()).expect_err(name);
        assert_eq!(error.kind, kind, "{name}");
        assert!(error.place.is_some(), "{name}");
    }
    let import = r#"{"@context": {"@import": "http://e.org/c"}, "@id": "a", "http://e.org/p": 1}"#;
    assert_eq!(read(import).map(drop).expect_err("it").kind, ParseErrorKind::UnknownContext("http://e.org/c".into()));
    let own = r#"{"@context": ["feed", {"@vocab": "http://e.org/"}], "@id": "a", "p": 1}"#;
    assert_eq!(
        read(own).map(drop).expect_err("it").kind,
        ParseErrorKind::UnknownContext("http://example.org/feed".into())
    );
}

#[test]
fn caps_hold_with_their_places() {
    let caps = Caps { triples: 4, blank_nodes: 2, literal: 70, iri: 60, ..Caps::default() };
    let text = |nodes: &str| format!("{{\"@context\": {{\"@vocab\": \"http://e.org/\"}}, \"@graph\": [\n{nodes}\n]}}");
    let long = "x".repeat(80);
    for (nodes, kind, line) in [
        (
            "{\"@id\": \"a\", \"p\": [1, 2, 3]},\n{\"@id\": \"b\", \"p\": [1, 2]}".to_owned(),
            ParseErrorKind::TooManyTriples(4),
            3,
        ),
        ("{\"p\": 1},\n{\"p\": 2},\n{\"p\": 3}".to_owned(), ParseErrorKind::TooManyBlankNodes(2), 4),
        (format!("{{\"p\": 1}},\n{{\"p\": \"{long}\"}}"), ParseErrorKind::TooLong(70), 3),
        (
            "{\"p\": 1},\n{\"@id\": \"0123456789\", \"http://e.org/0123456789/0123456789/0123456789/0123456789/0123456789\": 1}".to_owned(),
            ParseErrorKind::TooLong(60),
            3,
        ),
    ] {
        let error = parse(text(&nodes).as_bytes(), Format::JsonLd, BASE, &caps).map(|parsed| parsed.graph.len());
        let error = error.expect_err(&nodes);
        assert_eq!((error.kind, error.place.map(|place| place.line)), (kind, Some(line)), "{nodes}");
    }
}

#[test]
fn the_texts_of_a_page_are_one_document_with_places_and_without_each_others_blank_nodes() {
    let text = "<!DOCTYPE html><base href=\"/data/\">\n<script type=\"application/ld+json\">\n{\"@id\": \"a\", \"http://e.org/p\": {\"@id\": \"_:x\"}}</script>\n\
        <script type=\"application/ld+json\">[{\"@id\": \"_:x\", \"http://e.org/q\": \"sv\"},\n {\"@id\": 1}]</script>\
        <script type=\"application/ld+json\">\nnonsense</script>";
    let Parsed { graph, end, notes, .. } = read(text).unwrap();
    assert_eq!(graph.len(), 2);
    let a = graph.find_iri("http://example.org/data/a").unwrap();
    let triple = graph.properties(a)[0];
    assert_eq!(graph.place(&triple).unwrap().offset as usize, text.find("{\"@id\": \"a\"").unwrap());
    assert!(graph.properties(triple[2]).is_empty(), "the other is another");
    let lost: Vec<u64> =
        notes.iter().filter(|note| note.kind == NoteKind::Statement).map(|note| note.place.unwrap().line).collect();
    assert_eq!(lost, [5, 6]);
    let End::Broken(error) = end else { panic!("a node object is lost") };
    assert_eq!(error.place.unwrap().offset as usize, text.find("{\"@id\": 1}").unwrap());
    for empty in ["<html><body>Nothing</body></html>", "<script type='application/ld+json'></script>"] {
        let error = read(empty).map(|parsed| parsed.graph.len()).expect_err("there is nothing");
        assert!(error.place.is_some(), "{error}");
    }
    let cut = read(&text[..text.find("</script>").unwrap()]).unwrap();
    assert!(matches!(cut.end, End::Broken(ParseError { kind: ParseErrorKind::Truncated(_), .. })));
}

#[test]
fn what_is_no_object_says_nothing_and_breaks_nothing() {
    for text in
        ["\"\"", "\"\"\"\"\"\"\n\n", "1", "null", "[]", "[1, [null], \"x\"]", "{}", "[{}]", "\"x\" {\"@id\": \"a\"}"]
    {
        match read(text) {
            Ok(parsed) => assert!(parsed.graph.is_empty(), "{text}"),
            Err(error) => assert!(error.place.is_some(), "{text}"),
        }
    }
}

#[test]
fn a_document_cut_in_a_language_map_says_nothing_of_languages() {
    let text = r#"{"@context": {"@vocab": "http://e.org/", "t": {"@container": "@language"}}, "@graph": [
        {"@id": "http://e.org/a", "t": {"sv": "x", "en": "y"}}, {"@id": "http://e.org/b", "t": {"sv": "x", "en": "#;
    let parsed = read(text).unwrap();
    assert_eq!(parsed.graph.len(), 2);
    assert!(parsed.notes.iter().all(|note| note.kind != NoteKind::Language), "{:?}", parsed.notes);
}
