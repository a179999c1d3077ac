//! Geometries as the text that DCAT-AP-SE takes.
//!
//! In: dcat:bbox, dcat:centroid and locn:geometry as text without a datatype, with CRS84 before it, or as GeoJSON (RFC 7946). Out: WKT
//! as gsp:wktLiteral, longitude first (GeoSPARQL 1.1, section 8.5.1: CRS84 is what is meant where none is named).
//! Must not: swap axes. Another reference system stays before its geometry, EPSG:4326 too, whose order of axes is not the one in which
//! it is often written; so does GeoJSON beside WKT, which would be two values.

use crate::normalise::geometry::{from_geo_json, is_wkt, without_crs84};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, gsp, locn, xsd};
use crate::rdf::{Graph, Literal, Triple};

pub(super) const STEP: Step = Step {
    id: "geometry",
    level: Level::Safe,
    description: Text {
        sv: "Märker koordinater som är skrivna som text så att de går att visa på karta.",
        en: "Marks coordinates written as text so that they can be shown on a map.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for property in [dcat::BBOX, dcat::CENTROID, locn::GEOMETRY].iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            let triple = [subject, property, object];
            let Some(literal) = graph.term(object).as_literal() else { continue };
            if let Some(lexical) = form(graph, triple, literal)
                && (lexical != literal.lexical || literal.datatype != gsp::WKT_LITERAL)
            {
                edits.replace(triple, Object::Typed { lexical, datatype: gsp::WKT_LITERAL });
            }
        }
    }
}

fn form(graph: &Graph, triple: Triple, literal: Literal<'_>) -> Option<String> {
    let Literal { lexical, language, datatype } = literal;
    let text = lexical.trim();
    let is_text = language.is_none() && datatype == xsd::STRING;
    if (is_text || datatype == gsp::WKT_LITERAL) && is_wkt(text) {
        return Some(without_crs84(if is_text { text } else { lexical }).to_owned());
    }
    let is_geo_json = is_text || datatype == gsp::GEO_JSON_LITERAL || datatype.ends_with("geo+json");
    let alone = graph.statements(triple[0], triple[1]).len() == 1;
    if is_geo_json && alone { from_geo_json(text) } else { None }
}
