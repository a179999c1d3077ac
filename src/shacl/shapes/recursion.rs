//! Cycles of references between shapes (SHACL, section 3.4.3, which leaves recursion to the engine).
//!
//! Our answer: a shape may refer to itself, and a node conforms unless a fault can be shown in finitely many steps.
//! A cycle through a negation has no such reading and is ill-formed.
//! A shape in a cycle gives its results for a node once, in however many ways `sh:property` leads to it.

use super::Reader;
use crate::shacl::shape::{Constraint, Shape, ShapeId};
use crate::shacl::vocab as sh;

/// Marks the shapes that refer to themselves, directly or not, and notes those that do so through a negation.
pub(crate) fn mark(shapes: &mut [Shape], reader: &mut Reader<'_>) {
    for shape in 0..shapes.len() {
        let reached = reachable(shapes, shapes[shape].constraints.iter().flat_map(Constraint::shapes).collect());
        if !reached[shape] {
            continue;
        }
        for constraint in 0..shapes[shape].constraints.len() {
            let Some((parameter, negated)) = negated(&shapes[shape].constraints[constraint]) else { continue };
            if reachable(shapes, negated)[shape] {
                reader.problem(
                    shapes[shape].id,
                    parameter,
                    "the shape refers to itself through a negation, which has no meaning; break the cycle",
                );
            }
        }
        shapes[shape].recursive = true;
    }
}

/// The shapes whose failing can make the constraint hold.
fn negated(constraint: &Constraint) -> Option<(&'static str, Vec<ShapeId>)> {
    match constraint {
        Constraint::Not(shape) => Some((sh::NOT, vec![*shape])),
        Constraint::Xone(shapes) => Some((sh::XONE, shapes.clone())),
        Constraint::QualifiedMaxCount(qualified) => Some((sh::QUALIFIED_MAX_COUNT, vec![qualified.shape])),
        Constraint::QualifiedMinCount(qualified) if !qualified.siblings.is_empty() => {
            Some((sh::QUALIFIED_VALUE_SHAPES_DISJOINT, qualified.siblings.clone()))
        }
        _ => None,
    }
}

/// The shapes that can be reached, those to start from included.
fn reachable(shapes: &[Shape], start: Vec<ShapeId>) -> Vec<bool> {
    let mut reached = vec![false; shapes.len()];
    let mut open = start;
    while let Some(shape) = open.pop() {
        if !std::mem::replace(&mut reached[shape], true) {
            open.extend(shapes[shape].constraints.iter().flat_map(Constraint::shapes));
        }
    }
    reached
}
