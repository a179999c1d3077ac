//! The bounding box of a place that has one as its outline.
//!
//! In: locn:geometry that is a rectangle along the axes, as DCAT-AP-SE 1 had it for the bounding box. Out: the same as dcat:bbox beside it, where the
//! place has no dcat:bbox. Must not: compute a box around another shape.

use crate::normalise::geometry::is_box;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, gsp, locn};

pub(super) const STEP: Step = Step {
    id: "bounding-box",
    level: Level::Safe,
    description: Text {
        sv: "Anger en rektangel som också är platsens omskrivande rektangel i det fältet.",
        en: "States a rectangle that is also the bounding box of a place in that field.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(locn::GEOMETRY) else { return };
    let bbox = graph.find_iri(dcat::BBOX);
    for (object, subject) in graph.by_predicate(property) {
        let has_box = bbox.is_some_and(|bbox| !graph.statements(subject, bbox).is_empty());
        let alone = graph.statements(subject, property).len() == 1;
        if let Some(literal) = graph.term(object).as_literal()
            && literal.datatype == gsp::WKT_LITERAL
            && alone
            && !has_box
            && is_box(literal.lexical)
        {
            edits.add(subject, dcat::BBOX, Object::Same(object), Some([subject, property, object]));
        }
    }
}
