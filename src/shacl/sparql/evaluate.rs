//! Running a query with variables bound beforehand.

use oxrdf::Term as OxTerm;
use spareval::{QueryEvaluationError, QueryEvaluator, QueryResults};
use spargebra::algebra::GraphPattern;

use super::bind::{Binding, Bindings, Value, pattern};
use super::dataset::{Dataset, OutOfSteps, SHAPES_GRAPH, Steps, blank_name, term_of};
use super::query::Query;
use crate::shacl::run::{Bound, Node};

/// Why a query gave no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It took more steps than this.
    OutOfSteps(u64),
    /// The evaluator's words.
    Other(String),
}

/// A solution: the values of the variables that have one.
pub(crate) struct Solution {
    values: Vec<(String, OxTerm)>,
}

impl Solution {
    /// The value of a variable.
    pub(crate) fn get(&self, variable: &str) -> Option<&OxTerm> {
        self.values.iter().find(|(name, _)| name == variable).map(|(_, value)| value)
    }
}

/// Whether an `ASK` query has an answer.
pub(crate) fn ask(run: &Bound<'_>, query: &Query, bound: &[(&str, Node)]) -> Result<bool, Failure> {
    if !has_what_it_needs(run, query, bound) {
        return Ok(false);
    }
    let pattern = bind(run, query, bound);
    let query = spargebra::Query::Ask { dataset: None, pattern, base_iri: None };
    let steps = Steps::new(run.plan.query_steps);
    let evaluator = QueryEvaluator::new();
    let results = evaluator.prepare(&query).execute(Dataset { run, steps: steps.clone() }).map_err(failure)?;
    steps.take().map_err(|OutOfSteps(limit)| Failure::OutOfSteps(limit))?;
    match results {
        QueryResults::Boolean(answer) => Ok(answer),
        _ => Err(Failure::Other("an ASK query gave no boolean".to_owned())),
    }
}

/// The solutions of a `SELECT` query.
pub(crate) fn select(run: &Bound<'_>, query: &Query, bound: &[(&str, Node)]) -> Result<Vec<Solution>, Failure> {
    if !has_what_it_needs(run, query, bound) {
        return Ok(Vec::new());
    }
    let pattern = bind(run, query, bound);
    let query = spargebra::Query::Select { dataset: None, pattern, base_iri: None };
    let steps = Steps::new(run.plan.query_steps);
    let evaluator = QueryEvaluator::new();
    let results = evaluator.prepare(&query).execute(Dataset { run, steps: steps.clone() }).map_err(failure)?;
    let QueryResults::Solutions(solutions) = results else {
        return Err(Failure::Other("a SELECT query gave no solutions".to_owned()));
    };
    let mut all = Vec::new();
    for solution in solutions {
        let solution = solution.map_err(failure)?;
        let values = solution.iter().map(|(variable, value)| (variable.as_str().to_owned(), value.clone()));
        all.push(Solution { values: values.collect() });
    }
    // An expression swallows errors; a query that ran out of steps in one is caught here.
    steps.take().map_err(|OutOfSteps(limit)| Failure::OutOfSteps(limit))?;
    Ok(all)
}

/// Whether the focus node has every property without which the query has no solution.
fn has_what_it_needs(run: &Bound<'_>, query: &Query, bound: &[(&str, Node)]) -> bool {
    let Some((_, this)) = bound.iter().find(|(variable, _)| *variable == "this") else { return true };
    let dataset = Dataset { run, steps: Steps::new(u64::MAX) };
    query.needs.iter().all(|property| dataset.has_property(*this, property))
}

fn bind(run: &Bound<'_>, query: &Query, bound: &[(&str, Node)]) -> GraphPattern {
    let mut variables: Vec<Binding<'_>> = bound
        .iter()
        .map(|(variable, node)| {
            let value = match term_of(run, *node) {
                OxTerm::NamedNode(node) => Value::Node(node),
                OxTerm::Literal(literal) => Value::Literal(literal),
                _ => Value::Node(blank_name(*node)),
            };
            Binding { variable, value }
        })
        .collect();
    let shapes_graph = oxrdf::NamedNode::new_unchecked(SHAPES_GRAPH);
    variables.push(Binding { variable: "shapesGraph", value: Value::Node(shapes_graph) });
    let now = run.now.map(|now| oxrdf::Literal::new_typed_literal(now, oxrdf::vocab::xsd::DATE_TIME));
    pattern(&query.pattern, &Bindings { variables, now })
}

fn failure(error: QueryEvaluationError) -> Failure {
    match error {
        QueryEvaluationError::Dataset(error) => match error.downcast_ref::<OutOfSteps>() {
            Some(OutOfSteps(limit)) => Failure::OutOfSteps(*limit),
            None => Failure::Other(error.to_string()),
        },
        error => Failure::Other(error.to_string()),
    }
}
