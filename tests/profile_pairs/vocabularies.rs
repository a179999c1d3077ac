//! The controlled lists of the profile as SKOS: each choice is there with address, code, both labels and whether it is deprecated.

use std::collections::BTreeMap;

use serde_json::Value;
use skord::rdf::{Caps, Format, Graph, Term, TermId, parse};

use crate::allowed::{DEPRECATED, IN_SCHEME, NOTATION};
use crate::made::{list, text};

const IANA: &str = "https://www.iana.org/assignments/media-types/";
const LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";

/// What a file says of one address.
#[derive(Debug, Default)]
struct Said {
    notations: Vec<String>,
    labels: BTreeMap<String, String>,
    schemes: Vec<String>,
    deprecated: bool,
}

fn said(graph: &Graph, concept: TermId) -> Said {
    let objects = |property: &str| -> Vec<Term<'_>> {
        let property = graph.find_iri(property);
        property.into_iter().flat_map(|id| graph.objects(concept, id)).map(|id| graph.term(id)).collect()
    };
    let texts = |property: &str| objects(property).iter().map(|term| term.text().to_owned()).collect();
    let labels = objects(LABEL).into_iter().filter_map(|term| {
        let literal = term.as_literal()?;
        Some((literal.language?.to_owned(), literal.lexical.to_owned()))
    });
    Said {
        notations: texts(NOTATION),
        labels: labels.collect(),
        schemes: texts(IN_SCHEME),
        deprecated: objects(DEPRECATED).iter().any(|term| term.text() == "true"),
    }
}

/// Everything in `shapes/vocabularies/` that has a code, by address.
fn all() -> BTreeMap<String, Said> {
    let mut all = BTreeMap::new();
    for (name, turtle) in skord::validate::SHAPES.iter().filter(|(name, _)| name.starts_with("vocabularies/")) {
        let graph = parse(turtle.as_bytes(), Format::Turtle, "https://made.example/", &Caps::default()).unwrap().graph;
        let Some(notation) = graph.find_iri(NOTATION) else { continue };
        for (_, concept) in graph.by_predicate(notation) {
            assert!(graph.terms().is_iri(concept), "{name}: a concept without an address");
            let other = all.insert(graph.term(concept).text().to_owned(), said(&graph, concept));
            assert!(other.is_none(), "{name}: {} stands in two lists", graph.term(concept).text());
        }
    }
    all
}

#[test]
fn every_concept_has_an_address_a_code_and_both_labels() {
    let all = all();
    for (iri, said) in &all {
        assert!(iri.starts_with("http"), "{iri}");
        assert!(said.notations.len() == 1 && !said.notations[0].is_empty(), "{iri}: {said:?}");
        for language in ["sv", "en"] {
            assert!(said.labels.get(language).is_some_and(|label| !label.trim().is_empty()), "{iri}: {said:?}");
        }
    }
    let old = |prefix: &str| all.iter().filter(|(iri, said)| iri.contains(prefix) && said.deprecated).count();
    assert_eq!((old("/authority/licence/"), old("/authority/file-type/")), (31, 3));
    assert_eq!(old(""), 31 + 3 + 17, "and the old frequencies");
}

#[test]
fn every_choice_of_the_profile_is_a_concept() {
    let Some(shared) = crate::shared::shared("") else { return };
    let json = std::fs::read_to_string(shared.join("facts/profile/profile.json")).expect("the profile is there");
    let profile: Value = serde_json::from_str(&json).expect("it is JSON");
    let (all, mut lists, mut choices) = (all(), BTreeMap::new(), 0);
    let rows = list(&profile["classes"]).iter().flat_map(|class| list(&class["properties"]));
    for row in rows.filter(|row| !row["choices"].is_null()) {
        let vocabulary = text(&row["vocabulary"]);
        let old = row["deprecated"] == Value::Bool(true);
        for choice in list(&row["choices"]) {
            let value = text(&choice["value"]);
            let iri = if choice["uri"].is_null() { format!("{IANA}{value}") } else { value.to_owned() };
            let said = all.get(&iri).unwrap_or_else(|| panic!("{vocabulary}: {iri} is in no list"));
            let whole = value == vocabulary;
            assert!(whole || said.schemes == [vocabulary], "{iri}: {said:?}");
            assert!(!choice["uri"].is_null() || said.notations == [value], "{iri}: {said:?}");
            assert_eq!(said.deprecated, old, "{iri}");
            lists.entry(if whole { "the list itself" } else { vocabulary }).or_insert_with(Vec::new).push(iri);
            choices += 1;
        }
    }
    println!("{} lists, {choices} choices", lists.len());
    assert_eq!(lists.len(), 19, "{:?}", lists.keys());
}
