//! Logical constraint components (SHACL, section 4.6).

use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use crate::shacl::shape::ShapeId;

impl Walk<'_, '_> {
    /// `sh:not`
    pub(super) fn not(&mut self, place: Place, values: &Values<'_>, shape: ShapeId) -> Result<(), Stop> {
        for value in values.iter() {
            if self.conforms(shape, value)? {
                self.fail(place, Some(value))?;
            }
        }
        Ok(())
    }

    /// `sh:and`
    pub(super) fn and(&mut self, place: Place, values: &Values<'_>, shapes: &[ShapeId]) -> Result<(), Stop> {
        for value in values.iter() {
            for shape in shapes {
                if !self.conforms(*shape, value)? {
                    self.fail(place, Some(value))?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// `sh:or`
    pub(super) fn or(&mut self, place: Place, values: &Values<'_>, shapes: &[ShapeId]) -> Result<(), Stop> {
        for value in values.iter() {
            if !self.any(shapes, value)? {
                self.fail(place, Some(value))?;
            }
        }
        Ok(())
    }

    /// `sh:xone`
    pub(super) fn xone(&mut self, place: Place, values: &Values<'_>, shapes: &[ShapeId]) -> Result<(), Stop> {
        for value in values.iter() {
            let mut conforming = 0;
            for shape in shapes {
                conforming += usize::from(self.conforms(*shape, value)?);
                if conforming > 1 {
                    break;
                }
            }
            if conforming != 1 {
                self.fail(place, Some(value))?;
            }
        }
        Ok(())
    }
}
