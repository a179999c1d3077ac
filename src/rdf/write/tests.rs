use sophia_isomorphism::isomorphic_graphs;

use super::*;
use crate::rdf::{Caps, parse, parse_written};

/// Everything that makes a syntax stumble.
const HARD: &str = r#"
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://e.org/å> a dcat:Dataset, <http://e.org/Own>, <urn:x> ;
  dcterms:title "\"<&>\" \\ \r\n\t ]]> å"@sv, "plain", "7"^^xsd:integer, ""@en-gb ;
  <http://e.org/vocab/own-property.1> true ;
  dcterms:spatial [ a dcterms:Location ; dcterms:title "x" ; dcterms:relation [ ] ] ;
  dcterms:relation <dcat:Dataset>, <http://e.org/a?b=c&d=%20#e>, _:shared, _:ring1, (1 2 [ dcterms:title "in a list" ]) .
<dcat:subject> a <dcat:Class> ; dcat:keyword "k" ; dcterms:relation _:shared .
_:shared dcterms:title "twice" . _:ring1 dcterms:relation _:ring2 . _:ring2 dcterms:relation _:ring1 . _:self dcterms:relation _:self .
"#;

fn read(bytes: &[u8], format: Format) -> Graph {
    parse(bytes, format, "http://example.org/", &Caps::default()).unwrap().graph
}

fn written(graph: &Graph, format: Format) -> String {
    String::from_utf8(write(graph, format, Vec::new()).unwrap()).unwrap()
}

#[test]
fn every_syntax_reads_back_as_the_same_graph() {
    let graph = read(HARD.as_bytes(), Format::Turtle);
    for format in Format::ALL {
        let text = written(&graph, format);
        let again = read(text.as_bytes(), format);
        assert!(isomorphic_graphs(&graph, &again).unwrap(), "{format}:\n{text}");
        let streamed = parse_written(text.as_bytes(), format, "http://example.org/", &Caps::default()).unwrap().graph;
        assert!(isomorphic_graphs(&graph, &streamed).unwrap(), "{format}, streamed:\n{text}");
    }
}

#[test]
fn order_of_input_does_not_show_in_the_output() {
    let lines: Vec<&str> = vec![
        "<urn:b> <urn:p> <urn:a> .",
        "<urn:a> <urn:q> \"2\" .",
        "<urn:a> <urn:q> \"1\"@en .",
        "<urn:a> <urn:p> \"1\" .",
    ];
    let reversed: Vec<&str> = lines.iter().rev().copied().collect();
    for format in [Format::RdfXml, Format::Turtle, Format::NTriples, Format::JsonLd] {
        let one = written(&read(lines.join("\n").as_bytes(), Format::NTriples), format);
        assert_eq!(one, written(&read(reversed.join("\n").as_bytes(), Format::NTriples), format));
    }
}

#[test]
fn an_iri_with_a_space_is_kept() {
    let graph = read(b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='http://e.org/a b'><rdf:value rdf:resource='http://e.org/c|d'/></rdf:Description></rdf:RDF>", Format::RdfXml);
    assert_eq!(
        written(&graph, Format::NTriples),
        "<http://e.org/a\\u0020b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> <http://e.org/c\\u007Cd> .\n"
    );
    for format in Format::ALL {
        let again = read(written(&graph, format).as_bytes(), format);
        assert!(isomorphic_graphs(&graph, &again).unwrap(), "{format}");
    }
}

#[test]
fn what_xml_cannot_express_is_refused() {
    let control = read(b"<urn:a> <http://e.org/p> \"\\u0001\" .", Format::NTriples);
    assert!(matches!(write(&control, Format::RdfXml, Vec::new()), Err(WriteError::Character { code: 1, .. })));
    let number = read(b"<urn:a> <http://e.org/1> \"x\" .", Format::NTriples);
    assert!(matches!(write(&number, Format::RdfXml, Vec::new()), Err(WriteError::Predicate(_))));
}

#[test]
fn fragments_make_one_document() {
    for format in [Format::RdfXml, Format::Turtle, Format::NTriples, Format::JsonLd] {
        let mut document = Document::start(Vec::new(), format, Prefixes::all()).unwrap();
        for n in 0..3 {
            let text = format!(
                "<urn:{n}> <http://e.org/p> _:a . <urn:x{n}> <http://e.org/p> _:a . _:a <http://e.org/p> \"{n}\" ."
            );
            document.fragment(&read(text.as_bytes(), Format::Turtle), &format!("r{n}b")).unwrap();
        }
        let bytes = document.finish().unwrap();
        assert_eq!(read(&bytes, format).len(), 9, "{format}");
    }
}

#[test]
fn deep_chains_are_written_so_that_they_can_be_read() {
    let chain: String = (0..500).map(|n| format!("_:a{n} <http://e.org/p> _:a{} . ", n + 1)).collect();
    let graph = read(chain.as_bytes(), Format::Turtle);
    for format in Format::ALL {
        assert_eq!(read(written(&graph, format).as_bytes(), format).len(), 500, "{format}");
    }
}

#[test]
fn turtle_looks_as_people_write_it() {
    let graph = read(
        b"<http://e.org/d> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> \"B\"@sv, \"A\"@en ; <http://purl.org/dc/terms/temporal> [ <http://www.w3.org/ns/dcat#startDate> \"2020\" ] .",
        Format::Turtle,
    );
    insta::assert_snapshot!(written(&graph, Format::Turtle), @r#"
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

    <http://e.org/d>
      a dcat:Dataset ;
      dcterms:temporal [
        dcat:startDate "2020"
      ] ;
      dcterms:title "A"@en ,
        "B"@sv .
    "#);
}
