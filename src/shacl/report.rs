//! The validation report as RDF (SHACL, section 3.6).
//!
//! In: a plan and a data graph. Out: a [`Report`]. The same input gives the same graph with the same names.

use foldhash::HashMap;

use super::error::EngineError;
use super::path::Path;
use super::plan::Plan;
use super::result::{Outcome, ValidationResult};
use super::vocab as sh;
use crate::rdf::vocab::{rdf, xsd};
use crate::rdf::{Graph, GraphBuilder, Term, TermId};

/// A validation report.
pub struct Report {
    /// One `sh:ValidationReport` with its results.
    pub graph: Graph,
    /// The report's node in the graph.
    pub node: TermId,
    /// What the run found, in numbers.
    pub outcome: Outcome,
}

/// Validates and writes the report.
pub(super) fn report(plan: &Plan, data: &Graph, now: Option<&str>) -> Result<Report, EngineError> {
    let mut writer = Writer {
        builder: GraphBuilder::new(),
        data: HashMap::default(),
        background: HashMap::default(),
        shapes: HashMap::default(),
    };
    let node = writer.builder.terms.fresh_blank();
    let outcome = plan.validate_at(data, now, &mut |result| {
        let result = writer.result(&result);
        writer.link(node, sh::RESULT, result);
    })?;
    let class = writer.builder.terms.iri(sh::VALIDATION_REPORT);
    writer.link(node, rdf::TYPE, class);
    let boolean = writer.builder.terms.iri(xsd::BOOLEAN);
    let conforms = writer.builder.terms.typed(if outcome.conforms() { "true" } else { "false" }, boolean);
    writer.link(node, sh::CONFORMS, conforms);
    Ok(Report { graph: writer.builder.finish(), node, outcome })
}

struct Writer {
    builder: GraphBuilder,
    /// Blank nodes of the data graph, by number.
    data: HashMap<u32, TermId>,
    /// Blank nodes of the background, by number.
    background: HashMap<u32, TermId>,
    /// Blank nodes of the shapes graph, by number.
    shapes: HashMap<u32, TermId>,
}

impl Writer {
    fn result(&mut self, result: &ValidationResult<'_>) -> TermId {
        let node = self.builder.terms.fresh_blank();
        let class = self.builder.terms.iri(sh::VALIDATION_RESULT);
        self.link(node, rdf::TYPE, class);
        let blanks = if result.focus_id.is_some() { &mut self.data } else { &mut self.background };
        let focus = carried(&mut self.builder, blanks, result.focus_node);
        self.link(node, sh::FOCUS_NODE, focus);
        if let Some(path) = result.result_path {
            let path = self.path(path);
            self.link(node, sh::RESULT_PATH, path);
        }
        if let Some(value) = result.value {
            let blanks = if result.value_id.is_some() { &mut self.data } else { &mut self.background };
            let value = carried(&mut self.builder, blanks, value);
            self.link(node, sh::VALUE, value);
        }
        let shape = carried(&mut self.builder, &mut self.shapes, result.source_shape);
        self.link(node, sh::SOURCE_SHAPE, shape);
        if let Some(constraint) = result.source_constraint {
            let constraint = carried(&mut self.builder, &mut self.shapes, constraint);
            self.link(node, sh::SOURCE_CONSTRAINT, constraint);
        }
        let component = self.builder.terms.iri(result.component.iri());
        self.link(node, sh::SOURCE_CONSTRAINT_COMPONENT, component);
        let severity = self.builder.terms.iri(result.severity.iri());
        self.link(node, sh::RESULT_SEVERITY, severity);
        for message in result.messages {
            let text = match &message.language {
                Some(language) => self.builder.terms.tagged(&message.text, language),
                None => self.builder.terms.string(&message.text),
            };
            self.link(node, sh::RESULT_MESSAGE, text);
        }
        for detail in &result.detail {
            let detail = self.result(detail);
            self.link(node, sh::DETAIL, detail);
        }
        node
    }

    /// A path as the structure that `sh:path` has (SHACL, section 2.3.1), blank nodes fresh.
    fn path(&mut self, path: &Path) -> TermId {
        let (property, inner) = match path {
            Path::Predicate(iri) => return self.builder.terms.iri(iri),
            Path::Sequence(paths) => return self.list(paths),
            Path::Alternative(paths) => (sh::ALTERNATIVE_PATH, self.list(paths)),
            Path::Inverse(path) => (sh::INVERSE_PATH, self.path(path)),
            Path::ZeroOrMore(path) => (sh::ZERO_OR_MORE_PATH, self.path(path)),
            Path::OneOrMore(path) => (sh::ONE_OR_MORE_PATH, self.path(path)),
            Path::ZeroOrOne(path) => (sh::ZERO_OR_ONE_PATH, self.path(path)),
        };
        let node = self.builder.terms.fresh_blank();
        self.link(node, property, inner);
        node
    }

    fn list(&mut self, paths: &[Path]) -> TermId {
        let mut rest = self.builder.terms.iri(rdf::NIL);
        for path in paths.iter().rev() {
            let first = self.path(path);
            let node = self.builder.terms.fresh_blank();
            self.link(node, rdf::FIRST, first);
            self.link(node, rdf::REST, rest);
            rest = node;
        }
        rest
    }

    fn link(&mut self, subject: TermId, predicate: &str, object: TermId) {
        let predicate = self.builder.terms.iri(predicate);
        self.builder.insert(subject, predicate, object);
    }
}

/// A term of another graph in the report; the same blank node becomes the same blank node.
fn carried(builder: &mut GraphBuilder, blanks: &mut HashMap<u32, TermId>, term: Term<'_>) -> TermId {
    match term {
        Term::Blank(number) => *blanks.entry(number).or_insert_with(|| builder.terms.fresh_blank()),
        term => builder.terms.intern_term(term),
    }
}
