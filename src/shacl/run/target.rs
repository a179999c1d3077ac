//! Focus nodes from target declarations (SHACL, section 2.1.3).

use super::bind::Bound;
use super::node::Node;
use crate::shacl::shape::{ShapeId, Target};

/// The focus nodes of a shape, each once, sorted by name.
pub(crate) fn focus_nodes(run: &Bound<'_>, shape: ShapeId) -> Vec<Node> {
    let shape = &run.plan.shapes.shapes[shape];
    if shape.constraints.is_empty() {
        return Vec::new();
    }
    let mut nodes = Vec::new();
    for target in &shape.targets {
        match *target {
            Target::Node(id) => nodes.push(run.node(id)),
            Target::Class(class) => {
                for class in run.class_closure(class) {
                    nodes.extend(run.data.instances(class).map(Node::Data));
                }
            }
            Target::SubjectsOf(id) => {
                if let Node::Data(predicate) = run.node(id) {
                    nodes.extend(run.data.by_predicate(predicate).map(|(_, subject)| Node::Data(subject)));
                }
            }
            Target::ObjectsOf(id) => {
                if let Node::Data(predicate) = run.node(id) {
                    nodes.extend(run.data.by_predicate(predicate).map(|(object, _)| Node::Data(object)));
                }
            }
        }
    }
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}
