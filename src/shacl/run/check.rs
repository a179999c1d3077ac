//! Testing one constraint on the value nodes.

use super::bind::Bound;
use super::node::Node;
use super::shape::{Place, Sink, Stop};
use super::values::Values;
use crate::rdf::{Literal, Term};
use crate::shacl::literal;
use crate::shacl::shape::{Constraint, NodeKinds};

impl Bound<'_> {
    /// Tests the constraint at a place.
    pub fn constraint(&self, place: Place, values: &Values<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
        match &self.plan.shapes.shapes[place.shape].constraints[place.constraint] {
            Constraint::Class(class) => each(place, values, sink, |node| self.classes[*class].contains(&node)),
            Constraint::Datatype(datatype) => {
                let datatype = self.plan.graph.term(*datatype).text();
                each(place, values, sink, |node| match self.term(node) {
                    Term::Literal(literal) => literal.datatype == datatype && literal::is_well_formed(literal),
                    _ => false,
                })
            }
            Constraint::NodeKind(kinds) => each(place, values, sink, |node| of_kind(*kinds, self.term(node))),
            Constraint::MinCount(count) if (values.len() as u64) < *count => sink.push(place.found(None)),
            Constraint::MaxCount(count) if values.len() as u64 > *count => sink.push(place.found(None)),
            Constraint::Pattern(pattern) => each(place, values, sink, |node| match self.term(node) {
                Term::Blank(_) => false,
                term => pattern.regex.is_match(term.text()),
            }),
            Constraint::LanguageIn(ranges) => each(place, values, sink, |node| match self.term(node) {
                Term::Literal(Literal { language: Some(tag), .. }) => ranges.iter().any(|range| matches(tag, range)),
                _ => false,
            }),
            Constraint::Node(shape) => {
                for value in values.iter() {
                    if !self.conforms(*shape, value, sink)? {
                        sink.push(place.found(Some(value)))?;
                    }
                }
                Ok(())
            }
            Constraint::Property(shape) => values.iter().try_for_each(|value| self.shape(*shape, value, sink)),
            Constraint::HasValue(value) => {
                let wanted = self.node(*value);
                match values.iter().any(|value| value == wanted) {
                    true => Ok(()),
                    false => sink.push(place.found(None)),
                }
            }
            Constraint::In(set) => each(place, values, sink, |node| self.value_sets[*set].contains(&node)),
            _ => Ok(()),
        }
    }
}

/// One result for each value node that fails the test.
fn each(place: Place, values: &Values<'_>, sink: &mut Sink<'_>, passes: impl Fn(Node) -> bool) -> Result<(), Stop> {
    for value in values.iter() {
        if !passes(value) {
            sink.push(place.found(Some(value)))?;
        }
    }
    Ok(())
}

fn of_kind(kinds: NodeKinds, term: Term<'_>) -> bool {
    match term {
        Term::Iri(_) => kinds.iri,
        Term::Blank(_) => kinds.blank,
        Term::Literal(_) => kinds.literal,
    }
}

/// Basic filtering (RFC 4647, section 3.3.1), as SPARQL's `langMatches` does it.
fn matches(tag: &str, range: &str) -> bool {
    let (tag, range) = (tag.as_bytes(), range.as_bytes());
    tag.len() >= range.len()
        && tag[..range.len()].eq_ignore_ascii_case(range)
        && (tag.len() == range.len() || tag[range.len()] == b'-')
}
