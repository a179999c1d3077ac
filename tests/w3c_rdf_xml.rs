//! The W3C RDF/XML test suite, run from its manifest: read strictly, every positive test gives the expected graph and every
//! negative one is refused with its place; read tolerantly, every positive test gives the same graph and no document panics.

mod shared;

use std::path::{Path, PathBuf};

use shared::shared;
use skord::rdf::parse::{End, Mode};
use skord::rdf::vocab::rdf;
use skord::rdf::{Caps, Format, Graph, ReadError, TermId, TextReader, parse, parse_strict, parse_text};
use sophia_isomorphism::isomorphic_graphs;

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const RDFT: &str = "http://www.w3.org/ns/rdftest#";
const BASE: &str = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-xml/";

fn suite() -> Option<PathBuf> {
    shared("suites/rdf-xml")
}

struct Case {
    name: String,
    document: Vec<u8>,
    base: String,
    /// The graph that it stands for; `None` if it is to be refused.
    expected: Option<Graph>,
}

fn cases(suite: &Path) -> Vec<Case> {
    let read = |iri: &str| {
        let path = suite.join(iri.strip_prefix(BASE).unwrap_or_else(|| panic!("{iri} is not below {BASE}")));
        std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let text = read(&format!("{BASE}manifest.ttl"));
    let manifest = parse(&text, Format::Turtle, &format!("{BASE}manifest.ttl"), &Caps::default()).expect("it is right");
    let manifest = manifest.graph;
    let find = |iri: &str| manifest.find_iri(iri).unwrap_or_else(|| panic!("no {iri}"));
    let (action, result) = (find(&format!("{MF}action")), find(&format!("{MF}result")));
    let negative = find(&format!("{RDFT}TestXMLNegativeSyntax"));
    let object = |case, property| manifest.object(case, property).map(|id| manifest.term(id).text());
    entries(&manifest)
        .into_iter()
        .map(|case| {
            let base = object(case, action).expect("each has a document").to_owned();
            let is_negative = manifest.contains(&[case, find(rdf::TYPE), negative]);
            let expected = object(case, result)
                .map(|iri| parse(&read(iri), Format::NTriples, iri, &Caps::default()).expect("it is right").graph);
            assert_eq!(is_negative, expected.is_none(), "{base}");
            let name = manifest.term(case).text().rsplit('#').next().unwrap_or_default().to_owned();
            Case { name, document: read(&base), base, expected }
        })
        .collect()
}

fn entries(manifest: &Graph) -> Vec<TermId> {
    let find = |iri: &str| manifest.find_iri(iri).expect("the manifest has it");
    let (_, mut cell) = {
        let (list, manifest_id) = manifest.by_predicate(find(&format!("{MF}entries"))).next().expect("a list");
        (manifest_id, list)
    };
    let mut entries = Vec::new();
    while let Some(first) = manifest.object(cell, find(rdf::FIRST)) {
        entries.push(first);
        cell = manifest.object(cell, find(rdf::REST)).expect("the list goes on");
    }
    entries
}

fn is_same(a: &Graph, b: &Graph) -> bool {
    isomorphic_graphs(a, b).expect("both can be read")
}

#[test]
fn every_positive_test_is_isomorphic_and_every_negative_one_is_refused() {
    let Some(suite) = suite() else { return };
    let cases = cases(&suite);
    let wrong: Vec<String> = cases.iter().filter_map(|case| strict(case).err()).collect();
    println!("{} of {} cases as expected", cases.len() - wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(cases.len() >= 160, "{} cases found", cases.len());
}

fn strict(case: &Case) -> Result<(), String> {
    let name = &case.name;
    match (parse_strict(&case.document, Format::RdfXml, &case.base, &Caps::default()), &case.expected) {
        (Ok(parsed), Some(expected)) if is_same(&parsed.graph, expected) && parsed.notes.is_empty() => Ok(()),
        (Ok(parsed), Some(expected)) => {
            Err(format!("{name}: {} triples, not these {}", parsed.graph.len(), expected.len()))
        }
        (Ok(_), None) => Err(format!("{name} is not refused")),
        (Err(error), Some(_)) => Err(format!("{name}: {error}")),
        (Err(error), None) if error.place.is_none() => Err(format!("{name}: no place in {error}")),
        (Err(_), None) => Ok(()),
    }
}

#[test]
fn read_tolerantly_they_give_the_same_and_what_is_wrong_is_noted() {
    let Some(suite) = suite() else { return };
    for Case { name, document, base, expected } in cases(&suite) {
        match (parse(&document, Format::RdfXml, &base, &Caps::default()), expected) {
            (Ok(parsed), Some(expected)) => assert!(is_same(&parsed.graph, &expected), "{name}"),
            (Err(error), Some(_)) => panic!("{name}: {error}"),
            (Ok(parsed), None) => {
                assert!(parsed.notes.iter().any(|note| note.place.is_some()), "{name} is read without a word");
                assert_eq!(parsed.end, End::Whole, "{name} is XML");
            }
            (Err(error), None) => assert!(error.place.is_some(), "{name}: {error}"),
        }
    }
}

#[test]
fn they_say_the_same_however_they_come() {
    let Some(suite) = suite() else { return };
    for Case { name, document, base, .. } in cases(&suite) {
        let whole = parse(&document, Format::RdfXml, &base, &Caps::default());
        for bytes in [300, 777] {
            let text = TextReader::new(&*document, None).in_blocks(bytes);
            match (parse_text(text, Format::RdfXml, &base, &Caps::default(), Mode::Tolerant), &whole) {
                (Ok(pieces), Ok(whole)) => {
                    assert_eq!(pieces.graph.triples(), whole.graph.triples(), "{name}");
                    assert_eq!(pieces.notes, whole.notes, "{name}");
                }
                (Err(ReadError::Parse(pieces)), Err(whole)) => assert_eq!(&pieces, whole, "{name}"),
                _ => panic!("{name} is read one way and refused the other"),
            }
        }
    }
}
