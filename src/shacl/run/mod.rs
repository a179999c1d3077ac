//! One run: a plan over a data graph.
//!
//! In: a plan, a data graph. Out: results in a fixed order.
//! A plan knows terms by the shapes graph's names; [`bind`] finds them in the data graph once, so that all that
//! follows compares numbers. Many focus nodes are shared out among threads in pieces, whose results are handed over
//! in the order of the pieces.

mod bind;
mod check;
mod node;
mod target;
mod values;
mod walk;

use oxrdf::Term as OxTerm;
use rayon::prelude::*;

use super::error::EngineError;
use super::path::Path;
use super::plan::Plan;
use super::result::{Message, Outcome, ValidationResult};
use super::shape::Constraint;
use super::shape::ShapeId;
use crate::rdf::{Graph, Term};
pub(crate) use bind::Bound;
pub(crate) use node::Node;
use walk::{Place, Stop, Walk};

/// From this many focus nodes on, threads share the work.
const SHARED_FROM: usize = 4096;

/// Focus nodes that a thread takes at a time.
const PIECE: usize = 512;

/// Pieces whose results may wait for their turn.
const PIECES: usize = 64;

/// Validates a data graph.
pub(crate) fn validate(
    plan: &Plan,
    data: &Graph,
    now: Option<&str>,
    on_result: &mut dyn FnMut(ValidationResult<'_>),
) -> Result<Outcome, EngineError> {
    let run = Bound::new(plan, data, now);
    let focus_nodes: Vec<(ShapeId, Vec<Node>)> =
        (0..plan.shapes.shapes.len()).map(|shape| (shape, target::focus_nodes(&run, shape))).collect();
    let total: usize = focus_nodes.iter().map(|(_, nodes)| nodes.len()).sum();
    let pieces: Vec<(ShapeId, &[Node])> =
        focus_nodes.iter().flat_map(|(shape, nodes)| nodes.chunks(PIECE).map(|piece| (*shape, piece))).collect();
    let mut results = 0;
    let mut hand_over = |found: &[Found]| {
        results += found.len();
        found.iter().for_each(|found| on_result(run.result(found)));
    };
    if total < SHARED_FROM {
        let mut walk = Walk::new(&run);
        for (shape, nodes) in pieces {
            let ended = walk.piece(shape, nodes);
            hand_over(&std::mem::take(&mut walk.found));
            ended?;
        }
    } else {
        for pieces in pieces.chunks(PIECES) {
            let validated: Vec<_> = pieces
                .par_iter()
                .map(|(shape, nodes)| {
                    let mut walk = Walk::new(&run);
                    let ended = walk.piece(*shape, nodes);
                    (walk.found, ended)
                })
                .collect();
            for (found, ended) in validated {
                hand_over(&found);
                ended?;
            }
        }
    }
    Ok(Outcome { results, focus_nodes: total })
}

/// A result by numbers.
pub(crate) struct Found {
    place: Place,
    value: Option<Node>,
    /// What few results have.
    more: Option<Box<More>>,
}

/// The rarer parts of a result.
#[derive(Default)]
struct More {
    /// The path, if it is not the shape's.
    path: Option<Path>,
    /// The messages, if they are not the shape's.
    messages: Vec<Message>,
    /// The value, if a query made it.
    given: Option<Given>,
    detail: Vec<Found>,
}

/// A term that no graph holds.
struct Given {
    lexical: Box<str>,
    language: Option<Box<str>>,
    /// None: an IRI.
    datatype: Option<Box<str>>,
}

impl Given {
    /// A term of the evaluator's; `None` for what RDF 1.1 does not have, and blank nodes.
    fn new(term: &OxTerm) -> Option<Self> {
        match term {
            OxTerm::NamedNode(node) => Some(Given { lexical: node.as_str().into(), language: None, datatype: None }),
            OxTerm::Literal(literal) => Some(Given {
                lexical: literal.value().into(),
                language: literal.language().map(Into::into),
                datatype: Some(literal.datatype().as_str().into()),
            }),
            _ => None,
        }
    }

    fn term(&self) -> Term<'_> {
        match (&self.datatype, &self.language) {
            (None, _) => Term::Iri(&self.lexical),
            (Some(_), Some(language)) => Term::tagged(&self.lexical, language),
            (Some(datatype), None) => Term::typed(&self.lexical, datatype),
        }
    }
}

impl Found {
    /// A result at a place.
    fn new(place: Place, value: Option<Node>) -> Self {
        Found { place, value, more: None }
    }

    /// A result with a path of its own.
    fn with_path(place: Place, value: Node, path: Path) -> Self {
        Found { place, value: Some(value), more: Some(Box::new(More { path: Some(path), ..More::default() })) }
    }

    /// A result that others explain.
    fn with_detail(place: Place, value: Node, detail: Vec<Found>) -> Self {
        Found { place, value: Some(value), more: Some(Box::new(More { detail, ..More::default() })) }
    }
}

impl Walk<'_, '_> {
    /// Validates focus nodes against a shape.
    fn piece(&mut self, shape: ShapeId, nodes: &[Node]) -> Result<(), EngineError> {
        for node in nodes {
            match self.focus(shape, *node) {
                Ok(()) | Err(Stop::NotConforming) => {}
                Err(Stop::GaveUp(error)) => return Err(*error),
            }
        }
        Ok(())
    }
}

impl Bound<'_> {
    fn value<'f>(&'f self, found: &'f Found) -> Option<Term<'f>> {
        let given = found.more.as_ref().and_then(|more| more.given.as_ref());
        found.value.map(|value| self.term(value)).or_else(|| given.map(Given::term))
    }

    /// What orders the results of one query.
    fn sort_key(&self, found: &Found) -> (Option<Node>, String, Option<Path>) {
        let more = found.more.as_deref();
        let given =
            more.and_then(|more| more.given.as_ref()).map_or_else(String::new, |given| format!("{:?}", given.term()));
        (found.value, given, more.and_then(|more| more.path.clone()))
    }

    /// A result in words.
    fn result<'f>(&'f self, found: &'f Found) -> ValidationResult<'f> {
        let place = found.place;
        let shape = &self.plan.shapes.shapes[place.shape];
        let constraint = &shape.constraints[place.constraint];
        let more = found.more.as_deref();
        let path = more.and_then(|more| more.path.as_ref());
        let messages = more.map(|more| more.messages.as_slice()).filter(|messages| !messages.is_empty());
        ValidationResult {
            focus_node: self.term(place.focus),
            focus_id: place.focus.in_data(),
            result_path: path.or(shape.path.as_ref()),
            value: self.value(found),
            value_id: found.value.and_then(Node::in_data),
            source_shape: self.plan.graph.term(shape.id),
            source_constraint: match constraint {
                Constraint::Sparql(constraint) => Some(self.plan.graph.term(constraint.node)),
                _ => None,
            },
            component: constraint.component(),
            severity: &shape.severity,
            messages: messages.unwrap_or(&shape.messages),
            detail: more.map_or_else(Vec::new, |more| more.detail.iter().map(|found| self.result(found)).collect()),
        }
    }
}
