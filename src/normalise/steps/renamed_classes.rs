//! Classes that have another name in the profile now.
//!
//! In: the dcat:DatasetService of a draft. Out: dcat:DataService. Must not: touch a class of any other name.

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, rdf};

pub(super) const STEP: Step = Step {
    id: "renamed-classes",
    level: Level::Safe,
    description: Text {
        sv: "Byter klasser som har fått ett annat namn mot dem som profilen använder nu.",
        en: "Replaces classes that have been renamed by those that the profile uses now.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    if let Some((rdf_type, old)) = graph.find_iri(rdf::TYPE).zip(graph.find_iri(dcat::DATASET_SERVICE)) {
        for subject in graph.subjects(rdf_type, old) {
            edits.replace([subject, rdf_type, old], Object::Iri(dcat::DATA_SERVICE.to_owned()));
        }
    }
}
