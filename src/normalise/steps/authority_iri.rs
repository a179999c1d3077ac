//! The EU authority tables' IRIs in other spellings than the tables' own.
//!
//! In: every IRI below publications.europa.eu's authority tables. Out: `http`, `resource/authority`, nothing at the end; the table's own case, where
//! exactly one of its codes differs in case only. Must not: change the table, or the code for another.

use crate::normalise::iri::site;
use crate::normalise::vocabulary::{self, Vocabulary};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "authority-iri",
    level: Level::Safe,
    description: Text {
        sv: "Skriver koder ur EU:s listor på det sätt som listorna själva gör.",
        en: "Writes codes of the EU lists the way the lists themselves do.",
    },
    apply,
};

/// Where the authority tables live.
const BASE: &str = "http://publications.europa.eu/resource/authority/";

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for id in graph.terms().ids() {
        if let Term::Iri(iri) = graph.term(id)
            && let Some(form) = own_form(iri)
            && form != iri
        {
            edits.rename(id, form);
        }
    }
}

/// The IRI as the authority tables write it: a table, or a table and a code.
pub(super) fn own_form(iri: &str) -> Option<String> {
    let path = site(iri)?.strip_prefix("publications.europa.eu/")?;
    let rest = path.strip_prefix("resource/authority/").or_else(|| path.strip_prefix("mdr/authority/"))?;
    let rest = rest.trim_end_matches(['/', '.', '#']);
    let is_code =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let parts = rest.split('/').count();
    if parts > 2 || !rest.split('/').all(is_code) {
        return None;
    }
    let form = format!("{BASE}{rest}");
    let known = rest.split_once('/').and_then(|(name, _)| table(&name.to_ascii_lowercase())?.spelling(&form));
    Some(known.map_or(form, str::to_owned))
}

/// The tables whose codes the program knows.
fn table(name: &str) -> Option<&'static Vocabulary> {
    Some(match name {
        "access-right" => &vocabulary::ACCESS_RIGHT,
        "data-theme" => &vocabulary::DATA_THEME,
        "distribution-status" => &vocabulary::DISTRIBUTION_STATUS,
        "file-type" => &vocabulary::FILE_TYPE,
        "frequency" => &vocabulary::FREQUENCY,
        "language" => &vocabulary::LANGUAGE,
        "licence" => &vocabulary::EU_LICENCE,
        "planned-availability" => &vocabulary::PLANNED_AVAILABILITY,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::own_form;

    #[test]
    fn writes_known_codes_in_their_own_case() {
        let table = |rest: &str| own_form(&format!("https://publications.europa.eu/resource/authority/{rest}"));
        let form = |rest: &str| Some(format!("{}{rest}", super::BASE));
        for (given, own) in [
            ("frequency/Daily", "frequency/DAILY"),
            ("data-theme/envi/", "data-theme/ENVI"),
            ("Language/swe", "language/SWE"),
            // Not in the table, or of a table that is not known: as it is.
            ("language/sv", "language/sv"),
            ("country/swe", "country/swe"),
        ] {
            assert_eq!(table(given), form(own), "{given}");
        }
    }

    #[test]
    fn leaves_the_list_of_lists_and_files_alone() {
        assert_eq!(own_form("http://publications.europa.eu/mdr/authority/"), None);
        assert_eq!(own_form("http://publications.europa.eu/resource/authority/language/SWE?x=1"), None);
        assert_eq!(own_form("http://publications.europa.eu/resource/cellar/1"), None);
    }
}
