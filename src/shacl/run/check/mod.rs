//! Testing one constraint on the value nodes (SHACL, section 4): one file a family of components.

mod logical;
mod other;
mod pair;
mod range;
mod shape_based;
mod sparql;
mod string;
mod value_type;

use super::node::Node;
use super::values::Values;
use super::walk::{Place, Stop, Walk};
use crate::shacl::shape::Constraint;

impl Walk<'_, '_> {
    /// Tests the constraint at a place.
    pub(crate) fn constraint(&mut self, place: Place, values: &Values<'_>) -> Result<(), Stop> {
        let run = self.run;
        match &run.plan.shapes.shapes[place.shape].constraints[place.constraint] {
            Constraint::Class(class) => {
                let instances = &run.classes[*class];
                self.each(place, values, |node| instances.contains(node))
            }
            Constraint::Datatype(datatype) => self.datatype(place, values, *datatype),
            Constraint::NodeKind(kinds) => self.node_kind(place, values, *kinds),
            Constraint::MinCount(count) if values.count() as u64 >= *count => Ok(()),
            Constraint::MaxCount(count) if values.count() as u64 <= *count => Ok(()),
            Constraint::MinCount(_) | Constraint::MaxCount(_) => self.fail(place, None),
            Constraint::Range(range, bound) => self.range(place, values, (*range, *bound)),
            Constraint::MinLength(length) => self.length(place, values, *length..=u64::MAX),
            Constraint::MaxLength(length) => self.length(place, values, 0..=*length),
            Constraint::Pattern(pattern) => self.pattern(place, values, pattern),
            Constraint::LanguageIn(ranges) => self.language_in(place, values, ranges),
            Constraint::UniqueLang => self.unique_lang(place, values),
            Constraint::Equals(predicate) => self.equals(place, values, *predicate),
            Constraint::Disjoint(predicate) => self.disjoint(place, values, *predicate),
            Constraint::LessThan(predicate) => self.less_than(place, values, *predicate, &[std::cmp::Ordering::Less]),
            Constraint::LessThanOrEquals(predicate) => {
                self.less_than(place, values, *predicate, &[std::cmp::Ordering::Less, std::cmp::Ordering::Equal])
            }
            Constraint::Not(shape) => self.not(place, values, *shape),
            Constraint::And(shapes) => self.and(place, values, shapes),
            Constraint::Or(shapes) => self.or(place, values, shapes),
            Constraint::Xone(shapes) => self.xone(place, values, shapes),
            Constraint::Node(shape) => self.node(place, values, *shape),
            Constraint::Property(shape) => values.iter().try_for_each(|value| self.shape(*shape, value)),
            Constraint::QualifiedMinCount(qualified) => self.qualified_min_count(place, values, qualified),
            Constraint::QualifiedMaxCount(qualified) => self.qualified_max_count(place, values, qualified),
            Constraint::Closed(allowed) => self.closed(place, values, allowed),
            Constraint::HasValue(value) => {
                let wanted = run.node(*value);
                match values.iter().any(|value| value == wanted) {
                    true => Ok(()),
                    false => self.fail(place, None),
                }
            }
            Constraint::Sparql(constraint) => self.sparql(place, constraint),
            Constraint::Custom(custom) => self.custom(place, values, custom),
            Constraint::In(set) => {
                let members = &run.value_sets[*set];
                self.each(place, values, |node| members.contains(&node))
            }
        }
    }

    /// One result for each value node that fails the test.
    fn each(&mut self, place: Place, values: &Values<'_>, passes: impl Fn(Node) -> bool) -> Result<(), Stop> {
        for value in values.iter() {
            if !passes(value) {
                self.fail(place, Some(value))?;
            }
        }
        Ok(())
    }
}
