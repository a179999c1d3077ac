//! The compiled plan against a slow, obvious evaluator, on random shapes and data: the same results, each as often.

mod slow;

use std::collections::BTreeSet;

use proptest::prelude::*;
use skord::rdf::{Caps, Format, Graph, Term, parse};
use skord::shacl::{ValidationResult, compile};
use slow::{Constraint, Data, Path, Qualified, Shape, turtle};

const PREFIXES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ";

fn graph(turtle: &str) -> Graph {
    parse(format!("{PREFIXES}{turtle}").as_bytes(), Format::Turtle, "urn:", &Caps::default()).unwrap().graph
}

/// A term as the slow evaluator writes it: `ex:` names, `_:b`, and literals as in N-Triples.
fn written(term: Term<'_>) -> String {
    match term {
        Term::Iri(iri) => iri.replace("urn:", "ex:"),
        Term::Blank(_) => "_:b".to_owned(),
        Term::Literal(literal) => match literal.language {
            Some(language) => format!("\"{}\"@{language}", literal.lexical),
            None if literal.is_plain() => format!("\"{}\"", literal.lexical),
            None => format!("\"{}\"^^xsd:{}", literal.lexical, literal.datatype.rsplit('#').next().unwrap_or_default()),
        },
    }
}

fn subject() -> impl Strategy<Value = String> {
    prop_oneof![4 => (0..5_u8).prop_map(|n| format!("ex:n{n}")), 1 => Just("_:b".to_owned())]
}

fn literal() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..6_u8).prop_map(|n| format!("\"{n}\"^^xsd:integer")),
        Just("\"2.0\"^^xsd:decimal".to_owned()),
        Just("\"two\"^^xsd:integer".to_owned()),
        "[ab]{0,3}".prop_map(|text| format!("\"{text}\"")),
        ("[ab]{1,2}", prop_oneof![Just("sv"), Just("sv-fi"), Just("en")])
            .prop_map(|(text, tag)| format!("\"{text}\"@{tag}")),
    ]
}

fn object() -> impl Strategy<Value = String> {
    prop_oneof![3 => subject(), 2 => literal()]
}

fn predicate() -> impl Strategy<Value = String> {
    prop_oneof![Just("ex:p"), Just("ex:q"), Just("ex:r")].prop_map(str::to_owned)
}

fn class() -> impl Strategy<Value = String> {
    prop_oneof![Just("ex:A"), Just("ex:B"), Just("ex:C")].prop_map(str::to_owned)
}

fn data() -> impl Strategy<Value = Data> {
    let triple = prop_oneof![
        4 => (subject(), predicate(), object()).prop_map(|(s, p, o)| [s, p, o]),
        1 => (subject(), class()).prop_map(|(s, c)| [s, "a".to_owned(), c]),
    ];
    let hierarchy = ["ex:B", "rdfs:subClassOf", "ex:A"].map(str::to_owned);
    let triples = || proptest::collection::btree_set(triple.clone(), 0..25);
    // Blank nodes of two graphs are never one node.
    let named = |[s, _, o]: &[String; 3]| s != "_:b" && o != "_:b";
    let background =
        prop_oneof![Just(BTreeSet::new()), triples().prop_map(move |t| t.into_iter().filter(named).collect())];
    (triples(), background, any::<bool>()).prop_map(move |(mut triples, mut background, with_data)| {
        if with_data { &mut triples } else { &mut background }.insert(hierarchy.clone());
        Data { triples, background, failing: BTreeSet::new() }
    })
}

fn path() -> impl Strategy<Value = Path> {
    predicate().prop_map(Path::Predicate).prop_recursive(3, 8, 2, |inner| {
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|path| Path::Inverse(Box::new(path))),
            pair().prop_map(|(a, b)| Path::Sequence(Box::new(a), Box::new(b))),
            pair().prop_map(|(a, b)| Path::Alternative(Box::new(a), Box::new(b))),
            inner.clone().prop_map(|path| Path::ZeroOrMore(Box::new(path))),
            inner.clone().prop_map(|path| Path::OneOrMore(Box::new(path))),
            inner.prop_map(|path| Path::ZeroOrOne(Box::new(path))),
        ]
    })
}

