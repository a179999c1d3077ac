//! Geometries as texts: WKT (OGC 06-103r4) and GeoJSON (RFC 7946).
//!
//! In: a text. Out: whether it is plainly one of them, and in which form. Must not: swap axes, round, or guess at a broken text.

use std::fmt::Write;

use serde_json::Value;

/// The reference system that WKT is in where it names none (GeoSPARQL 1.1, section 8.5.1).
const CRS84: &[&str] = &[
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
    "https://www.opengis.net/def/crs/OGC/1.3/CRS84",
    "http://www.opengis.net/def/crs/OGC/0/CRS84",
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
];

const KEYWORDS: &[&str] =
    &["POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "ENVELOPE"];

/// The reference system before the geometry, and the geometry.
fn parts(text: &str) -> (Option<&str>, &str) {
    let named = text.trim_start().strip_prefix('<').and_then(|rest| rest.split_once('>'));
    named.map_or((None, text), |(system, geometry)| (Some(system), geometry))
}

/// The keyword and what stands in the parentheses behind it.
fn keyword(geometry: &str) -> Option<(&str, &str)> {
    let (keyword, rest) = geometry.trim().split_once('(')?;
    Some((keyword.trim(), rest.strip_suffix(')')?))
}

/// Whether a text is WKT and nothing else: a keyword, then numbers in balanced parentheses.
pub(super) fn is_wkt(text: &str) -> bool {
    let Some((word, coordinates)) = keyword(parts(text).1) else { return false };
    let is_known = KEYWORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let mut depth = 0_usize;
    for c in coordinates.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return false,
            ')' => depth -= 1,
            _ => {}
        }
    }
    let mut positions = coordinates.split([',', '(', ')']).filter(|position| !position.trim().is_empty()).peekable();
    // Those of an envelope stand one by one.
    let numbers = if word.eq_ignore_ascii_case("ENVELOPE") { 1..=1 } else { 2..=4 };
    let is_position = |position: &str| {
        let count = position.split_whitespace().count();
        numbers.contains(&count)
            && position.split_whitespace().all(|number| number.parse::<f64>().is_ok_and(f64::is_finite))
    };
    is_known && depth == 0 && positions.peek().is_some() && positions.all(is_position)
}

/// The geometry without the reference system that is meant without it too.
pub(super) fn without_crs84(text: &str) -> &str {
    match parts(text) {
        (Some(system), geometry) if CRS84.contains(&system.trim()) => geometry.trim(),
        _ => text,
    }
}

/// Whether a text is a rectangle along the axes, as a polygon of five points or as an envelope.
pub(super) fn is_box(text: &str) -> bool {
    if !is_wkt(text) {
        return false;
    }
    let Some((word, coordinates)) = keyword(parts(text).1) else { return false };
    if word.eq_ignore_ascii_case("ENVELOPE") {
        return coordinates.split(',').count() == 4;
    }
    let ring = coordinates.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let Some(ring) = ring.filter(|ring| !ring.contains('(') && word.eq_ignore_ascii_case("POLYGON")) else {
        return false;
    };
    let point = |position: &str| {
        let mut numbers = position.split_whitespace().map(str::parse::<f64>);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?)).filter(|_| numbers.next().is_none())
    };
    let Some(points) = ring.split(',').map(point).collect::<Option<Vec<(f64, f64)>>>() else { return false };
    let [a, b, c, d, e] = points[..] else { return false };
    // Sides lie along the first axis and the second in turn.
    let along = |p: (f64, f64), q: (f64, f64)| (p.0 == q.0, p.1 == q.1);
    let sides = [along(a, b), along(b, c), along(c, d), along(d, a)];
    let in_turn = |first: (bool, bool)| sides == [first, (first.1, first.0), first, (first.1, first.0)];
    a == e && (in_turn((true, false)) || in_turn((false, true)))
}

