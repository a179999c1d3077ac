//! What can go wrong: a shapes graph that is ill-formed, a run that the engine gives up.

use thiserror::Error;

/// A place where the shapes graph breaks a syntax rule of the recommendation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{shape}: {parameter}: {problem}")]
pub struct IllFormed {
    /// The shape: its IRI, or where its blank node hangs.
    pub shape: String,
    /// The property at fault, as `sh:minCount`.
    pub parameter: String,
    /// What is wrong and what is expected.
    pub problem: String,
}

/// A run that was given up. Nothing can be said about whether the data graph conforms.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EngineError {
    /// Shapes refer to shapes through more levels than the engine follows.
    #[error(
        "{shape} on {node}: shapes nested more than {limit} deep; break the chain of references or the chain of data"
    )]
    TooDeep {
        /// The shape at which the limit was met.
        shape: String,
        /// The node at which the limit was met.
        node: String,
        /// The limit, in shapes inside one another.
        limit: usize,
    },
    /// A regular expression took more steps than it may.
    #[error("{shape}: sh:pattern {pattern:?} gave up on a value of {length} bytes; simplify the expression")]
    PatternTooCostly {
        /// The shape that has the pattern.
        shape: String,
        /// The expression.
        pattern: String,
        /// The length of the value in bytes.
        length: usize,
    },
    /// A property pair constraint would compare more values than the engine does.
    #[error("{shape} on {node}: {pairs} pairs of values to compare, more than {limit}; constrain the number of values")]
    TooManyPairs {
        /// The shape that has the constraint.
        shape: String,
        /// The focus node.
        node: String,
        /// The pairs that there are.
        pairs: u64,
        /// The limit, in pairs.
        limit: u64,
    },
}
