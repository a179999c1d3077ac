//! The data graph with the background as the default graph, and the shapes graph as a named graph, for the evaluator.

use std::cell::Cell;
use std::rc::Rc;

use oxrdf::{BlankNode, Literal, NamedNode, Term as OxTerm};
use spareval::{InternalQuad, QueryableDataset};
use thiserror::Error;

use crate::rdf::{self, Graph, Term, TermId, Triple};
use crate::shacl::run::{Bound, Node};

/// The name of the shapes graph in queries.
pub(crate) const SHAPES_GRAPH: &str = "urn:x-shacl:shapes-graph";

/// The names by which blank nodes stand in queries begin so.
const BLANK: &str = "urn:x-shacl:blank:";

/// The bytes of a made term that cost as much as a statement looked at.
const BYTES_A_STEP: u64 = 16;

/// A query took all its steps.
#[derive(Debug, Error)]
#[error("the query took more than {0} steps")]
pub(crate) struct OutOfSteps(pub u64);

/// The steps that a query has left.
#[derive(Clone)]
pub(crate) struct Steps {
    left: Rc<Cell<u64>>,
    limit: u64,
}

impl Steps {
    /// All steps left.
    pub(crate) fn new(limit: u64) -> Self {
        Steps { left: Rc::new(Cell::new(limit)), limit }
    }

    /// Takes a step.
    pub(crate) fn take(&self) -> Result<(), OutOfSteps> {
        self.take_many(1)
    }

    /// Takes the steps of a term that a query made: more for a longer one, so that memory is bounded too.
    fn take_for(&self, term: &OxTerm) -> Result<(), OutOfSteps> {
        let length = match term {
            OxTerm::Literal(literal) => literal.value().len(),
            OxTerm::NamedNode(node) => node.as_str().len(),
            _ => 0,
        };
        self.take_many(1 + length as u64 / BYTES_A_STEP)
    }

    fn take_many(&self, steps: u64) -> Result<(), OutOfSteps> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(OutOfSteps(self.limit))
    }
}

/// A term of the evaluator: a node, or something that a query made.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Item {
    Node(Node),
    Made(Rc<OxTerm>),
}

/// What a query sees.
#[derive(Clone)]
pub(crate) struct Dataset<'a> {
    pub(crate) run: &'a Bound<'a>,
    pub(crate) steps: Steps,
}

impl<'a> Dataset<'a> {
    fn default_graph(&self, pattern: [Option<&Item>; 3]) -> Option<impl Iterator<Item = [Node; 3]> + use<'a>> {
        let run = self.run;
        let nodes = pattern_nodes(pattern)?;
        let data = names(nodes, Node::in_data)
            .map(|names| matching(run.data, names))
            .into_iter()
            .flatten()
            .map(|triple| triple.map(Node::Data));
        let background = &run.plan.background;
        let known = if background.is_empty() { None } else { names(nodes, |node| run.in_background(node)) };
        let more = known.map(|names| matching(background, names)).into_iter().flatten().filter_map(move |triple| {
            let nodes = triple.map(|id| run.background_node(id));
            let in_both = match nodes.map(Node::in_data) {
                [Some(s), Some(p), Some(o)] => run.data.contains(&[s, p, o]),
                _ => false,
            };
            (!in_both).then_some(nodes)
        });
        Some(data.chain(more))
    }

    /// Whether the default graph has a statement of a subject with a property.
    pub(super) fn has_property(&self, subject: Node, property: &str) -> bool {
        let Some(property) = self.run.find(Term::Iri(property)) else { return false };
        let found = self.default_graph([Some(&Item::Node(subject)), Some(&Item::Node(property)), None]);
        found.is_some_and(|mut statements| statements.next().is_some())
    }

    fn shapes_graph(&self, pattern: [Option<&Item>; 3]) -> Option<impl Iterator<Item = [Node; 3]> + use<'a>> {
        let run = self.run;
        let names = names(pattern_nodes(pattern)?, |node| match node {
            Node::Shapes(id) => Some(id),
            node => run.plan.graph.terms().find_term(run.term(node)),
        })?;
        Some(matching(&run.plan.graph, names).map(|triple| triple.map(|id| run.node(id))))
    }
}

/// The pattern as nodes; `None` if it asks for something that is in no graph.
fn pattern_nodes(pattern: [Option<&Item>; 3]) -> Option<[Option<Node>; 3]> {
    let mut nodes = [None; 3];
    for (node, item) in nodes.iter_mut().zip(pattern) {
        *node = match item {
            None => None,
            Some(Item::Node(node)) => Some(*node),
            Some(Item::Made(_)) => return None,
        };
    }
    Some(nodes)
}