/// A GeoJSON point or polygon as WKT: both have longitude first.
pub(super) fn from_geo_json(text: &str) -> Option<String> {
    if !text.starts_with('{') {
        return None;
    }
    let Value::Object(object) = serde_json::from_str(text).ok()? else { return None };
    // Members that RFC 7946 no longer has may say that the axes are others.
    if object.keys().any(|key| !matches!(key.as_str(), "type" | "coordinates" | "bbox")) {
        return None;
    }
    let coordinates = object.get("coordinates")?;
    match object.get("type")?.as_str()? {
        "Point" => Some(format!("POINT({})", position(coordinates)?)),
        "Polygon" => {
            let mut wkt = String::from("POLYGON(");
            for (index, ring) in coordinates.as_array().filter(|rings| !rings.is_empty())?.iter().enumerate() {
                let positions = ring.as_array().filter(|ring| ring.len() >= 4)?;
                let positions = positions.iter().map(position).collect::<Option<Vec<String>>>()?;
                // Writing to a String cannot fail.
                let _ = write!(wkt, "{}({})", if index == 0 { "" } else { "," }, positions.join(","));
            }
            wkt.push(')');
            Some(wkt)
        }
        _ => None,
    }
}

/// Two numbers; a position with a height is left alone.
fn position(value: &Value) -> Option<String> {
    let [Value::Number(longitude), Value::Number(latitude)] = &value.as_array()?[..] else { return None };
    Some(format!("{longitude} {latitude}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wkt_is_a_keyword_and_numbers() {
        for text in [
            "POINT(16.6 59.9)",
            "point (16.6 59.9 12)",
            "POLYGON((16 60, 17 60, 17 59, 16 59, 16 60))",
            "POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))",
            "ENVELOPE(16, 17, 60, 59)",
            "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(59.9 16.6)",
        ] {
            assert!(is_wkt(text), "{text}");
        }
        for text in [
            "",
            "POINT",
            "POINT()",
            "POINT(16.6)",
            "POINT(16,6 59,9)",
            "POINT(a b)",
            "POINT(1 2",
            "POINT(1 2))",
            "POINT(1 2) Sala",
            "POINT(inf nan)",
            "Sala kommun (16.6 59.9)",
            "SRID=4326;POINT(1 2)",
            "{\"type\":\"Point\",\"coordinates\":[1,2]}",
        ] {
            assert!(!is_wkt(text), "{text}");
        }
    }

    #[test]
    fn only_the_system_that_is_meant_anyway_goes() {
        assert_eq!(without_crs84("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(1 2)"), "POINT(1 2)");
        let other = "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(2 1)";
        assert_eq!(without_crs84(other), other);
    }

    #[test]
    fn boxes_have_sides_along_the_axes() {
        for text in [
            "POLYGON((16 60, 17 60, 17 59, 16 59, 16 60))",
            "POLYGON((16 60,16 59,17 59,17 60.0,16 60))",
            "ENVELOPE(16, 17, 60, 59)",
        ] {
            assert!(is_box(text), "{text}");
        }
        for text in [
            "POLYGON((16 60, 17 60, 17 59, 16 58, 16 60))",
            "POLYGON((16 60, 17 60, 17 59, 16 60))",
            "POLYGON((16 60, 17 60, 16 60, 17 60, 16 60))",
            "POLYGON((16 60, 16 60, 16 60, 16 60, 16 60))",
            "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 2,1 1))",
            "POINT(1 2)",
        ] {
            assert!(!is_box(text), "{text}");
        }
    }

    #[test]
    fn geo_json_keeps_its_order_and_its_numbers() {
        let polygon = r#"{"type":"Polygon","coordinates":[[[16,60],[17,60],[17,59.5],[16,60]]]}"#;
        assert_eq!(from_geo_json(polygon).as_deref(), Some("POLYGON((16 60,17 60,17 59.5,16 60))"));
        assert_eq!(
            from_geo_json(r#"{"type": "Point", "coordinates": [16.6, 59.9]}"#).as_deref(),
            Some("POINT(16.6 59.9)")
        );
        for text in [
            "{",
            "[16, 60]",
            r#"{"type":"Point"}"#,
            r#"{"type":"Point","coordinates":[16.6]}"#,
            r#"{"type":"Point","coordinates":["16.6","59.9"]}"#,
            r#"{"type":"Point","coordinates":[16.6,59.9],"crs":{"type":"name"}}"#,
            r#"{"type":"Polygon","coordinates":[]}"#,
        ] {
            assert_eq!(from_geo_json(text), None, "{text}");
        }
    }
}
