//! Validation: a graph against the rules of DCAT-AP-SE.
//!
//! In: a normalised graph, and the rules, which stand as documented SHACL shapes in `shapes/`.
//! Out: [`Finding`]s, each with the [`Rule`] that it breaks and the resource that the publisher typed.
//! Judges, never changes a graph; words nothing that does not stand in the shapes; knows no source, no store, no clock.

mod anchor;
mod choices;
pub mod docs;
mod finding;
mod load;
mod profile;
mod rule;
mod terms;
mod text;

pub use choices::Choices;
pub use finding::Finding;
pub use load::LoadError;
pub use profile::{Profile, SHAPES};
pub use rule::{Owner, Rule, Severity};
pub use text::Text;
