//! Categories of high-value datasets as the EU list writes them.
//!
//! In: dcatap:hvdCategory as a code alone, or as an address of the list with another scheme, case or ending. Out: the IRI in the
//! list, `http://data.europa.eu/bna/c_…` (Regulation (EU) 2023/138, annex). A text that is a label is proposed.
//! Must not: choose a category.

use crate::normalise::vocabulary::HVD_CATEGORY;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::dcatap;
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "hvd-category",
    level: Level::Safe,
    description: Text {
        sv: "Skriver koder för kategorier av värdefulla datamängder som länkar till EU:s lista.",
        en: "Writes codes of categories of high-value datasets as links to the EU list.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcatap::HVD_CATEGORY) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let triple = [subject, property, object];
        match graph.term(object) {
            Term::Iri(iri) => {
                if let Some(form) = HVD_CATEGORY.spelling(iri).filter(|form| *form != iri) {
                    edits.respell(graph, triple, form.to_owned());
                }
            }
            Term::Literal(literal) => {
                let text = literal.lexical.trim();
                if let Some(concept) = HVD_CATEGORY.code(text) {
                    edits.replace(triple, Object::Iri(concept.to_owned()));
                } else if let Some(concept) = HVD_CATEGORY.label(text) {
                    edits.suggest(subject, dcatap::HVD_CATEGORY, Some(object), concept.to_owned());
                }
            }
            Term::Blank(_) => {}
        }
    }
}
