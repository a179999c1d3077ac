//! What tells who or what a resource is, beside its address.
//!
//! In: a node and its class. Out: for a dataset or service the UUID by which the national portal finds duplicates, for an agent its
//! organisation number. Must not: take part in what a resource's own address is.

use super::Class;
use crate::organisation_number::organisation_number;
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, TermId};

/// Where organisations of the national portal live (DCAT-AP-SE harvesting guide, "Identifierare för utgivande organisationer").
const ORGANISATIONS: &str = "dataportal.se/organisation/SE";

/// The identifier of a node, in one form: a UUID in lower case, or the ten digits of an organisation number.
///
/// Of several the first by text counts.
pub(super) fn identifier(graph: &Graph, node: TermId, class: Class) -> Option<String> {
    let property = || graph.find_iri(dcterms::IDENTIFIER);
    let values = property().into_iter().flat_map(|property| graph.objects(node, property));
    let literals = values.filter_map(|id| graph.term(id).as_literal()).map(|literal| literal.lexical);
    match class {
        Class::Dataset | Class::DataService => literals.filter_map(uuid).min(),
        Class::Agent => {
            let of_address = graph.term(node).as_iri().and_then(|iri| {
                let site = iri.strip_prefix("http://").or_else(|| iri.strip_prefix("https://"))?;
                let rest = site.strip_prefix("www.").unwrap_or(site).strip_prefix(ORGANISATIONS)?;
                // Several publishers may share a number; then something follows that tells them apart.
                organisation_number(rest).filter(|_| rest.len() == 10)
            });
            of_address.or_else(|| literals.filter_map(organisation_number).min())
        }
        _ => None,
    }
}

/// A UUID as the portal knows it: 8-4-4-4-12 hexadecimal digits and nothing else (DCAT-AP-SE harvesting guide, "Hantering av
/// duplikat"). The guide does not say whether case counts; RFC 9562, section 4, says that it does not.
fn uuid(text: &str) -> Option<String> {
    let groups = text.split('-').map(|group| group.bytes().all(|b| b.is_ascii_hexdigit()).then_some(group.len()));
    groups.eq([8, 4, 4, 4, 12].map(Some)).then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    #[test]
    fn a_uuid_has_the_form_of_the_portal() {
        let id = "3F2504E0-4F89-11D3-9A0C-0305E82C3301";
        assert_eq!(uuid(id), Some(id.to_lowercase()));
        for other in [
            "",
            "urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "3f2504e04f8911d39a0c0305e82c3301",
            "3f2504e0-4f89-11d3-9a0c-0305e82c330",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301-1",
            "3f2504e0-4f89-11d3-9a0c-0305e82c330g",
            " 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        ] {
            assert_eq!(uuid(other), None, "{other}");
        }
    }

    #[test]
    fn agents_are_told_by_their_number_and_datasets_by_their_uuid() {
        let text = r#"
            @prefix dcterms: <http://purl.org/dc/terms/> .
            <http://dataportal.se/organisation/SE2120009994> dcterms:identifier "x" .
            <http://dataportal.se/organisation/SE2120009994-skolan> dcterms:title "x" .
            <http://e.org/a> dcterms:identifier "212000-9994", "Kommunen" .
            <http://e.org/b> dcterms:identifier "212000-9993" .
            <http://e.org/d> dcterms:identifier "3f2504e0-4f89-11d3-9a0c-0305e82c3301" .
        "#;
        let graph =
            parse(text.as_bytes(), Format::Turtle, "http://e.org/", &Caps::default()).expect("it is Turtle").graph;
        let of = |iri: &str, class| identifier(&graph, graph.find_iri(iri).expect("it is there"), class);
        let number = Some("2120009994".to_owned());
        assert_eq!(of("http://dataportal.se/organisation/SE2120009994", Class::Agent), number);
        assert_eq!(of("http://dataportal.se/organisation/SE2120009994-skolan", Class::Agent), None);
        assert_eq!(of("http://e.org/a", Class::Agent), number);
        assert_eq!(of("http://e.org/b", Class::Agent), None);
        assert_eq!(of("http://e.org/d", Class::Agent), None);
        assert!(of("http://e.org/d", Class::Dataset).is_some());
        assert_eq!(of("http://e.org/d", Class::DatasetSeries), None);
    }
}
