//! Records about entries of a catalogue.
//!
//! In: dcat:record and what is nothing but a dcat:CatalogRecord, with what hangs below it. Out: nothing of them: Sveriges dataportal cannot
//! harvest a catalogue with records (DCAT-AP-SE 3.0.1, "Utelämnade klasser"). Must not: take away what a record is about, or a thing that is something else
//! as well as a record.

use crate::normalise::things::{description, types};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::vocab::{dcat, rdf};
use crate::rdf::{Graph, TermId};

pub(super) const STEP: Step = Step {
    id: "catalog-record",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Utelämnar katalogposter, som Sveriges dataportal inte kan ta emot.",
        en: "Leaves out catalogue records, which the Swedish data portal cannot take.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    if let Some(record) = graph.find_iri(dcat::RECORD) {
        graph.by_predicate(record).for_each(|(object, subject)| edits.remove([subject, record, object]));
    }
    let records: Vec<TermId> = graph.instances(dcat::CATALOG_RECORD).collect();
    if records.is_empty() {
        return;
    }
    let (only, also): (Vec<TermId>, Vec<TermId>) = records.into_iter().partition(|&id| types(graph, id).len() == 1);
    if let Some((rdf_type, class)) = graph.find_iri(rdf::TYPE).zip(graph.find_iri(dcat::CATALOG_RECORD)) {
        also.into_iter().for_each(|node| edits.remove([node, rdf_type, class]));
    }
    // What leads to a blank node that is gone would lead nowhere.
    let is_gone = |id: &TermId| graph.terms().is_blank(*id) && only.binary_search(id).is_ok();
    graph.triples().iter().filter(|triple| is_gone(&triple[2])).for_each(|&triple| edits.remove(triple));
    description(graph, only.iter().copied()).into_iter().for_each(|triple| edits.remove(triple));
}
