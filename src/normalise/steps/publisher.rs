//! The publisher of datasets that name none.
//!
//! In: datasets and series without dcterms:publisher. Out: the publisher of the catalogue, when the catalogues of the document have exactly one
//! between them, and say who that is. Must not: choose one of several, or pass on a text or a mere address, whose faults would then be those of
//! every dataset.

use std::collections::BTreeSet;

use crate::normalise::things::{DATASETS, of_classes};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms};
use crate::rdf::{Graph, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "publisher",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Anger katalogens utgivare för datamängder som saknar utgivare.",
        en: "Gives the catalogue's publisher to datasets that have none.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::PUBLISHER) else { return };
    let catalogues = of_classes(graph, &[dcat::CATALOG]);
    let statements: Vec<Triple> =
        catalogues.iter().flat_map(|&catalogue| graph.statements(catalogue, property)).copied().collect();
    let publishers: BTreeSet<TermId> = statements.iter().map(|triple| triple[2]).collect();
    let one = publishers.first().filter(|&&id| publishers.len() == 1 && !graph.properties(id).is_empty());
    let Some(&publisher) = one else { return };
    for dataset in &of_classes(graph, DATASETS) - &catalogues {
        if graph.statements(dataset, property).is_empty() {
            edits.add(dataset, dcterms::PUBLISHER, Object::Same(publisher), None);
        }
    }
}
