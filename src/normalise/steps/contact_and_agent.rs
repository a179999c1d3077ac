//! Contacts that are at the same time an agent.
//!
//! In: nodes with a class of vCard and one of FOAF that a dcat:contactPoint leads to (DCAT-AP-SE, harvesting, "Håll isär kontakter"). Out: the node
//! stays the agent; what is said with vCard is said of `<iri>#contact`, to which the contact points lead. Must not: move anything else, or take
//! an IRI that the document uses.

use crate::normalise::things::{AGENTS, CONTACTS, of_classes};
use crate::normalise::{Edits, Level, Object, Settings, Step, Subject, Text};
use crate::rdf::vocab::{dcat, rdf, vcard};
use crate::rdf::{Graph, Term, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "contact-and-agent",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Skiljer kontakten från organisationen när båda har samma adress.",
        en: "Tells the contact from the organisation where both have the same address.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let (Some(contact_point), Some(rdf_type)) = (graph.find_iri(dcat::CONTACT_POINT), graph.find_iri(rdf::TYPE)) else {
        return;
    };
    for node in &of_classes(graph, AGENTS) & &of_classes(graph, CONTACTS) {
        if graph.subjects(contact_point, node).len() == 0 {
            continue;
        }
        let (contact, object) = match graph.term(node) {
            Term::Iri(iri) => {
                let iri = free_form(graph, iri);
                (Subject::Iri(iri.clone()), Object::Iri(iri))
            }
            _ => {
                let new = edits.new_node();
                (Subject::New(new), Object::New(new))
            }
        };
        for &triple in graph.properties(node).iter().filter(|triple| is_of_contact(graph, triple, rdf_type)) {
            edits.remove(triple);
            edits.add(contact.clone(), triple[1], Object::Same(triple[2]), Some(triple));
        }
        for subject in graph.subjects(contact_point, node) {
            edits.replace([subject, contact_point, node], object.clone());
        }
        edits.made(contact, Some(node));
    }
}

/// Whether a statement is about the contact: a property or a class of vCard.
fn is_of_contact(graph: &Graph, triple: &Triple, rdf_type: TermId) -> bool {
    let tells = if triple[1] == rdf_type { triple[2] } else { triple[1] };
    graph.term(tells).text().starts_with(vcard::NS)
}

/// An IRI beside the agent's that the document does not use.
fn free_form(graph: &Graph, iri: &str) -> String {
    // An IRI has one fragment at most.
    let stem = format!("{iri}{}", if iri.contains('#') { "-contact" } else { "#contact" });
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|form| graph.find_iri(form).is_none()).unwrap_or(stem)
}
