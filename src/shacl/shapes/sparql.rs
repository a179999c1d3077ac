//! Reading SPARQL-based constraints (SHACL, section 5.1) and constraint components (section 6.2), and where shapes use
//! the latter.

use super::constraint::is_true;
use super::shape::messages;
use super::{Reader, prefixes};
use crate::rdf::vocab::{rdf, rdfs};
use crate::rdf::{Graph, Term, TermId};
use crate::shacl::path::Path;
use crate::shacl::result::Message;
use crate::shacl::shape::{Constraint, Custom, SparqlConstraint, Validator};
use crate::shacl::sparql::{Kind, Query};
use crate::shacl::vocab as sh;

/// A constraint component as declared.
pub(crate) struct Component {
    node: TermId,
    iri: Box<str>,
    parameters: Vec<Parameter>,
}

struct Parameter {
    path: TermId,
    /// The variable: the local name of the path.
    variable: String,
    optional: bool,
}

/// The shape whose constraints are being read.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'p> {
    pub(crate) node: TermId,
    pub(crate) path: Option<&'p Path>,
}

/// Reads the `sh:sparql` constraints of a shape.
pub(crate) fn constraints(reader: &mut Reader<'_>, owner: Owner<'_>, found: &mut Vec<Constraint>) {
    for node in reader.values(owner.node, sh::SPARQL) {
        let bound = ["this", "shapesGraph", "currentShape"];
        let query = query(reader, (node, Kind::Select), owner, &bound);
        let messages = messages(reader, node);
        if is_true(reader, node, sh::DEACTIVATED) {
            continue;
        }
        if let Some(query) = query {
            found.push(Constraint::Sparql(Box::new(SparqlConstraint { node, query, messages })));
        }
    }
}

/// Reads the query of a constraint or validator, `$PATH` replaced.
fn query(reader: &mut Reader<'_>, (node, kind): (TermId, Kind), owner: Owner<'_>, bound: &[&str]) -> Option<Query> {
    let parameter = if kind == Kind::Ask { sh::ASK } else { sh::SELECT };
    let literal = match reader.values(node, parameter)[..] {
        [value] => reader.graph.term(value).as_literal().filter(|literal| literal.is_plain()),
        _ => None,
    };
    let Some(literal) = literal else {
        reader.problem(owner.node, parameter, "expected one string with a query");
        return None;
    };
    let mut text = literal.lexical.to_owned();
    if text.contains("$PATH") {
        let Some(path) = owner.path else {
            reader.problem(owner.node, parameter, "$PATH has no value in a node shape");
            return None;
        };
        text = text.replace("$PATH", &path.to_string());
    }
    let prefixes = prefixes::read(reader, node);
    match Query::parse(&text, &prefixes, kind, bound) {
        Ok(query) => Some(query),
        Err(problem) => {
            reader.problem(owner.node, parameter, problem);
            None
        }
    }
}

/// Reads the constraint components of a shapes graph, sorted by IRI. Those of SHACL itself are built in.
pub(crate) fn components(reader: &mut Reader<'_>) -> Vec<Component> {
    let graph = reader.graph;
    let mut components = Vec::new();
    for (node, iri) in instances(graph, sh::CONSTRAINT_COMPONENT)
        .into_iter()
        .filter_map(|node| Some((node, graph.term(node).as_iri()?)))
    {
        if iri.starts_with(sh::NS) {
            continue;
        }
        let mut parameters = Vec::new();
        for parameter in reader.values(node, sh::PARAMETER) {
            let path = reader.at_most_one(parameter, sh::PATH);
            let Some((path, Term::Iri(name))) = path.map(|path| (path, graph.term(path))) else {
                reader.problem(node, sh::PARAMETER, "a parameter needs an IRI as its path");
                continue;
            };
            let variable = name[name.rfind(['#', '/', ':']).map_or(0, |at| at + 1)..].to_owned();
            let is_name = !variable.is_empty() && variable.chars().all(|c| c.is_alphanumeric() || c == '_');
            if !is_name || ["this", "shapesGraph", "currentShape", "path", "PATH", "value"].contains(&&*variable) {
                reader.problem(node, sh::PARAMETER, format!("{variable:?} cannot be the name of a variable"));
                continue;
            }
            parameters.push(Parameter { path, variable, optional: is_true(reader, parameter, sh::OPTIONAL) });
        }
        if parameters.iter().all(|parameter| parameter.optional) {
            reader.problem(node, sh::PARAMETER, "a constraint component needs a parameter that is not optional");
            continue;
        }
        parameters.sort_by(|a, b| a.variable.cmp(&b.variable));
        components.push(Component { node, iri: iri.into(), parameters });
    }
    components.sort_by(|a, b| a.iri.cmp(&b.iri));
    components
}

