//! Naming a node of the shapes graph to a person, also when it is blank.

use crate::rdf::{Graph, Term, TermId};

/// The most steps from a blank node towards the IRI that it hangs on.
const STEPS: usize = 20;

/// The IRI in angle brackets, the literal in quotes, or "a blank node".
pub(crate) fn name(graph: &Graph, node: TermId) -> String {
    match graph.term(node) {
        Term::Iri(iri) => format!("<{iri}>"),
        Term::Literal(literal) => format!("{:?}", literal.lexical),
        Term::Blank(_) => "a blank node".to_owned(),
    }
}

/// The IRI, or for a blank node the way to it from the nearest IRI.
pub(crate) fn describe(graph: &Graph, node: TermId) -> String {
    let mut steps = Vec::new();
    let mut at = node;
    while graph.terms().is_blank(at) && steps.len() < STEPS {
        let Some(&[subject, predicate, _]) = graph.triples().iter().find(|t| t[2] == at) else { break };
        let predicate = graph.term(predicate).text();
        let local = predicate.rfind(['#', '/']).map_or(predicate, |cut| &predicate[cut + 1..]);
        steps.push(local.to_owned());
        at = subject;
    }
    let mut text = name(graph, at);
    for step in steps.iter().rev().filter(|step| *step != "rest" && *step != "first") {
        text.push_str(" › ");
        text.push_str(step);
    }
    let path = graph.find_iri(super::sh::PATH).and_then(|path| graph.object(node, path));
    if let Some(path) = path.filter(|_| at != node) {
        text.push_str(&format!(" ({})", name(graph, path)));
    }
    text
}
