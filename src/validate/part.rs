//! A part of a profile: shapes that were compiled together, with their rules and what the operator chose for them.
//!
//! In: shape files and [`Choices`]. Out: a [`Part`] that finds what breaks its rules, or what is wrong with its files.

use sha2::{Digest, Sha256};

use super::anchor::Anchors;
use super::choices::{self, Choices};
use super::compare::RuleResult;
use super::foreign::{self, Names, Origin};
use super::load::{self, LoadError};
use super::position::Positions;
use super::rule::Rule;
use super::{Position, terms};
use crate::rdf::{self, Caps, Format, Graph, GraphBuilder, TermId};
use crate::shacl::{self, EngineError, IllFormed, Path, Plan, ValidationResult};

/// A Turtle file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeFile {
    /// The name that complaints use.
    pub name: String,
    /// Its text.
    pub turtle: String,
}

/// What is wrong with a shape file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct Fault {
    /// The file, as [`ShapeFile::name`] has it.
    pub file: String,
    /// What is wrong, and where.
    pub reason: String,
}

/// Shapes that were compiled together.
pub(super) struct Part {
    /// The id of the profile that they belong to.
    pub profile: String,
    /// Every rule, those that are off included; sorted by id.
    pub rules: Vec<Rule>,
    /// A hash of the files and of what is chosen for these rules.
    pub fingerprint: String,
    plan: Plan,
    names: RuleNames,
}

/// How a result finds its rule.
enum RuleNames {
    /// By the local name of its shape.
    Ours,
    /// By a table.
    Made(Names),
}

/// Shapes that the program does not bring, as they were given.
pub(super) struct Given<'a> {
    /// The id of the profile that they belong to.
    pub profile: &'a str,
    /// Where its rules come from.
    pub origin: Origin<'a>,
    /// The shapes.
    pub shapes: &'a [ShapeFile],
    /// What the shapes need to know.
    pub background: &'a [ShapeFile],
}

impl Part {
    /// The documented shapes of the program: a file below `vocabularies/` is background.
    pub(super) fn documented(profile: &str, files: &[(&str, &str)], choices: &Choices) -> Result<Part, LoadError> {
        let (vocabularies, shapes): (Vec<_>, Vec<_>) =
            files.iter().partition(|(file, _)| file.starts_with("vocabularies/"));
        let shapes = united(&shapes)?;
        let mut rules = load::rules(&shapes)?;
        choices.apply(&mut rules);
        let plan = shacl::compile(&choices::with_rules(shapes, &rules), &[&united(&vocabularies)?])
            .map_err(|problems| LoadError::IllFormed(all(&problems)))?;
        let files = files.iter().copied();
        Ok(Part::new(profile, rules, files, (plan, RuleNames::Ours)))
    }

    /// Anybody's shapes, run as they are.
    pub(super) fn foreign(given: &Given<'_>, choices: &Choices) -> Result<Part, Vec<Fault>> {
        let (shapes, background) = (read(given.shapes)?, read(given.background)?);
        let background: Vec<&Graph> = background.iter().collect();
        let graph = merged(&shapes);
        let plan = shacl::compile(&graph, &background).map_err(|problems| blame(given.shapes, &shapes, &problems))?;
        let (mut rules, names) = foreign::rules(&graph, &plan, &given.origin);
        choices.apply(&mut rules);
        let files = given.shapes.iter().chain(given.background);
        let files = files.map(|file| (file.name.as_str(), file.turtle.as_str()));
        Ok(Part::new(given.profile, rules, files, (plan, RuleNames::Made(names))))
    }

