//! Validation: a graph against the rules of DCAT-AP-SE.
//!
//! In: a normalised graph, and the rules, which stand as documented SHACL shapes in `shapes/`.
//! Out: [`Finding`]s, each with the [`Rule`] that it breaks and the resource that the publisher typed.
//! Judges, never changes a graph; words nothing that does not stand in the shapes; knows no source, no store, no clock.

mod anchor;
mod choices;
mod compare;
pub mod docs;
mod finding;
mod foreign;
mod high_value;
mod load;
mod part;
mod plain;
mod position;
mod profile;
mod profiles;
mod rule;
mod terms;
mod text;
mod written;

pub use crate::rdf::parse::Place as Position;
pub use choices::Choices;
pub use compare::{After, RuleResult, compare};
pub use finding::{Finding, Label, Place};
pub use high_value::has_high_value;
pub use load::LoadError;
pub use part::{Fault, ShapeFile, syntax};
pub use profile::{Profile, SHAPES};
pub use profiles::{EXTRA, Profiles, SWEDISH};
pub use rule::{Owner, Rule, Severity};
pub use text::Text;
pub use written::{with_observations, without_observations};