/// The pattern in the names of a graph; `None` if the graph does not hold one of them.
fn names(nodes: [Option<Node>; 3], name: impl Fn(Node) -> Option<TermId>) -> Option<[Option<TermId>; 3]> {
    let mut names = [None; 3];
    for (named, node) in names.iter_mut().zip(nodes) {
        if let Some(node) = node {
            *named = Some(name(node)?);
        }
    }
    Some(names)
}

/// The triples of a graph that match.
fn matching(graph: &Graph, [subject, predicate, object]: [Option<TermId>; 3]) -> Box<dyn Iterator<Item = Triple> + '_> {
    match (subject, predicate, object) {
        (Some(s), Some(p), Some(o)) => Box::new(graph.contains(&[s, p, o]).then_some([s, p, o]).into_iter()),
        (Some(s), Some(p), None) => Box::new(graph.statements(s, p).iter().copied()),
        (Some(s), None, o) => {
            Box::new(graph.properties(s).iter().copied().filter(move |triple| o.is_none_or(|o| triple[2] == o)))
        }
        (None, Some(p), Some(o)) => Box::new(graph.subjects(p, o).map(move |s| [s, p, o])),
        (None, Some(p), None) => Box::new(graph.by_predicate(p).map(move |(o, s)| [s, p, o])),
        (None, None, o) => {
            Box::new(graph.triples().iter().copied().filter(move |triple| o.is_none_or(|o| triple[2] == o)))
        }
    }
}

impl<'a> QueryableDataset<'a> for Dataset<'a> {
    type InternalTerm = Item;
    type Error = OutOfSteps;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Item>,
        predicate: Option<&Item>,
        object: Option<&Item>,
        graph_name: Option<Option<&Item>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Item>, OutOfSteps>> + use<'a> {
        let pattern = [subject, predicate, object];
        let shapes_graph = || Item::Made(Rc::new(NamedNode::new_unchecked(SHAPES_GRAPH).into()));
        let (default, shapes) = match graph_name {
            Some(None) => (self.default_graph(pattern), None),
            Some(Some(name)) if *name != shapes_graph() => (None, None),
            Some(Some(_)) | None => (None, self.shapes_graph(pattern)),
        };
        let steps = self.steps.clone();
        let default = default.into_iter().flatten().map(|triple| (triple, None));
        let shapes = shapes.into_iter().flatten().map(move |triple| (triple, Some(shapes_graph())));
        default.chain(shapes).map(move |([subject, predicate, object], graph_name)| {
            steps.take()?;
            let [subject, predicate, object] = [subject, predicate, object].map(Item::Node);
            Ok(InternalQuad { subject, predicate, object, graph_name })
        })
    }

    fn internalize_term(&self, term: OxTerm) -> Result<Item, OutOfSteps> {
        self.steps.take_for(&term)?;
        let node = match &term {
            OxTerm::NamedNode(node) => match node.as_str().strip_prefix(BLANK) {
                Some(label) => self.run.blank(label),
                None => self.run.find(Term::Iri(node.as_str())),
            },
            OxTerm::BlankNode(node) => self.run.blank(node.as_str()),
            OxTerm::Literal(literal) => {
                let language = literal.language().map(str::to_ascii_lowercase);
                self.run.find(Term::Literal(rdf::Literal {
                    lexical: literal.value(),
                    datatype: if language.is_some() {
                        rdf::vocab::rdf::LANG_STRING
                    } else {
                        literal.datatype().as_str()
                    },
                    language: language.as_deref(),
                }))
            }
            OxTerm::Triple(_) => None,
        };
        Ok(node.map_or_else(|| Item::Made(Rc::new(term)), Item::Node))
    }

    fn externalize_term(&self, item: Item) -> Result<OxTerm, OutOfSteps> {
        self.steps.take()?;
        Ok(match item {
            Item::Made(term) => Rc::unwrap_or_clone(term),
            Item::Node(node) => term_of(self.run, node),
        })
    }
}

/// A node as a term of the evaluator's.
pub(crate) fn term_of(run: &Bound<'_>, node: Node) -> OxTerm {
    match run.term(node) {
        Term::Iri(iri) => NamedNode::new_unchecked(iri).into(),
        Term::Blank(_) => BlankNode::new_unchecked(node.label()).into(),
        Term::Literal(rdf::Literal { lexical, language: Some(language), .. }) => {
            Literal::new_language_tagged_literal_unchecked(lexical, language).into()
        }
        Term::Literal(literal) => {
            Literal::new_typed_literal(literal.lexical, NamedNode::new_unchecked(literal.datatype)).into()
        }
    }
}

/// The IRI by which a blank node stands in a query.
pub(crate) fn blank_name(node: Node) -> NamedNode {
    NamedNode::new_unchecked(format!("{BLANK}{}", node.label()))
}
