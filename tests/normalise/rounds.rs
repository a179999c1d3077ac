//! What must hold for every document, whatever the config says: one round is enough, nothing goes or comes unsaid, and the order of the
//! document decides nothing.

use std::collections::BTreeSet;

use rayon::prelude::*;
use skord::normalise::{Normalised, STEPS, Settings, Suggestion, normalise};
use skord::rdf::{Graph, GraphBuilder};

use crate::accounted::{statements, unaccounted};
use crate::documents::{all, by_hand, fixture, named_statements, read, reversed, settings};

/// What does not hold.
fn faults(graph: &Graph, settings: &Settings) -> Vec<String> {
    // Two copies: normalising keeps its document's terms.
    let (backwards, copy) = (reversed(graph), reversed(&reversed(graph)));
    let before = statements(&copy);
    let once = normalise(copy, settings);
    let mut faults: Vec<String> = unaccounted(&before, &once).into_iter().collect();
    let other = normalise(backwards, settings);
    if once.changes != other.changes
        || once.suggestions != other.suggestions
        || named_statements(&once.graph) != named_statements(&other.graph)
    {
        faults.push("the order of the document decides something".to_owned());
    }
    faults.extend(second_round(&once, settings));
    faults
}

fn second_round(once: &Normalised, settings: &Settings) -> Option<String> {
    // As it is read again: without the terms that nothing uses any more.
    let again = normalise(reversed(&once.graph), settings);
    if let Some(change) = again.changes.first() {
        return Some(format!("a second round changes more: {change:?}"));
    }
    // What a later step changed is told as it is then.
    let things = |suggestions: &[Suggestion]| {
        let thing = |suggestion: &Suggestion| {
            (suggestion.step, suggestion.subject.clone(), suggestion.property.clone(), suggestion.proposed.clone())
        };
        suggestions.iter().map(thing).collect::<BTreeSet<_>>()
    };
    let (first, second) = (things(&once.suggestions), things(&again.suggestions));
    let differing = first.symmetric_difference(&second).next();
    differing.map(|proposal| format!("proposed in one round only: {proposal:?}"))
}

fn holds(documents: Vec<(String, Graph)>, settings: &[(&str, Settings)]) {
    let of = |(name, graph): &(String, Graph)| {
        let of = |(config, settings): &(&str, Settings)| {
            faults(graph, settings).into_iter().map(|fault| format!("{name}, {config}: {fault}")).collect::<Vec<_>>()
        };
        settings.iter().flat_map(of).collect::<Vec<_>>()
    };
    let faults: Vec<String> = documents.par_iter().flat_map(of).collect();
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_rules_hold_for_fixtures_and_feeds() {
    let read = |path: &std::path::PathBuf| Some((path.display().to_string(), read(path)?));
    // All or nothing: the feeds are long.
    holds(all().par_iter().filter_map(read).collect(), &settings()[..2]);
}

#[test]
fn the_rules_hold_where_several_things_meet() {
    holds(by_hand(), &settings());
}

/// The fixtures use the same addresses for other things, so that two of them in one document are as mixed as no source should be.
#[test]
fn the_rules_hold_where_the_matter_of_two_steps_meets() {
    let fixtures: Vec<(&str, Graph)> = STEPS.iter().map(|step| (step.id, fixture(step.id, "before.ttl"))).collect();
    let pairs =
        fixtures.iter().enumerate().flat_map(|(place, one)| fixtures[place + 1..].iter().map(move |two| (one, two)));
    let pairs = pairs.map(|(one, two)| (format!("{} and {}", one.0, two.0), joined(&one.1, &two.1)));
    holds(pairs.collect(), &settings());
}

fn joined(one: &Graph, two: &Graph) -> Graph {
    let mut builder = GraphBuilder::new();
    for graph in [one, two] {
        crate::documents::copy(graph.triples().iter().copied(), graph, &mut builder);
    }
    builder.finish()
}
