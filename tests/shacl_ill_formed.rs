//! Ill-formed shapes are refused with the shape and the parameter named; references to nothing are not.

use skord::rdf::{Caps, Format, Graph, parse};
use skord::shacl::compile;

fn graph(turtle: &str) -> Graph {
    let text = format!(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
         @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . {turtle}"
    );
    parse(text.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default()).unwrap().graph
}

#[test]
fn each_fault_names_its_parameter() {
    let node_shape = [
        ("sh:class", "sh:class 'C'"),
        ("sh:datatype", "sh:datatype xsd:string , xsd:date"),
        ("sh:datatype", "sh:datatype 'string'"),
        ("sh:nodeKind", "sh:nodeKind ex:Odd"),
        ("sh:nodeKind", "sh:nodeKind 'http://www.w3.org/ns/shacl#IRI'"),
        ("sh:ignoredProperties", "sh:closed true ; sh:ignoredProperties ( 'p' )"),
        ("sh:ignoredProperties", "sh:ignoredProperties ( ex:p [ ] )"),
        ("sh:minInclusive", "sh:minInclusive ex:one"),
        ("sh:minLength", "sh:minLength -1"),
        ("sh:maxLength", "sh:maxLength 'one'"),
        ("sh:pattern", "sh:pattern '('"),
        ("sh:pattern", "sh:pattern 'a' ; sh:flags 'g'"),
        ("sh:languageIn", "sh:languageIn ( 1 )"),
        ("sh:languageIn", "sh:languageIn 'sv'"),
        ("sh:equals", "sh:equals 'p'"),
        ("sh:not", "sh:not 'shape'"),
        ("sh:or", "sh:or ex:NoList"),
        ("sh:and", "sh:and _:l . _:l rdf:first ex:A ; rdf:rest _:l"),
        ("sh:closed", "sh:closed 'yes'"),
        ("sh:in", "sh:in ( 1 ) , ( 2 )"),
        ("sh:deactivated", "sh:deactivated 1"),
        ("sh:severity", "sh:severity 'high'"),
        ("sh:message", "sh:message 1"),
        ("sh:targetClass", "sh:targetClass [ ]"),
        ("sh:minCount", "sh:minCount 1"),
        ("sh:uniqueLang", "sh:uniqueLang true"),
        ("sh:qualifiedValueShape", "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1"),
        ("sh:path", "sh:property [ sh:minCount 1 ]"),
        ("sh:path", "sh:path ex:p"),
        ("sh:select", "sh:sparql [ sh:select 'SELECT' ]"),
        ("sh:select", "sh:sparql [ sh:message 'no query' ]"),
        ("sh:select", "sh:sparql [ sh:select 'SELECT ?x WHERE { ?x ?y ?z }' ]"),
        ("sh:select", "sh:sparql [ sh:select 'SELECT $this WHERE { $this $PATH ?z }' ]"),
        (
            "sh:select",
            "sh:sparql [ sh:select 'SELECT $this WHERE { $this ex:p ?z FILTER NOT EXISTS { VALUES ?z { 1 } } }' ; sh:prefixes ex:P ] . ex:P sh:declare [ sh:prefix 'ex' ; sh:namespace 'http://example.org/' ]",
        ),
        (
            "sh:prefixes",
            "sh:sparql [ sh:select 'ASK {}' ; sh:prefixes ex:P ] . ex:P sh:declare [ sh:prefix 'a' ; sh:namespace 'urn:a' ] , [ sh:prefix 'a' ; sh:namespace 'urn:b' ]",
        ),
    ];
    for (parameter, fault) in node_shape {
        let shapes = graph(&format!("ex:Shape a sh:NodeShape ; {fault} ."));
        let problems = compile(&shapes, &[]).err().unwrap_or_default();
        assert!(problems.iter().any(|problem| problem.parameter == parameter), "{fault}: {problems:?}");
        assert!(
            problems.iter().any(|problem| problem.shape.contains("http://example.org/Shape")),
            "{fault}: {problems:?}"
        );
    }
}

#[test]
fn a_blank_shape_is_named_by_where_it_hangs() {
    let shapes = graph("ex:Shape a sh:NodeShape ; sh:property [ sh:path ex:title ; sh:minCount 'one' ] .");
    let problems = compile(&shapes, &[]).err().unwrap_or_default();
    let text = problems[0].to_string();
    assert!(
        text.starts_with("<http://example.org/Shape> › property (<http://example.org/title>): sh:minCount: expected"),
        "{text}"
    );
}

#[test]
fn an_entailment_regime_is_refused_by_name() {
    let shapes = graph("ex:Ontology sh:entailment <http://www.w3.org/ns/entailment/RDFS> . ex:S a sh:NodeShape .");
    let problems = compile(&shapes, &[]).err().unwrap_or_default();
    assert_eq!(problems.len(), 1);
    let text = problems[0].to_string();
    assert!(
        text.starts_with("<http://example.org/Ontology>: sh:entailment: ")
            && text.contains("<http://www.w3.org/ns/entailment/RDFS> is not supported"),
        "{text}"
    );
}

#[test]
fn a_reference_to_nothing_demands_nothing_and_is_noted() {
    let shapes = graph("ex:Shape a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:Nowhere ; sh:node ex:Nowhere .");
    let plan = compile(&shapes, &[]).or_panic();
    assert_eq!(plan.dangling().len(), 1);
    assert!(plan.dangling()[0].problem.contains("http://example.org/Nowhere"));
    assert!(plan.validate(&graph("ex:a a ex:C ."), &mut |_| {}).unwrap().conforms());
}

trait PlanOrPanic {
    fn or_panic(self) -> skord::shacl::Plan;
}

impl PlanOrPanic for Result<skord::shacl::Plan, Vec<skord::shacl::IllFormed>> {
    fn or_panic(self) -> skord::shacl::Plan {
        self.unwrap_or_else(|problems| panic!("{problems:#?}"))
    }
}

#[test]
fn background_graphs_count_but_give_no_focus_nodes() {
    let shapes = graph(
        "ex:Shape a sh:NodeShape ; sh:targetClass ex:Dataset ; sh:property [ sh:path ex:theme ; sh:class ex:Concept ] ;
           sh:property [ sh:path ( ex:theme ex:inScheme ) ; sh:hasValue ex:Scheme ] .",
    );
    let first = graph("ex:t1 a ex:Topic ; ex:inScheme ex:Scheme . ex:odd a ex:Dataset .");
    let second = graph(
        "ex:Topic <http://www.w3.org/2000/01/rdf-schema#subClassOf> ex:Concept . ex:Sub <http://www.w3.org/2000/01/rdf-schema#subClassOf> ex:Dataset .",
    );
    let plan = compile(&shapes, &[&first, &second]).or_panic();
    let data = graph("ex:good a ex:Sub ; ex:theme ex:t1 . ex:bad a ex:Dataset ; ex:theme ex:t2 .");
    let mut seen = Vec::new();
    let outcome = plan
        .validate(&data, &mut |result| seen.push(format!("{} {}", result.focus_node.text(), result.component.name())))
        .unwrap();
    seen.sort();
    assert_eq!(
        seen,
        ["http://example.org/bad ClassConstraintComponent", "http://example.org/bad HasValueConstraintComponent"]
    );
    assert_eq!(outcome.focus_nodes, 2);
}
