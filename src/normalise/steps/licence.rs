//! Licence IRIs in one spelling.
//!
//! In: the values of dcterms:license. Out: Creative Commons IRIs as `http://creativecommons.org/<kind>/<version>/`;
//! codes of the EU table and of geodata.se for those licences in that form too, as DCAT-AP-SE 3.0.1 wants them; what the operator's rows
//! name, as the rows say. A text that names one of those licences, and an address of one without its version, is proposed.
//! Must not: change name, version or jurisdiction of a licence, or choose one: that is a legal statement.

use std::collections::BTreeSet;

use super::authority_iri;
use crate::normalise::iri::site;
use crate::normalise::lookup::{LICENCE, LICENCE_NAME, Rows};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, Term};

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

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::LICENSE) else { return };
    let rows = Rows::of(&settings.lookup.licences);
    for (object, subject) in graph.by_predicate(property) {
        let term = graph.term(object);
        let triple = [subject, property, object];
        if let Some(form) = stated(&rows, term) {
            if term != Term::Iri(&form) {
                edits.replace(triple, Object::Iri(form));
            }
        } else if let Some(form) = term.as_iri().and_then(own_form) {
            if term != Term::Iri(&form) {
                // What the source says about the licence follows it.
                edits.respell(graph, triple, form);
            }
        } else if let Some(form) = proposed(term) {
            edits.suggest(subject, dcterms::LICENSE, Some(object), form);
        }
    }
}

/// What the operator's rows make of a licence in the end, in the form of the profile: that may be named by a row itself. None where no row
/// names it, or they lead round in a circle.
fn stated(rows: &Rows<'_>, term: Term<'_>) -> Option<String> {
    let mut at = match term {
        Term::Iri(iri) => own_form(iri).filter(|form| rows.get(iri).is_none() && rows.get(form).is_some()),
        Term::Literal(_) => None,
        Term::Blank(_) => return None,
    };
    let mut seen = BTreeSet::new();
    loop {
        let stated = rows.last(at.as_deref().unwrap_or(term.text()))?;
        let form = own_form(stated).or_else(|| authority_iri::own_form(stated)).unwrap_or_else(|| stated.to_owned());
        if rows.get(&form).is_none_or(|next| next == form) {
            return Some(form);
        }
        if !seen.insert(form.clone()) {
            return None;
        }
        at = Some(form);
    }
}

/// The licence that a text names, or that an address names without its version.
fn proposed(term: Term<'_>) -> Option<String> {
    let name = match term {
        Term::Iri(iri) => {
            let site = site(iri)?.trim_end_matches('/');
            let (address, last) = site.rsplit_once('/')?;
            if is_page(last) { address } else { site }
        }
        Term::Literal(literal) => literal.lexical,
        Term::Blank(_) => return None,
    };
    LICENCE_NAME.get(name).map(|path| format!("{BASE}{path}"))
}

/// The IRI of the licence as the profile writes it, if it is one that the step knows.
fn own_form(iri: &str) -> Option<String> {
    let site = site(iri)?;
    if let Some(code) = site.strip_prefix("publications.europa.eu/resource/authority/licence/") {
        return LICENCE.get(code).map(|path| format!("{BASE}{path}"));
    }
    if let Some(code) = site.strip_prefix("resources.geodata.se/codelist/metadata/anvandningsrestriktioner.xml#") {
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
    use super::{own_form, proposed};
    use crate::rdf::Term;

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
            (
                "https://resources.geodata.se/codelist/metadata/anvandningsrestriktioner.xml#CCby-sa4.0",
                "http://creativecommons.org/licenses/by-sa/4.0/",
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
            "https://resources.geodata.se/codelist/metadata/anvandningsrestriktioner.xml#annan",
        ] {
            assert_eq!(own_form(iri), None, "{iri}");
        }
    }

    #[test]
    fn proposes_what_a_name_without_a_version_may_mean() {
        let by = "http://creativecommons.org/licenses/by/4.0/";
        for text in ["CC BY", "cc-by 4.0", " Creative Commons Attribution "] {
            assert_eq!(proposed(Term::string(text)).as_deref(), Some(by), "{text}");
        }
        for iri in ["https://creativecommons.org/licenses/by", "http://www.creativecommons.org/licenses/by/deed.sv"] {
            assert_eq!(proposed(Term::Iri(iri)).as_deref(), Some(by), "{iri}");
        }
        for text in ["", "CC BY 3.0", "CC BY 4.0 med undantag", "öppen licens"] {
            assert_eq!(proposed(Term::string(text)), None, "{text}");
        }
        assert_eq!(proposed(Term::Iri("https://creativecommons.org/")), None);
    }
}
