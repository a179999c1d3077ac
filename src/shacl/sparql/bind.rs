//! Pre-binding (SHACL, appendix A): giving variables their values everywhere in a query before it runs.
//!
//! In triple patterns the value takes the variable's place, so that the lookup is narrow; beside every basic graph
//! pattern the variable has that one value, so that filters in every group see it. `NOW()` is bound in the same way.

use oxrdf::{Literal, NamedNode, Variable};
use spargebra::algebra::{AggregateExpression, Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use super::product;

/// A variable with its value.
pub(crate) struct Binding<'a> {
    pub(crate) variable: &'a str,
    pub(crate) value: Value,
}

/// Everything that is known before a query runs.
pub(crate) struct Bindings<'a> {
    pub(crate) variables: Vec<Binding<'a>>,
    /// What `NOW()` is; nothing where nobody said what time it is, so that it is an error in an expression.
    pub(crate) now: Option<Literal>,
}

/// A value that can stand in a query. Blank nodes stand there as IRIs that the data set knows.
#[derive(Clone)]
pub(crate) enum Value {
    Node(NamedNode),
    Literal(Literal),
}

/// Binds the variables in a pattern.
pub(crate) fn pattern(pattern_: &GraphPattern, bindings: &Bindings<'_>) -> GraphPattern {
    let boxed = |inner: &GraphPattern| Box::new(pattern(inner, bindings));
    match pattern_ {
        GraphPattern::Bgp { patterns } => {
            let patterns = patterns
                .iter()
                .map(|triple| TriplePattern {
                    subject: term(&triple.subject, bindings),
                    predicate: name(&triple.predicate, bindings),
                    object: term(&triple.object, bindings),
                })
                .collect();
            beside(product::of_parts(patterns), &bindings.variables)
        }
        GraphPattern::Path { subject, path, object } => {
            let (subject, object) = (term(subject, bindings), term(object, bindings));
            beside(GraphPattern::Path { subject, path: path.clone(), object }, &bindings.variables)
        }
        GraphPattern::Join { left, right } => product::join(pattern(left, bindings), pattern(right, bindings)),
        GraphPattern::Union { left, right } => GraphPattern::Union { left: boxed(left), right: boxed(right) },
        GraphPattern::LeftJoin { left, right, expression } => GraphPattern::LeftJoin {
            left: boxed(left),
            right: boxed(right),
            expression: expression.as_ref().map(|e| self::expression(e, bindings)),
        },
        GraphPattern::Filter { expr, inner } => {
            GraphPattern::Filter { expr: expression(expr, bindings), inner: boxed(inner) }
        }
        GraphPattern::Graph { name: graph, inner } => {
            GraphPattern::Graph { name: name(graph, bindings), inner: boxed(inner) }
        }
        GraphPattern::Extend { inner, variable, expression } => GraphPattern::Extend {
            inner: boxed(inner),
            variable: variable.clone(),
            expression: self::expression(expression, bindings),
        },
        GraphPattern::OrderBy { inner, expression } => GraphPattern::OrderBy {
            inner: boxed(inner),
            expression: expression
                .iter()
                .map(|order| match order {
                    OrderExpression::Asc(e) => OrderExpression::Asc(self::expression(e, bindings)),
                    OrderExpression::Desc(e) => OrderExpression::Desc(self::expression(e, bindings)),
                })
                .collect(),
        },
        GraphPattern::Project { inner, variables } => {
            GraphPattern::Project { inner: boxed(inner), variables: variables.clone() }
        }
        GraphPattern::Distinct { inner } => GraphPattern::Distinct { inner: boxed(inner) },
        GraphPattern::Reduced { inner } => GraphPattern::Reduced { inner: boxed(inner) },
        GraphPattern::Slice { inner, start, length } => {
            GraphPattern::Slice { inner: boxed(inner), start: *start, length: *length }
        }
        GraphPattern::Group { inner, variables, aggregates } => {
            let aggregates =
                aggregates.iter().map(|(variable, aggregate)| (variable.clone(), self::aggregate(aggregate, bindings)));
            let group = GraphPattern::Group {
                inner: boxed(inner),
                variables: variables.clone(),
                aggregates: aggregates.collect(),
            };
            // HAVING stands outside the group and sees what is bound beforehand too (SPARQL 1.1, section 18.2.4.1).
            let free =
                bindings.variables.iter().filter(|b| !variables.iter().any(|variable| variable.as_str() == b.variable));
            beside(group, free)
        }
        // The restrictions on queries leave these out.
        GraphPattern::Minus { .. }
        | GraphPattern::Values { .. }
        | GraphPattern::Service { .. }
        | GraphPattern::Lateral { .. } => pattern_.clone(),
    }
}