    fn new<'a>(
        profile: &str,
        rules: Vec<Rule>,
        files: impl Iterator<Item = (&'a str, &'a str)>,
        (plan, names): (Plan, RuleNames),
    ) -> Part {
        let of_files = fingerprint(files);
        let state = |rule: &'_ Rule| if rule.off { "off" } else { rule.severity.name() };
        let states = rules.iter().map(|rule| (rule.id.as_str(), state(rule)));
        let fingerprint = fingerprint([(profile, of_files.as_str())].into_iter().chain(states));
        Part { profile: profile.to_owned(), rules, fingerprint, plan, names }
    }

    /// The rule with this id.
    pub(super) fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|place| &self.rules[place])
    }

    /// Adds every result of a rule that is on.
    pub(super) fn results<'p>(
        &'p self,
        graph: &Graph,
        (anchors, now): (&Anchors<'_>, Option<&str>),
        results: &mut Vec<RuleResult<'p>>,
    ) -> Result<(), EngineError> {
        let reference = graph.find_iri(terms::REFERENCE);
        let positions = Positions::new(graph);
        self.plan.validate_at(graph, now, &mut |result| {
            let path = result.result_path.and_then(|path| path.as_predicate());
            let is_observed = path.is_some_and(|path| [terms::WRITTEN, terms::LINK, terms::REFERENCE].contains(&path));
            // A closed shape of others would complain of what we observed.
            if is_observed && matches!(self.names, RuleNames::Made(_)) {
                return;
            }
            let id = match &self.names {
                RuleNames::Ours => result.source_shape.as_iri().and_then(|iri| iri.strip_prefix(terms::RULE)),
                RuleNames::Made(names) => names.rule(&result),
            };
            let Some(rule) = id.and_then(|id| self.rule(id)).filter(|rule| !rule.off) else {
                return;
            };
            // The value of a node shape is the resource itself, which is told anyway.
            let value = result.value.filter(|value| *value != result.focus_node);
            // What stands in the document, not what a base made of it.
            let written = result.value_id.zip(reference).and_then(|(id, reference)| graph.object(id, reference));
            let written = written.map(|id| graph.term(id));
            let nameless = result.focus_id.filter(|&node| graph.terms().is_blank(node));
            let (value, value_id) = match value {
                Some(value) => {
                    let shown = Some(value).filter(|value| !value.is_blank()).map(|value| written.unwrap_or(value));
                    (shown.map(|shown| shown.text().to_owned()), result.value_id)
                }
                None => match result.focus_id.and_then(|node| quoted(graph, node, rule)) {
                    Some((text, id)) if graph.terms().is_iri(id) => (Some(text), Some(id)),
                    // What has no value is about its resource.
                    other => (other.map(|(text, _)| text), result.value_id),
                },
            };
            results.push(RuleResult {
                rule,
                position: result.focus_id.and_then(|node| position(&positions, graph, (rule, node), &result)),
                focus: result.focus_id,
                near: nameless.and_then(|node| anchors.resource(node)),
                value,
                value_id,
            });
        })?;
        Ok(())
    }
}

/// Where a result about a node stands: its statement, or the first one with the property that it is about, or its node.
fn position(
    positions: &Positions<'_>,
    graph: &Graph,
    (rule, node): (&Rule, TermId),
    result: &ValidationResult<'_>,
) -> Option<Position> {
    let of_value = || positions.of_value(node, result.result_path?, result.value_id?);
    let of_property = || {
        let path = result.result_path.and_then(Path::as_predicate).unwrap_or(&rule.path);
        positions.of_property(node, graph.find_iri(path)?)
    };
    of_value().or_else(of_property).or_else(|| positions.of_node(node))
}

/// The most values that are quoted together.
const QUOTED: usize = 5;

/// What a rule quotes where a result has no value: its constraint counts the values, or compares them with others. The one value of
/// its property, or its texts one after another; several addresses are not quoted.
fn quoted(graph: &Graph, node: TermId, rule: &Rule) -> Option<(String, TermId)> {
    let property = graph.find_iri(&rule.path).filter(|_| rule.message.has_value())?;
    let mut values: Vec<TermId> = graph.objects(node, property).filter(|&id| !graph.terms().is_blank(id)).collect();
    if values.len() > 1 {
        values.retain(|&id| graph.term(id).as_literal().is_some());
    }
    values.sort_by(|a, b| graph.term(*a).cmp(&graph.term(*b)));
    let texts: Vec<&str> = values.iter().take(QUOTED).map(|&id| graph.term(id).text()).collect();
    let more = if values.len() > QUOTED { ", …" } else { "" };
    Some((texts.join(", ") + more, *values.first()?))
}

