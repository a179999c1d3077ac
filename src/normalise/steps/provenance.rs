//! Provenance as a statement of its own.
//!
//! In: texts as values of dcterms:provenance. Out: a dcterms:ProvenanceStatement with the text as its description (DCAT-AP-SE 2.0.0 and on);
//! texts in different languages, one each, are one statement. Must not: join texts of one language.

use std::collections::{BTreeMap, BTreeSet};

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcterms, rdf};
use crate::rdf::{Graph, TermId};

pub(super) const STEP: Step = Step {
    id: "provenance",
    level: Level::Safe,
    description: Text {
        sv: "Gör text om datas ursprung till ett uttalande om ursprung, så som profilen vill ha det.",
        en: "Turns text about where data come from into a provenance statement, as the profile has it.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcterms::PROVENANCE) else { return };
    let mut of_each: BTreeMap<TermId, Vec<TermId>> = BTreeMap::new();
    for (object, subject) in graph.by_predicate(property).filter(|(object, _)| graph.terms().is_literal(*object)) {
        of_each.entry(subject).or_default().push(object);
    }
    for (subject, mut texts) in of_each {
        texts.sort_by_key(|&id| graph.term(id));
        let tags: BTreeSet<&str> = texts.iter().filter_map(|&id| graph.terms().language(id)).collect();
        let statements: Vec<&[TermId]> =
            if tags.len() == texts.len() { vec![&texts] } else { texts.chunks(1).collect() };
        for texts in statements {
            let Some((&first, others)) = texts.split_first() else { continue };
            let class = (rdf::TYPE, Object::Iri(dcterms::PROVENANCE_STATEMENT.to_owned()));
            let described = texts.iter().map(|&text| (dcterms::DESCRIPTION, Object::Same(text)));
            edits.replace([subject, property, first], Object::Node([class].into_iter().chain(described).collect()));
            others.iter().for_each(|&text| edits.remove([subject, property, text]));
        }
    }
}
