//! Random shapes over random data: whatever the bytes say, the engine answers and does not panic.
//!
//! The input is two Turtle documents with a line `%%` between: the shapes, the data.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::{Caps, Format, parse};
use skord::shacl::compile;

const PREFIXES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . ";

fuzz_target!(|text: &str| {
    let (shapes, data) = text.split_once("%%").unwrap_or((text, text));
    let caps = Caps { triples: 2000, nesting: 50 };
    let read = |text: &str| parse(format!("{PREFIXES}{text}").as_bytes(), Format::Turtle, "http://example.org/", &caps);
    let (Ok(shapes), Ok(data)) = (read(shapes), read(data)) else { return };
    if let Ok(plan) = compile(&shapes.graph, &[&data.graph]) {
        let plan = plan.with_query_steps(10_000);
        let _ = plan.report(&data.graph);
        let _ = plan.report(&shapes.graph);
    }
});