/// Constraints that any shape may have.
fn plain() -> impl Strategy<Value = Constraint> {
    prop_oneof![
        class().prop_map(Constraint::Class),
        prop_oneof![Just("integer"), Just("string"), Just("decimal")].prop_map(Constraint::Datatype),
        prop_oneof![Just("IRI"), Just("BlankNode"), Just("Literal"), Just("BlankNodeOrIRI"), Just("IRIOrLiteral")]
            .prop_map(Constraint::NodeKind),
        (0..5_i64).prop_map(Constraint::MinInclusive),
        (0..5_i64).prop_map(Constraint::MaxExclusive),
        (0..4_usize).prop_map(Constraint::MinLength),
        (0..7_usize).prop_map(Constraint::MaxLength),
        Just(Constraint::LanguageIn("sv")),
        predicate().prop_map(Constraint::Equals),
        predicate().prop_map(Constraint::Disjoint),
        Just(Constraint::Closed),
        object().prop_filter("blank nodes are not constants", |o| o != "_:b").prop_map(Constraint::HasValue),
        proptest::collection::vec(object().prop_filter("blank nodes are not constants", |o| o != "_:b"), 0..4)
            .prop_map(Constraint::In),
    ]
}

/// Constraints that only property shapes may have.
fn counted() -> impl Strategy<Value = Constraint> {
    prop_oneof![
        (0..3_usize).prop_map(Constraint::MinCount),
        (0..3_usize).prop_map(Constraint::MaxCount),
        Just(Constraint::UniqueLang),
        predicate().prop_map(Constraint::LessThan),
        predicate().prop_map(Constraint::LessThanOrEquals),
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    let node = proptest::collection::vec(plain(), 1..3).prop_map(|constraints| Shape { path: None, constraints });
    let property = (path(), proptest::collection::vec(prop_oneof![plain(), counted()], 1..3))
        .prop_map(|(path, constraints)| Shape { path: Some(path), constraints });
    prop_oneof![node, property].prop_recursive(3, 12, 3, |inner| {
        let some = || proptest::collection::vec(inner.clone(), 1..3);
        let based = prop_oneof![
            inner.clone().prop_map(|shape| Constraint::Not(Box::new(shape))),
            some().prop_map(Constraint::And),
            some().prop_map(Constraint::Or),
            some().prop_map(Constraint::Xone),
            inner.clone().prop_map(|shape| Constraint::Node(Box::new(shape))),
            inner
                .clone()
                .prop_filter("a property shape", |shape| shape.path.is_some())
                .prop_map(|s| Constraint::Property(Box::new(s))),
        ];
        let qualified = qualified(inner.clone());
        let siblings = proptest::collection::vec((path(), qualified.clone()), 2..4).prop_map(|properties| {
            let property = |(path, qualified)| Shape { path: Some(path), constraints: vec![qualified] };
            let constraints = properties.into_iter().map(|p| Constraint::Property(Box::new(property(p)))).collect();
            Shape { path: None, constraints }
        });
        let node = proptest::collection::vec(prop_oneof![2 => based.clone(), 1 => plain()], 1..3)
            .prop_map(|constraints| Shape { path: None, constraints });
        let property = (
            path(),
            proptest::collection::vec(prop_oneof![2 => based, 1 => qualified, 1 => counted(), 1 => plain()], 1..3),
        )
            .prop_map(|(path, constraints)| Shape { path: Some(path), constraints });
        prop_oneof![2 => node, 2 => property, 1 => siblings]
    })
}

fn qualified(shape: impl Strategy<Value = Shape> + 'static) -> impl Strategy<Value = Constraint> + Clone {
    let shape = shape.boxed();
    (shape, 0..3_usize, proptest::option::of(0..3_usize), any::<bool>()).prop_map(|(shape, least, most, disjoint)| {
        Constraint::Qualified(Qualified { shape: Box::new(shape), least, most, disjoint })
    })
}

/// How many shapes have a name that others, and they themselves, may refer to.
const NAMED: usize = 3;

/// A shape that refers to the named shapes, but never through a negation.
fn referring() -> impl Strategy<Value = Shape> {
    let named = || (0..NAMED).prop_map(Constraint::Named);
    let node = proptest::collection::vec(prop_oneof![named(), plain()], 1..3)
        .prop_map(|constraints| Shape { path: None, constraints });
    let property = (path(), proptest::collection::vec(prop_oneof![2 => named(), 1 => plain(), 1 => counted()], 1..3))
        .prop_map(|(path, constraints)| Shape { path: Some(path), constraints });
    prop_oneof![1 => node, 3 => property].prop_recursive(3, 10, 3, move |inner| {
        let some = || proptest::collection::vec(inner.clone(), 1..3);
        let property = inner.clone().prop_filter("a property shape", |shape| shape.path.is_some());
        let based = prop_oneof![
            1 => some().prop_map(Constraint::And),
            1 => some().prop_map(Constraint::Or),
            1 => inner.clone().prop_map(|shape| Constraint::Node(Box::new(shape))),
            2 => property.prop_map(|shape| Constraint::Property(Box::new(shape))),
        ];
        let at_least = (inner.clone(), 1..3_usize).prop_map(|(shape, least)| {
            Constraint::Qualified(Qualified { shape: Box::new(shape), least, most: None, disjoint: false })
        });
        let node = proptest::collection::vec(prop_oneof![2 => based.clone(), 1 => named()], 1..4)
            .prop_map(|constraints| Shape { path: None, constraints });
        let property = (path(), proptest::collection::vec(prop_oneof![2 => based, 1 => at_least, 1 => named()], 1..3))
            .prop_map(|(path, constraints)| Shape { path: Some(path), constraints });
        prop_oneof![node, property]
    })
}

/// What the plan finds, sorted; `None` for a shapes graph that is ill-formed because two values stand where one may.
fn given(shapes: &str, data: &Data) -> Option<Vec<String>> {
    let plan = compile(&graph(shapes), &[&graph(&turtle(&data.background))]).ok()?;
    let mut given = Vec::new();
    let mut note = |result: ValidationResult<'_>| {
        let path = result.result_path.map_or_else(String::new, |path| path.to_string());
        given.push(format!(
            "{} {} {} {}",
            written(result.focus_node),
            path.replace("<urn:", "ex:").replace('>', ""),
            result.component.name().trim_end_matches("ConstraintComponent"),
            result.value.map_or_else(String::new, written),
        ));
    };
    plan.validate(&graph(&turtle(&data.triples)), &mut note).unwrap();
    given.sort();
    Some(given)
}

