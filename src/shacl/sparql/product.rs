//! Products: patterns without a variable in common are looked up anew for each solution of the other.
//!
//! The evaluator would keep one side in memory and pair it with the other without looking anything up, so that neither
//! steps nor memory would be counted. `LATERAL` makes it look, and means the same where no variable is shared.

use std::collections::BTreeSet;

use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// A join.
pub(super) fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    let mut shared = false;
    let mut seen = BTreeSet::new();
    left.on_in_scope_variable(|variable| {
        seen.insert(variable.clone());
    });
    right.on_in_scope_variable(|variable| shared |= seen.contains(variable));
    let (left, right) = (Box::new(left), Box::new(right));
    if shared { GraphPattern::Join { left, right } } else { GraphPattern::Lateral { left, right } }
}

/// A basic graph pattern, its parts that have no variable in common one beside the other.
pub(super) fn of_parts(triples: Vec<TriplePattern>) -> GraphPattern {
    let mut parts: Vec<(BTreeSet<String>, Vec<TriplePattern>)> = Vec::new();
    for triple in triples {
        let mut names = names(&triple);
        let mut members = vec![triple];
        // What the triple connects becomes one part.
        let (connected, apart) = parts.into_iter().partition(|(known, _)| !known.is_disjoint(&names));
        for (known, triples) in Vec::into_iter(connected) {
            names.extend(known);
            members.splice(0..0, triples);
        }
        parts = apart;
        parts.push((names, members));
    }
    let parts = parts.into_iter().map(|(_, patterns)| GraphPattern::Bgp { patterns });
    let lateral = |left, right| GraphPattern::Lateral { left: Box::new(left), right: Box::new(right) };
    parts.reduce(lateral).unwrap_or(GraphPattern::Bgp { patterns: Vec::new() })
}

/// The variables of a triple pattern, and its blank nodes, which are variables too.
fn names(triple: &TriplePattern) -> BTreeSet<String> {
    let term = |term: &TermPattern| match term {
        TermPattern::Variable(variable) => Some(variable.to_string()),
        TermPattern::BlankNode(node) => Some(node.to_string()),
        _ => None,
    };
    let predicate = match &triple.predicate {
        NamedNodePattern::Variable(variable) => Some(variable.to_string()),
        NamedNodePattern::NamedNode(_) => None,
    };
    [term(&triple.subject), predicate, term(&triple.object)].into_iter().flatten().collect()
}
