//! Services and datasets that only one end tells of.
//!
//! In: dcat:accessService of a dataset's distributions, dcat:servesDataset of services. Out: the inverse. From the service's end the
//! distribution is known only where the dataset has exactly one way to it: one distribution, which names no file, and one service.
//! Must not: say anything of services that the document does not describe.

use std::collections::BTreeMap;

use crate::normalise::things::of_classes;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::dcat;
use crate::rdf::{Graph, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "service-inverses",
    level: Level::Safe,
    description: Text {
        sv: "Kopplar datatjänster och datamängder åt båda håll när kopplingen bara är angiven åt ena.",
        en: "Links data services and datasets both ways where the link is given one way only.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(distribution) = graph.find_iri(dcat::HAS_DISTRIBUTION) else { return };
    let services = of_classes(graph, &[dcat::DATA_SERVICE]);
    if services.is_empty() {
        return;
    }
    let access = graph.find_iri(dcat::ACCESS_SERVICE);
    for (way, dataset) in graph.by_predicate(distribution) {
        // Of a distribution that several datasets have, it is not said whose service it is.
        if graph.subjects(distribution, way).len() > 1 {
            continue;
        }
        for &triple in access.map_or(&[][..], |access| graph.statements(way, access)) {
            if services.contains(&triple[2]) {
                edits.add(triple[2], dcat::SERVES_DATASET, Object::Same(dataset), Some(triple));
            }
        }
    }
    let Some(serves) = graph.find_iri(dcat::SERVES_DATASET) else { return };
    let mut served: BTreeMap<TermId, Vec<Triple>> = BTreeMap::new();
    for (dataset, service) in graph.by_predicate(serves) {
        served.entry(dataset).or_default().push([service, serves, dataset]);
    }
    let download = graph.find_iri(dcat::DOWNLOAD_URL);
    let names_a_file = |way: TermId| download.is_some_and(|download| !graph.statements(way, download).is_empty());
    let has_service = |way: TermId| access.is_some_and(|access| !graph.statements(way, access).is_empty());
    for (dataset, tellings) in served {
        if let (&[triple], &[[_, _, way]]) = (tellings.as_slice(), graph.statements(dataset, distribution))
            && services.contains(&triple[0])
            && !names_a_file(way)
            && !has_service(way)
        {
            edits.add(way, dcat::ACCESS_SERVICE, Object::Same(triple[0]), Some(triple));
        }
    }
}
