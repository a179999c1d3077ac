//! Parsing the queries of a shapes graph, and the restrictions on what they may hold (SHACL, section 5.2.1 and
//! appendix A).

use spargebra::SparqlParser;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

use super::needs::needs;

/// Variables that queries may but need not hand on.
const OPTIONAL: [&str; 2] = ["shapesGraph", "currentShape"];

/// The longest query, in bytes: the parser follows long chains of operators by recursion.
const LENGTH: usize = 10_000;

/// The most brackets inside one another, for the same reason.
const NESTING: usize = 60;

/// How deep brackets stand inside one another; those in strings and comments count too.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// `ASK` or `SELECT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// True or false.
    Ask,
    /// Solutions; the variable `this` must be projected.
    Select,
}

/// A parsed query that keeps the restrictions.
#[derive(Debug)]
pub(crate) struct Query {
    /// What is asked.
    pub(super) pattern: GraphPattern,
    /// The properties of `$this` without which there is no solution.
    pub(super) needs: Vec<String>,
}

impl Query {
    /// Parses a query; the error is a sentence for the author of the shape.
    ///
    /// `bound` are the variables that will be bound beforehand.
    pub(crate) fn parse(text: &str, prefixes: &[(String, String)], kind: Kind, bound: &[&str]) -> Result<Self, String> {
        if text.len() > LENGTH || nesting(text) > NESTING {
            return Err(format!("a query may have {LENGTH} bytes and {NESTING} brackets inside one another; split it"));
        }
        let mut parser = SparqlParser::new();
        for (prefix, namespace) in prefixes {
            parser = parser.with_prefix(prefix, namespace).map_err(|error| format!("prefix {prefix}: {error}"))?;
        }
        let query = parser.parse_query(text).map_err(|error| format!("not a query: {error}"))?;
        if query.dataset().is_some() {
            return Err("FROM is not allowed; a query sees the data graph".to_owned());
        }
        let pattern = match (query, kind) {
            (spargebra::Query::Ask { pattern, .. }, Kind::Ask) => pattern,
            (spargebra::Query::Select { pattern, .. }, Kind::Select) => pattern,
            (_, Kind::Ask) => return Err("expected an ASK query".to_owned()),
            (_, Kind::Select) => return Err("expected a SELECT query".to_owned()),
        };
        let check = Check { bound };
        match outermost(&pattern) {
            GraphPattern::Project { variables, .. }
                if kind == Kind::Select && !variables.iter().any(|variable| variable.as_str() == "this") =>
            {
                return Err("the query must select $this".to_owned());
            }
            // The parser gives ASK queries a projection too.
            GraphPattern::Project { inner, .. } => check.pattern(inner)?,
            other => check.pattern(other)?,
        }
        Ok(Query { needs: needs(&pattern), pattern })
    }
}

/// The projection of a query, below `DISTINCT`, `LIMIT` and their kin.
fn outermost(pattern: &GraphPattern) -> &GraphPattern {
    match pattern {
        GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } | GraphPattern::Slice { inner, .. } => {
            outermost(inner)
        }
        pattern => pattern,
    }
}

struct Check<'a> {
    bound: &'a [&'a str],
}

impl Check<'_> {
    fn pattern(&self, pattern: &GraphPattern) -> Result<(), String> {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => Ok(()),
            GraphPattern::Minus { .. } => {
                Err("MINUS has no meaning with variables bound beforehand; use NOT EXISTS".to_owned())
            }
            GraphPattern::Values { .. } => {
                Err("VALUES has no meaning with variables bound beforehand; use IN".to_owned())
            }
            GraphPattern::Lateral { .. } => Err("LATERAL is not part of SPARQL 1.1; use a group".to_owned()),
            GraphPattern::Service { .. } => Err("SERVICE is not allowed; a query sees the data graph only".to_owned()),
            GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
                self.pattern(left)?;
                self.pattern(right)
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left)?;
                self.pattern(right)?;
                expression.as_ref().map_or(Ok(()), |expression| self.expression(expression))
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr)?;
                self.pattern(inner)
            }
            GraphPattern::Extend { inner, variable, expression } => {
                if self.bound.contains(&variable.as_str()) {
                    return Err(format!("{variable} is bound beforehand; choose another name after AS"));
                }
                self.expression(expression)?;
                self.pattern(inner)
            }
            GraphPattern::Project { inner, variables } => {
                let missing = self.bound.iter().find(|name| {
                    !OPTIONAL.contains(name) && !variables.iter().any(|variable| variable.as_str() == **name)
                });
                match missing {
                    Some(name) => Err(format!("the inner SELECT must hand on ${name}")),
                    None => self.pattern(inner),
                }
            }
            GraphPattern::OrderBy { inner, expression } => {
                expression.iter().try_for_each(|order| match order {
                    OrderExpression::Asc(expression) | OrderExpression::Desc(expression) => self.expression(expression),
                })?;
                self.pattern(inner)
            }
            GraphPattern::Group { inner, aggregates, .. } => {
                aggregates.iter().try_for_each(|(_, aggregate)| match aggregate {
                    AggregateExpression::CountSolutions { .. } => Ok(()),
                    AggregateExpression::FunctionCall { expr, .. } => self.expression(expr),
                })?;
                self.pattern(inner)
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
        }
    }

    /// Queries stand in expressions only behind `EXISTS`.
    fn expression(&self, expression: &Expression) -> Result<(), String> {
        if let Expression::Exists(pattern) = expression {
            return self.pattern(pattern);
        }
        super::bind::operands(expression).into_iter().try_for_each(|operand| self.expression(operand))
    }
}
