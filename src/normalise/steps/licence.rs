//! Licence IRIs in one spelling.
//!
//! In: the values of dcterms:license. Out: Creative Commons IRIs as `http://creativecommons.org/<kind>/<version>/`;
//! EU licence codes for those licences in that form too, as DCAT-AP-SE 3.0.1 wants them.
//! Must not: change name, version or jurisdiction of a licence, or choose one: that is a legal statement.

use std::collections::BTreeSet;

use crate::normalise::iri::site;
use crate::normalise::lookup::LICENCE;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcterms;

pub(super) const STEP: Step = Step {
    id: "licence",
    level: Level::Safe,
    description: Text {
        sv: "Skriver adressen till en Creative Commons-licens på det sätt som profilen anger.",
        en: "Writes the address of a Creative Commons licence the way the profile asks for.",
    },
    apply,
};

/// Where Creative Commons licences live, in the form of the profile.
const BASE: &str = "http://creativecommons.org/";

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::LICENSE) else { return };
    let mut described = BTreeSet::new();
    for (object, subject) in graph.by_predicate(property) {
        let Some(iri) = graph.term(object).as_iri() else { continue };
        let Some(form) = own_form(iri).filter(|form| form != iri) else { continue };
        if graph.properties(object).is_empty() {
            edits.replace([subject, property, object], Object::Iri(form));
        } else if described.insert(object) {
            // What the source says about the licence must follow it.
            edits.rename(object, form);
        }
    }
}

/// The IRI of the licence as the profile writes it, if it is one that the step knows.
fn own_form(iri: &str) -> Option<String> {
    let site = site(iri)?;
    if let Some(code) = site.strip_prefix("publications.europa.eu/resource/authority/licence/") {
        return LICENCE.get(code).map(|path| format!("{BASE}{path}"));
    }
    let path = site.strip_prefix("creativecommons.org/")?;
    let mut parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    if parts.last().is_some_and(|last| is_page(last)) {
        parts.pop();
    }
    let (kind, rest) = parts.split_first()?;
    let (name, rest) = rest.split_first()?;
    let (version, jurisdiction) = rest.split_first()?;
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_version = version.split('.').count() == 2 && version.split('.').all(|n| n.parse::<u8>().is_ok());
    let is_kind = matches!(*kind, "licenses" | "publicdomain");
    let is_jurisdiction = jurisdiction.is_empty() || (jurisdiction.len() == 1 && is_name(jurisdiction[0]));
    (is_kind && is_name(name) && is_version && is_jurisdiction).then(|| format!("{BASE}{}/", parts.join("/")))
}

/// The human-readable summary or the legal text of a licence, perhaps in a language.
fn is_page(part: &str) -> bool {
    let name = part.split('.').next().unwrap_or_default();
    matches!(name, "deed" | "legalcode")
}

#[cfg(test)]
mod tests {
    use super::own_form;

    #[test]
    fn keeps_version_and_jurisdiction() {
        let cases = [
            ("https://creativecommons.org/licenses/by/2.5/se", "http://creativecommons.org/licenses/by/2.5/se/"),
            (
                "https://www.creativecommons.org/publicdomain/zero/1.0/deed.sv",
                "http://creativecommons.org/publicdomain/zero/1.0/",
            ),
            (
                "http://creativecommons.org/licenses/by-sa/3.0/nl/legalcode/",
                "http://creativecommons.org/licenses/by-sa/3.0/nl/",
            ),
            (
                "http://publications.europa.eu/resource/authority/licence/CC_BY",
                "http://creativecommons.org/licenses/by/4.0/",
            ),
        ];
        for (iri, form) in cases {
            assert_eq!(own_form(iri).as_deref(), Some(form));
        }
    }

    #[test]
    fn does_not_choose_a_version_or_a_licence() {
        for iri in [
            "https://creativecommons.org/licenses/by/",
            "https://creativecommons.org/about/cclicenses/",
            "https://creativecommons.org/licenses/by/4.0/?lang=sv",
            "https://creativecommons.org/licenses/by/latest/",
            "http://publications.europa.eu/resource/authority/licence/CC_BY_3_0",
            "https://example.org/licenses/by/4.0/",
        ] {
            assert_eq!(own_form(iri), None, "{iri}");
        }
    }
}
