use std::collections::BTreeSet;

use crate::normalise::{Settings, normalise};
use crate::rdf::vocab::{dcat, foaf, rdf, vcard};
use crate::rdf::{Caps, Format, Graph, parse};

const PREFIXES: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
    @prefix prov: <http://www.w3.org/ns/prov#> . @prefix : <https://kommun.example.se/> . ";

fn named(document: &str, format: Format) -> Graph {
    let graph =
        parse(document.as_bytes(), format, "https://kommun.example.se/", &Caps::default()).expect("parses").graph;
    normalise(graph, &Settings::new("https://data.example.se/")).graph
}

fn turtle(body: &str) -> Graph {
    named(&format!("{PREFIXES}{body}"), Format::Turtle)
}

/// The IRIs of a class; fails on a blank node.
fn iris(graph: &Graph, class: &str) -> BTreeSet<String> {
    let iri = |id| graph.term(id).as_iri().expect("has a name").to_owned();
    graph.instances(class).map(iri).collect()
}

fn statements(graph: &Graph) -> BTreeSet<String> {
    graph.triples().iter().map(|t| format!("{:?}", t.map(|id| graph.term(id)))).collect()
}

const CATALOGUE: &str = r#":k a dcat:Catalog ; dcat:dataset
    [ a dcat:Dataset ; dcterms:title "Bad" ; dcterms:description "Gammal." ; dcat:distribution
        [ a dcat:Distribution ; dcat:accessURL :bad ; dcterms:format "text/csv" ] ,
        [ a dcat:Distribution ; dcat:accessURL :bad ; dcterms:format "application/json" ] ] ,
    [ a dcat:Dataset ; dcterms:title "Träd" ] ."#;

#[test]
fn the_same_names_in_another_syntax_and_order() {
    let rdf_xml = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dcterms="http://purl.org/dc/terms/">
      <dcat:Dataset rdf:nodeID="b"><dcterms:title>Träd</dcterms:title></dcat:Dataset>
      <dcat:Distribution rdf:nodeID="j"><dcterms:format>application/json</dcterms:format>
        <dcat:accessURL rdf:resource="bad"/></dcat:Distribution>
      <dcat:Dataset rdf:nodeID="a"><dcat:distribution rdf:nodeID="j"/><dcat:distribution rdf:nodeID="c"/>
        <dcterms:description>Gammal.</dcterms:description><dcterms:title>Bad</dcterms:title></dcat:Dataset>
      <dcat:Distribution rdf:nodeID="c"><dcterms:format>text/csv</dcterms:format>
        <dcat:accessURL rdf:resource="bad"/></dcat:Distribution>
      <dcat:Catalog rdf:about="k"><dcat:dataset rdf:nodeID="b"/><dcat:dataset rdf:nodeID="a"/></dcat:Catalog>
    </rdf:RDF>"#;
    assert_eq!(statements(&turtle(CATALOGUE)), statements(&named(rdf_xml, Format::RdfXml)));
}

#[test]
fn neither_a_new_description_nor_a_new_neighbour_renames() {
    let before = turtle(CATALOGUE);
    let edited = CATALOGUE
        .replace("Gammal.", "Ny och längre.")
        .replace("\"Träd\"", "\"Träd\"@sv")
        .replace(":k a dcat:Catalog ;", ":k a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dcterms:title \"Al\" ] ;");
    let after = turtle(&edited);
    assert!(iris(&before, dcat::DATASET).is_subset(&iris(&after, dcat::DATASET)));
    assert_eq!(iris(&before, dcat::DISTRIBUTION), iris(&after, dcat::DISTRIBUTION));
}

#[test]
fn namesakes_stay_apart() {
    let distributions = iris(&turtle(CATALOGUE), dcat::DISTRIBUTION);
    assert_eq!(distributions.len(), 2);
    let twins =
        iris(&turtle(":k dcat:dataset [ a dcat:Dataset ] , [ a dcat:Dataset ] , [ a dcat:Dataset ] ."), dcat::DATASET);
    assert_eq!(twins.len(), 3);
    for number in ["-2", "-3"] {
        assert_eq!(twins.iter().filter(|iri| iri.ends_with(number)).count(), 1);
    }
}

#[test]
fn namesakes_that_say_the_same_are_told_apart_by_who_uses_them() {
    let contact = r#"a vcard:Kind ; vcard:fn "Data" ."#;
    let one = format!(
        ":a dcat:contactPoint _:x . :b dcat:contactPoint _:x . _:x {contact}
         :c dcat:contactPoint _:y . :d dcat:contactPoint _:y . _:y {contact} :k a dcat:Catalog ."
    );
    let other = format!(
        "_:p {contact} :d dcat:contactPoint _:p . :c dcat:contactPoint _:p .
         _:q {contact} :b dcat:contactPoint _:q . :a dcat:contactPoint _:q . :k a dcat:Catalog ."
    );
    assert_eq!(statements(&turtle(&one)), statements(&turtle(&other)));
    assert_eq!(iris(&turtle(&one), vcard::KIND).len(), 2);
}

