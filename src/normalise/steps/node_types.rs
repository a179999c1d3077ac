//! The classes of nodes that have none, where the property that leads to them and what they say leave no doubt.
//!
//! In: nodes without a type that are a telephone, an address, a place, a period or a provenance statement. Out: the same with the type that
//! DCAT-AP-SE 3.0.1 wants. Must not: add a type beside another one, or to a node that says nothing of the kind.

use crate::normalise::things::types;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, dcterms, locn, rdf, vcard};

pub(super) const STEP: Step = Step {
    id: "node-types",
    level: Level::Safe,
    description: Text {
        sv: "Anger vad telefonnummer, adresser, platser, perioder och uttalanden om ursprung är, när det saknas.",
        en: "Says what telephones, addresses, places, periods and provenance statements are, where that is missing.",
    },
    apply,
};

/// The property that leads to the node, what the node must have one of, and its class.
const KINDS: &[(&str, &[&str], &str)] = &[
    (vcard::HAS_TELEPHONE, &[vcard::HAS_VALUE], vcard::VOICE),
    (
        vcard::HAS_ADDRESS,
        &[vcard::STREET_ADDRESS, vcard::POSTAL_CODE, vcard::LOCALITY, vcard::COUNTRY_NAME],
        vcard::ADDRESS,
    ),
    (dcterms::SPATIAL, &[dcat::BBOX, dcat::CENTROID, locn::GEOMETRY], dcterms::LOCATION),
    (dcterms::TEMPORAL, &[dcat::START_DATE, dcat::END_DATE], dcterms::PERIOD_OF_TIME),
    (dcterms::PROVENANCE, &[dcterms::DESCRIPTION], dcterms::PROVENANCE_STATEMENT),
];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for (property, parts, class) in KINDS {
        let Some(property) = graph.find_iri(property) else { continue };
        let parts: Vec<_> = parts.iter().filter_map(|part| graph.find_iri(part)).collect();
        let mut nodes: Vec<_> = graph.by_predicate(property).map(|(node, _)| node).collect();
        nodes.dedup();
        for node in nodes {
            let part = parts.iter().find_map(|&part| graph.statements(node, part).first());
            if let Some(&part) = part
                && types(graph, node).is_empty()
            {
                edits.add(node, rdf::TYPE, Object::Iri((*class).to_owned()), Some(part));
            }
        }
    }
}
