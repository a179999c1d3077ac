//! Classes that have another name in the profile now.
//!
//! In: types. Out: dcat:DataService for the dcat:DatasetService of a draft. Of a contact that is only a vcard:Kind, Work or Home it is
//! proposed that it is an organisation. Must not: decide that itself, since it may be a person.

use crate::normalise::things::{self, CONTACTS, of_classes};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, rdf, vcard};

pub(super) const STEP: Step = Step {
    id: "renamed-classes",
    level: Level::Safe,
    description: Text {
        sv: "Byter klasser som har fått ett annat namn mot dem som profilen använder nu.",
        en: "Replaces classes that have been renamed by those that the profile uses now.",
    },
    apply,
};

/// Classes that say how somebody is reached, not who it is.
const VAGUE: &[&str] = &[vcard::KIND, vcard::WORK, vcard::HOME, vcard::VCARD];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(rdf_type) = graph.find_iri(rdf::TYPE) else { return };
    if let Some(old) = graph.find_iri(dcat::DATASET_SERVICE) {
        for subject in graph.subjects(rdf_type, old) {
            edits.replace([subject, rdf_type, old], Object::Iri(dcat::DATA_SERVICE.to_owned()));
        }
    }
    let Some(contact_point) = graph.find_iri(dcat::CONTACT_POINT) else { return };
    for node in of_classes(graph, CONTACTS) {
        let types = things::types(graph, node);
        // Telephones and addresses have these types too.
        let is_contact = graph.subjects(contact_point, node).len() > 0;
        if is_contact && types.iter().all(|triple| VAGUE.contains(&graph.term(triple[2]).text())) {
            let first = types.iter().map(|triple| triple[2]).min_by_key(|&id| graph.term(id));
            edits.suggest(node, rdf::TYPE, first, vcard::ORGANIZATION.to_owned());
        }
    }
}
