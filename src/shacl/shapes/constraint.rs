//! Reading the constraints of a shape, one parameter after another in the order of section 4.

use super::shape::boolean;
use super::sparql::{self, Component, Owner};
use super::{Reader, list, qualified};
use crate::rdf::vocab::xsd;
use crate::rdf::{Term, TermId};
use crate::shacl::pattern::Pattern;
use crate::shacl::shape::{Constraint, NodeKinds, Range, ShapeId};
use crate::shacl::vocab as sh;

/// The parameters whose subjects are shapes (SHACL, section 2.1); those that only go with another are left out.
pub(crate) const PARAMETERS: &[&str] = &[
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
    sh::SPARQL,
];

/// Makes a constraint of its parameter.
type Make<P> = fn(P) -> Constraint;

/// Reads the constraints of a shape.
pub(crate) fn read(reader: &mut Reader<'_>, components: &[Component], owner: Owner<'_>) -> Vec<Constraint> {
    let node = owner.node;
    let mut found = Vec::new();
    value_type(reader, node, &mut found);
    cardinality(reader, node, &mut found);
    range(reader, node, &mut found);
    string(reader, node, &mut found);
    property_pair(reader, node, &mut found);
    logical(reader, node, &mut found);
    shape_based(reader, node, &mut found);
    other(reader, node, &mut found);
    sparql::constraints(reader, owner, &mut found);
    sparql::custom(reader, components, owner, &mut found);
    if owner.path.is_some() {
        qualified::read(reader, node, &mut found);
    } else {
        for parameter in [
            sh::MIN_COUNT,
            sh::MAX_COUNT,
            sh::UNIQUE_LANG,
            sh::LESS_THAN,
            sh::LESS_THAN_OR_EQUALS,
            sh::QUALIFIED_VALUE_SHAPE,
        ] {
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
        found.push(match reader.graph.term(kind) {
            Term::Iri(sh::IRI) => kinds(true, false, false),
            Term::Iri(sh::BLANK_NODE) => kinds(false, true, false),
            Term::Iri(sh::LITERAL) => kinds(false, false, true),
            Term::Iri(sh::BLANK_NODE_OR_IRI) => kinds(true, true, false),
            Term::Iri(sh::BLANK_NODE_OR_LITERAL) => kinds(false, true, true),
            Term::Iri(sh::IRI_OR_LITERAL) => kinds(true, false, true),
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

fn range(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    let ranges = [
        (sh::MIN_EXCLUSIVE, Range::MinExclusive),
        (sh::MIN_INCLUSIVE, Range::MinInclusive),
        (sh::MAX_EXCLUSIVE, Range::MaxExclusive),
        (sh::MAX_INCLUSIVE, Range::MaxInclusive),
    ];
    for (parameter, range) in ranges {
        let Some(bound) = reader.at_most_one(node, parameter) else { continue };
        match reader.graph.terms().is_literal(bound) {
            true => found.push(Constraint::Range(range, bound)),
            false => reader.problem(node, parameter, "expected a literal"),
        }
    }
}

fn string(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    if let Some(length) = integer(reader, node, sh::MIN_LENGTH) {
        found.push(Constraint::MinLength(length));
    }
    if let Some(length) = integer(reader, node, sh::MAX_LENGTH) {
        found.push(Constraint::MaxLength(length));
    }
    pattern(reader, node, found);
    if let Some(head) = reader.at_most_one(node, sh::LANGUAGE_IN) {
        let mut ranges: Vec<Box<str>> = Vec::new();
        for member in members(reader, node, sh::LANGUAGE_IN, head) {
            match string_of(reader, member) {
                Some(range) => ranges.push(range.into()),
                None => reader.problem(node, sh::LANGUAGE_IN, "expected a list of strings"),
            }
        }
        found.push(Constraint::LanguageIn(ranges));
    }
    if is_true(reader, node, sh::UNIQUE_LANG) {
        found.push(Constraint::UniqueLang);
    }
}

fn pattern(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    let flags = match reader.at_most_one(node, sh::FLAGS) {
        None => "",
        Some(flags) => match string_of(reader, flags) {
            Some(flags) => flags,
            None => return reader.problem(node, sh::FLAGS, "expected a string"),
        },
    };
    for value in reader.values(node, sh::PATTERN) {
        let compiled = match string_of(reader, value) {
            Some(source) => Pattern::new(source, flags),
            None => Err("expected a string".to_owned()),
        };
        match compiled {
            Ok(pattern) => found.push(Constraint::Pattern(Box::new(pattern))),
            Err(problem) => reader.problem(node, sh::PATTERN, problem),
        }
    }
}

fn property_pair(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    let pairs: [(&str, Make<TermId>); 4] = [
        (sh::EQUALS, Constraint::Equals),
        (sh::DISJOINT, Constraint::Disjoint),
        (sh::LESS_THAN, Constraint::LessThan),
        (sh::LESS_THAN_OR_EQUALS, Constraint::LessThanOrEquals),
    ];
    for (parameter, constraint) in pairs {
        found.extend(iris(reader, node, parameter).into_iter().map(constraint));
    }
}

fn logical(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    for value in reader.values(node, sh::NOT) {
        if let Some(shape) = reader.shape(node, sh::NOT, value) {
            found.push(Constraint::Not(shape));
        }
    }
    let lists: [(&str, Make<Vec<ShapeId>>); 3] =
        [(sh::AND, Constraint::And), (sh::OR, Constraint::Or), (sh::XONE, Constraint::Xone)];
    for (parameter, constraint) in lists {
        for head in reader.values(node, parameter) {
            let members = members(reader, node, parameter, head);
            found.push(constraint(
                members.into_iter().filter_map(|member| reader.shape(node, parameter, member)).collect(),
            ));
        }
    }
}

fn shape_based(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    for value in reader.values(node, sh::NODE) {
        if let Some(shape) = reader.shape(node, sh::NODE, value) {
            found.push(Constraint::Node(shape));
        }
    }
    for value in reader.values(node, sh::PROPERTY) {
        if let Some(shape) = reader.shape(node, sh::PROPERTY, value) {
            if reader.values(value, sh::PATH).is_empty() {
                reader.problem(value, sh::PATH, "a property shape needs a path");
            }
            found.push(Constraint::Property(shape));
        }
    }
}

fn other(reader: &mut Reader<'_>, node: TermId, found: &mut Vec<Constraint>) {
    let ignored = ignored_properties(reader, node);
    if is_true(reader, node, sh::CLOSED) {
        let mut allowed: Vec<TermId> = reader
            .values(node, sh::PROPERTY)
            .into_iter()
            .flat_map(|property| reader.values(property, sh::PATH))
            .collect();
        allowed.retain(|property| reader.graph.terms().is_iri(*property));
        allowed.extend(ignored);
        found.push(Constraint::Closed(allowed));
    }
    for value in reader.values(node, sh::HAS_VALUE) {
        found.push(Constraint::HasValue(value));
    }
    if let Some(head) = reader.at_most_one(node, sh::IN) {
        let members = members(reader, node, sh::IN, head);
        reader.value_sets.push(members);
        found.push(Constraint::In(reader.value_sets.len() - 1));
    }
}

/// The members of `sh:ignoredProperties`; a fault in them is one also where nothing is closed.
fn ignored_properties(reader: &mut Reader<'_>, node: TermId) -> Vec<TermId> {
    let Some(head) = reader.at_most_one(node, sh::IGNORED_PROPERTIES) else { return Vec::new() };
    let members = members(reader, node, sh::IGNORED_PROPERTIES, head);
    if members.iter().any(|member| !reader.graph.terms().is_iri(*member)) {
        reader.problem(node, sh::IGNORED_PROPERTIES, "expected a list of IRIs");
    }
    members
}

fn iris(reader: &mut Reader<'_>, node: TermId, parameter: &str) -> Vec<TermId> {
    let mut values = reader.values(node, parameter);
    if values.iter().any(|value| !reader.graph.terms().is_iri(*value)) {
        reader.problem(node, parameter, "expected an IRI");
    }
    values.retain(|value| reader.graph.terms().is_iri(*value));
    values
}

/// A number that counts something.
pub(crate) fn integer(reader: &mut Reader<'_>, node: TermId, parameter: &str) -> Option<u64> {
    let value = reader.at_most_one(node, parameter)?;
    let count = match reader.graph.term(value) {
        Term::Literal(literal) if literal.datatype == xsd::INTEGER => literal.lexical.parse().ok(),
        _ => None,
    };
    if count.is_none() {
        reader.problem(node, parameter, "expected an xsd:integer from 0 to 18446744073709551615");
    }
    count
}

/// A parameter that is true or false, false if it is missing.
pub(crate) fn is_true(reader: &mut Reader<'_>, node: TermId, parameter: &str) -> bool {
    let Some(value) = reader.at_most_one(node, parameter) else { return false };
    let value = boolean(reader.graph.term(value));
    if value.is_none() {
        reader.problem(node, parameter, "expected true or false");
    }
    value == Some(true)
}

fn string_of<'a>(reader: &Reader<'a>, value: TermId) -> Option<&'a str> {
    reader.graph.term(value).as_literal().filter(|literal| literal.is_plain()).map(|literal| literal.lexical)
}

fn members(reader: &mut Reader<'_>, node: TermId, parameter: &str, head: TermId) -> Vec<TermId> {
    list::read(reader.graph, head).unwrap_or_else(|problem| {
        reader.problem(node, parameter, problem);
        Vec::new()
    })
}
