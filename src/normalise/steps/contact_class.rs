//! Contacts whose class says how somebody is reached, and not who it is.
//!
//! In: contact points that are only a vcard:Kind, Work, Home or VCard. Out: the proposal that it is an organisation (DCAT-AP-SE 3.0.1,
//! contact point, rdf:type). Must not: decide that, since it may be a person.

use crate::normalise::things::{self, CONTACTS, of_classes};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, rdf, vcard};

pub(super) const STEP: Step = Step {
    id: "contact-class",
    level: Level::SuggestOnly,
    description: Text {
        sv: "Föreslår att en kontakt är en organisation när det inte framgår vad den är.",
        en: "Proposes that a contact is an organisation where nothing tells what it is.",
    },
    apply,
};

/// Classes that do not say who it is.
const VAGUE: &[&str] = &[vcard::KIND, vcard::WORK, vcard::HOME, vcard::VCARD];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
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
