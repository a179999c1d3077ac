//! The start and end of periods in DCAT's own properties.
//!
//! In: schema:startDate and schema:endDate (http and https) of a period of time, as DCAT-AP 1 had them.
//! Out: dcat:startDate and dcat:endDate. An end in the year 9999 means that there is none, and goes.
//! Must not: touch events, offers or other things with schema.org dates.

use std::collections::BTreeSet;

use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms, schema, schema_https};
use crate::rdf::{Graph, TermId};

pub(super) const STEP: Step = Step {
    id: "period-properties",
    level: Level::Safe,
    description: Text {
        sv: "Flyttar periodens start och slut till de egenskaper som profilen använder nu.",
        en: "Moves the start and end of a period to the properties that the profile uses now.",
    },
    apply,
};

/// Old property, new property.
const MOVES: &[(&str, &str)] = &[
    (schema::START_DATE, dcat::START_DATE),
    (schema_https::START_DATE, dcat::START_DATE),
    (schema::END_DATE, dcat::END_DATE),
    (schema_https::END_DATE, dcat::END_DATE),
];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let mut periods: BTreeSet<TermId> = graph.instances(dcterms::PERIOD_OF_TIME).collect();
    if let Some(temporal) = graph.find_iri(dcterms::TEMPORAL) {
        periods.extend(graph.by_predicate(temporal).map(|(object, _)| object));
    }
    let ends = [schema::END_DATE, schema_https::END_DATE, dcat::END_DATE].map(|iri| graph.find_iri(iri));
    let moves = MOVES.iter().filter_map(|&(old, new)| Some((graph.find_iri(old)?, new)));
    let moves: Vec<(TermId, &'static str)> = moves.collect();
    for period in periods {
        for &triple in ends.iter().flatten().flat_map(|&end| graph.statements(period, end)) {
            if is_open(graph, triple[2]) {
                edits.remove(triple);
            }
        }
        for &(old, new) in &moves {
            for &triple in graph.statements(period, old) {
                if !is_open(graph, triple[2]) {
                    edits.move_to(triple, new);
                }
            }
        }
    }
}

/// Whether a date is the one by which systems write "no end".
fn is_open(graph: &Graph, date: TermId) -> bool {
    graph.term(date).as_literal().is_some_and(|literal| literal.lexical.trim().starts_with("9999-12-31"))
}