/// The properties that make a node a shape because a component asks for them.
pub(crate) fn mandatory(components: &[Component]) -> impl Iterator<Item = TermId> + '_ {
    components.iter().flat_map(|component| &component.parameters).filter(|p| !p.optional).map(|p| p.path)
}

/// Reads the constraints of a shape that the shapes graph's own components declare.
pub(crate) fn custom(reader: &mut Reader<'_>, components: &[Component], owner: Owner<'_>, found: &mut Vec<Constraint>) {
    for component in components {
        let values: Vec<Vec<TermId>> = component
            .parameters
            .iter()
            .map(|parameter| reader.graph.objects(owner.node, parameter.path).collect())
            .collect();
        let is_used = component
            .parameters
            .iter()
            .zip(&values)
            .all(|(parameter, values)| parameter.optional || !values.is_empty());
        if !is_used {
            continue;
        }
        let Some((validator, messages)) = validator(reader, component, owner) else { continue };
        let validator = std::sync::Arc::new(validator);
        let mut push = |parameters: Vec<(String, TermId)>| {
            let custom = Custom {
                component: component.iri.as_ref().into(),
                parameters,
                validator: validator.clone(),
                messages: messages.clone(),
            };
            found.push(Constraint::Custom(Box::new(custom)));
        };
        if let ([parameter], [values]) = (&component.parameters[..], &values[..]) {
            values.iter().for_each(|value| push(vec![(parameter.variable.clone(), *value)]));
        } else if let Some(many) = values.iter().position(|values| values.len() > 1) {
            let problem = "has more than one value, and its component has several parameters";
            let path = reader.graph.term(component.parameters[many].path).text();
            reader.problem(owner.node, path, problem);
        } else {
            let given = component.parameters.iter().zip(&values);
            push(
                given.filter_map(|(parameter, values)| Some((parameter.variable.clone(), *values.first()?))).collect(),
            );
        }
    }
}

/// The validator that fits the kind of shape (SHACL, section 6.2.3), with its messages.
fn validator(reader: &mut Reader<'_>, component: &Component, owner: Owner<'_>) -> Option<(Validator, Vec<Message>)> {
    let special = if owner.path.is_some() { sh::PROPERTY_VALIDATOR } else { sh::NODE_VALIDATOR };
    let (node, kind) = match reader.values(component.node, special).first() {
        Some(node) => (*node, Kind::Select),
        None => (*reader.values(component.node, sh::VALIDATOR).first()?, Kind::Ask),
    };
    let mut bound = vec!["this", "shapesGraph", "currentShape"];
    if kind == Kind::Ask {
        bound.push("value");
    }
    bound.extend(component.parameters.iter().map(|parameter| parameter.variable.as_str()));
    let query = query(reader, (node, kind), owner, &bound)?;
    let mut messages = messages(reader, node);
    if messages.is_empty() {
        messages = self::messages(reader, component.node);
    }
    Some((if kind == Kind::Ask { Validator::Ask(query) } else { Validator::Select(query) }, messages))
}

/// The instances of a class and its subclasses in a graph.
fn instances(graph: &Graph, class: &str) -> Vec<TermId> {
    let (Some(rdf_type), Some(class)) = (graph.find_iri(rdf::TYPE), graph.find_iri(class)) else { return Vec::new() };
    let mut classes = vec![class];
    let mut next = 0;
    let mut instances = Vec::new();
    while let Some(&class) = classes.get(next) {
        next += 1;
        instances.extend(graph.subjects(rdf_type, class));
        if let Some(sub) = graph.find_iri(rdfs::SUB_CLASS_OF) {
            for class in graph.subjects(sub, class) {
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
    }
    instances.sort_unstable();
    instances.dedup();
    instances
}
