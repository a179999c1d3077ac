//! Cutting a graph into resources.

use rayon::prelude::*;

use super::identifier::identifier;
use super::packed::Packer;
use super::{Class, Packed, Resource, Title};
use crate::rdf::canonical::{Canonical, Form, canonical};
use crate::rdf::vocab::{dcterms, foaf, hydra, rdf, vcard};
use crate::rdf::{Graph, TermId, Triple};

/// How many resources are made at a time: enough to share among the cores, and few beside a catalogue.
const BATCH: usize = 4096;

/// The resources of one source.
#[derive(Debug, Default)]
pub struct Cut {
    /// Sorted by IRI.
    pub resources: Vec<Resource>,
    /// Triples of blank nodes that no named node leads to; they have no identity and stay behind. Those about pages do not count.
    pub unreachable: usize,
    /// The IRIs of resources whose hash may hang on the order of the document.
    pub entangled: Vec<String>,
}

/// Why a graph could not be cut.
#[derive(Debug, thiserror::Error)]
pub enum CutError {
    /// Blank nodes belong to so many resources that copying them would multiply the graph.
    #[error("blank nodes are shared by so many resources that the catalogue would grow beyond {0} triples; name them")]
    Shared(usize),
}

/// Cuts a graph.
///
/// A named node that only one resource refers to is described inside it; any other becomes a resource of its own.
/// A blank node that several resources refer to is copied into each.
///
/// # Errors
/// [`CutError::Shared`], for a graph made to grow without bounds.
pub fn cut(graph: &Graph) -> Result<Cut, CutError> {
    cut_changed(graph, &[])
}

/// Cuts a graph like [`cut`], and forgets the text of each resource whose hash is known: what did not change is not written again,
/// so that a run costs the memory of what did. `known` is (IRI, hash), sorted by IRI.
///
/// # Errors
/// As [`cut`].
pub fn cut_changed(graph: &Graph, known: &[(String, [u8; 32])]) -> Result<Cut, CutError> {
    let mut roots = Roots::standalone(graph);
    let owners = roots.settle();
    let unreachable =
        graph.subject_ids().filter(|id| roots.class(*id).is_none() && owners[id.index()] == Owner::Nobody);
    let unreachable = unreachable.filter(|id| !is_page(graph, *id)).map(|id| graph.properties(id).len()).sum();
    drop(owners);
    let all: Vec<TermId> = roots.iter().collect();
    let mut cut = Cut { unreachable, resources: Vec::with_capacity(all.len()), entangled: Vec::new() };
    let mut walk = Walk::new(&roots);
    for batch in all.chunks(BATCH) {
        let closures: Vec<Vec<Triple>> = batch.iter().map(|root| walk.closure(*root)).collect::<Result<_, _>>()?;
        let made: Vec<(Resource, Form)> = batch
            .par_iter()
            .zip(&closures)
            .map_init(Packer::new, |packer, (root, triples)| {
                let (mut resource, canonical) = resource(&roots, *root, triples);
                if !is_known(known, &resource) {
                    resource.n_triples = packer.pack(&canonical.n_triples);
                }
                (resource, canonical.form)
            })
            .collect();
        for (resource, form) in made {
            if form == Form::Unfinished {
                cut.entangled.push(resource.iri.clone());
            }
            cut.resources.push(resource);
        }
    }
    cut.resources.sort_unstable_by(|a, b| a.iri.cmp(&b.iri));
    cut.entangled.sort_unstable();
    Ok(cut)
}

fn is_known(known: &[(String, [u8; 32])], resource: &Resource) -> bool {
    let place = known.binary_search_by(|(iri, _)| iri.as_str().cmp(&resource.iri));
    place.is_ok_and(|place| known[place].1 == resource.hash)
}

/// Whether a node is about the pages of the document (Hydra) and not about data.
fn is_page(graph: &Graph, node: TermId) -> bool {
    let is_of_hydra = |id: TermId| graph.term(id).as_iri().is_some_and(|iri| iri.starts_with(hydra::NS));
    graph.properties(node).iter().any(|&[_, property, object]| is_of_hydra(property) || is_of_hydra(object))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Nobody,
    One(TermId),
    Several,
}

/// The nodes that become resources, while they are being found.
struct Roots<'g> {
    graph: &'g Graph,
    /// By term.
    classes: Vec<Option<Class>>,
    /// By term: whether it has properties.
    described: Vec<bool>,
}

impl<'g> Roots<'g> {
    /// The named nodes of a class that stands on its own. A node of several is what comes first in [`Class`].
    fn standalone(graph: &'g Graph) -> Self {
        let mut classes: Vec<Option<Class>> = vec![None; graph.terms().len()];
        for class in Class::ALL {
            for id in class.iris().iter().flat_map(|iri| graph.instances(iri)) {
                if graph.terms().is_iri(id) {
                    classes[id.index()].get_or_insert(class);
                }
            }
        }
        let mut described = vec![false; graph.terms().len()];
        for id in graph.subject_ids() {
            described[id.index()] = true;
        }
        Roots { graph, classes, described }
    }

    fn class(&self, id: TermId) -> Option<Class> {
        self.classes[id.index()]
    }

