//! SPARQL-based constraints and constraint components (SHACL, sections 5.3 and 6.3).

use oxrdf::Term as OxTerm;

use super::super::node::Node;
use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use super::super::{Found, Given, More};
use crate::rdf::vocab::xsd;
use crate::rdf::{Literal, Term};
use crate::shacl::error::EngineError;
use crate::shacl::path::Path;
use crate::shacl::result::Message;
use crate::shacl::shape::{Custom, SparqlConstraint, Validator};
use crate::shacl::sparql::{Failure, Query, Solution, ask, select};

impl Walk<'_, '_> {
    /// `sh:sparql`: one result for each solution.
    pub(super) fn sparql(&mut self, place: Place, constraint: &SparqlConstraint) -> Result<(), Stop> {
        self.solutions(place, &constraint.query, &[], &constraint.messages)
    }

    /// A component of the shapes graph's own.
    pub(super) fn custom(&mut self, place: Place, values: &Values<'_>, custom: &Custom) -> Result<(), Stop> {
        let parameters: Vec<(&str, Node)> =
            custom.parameters.iter().map(|(variable, value)| (variable.as_str(), self.run.node(*value))).collect();
        let query = match &*custom.validator {
            Validator::Select(query) => return self.solutions(place, query, &parameters, &custom.messages),
            Validator::Ask(query) => query,
        };
        for value in values.iter() {
            let mut bound = self.bound(place, &parameters);
            bound.push(("value", value));
            let holds = ask(self.run, query, &bound).or_else(|failure| self.query_failed(place, failure))?;
            if !holds {
                let named = |name: &str| {
                    bound
                        .iter()
                        .find(|(variable, _)| *variable == name)
                        .map(|(_, node)| self.run.term(*node).text().to_owned())
                };
                let messages = custom.messages.iter().map(|message| filled(message, named)).collect();
                self.push(Found {
                    place,
                    value: Some(value),
                    more: Some(Box::new(More { messages, ..More::default() })),
                })?;
            }
        }
        Ok(())
    }

    fn bound<'v>(&self, place: Place, parameters: &[(&'v str, Node)]) -> Vec<(&'v str, Node)> {
        let shape = self.run.node(self.run.plan.shapes.shapes[place.shape].id);
        let mut bound = vec![("this", place.focus), ("currentShape", shape)];
        bound.extend_from_slice(parameters);
        bound
    }

    fn solutions(
        &mut self,
        place: Place,
        query: &Query,
        parameters: &[(&str, Node)],
        messages: &[Message],
    ) -> Result<(), Stop> {
        let bound = self.bound(place, parameters);
        let solutions = select(self.run, query, &bound).or_else(|failure| self.query_failed(place, failure))?;
        let mut results = Vec::new();
        for solution in &solutions {
            if solution.get("failure").is_some_and(is_true) {
                return self.query_failed(place, Failure::Other("the query reported a failure".to_owned()));
            }
            let named = |name: &str| match solution.get(name) {
                Some(value) => Some(text_of(value)),
                None => bound
                    .iter()
                    .find(|(variable, _)| *variable == name)
                    .map(|(_, node)| self.run.term(*node).text().to_owned()),
            };
            let own = solution.get("message").and_then(message_of);
            let messages = match own {
                Some(message) => vec![message],
                None => messages.iter().map(|message| filled(message, named)).collect(),
            };
            results.push(self.solution(place, solution, messages));
        }
        // The evaluator promises no order.
        results.sort_by_cached_key(|found| self.run.sort_key(found));
        results.into_iter().try_for_each(|found| self.push(found))
    }

    /// The result of a solution (section 5.3.2).
    fn solution(&self, place: Place, solution: &Solution, messages: Vec<Message>) -> Found {
        let path = match solution.get("path") {
            Some(OxTerm::NamedNode(path)) => Some(Path::Predicate(path.as_str().into())),
            _ => None,
        };
        let is_node_shape = self.run.plan.shapes.shapes[place.shape].path.is_none();
        let (mut value, mut given) = (is_node_shape.then_some(place.focus), None);
        if let Some(bound) = solution.get("value") {
            value = match bound {
                OxTerm::NamedNode(node) => self.run.find(Term::Iri(node.as_str())),
                OxTerm::BlankNode(node) => self.run.blank(node.as_str()),
                OxTerm::Literal(literal) => {
                    let datatype = literal.datatype();
                    let (lexical, language, datatype) = (literal.value(), literal.language(), datatype.as_str());
                    self.run.find(Term::Literal(Literal { lexical, language, datatype }))
                }
                OxTerm::Triple(_) => None,
            };
            given = value.is_none().then(|| Given::new(bound)).flatten();
        }
        Found { place, value, more: Some(Box::new(More { path, messages, given, detail: Vec::new() })) }
    }

    fn query_failed<T>(&self, place: Place, failure: Failure) -> Result<T, Stop> {
        let shape = self.run.plan.name(self.run.plan.shapes.shapes[place.shape].id);
        let node = self.run.term(place.focus).text().to_owned();
        self.give_up(match failure {
            Failure::OutOfSteps(limit) => EngineError::QueryTooLong { shape, node, limit },
            Failure::Other(reason) => EngineError::QueryFailed { shape, node, reason },
        })
    }
}

fn is_true(term: &OxTerm) -> bool {
    matches!(term, OxTerm::Literal(literal) if literal.value() == "true" && literal.datatype().as_str() == xsd::BOOLEAN)
}

fn text_of(term: &OxTerm) -> String {
    match term {
        OxTerm::NamedNode(node) => node.as_str().to_owned(),
        OxTerm::Literal(literal) => literal.value().to_owned(),
        _ => String::new(),
    }
}

fn message_of(term: &OxTerm) -> Option<Message> {
    match term {
        OxTerm::Literal(literal) => Some(Message {
            text: literal.value().into(),
            language: literal.language().map(|tag| tag.to_ascii_lowercase().into()),
        }),
        _ => None,
    }
}

/// A message with `{?name}` and `{$name}` replaced by values, where they have one.
fn filled(message: &Message, value: impl Fn(&str) -> Option<String>) -> Message {
    let mut text = String::with_capacity(message.text.len());
    let mut rest = &*message.text;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let inside = &rest[1..close];
        match inside.strip_prefix(['?', '$']).and_then(&value) {
            Some(value) => text.push_str(&value),
            None => text.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    Message { text: text.into(), language: message.language.clone() }
}
