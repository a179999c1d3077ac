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
    let mut names = Names {
        graph,
        settings,
        base: genid(settings),
        content: Content::new(graph),
        given: HashMap::new(),
        taken: HashSet::new(),
    };
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

/// What the IRIs begin with that blank nodes get.
pub(super) fn genid(settings: &Settings) -> String {
    format!("{}/.well-known/genid/", settings.genid_base.trim_end_matches('/'))
}

/// Whether an IRI is one that a blank node got: then the source knows no address.
pub(super) fn is_genid(iri: &str, settings: &Settings) -> bool {
    iri.starts_with(&genid(settings))
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
            let stem = self.stem(node, &link);
            stems.push((stem, node));
        }
        stems.sort_unstable();
        for group in stems.chunk_by(|a, b| a.0 == b.0) {
            match group {
                [(stem, node)] => _ = self.give_one(*node, stem, 1),
                _ => self.give_namesakes(&group[0].0, group.iter().map(|(_, node)| *node)),
            }
        }
    }

    /// A hash of what a node is named by.
    fn stem(&mut self, node: TermId, link: &Link) -> String {
        let (by, value) = match link.is_root && !self.settings.scope.is_empty() {
            // The source is name enough.
            true => ("", String::new()),
            false => {
                identity(self.graph, node, self.settings).unwrap_or_else(|| ("", self.content.of(node, Reach::Outward)))
            }
        };
        let scope = Some(self.settings.scope.as_str()).filter(|scope| !scope.is_empty());
        digest(scope.into_iter().chain([link.above.as_str(), link.property.as_str(), by, value.as_str()]))
    }

    /// Names nodes with one stem: the first by the stem alone, each other one also by the first values in which it differs from
    /// those before it, and by a number where it differs in none.
    ///
    /// So a namesake that comes or goes renames no other, unless it is the first. More cannot be had from one document alone: what
    /// has a namesake needs another name than it would have by itself, or its namesake does.
    fn give_namesakes(&mut self, stem: &str, nodes: impl Iterator<Item = TermId>) {
        let keyed = nodes.map(|node| {
            let content = [Reach::Outward, Reach::Around].map(|reach| self.content.of(node, reach));
            (distinguishing(self.graph, node), content, node)
        });
        let mut keyed: Vec<_> = keyed.collect();
        keyed.sort_unstable();
        // By value: where the node before was left behind.
        let mut path: Vec<Option<String>> = vec![None; keyed[0].0.len()];
        let mut number = 1;
        for (place, (values, _, node)) in keyed.iter().enumerate() {
            let before = place.checked_sub(1).map(|before| &keyed[before].0);
            match before.map(|before| before.iter().zip(values).position(|(a, b)| a != b)) {
                None => {}
                Some(None) => number += 1,
                Some(Some(differs)) => {
                    path[differs] = Some(format!("{differs} {}", values[differs]));
                    path[differs + 1..].fill(None);
                    number = 1;
                }
            }
            let told_apart: Vec<&str> = path.iter().flatten().map(String::as_str).collect();
            let stem = match told_apart.is_empty() {
                true => stem.to_owned(),
                false => digest([stem].into_iter().chain(told_apart)),
            };
            number = self.give_one(*node, &stem, number);
        }
    }

    /// Gives a node the first free name from a number on, and tells which it was.
    fn give_one(&mut self, node: TermId, stem: &str, mut number: usize) -> usize {
        loop {
            let iri = match number {
                1 => format!("{}{stem}", self.base),
                _ => format!("{}{stem}-{number}", self.base),
            };
            // A name that the document itself uses belongs to something else.
            if self.graph.find_iri(&iri).is_none() && self.taken.insert(iri.clone()) {
                self.given.insert(node, iri);
                return number;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests;
