//! Random shapes over random data: whatever they say, the engine answers and does not panic, and its two ways of
//! answering agree.
//!
//! An input is two Turtle documents, most often made of the vocabulary, sometimes of any text.
#![no_main]

mod turtle;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use skord::rdf::{Caps, Format, Graph, parse};
use skord::shacl::compile;
use turtle::Documents;

const PREFIXES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ";

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    Made(Documents),
    MadeWithBackground(Documents, Documents),
    Text { shapes: &'a str, data: &'a str },
}

fuzz_target!(|input: Input<'_>| {
    match input {
        Input::Made(made) => run(&made.shapes, &made.data, ""),
        Input::MadeWithBackground(made, other) => run(&made.shapes, &made.data, &other.data),
        Input::Text { shapes, data } => run(shapes, data, ""),
    }
});

fn run(shapes: &str, data: &str, background: &str) {
    let (Some(shapes), Some(data), Some(background)) = (read(shapes), read(data), read(background)) else { return };
    let Ok(plan) = compile(&shapes, &[&background]) else { return };
    let plan = plan.with_query_steps(10_000);
    for data in [&data, &shapes] {
        let mut seen = 0;
        let validated = plan.validate(data, &mut |_| seen += 1);
        let report = plan.report(data);
        assert_eq!(validated.is_ok(), report.is_ok(), "one of two ways gave up");
        if let Ok(outcome) = validated {
            assert_eq!(outcome.results, seen);
        }
    }
}

fn read(text: &str) -> Option<Graph> {
    let caps = Caps { triples: 2000, nesting: 50, ..Caps::default() };
    let document = format!("{PREFIXES}{text}");
    parse(document.as_bytes(), Format::Turtle, "http://example.org/", &caps).ok().map(|parsed| parsed.graph)
}
