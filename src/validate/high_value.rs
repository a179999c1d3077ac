//! Whether a document is about high-value data (Commission Implementing Regulation (EU) 2023/138).
//!
//! In: a graph. Out: whether anything in it is marked. Judges nothing: the rules do.

use crate::rdf::Graph;
use crate::rdf::vocab::dcatap;

/// The act that the mark names.
const ACT: &str = "http://data.europa.eu/eli/reg_impl/2023/138/oj";

/// Whether anything in the graph names the act as the legislation that applies to it (DCAT-AP HVD 3.0.0, section 2).
pub fn has_high_value(graph: &Graph) -> bool {
    let found = graph.find_iri(dcatap::APPLICABLE_LEGISLATION).zip(graph.find_iri(ACT));
    found.is_some_and(|(property, act)| graph.by_predicate(property).any(|(object, _)| object == act))
}