/// A basic graph pattern joined with the bindings.
fn beside<'b>(pattern: GraphPattern, bindings: impl IntoIterator<Item = &'b Binding<'b>> + Clone) -> GraphPattern {
    let ground = |value: &Value| match value {
        Value::Node(node) => GroundTerm::NamedNode(node.clone()),
        Value::Literal(literal) => GroundTerm::Literal(literal.clone()),
    };
    let values = GraphPattern::Values {
        variables: bindings.clone().into_iter().map(|binding| Variable::new_unchecked(binding.variable)).collect(),
        bindings: vec![bindings.into_iter().map(|binding| Some(ground(&binding.value))).collect()],
    };
    match pattern {
        GraphPattern::Bgp { patterns } if patterns.is_empty() => values,
        pattern => GraphPattern::Join { left: Box::new(values), right: Box::new(pattern) },
    }
}

fn value_of<'b>(variable: &Variable, bindings: &'b Bindings<'_>) -> Option<&'b Value> {
    bindings.variables.iter().find(|binding| binding.variable == variable.as_str()).map(|binding| &binding.value)
}

fn term(pattern: &TermPattern, bindings: &Bindings<'_>) -> TermPattern {
    match pattern {
        TermPattern::Variable(variable) => match value_of(variable, bindings) {
            Some(Value::Node(node)) => TermPattern::NamedNode(node.clone()),
            Some(Value::Literal(literal)) => TermPattern::Literal(literal.clone()),
            None => pattern.clone(),
        },
        pattern => pattern.clone(),
    }
}

fn name(pattern: &NamedNodePattern, bindings: &Bindings<'_>) -> NamedNodePattern {
    match pattern {
        NamedNodePattern::Variable(variable) => match value_of(variable, bindings) {
            Some(Value::Node(node)) => NamedNodePattern::NamedNode(node.clone()),
            _ => pattern.clone(),
        },
        pattern => pattern.clone(),
    }
}

fn aggregate(aggregate: &AggregateExpression, bindings: &Bindings<'_>) -> AggregateExpression {
    match aggregate {
        AggregateExpression::CountSolutions { distinct } => AggregateExpression::CountSolutions { distinct: *distinct },
        AggregateExpression::FunctionCall { name, expr, distinct } => AggregateExpression::FunctionCall {
            name: name.clone(),
            expr: expression(expr, bindings),
            distinct: *distinct,
        },
    }
}

/// Binds the variables in the patterns that stand in an expression, and the time; its own variables are bound beside its
/// pattern.
fn expression(expression_: &Expression, bindings: &Bindings<'_>) -> Expression {
    let mut bound = expression_.clone();
    bind_inside(&mut bound, bindings);
    bound
}

fn bind_inside(expression: &mut Expression, bindings: &Bindings<'_>) {
    if let Expression::Exists(inner) = expression {
        **inner = pattern(inner, bindings);
        return;
    }
    if let Expression::FunctionCall(Function::Now, _) = expression {
        // The evaluator would look at the clock itself.
        let unknown = || Expression::Variable(Variable::new_unchecked("now"));
        *expression = bindings.now.clone().map_or_else(unknown, Expression::Literal);
        return;
    }
    for operand in operands_mut(expression) {
        bind_inside(operand, bindings);
    }
}

macro_rules! operands {
    ($expression:expr, $iter:ident, $($reference:tt)+) => {
        match $expression {
            Expression::NamedNode(_)
            | Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Bound(_)
            | Expression::Exists(_) => Vec::new(),
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => vec![$($reference)+ **a, $($reference)+ **b],
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => vec![$($reference)+ **a],
            Expression::If(a, b, c) => vec![$($reference)+ **a, $($reference)+ **b, $($reference)+ **c],
            Expression::In(a, list) => std::iter::once($($reference)+ **a).chain(list.$iter()).collect(),
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.$iter().collect(),
        }
    };
}

/// The expressions that stand directly in an expression; patterns behind `EXISTS` are not looked into.
pub(crate) fn operands(expression: &Expression) -> Vec<&Expression> {
    operands!(expression, iter, &)
}

fn operands_mut(expression: &mut Expression) -> Vec<&mut Expression> {
    operands!(expression, iter_mut, &mut)
}
