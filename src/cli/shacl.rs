//! `skord shacl`: the SHACL engine on its own, for anyone's shapes.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow};
use clap::ValueEnum;
use serde_json::json;

use super::input::InputArgs;
use super::{Exit, output};
use crate::harvest::Clock;
use crate::rdf::write::{self, n_triples_statement};
use crate::rdf::{Format, Graph, GraphBuilder, Term};
use crate::shacl::{Plan, Report, ValidationResult, compile};

/// Validate data against SHACL shapes, Core and SPARQL
#[derive(clap::Args)]
#[command(after_help = "Exit code 0 if the data conforms, 1 if it does not, 2 if that could not be told.\n\
    Example: skord shacl data.ttl --shapes shapes.ttl --background vocabulary.ttl --report ttl")]
pub(super) struct Args {
    /// The data: files, addresses, or - for standard input; together they are one graph
    #[arg(required = true)]
    data: Vec<String>,
    /// The shapes: files or addresses, together one graph
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    shapes: Vec<String>,
    /// Vocabularies and class hierarchies: they count, but nothing in them is validated
    #[arg(long, num_args = 1.., value_name = "FILE")]
    background: Vec<String>,
    /// The form of the report
    #[arg(long, default_value = "human")]
    report: ReportFormat,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ReportFormat {
    /// One paragraph a result
    Human,
    /// One object a result
    Json,
    /// A SHACL validation report in Turtle
    Ttl,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let background = read(&args.background)?;
    let plan = compile(&read(&args.shapes)?, &[&background]).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow!("these shapes cannot be used:\n  {}", lines.join("\n  "))
    })?;
    for dangling in plan.dangling() {
        output::complain(&dangling.to_string());
    }
    let data = read(&args.data)?;
    let now = Clock::System.date_time();
    let (text, conforms) = match args.report {
        ReportFormat::Ttl => turtle(&plan.report_at(&data, Some(&now))?)?,
        ReportFormat::Json => json(&plan, &data, &now)?,
        ReportFormat::Human => human(&plan, &data, &now)?,
    };
    output::write(args.output.as_deref(), |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(if conforms { Exit::Fine } else { Exit::Findings })
}

/// The documents as one graph; blank nodes of different documents stay different.
fn read(inputs: &[String]) -> Result<Graph> {
    let mut builder = GraphBuilder::new();
    for input in inputs {
        let mut input = InputArgs::named(input).open()?;
        let graph = match input.parse() {
            Ok(parsed) => parsed.graph,
            Err(error) if input.is_empty_graph(&error) => continue,
            Err(error) => return Err(error),
        };
        let names: Vec<_> = graph.terms().ids().map(|id| builder.terms.intern_term(graph.term(id))).collect();
        for triple in graph.triples() {
            let [subject, predicate, object] = triple.map(|id| names[id.index()]);
            builder.insert(subject, predicate, object);
        }
    }
    Ok(builder.finish())
}

fn turtle(report: &Report) -> Result<(String, bool)> {
    let bytes = write::write(&report.graph, Format::Turtle, Vec::new()).context("the report")?;
    Ok((String::from_utf8(bytes)?, report.outcome.conforms()))
}

fn json(plan: &Plan, data: &Graph, now: &str) -> Result<(String, bool)> {
    let mut results = Vec::new();
    let outcome = plan.validate_at(data, Some(now), &mut |result| {
        let messages =
            result.messages.iter().map(|message| json!({ "text": message.text, "language": message.language }));
        results.push(json!({
            "focusNode": focus_node(&result),
            "resultPath": result.result_path.map(ToString::to_string),
            "value": value(&result),
            "sourceShape": written(result.source_shape, "shape-b"),
            "sourceConstraint": result.source_constraint.map(|constraint| written(constraint, "shape-b")),
            "sourceConstraintComponent": result.component.iri(),
            "resultSeverity": result.severity.iri(),
            "resultMessage": messages.collect::<Vec<_>>(),
        }));
    })?;
    let report = json!({ "conforms": outcome.conforms(), "results": results });
    Ok((serde_json::to_string_pretty(&report)? + "\n", outcome.conforms()))
}

fn human(plan: &Plan, data: &Graph, now: &str) -> Result<(String, bool)> {
    let mut text = String::new();
    let outcome = plan.validate_at(data, Some(now), &mut |result| {
        // Writing to a string cannot fail.
        let _ = paragraph(&mut text, &result);
    })?;
    if outcome.conforms() {
        text.push_str("The data conforms.\n");
    } else {
        writeln!(text, "The data does not conform: {} results.", outcome.results)?;
    }
    Ok((text, outcome.conforms()))
}

fn paragraph(text: &mut String, result: &ValidationResult<'_>) -> std::fmt::Result {
    let severity = result.severity.iri();
    let severity = &severity[severity.rfind(['#', '/']).map_or(0, |at| at + 1)..];
    writeln!(text, "{severity}: {} at {}", result.component.name(), focus_node(result))?;
    if let Some(path) = result.result_path {
        writeln!(text, "  path: {path}")?;
    }
    if let Some(value) = value(result) {
        writeln!(text, "  value: {value}")?;
    }
    for message in result.messages {
        writeln!(text, "  {}", message.text)?;
    }
    text.push('\n');
    Ok(())
}

fn focus_node(result: &ValidationResult<'_>) -> String {
    written(result.focus_node, "data-b")
}

/// The value. A path can lead to a blank node of the background, whose number may be that of another in the data.
fn value(result: &ValidationResult<'_>) -> Option<String> {
    let label = if result.value_id.is_some() { "data-b" } else { "background-b" };
    result.value.map(|value| written(value, label))
}

/// A term as N-Triples writes it; a blank node by its graph's label and its number.
fn written(term: Term<'_>, label: &str) -> String {
    // The writer knows statements only: the term is its subject, and the rest is cut off.
    const REST: &str = " <> <> .\n";
    let mut text = String::new();
    n_triples_statement([term, Term::Iri(""), Term::Iri("")], label, &mut text);
    text.truncate(text.len() - REST.len());
    text
}
