//! Shape-based constraint components (SHACL, section 4.7).

use super::super::Found;
use super::super::node::Node;
use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use crate::shacl::shape::{Qualified, ShapeId};

impl Walk<'_, '_> {
    /// `sh:node`; a result carries the reasons as its detail.
    pub(super) fn node(&mut self, place: Place, values: &Values<'_>, shape: ShapeId) -> Result<(), Stop> {
        for value in values.iter() {
            if !self.conforms(shape, value)? {
                let detail = if self.wants_detail() { self.detail(shape, value)? } else { Vec::new() };
                self.push(Found::with_detail(place, value, detail))?;
            }
        }
        Ok(())
    }

    /// Whether a node conforms to one of the shapes at least.
    pub(super) fn any(&mut self, shapes: &[ShapeId], node: Node) -> Result<bool, Stop> {
        for shape in shapes {
            if self.conforms(*shape, node)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `sh:qualifiedMinCount`
    pub(super) fn qualified_min_count(
        &mut self,
        place: Place,
        values: &Values<'_>,
        qualified: &Qualified,
    ) -> Result<(), Stop> {
        match self.count(values, qualified, qualified.count)? < qualified.count {
            true => self.fail(place, None),
            false => Ok(()),
        }
    }

    /// `sh:qualifiedMaxCount`
    pub(super) fn qualified_max_count(
        &mut self,
        place: Place,
        values: &Values<'_>,
        qualified: &Qualified,
    ) -> Result<(), Stop> {
        match self.count(values, qualified, qualified.count.saturating_add(1))? > qualified.count {
            true => self.fail(place, None),
            false => Ok(()),
        }
    }

    /// How many values conform to the shape and to no sibling; more than enough are not counted.
    fn count(&mut self, values: &Values<'_>, qualified: &Qualified, enough: u64) -> Result<u64, Stop> {
        let mut count = 0;
        for value in values.iter() {
            if count >= enough {
                break;
            }
            if self.conforms(qualified.shape, value)? && !self.any(&qualified.siblings, value)? {
                count += 1;
            }
        }
        Ok(count)
    }
}
