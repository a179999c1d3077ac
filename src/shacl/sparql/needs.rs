//! What a query needs of its focus node: properties without which it has no solution, whatever else it says.
//!
//! In: a query. Out: those properties. A query that needs what a node has not is not run for it: planning it, and making its
//! regular expressions, costs far more than the look.

use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern};

/// The predicates of the triple patterns with `$this` as their subject that every solution must match, sorted.
///
/// Followed is only what keeps this so: joins, and what is laid around them. An aggregate has a solution even of nothing, and
/// what is optional, one of several, or in another graph is not needed.
pub(super) fn needs(pattern: &GraphPattern) -> Vec<String> {
    let mut found = Vec::new();
    gather(pattern, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn gather(pattern: &GraphPattern, found: &mut Vec<String>) {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            for triple in patterns {
                if let (TermPattern::Variable(subject), NamedNodePattern::NamedNode(predicate)) =
                    (&triple.subject, &triple.predicate)
                    && subject.as_str() == "this"
                {
                    found.push(predicate.as_str().to_owned());
                }
            }
        }
        GraphPattern::Join { left, right } => {
            gather(left, found);
            gather(right, found);
        }
        GraphPattern::LeftJoin { left, .. } => gather(left, found),
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::Extend { inner, .. } => gather(inner, found),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::shacl::sparql::{Kind, Query};

    fn of(text: &str) -> Vec<String> {
        let prefixes = [("ex".to_owned(), "http://e/".to_owned())];
        Query::parse(text, &prefixes, Kind::Select, &["this"]).unwrap().needs
    }

    #[test]
    fn only_what_every_solution_needs_counts() {
        let p = |names: &[&str]| names.iter().map(|name| format!("http://e/{name}")).collect::<Vec<_>>();
        assert_eq!(
            of("SELECT DISTINCT $this ?v { $this ex:a ?v ; ex:b ?w . BIND (STR(?v) AS ?x) FILTER (?x > ?w) }"),
            p(&["a", "b"])
        );
        assert_eq!(
            of("SELECT $this { $this ex:a ?v OPTIONAL { $this ex:b ?w } FILTER NOT EXISTS { $this ex:c ?x } }"),
            p(&["a"])
        );
        assert_eq!(of("SELECT $this { { $this ex:a ?v } UNION { $this ex:b ?v } }"), p(&[]));
        assert_eq!(of("SELECT $this { ?s ex:a $this . $this ?p ex:b }"), p(&[]));
        assert_eq!(of("SELECT $this (COUNT(?v) AS ?n) { $this ex:a ?v } GROUP BY $this"), p(&[]));
        assert_eq!(of("SELECT $this { GRAPH $shapesGraph { $this ex:a ?v } }"), p(&[]));
        assert_eq!(of("SELECT $this { $this ex:a/ex:b ?v }"), p(&["a"]));
    }
}
