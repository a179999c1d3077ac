//! Reading `sh:path` (SHACL, section 2.3.1).

use super::list;
use crate::rdf::{Graph, Term, TermId};
use crate::shacl::path::Path;
use crate::shacl::vocab as sh;

/// The deepest nesting of one path in another.
const DEPTH: usize = 64;

/// The path that a node stands for, or why it is none.
pub(crate) fn read(graph: &Graph, node: TermId) -> Result<Path, &'static str> {
    nested(graph, node, DEPTH)
}

fn nested(graph: &Graph, node: TermId, depth: usize) -> Result<Path, &'static str> {
    if depth == 0 {
        return Err("the path contains itself, or is nested more than 64 deep");
    }
    match graph.term(node) {
        Term::Iri(iri) => return Ok(Path::Predicate(iri.into())),
        Term::Literal(_) => return Err("a literal is not a path"),
        Term::Blank(_) => {}
    }
    let one = |property: &str| -> Result<Option<TermId>, &'static str> {
        let Some(property) = graph.find_iri(property) else { return Ok(None) };
        let mut objects = graph.objects(node, property);
        match objects.len() {
            0 => Ok(None),
            1 => Ok(objects.next()),
            _ => Err("a path node has one path only"),
        }
    };
    let is_list =
        graph.find_iri(crate::rdf::vocab::rdf::FIRST).is_some_and(|first| graph.object(node, first).is_some());
    if is_list {
        return Ok(Path::Sequence(members(graph, node, depth)?));
    }
    if let Some(inverse) = one(sh::INVERSE_PATH)? {
        return Ok(Path::Inverse(Box::new(nested(graph, inverse, depth - 1)?)));
    }
    if let Some(alternatives) = one(sh::ALTERNATIVE_PATH)? {
        return Ok(Path::Alternative(members(graph, alternatives, depth)?));
    }
    if let Some(path) = one(sh::ZERO_OR_MORE_PATH)? {
        return Ok(Path::ZeroOrMore(Box::new(nested(graph, path, depth - 1)?)));
    }
    if let Some(path) = one(sh::ONE_OR_MORE_PATH)? {
        return Ok(Path::OneOrMore(Box::new(nested(graph, path, depth - 1)?)));
    }
    if let Some(path) = one(sh::ZERO_OR_ONE_PATH)? {
        return Ok(Path::ZeroOrOne(Box::new(nested(graph, path, depth - 1)?)));
    }
    Err(
        "expected an IRI, a list, or one of sh:inversePath, sh:alternativePath, sh:zeroOrMorePath, sh:oneOrMorePath, sh:zeroOrOnePath",
    )
}

fn members(graph: &Graph, head: TermId, depth: usize) -> Result<Vec<Path>, &'static str> {
    let members = list::read(graph, head)?;
    if members.len() < 2 {
        return Err("a sequence or alternative path needs at least two members");
    }
    members.into_iter().map(|member| nested(graph, member, depth - 1)).collect()
}
