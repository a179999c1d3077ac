//! Value type constraint components (SHACL, section 4.1).

use super::super::node::Node;
use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use crate::rdf::vocab::{rdf, xsd};
use crate::rdf::{Term, TermId};
use crate::shacl::literal;
use crate::shacl::shape::NodeKinds;

impl Walk<'_, '_> {
    /// `sh:datatype`: the datatype is the same, and the lexical form belongs to it.
    pub(super) fn datatype(&mut self, place: Place, values: &Values<'_>, datatype: TermId) -> Result<(), Stop> {
        let run = self.run;
        let terms = run.data.terms();
        let iri = run.plan.graph.term(datatype).text();
        let wanted = run.names(datatype).data;
        let all_forms = matches!(iri, xsd::STRING | xsd::ANY_URI);
        self.each(place, values, |node| match node {
            Node::Data(id) if iri == rdf::LANG_STRING => terms.language(id).is_some(),
            Node::Data(id) => {
                let same = wanted.is_some() && terms.datatype(id) == wanted;
                same && (all_forms || run.literal(node).is_some_and(literal::is_well_formed))
            }
            node => run.literal(node).is_some_and(|value| value.datatype == iri && literal::is_well_formed(value)),
        })
    }

    /// `sh:nodeKind`
    pub(super) fn node_kind(&mut self, place: Place, values: &Values<'_>, kinds: NodeKinds) -> Result<(), Stop> {
        let run = self.run;
        let terms = run.data.terms();
        self.each(place, values, |node| match node {
            Node::Data(id) => {
                (kinds.iri && terms.is_iri(id))
                    || (kinds.literal && terms.is_literal(id))
                    || (kinds.blank && terms.is_blank(id))
            }
            node => match run.term(node) {
                Term::Iri(_) => kinds.iri,
                Term::Blank(_) => kinds.blank,
                Term::Literal(_) => kinds.literal,
            },
        })
    }
}
