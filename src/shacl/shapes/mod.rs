//! Reading a shapes graph: every shape with its targets and constraints, or every place where it is ill-formed.
//!
//! In: the shapes graph. Out: [`Shapes`]. What nobody refers to is read all the same, so that its faults are named.
//! Must not: look at data.

mod constraint;
mod list;
mod path;
mod place;
mod prefixes;
mod qualified;
mod recursion;
mod shape;
mod sparql;

use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};

use super::error::IllFormed;
use super::shape::{Shape, ShapeId};
use super::vocab as sh;
use crate::rdf::vocab::rdf;
use crate::rdf::{Graph, TermId};
pub(crate) use place::describe;

/// What was read from a shapes graph.
pub(crate) struct Shapes {
    /// The shapes; a [`ShapeId`] is a place here.
    pub(crate) shapes: Vec<Shape>,
    /// The classes that `sh:class` names.
    pub(crate) classes: Vec<TermId>,
    /// The members of the `sh:in` lists.
    pub(crate) value_sets: Vec<Vec<TermId>>,
    /// References to shapes that the shapes graph says nothing about; they demand nothing.
    pub(crate) dangling: Vec<IllFormed>,
}

/// Reads all shapes of a graph.
///
/// # Errors
/// Every ill-formed place, sorted.
pub(crate) fn read(graph: &Graph) -> Result<Shapes, Vec<IllFormed>> {
    let mut reader = Reader {
        graph,
        ids: HashMap::default(),
        queue: VecDeque::new(),
        nodes: Vec::new(),
        classes: Vec::new(),
        value_sets: Vec::new(),
        dangling: Vec::new(),
        problems: Vec::new(),
        named: HashSet::default(),
    };
    entailment(&mut reader);
    let components = sparql::components(&mut reader);
    for node in shape_nodes(graph, sparql::mandatory(&components)) {
        reader.reference(node);
    }
    let mut shapes = Vec::new();
    while let Some(node) = reader.queue.pop_front() {
        shapes.push(shape::read(&mut reader, &components, node));
    }
    recursion::mark(&mut shapes, &mut reader);
    if reader.problems.is_empty() {
        let Reader { classes, value_sets, mut dangling, .. } = reader;
        dangling.sort();
        return Ok(Shapes { shapes, classes, value_sets, dangling });
    }
    reader.problems.sort();
    reader.problems.dedup();
    Err(reader.problems)
}

/// The state of reading.
pub(crate) struct Reader<'a> {
    pub(crate) graph: &'a Graph,
    ids: HashMap<TermId, ShapeId>,
    queue: VecDeque<TermId>,
    /// The shapes' nodes, in the order of their ids.
    nodes: Vec<TermId>,
    classes: Vec<TermId>,
    value_sets: Vec<Vec<TermId>>,
    dangling: Vec<IllFormed>,
    problems: Vec<IllFormed>,
    /// Dangling references already named.
    named: HashSet<TermId>,
}

impl Reader<'_> {
    /// The id of the shape with the node; it is read later if it has not been yet.
    pub(crate) fn reference(&mut self, node: TermId) -> ShapeId {
        let next = self.nodes.len();
        *self.ids.entry(node).or_insert_with(|| {
            self.queue.push_back(node);
            self.nodes.push(node);
            next
        })
    }

    /// The shape that a parameter refers to; none, with a note, if the shapes graph says nothing about it.
    pub(crate) fn shape(&mut self, node: TermId, parameter: &str, value: TermId) -> Option<ShapeId> {
        if self.graph.terms().is_literal(value) {
            self.problem(node, parameter, "a literal is not a shape");
            return None;
        }
        if self.graph.properties(value).is_empty() && self.graph.terms().is_iri(value) {
            self.dangling(node, parameter, value);
            return None;
        }
        Some(self.reference(value))
    }

    /// Notes that a shape is ill-formed.
    pub(crate) fn problem(&mut self, shape: TermId, parameter: &str, problem: impl Into<String>) {
        let problem = self.place(shape, parameter, problem);
        self.problems.push(problem);
    }

    /// Notes that a reference leads nowhere.
    pub(crate) fn dangling(&mut self, shape: TermId, parameter: &str, target: TermId) {
        if self.named.insert(target) {
            let place = self.place(
                shape,
                parameter,
                format!(
                    "refers to {}, about which the shapes graph says nothing; ignored",
                    place::name(self.graph, target)
                ),
            );
            self.dangling.push(place);
        }
    }

    /// The place in the plan's list for a class.
    pub(crate) fn class(&mut self, class: TermId) -> usize {
        self.classes.iter().position(|known| *known == class).unwrap_or_else(|| {
            self.classes.push(class);
            self.classes.len() - 1
        })
    }

    /// The objects of a property of a shape.
    pub(crate) fn values(&self, shape: TermId, property: &str) -> Vec<TermId> {
        self.graph.find_iri(property).map_or_else(Vec::new, |p| self.graph.objects(shape, p).collect())
    }

    /// The only value of a property that a shape may have once.
    pub(crate) fn at_most_one(&mut self, shape: TermId, property: &str) -> Option<TermId> {
        let values = self.values(shape, property);
        if values.len() > 1 {
            self.problem(shape, property, format!("{} values; at most one is allowed", values.len()));
        }
        values.first().copied()
    }

    fn place(&self, shape: TermId, parameter: &str, problem: impl Into<String>) -> IllFormed {
        let parameter =
            parameter.strip_prefix(sh::NS).map_or_else(|| parameter.to_owned(), |local| format!("sh:{local}"));
        IllFormed { shape: place::describe(self.graph, shape), parameter, problem: problem.into() }
    }
}

/// Refuses every entailment regime: to answer as if there were none would be wrong (SHACL, section 1.5).
fn entailment(reader: &mut Reader<'_>) {
    let Some(property) = reader.graph.find_iri(sh::ENTAILMENT) else { return };
    for (regime, subject) in reader.graph.by_predicate(property) {
        let problem = format!(
            "the entailment regime {} is not supported; add what it entails to the data and leave sh:entailment out",
            place::name(reader.graph, regime)
        );
        reader.problem(subject, sh::ENTAILMENT, problem);
    }
}

/// The nodes that are shapes of themselves (SHACL, section 2.1), sorted by IRI, blank nodes last.
fn shape_nodes(graph: &Graph, parameters: impl Iterator<Item = TermId>) -> Vec<TermId> {
    let mut nodes: Vec<TermId> = Vec::new();
    let rdf_type = graph.find_iri(rdf::TYPE);
    for class in [sh::NODE_SHAPE, sh::PROPERTY_SHAPE] {
        if let Some((rdf_type, class)) = rdf_type.zip(graph.find_iri(class)) {
            nodes.extend(graph.subjects(rdf_type, class));
        }
    }
    let names = shape::TARGETS.iter().chain(constraint::PARAMETERS).filter_map(|property| graph.find_iri(property));
    for property in names.chain(parameters) {
        nodes.extend(graph.by_predicate(property).map(|(_, subject)| subject));
    }
    nodes.sort_by_key(|node| graph.term(*node));
    nodes.dedup();
    nodes
}
