//! The list of themes that a catalogue says it uses.
//!
//! In: dcat:themeTaxonomy naming EuroVoc, or the list of lists, as earlier versions of the profile had it. Out: the EU data themes, where the
//! document has a theme of them and none of EuroVoc. Must not: say that a list is used which is not.

use crate::normalise::iri::site;
use crate::normalise::vocabulary::DATA_THEME;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcat;

pub(super) const STEP: Step = Step {
    id: "theme-taxonomy",
    level: Level::Safe,
    description: Text {
        sv: "Anger EU:s temalista som katalogens lista över teman när det är den som används.",
        en: "States the EU list of themes as that of the catalogue where it is the one in use.",
    },
    apply,
};

/// The EU data themes.
const DATA_THEMES: &str = "http://publications.europa.eu/resource/authority/data-theme";

/// What was stated in their place, without scheme and without what stands at the end.
const FORMER: &[&str] = &[
    "eurovoc.europa.eu",
    "eurovoc.europa.eu/domains",
    "publications.europa.eu/mdr/authority",
    "publications.europa.eu/resource/authority",
];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let (Some(property), Some(theme)) = (graph.find_iri(dcat::THEME_TAXONOMY), graph.find_iri(dcat::THEME)) else {
        return;
    };
    let is_former = |iri: &str| site(iri).is_some_and(|site| FORMER.contains(&site.trim_end_matches(['/', '#'])));
    let of_eurovoc = |iri: &str| site(iri).is_some_and(|site| site.starts_with("eurovoc.europa.eu/"));
    let mut uses = (false, false);
    for (object, _) in graph.by_predicate(theme) {
        uses.0 |= DATA_THEME.holds(graph, object);
        uses.1 |= graph.term(object).as_iri().is_some_and(of_eurovoc);
    }
    if uses != (true, false) {
        return;
    }
    for (object, subject) in graph.by_predicate(property) {
        if graph.term(object).as_iri().is_some_and(is_former) {
            edits.replace([subject, property, object], Object::Iri(DATA_THEMES.to_owned()));
        }
    }
}
