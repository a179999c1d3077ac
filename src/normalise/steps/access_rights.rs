//! Who may see the data, in the EU list.
//!
//! In: dcterms:accessRights as a text that is a code or label of the EU table, or as an address of another list of access rights that ends in a
//! code of it. Out: IRIs of the EU table access-right.
//! Must not: read anything into a text or a page. Who may see data is a legal statement, so what only contains such a word is
//! proposed, and a page with terms of use stays where it is. Of the facts one would map the ending of any address: here
//! the address must itself be of a list of access rights, or it is proposed too.

use crate::normalise::iri::after_http;
use crate::normalise::vocabulary::ACCESS_RIGHT;
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "access-rights",
    level: Level::Safe,
    description: Text {
        sv: "Anger åtkomsträttigheter med EU:s lista när texten är exakt ett namn ur den.",
        en: "States access rights by the EU list where the text is exactly a name of it.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::ACCESS_RIGHTS) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let term = graph.term(object);
        let meaning = match term {
            Term::Iri(iri) if ACCESS_RIGHT.has(iri) => continue,
            Term::Iri(iri) => of_address(iri),
            Term::Literal(literal) => of_text(literal.lexical),
            Term::Blank(_) => None,
        };
        match meaning {
            Some((concept, true)) => ACCESS_RIGHT.put(graph, [subject, property, object], concept, edits),
            Some((concept, false)) => edits.suggest(subject, dcterms::ACCESS_RIGHTS, Some(object), concept.to_owned()),
            None => {}
        }
    }
}

/// A concept, and whether nothing else can be meant.
type Meaning = Option<(&'static str, bool)>;

fn of_text(text: &str) -> Meaning {
    if let Some(concept) = named(text) {
        return Some((concept, true));
    }
    // "Offentlig – öppna data" begins with a name; "ej publik" does not.
    let first = text.trim().split(|c: char| c.is_whitespace() || ",.;:/(".contains(c)).next()?;
    named(first).map(|concept| (concept, false))
}

fn of_address(iri: &str) -> Meaning {
    let path = after_http(iri)?.trim_end_matches(['/', '#', '.']);
    let (list, code) = path.rsplit_once(['/', '#'])?;
    let concept = named(code)?;
    let list = list.rsplit(['/', '#']).next()?.to_lowercase();
    let is_list =
        ["access-right", "access-rights", "accessright", "accessrights", "access_rights"].contains(&list.as_str());
    Some((concept, is_list))
}

/// The concept with this code or label; the two Swedish words that mean PUBLIC are both in use.
fn named(text: &str) -> Option<&'static str> {
    let word = match text.trim().to_lowercase().as_str() {
        "offentlig" | "öppen" => "PUBLIC",
        _ => text,
    };
    ACCESS_RIGHT.code(word).or_else(|| ACCESS_RIGHT.label(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";

    #[test]
    fn whole_names_only() {
        for text in ["PUBLIC", "publik", " Offentlig ", "Public"] {
            assert_eq!(of_text(text), Some((PUBLIC, true)), "{text}");
        }
        assert_eq!(of_text("Publik, fri att använda"), Some((PUBLIC, false)));
        for text in ["", "Ej publik", "publicerad", "Se villkoren"] {
            assert_eq!(of_text(text), None, "{text}");
        }
        assert_ne!(of_text("Ej offentlig"), of_text("Offentlig"));
    }

    #[test]
    fn endings_of_lists_only() {
        assert_eq!(of_address("https://example.se/accessRights/public"), Some((PUBLIC, true)));
        assert_eq!(of_address("https://example.se/lista/access-rights#PUBLIC"), Some((PUBLIC, true)));
        assert_eq!(of_address("https://example.se/sidor/publik"), Some((PUBLIC, false)));
        for iri in ["https://example.se/publik-data", "https://example.se/villkor", "https://publik", "urn:PUBLIC"] {
            assert_eq!(of_address(iri), None, "{iri}");
        }
    }
}