/// All files as one graph. Each is read by itself first, so that a complaint names the file.
fn united(files: &[(&str, &str)]) -> Result<Graph, LoadError> {
    let syntax = |file: &str, reason| LoadError::Syntax { file: file.to_owned(), reason };
    for (file, turtle) in files {
        parse(turtle).map_err(|reason| syntax(file, reason))?;
    }
    let all: Vec<&str> = files.iter().map(|&(_, turtle)| turtle).collect();
    parse(&all.join("\n")).map_err(|reason| syntax("shapes", reason))
}

fn parse(turtle: &str) -> Result<Graph, String> {
    rdf::parse_whole(turtle.as_bytes(), Format::Turtle, "https://w3id.org/skord/", &Caps::default())
        .map(|parsed| parsed.graph)
        .map_err(|error| error.to_string())
}

/// Whether files are Turtle, where not all that belong together are there.
///
/// # Errors
/// Every file that is not.
pub fn syntax(files: &[ShapeFile]) -> Result<(), Vec<Fault>> {
    read(files).map(drop)
}

/// Each file as a graph, or every file that is not Turtle.
fn read(files: &[ShapeFile]) -> Result<Vec<Graph>, Vec<Fault>> {
    let mut graphs = Vec::new();
    let mut faults = Vec::new();
    for file in files {
        match parse(&file.turtle) {
            Ok(graph) => graphs.push(graph),
            Err(reason) => faults.push(Fault { file: file.name.clone(), reason }),
        }
    }
    if faults.is_empty() { Ok(graphs) } else { Err(faults) }
}

/// The graphs in one; blank nodes of different files stay different.
fn merged(graphs: &[Graph]) -> Graph {
    let mut builder = GraphBuilder::new();
    for graph in graphs {
        let names: Vec<_> = graph.terms().ids().map(|id| builder.terms.intern_term(graph.term(id))).collect();
        for triple in graph.triples() {
            let [subject, predicate, object] = triple.map(|id| names[id.index()]);
            builder.insert(subject, predicate, object);
        }
    }
    builder.finish()
}

/// Which file each problem stands in: the one that has it also alone, else the first, with the names of all.
fn blame(files: &[ShapeFile], graphs: &[Graph], problems: &[IllFormed]) -> Vec<Fault> {
    let alone: Vec<Vec<IllFormed>> =
        graphs.iter().map(|graph| shacl::compile(graph, &[]).err().unwrap_or_default()).collect();
    let fault = |problem: &IllFormed| {
        let file = files.iter().zip(&alone).find(|(_, found)| found.contains(problem)).map(|(file, _)| file);
        let reason = match file {
            Some(_) => format!("the shape {problem}"),
            None => format!("together with the other files, the shape {problem}"),
        };
        Fault { file: file.or(files.first()).map(|file| file.name.clone()).unwrap_or_default(), reason }
    };
    problems.iter().map(fault).collect()
}

fn all(problems: &[IllFormed]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

pub(super) fn fingerprint<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hash = Sha256::new();
    for (first, second) in pairs {
        for part in [first.as_bytes(), second.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> String {
        fingerprint(files.iter().copied())
    }

    #[test]
    fn the_fingerprint_changes_with_any_text_and_with_where_it_stands() {
        let before = of(&[("a.ttl", "one two"), ("b.ttl", "three")]);
        assert_eq!(before, of(&[("a.ttl", "one two"), ("b.ttl", "three")]));
        assert_ne!(before, of(&[("a.ttl", "one two"), ("b.ttl", "four")]));
        assert_ne!(before, of(&[("a.ttl", "one "), ("b.ttl", "twothree")]));
        assert_ne!(before, of(&[("a.ttl", "one two"), ("c.ttl", "three")]));
    }

    #[test]
    fn a_broken_file_is_named() {
        let files = [("good.ttl", ""), ("bad.ttl", "a b")];
        let error = Part::documented("test", &files, &Choices::default()).err().expect("this is not Turtle");
        assert!(error.to_string().starts_with("the rule file bad.ttl cannot be read: "), "{error}");
    }
}
