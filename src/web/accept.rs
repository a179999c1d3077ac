//! Content negotiation (RFC 9110, section 12.5.1): which syntax a client gets at `/catalog`.

use crate::publish::FORMATS;
use crate::rdf::Format;

/// The syntax that the `Accept` header wants most.
///
/// RDF/XML where in doubt: without a header, when nothing offered is named, and among equals. A client that would rather
/// have HTML gets RDF/XML too; libraries send such headers without meaning it.
pub(super) fn choose(accept: Option<&str>) -> Format {
    let ranges = parse(accept.unwrap_or_default());
    let mut best = (Format::RdfXml, 0);
    for format in FORMATS {
        let quality = quality(&ranges, format);
        if quality > best.1 {
            best = (format, quality);
        }
    }
    best.0
}

/// A media range and its weight in thousandths.
type Range = (String, u32);

fn parse(accept: &str) -> Vec<Range> {
    accept
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let media_type = parts.next().filter(|media_type| media_type.contains('/'))?.to_ascii_lowercase();
            let weight = parts.find_map(|parameter| {
                let (name, value) = parameter.split_once('=')?;
                name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f32>().unwrap_or(0.0))
            });
            Some((media_type, (weight.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0) as u32))
        })
        .collect()
}

/// The weight of the most specific range that fits.
fn quality(ranges: &[Range], format: Format) -> u32 {
    let names: &[&str] = match format {
        Format::RdfXml => &["application/rdf+xml", "application/xml", "text/xml"],
        Format::Turtle => &["text/turtle", "application/x-turtle", "text/n3"],
        Format::NTriples => &["application/n-triples"],
        _ => &["application/ld+json", "application/json"],
    };
    let main = names[0].split('/').next().unwrap_or_default();
    let exact = ranges.iter().filter(|(range, _)| names.contains(&range.as_str())).map(|(_, weight)| *weight).max();
    let of = |wanted: &str| ranges.iter().find(|(range, _)| range == wanted).map(|(_, weight)| *weight);
    exact.or_else(|| of(&format!("{main}/*"))).or_else(|| of("*/*")).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_gets_what_it_wants_most_and_rdf_xml_where_in_doubt() {
        let cases = [
            (None, Format::RdfXml),
            (Some(""), Format::RdfXml),
            (Some("*/*"), Format::RdfXml),
            (Some("text/turtle"), Format::Turtle),
            (Some("Text/Turtle; charset=utf-8"), Format::Turtle),
            (Some("application/ld+json, text/turtle;q=0.9"), Format::JsonLd),
            (Some("text/turtle;q=0.2, application/rdf+xml;q=0.1"), Format::Turtle),
            (Some("text/turtle;q=0.5, application/rdf+xml;q=0.5"), Format::RdfXml),
            (Some("application/n-triples, */*;q=0.1"), Format::NTriples),
            (Some("application/rdf+xml;q=0, */*;q=0.5"), Format::Turtle),
            (Some("text/*"), Format::Turtle),
            (Some("application/json"), Format::JsonLd),
            (Some("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"), Format::RdfXml),
            (Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Format::RdfXml),
            (Some("image/png"), Format::RdfXml),
            (Some("text/turtle;q=banana"), Format::RdfXml),
            (Some(",,;;q=1"), Format::RdfXml),
        ];
        for (accept, expected) in cases {
            assert_eq!(choose(accept), expected, "{accept:?}");
        }
    }
}
