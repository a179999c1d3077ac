//! Agents: which nodes they are, and what tells one from another.
//!
//! In: a graph, the settings. Out: the agents, with their names and organisation numbers, and the IRI that Sveriges dataportal
//! gives an organisation. Must not: hold two names for the same because they are alike.

use std::collections::BTreeSet;

use super::Settings;
use super::iri::after_http;
use super::things::{AGENTS, of_classes, types};
pub(super) use crate::organisation_number::organisation_number as number;
use crate::rdf::vocab::{dcat, dcterms, foaf, prov, vcard};
use crate::rdf::{Graph, TermId};

/// What the IRIs of organisations begin with (DCAT-AP-SE, harvesting, "Identifierare för utgivande organisationer").
const BASE: &str = "http://dataportal.se/organisation/SE";

/// Properties whose values are agents.
pub(super) const ROLES: &[&str] = &[dcterms::PUBLISHER, dcterms::CREATOR];

/// The agents of a graph: what is typed so, or is used so, and is nothing else.
pub(super) fn agents(graph: &Graph) -> BTreeSet<TermId> {
    let mut agents = of_classes(graph, AGENTS);
    for property in ROLES.iter().chain(&[prov::AGENT]).filter_map(|iri| graph.find_iri(iri)) {
        let used = graph.by_predicate(property).map(|(object, _)| object);
        agents.extend(used.filter(|&id| !graph.terms().is_literal(id)));
    }
    let is_else = |class: &str| class == foaf::DOCUMENT || class.starts_with(dcat::NS) || class.starts_with(vcard::NS);
    agents.retain(|&id| !types(graph, id).iter().any(|triple| is_else(graph.term(triple[2]).text())));
    agents
}

/// Whether an agent is a person: then a number is no organisation's.
pub(super) fn is_person(graph: &Graph, agent: TermId) -> bool {
    types(graph, agent).iter().any(|triple| graph.term(triple[2]).text() == foaf::PERSON)
}

/// A name as names are compared: in lower case, with single spaces.
pub(super) fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The names of an agent, folded.
pub(super) fn names(graph: &Graph, agent: TermId) -> BTreeSet<String> {
    let values = graph.find_iri(foaf::NAME).into_iter().flat_map(|name| graph.objects(agent, name));
    let texts = values.filter_map(|id| graph.term(id).as_literal()).map(|literal| folded(literal.lexical));
    texts.filter(|name| !name.is_empty()).collect()
}

/// The organisation numbers that an agent gives as its identifiers.
pub(super) fn numbers(graph: &Graph, agent: TermId) -> BTreeSet<String> {
    let values = graph.find_iri(dcterms::IDENTIFIER).into_iter().flat_map(|name| graph.objects(agent, name));
    values.filter_map(|id| number(graph.term(id).as_literal()?.lexical)).collect()
}

/// Whether one of the names is one that the config knows for the organisation.
pub(super) fn is_named_as_configured(names: &BTreeSet<String>, settings: &Settings) -> bool {
    settings.organisation.names.iter().any(|name| names.contains(&folded(name)))
}

/// The IRI of the organisation with a number.
pub(super) fn iri_of(number: &str) -> String {
    format!("{BASE}{number}")
}

/// The IRI as the dataportal writes it, if it is the IRI of an organisation there in any spelling. What follows the number stays: by it
/// publishers with one number are told apart.
pub(super) fn portal_form(iri: &str) -> Option<String> {
    let site = after_http(iri)?;
    let (host, path) = site.split_once('/')?;
    let host = host.to_ascii_lowercase();
    if host.strip_prefix("www.").unwrap_or(&host) != "dataportal.se" {
        return None;
    }
    let name = path.strip_prefix("organisation/")?.trim_end_matches(['/', '.', '#']);
    let has_country = name.get(..2).is_some_and(|country| country.eq_ignore_ascii_case("SE"));
    let rest = if has_country { &name[2..] } else { name };
    let digits = |from: usize, to: usize| rest.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let first = digits(0, 6)?;
    // After six digits a hyphen or a space may stand.
    let begin = ["-", "%20", ""].iter().find(|mark| rest[6..].starts_with(**mark)).map_or(6, |mark| 6 + mark.len());
    let number = number(&format!("{first}{}", digits(begin, begin + 4)?))?;
    let suffix = &rest[begin + 4..];
    let is_suffix = suffix.len() > 1 && suffix.starts_with('-');
    let fits = suffix.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
    (suffix.is_empty() || (is_suffix && fits)).then(|| format!("{BASE}{number}{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_right_check_digit_and_is_no_persons() {
        for text in ["2120000142", "212000-0142", " 212000 0142 "] {
            assert_eq!(number(text).as_deref(), Some("2120000142"), "{text}");
        }
        // A wrong digit, too few or many, a VAT number, a prefix, a person's number.
        for text in
            ["2120000143", "212000014", "SE212000014201", "162120000142", "SE2120000142", "811218-9876", "", "å"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn knows_the_portals_organisations_in_any_spelling() {
        for iri in [
            "http://dataportal.se/organisation/SE2120000142",
            "https://dataportal.se/organisation/SE2120000142",
            "http://dataportal.se/organisation/SE2120000142/",
            "https://www.dataportal.se/organisation/se212000-0142",
            "http://DATAPORTAL.se/organisation/212000%200142",
        ] {
            assert_eq!(portal_form(iri).as_deref(), Some("http://dataportal.se/organisation/SE2120000142"), "{iri}");
        }
        let suffixed = "https://dataportal.se/organisation/SE2120000142-bibliotek";
        assert_eq!(portal_form(suffixed).as_deref(), Some("http://dataportal.se/organisation/SE2120000142-bibliotek"));
        for iri in [
            "http://dataportal.se/organisation/SE2120000143",
            "http://dataportal.se/organisation/SE2120000142bibliotek",
            "http://dataportal.se/organisation/SE2120000142-",
            "http://dataportal.se/organisation/SE2120000142-å",
            "http://dataportal.se/organisation/SE",
            "http://dataportal.se/organisation/åäöåäö",
            "http://example.se/organisation/SE2120000142",
            "http://dataportal.se/organisation/",
        ] {
            assert_eq!(portal_form(iri), None, "{iri}");
        }
    }
}
