//! A bounded collector: how many results each constraint gave, exactly, and the first of them.
//!
//! In: results as they stream. Out: groups in a fixed order. Memory grows with the constraints that fail, not with the
//! results.

use std::collections::BTreeMap;

use super::component::ConstraintComponent;
use super::path::Path;
use super::result::{Severity, ValidationResult};
use crate::rdf::{Term, TermId};

/// What the results of a group have in common. The order is from worst severity to mildest, then by shape.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// `sh:resultSeverity`
    pub severity: Severity,
    /// The IRI of `sh:sourceShape`; empty for a blank node.
    pub source_shape: String,
    /// `sh:resultPath`
    pub result_path: Option<Path>,
    /// `sh:sourceConstraintComponent`
    pub component: ConstraintComponent,
    /// The number of `sh:sourceShape` if it is a blank node of the shapes graph.
    pub blank: Option<u32>,
}

/// A result that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// `sh:focusNode`: the IRI or lexical form, empty for a blank node.
    pub focus_node: String,
    /// The focus node's name in the data graph.
    pub focus_id: Option<TermId>,
    /// `sh:value`: the IRI or lexical form, empty for a blank node.
    pub value: Option<String>,
    /// The value's name in the data graph.
    pub value_id: Option<TermId>,
}

/// The results of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub samples: Vec<Sample>,
}

impl Group {
    fn of(result: &ValidationResult<'_>) -> Self {
        Group {
            severity: result.severity.clone(),
            source_shape: result.source_shape.text().to_owned(),
            result_path: result.result_path.cloned(),
            component: result.component.clone(),
            blank: blank(result),
        }
    }

    fn holds(&self, result: &ValidationResult<'_>) -> bool {
        self.component == result.component
            && self.blank == blank(result)
            && self.source_shape == result.source_shape.text()
            && self.result_path.as_ref() == result.result_path
            && self.severity == *result.severity
    }
}

fn blank(result: &ValidationResult<'_>) -> Option<u32> {
    match result.source_shape {
        Term::Blank(number) => Some(number),
        _ => None,
    }
}

/// Collects results; [`Collector::push`] takes them one by one.
#[derive(Clone, Debug)]
pub struct Collector {
    groups: BTreeMap<Group, Tally>,
    /// The group of the last result, not yet among the others: results of a constraint come one after another.
    last: Option<(Group, Tally)>,
    samples: usize,
}

impl Collector {
    /// A collector that keeps this many samples of each group.
    pub fn new(samples: usize) -> Self {
        Collector { groups: BTreeMap::new(), last: None, samples }
    }

    /// Takes a result.
    pub fn push(&mut self, result: &ValidationResult<'_>) {
        if !self.last.as_ref().is_some_and(|(group, _)| group.holds(result)) {
            self.put_away();
            let group = Group::of(result);
            let tally = self.groups.remove(&group).unwrap_or_default();
            self.last = Some((group, tally));
        }
        let Some((_, tally)) = &mut self.last else { return };
        tally.count += 1;
        if tally.samples.len() < self.samples {
            tally.samples.push(Sample {
                focus_node: result.focus_node.text().to_owned(),
                focus_id: result.focus_id,
                value: result.value.map(|value| value.text().to_owned()),
                value_id: result.value_id,
            });
        }
    }

    /// The groups in order.
    pub fn finish(mut self) -> BTreeMap<Group, Tally> {
        self.put_away();
        self.groups
    }

    fn put_away(&mut self) {
        if let Some((group, tally)) = self.last.take() {
            self.groups.insert(group, tally);
        }
    }
}
