//! Update frequencies in one list.
//!
//! In: the values of dcterms:accrualPeriodicity, as IRIs of purl.org/cld/freq or as labels. Out: IRIs of the EU frequency
//! table. Must not: map a text that is not exactly a label.

use std::collections::BTreeSet;

use crate::normalise::iri::site;
use crate::normalise::lookup::FREQUENCY;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, Term, TermId};

pub(super) const STEP: Step = Step {
    id: "frequency",
    level: Level::Safe,
    description: Text {
        sv: "Anger hur ofta data uppdateras med EU:s lista i stället för med en äldre lista eller som text.",
        en: "Gives how often data are updated by the EU list instead of an older list or text.",
    },
    apply,
};

/// The EU frequency table.
const BASE: &str = "http://publications.europa.eu/resource/authority/frequency/";

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::ACCRUAL_PERIODICITY) else { return };
    let is_current = |id: TermId| graph.term(id).as_iri().is_some_and(|iri| iri.starts_with(BASE));
    let current = graph.by_predicate(property).filter(|(object, _)| is_current(*object)).map(|(_, subject)| subject);
    let current: BTreeSet<TermId> = current.collect();
    for (object, subject) in graph.by_predicate(property) {
        let code = match graph.term(object) {
            Term::Iri(iri) => site(iri).and_then(|site| FREQUENCY.get(site.strip_prefix("purl.org/cld/freq/")?)),
            Term::Literal(literal) => FREQUENCY.get(literal.lexical),
            Term::Blank(_) => None,
        };
        let Some(code) = code else { continue };
        let triple = [subject, property, object];
        // The property takes one value: one that already stands in the EU list is newer and wins.
        match current.contains(&subject) {
            true => edits.remove(triple),
            false => edits.replace(triple, Object::Iri(format!("{BASE}{code}"))),
        }
    }
}
