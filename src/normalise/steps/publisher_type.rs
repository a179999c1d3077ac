//! The types of publishers in ADMS's own spelling.
//!
//! In: IRIs below purl.org/adms/publishertype that differ from one of that list in scheme, case or ending only. Out: the list's own.
//! Must not: choose a type, which is for the register of organisations.

use crate::normalise::vocabulary::PUBLISHER_TYPE;
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "publisher-type",
    level: Level::Safe,
    description: Text {
        sv: "Skriver koder för typ av utgivare på det sätt som listan själv gör.",
        en: "Writes codes of types of publishers the way their list does.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for id in graph.terms().ids() {
        if let Term::Iri(iri) = graph.term(id)
            && iri.contains("/adms/")
            && let Some(form) = PUBLISHER_TYPE.spelling(iri)
            && form != iri
        {
            edits.rename(id, form.to_owned());
        }
    }
}
