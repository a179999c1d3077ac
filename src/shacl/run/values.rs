//! Value nodes: following a path from a focus node over the data graph and the background.

use foldhash::HashSet;

use super::bind::{Bound, Names};
use super::node::Node;
use crate::rdf::{TermId, Triple};
use crate::shacl::path::Path;

/// A path with its predicates bound.
pub enum Steps {
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
    pub fn bind(run: &Bound<'_>, path: &Path) -> Self {
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
pub enum Values<'a> {
    /// The focus node itself (node shapes).
    One(Node),
    /// The objects of a run of statements.
    Statements(&'a [Triple]),
    /// What a path led to.
    List(Vec<Node>),
}

impl Values<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Values::One(_) => 1,
            Values::Statements(statements) => statements.len(),
            Values::List(nodes) => nodes.len(),
        }
    }

    /// The value nodes.
    pub fn iter(&self) -> impl Iterator<Item = Node> + '_ {
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
    pub fn values(&self, steps: &Steps, focus: Node) -> Values<'a> {
        let mut out = Vec::new();
        self.follow(steps, focus, Direction::Forward, &mut out);
        distinct(&mut out);
        Values::List(out)
    }

    /// The nodes that a predicate leads to, each once.
    pub fn objects(&self, focus: Node, predicate: TermId) -> Vec<Node> {
        let mut out = Vec::new();
        self.step(self.names(predicate), focus, Direction::Forward, &mut out);
        distinct(&mut out);
        out
    }

    /// Adds what the path leads to, perhaps more than once.
    fn follow(&self, steps: &Steps, from: Node, direction: Direction, out: &mut Vec<Node>) {
        match steps {
            Steps::Predicate(predicate) => self.step(*predicate, from, direction, out),
            Steps::Inverse(steps) => self.follow(steps, from, direction.turned(), out),
            Steps::Sequence(parts) => {
                let mut at = vec![from];
                let order: &mut dyn Iterator<Item = &Steps> = match direction {
                    Direction::Forward => &mut parts.iter(),
                    Direction::Backward => &mut parts.iter().rev(),
                };
                for part in order {
                    let mut next = Vec::new();
                    at.iter().for_each(|node| self.follow(part, *node, direction, &mut next));
                    distinct(&mut next);
                    at = next;
                }
                out.append(&mut at);
            }
            Steps::Alternative(parts) => parts.iter().for_each(|part| self.follow(part, from, direction, out)),
            Steps::ZeroOrMore(steps) => {
                out.push(from);
                self.closure(steps, from, direction, out);
            }
            Steps::OneOrMore(steps) => self.closure(steps, from, direction, out),
            Steps::ZeroOrOne(steps) => {
                out.push(from);
                self.follow(steps, from, direction, out);
            }
        }
    }

    /// Adds all nodes that one or more steps lead to, each once.
    fn closure(&self, steps: &Steps, from: Node, direction: Direction, out: &mut Vec<Node>) {
        let mut seen = HashSet::default();
        let start = out.len();
        self.follow(steps, from, direction, out);
        let mut next = start;
        let mut kept = start;
        // What stands from `start` to `kept` is distinct; `next` is the first of these not yet followed.
        loop {
            for at in kept..out.len() {
                if seen.insert(out[at]) {
                    out[kept] = out[at];
                    kept += 1;
                }
            }
            out.truncate(kept);
            let Some(&node) = out.get(next) else { return };
            next += 1;
            self.follow(steps, node, direction, out);
        }
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

/// Keeps the first of each node.
fn distinct(nodes: &mut Vec<Node>) {
    if nodes.len() > 1 {
        let mut seen = HashSet::default();
        nodes.retain(|node| seen.insert(*node));
    }
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
