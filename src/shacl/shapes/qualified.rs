//! Reading qualified value shapes with their siblings (SHACL, section 4.7.3).

use super::Reader;
use super::constraint::{integer, is_true};
use crate::rdf::TermId;
use crate::shacl::shape::{Constraint, Qualified};
use crate::shacl::vocab as sh;

/// Reads the qualified value shapes of a property shape.
pub(crate) fn read(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    let values = reader.values(node, sh::QUALIFIED_VALUE_SHAPE);
    if values.is_empty() {
        return;
    }
    let least = integer(reader, node, sh::QUALIFIED_MIN_COUNT);
    let most = integer(reader, node, sh::QUALIFIED_MAX_COUNT);
    let siblings = match is_true(reader, node, sh::QUALIFIED_VALUE_SHAPES_DISJOINT) {
        true => siblings(reader, node),
        false => Vec::new(),
    };
    for value in values.iter().copied() {
        let Some(shape) = reader.shape(node, sh::QUALIFIED_VALUE_SHAPE, value) else { continue };
        let siblings: Vec<_> = siblings
            .iter()
            .filter(|sibling| !values.contains(sibling))
            .filter_map(|sibling| reader.shape(node, sh::QUALIFIED_VALUE_SHAPE, *sibling))
            .collect();
        if let Some(count) = least {
            found.push(Constraint::QualifiedMinCount(Qualified { shape, siblings: siblings.clone(), count }));
        }
        if let Some(count) = most {
            found.push(Constraint::QualifiedMaxCount(Qualified { shape, siblings, count }));
        }
    }
}

/// The qualified value shapes of all properties of the shapes that have this property.
fn siblings(reader: &Reader<'_>, node: TermId) -> Vec<TermId> {
    let Some(property) = reader.graph.find_iri(sh::PROPERTY) else { return Vec::new() };
    let mut siblings: Vec<TermId> = reader
        .graph
        .subjects(property, node)
        .flat_map(|parent| reader.graph.objects(parent, property))
        .flat_map(|property| reader.values(property, sh::QUALIFIED_VALUE_SHAPE))
        .collect();
    siblings.sort_unstable();
    siblings.dedup();
    siblings
}
