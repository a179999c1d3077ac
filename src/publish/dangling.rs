//! What the feed refers to and does not describe: distributions, publishers, contact points, and datasets and series, such as those of
//! others that are filtered out.
//!
//! In: the graphs of a draft, one after another. Out: the references that lead nowhere. Must not: keep a feed from going out.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, dcterms};

/// Properties whose value a reader of the feed looks up in it.
const PROPERTIES: [&str; 5] =
    [dcat::HAS_DISTRIBUTION, dcterms::PUBLISHER, dcat::CONTACT_POINT, dcat::SERVES_DATASET, dcat::IN_SERIES];

/// A reference to something that the feed does not describe.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dangling {
    /// The resource that it stands in.
    pub iri: String,
    /// The property's IRI.
    pub property: String,
    /// What it refers to.
    pub target: String,
}

/// References whose ends have not been seen yet, and the described nodes by their hashes.
#[derive(Default)]
pub(super) struct References {
    hasher: RandomState,
    described: HashSet<u64>,
    open: Vec<Dangling>,
}

impl References {
    /// Notes what the graph of a resource describes, and what it refers to beyond itself.
    pub(super) fn note(&mut self, iri: &str, graph: &Graph) {
        let terms = graph.terms();
        for subject in graph.subject_ids().filter(|id| terms.is_iri(*id)) {
            self.described.insert(self.hasher.hash_one(graph.term(subject).text()));
        }
        for property in PROPERTIES {
            let Some(id) = graph.find_iri(property) else { continue };
            for (object, _) in graph.by_predicate(id) {
                if terms.is_iri(object) && graph.properties(object).is_empty() {
                    let (iri, target) = (iri.to_owned(), graph.term(object).text().to_owned());
                    self.open.push(Dangling { iri, property: property.to_owned(), target });
                }
            }
        }
    }

    /// The references to what nothing describes, sorted.
    pub(super) fn dangling(&self) -> Vec<Dangling> {
        let is_open =
            |reference: &&Dangling| !self.described.contains(&self.hasher.hash_one(reference.target.as_str()));
        let mut dangling: Vec<Dangling> = self.open.iter().filter(is_open).cloned().collect();
        dangling.sort_unstable();
        dangling.dedup();
        dangling
    }
}
