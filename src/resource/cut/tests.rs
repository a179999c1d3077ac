use super::*;
use crate::rdf::{Caps, Format, parse};

const FEED: &str = r#"
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @base <http://e.org/> .
    <c> a dcat:Catalog ; dcat:dataset <d1>, <d2> .
    <d1> a dcat:Dataset ; dcterms:title "Ett"@sv, "One"@en ; dcterms:publisher <a> ; dcterms:temporal [ dcat:startDate "2020" ] ;
        dcterms:conformsTo <standard> ; foaf:page <page> .
    <d2> a dcat:Dataset ; dcterms:title "Two"@en ; dcterms:conformsTo <standard> .
    <a> a foaf:Organization ; foaf:name "A" .
    <standard> dcterms:title "Shared" . <page> dcterms:title "Own" ; dcterms:relation <deeper> . <deeper> dcterms:title "x" .
    <alone> dcterms:title "Nobody refers to it" . [] dcterms:title "No name, no referrer" .
"#;

fn cut_text(text: &str) -> Cut {
    cut(&parse(text.as_bytes(), Format::Turtle, "http://e.org/", &Caps::default()).unwrap().graph).unwrap()
}

fn lines(cut: &Cut) -> Vec<String> {
    cut.resources
        .iter()
        .map(|r| {
            format!("{} {} {} {:?} {:?}", r.iri, r.class.name(), r.triples, r.embedded, r.links)
                .replace("http://e.org/", "")
        })
        .collect()
}

#[test]
fn every_triple_goes_to_one_resource() {
    let cut = cut_text(FEED);
    assert_eq!(
        lines(&cut),
        [
            "a Agent 2 [] []",
            "alone Other 1 [] []",
            "c Catalog 3 [] [\"d1\", \"d2\"]",
            "d1 Dataset 11 [\"deeper\", \"page\"] [\"a\", \"standard\"]",
            "d2 Dataset 3 [] [\"standard\"]",
            "standard Other 1 [] []",
        ]
    );
    assert_eq!(cut.unreachable, 1);
    assert_eq!(cut.resources[3].title, Some(Title { text: "Ett".into(), language: Some("sv".into()) }));
}

#[test]
fn one_change_changes_one_hash() {
    let (before, after) = (cut_text(FEED), cut_text(&FEED.replace("\"2020\"", "\"2021\"")));
    let changed: Vec<_> =
        before.resources.iter().zip(&after.resources).filter(|(a, b)| a.hash != b.hash).map(|(a, _)| &a.iri).collect();
    assert_eq!(changed, ["http://e.org/d1"]);
}

#[test]
fn what_is_known_is_hashed_and_not_kept() {
    let before = cut_text(FEED);
    let known: Vec<_> = before.resources.iter().map(|resource| (resource.iri.clone(), resource.hash)).collect();
    let text = FEED.replace("\"2020\"", "\"2021\"");
    let graph = parse(text.as_bytes(), Format::Turtle, "http://e.org/", &Caps::default()).unwrap().graph;
    let (whole, after) = (cut(&graph).unwrap(), cut_changed(&graph, &known).unwrap());
    for (whole, after) in whole.resources.iter().zip(&after.resources) {
        assert_eq!(whole.hash, after.hash);
        match whole.iri.as_str() {
            "http://e.org/d1" => assert_eq!(whole, after),
            _ => assert_eq!(after.n_triples, Packed::default()),
        }
    }
}

#[test]
fn a_graph_made_to_multiply_is_refused() {
    let mut text = String::from("@base <http://e.org/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .\n");
    text.extend((0..1000).map(|n| format!("<d{n}> a dcat:Dataset ; <p> _:shared .\n")));
    text.extend((0..1000).map(|n| format!("_:shared <p> {n} .\n")));
    let graph = parse(text.as_bytes(), Format::Turtle, "http://e.org/", &Caps::default()).unwrap().graph;
    assert!(matches!(cut(&graph), Err(CutError::Shared(_))));
}
