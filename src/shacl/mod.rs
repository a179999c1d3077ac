//! SHACL (W3C Recommendation, 20 July 2017): a shapes graph becomes a [`Plan`], a plan validates data graphs.
//!
//! In: a shapes graph, background graphs, data graphs. Out: a stream of [`ValidationResult`]s, or a validation report
//! as RDF. Things are named as the recommendation names them.
//! Must not: know DCAT or any other vocabulary than RDF, RDFS and SHACL; read a file; look at the clock but for
//! a query's deadline.
//!
//! ```
//! use skord::rdf::{Caps, Format, parse};
//! use skord::shacl::compile;
//!
//! let read = |text: &str| parse(text.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default());
//! let shapes = read(
//!     "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
//!      ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property [ sh:path ex:title ; sh:minCount 1 ] .",
//! )?;
//! let data = read("@prefix ex: <http://example.org/> . ex:b a ex:Book .")?;
//! let plan = compile(&shapes.graph, &[]).map_err(|problems| problems[0].to_string())?;
//! let mut seen = Vec::new();
//! let outcome = plan.validate(&data.graph, &mut |result| seen.push(result.component.clone()))?;
//! assert!(!outcome.conforms());
//! assert_eq!(seen[0].name(), "MinCountConstraintComponent");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod collector;
mod component;
mod error;
mod literal;
mod outline;
mod path;
mod pattern;
mod plan;
mod report;
mod result;
mod run;
mod shape;
mod shapes;
mod sparql;
mod vocab;

pub use collector::{Collector, Group, Sample, Tally};
pub use component::ConstraintComponent;
pub use error::{EngineError, IllFormed};
pub use outline::Outline;
pub use path::Path;
pub use plan::{Plan, compile};
pub use report::Report;
pub use result::{Message, Outcome, Severity, ValidationResult};
