//! Value range constraint components (SHACL, section 4.3).

use std::cmp::Ordering;

use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use crate::rdf::TermId;
use crate::shacl::literal;
use crate::shacl::shape::Range;

impl Walk<'_, '_> {
    /// Every value is on the right side of the bound; what cannot be compared with it is not.
    pub(super) fn range(
        &mut self,
        place: Place,
        values: &Values<'_>,
        (range, bound): (Range, TermId),
    ) -> Result<(), Stop> {
        let run = self.run;
        let bound = run.plan.graph.term(bound).as_literal();
        self.each(place, values, |node| {
            let order = run.literal(node).zip(bound).and_then(|(value, bound)| literal::compare(value, bound));
            order.is_some_and(|order| match range {
                Range::MinExclusive => order == Ordering::Greater,
                Range::MinInclusive => order != Ordering::Less,
                Range::MaxExclusive => order == Ordering::Less,
                Range::MaxInclusive => order != Ordering::Greater,
            })
        })
    }
}
