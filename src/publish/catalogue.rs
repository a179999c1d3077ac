//! The region's own catalogue: its description from the config, and the links to everything in it.

use std::collections::HashSet;

use crate::config::{Region, Text};
use crate::rdf::vocab::{dcat, dcterms, foaf, rdf};
use crate::rdf::{Graph, GraphBuilder, TermId};

/// The licence of a catalogue (DCAT-AP-SE 3.0.1, Catalog, dcterms:license).
const CC0: &str = "http://creativecommons.org/publicdomain/zero/1.0/";
const LANGUAGES: &str = "http://publications.europa.eu/resource/authority/language/";
const THEMES: &str = "http://publications.europa.eu/resource/authority/data-theme";

/// What the region's catalogue lists.
#[derive(Clone, Debug, Default)]
pub struct Catalogue<'a> {
    /// Datasets and dataset series.
    pub datasets: Vec<&'a str>,
    /// Data services.
    pub services: Vec<&'a str>,
    /// The sources' own catalogues, if they are part of it.
    pub catalogues: Vec<&'a str>,
}

impl Catalogue<'_> {
    /// The catalogue's IRI.
    pub fn iri(region: &Region) -> String {
        format!("{}/catalog", region.base_url)
    }

    /// The catalogue's own triples, without its publisher.
    pub fn graph(&self, region: &Region) -> Graph {
        let mut node = Node::new(&Self::iri(region));
        node.iri(rdf::TYPE, dcat::CATALOG);
        node.texts(dcterms::TITLE, &region.title);
        node.texts(dcterms::DESCRIPTION, &region.description);
        node.iri(dcterms::PUBLISHER, &region.publisher.iri);
        node.iri(dcterms::LICENSE, CC0);
        node.iri(foaf::HOMEPAGE, &format!("{}/", region.base_url));
        node.iri(dcat::THEME_TAXONOMY, THEMES);
        node.iri(dcterms::LANGUAGE, &format!("{LANGUAGES}SWE"));
        if region.title.en != region.title.sv {
            node.iri(dcterms::LANGUAGE, &format!("{LANGUAGES}ENG"));
        }
        for (property, iris) in [
            (dcat::HAS_DATASET, &self.datasets),
            (dcat::HAS_SERVICE, &self.services),
            (dcterms::HAS_PART, &self.catalogues),
        ] {
            for iri in iris {
                node.iri(property, iri);
            }
        }
        node.finish()
    }
}

/// The publisher's triples, for when no source describes it.
pub fn publisher(region: &Region) -> Graph {
    let mut node = Node::new(&region.publisher.iri);
    node.iri(rdf::TYPE, foaf::AGENT);
    node.texts(foaf::NAME, &region.publisher.name);
    node.iri(dcterms::TYPE, &region.publisher.agent_type);
    node.iri(foaf::MBOX, &format!("mailto:{}", region.contact.email));
    node.finish()
}

/// One subject's triples in the making.
struct Node {
    builder: GraphBuilder,
    subject: TermId,
}

impl Node {
    fn new(iri: &str) -> Self {
        let mut builder = GraphBuilder::new();
        let subject = builder.terms.iri(iri);
        Node { builder, subject }
    }

    fn iri(&mut self, property: &str, iri: &str) {
        let (property, object) = (self.builder.terms.iri(property), self.builder.terms.iri(iri));
        self.builder.insert(self.subject, property, object);
    }

    fn texts(&mut self, property: &str, text: &Text) {
        let property = self.builder.terms.iri(property);
        let swedish = self.builder.terms.tagged(&text.sv, "sv");
        self.builder.insert(self.subject, property, swedish);
        // Where the config gives one text only, both are the same, and it is Swedish.
        if text.en != text.sv {
            let english = self.builder.terms.tagged(&text.en, "en");
            self.builder.insert(self.subject, property, english);
        }
    }

    fn finish(self) -> Graph {
        self.builder.finish()
    }
}

/// The datasets that a graph describes; a series is none.
pub(super) fn datasets(graph: &Graph) -> usize {
    let series: Vec<TermId> = graph.instances(dcat::DATASET_SERIES).collect();
    graph.instances(dcat::DATASET).filter(|id| series.binary_search(id).is_err()).count()
}

/// A resource's graph without the descriptions of some nodes, and without what a catalogue may not carry into the feed:
/// parts of its own (one level only; DCAT-AP-SE harvesting rules, "Multipla kataloger").
pub(super) fn without(graph: Graph, left_out: &[String]) -> Graph {
    let find = |iri: &str| graph.find_iri(iri);
    let mut nodes: Vec<TermId> = left_out.iter().filter_map(|iri| find(iri)).collect();
    nodes.sort_unstable();
    let catalogues: Vec<TermId> = graph.instances(dcat::CATALOG).collect();
    let properties: Vec<TermId> =
        [dcterms::HAS_PART, dcterms::IS_PART_OF, dcat::HAS_CATALOG].into_iter().filter_map(find).collect();
    if nodes.is_empty() && (catalogues.is_empty() || properties.is_empty()) {
        return graph;
    }
    let mut builder = graph.into_builder();
    builder.retain(|[subject, property, _]| {
        nodes.binary_search(subject).is_err() && !(catalogues.contains(subject) && properties.contains(property))
    });
    without_orphans(builder.finish())
}

/// A graph without the blank nodes that nothing named leads to: they hung below a node that was left out.
fn without_orphans(graph: Graph) -> Graph {
    let terms = graph.terms();
    let mut edge: Vec<TermId> = graph.subject_ids().filter(|id| !terms.is_blank(*id)).collect();
    let mut reached: HashSet<TermId> = HashSet::new();
    while let Some(subject) = edge.pop() {
        for &[_, _, object] in graph.properties(subject) {
            if terms.is_blank(object) && reached.insert(object) {
                edge.push(object);
            }
        }
    }
    let is_orphan = |id: TermId| terms.is_blank(id) && !reached.contains(&id);
    if !graph.subject_ids().any(is_orphan) {
        return graph;
    }
    let blank: HashSet<TermId> = graph.subject_ids().filter(|id| is_orphan(*id)).collect();
    let mut builder = graph.into_builder();
    builder.retain(|triple| !blank.contains(&triple[0]));
    builder.finish()
}
