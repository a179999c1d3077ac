//! What an editor may do without another thing coming of it, on catalogues made at random.

use std::collections::BTreeSet;

use proptest::prelude::*;
use skord::rdf::vocab::dcat;
use skord::rdf::{Format, Graph};

use super::{addresses, harvested, read};

/// A dataset without an address. Small numbers stand for its texts, so that many are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Dataset {
    title: u8,
    publisher: u8,
    description: u8,
    distributions: BTreeSet<(u8, u8)>,
}

fn dataset() -> impl Strategy<Value = Dataset> {
    let distributions = prop::collection::btree_set((0_u8..4, 0_u8..3), 0..4);
    (0_u8..6, 0_u8..3, 0_u8..3, distributions).prop_map(|(title, publisher, description, distributions)| Dataset {
        title,
        publisher,
        description,
        distributions,
    })
}

/// Datasets of which no two have the same title.
fn with_own_titles() -> impl Strategy<Value = Vec<Dataset>> {
    prop::collection::vec(dataset(), 1..8).prop_map(|mut all| {
        for (number, dataset) in all.iter_mut().enumerate() {
            dataset.title = number as u8;
        }
        all
    })
}

/// Datasets that have one title and each a publisher of its own.
fn namesakes() -> impl Strategy<Value = Vec<Dataset>> {
    prop::collection::vec(dataset(), 2..8).prop_map(|mut all| {
        for (number, dataset) in all.iter_mut().enumerate() {
            (dataset.title, dataset.publisher) = (0, number as u8);
        }
        all
    })
}

/// The catalogue in Turtle, and `more` among the statements of one dataset.
fn catalogue(datasets: &[Dataset], (changed, more): (usize, &str)) -> Graph {
    let mut text = format!("@prefix dcat: <{}> . @prefix dcterms: <http://purl.org/dc/terms/> .\n", dcat::NS);
    text.push_str("[] a dcat:Catalog ; dcterms:title \"Katalog\" .\n");
    for (number, dataset) in datasets.iter().enumerate() {
        let Dataset { title, publisher, description, distributions } = dataset;
        text.push_str(&format!(
            "<k> a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dcterms:title \"T{title}\"@sv ;
             dcterms:publisher <p{publisher}> ; dcterms:description \"D{description}\"@sv ; "
        ));
        for (url, format) in distributions {
            text.push_str(&format!(
                "dcat:distribution [ a dcat:Distribution ; dcat:accessURL <u{url}> ; dcterms:format \"f{format}\" ] ; "
            ));
        }
        text.push_str(if number == changed { more } else { "" });
        text.push_str(" ] .\n");
    }
    harvested(read(text.as_bytes(), Format::Turtle)).graph
}

const NOTHING: (usize, &str) = (usize::MAX, "");

/// The address of the dataset of a publisher.
fn of_publisher(graph: &Graph, publisher: u8) -> String {
    let property = graph.find_iri("http://purl.org/dc/terms/publisher").expect("each has a publisher");
    let publisher = graph.find_iri(&format!("{}p{publisher}", super::BASE)).expect("it is there");
    let dataset = graph.subjects(property, publisher).next().expect("it has a dataset");
    graph.term(dataset).text().to_owned()
}

proptest! {
    #[test]
    fn what_an_editor_changes_renames_nothing(datasets in with_own_titles(), at in 0_usize..8) {
        let at = at % datasets.len();
        let before = catalogue(&datasets, NOTHING);
        for more in [
            "dcterms:description \"Ny.\"@sv",
            "dcat:keyword \"ny\"@sv",
            "dcterms:modified \"2026-01-01\"",
            "dcterms:title \"New\"@en",
            "dcat:distribution [ a dcat:Distribution ; dcat:accessURL <ny> ; dcterms:format \"csv\" ]",
            "dcterms:spatial [ dcterms:identifier \"1\" ]",
        ] {
            let after = catalogue(&datasets, (at, more));
            prop_assert_eq!(addresses(&before, dcat::DATASET), addresses(&after, dcat::DATASET), "{}", more);
            let distributions = addresses(&after, dcat::DISTRIBUTION);
            prop_assert!(addresses(&before, dcat::DISTRIBUTION).is_subset(&distributions), "{}", more);
        }
        let mut other = datasets.clone();
        other[at].description += 1;
        other[at].publisher += 1;
        prop_assert_eq!(addresses(&before, dcat::DATASET), addresses(&catalogue(&other, NOTHING), dcat::DATASET));
    }

    #[test]
    fn one_that_comes_or_goes_renames_no_other(datasets in with_own_titles(), at in 0_usize..8) {
        let (all, mut fewer) = (catalogue(&datasets, NOTHING), datasets.clone());
        fewer.remove(at % datasets.len());
        let fewer = catalogue(&fewer, NOTHING);
        prop_assert!(addresses(&fewer, dcat::DATASET).is_subset(&addresses(&all, dcat::DATASET)));
        prop_assert!(addresses(&fewer, dcat::DISTRIBUTION).is_subset(&addresses(&all, dcat::DISTRIBUTION)));
    }

    #[test]
    fn those_that_collide_stay_apart_in_every_order(datasets in prop::collection::vec(dataset(), 1..8)) {
        let one = catalogue(&datasets, NOTHING);
        let mut backwards = datasets.clone();
        backwards.reverse();
        let other = catalogue(&backwards, NOTHING);
        prop_assert_eq!(addresses(&one, dcat::DATASET).len(), datasets.len());
        for class in [dcat::DATASET, dcat::DISTRIBUTION] {
            prop_assert_eq!(addresses(&one, class), addresses(&other, class));
        }
    }

    #[test]
    fn a_namesake_that_goes_renames_no_other_unless_it_is_the_first(datasets in namesakes(), at in 0_usize..8) {
        let at = at % datasets.len();
        let (all, mut fewer) = (catalogue(&datasets, NOTHING), datasets.clone());
        let gone = fewer.remove(at);
        let fewer_named = catalogue(&fewer, NOTHING);
        for (place, dataset) in fewer.iter().enumerate() {
            let is_next_to_the_first = gone.publisher == 0 && place == 0;
            let (before, after) = (of_publisher(&all, dataset.publisher), of_publisher(&fewer_named, dataset.publisher));
            match is_next_to_the_first {
                // It is the first now, and has the first one's name.
                true => prop_assert_eq!(after, of_publisher(&all, 0)),
                false => prop_assert_eq!(before, after),
            }
        }
    }

    #[test]
    fn a_changed_description_renames_no_namesake(datasets in namesakes(), at in 0_usize..8) {
        let before = catalogue(&datasets, NOTHING);
        let mut other = datasets.clone();
        other[at % datasets.len()].description += 1;
        let after = catalogue(&other, NOTHING);
        for Dataset { publisher, .. } in datasets {
            prop_assert_eq!(of_publisher(&before, publisher), of_publisher(&after, publisher));
        }
    }
}
