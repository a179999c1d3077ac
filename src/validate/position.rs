//! Where a result stands in the document: the statement that is wrong, or the description that lacks one.
//!
//! In: a graph as the parser made it, and results about it. Out: positions, as exact as the parser told them. Never a guess: where
//! several statements could be meant, it is the description that they belong to.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::Position;
use crate::rdf::vocab::rdf;
use crate::rdf::{Graph, TermId};
use crate::shacl::Path;

/// A node, and the property if it is asked for.
type Asked = (TermId, Option<TermId>);

/// Finds positions in one graph. What is asked often is found once.
pub(super) struct Positions<'g> {
    graph: &'g Graph,
    rdf_type: Option<TermId>,
    /// The first statement of each node that was asked for; of those with a property, if one was told.
    first: RefCell<HashMap<Asked, Option<Position>>>,
    /// For each thing that nothing is said of, the first statement that leads to it.
    leading: OnceCell<HashMap<TermId, usize>>,
}

impl<'g> Positions<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let rdf_type = graph.find_iri(rdf::TYPE);
        Positions { graph, rdf_type, first: RefCell::default(), leading: OnceCell::new() }
    }

    /// The statement by which a path leads from a node to a value, where that can only be one.
    pub(super) fn of_value(&self, node: TermId, path: &Path, value: TermId) -> Option<Position> {
        match path {
            Path::Predicate(iri) => self.graph.place(&[node, self.graph.find_iri(iri)?, value]),
            Path::Inverse(path) => self.of_value(value, path, node),
            Path::Alternative(paths) => paths.iter().find_map(|path| self.of_value(node, path, value)),
            Path::Sequence(paths) => {
                let last = self.graph.find_iri(paths.last()?.as_predicate()?)?;
                let mut subjects = self.graph.subjects(last, value);
                let only = subjects.next().filter(|_| subjects.len() == 0)?;
                self.graph.place(&[only, last, value])
            }
            Path::ZeroOrMore(path) | Path::OneOrMore(path) | Path::ZeroOrOne(path) => self.of_value(node, path, value),
        }
    }

    /// The first statement of a node with a property.
    pub(super) fn of_property(&self, node: TermId, property: TermId) -> Option<Position> {
        let first = || {
            let statements = self.graph.statements(node, property).iter();
            statements.filter_map(|triple| self.graph.place(triple)).min()
        };
        *self.first.borrow_mut().entry((node, Some(property))).or_insert_with(first)
    }

    /// Where the description of a node begins; where there is none, the statement that leads to it.
    pub(super) fn of_node(&self, node: TermId) -> Option<Position> {
        let typed = self.rdf_type.and_then(|rdf_type| self.of_property(node, rdf_type));
        let begins = || {
            let statements = self.graph.properties(node).iter();
            statements.filter_map(|triple| self.graph.place(triple)).min()
        };
        typed
            .or_else(|| *self.first.borrow_mut().entry((node, None)).or_insert_with(begins))
            .or_else(|| self.graph.place_of(*self.leading.get_or_init(|| self.leading()).get(&node)?))
    }

    fn leading(&self) -> HashMap<TermId, usize> {
        let mut first = HashMap::new();
        let terms = self.graph.terms();
        let to_things =
            self.graph.triples().iter().filter(|triple| terms.is_iri(triple[2]) || terms.is_blank(triple[2]));
        for triple in to_things.filter(|triple| self.graph.properties(triple[2]).is_empty()) {
            if let Some(offset) = self.graph.offset(triple) {
                first.entry(triple[2]).and_modify(|known: &mut usize| *known = offset.min(*known)).or_insert(offset);
            }
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    const DOCUMENT: &str = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:x:">
<Thing rdf:about="urn:a">
  <p>one</p>
  <q><Part>
    <p>two</p>
  </Part></q>
  <r rdf:resource="urn:b"/>
</Thing>
<rdf:Description rdf:about="urn:c">
  <p>three</p>
  <p>four</p>
  <r rdf:resource="urn:a"/>
</rdf:Description>
</rdf:RDF>"#;

    fn predicate(iri: &str) -> Path {
        Path::Predicate(iri.into())
    }

    #[test]
    fn a_value_stands_where_its_statement_does() {
        let graph = parse(DOCUMENT.as_bytes(), Format::RdfXml, "urn:", &Caps::default()).unwrap().graph;
        let positions = Positions::new(&graph);
        let [a, b, c] = ["urn:a", "urn:b", "urn:c"].map(|iri| graph.find_iri(iri).unwrap());
        let text = |text: &str| graph.terms().ids().find(|id| graph.term(*id).text() == text).unwrap();
        let line = |node, path: &Path, value| positions.of_value(node, path, value).map(|position| position.line);
        assert_eq!(line(a, &predicate("urn:x:p"), text("one")), Some(3));
        assert_eq!(line(a, &Path::Inverse(predicate("urn:x:r").into()), c), Some(12));
        let either = Path::Alternative(vec![predicate("urn:x:q"), predicate("urn:x:r")]);
        assert_eq!(line(a, &either, b), Some(7));
        let through = Path::Sequence(vec![predicate("urn:x:q"), predicate("urn:x:p")]);
        assert_eq!(line(a, &through, text("two")), Some(5));
        assert_eq!(line(a, &predicate("urn:x:p"), text("two")), None);
        assert_eq!(positions.of_property(c, graph.find_iri("urn:x:p").unwrap()).map(|found| found.line), Some(10));
    }

    #[test]
    fn a_node_stands_where_it_is_described_or_else_where_it_is_named() {
        let graph = parse(DOCUMENT.as_bytes(), Format::RdfXml, "urn:", &Caps::default()).unwrap().graph;
        let positions = Positions::new(&graph);
        let line = |iri| positions.of_node(graph.find_iri(iri).unwrap()).map(|position| position.line);
        assert_eq!(line("urn:a"), Some(2), "its element");
        assert_eq!(line("urn:c"), Some(10), "without a type its first statement");
        assert_eq!(line("urn:b"), Some(7), "without a description what leads to it");
        assert_eq!(line("urn:x:p"), None, "what is no thing of the document stands nowhere");
    }
}
