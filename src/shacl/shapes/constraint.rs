//! Reading the constraints of a shape, one parameter after another in the order of section 4.

use regex::RegexBuilder;

use super::{Reader, list};
use crate::rdf::vocab::xsd;
use crate::rdf::{Term, TermId};
use crate::shacl::shape::{Constraint, NodeKinds, Pattern};
use crate::shacl::vocab as sh;

/// The parameters whose subjects are shapes (SHACL, section 2.1); those that only go with another are left out.
pub const PARAMETERS: &[&str] = &[
    sh::CLASS,
    sh::DATATYPE,
    sh::NODE_KIND,
    sh::MIN_COUNT,
    sh::MAX_COUNT,
    sh::MIN_EXCLUSIVE,
    sh::MIN_INCLUSIVE,
    sh::MAX_EXCLUSIVE,
    sh::MAX_INCLUSIVE,
    sh::MIN_LENGTH,
    sh::MAX_LENGTH,
    sh::PATTERN,
    sh::LANGUAGE_IN,
    sh::UNIQUE_LANG,
    sh::EQUALS,
    sh::DISJOINT,
    sh::LESS_THAN,
    sh::LESS_THAN_OR_EQUALS,
    sh::NOT,
    sh::AND,
    sh::OR,
    sh::XONE,
    sh::NODE,
    sh::PROPERTY,
    sh::QUALIFIED_VALUE_SHAPE,
    sh::CLOSED,
    sh::HAS_VALUE,
    sh::IN,
];

/// Reads the constraints of a shape.
pub fn read(reader: &mut Reader<'_>, node: TermId, is_property_shape: bool) -> Vec<Constraint> {
    let mut found = Vec::new();
    value_type(reader, node, &mut found);
    cardinality(reader, node, &mut found);
    string(reader, node, &mut found);
    shape_based(reader, node, &mut found);
    other(reader, node, &mut found);
    if !is_property_shape {
        for parameter in [sh::MIN_COUNT, sh::MAX_COUNT, sh::UNIQUE_LANG, sh::LESS_THAN, sh::LESS_THAN_OR_EQUALS] {
            if !reader.values(node, parameter).is_empty() {
                reader.problem(node, parameter, "only a property shape may have this; sh:path is missing");
            }
        }
    }
    found
}

fn value_type(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    for class in iris(reader, node, sh::CLASS) {
        found.push(Constraint::Class(reader.class(class)));
    }
    if let Some(datatype) = reader.at_most_one(node, sh::DATATYPE) {
        match reader.graph.terms().is_iri(datatype) {
            true => found.push(Constraint::Datatype(datatype)),
            false => reader.problem(node, sh::DATATYPE, "expected the IRI of a datatype"),
        }
    }
    if let Some(kind) = reader.at_most_one(node, sh::NODE_KIND) {
        let kinds = |iri, blank, literal| Constraint::NodeKind(NodeKinds { iri, blank, literal });
        found.push(match reader.graph.term(kind).text() {
            sh::IRI => kinds(true, false, false),
            sh::BLANK_NODE => kinds(false, true, false),
            sh::LITERAL => kinds(false, false, true),
            sh::BLANK_NODE_OR_IRI => kinds(true, true, false),
            sh::BLANK_NODE_OR_LITERAL => kinds(false, true, true),
            sh::IRI_OR_LITERAL => kinds(true, false, true),
            _ => return reader.problem(node, sh::NODE_KIND, "expected one of SHACL's six node kinds"),
        });
    }
}

fn cardinality(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    if let Some(count) = integer(reader, node, sh::MIN_COUNT) {
        found.push(Constraint::MinCount(count));
    }
    if let Some(count) = integer(reader, node, sh::MAX_COUNT) {
        found.push(Constraint::MaxCount(count));
    }
}

fn string(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    let flags: String =
        reader.at_most_one(node, sh::FLAGS).map_or_else(String::new, |f| reader.graph.term(f).text().to_owned());
    for pattern in reader.values(node, sh::PATTERN) {
        let Some(literal) = reader.graph.term(pattern).as_literal().filter(|literal| literal.datatype == xsd::STRING)
        else {
            reader.problem(node, sh::PATTERN, "expected a string");
            continue;
        };
        match RegexBuilder::new(literal.lexical).case_insensitive(flags.contains('i')).build() {
            Ok(regex) => found.push(Constraint::Pattern(Box::new(Pattern { source: literal.lexical.into(), regex }))),
            Err(error) => reader.problem(node, sh::PATTERN, format!("not a regular expression: {error}")),
        }
    }
    if let Some(head) = reader.at_most_one(node, sh::LANGUAGE_IN) {
        let members = members(reader, node, sh::LANGUAGE_IN, head);
        let ranges = members.iter().map(|m| reader.graph.term(*m).text().to_ascii_lowercase().into()).collect();
        found.push(Constraint::LanguageIn(ranges));
    }
}

fn shape_based(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    for parameter in [sh::NODE, sh::PROPERTY] {
        for value in reader.values(node, parameter) {
            if reader.graph.terms().is_literal(value) {
                reader.problem(node, parameter, "a literal is not a shape");
            } else if reader.graph.properties(value).is_empty() {
                reader.dangling(node, parameter, value);
            } else if parameter == sh::NODE {
                found.push(Constraint::Node(reader.reference(value)));
            } else if reader.values(value, sh::PATH).is_empty() {
                reader.problem(value, sh::PATH, "a property shape needs a path");
            } else {
                found.push(Constraint::Property(reader.reference(value)));
            }
        }
    }
}

fn other(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    for head in reader.values(node, sh::IN) {
        let members = members(reader, node, sh::IN, head);
        reader.value_sets.push(members);
        found.push(Constraint::In(reader.value_sets.len() - 1));
    }
    for value in reader.values(node, sh::HAS_VALUE) {
        found.push(Constraint::HasValue(value));
    }
}

fn iris(reader: &mut Reader<'_>, node: TermId, parameter: &str) -> Vec<TermId> {
    let mut values = reader.values(node, parameter);
    if values.iter().any(|value| !reader.graph.terms().is_iri(*value)) {
        reader.problem(node, parameter, "expected an IRI");
    }
    values.retain(|value| reader.graph.terms().is_iri(*value));
    values
}

fn integer(reader: &mut Reader<'_>, node: TermId, parameter: &str) -> Option<u64> {
    let value = reader.at_most_one(node, parameter)?;
    let count = match reader.graph.term(value) {
        Term::Literal(literal) if literal.datatype == xsd::INTEGER => literal.lexical.parse().ok(),
        _ => None,
    };
    if count.is_none() {
        reader.problem(node, parameter, "expected an xsd:integer that is not negative");
    }
    count
}

fn members(reader: &mut Reader<'_>, node: TermId, parameter: &str, head: TermId) -> Vec<TermId> {
    list::read(reader.graph, head).unwrap_or_else(|problem| {
        reader.problem(node, parameter, problem);
        Vec::new()
    })
}
