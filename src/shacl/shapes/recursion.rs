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
    let references: Vec<Vec<ShapeId>> =
        shapes.iter().map(|shape| shape.constraints.iter().flat_map(Constraint::shapes).collect()).collect();
    let cycles = components(&references);
    for (id, shape) in shapes.iter_mut().enumerate() {
        let in_cycle = |to: &ShapeId| cycles[*to] == cycles[id];
        // A reference into a component from within it is part of a cycle, be it of one shape.
        shape.recursive = references[id].iter().any(in_cycle);
        for (parameter, negated) in shape.constraints.iter().filter_map(negated) {
            if negated.iter().any(in_cycle) {
                reader.problem(
                    shape.id,
                    parameter,
                    "the shape refers to itself through a negation, which has no meaning; break the cycle",
                );
            }
        }
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

/// The strongly connected component of each shape, by number: Tarjan's algorithm (1972), with its own stack in place
/// of recursion, for chains may be long. Takes time in proportion to the references.
fn components(references: &[Vec<ShapeId>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let count = references.len();
    let mut component = vec![NONE; count];
    // The order in which shapes are met, and the earliest open shape that each is known to reach.
    let (mut order, mut earliest) = (vec![NONE; count], vec![NONE; count]);
    let (mut met, mut found) = (0, 0);
    // Shapes without a component yet, and the way down to the current one with the references followed so far.
    let (mut open, mut way) = (Vec::new(), Vec::new());
    for start in 0..count {
        if order[start] == NONE {
            way.push((start, 0));
        }
        while let Some((shape, followed)) = way.pop() {
            if followed == 0 {
                (order[shape], earliest[shape]) = (met, met);
                met += 1;
                open.push(shape);
            } else {
                let to = references[shape][followed - 1];
                if component[to] == NONE {
                    earliest[shape] = earliest[shape].min(earliest[to]);
                }
            }
            if let Some(&to) = references[shape].get(followed) {
                way.push((shape, followed + 1));
                if order[to] == NONE {
                    way.push((to, 0));
                }
            } else if earliest[shape] == order[shape] {
                while let Some(member) = open.pop() {
                    component[member] = found;
                    if member == shape {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn shapes_share_a_component_if_each_leads_to_the_other() {
        // 0 and 1 in a circle; 2 leads into it; 3 alone with itself; 4 to 6 in a figure of eight about 5.
        let component = components(&[vec![1], vec![0], vec![0, 3], vec![3], vec![5], vec![4, 6, 2], vec![5, 0]]);
        assert_eq!(component[0], component[1]);
        assert!(component[4] == component[5] && component[5] == component[6]);
        let mut distinct = component;
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), 4);
    }

    #[test]
    fn a_long_circle_is_one_component_and_a_long_chain_has_as_many_as_shapes() {
        let chain: Vec<Vec<usize>> =
            (1..=100_000).map(|next| if next < 100_000 { vec![next] } else { vec![] }).collect();
        assert_eq!(components(&chain).into_iter().max(), Some(99_999));
        let circle: Vec<Vec<usize>> = (1..=100_000).map(|next| vec![next % 100_000]).collect();
        assert_eq!(components(&circle), vec![0; 100_000]);
    }
}
