//! IRIs for blank nodes of the classes that national portals want named (RDF 1.1 Concepts, section 3.5).
//!
//! In: blank catalogues, datasets, series, distributions, services, agents, contacts and licences. Out: IRIs made from the
//! nearest named thing above, the property that leads down, and what identifies the node. Must not: depend on syntax,
//! order or position, join two nodes, or rename a node because its description changed.

mod content;
mod identity;
mod place;

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::normalise::fingerprint::digest;
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms, foaf, vcard};
use crate::rdf::{Graph, TermId};
use content::{Content, Reach};
use identity::{distinguishing, identity};
use place::{Link, Places};

pub(super) const STEP: Step = Step {
    id: "name-blank-nodes",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Ger datamängder, distributioner, organisationer och kontakter utan egen adress en fast adress.",
        en: "Gives datasets, distributions, organisations and contacts without an address of their own a lasting one.",
    },
    apply,
};

/// The classes whose nodes need a name.
const CLASSES: &[&str] = &[
    dcat::CATALOG,
    dcat::DATASET,
    dcat::DATASET_SERIES,
    dcat::DISTRIBUTION,
    dcat::DATA_SERVICE,
    dcterms::LICENSE_DOCUMENT,
    foaf::AGENT,
    foaf::GROUP,
    foaf::ORGANIZATION,
    foaf::PERSON,
    vcard::GROUP,
    vcard::INDIVIDUAL,
    vcard::KIND,
    vcard::LOCATION,
    vcard::ORGANIZATION,
    vcard::VCARD,
];

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let instances = CLASSES.iter().flat_map(|class| graph.instances(class));
    let nodes: BTreeSet<TermId> = instances.filter(|&id| graph.terms().is_blank(id)).collect();
    if nodes.is_empty() {
        return;
    }
    let base = format!("{}/.well-known/genid/", settings.genid_base.trim_end_matches('/'));
    let mut names =
        Names { graph, settings, base, content: Content::new(graph), given: HashMap::new(), taken: HashSet::new() };
    let mut places = Places::new(graph, nodes);
    loop {
        // Each level hangs below names that the levels before it got.
        let level = places.next_level(&names.given);
        if level.is_empty() {
            break;
        }
        names.give(level);
    }
    let mut given: Vec<(TermId, String)> = names.given.into_iter().collect();
    given.sort_unstable();
    for (node, iri) in given {
        edits.name(node, iri);
    }
}

/// The names given so far.
struct Names<'g> {
    graph: &'g Graph,
    settings: &'g Settings,
    base: String,
    content: Content<'g>,
    given: HashMap<TermId, String>,
    taken: HashSet<String>,
}

impl Names<'_> {
    /// Names the nodes of one level.
    fn give(&mut self, level: Vec<(TermId, Link)>) {
        let mut stems: Vec<(String, TermId)> = Vec::with_capacity(level.len());
        for (node, link) in level {
            let Link { above, property } = link;
            let (by, value) = identity(self.graph, node, self.settings)
                .unwrap_or_else(|| ("", self.content.of(node, Reach::Outward)));
            let scope = Some(self.settings.scope.as_str()).filter(|scope| !scope.is_empty());
            let parts = [above.as_str(), property.as_str(), by, value.as_str()];
            stems.push((digest(scope.into_iter().chain(parts)), node));
        }
        stems.sort_unstable();
        for group in stems.chunk_by(|a, b| a.0 == b.0) {
            let mut nodes: Vec<TermId> = group.iter().map(|(_, node)| *node).collect();
            if nodes.len() > 1 {
                nodes.sort_by_cached_key(|&node| {
                    let (outward, around) =
                        (self.content.of(node, Reach::Outward), self.content.of(node, Reach::Around));
                    (distinguishing(self.graph, node), outward, around)
                });
            }
            let mut number = 1;
            for node in nodes {
                let iri = loop {
                    let iri = match number {
                        1 => format!("{}{}", self.base, group[0].0),
                        _ => format!("{}{}-{number}", self.base, group[0].0),
                    };
                    number += 1;
                    // A name that the document itself uses belongs to something else.
                    if self.graph.find_iri(&iri).is_none() && self.taken.insert(iri.clone()) {
                        break iri;
                    }
                };
                self.given.insert(node, iri);
            }
        }
    }
}

#[cfg(test)]
mod tests;