const TARGETS: &str = "sh:targetClass ex:A ; sh:targetNode ex:n0 ; sh:targetSubjectsOf ex:q ; sh:targetObjectsOf ex:r";

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_plan_and_the_slow_evaluator_agree(data in data(), shape in shape()) {
        let shapes = format!("ex:S {TARGETS} ; {} .", shape.turtle());
        let Some(given) = given(&shapes, &data) else { return Ok(()) };
        let mut expected: Vec<String> = data.focus_nodes().iter().flat_map(|focus| shape.results(&data, focus)).collect();
        expected.sort();
        prop_assert_eq!(given, expected, "\n{}\n{}\nbackground\n{}", shapes, turtle(&data.triples), turtle(&data.background));
    }

    #[test]
    fn shapes_that_refer_to_themselves_fail_exactly_where_a_fault_can_be_shown(
        mut data in data(), shape in referring(), named in proptest::collection::vec(referring(), NAMED),
    ) {
        let mut shapes = format!("ex:S {TARGETS} ; sh:not [ sh:node ex:R1 ] ; {} .\nex:R0 sh:targetNode ex:n1 .\n", shape.turtle());
        for (number, shape) in named.iter().enumerate() {
            shapes.push_str(&format!("ex:R{number} {} .\n", shape.turtle()));
        }
        let Some(mut given) = given(&shapes, &data) else { return Ok(()) };
        data.find_failing(&named);
        let mut shape = shape;
        let not = Shape { path: None, constraints: vec![Constraint::Named(1)] };
        shape.constraints.push(Constraint::Not(Box::new(not)));
        let mut expected: Vec<String> = data.focus_nodes().iter().flat_map(|focus| shape.results(&data, focus)).collect();
        expected.extend(named[0].results(&data, "ex:n1"));
        expected.sort();
        // A shape that refers to itself gives a result once, in however many ways sh:property leads there.
        given.dedup();
        expected.dedup();
        prop_assert_eq!(given, expected, "\n{}\n{}\nbackground\n{}", shapes, turtle(&data.triples), turtle(&data.background));
    }
}
