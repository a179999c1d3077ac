//! Reading `sh:path` (SHACL, section 2.3.1).

use super::list;
use crate::rdf::vocab::rdf;
use crate::rdf::{Graph, Term, TermId};
use crate::shacl::path::Path;
use crate::shacl::vocab as sh;

/// The deepest nesting of one path in another.
const DEPTH: usize = 64;

/// The most path nodes in one path. Nodes that several paths share count each time, so that a few of them cannot stand
/// for a path too big to hold.
const NODES: usize = 10_000;

/// Makes a path of the one inside it.
type Make = fn(Box<Path>) -> Path;

/// The path that a node stands for, or why it is none.
pub(crate) fn read(graph: &Graph, node: TermId) -> Result<Path, &'static str> {
    Budget { graph, nodes: NODES - 1 }.nested(node, DEPTH)
}

/// Reading one path: its graph, and the path nodes that may still come.
struct Budget<'a> {
    graph: &'a Graph,
    nodes: usize,
}

impl Budget<'_> {
    fn nested(&mut self, node: TermId, depth: usize) -> Result<Path, &'static str> {
        if depth == 0 {
            return Err("the path contains itself, or is nested more than 64 deep");
        }
        match self.graph.term(node) {
            Term::Iri(iri) => return Ok(Path::Predicate(iri.into())),
            Term::Literal(_) => return Err("a literal is not a path"),
            Term::Blank(_) => {}
        }
        // The test suite (path-strange-001 and -002) holds that a list is a sequence, whatever else it says.
        if self.values(node, rdf::FIRST).next().is_some() {
            return Ok(Path::Sequence(self.members(node, depth)?));
        }
        let unary: [(&str, Make); 4] = [
            (sh::INVERSE_PATH, Path::Inverse),
            (sh::ZERO_OR_MORE_PATH, Path::ZeroOrMore),
            (sh::ONE_OR_MORE_PATH, Path::OneOrMore),
            (sh::ZERO_OR_ONE_PATH, Path::ZeroOrOne),
        ];
        let alternatives = self.values(node, sh::ALTERNATIVE_PATH).map(|object| (None, object));
        let others = unary.iter().flat_map(|(property, make)| self.values(node, property).map(|o| (Some(*make), o)));
        let forms: Vec<(Option<Make>, TermId)> = alternatives.chain(others).collect();
        match forms[..] {
            [(None, head)] => Ok(Path::Alternative(self.members(head, depth)?)),
            [(Some(make), inner)] => {
                self.spend(1)?;
                Ok(make(Box::new(self.nested(inner, depth - 1)?)))
            }
            [] => Err("expected an IRI, a list, or one of sh:inversePath, sh:alternativePath, sh:zeroOrMorePath, \
                 sh:oneOrMorePath, sh:zeroOrOnePath"),
            _ => Err("a path node has one path only, of one kind"),
        }
    }

    fn members(&mut self, head: TermId, depth: usize) -> Result<Vec<Path>, &'static str> {
        let members = list::read(self.graph, head)?;
        if members.len() < 2 {
            return Err("a sequence or alternative path needs at least two members");
        }
        self.spend(members.len())?;
        members.into_iter().map(|member| self.nested(member, depth - 1)).collect()
    }

    fn spend(&mut self, nodes: usize) -> Result<(), &'static str> {
        self.nodes = self
            .nodes
            .checked_sub(nodes)
            .ok_or("the path has more than 10,000 parts, those that are used twice counted twice")?;
        Ok(())
    }

    fn values(&self, node: TermId, property: &str) -> impl Iterator<Item = TermId> {
        self.graph.find_iri(property).into_iter().flat_map(move |property| self.graph.objects(node, property))
    }
}