#[test]
fn what_several_share_keeps_its_name_when_one_of_them_goes() {
    let all = ":k a dcat:Catalog ; dcat:dataset :a, :b, :c . :b dcat:contactPoint _:x . :c dcat:contactPoint _:x .
        _:x a vcard:Kind ; vcard:hasEmail <mailto:data@kommun.example.se> .";
    let more = format!("{all} :a dcat:contactPoint _:x .");
    assert_eq!(iris(&turtle(all), vcard::KIND), iris(&turtle(&more), vcard::KIND));
}

#[test]
fn what_nothing_leads_to_and_what_leads_in_rings_get_names_too() {
    let graph = turtle(
        r#"[] a dcat:Catalog ; dcterms:title "Rot" ; dcat:dataset [ a dcat:Dataset ; dcterms:title "A" ;
             prov:qualifiedAttribution [ prov:agent [ a foaf:Agent ; foaf:name "B" ] ] ] .
           [] a dcat:Dataset ; dcterms:title "Lös" .
           _:s a dcat:DataService ; dcat:servesDataset _:d . _:d a dcat:Dataset ; dcat:accessService _:s ."#,
    );
    let rdf_type = graph.find_iri(rdf::TYPE).expect("is used");
    assert!(graph.by_predicate(rdf_type).all(|(_, subject)| !graph.term(subject).is_blank()));
    assert_eq!(iris(&graph, dcat::DATASET).len(), 3);
}

#[test]
fn a_name_that_the_document_uses_is_not_given_again() {
    let first = turtle(r#":k dcat:dataset [ a dcat:Dataset ; dcterms:title "A" ] ."#);
    let given = iris(&first, dcat::DATASET).pop_first().expect("one dataset");
    let both =
        format!(r#":k dcat:dataset <{given}> , [ a dcat:Dataset ; dcterms:title "A" ] . <{given}> a dcat:Dataset ."#);
    assert_eq!(iris(&turtle(&both), dcat::DATASET), BTreeSet::from([given.clone(), format!("{given}-2")]));
}

#[test]
fn a_namesake_keeps_its_name_when_another_comes_between() {
    let two = r#":k dcat:dataset [ a dcat:Dataset ; dcterms:title "A" ; dcterms:publisher :p1 ] ,
        [ a dcat:Dataset ; dcterms:title "A" ; dcterms:publisher :p3 ] ."#;
    let three = format!(r#"{two} :k dcat:dataset [ a dcat:Dataset ; dcterms:title "A" ; dcterms:publisher :p2 ] ."#);
    let (two, three) = (iris(&turtle(two), dcat::DATASET), iris(&turtle(&three), dcat::DATASET));
    assert_eq!((two.len(), three.len()), (2, 3));
    assert!(two.is_subset(&three));
}

#[test]
fn a_field_that_was_left_empty_identifies_nothing() {
    let agent = |says: &str| iris(&turtle(&format!(":d dcterms:publisher [ a foaf:Agent ; {says} ] .")), foaf::AGENT);
    let named = agent(r#"foaf:name "Museet""#);
    assert_eq!(named, agent(r#"foaf:name "Museet" ; vcard:hasEmail <mailto:> ; foaf:homepage <https://>"#));
    assert_ne!(named, agent(r#"foaf:name "Museet" ; vcard:hasEmail <mailto:info@museet.example>"#));
}

#[test]
fn a_dataset_without_title_is_known_by_its_distribution() {
    let dataset = |says: &str| {
        let body = format!(
            ":k dcat:dataset [ a dcat:Dataset ; {says} ; dcat:distribution [ a dcat:Distribution ; dcat:accessURL :u ] ] ."
        );
        iris(&turtle(&body), dcat::DATASET)
    };
    assert_eq!(dataset(r#"dcterms:description "Gammal.""#), dataset(r#"dcterms:description "Ny.""#));
}

#[test]
fn the_only_catalogue_of_a_source_may_change_its_title() {
    let harvested = |title: &str, more: &str| {
        let body = format!(
            r#"{PREFIXES} [] a dcat:Catalog ; dcterms:title "{title}" ; dcat:dataset [ a dcat:Dataset ; dcterms:title "A" ] . {more}"#
        );
        let graph = parse(body.as_bytes(), Format::Turtle, "https://kommun.example.se/", &Caps::default());
        let settings = Settings { scope: "kommun".to_owned(), ..Settings::new("https://data.example.se/") };
        iris(&normalise(graph.expect("parses").graph, &settings).graph, dcat::DATASET)
    };
    assert_eq!(harvested("Öppna data", ""), harvested("Data", ""));
    // Of two, the title tells which is which.
    let other = r#"[] a dcat:Catalog ; dcterms:title "Annan" ."#;
    assert_ne!(harvested("Öppna data", other), harvested("Data", other));
}
