//! Themes of the EU list as links.
//!
//! In: dcat:theme as text. Out: the IRI of the EU data theme for a code alone; a text that is a label of a theme is proposed. (Scheme and
//! case of the list's own IRIs are mended by `authority-iri`.)
//! Must not: touch other lists. EuroVoc is one: its domains are no data themes, and no alignment says which they would be.

use crate::normalise::vocabulary::DATA_THEME;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcat;

pub(super) const STEP: Step = Step {
    id: "theme",
    level: Level::Safe,
    description: Text {
        sv: "Gör om koder för EU:s teman som är skrivna som text till länkar.",
        en: "Turns codes of EU themes written as text into links.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::THEME) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let Some(literal) = graph.term(object).as_literal() else { continue };
        if let Some(theme) = DATA_THEME.code(literal.lexical) {
            edits.replace([subject, property, object], Object::Iri(theme.to_owned()));
        } else if let Some(theme) = DATA_THEME.label(literal.lexical) {
            edits.suggest(subject, dcat::THEME, Some(object), theme.to_owned());
        }
    }
}
