//! Validating a node against a shape (SHACL, section 3.4).

use super::Found;
use super::bind::Bound;
use super::node::Node;
use super::values::Values;
use crate::shacl::error::EngineError;
use crate::shacl::shape::ShapeId;

/// The most shapes inside one another.
pub const DEPTH: usize = 200;

/// Why validation ends early.
pub enum Stop {
    /// The node does not conform, and nobody asked for more.
    NotConforming,
    /// The engine gives up.
    GaveUp(EngineError),
}

/// Where results go.
pub struct Sink<'s> {
    /// `None`: the first result ends validation.
    found: Option<&'s mut Vec<Found>>,
    /// Shapes inside one another so far, with the node: recursion ends here.
    open: Vec<(ShapeId, Node)>,
}

impl<'s> Sink<'s> {
    /// Collects every result.
    pub fn collect(found: &'s mut Vec<Found>) -> Self {
        Sink { found: Some(found), open: Vec::new() }
    }

    /// Takes a result.
    pub fn push(&mut self, found: Found) -> Result<(), Stop> {
        match &mut self.found {
            Some(all) => {
                all.push(found);
                Ok(())
            }
            None => Err(Stop::NotConforming),
        }
    }
}

impl Bound<'_> {
    /// Validates a node against a shape.
    pub fn shape(&self, id: ShapeId, focus: Node, sink: &mut Sink<'_>) -> Result<(), Stop> {
        let shape = &self.plan.shapes.shapes[id];
        if shape.recursive && sink.open.contains(&(id, focus)) {
            return Ok(());
        }
        if sink.open.len() == DEPTH {
            return Err(Stop::GaveUp(EngineError::TooDeep {
                shape: self.plan.graph.term(shape.id).text().to_owned(),
                node: self.term(focus).text().to_owned(),
                limit: DEPTH,
            }));
        }
        let values = match &self.steps[id] {
            None => Values::One(focus),
            Some(steps) => self.values(steps, focus),
        };
        sink.open.push((id, focus));
        for constraint in 0..shape.constraints.len() {
            self.constraint(Place { shape: id, constraint, focus }, &values, sink)?;
        }
        sink.open.pop();
        Ok(())
    }

    /// Whether a node conforms to a shape.
    pub fn conforms(&self, shape: ShapeId, node: Node, sink: &Sink<'_>) -> Result<bool, Stop> {
        let mut probe = Sink { found: None, open: sink.open.clone() };
        match self.shape(shape, node, &mut probe) {
            Ok(()) => Ok(true),
            Err(Stop::NotConforming) => Ok(false),
            Err(stop) => Err(stop),
        }
    }
}

/// The constraint that is being tested, and on what.
#[derive(Clone, Copy)]
pub struct Place {
    pub shape: ShapeId,
    pub constraint: usize,
    pub focus: Node,
}

impl Place {
    /// A result at this place.
    pub fn found(self, value: Option<Node>) -> Found {
        Found { focus: self.focus, shape: self.shape, constraint: self.constraint, value, detail: Vec::new() }
    }
}
