//! Entries that the catalogue does not list.
//!
//! In: datasets, series and services with a title that no catalogue lists, in a document with exactly one catalogue. Out: the catalogue lists them
//! (DCAT 3, section 6.3). Must not: choose among several catalogues, or list what is only named.

use crate::normalise::things::{DATASETS, of_classes};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, dcterms};

pub(super) const STEP: Step = Step {
    id: "orphan-datasets",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Lägger till datamängder, serier och datatjänster i katalogen när den inte räknar upp dem.",
        en: "Adds datasets, series and data services to the catalogue where it does not list them.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let catalogues = of_classes(graph, &[dcat::CATALOG]);
    let Some(&catalogue) = catalogues.first().filter(|_| catalogues.len() == 1) else { return };
    let Some(title) = graph.find_iri(dcterms::TITLE) else { return };
    let services: &[&str] = &[dcat::DATA_SERVICE];
    for (classes, property) in [(DATASETS, dcat::HAS_DATASET), (services, dcat::HAS_SERVICE)] {
        let lists = graph.find_iri(property);
        for entry in &of_classes(graph, classes) - &catalogues {
            let is_listed = lists.is_some_and(|lists| graph.subjects(lists, entry).len() > 0);
            if let Some(&titled) = graph.statements(entry, title).first().filter(|_| !is_listed) {
                edits.add(catalogue, property, Object::Same(entry), Some(titled));
            }
        }
    }
}