    fn iter(&self) -> impl Iterator<Item = TermId> + '_ {
        self.graph.subject_ids().filter(|id| self.class(*id).is_some())
    }

    /// The described nodes that a node refers to and that are no roots.
    fn inner(&self, id: TermId) -> impl Iterator<Item = TermId> + '_ {
        let objects = self.graph.properties(id).iter().map(|triple| triple[2]);
        objects.filter(|object| self.described[object.index()] && self.class(*object).is_none())
    }

    /// Promotes named nodes to roots until each that is left belongs to exactly one.
    ///
    /// No more than four rounds: first those that several roots share, then those that none leads to, then what the
    /// latter share with the former.
    fn settle(&mut self) -> Vec<Owner> {
        loop {
            let owners = self.owners();
            let named = |id: &TermId| self.graph.terms().is_iri(*id) && self.class(*id).is_none();
            let owned = |owner| {
                let owners = &owners;
                self.graph.subject_ids().filter(named).filter(move |id| owners[id.index()] == owner)
            };
            let mut promoted: Vec<TermId> = owned(Owner::Several).collect();
            if promoted.is_empty() {
                promoted = owned(Owner::Nobody).collect();
            }
            if promoted.is_empty() {
                return owners;
            }
            for id in promoted {
                self.classes[id.index()] = Some(Class::Other);
            }
        }
    }

    fn owners(&self) -> Vec<Owner> {
        let mut owners = vec![Owner::Nobody; self.graph.terms().len()];
        let mut stack = Vec::new();
        for root in self.iter() {
            stack.push(root);
            while let Some(node) = stack.pop() {
                for inner in self.inner(node) {
                    let owner = &mut owners[inner.index()];
                    *owner = match *owner {
                        Owner::Nobody => Owner::One(root),
                        Owner::One(other) if other != root => Owner::Several,
                        Owner::One(_) | Owner::Several => continue,
                    };
                    stack.push(inner);
                }
            }
        }
        owners
    }
}

/// The way from roots to the triples that are theirs.
struct Walk<'r, 'g> {
    roots: &'r Roots<'g>,
    /// By term: the last root that took it.
    taken: Vec<Option<TermId>>,
    stack: Vec<TermId>,
    /// The number of triples so far, and how many there may be.
    total: usize,
    budget: usize,
}

impl<'r, 'g> Walk<'r, 'g> {
    fn new(roots: &'r Roots<'g>) -> Self {
        let taken = vec![None; roots.graph.terms().len()];
        Walk { roots, taken, stack: Vec::new(), total: 0, budget: roots.graph.len() * 2 + 10_000 }
    }

    /// The triples of a root with those of its inner nodes.
    fn closure(&mut self, root: TermId) -> Result<Vec<Triple>, CutError> {
        let mut triples = Vec::new();
        self.stack.push(root);
        while let Some(node) = self.stack.pop() {
            triples.extend_from_slice(self.roots.graph.properties(node));
            for inner in self.roots.inner(node) {
                if self.taken[inner.index()].replace(root) != Some(root) {
                    self.stack.push(inner);
                }
            }
        }
        self.total += triples.len();
        match self.total > self.budget {
            true => Err(CutError::Shared(self.budget)),
            false => Ok(triples),
        }
    }
}

/// A resource, still without its text, and that.
fn resource(roots: &Roots<'_>, root: TermId, triples: &[Triple]) -> (Resource, Canonical) {
    let graph = roots.graph;
    let class = roots.class(root).unwrap_or(Class::Other);
    let iri_of = |id: TermId| graph.term(id).as_iri().map(str::to_owned);
    let mut links: Vec<String> = triples
        .iter()
        .map(|triple| triple[2])
        .filter(|object| *object != root && roots.described[object.index()] && roots.class(*object).is_some())
        .filter_map(iri_of)
        .collect();
    links.sort_unstable();
    links.dedup();
    let mut embedded: Vec<String> =
        triples.iter().map(|triple| triple[0]).filter(|subject| *subject != root).filter_map(iri_of).collect();
    embedded.sort_unstable();
    embedded.dedup();
    let is_typed = |iri: &String| graph.find_iri(iri).is_some_and(|id| has_type(graph, id));
    let typed = embedded.iter().filter(|iri| is_typed(iri)).cloned().collect();
    let canonical = canonical(graph, triples);
    let resource = Resource {
        iri: graph.term(root).text().to_owned(),
        class,
        title: title(graph, root, class),
        hash: canonical.hash,
        n_triples: Packed::default(),
        identifier: identifier(graph, root, class),
        given: false,
        triples: triples.len(),
        embedded,
        typed,
        links,
    };
    (resource, canonical)
}

/// Whether a node says what it is.
fn has_type(graph: &Graph, node: TermId) -> bool {
    graph.find_iri(rdf::TYPE).is_some_and(|property| !graph.statements(node, property).is_empty())
}

/// Swedish, else English, else the first by text: the order in which the national portal picks
/// (dataportal-web, `getLocalizedValue`).
pub(super) fn title(graph: &Graph, node: TermId, class: Class) -> Option<Title> {
    let property = graph.find_iri(match class {
        Class::Agent => foaf::NAME,
        Class::Kind => vcard::FN,
        _ => dcterms::TITLE,
    })?;
    let texts = graph.objects(node, property).filter_map(|id| graph.term(id).as_literal());
    let rank = |language: Option<&str>| match language {
        Some(tag) if tag == "sv" || tag.starts_with("sv-") => 0,
        Some(tag) if tag == "en" || tag.starts_with("en-") => 1,
        _ => 2,
    };
    let best = texts.min_by_key(|literal| (rank(literal.language), literal.lexical))?;
    Some(Title { text: best.lexical.to_owned(), language: best.language.map(str::to_owned) })
}

#[cfg(test)]
mod tests;
