//! Validating nodes against shapes (SHACL, section 3.4), shapes within shapes.
//!
//! A [`Walk`] is one thread's way through the shapes. It remembers what it knows of shapes that refer to themselves:
//! a node conforms to such a shape unless a fault can be shown in finitely many steps.

use foldhash::{HashMap, HashSet};

use super::Found;
use super::bind::Bound;
use super::node::Node;
use super::values::{Steps, Values};
use crate::rdf::{TermId, Triple};
use crate::shacl::error::EngineError;
use crate::shacl::shape::ShapeId;

/// The most shapes inside one another.
pub(crate) const DEPTH: usize = 200;

/// Why validation ends early.
pub(crate) enum Stop {
    /// The node does not conform, and nobody asked for more.
    NotConforming,
    /// The engine gives up.
    GaveUp(Box<EngineError>),
}

/// Whether every result is wanted or only whether there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Collect,
    /// As `Collect`, for the detail of a result, whose results have no detail of their own.
    Explain,
    Probe,
}

/// What is known of a node and a shape that refers to itself.
#[derive(Clone, Copy)]
enum Known {
    Conforms,
    Fails,
    /// It conforms if all pairs on the way from this place on do.
    ConformsIf(usize),
}

/// One thread's way through the shapes.
pub(crate) struct Walk<'r, 'a> {
    pub(crate) run: &'r Bound<'a>,
    /// What was found.
    pub(crate) found: Vec<Found>,
    mode: Mode,
    depth: usize,
    /// The subject whose properties were looked up last, with them.
    subject: Option<(TermId, &'a [Triple])>,
    /// The pairs of self-referring shapes and nodes whose results were collected for this focus node.
    collected: HashSet<(ShapeId, Node)>,
    /// The pairs of self-referring shapes and nodes on the way here.
    open: Vec<(ShapeId, Node)>,
    known: HashMap<(ShapeId, Node), Known>,
    /// The pairs known as [`Known::ConformsIf`], in the order of learning.
    assumed: Vec<(ShapeId, Node)>,
    /// The first place on the way that something was assumed of since this was last set.
    lowest: usize,
}

/// The constraint that is being tested, and on what.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) shape: ShapeId,
    pub(crate) constraint: usize,
    pub(crate) focus: Node,
}

impl<'r, 'a> Walk<'r, 'a> {
    /// A walk that has been nowhere.
    pub(crate) fn new(run: &'r Bound<'a>) -> Self {
        Walk {
            run,
            found: Vec::new(),
            mode: Mode::Collect,
            depth: 0,
            subject: None,
            collected: HashSet::default(),
            open: Vec::new(),
            known: HashMap::default(),
            assumed: Vec::new(),
            lowest: usize::MAX,
        }
    }

    /// Takes a result.
    pub(crate) fn push(&mut self, found: Found) -> Result<(), Stop> {
        if self.mode == Mode::Probe {
            return Err(Stop::NotConforming);
        }
        self.found.push(found);
        Ok(())
    }

    /// Takes a result at a place.
    pub(crate) fn fail(&mut self, place: Place, value: Option<Node>) -> Result<(), Stop> {
        self.push(Found::new(place, value))
    }

    /// Whether results are to carry their reasons.
    pub(crate) fn wants_detail(&self) -> bool {
        self.mode == Mode::Collect
    }

    /// Validates a focus node of a shape's targets.
    pub(crate) fn focus(&mut self, id: ShapeId, focus: Node) -> Result<(), Stop> {
        self.collected.clear();
        self.shape(id, focus)
    }

    /// Validates a node against a shape.
    pub(crate) fn shape(&mut self, id: ShapeId, focus: Node) -> Result<(), Stop> {
        if !self.run.plan.shapes.shapes[id].recursive {
            return self.constraints(id, focus);
        }
        let pair = (id, focus);
        if self.mode != Mode::Probe {
            // Nothing is assumed of a pair whose results are asked for; they are given once.
            return if self.collected.insert(pair) { self.constraints(id, focus) } else { Ok(()) };
        }
        if let Some(place) = self.open.iter().position(|open| *open == pair) {
            self.lowest = self.lowest.min(place);
            return Ok(());
        }
        match self.known.get(&pair) {
            Some(Known::Conforms) => return Ok(()),
            Some(Known::ConformsIf(place)) => {
                self.lowest = self.lowest.min(*place);
                return Ok(());
            }
            Some(Known::Fails) => return Err(Stop::NotConforming),
            None => {}
        }
        let (outer, place) = (std::mem::replace(&mut self.lowest, usize::MAX), self.open.len());
        let learnt = self.assumed.len();
        self.open.push(pair);
        let result = self.constraints(id, focus);
        self.open.truncate(place);
        let known = match &result {
            Err(_) => Known::Fails,
            Ok(()) if self.lowest >= place => Known::Conforms,
            Ok(()) => Known::ConformsIf(self.lowest),
        };
        self.learn(pair, known, learnt);
        self.lowest = match known {
            Known::ConformsIf(lowest) => outer.min(lowest),
            _ => outer,
        };
        result
    }

