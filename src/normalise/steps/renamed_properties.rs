//! Properties that have another name in the profile now, or that were written with a wrong one.
//!
//! In: the old properties of the things that had them (DCAT-AP-SE 3.0.1, changes; DCAT-AP 3, deprecated terms). Out: the new ones with the
//! same values; one that takes a single value keeps what stands there. Must not: touch the property of other things.

use std::collections::BTreeSet;

use super::mailbox::is_mailbox;
use crate::normalise::agents::agents;
use crate::normalise::iri::site;
use crate::normalise::things::{CONTACTS, DATASETS, ENTRIES, of_classes};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{adms, dcat, dcterms, foaf, org, org_http, owl, prov, vcard};
use crate::rdf::{Graph, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "renamed-properties",
    level: Level::Safe,
    description: Text {
        sv: "Flyttar uppgifter från egenskaper som har bytt namn till dem som profilen använder nu.",
        en: "Moves values from properties that have been renamed to those that the profile uses now.",
    },
    apply,
};

/// Where the roles of INSPIRE stand, without scheme.
pub(super) const ROLES: &str = "inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/";
/// The only classification of the profile: that an organisation lives by fees.
const FEE: &str = "https://dataportal.se/concepts/orgAspects/feeFinanzing";

/// The things that a row is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Entries,
    Datasets,
    Attributions,
    Roles,
    Agents,
    Contacts,
    All,
}

/// What a value must be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Literal,
    Dataset,
    Contact,
    Any,
    Role,
    Fee,
    Mailbox,
}

/// How many values the new property takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    One,
    Many,
}

/// Old property, new property, of which things, which values, how many.
const MOVES: &[(&str, &str, Of, Value, Takes)] = &[
    (owl::VERSION_INFO, dcat::VERSION, Of::Entries, Value::Literal, Takes::One),
    (adms::VERSION, dcat::VERSION, Of::Entries, Value::Literal, Takes::One),
    (dcterms::HAS_VERSION, dcat::HAS_VERSION, Of::Datasets, Value::Dataset, Takes::Many),
    (adms::CONTACT_POINT, dcat::CONTACT_POINT, Of::Entries, Value::Contact, Takes::Many),
    (dcat::ROLE, dcat::HAD_ROLE, Of::Roles, Value::Any, Takes::One),
    (dcterms::TYPE, dcat::HAD_ROLE, Of::Attributions, Value::Role, Takes::One),
    (org_http::CLASSIFICATION, org::CLASSIFICATION, Of::Agents, Value::Fee, Takes::One),
    (dcat::IDENTIFIER, dcterms::IDENTIFIER, Of::All, Value::Literal, Takes::Many),
    (vcard::EMAIL, vcard::HAS_EMAIL, Of::Contacts, Value::Mailbox, Takes::Many),
    (foaf::MBOX, vcard::HAS_EMAIL, Of::Contacts, Value::Mailbox, Takes::Many),
];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let moves: Vec<_> = MOVES.iter().filter_map(|row| Some((graph.find_iri(row.0)?, row))).collect();
    if !moves.is_empty() {
        let things = Things::new(graph);
        for (old, &(_, new, of, value, takes)) in moves {
            for (object, subject) in graph.by_predicate(old) {
                if things.is_of(subject, of) && things.fits(object, value) {
                    match takes {
                        Takes::One => edits.move_to([subject, old, object], new),
                        Takes::Many => edits.join_to([subject, old, object], new),
                    }
                }
            }
        }
    }
    versions_of(graph, edits);
}

/// `isVersionOf` has no place in the profile: it is said from the other end, where that is described here too.
fn versions_of(graph: &Graph, edits: &mut Edits) {
    let old = [dcterms::IS_VERSION_OF, dcat::IS_VERSION_OF].map(|iri| graph.find_iri(iri));
    if old == [None, None] {
        return;
    }
    let datasets = of_classes(graph, DATASETS);
    for (place, old) in old.into_iter().enumerate().filter_map(|(place, old)| Some((place, old?))) {
        for (object, subject) in graph.by_predicate(old).filter(|(_, subject)| datasets.contains(subject)) {
            let triple: Triple = [subject, old, object];
            if datasets.contains(&object) {
                edits.remove(triple);
                edits.add(object, dcat::HAS_VERSION, Object::Same(subject), Some(triple));
            } else if place == 0 && !graph.terms().is_literal(object) {
                edits.join_to(triple, dcat::IS_VERSION_OF);
            }
        }
    }
}

struct Things<'g> {
    graph: &'g Graph,
    entries: BTreeSet<TermId>,
    datasets: BTreeSet<TermId>,
    attributions: BTreeSet<TermId>,
    relationships: BTreeSet<TermId>,
    agents: BTreeSet<TermId>,
    contacts: BTreeSet<TermId>,
}

impl<'g> Things<'g> {
    fn new(graph: &'g Graph) -> Self {
        let agents_too = of_classes(graph, crate::normalise::things::AGENTS);
        let mut attributions = of_classes(graph, &[prov::ATTRIBUTION]);
        if let Some(property) = graph.find_iri(prov::QUALIFIED_ATTRIBUTION) {
            attributions.extend(graph.by_predicate(property).map(|(object, _)| object));
        }
        Things {
            graph,
            entries: of_classes(graph, ENTRIES),
            datasets: of_classes(graph, DATASETS),
            attributions,
            relationships: of_classes(graph, &[dcat::RELATIONSHIP]),
            agents: agents(graph),
            // A mailbox of what is an agent too is the agent's.
            contacts: &of_classes(graph, CONTACTS) - &agents_too,
        }
    }

    fn is_of(&self, subject: TermId, of: Of) -> bool {
        match of {
            Of::Entries => self.entries.contains(&subject),
            Of::Datasets => self.datasets.contains(&subject),
            Of::Attributions => self.attributions.contains(&subject),
            Of::Roles => self.attributions.contains(&subject) || self.relationships.contains(&subject),
            Of::Agents => self.agents.contains(&subject),
            Of::Contacts => self.contacts.contains(&subject),
            Of::All => true,
        }
    }

    fn fits(&self, object: TermId, value: Value) -> bool {
        let term = self.graph.term(object);
        match value {
            Value::Any => true,
            Value::Literal => term.as_literal().is_some(),
            Value::Dataset => self.datasets.contains(&object),
            Value::Contact => self.contacts.contains(&object),
            Value::Role => term.as_iri().and_then(site).is_some_and(|site| site.starts_with(ROLES)),
            Value::Fee => term.as_iri() == Some(FEE),
            Value::Mailbox => is_mailbox(term),
        }
    }
}
