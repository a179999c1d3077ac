//! Other constraint components that need a word of their own (SHACL, section 4.8).

use super::super::Found;
use super::super::node::Node;
use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use crate::rdf::TermId;
use crate::shacl::path::Path;

impl Walk<'_, '_> {
    /// `sh:closed`: one result for each statement about a value node with a property that is not allowed.
    pub(super) fn closed(&mut self, place: Place, values: &Values<'_>, allowed: &[TermId]) -> Result<(), Stop> {
        let run = self.run;
        for value in values.iter() {
            if let Node::Data(subject) = value {
                for &[_, predicate, object] in self.properties(subject) {
                    if !allowed.iter().any(|name| run.names(*name).data == Some(predicate)) {
                        let path = Path::Predicate(run.data.term(predicate).text().into());
                        self.push(Found::with_path(place, Node::Data(object), path))?;
                    }
                }
            }
            let Some(subject) = run.in_background(value) else { continue };
            for &[_, predicate, object] in run.plan.background.properties(subject) {
                let object = run.background_node(object);
                let known = value.in_data().zip(object.in_data()).zip(run.background_node(predicate).in_data());
                let counted = known.is_some_and(|((s, o), p)| run.data.contains(&[s, p, o]));
                if !counted && !allowed.iter().any(|name| run.names(*name).background == Some(predicate)) {
                    let path = Path::Predicate(run.plan.background.term(predicate).text().into());
                    self.push(Found::with_path(place, object, path))?;
                }
            }
        }
        Ok(())
    }
}
