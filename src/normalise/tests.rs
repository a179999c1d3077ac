use super::*;
use crate::rdf::{Caps, Format, parse};

const PREFIXES: &str = "@prefix : <http://example.org/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dcterms: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .";

fn normalised(turtle: &str, settings: &Settings) -> Normalised {
    let turtle = format!("{PREFIXES} {turtle}");
    normalise(
        parse(turtle.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default()).unwrap().graph,
        settings,
    )
}

fn settings() -> Settings {
    Settings::new("http://data.example.org")
}

#[test]
fn what_a_step_makes_is_known_under_its_last_name() {
    let both = "a foaf:Agent, vcard:Organization ; foaf:name \"A\" ; vcard:fn \"A\"";
    let turtle = format!(":d a dcat:Dataset ; dcat:contactPoint :a, [ {both} ] . :a {both} .");
    let Normalised { graph, made, .. } = normalised(&turtle, &settings());
    let text = |id: TermId| graph.term(id).text().to_owned();
    let mut made: Vec<(String, Option<String>)> = made.iter().map(|(&id, of)| (text(id), of.map(text))).collect();
    made.sort();
    assert_eq!(made[1], ("http://example.org/a#contact".to_owned(), Some("http://example.org/a".to_owned())));
    let genid = |iri: &str| iri.starts_with("http://data.example.org/.well-known/genid/");
    assert!(genid(&made[0].0) && made[0].1.as_deref().is_some_and(genid), "{made:?}");
}

#[test]
fn what_stands_there_already_is_no_change() {
    let turtle = ":k a dcat:Catalog ; dcterms:publisher :p . :d a dcat:Dataset ; dcterms:title \"D\" ; dcterms:publisher :p ;
        dcat:distribution :x . :x dcat:accessService :s . :s a dcat:DataService ; dcat:servesDataset :d . :k dcat:dataset :d .";
    assert_eq!(normalised(turtle, &settings()).changes, []);
}

#[test]
fn an_operators_agent_that_has_a_number_gets_its_iri_at_once() {
    let mut settings = settings();
    let alias = ["http://example.org/old", "HTTP://example.org/other", "http://example.org/new"];
    for pair in alias.windows(2) {
        settings.lookup.agents.insert(pair[0].to_owned(), pair[1].to_owned());
    }
    settings.lookup.agents.insert("http://example.org/ring".to_owned(), "http://example.org/ring2".to_owned());
    settings.lookup.agents.insert("http://example.org/ring2".to_owned(), "http://example.org/ring".to_owned());
    let turtle = ":d dcterms:publisher :old, :ring . :new a foaf:Agent ; dcterms:identifier \"2120000142\" .";
    let graph = normalised(turtle, &settings).graph;
    let publisher = graph.find_iri("http://purl.org/dc/terms/publisher").unwrap();
    let publishers = graph.by_predicate(publisher).map(|(object, _)| graph.term(object).text().to_owned());
    let publishers: Vec<String> = publishers.collect();
    assert!(publishers.contains(&"http://dataportal.se/organisation/SE2120000142".to_owned()), "{publishers:?}");
}

#[test]
fn a_step_that_only_proposes_edits_nothing() {
    let mut edits = Edits::default();
    let mut builder = crate::rdf::GraphBuilder::new();
    let id = builder.terms.iri("http://example.org/");
    edits.remove([id, id, id]);
    edits.suggest(id, "http://example.org/p", None, "x".to_owned());
    let edits = edits.without_edits();
    assert!(edits.removed.is_empty() && edits.suggested.len() == 1);
}

#[test]
fn an_organisation_without_a_number_gets_an_address_of_ours() {
    let mut settings = settings();
    settings.organisation.names = vec!["Ekbacka kommun".to_owned()];
    let turtle = ":a dcterms:publisher \"Ekbacka kommun\" . :b dcterms:publisher \"ekbacka kommun\"@sv .";
    let Normalised { graph, made, .. } = normalised(turtle, &settings);
    let publisher = graph.find_iri("http://purl.org/dc/terms/publisher").unwrap();
    let mut publishers: Vec<TermId> = graph.by_predicate(publisher).map(|(object, _)| object).collect();
    publishers.dedup();
    assert_eq!(publishers.len(), 1, "both are the same organisation");
    assert_eq!(made.get(&publishers[0]), Some(&None));
}

#[test]
fn a_publishers_name_leads_to_the_documents_own_agent() {
    let mut settings = settings();
    settings.organisation.names = vec!["Ekbacka kommun".to_owned(), "Ekbacka".to_owned()];
    let publishers = |agents: &str, settings: &Settings| {
        let turtle = format!(":a dcterms:publisher \"Ekbacka kommun\" . {agents}");
        let Normalised { graph, made, suggestions, .. } = normalised(&turtle, settings);
        let publisher = graph.find_iri("http://purl.org/dc/terms/publisher").unwrap();
        let publishers = graph.by_predicate(publisher).map(|(object, _)| graph.term(object).text().to_owned());
        (publishers.collect::<Vec<_>>(), made.len(), suggestions.len())
    };
    let own = ":e a foaf:Organization ; foaf:name \"Ekbacka\"@sv .";
    assert_eq!(publishers(own, &settings), (vec!["http://example.org/e".to_owned()], 0, 0));
    // Which of two it is, nobody said.
    let two = format!("{own} :f a foaf:Agent ; foaf:name \"Ekbacka kommun\" .");
    assert_eq!(publishers(&two, &settings), (vec!["Ekbacka kommun".to_owned()], 0, 1));
    settings.organisation.number = Some("2120000142".to_owned());
    let by_number = "http://dataportal.se/organisation/SE2120000142".to_owned();
    assert_eq!(publishers(own, &settings), (vec![by_number.clone()], 0, 0));
    assert_eq!(publishers(&two, &settings), (vec![by_number], 1, 2));
}

#[test]
fn what_a_step_takes_away_is_told_of_the_thing_it_hung_below() {
    let prefixes =
        "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .";
    let turtle = format!(
        "{prefixes} :k a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dcterms:title \"D\" ; prov:qualifiedAttribution [
            prov:agent :p ; dcat:hadRole <http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/publisher> ] ] ;
            dcat:record [ a dcat:CatalogRecord ; dcterms:conformsTo [ rdfs:label \"L\" ] ] .
        :p a foaf:Agent ."
    );
    let changes = normalised(&turtle, &settings()).changes;
    let told = |step: &str| -> Vec<String> {
        changes.iter().filter(|change| change.step == step).map(|change| change.subject.clone()).collect()
    };
    assert_eq!(told("catalog-record"), vec!["http://example.org/k"; 4]);
    let roles = told("attribution-roles");
    assert_eq!(roles.len(), 4);
    // The dataset got its name by a later step.
    assert!(roles.iter().all(|subject| subject.contains("/.well-known/genid/")), "{roles:?}");
}
