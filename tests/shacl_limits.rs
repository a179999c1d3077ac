//! What the engine does at the edges: shapes that refer to themselves, cyclic and deep paths, expressions that need
//! look-ahead, queries that run on, a million values on one node.

use std::fmt::Write;

use skord::rdf::{Caps, Format, Graph, GraphBuilder, parse, vocab};
use skord::shacl::{Collector, ConstraintComponent, EngineError, Plan, compile};

const PREFIXES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . ";

fn graph(turtle: &str) -> Graph {
    let caps = Caps { nesting: 1000, ..Caps::default() };
    parse(format!("{PREFIXES}{turtle}").as_bytes(), Format::Turtle, "http://example.org/", &caps).unwrap().graph
}

fn plan(shapes: &str) -> Plan {
    compile(&graph(shapes), &[]).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Local names of focus nodes, once for each result.
fn failing(plan: &Plan, data: &Graph) -> Vec<String> {
    let mut focus = Vec::new();
    let outcome = plan
        .validate(data, &mut |result| {
            focus.push(result.focus_node.text().trim_start_matches("http://example.org/").to_owned())
        })
        .unwrap();
    assert_eq!(outcome.results, focus.len());
    focus.sort();
    focus
}

#[test]
fn a_shape_that_refers_to_itself_fails_only_where_a_fault_can_be_shown() {
    let plan = plan(
        "ex:Person a sh:NodeShape ; sh:targetClass ex:P ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ;
           sh:property [ sh:path ex:knows ; sh:node ex:Person ] .",
    );
    let data = graph(
        "ex:a a ex:P ; ex:name 'a' ; ex:knows ex:b . ex:b a ex:P ; ex:name 'b' ; ex:knows ex:a .
         ex:c a ex:P ; ex:name 'c' ; ex:knows ex:d . ex:d a ex:P ; ex:name 'd' ; ex:knows ex:e , ex:c . ex:e a ex:P .",
    );
    // The circle of a and b is sound; c and d know, at some remove, the nameless e.
    assert_eq!(failing(&plan, &data), ["c", "d", "d", "e"]);
}

#[test]
fn many_ways_through_a_self_referring_shape_take_no_longer_than_one() {
    let plan = plan(
        "ex:S a sh:NodeShape ; sh:targetNode ex:n0 ; sh:property [ sh:path ex:p ; sh:node ex:S ; sh:maxCount 40 ] .",
    );
    let mut all = String::new();
    for from in 0..40 {
        for to in 0..40 {
            write!(all, "ex:n{from} ex:p ex:n{to} . ").unwrap();
        }
    }
    assert!(failing(&plan, &graph(&all)).is_empty());
    for extra in 0..2 {
        write!(all, "ex:n39 ex:p ex:m{extra} . ").unwrap();
    }
    let data = graph(&all);
    assert_eq!(failing(&plan, &data).len(), 40, "n39 has too many values, so all that refer to it fail");
}

#[test]
fn a_shape_that_refers_to_itself_by_sh_property_ends() {
    let plan =
        plan("ex:S a sh:PropertyShape ; sh:targetNode ex:a ; sh:path ex:p ; sh:nodeKind sh:IRI ; sh:property ex:S .");
    let data = graph("ex:a ex:p ex:b . ex:b ex:p ex:a , ex:c . ex:c ex:p 'x' .");
    assert_eq!(failing(&plan, &data), ["c"]);
}

#[test]
fn recursion_through_a_negation_is_ill_formed() {
    for constraint in [
        "sh:not ex:S",
        "sh:xone ( ex:S ex:T )",
        "sh:property [ sh:path ex:p ; sh:qualifiedValueShape ex:S ; sh:qualifiedMaxCount 1 ]",
    ] {
        let shapes = graph(&format!("ex:S a sh:NodeShape ; {constraint} . ex:T a sh:NodeShape ; sh:class ex:C ."));
        let problems = compile(&shapes, &[]).err().unwrap_or_default();
        assert!(problems.iter().any(|problem| problem.problem.contains("negation")), "{constraint}: {problems:?}");
    }
    assert!(compile(&graph("ex:S a sh:NodeShape ; sh:not [ sh:node ex:T ] . ex:T sh:node ex:T ."), &[]).is_ok());
}

#[test]
fn a_chain_of_data_longer_than_the_engine_follows_is_a_named_error() {
    let plan = plan("ex:S a sh:NodeShape ; sh:targetNode ex:n0 ; sh:property [ sh:path ex:next ; sh:node ex:S ] .");
    let chain = |length| (0..length).fold(String::new(), |all, n| format!("{all} ex:n{n} ex:next ex:n{} .", n + 1));
    assert!(plan.validate(&graph(&chain(90)), &mut |_| {}).unwrap().conforms());
    match plan.validate(&graph(&chain(2000)), &mut |_| {}) {
        Err(EngineError::TooDeep { shape, limit, .. }) => assert!(shape.contains("example.org/S") && limit >= 100),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_chain_of_shapes_longer_than_the_engine_follows_is_a_named_error() {
    let shapes = (0..5000).fold("ex:s0 sh:targetNode ex:a .".to_owned(), |mut all, n| {
        write!(all, " ex:s{n} sh:node ex:s{} .", n + 1).unwrap();
        all
    });
    let plan = plan(&format!("{shapes} ex:s5000 sh:nodeKind sh:IRI ."));
    assert!(matches!(plan.validate(&graph(""), &mut |_| {}), Err(EngineError::TooDeep { .. })));
}

#[test]
fn paths_run_through_cycles_and_long_chains() {
    let plan = plan(
        "ex:S a sh:NodeShape ; sh:targetNode ex:n0 ;
           sh:property [ sh:path ( [ sh:zeroOrMorePath ex:next ] [ sh:oneOrMorePath [ sh:inversePath ex:next ] ] ) ; sh:maxCount 0 ] ;
           sh:property [ sh:path [ sh:oneOrMorePath [ sh:zeroOrMorePath [ sh:alternativePath ( ex:next ex:back ) ] ] ] ; sh:maxCount 0 ] .",
    );
    let mut ring = String::new();
    for n in 0..3000 {
        write!(ring, "ex:n{n} ex:next ex:n{} . ", (n + 1) % 3000).unwrap();
    }
    assert_eq!(failing(&plan, &graph(&ring)), ["n0", "n0"]);
}

#[test]
fn a_path_nested_too_deep_or_in_itself_is_ill_formed() {
    let deep = format!("{}ex:p{}", "[ sh:inversePath ".repeat(200), " ]".repeat(200));
    for path in [
        deep.as_str(),
        "_:p . _:p sh:zeroOrMorePath _:p",
        "( ex:p )",
        "'p'",
        "[ sh:inversePath 1 ]",
        "[ ex:odd ex:p ]",
        "[ sh:inversePath ex:p ; sh:zeroOrMorePath ex:q ]",
        "[ sh:alternativePath ( ex:p ex:q ) ; sh:zeroOrOnePath ex:q ]",
        "[ sh:inversePath ex:p , ex:q ]",
    ] {
        let shapes = graph(&format!("ex:S a sh:PropertyShape ; sh:minCount 1 ; sh:path {path} ."));
        let problems = compile(&shapes, &[]).err().unwrap_or_default();
        assert!(problems.iter().any(|problem| problem.parameter == "sh:path"), "{path}: {problems:?}");
    }
}

#[test]
fn a_path_whose_parts_are_shared_is_not_written_out_without_end() {
    let shared = |levels| {
        let mut shapes = "ex:S a sh:PropertyShape ; sh:targetNode ex:a ; sh:maxCount 0 ; sh:path _:p0 . ".to_owned();
        for level in 0..levels {
            write!(shapes, "_:p{level} sh:alternativePath ( _:p{0} _:p{0} ) . ", level + 1).unwrap();
        }
        write!(shapes, "_:p{levels} sh:inversePath ex:p .").unwrap();
        graph(&shapes)
    };
    assert!(compile(&shared(8), &[]).is_ok());
    let problems = compile(&shared(60), &[]).err().unwrap_or_default();
    assert!(
        problems.iter().any(|problem| problem.shape.contains("example.org/S") && problem.problem.contains("10,000")),
        "{problems:?}"
    );
}

#[test]
fn a_pattern_with_look_ahead_works_and_a_catastrophic_one_is_a_named_error() {
    let duration = plan(
        r#"ex:S a sh:PropertyShape ; sh:targetSubjectsOf ex:d ; sh:path ex:d ; sh:pattern "^P(?=\\d|T\\d)(\\d+Y)?(\\d+M)?(\\d+D)?(T(\\d+H)?)?$" ."#,
    );
    assert_eq!(failing(&duration, &graph("ex:a ex:d 'P1Y' . ex:b ex:d 'P' . ex:c ex:d 'PT2H' .")), ["b"]);
    let costly =
        plan(r#"ex:S a sh:PropertyShape ; sh:targetSubjectsOf ex:d ; sh:path ex:d ; sh:pattern "^(?=a)(a|aa)+\\1$" ."#);
    match costly.validate(&graph(&format!("ex:a ex:d '{}b' .", "a".repeat(60))), &mut |_| {}) {
        Err(EngineError::PatternTooCostly { length, .. }) => assert_eq!(length, 61),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_query_that_runs_on_is_a_named_error() {
    let data = graph(&(0..3000).fold(String::new(), |all, n| format!("{all} ex:n{n} ex:p {n} .")));
    let doubling: String = (0..40).map(|n| format!(" BIND (CONCAT(?a{n}, ?a{n}) AS ?a{})", n + 1)).collect();
    for query in [
        "SELECT $this WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (CONCAT(STR(?a), STR(?d), STR(?g)) = $this) }",
        // Nothing is taken out of these: only the pairing costs.
        "SELECT $this (COUNT(*) AS ?value) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY $this",
        "SELECT $this (COUNT(*) AS ?value) WHERE { { ?a ?b ?c } { ?d ?e ?f } { ?g ?h ?i } } GROUP BY $this",
        "SELECT $this (COUNT(*) AS ?value) WHERE { ?a ?b ?c . ?d ?b ?f . ?g ?b ?i } GROUP BY $this",
        // This one asks for memory.
        &format!("SELECT $this WHERE {{ BIND ('0123456789' AS ?a0){doubling} FILTER (STRLEN(?a40) > 1) }}"),
    ] {
        let shape = format!("ex:S a sh:NodeShape ; sh:targetNode ex:n0 ; sh:sparql [ sh:select \"{query}\" ] .");
        match plan(&shape).with_query_steps(100_000).validate(&data, &mut |_| {}) {
            Err(EngineError::QueryTooLong { limit, .. }) => assert_eq!(limit, 100_000),
            other => panic!("{query}: {other:?}"),
        }
    }
}

#[test]
fn what_is_bound_beforehand_is_seen_after_grouping() {
    let plan = plan(
        "ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:maxN ] ; sh:propertyValidator [ sh:select '''
           SELECT $this WHERE { $this $PATH ?v } GROUP BY $this HAVING (COUNT(?v) > $maxN)''' ] .
         ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; ex:maxN 1 ] .",
    );
    assert_eq!(failing(&plan, &graph("ex:a ex:p 1 , 2 , 3 . ex:b ex:p 1 .")), ["a"]);
}

#[test]
fn a_query_that_would_overflow_the_stack_is_ill_formed() {
    let filter = |expression: &str| format!("SELECT $this WHERE {{ FILTER ({expression}) }}");
    for query in [
        filter(&format!("{}1=1{}", "(".repeat(20_000), ")".repeat(20_000))),
        filter(&format!("1=2{}", " || 1=2".repeat(20_000))),
        format!("SELECT $this WHERE {}{}", "{".repeat(20_000), "}".repeat(20_000)),
        "SELECT $this FROM <http://example.org/graphs/the-only-one> WHERE { }".to_owned(),
    ] {
        let shapes = graph(&format!("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select '{query}' ] ."));
        let problems = compile(&shapes, &[]).err().unwrap_or_default();
        assert!(problems.iter().any(|problem| problem.parameter == "sh:select"), "{}: {problems:?}", &query[..60]);
    }
}

#[test]
fn a_blank_node_can_be_bound_beforehand() {
    let plan = plan(
        "ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:sparql [ sh:message '{?value} at {$this}'@en ; sh:select '''
           SELECT $this ?value WHERE { $this <http://example.org/p> ?value . FILTER (isBlank($this))
             FILTER EXISTS { $this <http://example.org/q> ?value } }''' ] .",
    );
    let mut seen = Vec::new();
    plan.validate(&graph("[] ex:p 1 ; ex:q 1 . [] ex:p 2 ; ex:q 3 . ex:a ex:p 4 ; ex:q 4 ."), &mut |result| {
        seen.push((result.focus_node.is_blank(), result.messages[0].text.to_string()));
    })
    .unwrap();
    assert_eq!(seen, [(true, "1 at ".to_owned())]);
}

#[test]
fn a_million_values_on_one_node_are_counted_exactly_and_kept_by_the_few() {
    const VALUES: usize = 1_000_000;
    let mut builder = GraphBuilder::new();
    let [node, p, q, integer] =
        ["http://example.org/a", "http://example.org/p", "http://example.org/q", vocab::xsd::INTEGER]
            .map(|iri| builder.terms.iri(iri));
    let zero = builder.terms.typed("0", integer);
    builder.insert(node, q, zero);
    let text = builder.terms.tagged("x", "en");
    builder.insert(node, p, text);
    for n in 1..VALUES {
        let number = builder.terms.typed(&n.to_string(), integer);
        builder.insert(node, p, number);
    }
    let data = builder.finish();
    let plan = plan(
        "ex:C a sh:NodeShape ; sh:targetNode ex:a ; sh:closed true ; sh:ignoredProperties ( ex:q ) .
         ex:S a sh:NodeShape ; sh:targetNode ex:a ;
           sh:property [ sh:path ex:r ; sh:equals ex:p ] ;
           sh:property [ sh:path ex:p ; sh:maxCount 1 ; sh:uniqueLang true ; sh:datatype xsd:integer ; sh:minExclusive 0 ;
             sh:disjoint ex:q ; sh:in ( 1 2 3 ) ; sh:hasValue 4 ; sh:not [ sh:maxInclusive 10 ] ;
             sh:qualifiedValueShape [ sh:minInclusive 999990 ] ; sh:qualifiedMinCount 10 ] .",
    );
    let mut collector = Collector::new(5);
    let outcome = plan.validate(&data, &mut |result| collector.push(&result)).unwrap();
    let groups = collector.finish();
    let count = |component| -> usize {
        groups.iter().filter(|(group, _)| group.component == component).map(|(_, tally)| tally.count).sum()
    };
    assert_eq!(count(ConstraintComponent::In), VALUES - 3);
    assert_eq!(count(ConstraintComponent::Not), 10);
    assert_eq!(count(ConstraintComponent::Datatype), 1);
    assert_eq!(count(ConstraintComponent::MinExclusive), 1);
    assert_eq!(count(ConstraintComponent::MaxCount), 1);
    assert_eq!(count(ConstraintComponent::Equals), VALUES);
    assert_eq!(count(ConstraintComponent::Closed), VALUES);
    assert_eq!(count(ConstraintComponent::QualifiedMinCount), 0);
    assert_eq!(groups.values().map(|tally| tally.count).sum::<usize>(), outcome.results);
    assert!(groups.values().all(|tally| tally.samples.len() <= 5));
}

#[test]
fn pairs_beyond_counting_are_a_named_error() {
    let plan = plan("ex:S a sh:PropertyShape ; sh:targetNode ex:a ; sh:path ex:p ; sh:lessThan ex:q .");
    let values = (0..20_000).fold(String::from("0"), |mut all, n| {
        write!(all, ",{n}").unwrap();
        all
    });
    let data = graph(&format!("ex:a ex:p {values} ; ex:q {values} ."));
    assert!(matches!(plan.validate(&data, &mut |_| {}), Err(EngineError::TooManyPairs { pairs: 400_000_000, .. })));
}

#[test]
fn many_focus_nodes_give_the_same_results_in_the_same_order_as_few() {
    let plan = plan(
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxInclusive 50 ; sh:minCount 1 ] .
         ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:minInclusive 50 ] .",
    );
    let mut turtle = String::new();
    for n in 0..20_000 {
        write!(turtle, "ex:n{n} a ex:C ; ex:p {} . ", n % 101).unwrap();
    }
    let data = graph(&turtle);
    let run = || {
        let mut seen = Vec::new();
        plan.validate(&data, &mut |result| seen.push((result.focus_id, result.value_id, result.component))).unwrap();
        seen
    };
    let first = run();
    let expected: usize = (0..20_000).filter(|n| n % 101 != 50).count();
    assert_eq!(first.len(), expected);
    assert_eq!(first, run());
}

#[test]
fn blank_nodes_of_data_and_background_stay_apart_in_the_report() {
    let shapes = graph("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:in ( 1 ) ] .");
    let plan = compile(&shapes, &[&graph("ex:a ex:p [ ex:q 1 ] .")]).unwrap();
    let report = plan.report(&graph("ex:a ex:p [ ex:q 2 ] .")).unwrap();
    let value = report.graph.find_iri("http://www.w3.org/ns/shacl#value").unwrap();
    let values: Vec<_> = report.graph.by_predicate(value).map(|(value, _)| value).collect();
    assert_eq!(values.len(), 2);
    assert_ne!(values[0], values[1]);
}

#[test]
fn a_query_knows_the_time_that_it_is_told_and_no_other() {
    let plan = plan(
        "ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:date ; sh:sparql [ sh:prefixes ex: ; sh:select
           'SELECT $this ?value WHERE { $this <http://example.org/date> ?value
              FILTER (EXISTS { FILTER (?value > NOW()) } || ?value > NOW()) }' ] .
         ex: sh:declare [ sh:prefix \"ex\" ; sh:namespace \"http://example.org/\"^^xsd:anyURI ] .",
    );
    let data = graph(
        "ex:a ex:date '2026-06-01T00:00:00Z'^^xsd:dateTime . ex:b ex:date '2999-01-01T00:00:00Z'^^xsd:dateTime .",
    );
    let found = |now: Option<&str>| plan.validate_at(&data, now, &mut |_| {}).unwrap().results;
    assert_eq!(found(Some("2026-01-01T00:00:00+01:00")), 2);
    assert_eq!(found(Some("2026-06-01T01:00:00+01:00")), 1, "not later than the same moment in another zone");
    assert_eq!(found(Some("3000-01-01T00:00:00Z")), 0);
    assert_eq!(found(None), 0, "without a time there is nothing to compare with");
    assert_eq!(plan.report_at(&data, Some("2026-01-01T00:00:00Z")).unwrap().outcome.results, 2);
}
