//! Shapes as the engine holds them: what the shapes graph says, read once, without its triples.

use std::sync::Arc;

use super::component::ConstraintComponent;
use super::path::Path;
use super::pattern::Pattern;
use super::result::{Message, Severity};
use super::sparql::Query;
use crate::rdf::TermId;

/// A shape's place in the plan.
pub(crate) type ShapeId = usize;

/// A node shape or property shape. Names are those of the plan's copy of the shapes graph.
pub(crate) struct Shape {
    /// The shape's node.
    pub(crate) id: TermId,
    /// `sh:path`, which makes it a property shape.
    pub(crate) path: Option<Path>,
    /// `sh:severity`
    pub(crate) severity: Severity,
    /// `sh:message`, sorted by language.
    pub(crate) messages: Vec<Message>,
    /// What it is applied to of itself.
    pub(crate) targets: Vec<Target>,
    /// What it demands; empty when deactivated.
    pub(crate) constraints: Vec<Constraint>,
    /// Whether it takes part in a cycle of references between shapes.
    pub(crate) recursive: bool,
}

/// A target declaration (SHACL, section 2.1.3). An implicit class target is a class target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// `sh:targetNode`
    Node(TermId),
    /// `sh:targetClass`
    Class(TermId),
    /// `sh:targetSubjectsOf`
    SubjectsOf(TermId),
    /// `sh:targetObjectsOf`
    ObjectsOf(TermId),
}

/// The kinds of node that `sh:nodeKind` lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeKinds {
    /// IRIs.
    pub(crate) iri: bool,
    /// Blank nodes.
    pub(crate) blank: bool,
    /// Literals.
    pub(crate) literal: bool,
}

/// Which side of a bound a value must be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Range {
    /// `sh:minExclusive`
    MinExclusive,
    /// `sh:minInclusive`
    MinInclusive,
    /// `sh:maxExclusive`
    MaxExclusive,
    /// `sh:maxInclusive`
    MaxInclusive,
}

/// A qualified value shape with its bound.
#[derive(Clone, Debug)]
pub(crate) struct Qualified {
    /// `sh:qualifiedValueShape`
    pub(crate) shape: ShapeId,
    /// The sibling shapes, none of which a counted value may conform to.
    pub(crate) siblings: Vec<ShapeId>,
    /// The bound.
    pub(crate) count: u64,
}

/// One constraint: a component with its parameters.
pub(crate) enum Constraint {
    /// By place in the plan's list of classes.
    Class(usize),
    Datatype(TermId),
    NodeKind(NodeKinds),
    MinCount(u64),
    MaxCount(u64),
    Range(Range, TermId),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Box<Pattern>),
    LanguageIn(Vec<Box<str>>),
    UniqueLang,
    Equals(TermId),
    Disjoint(TermId),
    LessThan(TermId),
    LessThanOrEquals(TermId),
    Not(ShapeId),
    And(Vec<ShapeId>),
    Or(Vec<ShapeId>),
    Xone(Vec<ShapeId>),
    Node(ShapeId),
    Property(ShapeId),
    QualifiedMinCount(Qualified),
    QualifiedMaxCount(Qualified),
    /// The properties that a closed shape allows.
    Closed(Vec<TermId>),
    HasValue(TermId),
    /// By place in the plan's list of value sets.
    In(usize),
    Sparql(Box<SparqlConstraint>),
    Custom(Box<Custom>),
}

/// A SPARQL-based constraint.
pub(crate) struct SparqlConstraint {
    /// The node that has the query.
    pub(crate) node: TermId,
    pub(crate) query: Query,
    pub(crate) messages: Vec<Message>,
}

/// A constraint of a component that the shapes graph declares.
pub(crate) struct Custom {
    /// The component's IRI.
    pub(crate) component: Arc<str>,
    /// Variables with their values.
    pub(crate) parameters: Vec<(String, TermId)>,
    pub(crate) validator: Arc<Validator>,
    /// The messages of the validator, else of the component.
    pub(crate) messages: Vec<Message>,
}

/// The query that tests a constraint.
pub(crate) enum Validator {
    /// Asked of each value node; no means a result.
    Ask(Query),
    /// Asked of the focus node; each solution is a result.
    Select(Query),
}

impl Constraint {
    /// The component that the constraint belongs to.
    pub(crate) fn component(&self) -> ConstraintComponent {
        use ConstraintComponent as C;
        match self {
            Constraint::Class(_) => C::Class,
            Constraint::Datatype(_) => C::Datatype,
            Constraint::NodeKind(_) => C::NodeKind,
            Constraint::MinCount(_) => C::MinCount,
            Constraint::MaxCount(_) => C::MaxCount,
            Constraint::Range(Range::MinExclusive, _) => C::MinExclusive,
            Constraint::Range(Range::MinInclusive, _) => C::MinInclusive,
            Constraint::Range(Range::MaxExclusive, _) => C::MaxExclusive,
            Constraint::Range(Range::MaxInclusive, _) => C::MaxInclusive,
            Constraint::MinLength(_) => C::MinLength,
            Constraint::MaxLength(_) => C::MaxLength,
            Constraint::Pattern(_) => C::Pattern,
            Constraint::LanguageIn(_) => C::LanguageIn,
            Constraint::UniqueLang => C::UniqueLang,
            Constraint::Equals(_) => C::Equals,
            Constraint::Disjoint(_) => C::Disjoint,
            Constraint::LessThan(_) => C::LessThan,
            Constraint::LessThanOrEquals(_) => C::LessThanOrEquals,
            Constraint::Not(_) => C::Not,
            Constraint::And(_) => C::And,
            Constraint::Or(_) => C::Or,
            Constraint::Xone(_) => C::Xone,
            Constraint::Node(_) => C::Node,
            Constraint::Property(_) => C::Property,
            Constraint::QualifiedMinCount(_) => C::QualifiedMinCount,
            Constraint::QualifiedMaxCount(_) => C::QualifiedMaxCount,
            Constraint::Closed(_) => C::Closed,
            Constraint::HasValue(_) => C::HasValue,
            Constraint::In(_) => C::In,
            Constraint::Sparql(_) => C::SPARQL,
            Constraint::Custom(custom) => C::Custom(custom.component.clone()),
        }
    }

    /// The shapes that the constraint refers to.
    pub(crate) fn shapes(&self) -> Vec<ShapeId> {
        match self {
            Constraint::Not(shape) | Constraint::Node(shape) | Constraint::Property(shape) => vec![*shape],
            Constraint::And(shapes) | Constraint::Or(shapes) | Constraint::Xone(shapes) => shapes.clone(),
            Constraint::QualifiedMinCount(q) | Constraint::QualifiedMaxCount(q) => {
                std::iter::once(q.shape).chain(q.siblings.iter().copied()).collect()
            }
            _ => Vec::new(),
        }
    }
}
