//! Reading one shape (SHACL, section 2.1): its path, targets, severity, messages and constraints.

use super::sparql::{Component, Owner};
use super::{Reader, constraint, path};
use crate::rdf::vocab::{rdf, rdfs, xsd};
use crate::rdf::{Graph, Term, TermId};
use crate::shacl::result::{Message, Severity};
use crate::shacl::shape::{Shape, Target};
use crate::shacl::vocab as sh;

/// The properties that declare targets.
pub(crate) const TARGETS: &[&str] = &[sh::TARGET_NODE, sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF, sh::TARGET_OBJECTS_OF];

/// Reads the shape at a node; what is ill-formed is noted and left out.
pub(crate) fn read(reader: &mut Reader<'_>, components: &[Component], node: TermId) -> Shape {
    let path = reader.at_most_one(node, sh::PATH).and_then(|at| match path::read(reader.graph, at) {
        Ok(path) => Some(path),
        Err(problem) => {
            reader.problem(node, sh::PATH, problem);
            None
        }
    });
    if path.is_none() && has_type(reader.graph, node, sh::PROPERTY_SHAPE) && reader.values(node, sh::PATH).is_empty() {
        reader.problem(node, sh::PATH, "a property shape needs a path");
    }
    if path.is_some() && has_type(reader.graph, node, sh::NODE_SHAPE) {
        reader.problem(node, sh::PATH, "a node shape has no path");
    }
    let deactivated = deactivated(reader, node);
    Shape {
        id: node,
        severity: severity(reader, node),
        messages: messages(reader, node),
        targets: targets(reader, node),
        constraints: if deactivated {
            Vec::new()
        } else {
            constraint::read(reader, components, Owner { node, path: path.as_ref() })
        },
        path,
        recursive: false,
    }
}

/// Whether a node has the class; no subclasses.
pub(crate) fn has_type(graph: &Graph, node: TermId, class: &str) -> bool {
    match (graph.find_iri(rdf::TYPE), graph.find_iri(class)) {
        (Some(rdf_type), Some(class)) => graph.contains(&[node, rdf_type, class]),
        _ => false,
    }
}

fn deactivated(reader: &mut Reader<'_>, node: TermId) -> bool {
    let Some(value) = reader.at_most_one(node, sh::DEACTIVATED) else { return false };
    match boolean(reader.graph.term(value)) {
        Some(value) => value,
        None => {
            reader.problem(node, sh::DEACTIVATED, "expected true or false");
            false
        }
    }
}

/// Whether an `xsd:boolean` is the term `true`. The recommendation names the term, not the value, and its test suite
/// (uniqueLang-002) holds that `"1"` switches nothing on.
pub(crate) fn boolean(term: Term<'_>) -> Option<bool> {
    let literal = term.as_literal().filter(|literal| literal.datatype == xsd::BOOLEAN)?;
    match literal.lexical {
        "true" => Some(true),
        "false" | "0" | "1" => Some(false),
        _ => None,
    }
}

fn severity(reader: &mut Reader<'_>, node: TermId) -> Severity {
    let Some(value) = reader.at_most_one(node, sh::SEVERITY) else { return Severity::Violation };
    match reader.graph.term(value) {
        Term::Iri(iri) => Severity::from(iri),
        _ => {
            reader.problem(node, sh::SEVERITY, "expected an IRI");
            Severity::Violation
        }
    }
}

/// The `sh:message`s of a shape or constraint, sorted by language.
pub(crate) fn messages(reader: &mut Reader<'_>, node: TermId) -> Vec<Message> {
    let mut messages = Vec::new();
    for value in reader.values(node, sh::MESSAGE) {
        match reader.graph.term(value) {
            Term::Literal(literal) if literal.language.is_some() || literal.datatype == xsd::STRING => {
                messages.push(Message { text: literal.lexical.into(), language: literal.language.map(Into::into) });
            }
            _ => reader.problem(node, sh::MESSAGE, "expected a string, with or without a language"),
        }
    }
    messages.sort_by(|a, b| (&a.language, &a.text).cmp(&(&b.language, &b.text)));
    messages
}

fn targets(reader: &mut Reader<'_>, node: TermId) -> Vec<Target> {
    let mut targets = Vec::new();
    for property in TARGETS {
        for value in reader.values(node, property) {
            let term = reader.graph.term(value);
            let allowed = match term {
                Term::Iri(_) => true,
                Term::Literal(_) => *property == sh::TARGET_NODE,
                Term::Blank(_) => false,
            };
            if !allowed {
                reader.problem(node, property, "expected an IRI");
                continue;
            }
            targets.push(match *property {
                sh::TARGET_NODE => Target::Node(value),
                sh::TARGET_CLASS => Target::Class(value),
                sh::TARGET_SUBJECTS_OF => Target::SubjectsOf(value),
                _ => Target::ObjectsOf(value),
            });
        }
    }
    if reader.graph.terms().is_iri(node)
        && is_class(reader.graph, node)
        && (has_type(reader.graph, node, sh::NODE_SHAPE) || has_type(reader.graph, node, sh::PROPERTY_SHAPE))
    {
        targets.push(Target::Class(node));
    }
    targets.sort();
    targets.dedup();
    targets
}

/// Whether a node is an instance of `rdfs:Class` or a subclass of it in the graph.
fn is_class(graph: &Graph, node: TermId) -> bool {
    let (Some(rdf_type), Some(class)) = (graph.find_iri(rdf::TYPE), graph.find_iri(rdfs::CLASS)) else { return false };
    let mut classes = vec![class];
    let mut next = 0;
    while let Some(&class) = classes.get(next) {
        next += 1;
        if graph.contains(&[node, rdf_type, class]) {
            return true;
        }
        if let Some(sub) = graph.find_iri(rdfs::SUB_CLASS_OF) {
            for class in graph.subjects(sub, class) {
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
    }
    false
}
