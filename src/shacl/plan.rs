//! The plan: a compiled shapes graph with its background, ready for any number of data graphs.

use super::error::{EngineError, IllFormed};
use super::report::Report;
use super::result::{Outcome, ValidationResult};
use super::run;
use super::shapes::{self, Shapes};
use crate::rdf::{Graph, GraphBuilder, TermId};

/// A compiled shapes graph.
pub struct Plan {
    /// A copy of the shapes graph, with the same names.
    pub(super) graph: Graph,
    /// All background graphs in one.
    pub(super) background: Graph,
    pub(super) shapes: Shapes,
    /// The most steps of one query.
    pub(super) query_steps: u64,
}

/// Compiles a shapes graph.
///
/// The triples of the background graphs (vocabularies, class hierarchies) count as if they were in every data graph,
/// but give no focus nodes.
///
/// # Errors
/// Every place where the shapes graph is ill-formed, or asks for an entailment regime, which the engine has none of.
pub fn compile(shapes: &Graph, background: &[&Graph]) -> Result<Plan, Vec<IllFormed>> {
    let graph = united(&[shapes]);
    let shapes = shapes::read(&graph)?;
    Ok(Plan { shapes, background: united(background), graph, query_steps: super::sparql::STEPS })
}

/// A copy of the graphs in one; the copy of a single graph has the same names.
fn united(graphs: &[&Graph]) -> Graph {
    let mut builder = GraphBuilder::new();
    for graph in graphs {
        let names: Vec<TermId> = graph.terms().ids().map(|id| builder.terms.intern_term(graph.term(id))).collect();
        for triple in graph.triples() {
            let [subject, predicate, object] = triple.map(|id| names[id.index()]);
            builder.insert(subject, predicate, object);
        }
    }
    builder.finish()
}

impl Plan {
    /// Validates a data graph, handing over each result as it is found.
    ///
    /// Results come shape by shape and focus node by focus node; the same input gives the same order.
    ///
    /// # Errors
    /// When the engine gives up; the results until then have been handed over.
    pub fn validate(
        &self,
        data: &Graph,
        on_result: &mut dyn FnMut(ValidationResult<'_>),
    ) -> Result<Outcome, EngineError> {
        self.validate_at(data, None, on_result)
    }

    /// The same at a time, an `xsd:dateTime`: what `NOW()` gives in a query (SPARQL 1.1, section 17.4.5.1). Without one, `NOW()`
    /// is an error in its expression, as the engine looks at no clock.
    ///
    /// # Errors
    /// As [`Self::validate`].
    pub fn validate_at(
        &self,
        data: &Graph,
        now: Option<&str>,
        on_result: &mut dyn FnMut(ValidationResult<'_>),
    ) -> Result<Outcome, EngineError> {
        run::validate(self, data, now, on_result)
    }

    /// Validates a data graph and gives the validation report (SHACL, section 3.6).
    ///
    /// # Errors
    /// When the engine gives up.
    pub fn report(&self, data: &Graph) -> Result<Report, EngineError> {
        self.report_at(data, None)
    }

    /// The same at a time, as for [`Self::validate_at`].
    ///
    /// # Errors
    /// When the engine gives up.
    pub fn report_at(&self, data: &Graph, now: Option<&str>) -> Result<Report, EngineError> {
        super::report::report(self, data, now)
    }

    /// Sets the most steps of one query: statements looked at and terms taken out. The default is 20 million, which is
    /// some seconds.
    #[must_use]
    pub fn with_query_steps(mut self, steps: u64) -> Self {
        self.query_steps = steps;
        self
    }

    /// A node of the shapes graph by its IRI, or by where it hangs.
    pub(super) fn name(&self, node: TermId) -> String {
        shapes::describe(&self.graph, node)
    }

    /// References in the shapes graph to shapes that it says nothing about. They demand nothing.
    pub fn dangling(&self) -> &[IllFormed] {
        &self.shapes.dangling
    }
}
