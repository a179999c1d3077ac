//! Prefixes: which namespaces a document declares, and names made of them.

use crate::rdf::vocab::{PREFIXES, rdf};
use crate::rdf::{Graph, Term};

/// The prefixes of a document, sorted by prefix.
#[derive(Clone, Debug)]
pub struct Prefixes(Vec<(&'static str, &'static str)>);

impl Prefixes {
    /// All that the project knows.
    pub fn all() -> Self {
        Prefixes(PREFIXES.to_vec())
    }

    /// Those that occur in the graph's properties, classes and datatypes.
    pub fn needed_by(graph: &Graph) -> Self {
        let mut needed = [false; PREFIXES.len()];
        let rdf_type = graph.find_iri(rdf::TYPE);
        let mut mark = |iri: &str| {
            if let Some(place) = PREFIXES.iter().position(|(_, namespace)| local_name(iri, namespace).is_some()) {
                needed[place] = true;
            }
        };
        let mut predicates: Vec<_> = graph.triples().iter().map(|t| t[1]).collect();
        predicates.sort_unstable();
        predicates.dedup();
        for &predicate in &predicates {
            mark(graph.term(predicate).text());
        }
        for (object, _) in rdf_type.into_iter().flat_map(|rdf_type| graph.by_predicate(rdf_type)) {
            mark(graph.term(object).text());
        }
        for id in graph.terms().ids() {
            if let Term::Literal(literal) = graph.term(id)
                && literal.language.is_none()
                && !literal.is_plain()
            {
                mark(literal.datatype);
            }
        }
        mark(rdf::TYPE);
        Prefixes(PREFIXES.iter().zip(needed).filter(|(_, needed)| *needed).map(|(&prefix, _)| prefix).collect())
    }

    /// Prefix and namespace, sorted by prefix.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        self.0.iter().copied()
    }

    /// The prefix and local name of an IRI, when the rest of it is a plain name.
    pub fn name<'a>(&self, iri: &'a str) -> Option<(&'static str, &'a str)> {
        self.0.iter().find_map(|(prefix, namespace)| Some((*prefix, local_name(iri, namespace)?)))
    }

    /// The prefix that the IRI would wrongly be read with, because it equals the IRI's scheme.
    pub fn scheme_clash(&self, iri: &str) -> Option<&'static str> {
        let (scheme, rest) = iri.split_once(':')?;
        if rest.starts_with("//") {
            return None;
        }
        self.0.iter().map(|(prefix, _)| *prefix).find(|prefix| *prefix == scheme)
    }
}

/// The rest of an IRI after the namespace, if it is a name that needs no escape in any syntax.
fn local_name<'a>(iri: &'a str, namespace: &str) -> Option<&'a str> {
    let local = iri.strip_prefix(namespace)?;
    let first = local.bytes().next()?;
    let plain = (first.is_ascii_alphabetic() || first == b'_')
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    plain.then_some(local)
}
