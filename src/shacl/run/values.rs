//! Value nodes: following a path from a focus node over the data graph and the background.

use foldhash::HashSet;

use super::bind::{Bound, Names};
use super::node::Node;
use crate::rdf::{TermId, Triple};
use crate::shacl::path::Path;

/// A path with its predicates bound.
pub(crate) enum Steps {
    Predicate(Names),
    Inverse(Box<Steps>),
    Sequence(Vec<Steps>),
    Alternative(Vec<Steps>),
    ZeroOrMore(Box<Steps>),
    OneOrMore(Box<Steps>),
    ZeroOrOne(Box<Steps>),
}

impl Steps {
    /// Binds a path.
    pub(crate) fn bind(run: &Bound<'_>, path: &Path) -> Self {
        let boxed = |path: &Path| Box::new(Steps::bind(run, path));
        let all = |paths: &[Path]| paths.iter().map(|path| Steps::bind(run, path)).collect();
        match path {
            Path::Predicate(iri) => Steps::Predicate(run.iri(iri)),
            Path::Inverse(path) => Steps::Inverse(boxed(path)),
            Path::Sequence(paths) => Steps::Sequence(all(paths)),
            Path::Alternative(paths) => Steps::Alternative(all(paths)),
            Path::ZeroOrMore(path) => Steps::ZeroOrMore(boxed(path)),
            Path::OneOrMore(path) => Steps::OneOrMore(boxed(path)),
            Path::ZeroOrOne(path) => Steps::ZeroOrOne(boxed(path)),
        }
    }
}

/// The value nodes of a focus node: a set, in a fixed order.
pub(crate) enum Values<'a> {
    /// The focus node itself (node shapes).
    One(Node),
    /// The objects of a run of statements.
    Statements(&'a [Triple]),
    /// What a path led to.
    List(Vec<Node>),
}

impl Values<'_> {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        match self {
            Values::One(_) => 1,
            Values::Statements(statements) => statements.len(),
            Values::List(nodes) => nodes.len(),
        }
    }

    /// The value nodes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Node> + '_ {
        let (statements, nodes): (&[Triple], &[Node]) = match self {
            Values::One(node) => (&[], std::slice::from_ref(node)),
            Values::Statements(statements) => (statements, &[]),
            Values::List(nodes) => (&[], nodes),
        };
        statements.iter().map(|t| Node::Data(t[2])).chain(nodes.iter().copied())
    }
}

impl<'a> Bound<'a> {
    /// The value nodes of a path, unless they are a mere run of statements, which the caller has at hand.
    pub(crate) fn values(&self, steps: &Steps, focus: Node) -> Values<'a> {
        Values::List(self.follow(steps, &[focus], Direction::Forward))
    }

    /// The nodes that a predicate leads to, each once.
    pub(crate) fn objects(&self, focus: Node, predicate: TermId) -> Vec<Node> {
        let mut out = Vec::new();
        self.step(self.names(predicate), focus, Direction::Forward, &mut out);
        distinct(out)
    }

    /// What the path leads to from any of the nodes, each node once. Going from all at a time keeps closures within
    /// closures linear.
    fn follow(&self, steps: &Steps, from: &[Node], direction: Direction) -> Vec<Node> {
        match steps {
            Steps::Predicate(predicate) => {
                let mut out = Vec::new();
                from.iter().for_each(|node| self.step(*predicate, *node, direction, &mut out));
                distinct(out)
            }
            Steps::Inverse(steps) => self.follow(steps, from, direction.turned()),
            Steps::Sequence(parts) => {
                let step = |at: Vec<Node>, part: &Steps| self.follow(part, &at, direction);
                match direction {
                    Direction::Forward => parts.iter().fold(from.to_vec(), step),
                    Direction::Backward => parts.iter().rev().fold(from.to_vec(), step),
                }
            }
            Steps::Alternative(parts) => {
                distinct(parts.iter().flat_map(|part| self.follow(part, from, direction)).collect())
            }
            Steps::ZeroOrMore(steps) => {
                let mut out = from.to_vec();
                out.extend(self.closure(steps, from, direction));
                distinct(out)
            }
            Steps::OneOrMore(steps) => self.closure(steps, from, direction),
            Steps::ZeroOrOne(steps) => {
                let mut out = from.to_vec();
                out.extend(self.follow(steps, from, direction));
                distinct(out)
            }
        }
    }

    /// All nodes that one or more steps lead to, each once.
    fn closure(&self, steps: &Steps, from: &[Node], direction: Direction) -> Vec<Node> {
        let mut out = self.follow(steps, from, direction);
        let mut seen: HashSet<Node> = out.iter().copied().collect();
        let mut next = 0;
        while next < out.len() {
            let reached = self.follow(steps, &out[next..], direction);
            next = out.len();
            out.extend(reached.into_iter().filter(|node| seen.insert(*node)));
        }
        out
    }

    fn step(&self, predicate: Names, from: Node, direction: Direction, out: &mut Vec<Node>) {
        if let (Some(p), Node::Data(from)) = (predicate.data, from) {
            match direction {
                Direction::Forward => out.extend(self.data.objects(from, p).map(Node::Data)),
                Direction::Backward => out.extend(self.data.subjects(p, from).map(Node::Data)),
            }
        }
        let Some((p, from)) = predicate.background.zip(self.in_background(from)) else { return };
        let background = &self.plan.background;
        match direction {
            Direction::Forward => out.extend(background.objects(from, p).map(|id| self.background_node(id))),
            Direction::Backward => out.extend(background.subjects(p, from).map(|id| self.background_node(id))),
        }
    }
}

/// The nodes, each where it first stands.
fn distinct(mut nodes: Vec<Node>) -> Vec<Node> {
    if nodes.len() > 1 {
        let mut seen = HashSet::default();
        nodes.retain(|node| seen.insert(*node));
    }
    nodes
}

/// Which way a path is followed.
#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Backward,
}

impl Direction {
    fn turned(self) -> Self {
        match self {
            Direction::Forward => Direction::Backward,
            Direction::Backward => Direction::Forward,
        }
    }
}
