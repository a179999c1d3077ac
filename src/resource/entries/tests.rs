use std::convert::Infallible;

use super::*;
use crate::resource::{Cut, Move, cut, difference, moved};

const FEED: &str = r#"
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
    @base <http://old.example/> .
    <c> a dcat:Catalog ; dcat:dataset <1>, <2>, <3> .
    <1> a dcat:Dataset ; dcterms:title "Badplatser"@sv ; dcterms:publisher <p> ; dcat:contactPoint <k> ; dcat:distribution <1/csv>, <1/json> .
    <1/csv> a dcat:Distribution ; dcat:accessURL <http://api.example/bad> ; dcterms:format "csv" .
    <1/json> a dcat:Distribution ; dcat:accessURL <http://api.example/bad> ; dcterms:format "json" .
    <2> a dcat:Dataset ; dcterms:title "Träd"@sv ; dcterms:publisher <p> ; dcat:contactPoint <k> ; dcat:distribution
        [ a dcat:Distribution ; dcat:downloadURL <http://api.example/trad.csv> ] .
    <3> a dcat:Dataset ; dcterms:title "Träd"@sv ; dcterms:publisher <http://stays.example/> ; dcat:distribution
        [ a dcat:Distribution ; dcat:downloadURL <http://api.example/trad.csv> ] .
    <s> a dcat:DataService ; dcterms:title "Tjänst" ; dcat:endpointURL <http://api.example/> .
    <r> a dcat:DatasetSeries ; dcterms:title "Serie" ; dcterms:publisher <p> .
    <p> a foaf:Organization ; foaf:name "Kommunen" . <k> a vcard:Kind ; vcard:hasEmail <mailto:data@kommun.example> .
"#;

fn cut_text(text: &str) -> Cut {
    cut(&parse(text.as_bytes(), Format::Turtle, "http://old.example/", &Caps::default()).unwrap().graph).unwrap()
}

/// As the harvest is to do it; with the number of texts that were read.
fn moves(before: &Cut, after: &Cut) -> (Vec<Move>, usize) {
    let known: Vec<_> = before.resources.iter().map(|resource| (resource.iri.clone(), resource.hash)).collect();
    let difference = difference(&known, &after.resources);
    let mut read = 0;
    let mut side = |cut: &Cut, changed: &[String]| {
        let of = |iri: &str| {
            let place = cut.resources.binary_search_by(|resource| resource.iri.as_str().cmp(iri));
            place.ok().map(|place| &cut.resources[place])
        };
        let iris = changed.iter().filter_map(|iri| of(iri)).filter(|resource| resource.class.is_entry());
        let iris: Vec<(String, Class)> = iris.map(|resource| (resource.iri.clone(), resource.class)).collect();
        let is_changed = |iri: &str| changed.binary_search_by(|changed| changed.as_str().cmp(iri)).is_ok();
        let describe = |iri: &str| {
            read += 1;
            Ok::<_, Infallible>(of(iri).map(|resource| resource.n_triples.read()))
        };
        entries(&iris, is_changed, describe).unwrap()
    };
    let (vanished, appeared) = (side(before, &difference.removed), side(after, &difference.added));
    let known = before.resources.iter().filter(|resource| resource.class.is_entry()).count();
    (moved(&vanished, &appeared, known), read)
}

fn lines(moves: &[Move]) -> Vec<String> {
    let short = |iri: &str| iri.replace("http://old.example/", "").replace("http://new.example/data/", "~");
    moves.iter().map(|one| format!("{} {} {}", one.class.name(), short(&one.from), short(&one.to))).collect()
}

#[test]
fn a_source_under_another_domain_is_the_same_source() {
    let (before, after) = (cut_text(FEED), cut_text(&FEED.replace("http://old.example/", "http://new.example/data/")));
    let (moves, read) = moves(&before, &after);
    assert_eq!(
        lines(&moves),
        [
            "DatasetSeries r ~r",
            "Dataset 1 ~1",
            "Dataset 2 ~2",
            "Dataset 3 ~3",
            "DataService s ~s",
            "Distribution 1/csv ~1/csv",
            "Distribution 1/json ~1/json",
            "Agent p ~p",
            "Kind k ~k",
        ]
    );
    // Of each side five entries, two distributions, a publisher, one that is not there, and a contact, each once.
    assert_eq!(read, 20);
}

#[test]
fn what_is_edited_beside_title_publisher_and_urls_moves_too() {
    let text = FEED.replace("http://old.example/", "http://new.example/data/");
    let text =
        text.replace("dcterms:title \"Träd\"@sv", "dcterms:title \"  träd\"@sv, \"Trees\"@en ; dcat:keyword \"ny\"");
    let moves = moves(&cut_text(FEED), &cut_text(&text)).0;
    assert_eq!(lines(&moves).iter().filter(|line| line.starts_with("Dataset ")).count(), 3);
}

#[test]
fn what_stays_where_it_is_does_not_move() {
    let text = FEED.replace("<1>", "<new/1>").replace("<2>", "<new/2>");
    assert_eq!(lines(&moves(&cut_text(FEED), &cut_text(&text)).0), ["Dataset 1 new/1", "Dataset 2 new/2"]);
}

#[test]
fn other_access_urls_are_other_datasets() {
    let text = FEED
        .replace("http://old.example/", "http://new.example/")
        .replace("http://api.example/", "http://api2.example/");
    let moves = moves(&cut_text(FEED), &cut_text(&text)).0;
    // One series alone is no move.
    assert_eq!(moves, []);
}

#[test]
fn a_text_that_cannot_be_read_pairs_nothing() {
    let iris = [("http://old.example/1".to_owned(), Class::Dataset)];
    for text in [None, Some("<<< no triples".to_owned())] {
        let found = entries(&iris, |_| true, |_| Ok::<_, Infallible>(text.clone())).unwrap();
        assert_eq!((found[0].key, found[0].parts.len()), (None, 0));
    }
    assert_eq!(entries(&iris, |_| true, |_| Err("the store failed")), Err("the store failed"));
}

#[test]
fn many_that_share_a_distribution_read_it_once() {
    let mut text = FEED.split("<c> a").next().unwrap().to_owned();
    text.extend(
        (0..2_000).map(|n| format!("<{n}> a dcat:Dataset ; dcterms:title \"{n}\" ; dcat:distribution <d> .\n")),
    );
    text.push_str("<d> a dcat:Distribution . \n");
    text.extend((0..2_000).map(|n| format!("<d> dcat:accessURL <http://api.example/{n}> .\n")));
    let after = cut_text(&text.replace("http://old.example/", "http://new.example/data/"));
    let (moves, read) = moves(&cut_text(&text), &after);
    assert_eq!(moves.len(), 2_001);
    assert_eq!(read, 2 * 2_001);
}
