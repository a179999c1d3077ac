//! A dataset's licence on its distributions.
//!
//! In: dcterms:license of a dataset, which DCAT-AP wants on the distributions. Out: the same on those distributions that state neither a
//! licence nor rights. The dataset keeps its own.
//! Must not: copy upwards, choose among several, or copy a licence that is a text or nothing, or says that there is none.
//! Of the facts one would copy rights too; a statement of rights may be about more than the files, so it is not.

use std::collections::BTreeMap;

use crate::normalise::subjects::of_class;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms};
use crate::rdf::{Graph, Term, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "copy-licence",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Anger datamängdens licens också på dess distributioner när de saknar egen.",
        en: "States the licence of a dataset on its distributions too where they have none.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let [licence, distribution] = [dcterms::LICENSE, dcat::HAS_DISTRIBUTION].map(|iri| graph.find_iri(iri));
    let (Some(licence), Some(distribution)) = (licence, distribution) else { return };
    let terms = [dcterms::LICENSE, dcterms::RIGHTS].map(|iri| graph.find_iri(iri));
    let has_terms =
        |thing: TermId| terms.iter().flatten().any(|&property| !graph.statements(thing, property).is_empty());
    // What belongs to datasets under different licences gets none.
    let mut copies: BTreeMap<TermId, Option<Triple>> = BTreeMap::new();
    let is_licence = |id: TermId| match graph.term(id) {
        Term::Iri(iri) => is_statement(iri),
        // A licence that is described without an address is shared by the distributions.
        Term::Blank(_) => !graph.properties(id).is_empty(),
        Term::Literal(_) => false,
    };
    // A catalogue lists series as it lists datasets.
    let mut datasets = of_class(graph, dcat::DATASET, dcat::HAS_DATASET);
    datasets.extend(graph.instances(dcat::DATASET_SERIES));
    for dataset in datasets {
        let one = match graph.statements(dataset, licence) {
            [] => continue,
            [one] if is_licence(one[2]) => Some(*one),
            _ => None,
        };
        for thing in graph.objects(dataset, distribution) {
            if graph.terms().is_literal(thing) || has_terms(thing) {
                continue;
            }
            let copy = copies.entry(thing).or_insert(one);
            let same = copy.zip(one).is_some_and(|(copy, one)| copy[2] == one[2]);
            if !same {
                *copy = None;
            }
        }
    }
    for (thing, copy) in copies {
        if let Some(from) = copy {
            edits.add(thing, dcterms::LICENSE, Object::Same(from[2]), Some(from));
        }
    }
}

/// Whether an address can be that of a licence: not a placeholder for none, and not a text that was made an address of.
fn is_statement(iri: &str) -> bool {
    let iri = iri.to_lowercase();
    !["unknown", "notspecified", "not-specified", "%3c"].iter().any(|sign| iri.contains(sign))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_placeholder_is_no_licence() {
        assert!(super::is_statement("https://kommun.example.se/villkor"));
        for iri in
            ["https://project-open-data.cio.gov/unknown-license", "https://a.se/notspecified", "https://a.se/%3Cp%3E"]
        {
            assert!(!super::is_statement(iri), "{iri}");
        }
    }
}
