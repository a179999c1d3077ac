//! EU themes beside themes of other lists.
//!
//! In: dcat:theme with a value that the operator's rows name, or with an INSPIRE theme. Out: the EU data theme beside it, by the row or by
//! SEMIC's alignment of the INSPIRE themes (skos:broadMatch, from GeoDCAT-AP). The own theme stays.
//! Must not: map by likeness. Of the facts one adds a theme for INSPIRE always, the other by an operator's row only: here it is
//! added where no EU theme stands, since a publisher who chose one knows better.

use std::collections::BTreeSet;

use super::authority_iri;
use crate::normalise::iri::site;
use crate::normalise::lookup::{INSPIRE_THEME, Rows};
use crate::normalise::vocabulary::DATA_THEME;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcat;

pub(super) const STEP: Step = Step {
    id: "theme-mapping",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Lägger till EU:s tema bredvid ett tema ur Inspire eller ur regionens egen tabell.",
        en: "Adds the EU theme beside a theme of INSPIRE or of the region's own table.",
    },
    apply,
};

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::THEME) else { return };
    let rows = Rows::of(&settings.lookup.themes);
    let mut added = BTreeSet::new();
    for (object, subject) in graph.by_predicate(property) {
        let term = graph.term(object);
        if term.is_blank() {
            continue;
        }
        let text = term.text();
        let theme = match rows.last(text) {
            Some(theme) => authority_iri::own_form(theme).unwrap_or_else(|| theme.to_owned()),
            None => {
                let has_theme = || DATA_THEME.has_value(graph, subject, property);
                match inspire(text).filter(|_| !has_theme()) {
                    Some(theme) => theme,
                    None => continue,
                }
            }
        };
        let held = graph.find_iri(&theme).is_some_and(|id| graph.contains(&[subject, property, id]));
        if !held && added.insert((subject, theme.clone())) {
            edits.add(subject, dcat::THEME, Object::Iri(theme), Some([subject, property, object]));
        }
    }
}

/// The EU data theme that is broader than an INSPIRE theme.
fn inspire(iri: &str) -> Option<String> {
    let code = site(iri)?.strip_prefix("inspire.ec.europa.eu/theme/")?;
    let theme = INSPIRE_THEME.get(code.trim_end_matches(['/', '#']))?;
    DATA_THEME.code(theme).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_leads_to_a_theme() {
        assert!(INSPIRE_THEME.values().all(|theme| DATA_THEME.code(theme).is_some()));
        assert_eq!(INSPIRE_THEME.values().count(), 34);
    }

    #[test]
    fn reads_the_spellings_of_inspire() {
        let environment = "http://publications.europa.eu/resource/authority/data-theme/ENVI".to_owned();
        for iri in ["http://inspire.ec.europa.eu/theme/hy", "https://inspire.ec.europa.eu/theme/HY/"] {
            assert_eq!(inspire(iri).as_ref(), Some(&environment), "{iri}");
        }
        for iri in ["http://inspire.ec.europa.eu/theme", "http://inspire.ec.europa.eu/theme/xx", "http://a.se/theme/hy"]
        {
            assert_eq!(inspire(iri), None, "{iri}");
        }
    }
}
