//! The outline of a plan: which shapes can give results, and what each says of itself.
//!
//! In: a plan. Out: one [`Outline`] a shape, for whoever explains results. It tests nothing.

use super::component::ConstraintComponent;
use super::path::Path;
use super::plan::Plan;
use super::result::{Message, Severity};
use super::shape::{Constraint, ShapeId, Target};
use crate::rdf::{Term, TermId};

/// A shape that can stand as `sh:sourceShape` in a result.
pub struct Outline<'a> {
    /// The shape, as results give it.
    pub shape: Term<'a>,
    /// Its name in the shapes graph.
    pub id: TermId,
    /// The class that it is applied to, or that the shape which leads to it is applied to; `None` for other targets.
    pub class: Option<&'a str>,
    /// `sh:path`
    pub path: Option<&'a Path>,
    /// The components of its constraints but `sh:property`, sorted, each once; never empty.
    pub components: Vec<ConstraintComponent>,
    /// `sh:severity`
    pub severity: &'a Severity,
    /// `sh:message`, of the shape or else of its first SPARQL-based constraint.
    pub messages: &'a [Message],
}

impl Plan {
    /// Every shape that can give results: those with targets, and what they reach by `sh:property`.
    pub fn outline(&self) -> Vec<Outline<'_>> {
        let mut seen = vec![false; self.shapes.shapes.len()];
        let mut outlines = Vec::new();
        for (root, shape) in self.shapes.shapes.iter().enumerate().filter(|(_, shape)| !shape.targets.is_empty()) {
            let class = shape.targets.iter().find_map(|target| match target {
                Target::Class(class) => self.graph.term(*class).as_iri(),
                _ => None,
            });
            let mut waiting: Vec<ShapeId> = vec![root];
            while let Some(id) = waiting.pop() {
                if std::mem::replace(&mut seen[id], true) {
                    continue;
                }
                outlines.extend(self.outlined(id, class));
                waiting.extend(self.shapes.shapes[id].constraints.iter().filter_map(|constraint| match constraint {
                    Constraint::Property(shape) => Some(*shape),
                    _ => None,
                }));
            }
        }
        outlines
    }

    fn outlined<'a>(&'a self, id: ShapeId, class: Option<&'a str>) -> Option<Outline<'a>> {
        let shape = &self.shapes.shapes[id];
        let tests = shape.constraints.iter().filter(|constraint| !matches!(constraint, Constraint::Property(_)));
        let mut components: Vec<ConstraintComponent> = tests.map(Constraint::component).collect();
        components.sort();
        components.dedup();
        let of_constraint = || {
            shape.constraints.iter().find_map(|constraint| match constraint {
                Constraint::Sparql(sparql) => Some(sparql.messages.as_slice()),
                Constraint::Custom(custom) => Some(custom.messages.as_slice()),
                _ => None,
            })
        };
        let messages = if shape.messages.is_empty() { of_constraint().unwrap_or_default() } else { &shape.messages };
        (!components.is_empty()).then(|| Outline {
            shape: self.graph.term(shape.id),
            id: shape.id,
            class,
            path: shape.path.as_ref(),
            components,
            severity: &shape.severity,
            messages,
        })
    }
}
