//! SHACL lists: well-formed RDF lists (SHACL, section 1.1).

use foldhash::HashSet;

use crate::rdf::vocab::rdf;
use crate::rdf::{Graph, TermId};

/// The members of a list, or why it is not one.
pub(crate) fn read(graph: &Graph, head: TermId) -> Result<Vec<TermId>, &'static str> {
    let nil = graph.find_iri(rdf::NIL);
    let (first, rest) = (graph.find_iri(rdf::FIRST), graph.find_iri(rdf::REST));
    let mut members = Vec::new();
    let mut seen = HashSet::default();
    let mut at = head;
    while Some(at) != nil {
        if !seen.insert(at) {
            return Err("the list goes round in a circle");
        }
        let (Some(first), Some(rest)) = (first, rest) else { return Err("expected a list") };
        let (mut member, mut next) = (graph.objects(at, first), graph.objects(at, rest));
        match (member.len(), next.len(), member.next(), next.next()) {
            (1, 1, Some(member), Some(next)) => {
                members.push(member);
                at = next;
            }
            (0, 0, ..) => return Err("expected a list"),
            _ => return Err("a list needs exactly one rdf:first and one rdf:rest at every member"),
        }
    }
    Ok(members)
}