    /// Notes what came of a pair, and what follows for the pairs that assumed something since.
    fn learn(&mut self, pair: (ShapeId, Node), known: Known, learnt: usize) {
        match known {
            Known::Fails => {
                for assumed in self.assumed.drain(learnt..) {
                    self.known.remove(&assumed);
                }
            }
            Known::Conforms => {
                for assumed in self.assumed.drain(learnt..) {
                    self.known.insert(assumed, Known::Conforms);
                }
            }
            Known::ConformsIf(_) => {
                for assumed in &self.assumed[learnt..] {
                    self.known.insert(*assumed, known);
                }
                self.assumed.push(pair);
            }
        }
        self.known.insert(pair, known);
    }

    fn constraints(&mut self, id: ShapeId, focus: Node) -> Result<(), Stop> {
        let run = self.run;
        let shape = &run.plan.shapes.shapes[id];
        if self.depth == DEPTH {
            return self.give_up(EngineError::TooDeep {
                shape: run.plan.name(shape.id),
                node: run.term(focus).text().to_owned(),
                limit: DEPTH,
            });
        }
        let values = match &run.steps[id] {
            None => Values::One(focus),
            Some(steps) => self.values(steps, focus),
        };
        self.depth += 1;
        let mut result = Ok(());
        for constraint in 0..shape.constraints.len() {
            result = self.constraint(Place { shape: id, constraint, focus }, &values);
            if result.is_err() {
                break;
            }
        }
        self.depth -= 1;
        result
    }

    /// The value nodes of a path.
    fn values(&mut self, steps: &Steps, focus: Node) -> Values<'a> {
        let (Steps::Predicate(predicate), Node::Data(subject)) = (steps, focus) else {
            return self.run.values(steps, focus);
        };
        if predicate.background.is_some() && self.run.in_background(focus).is_some() {
            return self.run.values(steps, focus);
        }
        let Some(predicate) = predicate.data else { return Values::Statements(&[]) };
        let properties = self.properties(subject);
        let start = properties.partition_point(|triple| triple[1] < predicate);
        let rest = &properties[start..];
        // Most runs are short; a long one is worth a search.
        let end = match rest.get(8) {
            Some(triple) if triple[1] == predicate => rest.partition_point(|triple| triple[1] == predicate),
            _ => rest.iter().position(|triple| triple[1] != predicate).unwrap_or(rest.len()),
        };
        Values::Statements(&rest[..end])
    }

    /// The statements about a node in the data graph; a second question about the same node costs nothing.
    pub(crate) fn properties(&mut self, subject: TermId) -> &'a [Triple] {
        match self.subject {
            Some((known, properties)) if known == subject => properties,
            _ => {
                let properties = self.run.data.properties(subject);
                self.subject = Some((subject, properties));
                properties
            }
        }
    }

    /// Whether a node conforms to a shape.
    pub(crate) fn conforms(&mut self, shape: ShapeId, node: Node) -> Result<bool, Stop> {
        let mode = std::mem::replace(&mut self.mode, Mode::Probe);
        let result = self.shape(shape, node);
        self.mode = mode;
        match result {
            Ok(()) => Ok(true),
            Err(Stop::NotConforming) => Ok(false),
            Err(stop) => Err(stop),
        }
    }

    /// The results of validating a node against a shape, apart from those found so far.
    pub(crate) fn detail(&mut self, shape: ShapeId, node: Node) -> Result<Vec<Found>, Stop> {
        let mode = std::mem::replace(&mut self.mode, Mode::Explain);
        let (found, collected) = (std::mem::take(&mut self.found), std::mem::take(&mut self.collected));
        let result = self.shape(shape, node);
        self.mode = mode;
        self.collected = collected;
        let detail = std::mem::replace(&mut self.found, found);
        result.map(|()| detail)
    }

    /// Ends the run.
    pub(crate) fn give_up<T>(&self, error: EngineError) -> Result<T, Stop> {
        Err(Stop::GaveUp(Box::new(error)))
    }
}
