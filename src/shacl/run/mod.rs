//! One run: a plan over a data graph.
//!
//! In: a plan, a data graph. Out: results in a fixed order.
//! A plan knows terms by the shapes graph's names; [`bind`] finds them in the data graph once, so that all that
//! follows compares numbers.

mod bind;
mod check;
mod node;
mod shape;
mod target;
mod values;

use super::error::EngineError;
use super::plan::Plan;
use super::result::{Outcome, ValidationResult};
use super::shape::ShapeId;
use crate::rdf::Graph;
use bind::Bound;
use node::Node;
use shape::{Sink, Stop};

/// Validates a data graph.
pub fn validate(
    plan: &Plan,
    data: &Graph,
    on_result: &mut dyn FnMut(ValidationResult<'_>),
) -> Result<Outcome, EngineError> {
    let run = Bound::new(plan, data);
    let mut outcome = Outcome::default();
    let mut found = Vec::new();
    for shape in 0..plan.shapes.shapes.len() {
        for focus in target::focus_nodes(&run, shape) {
            outcome.focus_nodes += 1;
            match run.shape(shape, focus, &mut Sink::collect(&mut found)) {
                Ok(()) | Err(Stop::NotConforming) => {}
                Err(Stop::GaveUp(error)) => return Err(error),
            }
            outcome.results += found.len();
            for found in found.drain(..) {
                on_result(run.result(&found));
            }
        }
    }
    Ok(outcome)
}

/// A result by numbers.
pub struct Found {
    focus: Node,
    shape: ShapeId,
    /// The constraint's place in the shape.
    constraint: usize,
    value: Option<Node>,
    detail: Vec<Found>,
}

impl Bound<'_> {
    /// A result in words.
    fn result(&self, found: &Found) -> ValidationResult<'_> {
        let shape = &self.plan.shapes.shapes[found.shape];
        ValidationResult {
            focus_node: self.term(found.focus),
            focus_id: found.focus.in_data(),
            result_path: shape.path.as_ref(),
            value: found.value.map(|value| self.term(value)),
            value_id: found.value.and_then(Node::in_data),
            source_shape: self.plan.graph.term(shape.id),
            source_constraint: None,
            component: shape.constraints[found.constraint].component(),
            severity: &shape.severity,
            messages: &shape.messages,
            detail: found.detail.iter().map(|found| self.result(found)).collect(),
        }
    }
}
