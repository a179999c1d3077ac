//! Binding: the plan's terms as nodes of one run, the instances of its classes, the members of its value sets.

use foldhash::HashSet;

use super::node::Node;
use super::values::Steps;
use crate::rdf::vocab::{rdf, rdfs};
use crate::rdf::{Graph, Term, TermId};
use crate::shacl::plan::Plan;

/// A plan bound to a data graph.
pub struct Bound<'a> {
    pub plan: &'a Plan,
    pub data: &'a Graph,
    /// The nodes of the shapes graph's terms.
    nodes: Vec<Node>,
    /// The nodes of the background's terms.
    background: Vec<Node>,
    /// The paths of the shapes, in the order of the shapes.
    pub steps: Vec<Option<Steps>>,
    /// The instances of the plan's classes.
    pub classes: Vec<HashSet<Node>>,
    /// The members of the plan's value sets.
    pub value_sets: Vec<HashSet<Node>>,
}

/// A predicate's names.
#[derive(Clone, Copy)]
pub struct Predicate {
    /// In the data graph.
    pub data: Option<TermId>,
    /// In the background.
    pub background: Option<TermId>,
}

impl<'a> Bound<'a> {
    /// Looks up all that the plan names.
    pub fn new(plan: &'a Plan, data: &'a Graph) -> Self {
        let background: Vec<Node> = plan
            .background
            .terms()
            .ids()
            .map(|id| data.terms().find_term(plan.background.term(id)).map_or(Node::Background(id), Node::Data))
            .collect();
        let nodes = plan
            .graph
            .terms()
            .ids()
            .map(|id| match data.terms().find_term(plan.graph.term(id)) {
                Some(id) => Node::Data(id),
                None => {
                    plan.background.terms().find_term(plan.graph.term(id)).map_or(Node::Shapes(id), Node::Background)
                }
            })
            .collect();
        let mut bound =
            Bound { plan, data, nodes, background, steps: Vec::new(), classes: Vec::new(), value_sets: Vec::new() };
        bound.steps =
            plan.shapes.shapes.iter().map(|shape| shape.path.as_ref().map(|path| Steps::bind(&bound, path))).collect();
        bound.classes = plan.shapes.classes.iter().map(|class| bound.instances(*class)).collect();
        let members = |set: &Vec<TermId>| set.iter().map(|member| bound.node(*member)).collect();
        bound.value_sets = plan.shapes.value_sets.iter().map(members).collect();
        bound
    }

    /// The node of a term of the shapes graph.
    pub fn node(&self, id: TermId) -> Node {
        self.nodes[id.index()]
    }

    /// The node of a term of the background.
    pub fn background_node(&self, id: TermId) -> Node {
        self.background[id.index()]
    }

    /// The term behind a node.
    pub fn term(&self, node: Node) -> Term<'a> {
        match node {
            Node::Data(id) => self.data.term(id),
            Node::Background(id) => self.plan.background.term(id),
            Node::Shapes(id) => self.plan.graph.term(id),
        }
    }

    /// A node's name in the background.
    pub fn in_background(&self, node: Node) -> Option<TermId> {
        match node {
            _ if self.plan.background.is_empty() => None,
            Node::Data(id) => self.plan.background.terms().find_term(self.data.term(id)),
            Node::Background(id) => Some(id),
            Node::Shapes(_) => None,
        }
    }

    /// A predicate by its IRI.
    pub fn predicate(&self, iri: &str) -> Predicate {
        Predicate { data: self.data.find_iri(iri), background: self.plan.background.find_iri(iri) }
    }

    /// The IRIs of a class and its subclasses, by the data, background and shapes graphs.
    pub fn class_closure(&self, class: TermId) -> Vec<&str> {
        let graphs = [self.data, &self.plan.background, &self.plan.graph];
        let Term::Iri(class) = self.plan.graph.term(class) else { return Vec::new() };
        let mut classes = vec![class];
        let mut seen: HashSet<&str> = classes.iter().copied().collect();
        let mut next = 0;
        while let Some(&class) = classes.get(next) {
            next += 1;
            for graph in graphs {
                let Some((sub, class)) = graph.find_iri(rdfs::SUB_CLASS_OF).zip(graph.find_iri(class)) else {
                    continue;
                };
                for iri in graph.subjects(sub, class).filter_map(|id| graph.term(id).as_iri()) {
                    if seen.insert(iri) {
                        classes.push(iri);
                    }
                }
            }
        }
        classes
    }

    fn instances(&self, class: TermId) -> HashSet<Node> {
        let rdf_type = self.predicate(rdf::TYPE);
        let mut instances = HashSet::default();
        for class in self.class_closure(class) {
            let class = self.predicate(class);
            if let Some((rdf_type, class)) = rdf_type.data.zip(class.data) {
                instances.extend(self.data.subjects(rdf_type, class).map(Node::Data));
            }
            if let Some((rdf_type, class)) = rdf_type.background.zip(class.background) {
                instances.extend(self.plan.background.subjects(rdf_type, class).map(|id| self.background_node(id)));
            }
        }
        instances
    }
}
