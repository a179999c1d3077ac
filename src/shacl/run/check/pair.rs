//! Property pair constraint components (SHACL, section 4.5).

use std::cmp::Ordering;

use foldhash::HashSet;

use super::super::node::Node;
use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use crate::rdf::TermId;
use crate::shacl::error::EngineError;
use crate::shacl::literal;

/// The most pairs of values that one focus node may give.
const PAIRS: u64 = 100_000_000;

impl Walk<'_, '_> {
    /// `sh:equals`: both sets are the same; one result for each node in one of them only.
    pub(super) fn equals(&mut self, place: Place, values: &Values<'_>, predicate: TermId) -> Result<(), Stop> {
        let others = self.run.objects(place.focus, predicate);
        let known: HashSet<Node> = others.iter().copied().collect();
        let mut values_seen: HashSet<Node> = HashSet::default();
        for value in values.iter() {
            values_seen.insert(value);
            if !known.contains(&value) {
                self.fail(place, Some(value))?;
            }
        }
        for other in others {
            if !values_seen.contains(&other) {
                self.fail(place, Some(other))?;
            }
        }
        Ok(())
    }

    /// `sh:disjoint`: no node is in both sets.
    pub(super) fn disjoint(&mut self, place: Place, values: &Values<'_>, predicate: TermId) -> Result<(), Stop> {
        let others: HashSet<Node> = self.run.objects(place.focus, predicate).into_iter().collect();
        self.each(place, values, |node| !others.contains(&node))
    }

    /// `sh:lessThan` and `sh:lessThanOrEquals`: one result for each pair of values out of order.
    pub(super) fn less_than(
        &mut self,
        place: Place,
        values: &Values<'_>,
        predicate: TermId,
        allowed: &[Ordering],
    ) -> Result<(), Stop> {
        let others = self.run.objects(place.focus, predicate);
        let pairs = (values.count() as u64).saturating_mul(others.len() as u64);
        if pairs > PAIRS {
            let plan = self.run.plan;
            return self.give_up(EngineError::TooManyPairs {
                shape: plan.name(plan.shapes.shapes[place.shape].id),
                node: self.run.term(place.focus).text().to_owned(),
                pairs,
                limit: PAIRS,
            });
        }
        for value in values.iter() {
            let literal = self.run.literal(value);
            for other in &others {
                let order = literal.zip(self.run.literal(*other)).and_then(|(a, b)| literal::compare(a, b));
                if !order.is_some_and(|order| allowed.contains(&order)) {
                    self.fail(place, Some(value))?;
                }
            }
        }
        Ok(())
    }
}
