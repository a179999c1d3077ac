//! Binding: the plan's terms as nodes of one run, the instances of its classes, the members of its value sets.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::node::{Node, NodeSet};
use super::values::Steps;
use crate::rdf::vocab::{rdf, rdfs};
use crate::rdf::{Graph, Literal, Term, TermId};
use crate::shacl::plan::Plan;

/// A plan bound to a data graph.
pub(crate) struct Bound<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) data: &'a Graph,
    /// What time it is, as `xsd:dateTime`, if somebody said so.
    pub(crate) now: Option<&'a str>,
    /// The shapes graph's terms in the other graphs, by name.
    names: Vec<Names>,
    /// The nodes of the background's terms, by name.
    background: Vec<Node>,
    /// The background's names of those terms of the data graph that it holds.
    in_background: HashMap<TermId, TermId>,
    /// The paths of the shapes, in the order of the shapes.
    pub(crate) steps: Vec<Option<Steps>>,
    /// The instances of the plan's classes.
    pub(crate) classes: Vec<NodeSet>,
    /// The members of the plan's value sets.
    pub(crate) value_sets: Vec<HashSet<Node>>,
    /// The data graph's names by number, for labels of blank nodes; made when first asked for.
    by_number: OnceLock<Vec<TermId>>,
}

/// A term's names outside the shapes graph.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    /// In the data graph.
    pub(crate) data: Option<TermId>,
    /// In the background.
    pub(crate) background: Option<TermId>,
}

impl<'a> Bound<'a> {
    /// Looks up all that the plan names.
    pub(crate) fn new(plan: &'a Plan, data: &'a Graph, now: Option<&'a str>) -> Self {
        let (background, in_background) = overlap(&plan.background, data);
        let names =
            |term| Names { data: data.terms().find_term(term), background: plan.background.terms().find_term(term) };
        let mut bound = Bound {
            plan,
            data,
            now,
            names: plan.graph.terms().ids().map(|id| names(plan.graph.term(id))).collect(),
            background,
            in_background,
            steps: Vec::new(),
            classes: Vec::new(),
            value_sets: Vec::new(),
            by_number: OnceLock::new(),
        };
        let steps = |path: &_| Steps::bind(&bound, path);
        bound.steps = plan.shapes.shapes.iter().map(|shape| shape.path.as_ref().map(steps)).collect();
        bound.classes = plan.shapes.classes.iter().map(|class| bound.instances(*class)).collect();
        let members = |set: &Vec<TermId>| set.iter().map(|member| bound.node(*member)).collect();
        bound.value_sets = plan.shapes.value_sets.iter().map(members).collect();
        bound
    }

    /// The node of a term of the shapes graph.
    pub(crate) fn node(&self, id: TermId) -> Node {
        match self.names[id.index()] {
            Names { data: Some(id), .. } => Node::Data(id),
            Names { background: Some(id), .. } => Node::Background(id),
            _ => Node::Shapes(id),
        }
    }

    /// The names of a term of the shapes graph in the other graphs.
    pub(crate) fn names(&self, id: TermId) -> Names {
        self.names[id.index()]
    }

    /// The node of a term of the background.
    pub(crate) fn background_node(&self, id: TermId) -> Node {
        self.background[id.index()]
    }

    /// The node of a term, if one of the graphs holds it.
    pub(crate) fn find(&self, term: Term<'_>) -> Option<Node> {
        let data = || self.data.terms().find_term(term).map(Node::Data);
        let background = || self.plan.background.terms().find_term(term).map(Node::Background);
        data().or_else(background).or_else(|| self.plan.graph.terms().find_term(term).map(Node::Shapes))
    }

    /// The node with a label.
    pub(crate) fn blank(&self, label: &str) -> Option<Node> {
        let number = || label[1..].parse::<usize>().ok();
        let nth = |graph: &Graph| graph.terms().ids().nth(number()?);
        match label.as_bytes().first()? {
            b'd' => {
                let ids = self.by_number.get_or_init(|| self.data.terms().ids().collect());
                ids.get(number()?).copied().map(Node::Data)
            }
            b'b' => nth(&self.plan.background).map(Node::Background),
            b's' => nth(&self.plan.graph).map(Node::Shapes),
            _ => None,
        }
    }

    /// The term behind a node.
    pub(crate) fn term(&self, node: Node) -> Term<'a> {
        match node {
            Node::Data(id) => self.data.term(id),
            Node::Background(id) => self.plan.background.term(id),
            Node::Shapes(id) => self.plan.graph.term(id),
        }
    }

    /// The literal behind a node, if it is one.
    pub(crate) fn literal(&self, node: Node) -> Option<Literal<'a>> {
        self.term(node).as_literal()
    }

    /// A node's name in the background.
    pub(crate) fn in_background(&self, node: Node) -> Option<TermId> {
        match node {
            Node::Data(id) => self.in_background.get(&id).copied(),
            Node::Background(id) => Some(id),
            Node::Shapes(_) => None,
        }
    }

    /// The names of an IRI in the data graph and the background.
    pub(crate) fn iri(&self, iri: &str) -> Names {
        Names { data: self.data.find_iri(iri), background: self.plan.background.find_iri(iri) }
    }

    /// The IRIs of a class and its subclasses, by the data, background and shapes graphs.
    pub(crate) fn class_closure(&self, class: TermId) -> Vec<&'a str> {
        let plan = self.plan;
        let graphs = [self.data, &plan.background, &plan.graph];
        let Term::Iri(class) = plan.graph.term(class) else { return Vec::new() };
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

    fn instances(&self, class: TermId) -> NodeSet {
        let rdf_type = self.iri(rdf::TYPE);
        let mut instances = NodeSet::default();
        for class in self.class_closure(class) {
            let class = self.iri(class);
            if let Some((rdf_type, class)) = rdf_type.data.zip(class.data) {
                self.data.subjects(rdf_type, class).for_each(|id| instances.insert(Node::Data(id)));
            }
            if let Some((rdf_type, class)) = rdf_type.background.zip(class.background) {
                let subjects = self.plan.background.subjects(rdf_type, class);
                subjects.for_each(|id| instances.insert(self.background_node(id)));
            }
        }
        instances
    }
}

/// The nodes of the background's terms, and the names of those that the data graph holds too.
fn overlap(background: &Graph, data: &Graph) -> (Vec<Node>, HashMap<TermId, TermId>) {
    let mut nodes: Vec<Node> = background.terms().ids().map(Node::Background).collect();
    let mut in_background = HashMap::default();
    let mut both = |data: TermId, background: TermId| {
        nodes[background.index()] = Node::Data(data);
        in_background.insert(data, background);
    };
    // The smaller table is looked up in the larger one.
    if background.terms().len() < data.terms().len() {
        for id in background.terms().ids() {
            if let Some(found) = data.terms().find_term(background.term(id)) {
                both(found, id);
            }
        }
    } else {
        for id in data.terms().ids() {
            if let Some(found) = background.terms().find_term(data.term(id)) {
                both(id, found);
            }
        }
    }
    (nodes, in_background)
}
