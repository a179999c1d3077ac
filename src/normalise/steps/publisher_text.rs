//! Publishers and creators that are only a name.
//!
//! In: texts as values of dcterms:publisher and dcterms:creator. Out: the config's organisation, where the text is exactly its name. For others the
//! agent of the document with exactly that name is proposed, or one to be described. Must not: make an agent of any other text.

use std::collections::{BTreeMap, BTreeSet};

use crate::normalise::agents::{ROLES, agents, folded, iri_of, is_named_as_configured, names};
use crate::normalise::fingerprint::digest;
use crate::normalise::record::shown;
use crate::normalise::{Edits, Level, Object, Settings, Step, Subject, Text};
use crate::rdf::vocab::{foaf, rdf};
use crate::rdf::{Graph, TermId};

pub(super) const STEP: Step = Step {
    id: "publisher-text",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Gör utgivare som bara är skrivna som text till organisationer, när texten är källägarens namn.",
        en: "Turns publishers that are only text into organisations, where the text is the name of the source's owner.",
    },
    apply,
};

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let mut known: Option<BTreeMap<String, BTreeSet<TermId>>> = None;
    let mut told = BTreeSet::new();
    for property in ROLES.iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            let Some(literal) = graph.term(object).as_literal() else { continue };
            let name = folded(literal.lexical);
            let triple = [subject, property, object];
            if is_named_as_configured(&BTreeSet::from([name.clone()]), settings) {
                let iri = own_iri(settings, &name);
                edits.replace(triple, Object::Iri(iri.clone()));
                if told.insert(object) {
                    describe(graph, iri, object, edits);
                }
            } else if !name.is_empty() {
                let known = known.get_or_insert_with(|| by_name(graph));
                let proposed = match known.get(&name).map(|ids| ids.iter().collect::<Vec<_>>()).as_deref() {
                    Some(&[&one]) if graph.terms().is_iri(one) => graph.term(one).text().to_owned(),
                    _ => format!("[ foaf:name {} ]", shown(graph.term(object))),
                };
                edits.suggest(subject, graph.term(property).text(), Some(object), proposed);
            }
        }
    }
}

/// The IRI of the config's organisation: by its number, or one of our own.
fn own_iri(settings: &Settings, name: &str) -> String {
    settings.organisation.number.as_deref().map(iri_of).unwrap_or_else(|| {
        let base = settings.genid_base.trim_end_matches('/');
        format!("{base}/.well-known/genid/{}", digest([settings.scope.as_str(), "agent", name]))
    })
}

/// Says who the organisation is, unless the document does.
fn describe(graph: &Graph, iri: String, name: TermId, edits: &mut Edits) {
    let known = graph.find_iri(&iri);
    if known.is_some_and(|id| !graph.properties(id).is_empty()) {
        return;
    }
    let agent = Subject::Iri(iri);
    edits.add(agent.clone(), rdf::TYPE, Object::Iri(foaf::ORGANIZATION.to_owned()), None);
    edits.add(agent.clone(), foaf::NAME, Object::Same(name), None);
    edits.made(agent, None);
}

/// The agents by their names.
fn by_name(graph: &Graph) -> BTreeMap<String, BTreeSet<TermId>> {
    let mut known: BTreeMap<String, BTreeSet<TermId>> = BTreeMap::new();
    for agent in agents(graph) {
        for name in names(graph, agent) {
            known.entry(name).or_default().insert(agent);
        }
    }
    known
}
