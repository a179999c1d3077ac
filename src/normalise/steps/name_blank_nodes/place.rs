//! Where a blank node hangs: the nearest thing with a name above it, and the property that leads down to it.
//!
//! In: a graph, the nodes that need names, and the names that were given so far. Out: level after level of nodes
//! whose place is known. Must not: depend on the order of the document, or visit a triple twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::normalise::ancestors::nearest_named;
use crate::rdf::vocab::dcat;
use crate::rdf::{Graph, TermId};

/// A place. Both are empty for a thing that nothing leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    /// The IRI of the thing above: its own, or the one it was given.
    pub(super) above: String,
    /// The IRI of the property.
    pub(super) property: String,
    /// Whether this is the only blank catalogue at the root of the document.
    pub(super) is_root: bool,
}

/// A walk from the named things down through blank nodes.
pub(super) struct Places<'g> {
    graph: &'g Graph,
    /// Nodes that still need a name.
    waiting: BTreeSet<TermId>,
    catalogues: BTreeSet<TermId>,
    /// The name of the catalogue that stands in where no one thing is above.
    main: Option<String>,
    /// For each blank node reached: the named thing that stands for it in places below.
    stands_for: HashMap<TermId, TermId>,
    /// What was reached last.
    edge: Vec<TermId>,
    stage: Stage,
}

/// Where the walk may start, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Blank catalogues that nothing named leads to: the roots of their documents.
    Catalogues,
    /// All that has an IRI.
    Named,
    /// Nodes that nothing leads to.
    Heads,
    /// Nodes that only lead to each other.
    Rings,
    Done,
}

impl<'g> Places<'g> {
    pub(super) fn new(graph: &'g Graph, nodes: BTreeSet<TermId>) -> Self {
        let catalogues = graph.instances(dcat::CATALOG).collect();
        Places {
            graph,
            waiting: nodes,
            catalogues,
            main: None,
            stands_for: HashMap::new(),
            edge: Vec::new(),
            stage: Stage::Catalogues,
        }
    }

    /// The next nodes with their places; none when all have been given out.
    pub(super) fn next_level(&mut self, names: &HashMap<TermId, String>) -> Vec<(TermId, Link)> {
        while self.stage != Stage::Done {
            // Root catalogues stand beside the named things: the walk goes down from both at once.
            let level = match self.edge.is_empty() || self.stage == Stage::Named {
                true => self.start(names),
                false => self.step_down(names),
            };
            if !level.is_empty() {
                return level;
            }
        }
        Vec::new()
    }

    /// Starts the walk anew, at the next kind of start.
    fn start(&mut self, names: &HashMap<TermId, String>) -> Vec<(TermId, Link)> {
        self.main = self.main_catalogue(names);
        let (starts, next): (Vec<TermId>, Stage) = match self.stage {
            Stage::Catalogues => {
                let reached = nearest_named(self.graph);
                let is_root = |id: &&TermId| self.waiting.contains(id) && !reached.contains_key(id);
                (self.catalogues.iter().filter(is_root).copied().collect(), Stage::Named)
            }
            Stage::Named => {
                let terms = self.graph.terms();
                self.edge.extend(self.graph.subject_ids().filter(|&id| terms.is_iri(id)));
                (Vec::new(), Stage::Heads)
            }
            Stage::Heads => {
                let led_to = self.led_to();
                (self.waiting.iter().filter(|id| !led_to.contains(id)).copied().collect(), Stage::Rings)
            }
            Stage::Rings => (self.waiting.iter().copied().collect(), Stage::Done),
            Stage::Done => (Vec::new(), Stage::Done),
        };
        let is_root = self.stage == Stage::Catalogues && starts.len() == 1;
        self.stage = next;
        let link = Link { above: self.main.clone().unwrap_or_default(), property: String::new(), is_root };
        for &node in &starts {
            self.waiting.remove(&node);
            self.stands_for.insert(node, node);
            self.edge.push(node);
        }
        starts.into_iter().map(|node| (node, link.clone())).collect()
    }

    /// Goes one blank node further down.
    fn step_down(&mut self, names: &HashMap<TermId, String>) -> Vec<(TermId, Link)> {
        let terms = self.graph.terms();
        let mut found: BTreeMap<TermId, Vec<(TermId, TermId)>> = BTreeMap::new();
        for subject in std::mem::take(&mut self.edge) {
            let above = self.stands_for.get(&subject).copied().unwrap_or(subject);
            for &[_, property, object] in self.graph.properties(subject) {
                if terms.is_blank(object) && !self.stands_for.contains_key(&object) {
                    found.entry(object).or_default().push((above, property));
                }
            }
        }
        let mut level = Vec::new();
        for (node, links) in found {
            let (above, link) = self.choose(links, names);
            self.edge.push(node);
            if self.waiting.remove(&node) {
                self.stands_for.insert(node, node);
                level.push((node, link));
            } else {
                self.stands_for.insert(node, above);
            }
        }
        level
    }

    /// The place of a node to which several links may lead: below a catalogue if one of them comes from there, below the
    /// only thing above, or, when several share it, below the catalogue: so it keeps its name when one of them goes.
    fn choose(&self, links: Vec<(TermId, TermId)>, names: &HashMap<TermId, String>) -> (TermId, Link) {
        let mut named: Vec<(Link, TermId)> = links
            .into_iter()
            .map(|(above, property)| {
                let property = self.graph.term(property).text().to_owned();
                (Link { above: self.name(above, names), property, is_root: false }, above)
            })
            .collect();
        named.sort_unstable();
        let first_property = named.iter().map(|(link, _)| &link.property).min().cloned().unwrap_or_default();
        let shared = named.iter().any(|(link, _)| link.above != named[0].0.above);
        let from_catalogue = named.iter().position(|(_, above)| self.catalogues.contains(above));
        let (mut link, above) = named.swap_remove(from_catalogue.unwrap_or(0));
        if from_catalogue.is_none() && shared {
            link.property = first_property;
            if let Some(main) = &self.main {
                link.above.clone_from(main);
            }
        }
        (above, link)
    }

    /// The first name of a catalogue, among those that have one by now.
    fn main_catalogue(&self, names: &HashMap<TermId, String>) -> Option<String> {
        self.catalogues.iter().map(|&id| self.name(id, names)).filter(|name| !name.is_empty()).min()
    }

    fn name(&self, id: TermId, names: &HashMap<TermId, String>) -> String {
        names.get(&id).cloned().unwrap_or_else(|| self.graph.term(id).text().to_owned())
    }

    /// The blank nodes that another node leads to.
    fn led_to(&self) -> BTreeSet<TermId> {
        let triples = self.graph.triples().iter();
        triples.filter(|t| t[0] != t[2] && self.graph.terms().is_blank(t[2])).map(|t| t[2]).collect()
    }
}
