//! What was repaired for an organisation, grouped by step in the store.

use super::place::place;
use crate::normalise::STEPS;
use crate::report::{ChangeExample, ChangeValue, Lines, RepairGroup, Sample};
use crate::store::{ChangeRow, PlaceRow, Result, Store};

/// The most examples of a step.
pub(super) const EXAMPLES: usize = 5;

/// One group a step, all sources together, in the order of the steps; steps that are no more stand last.
pub(super) fn load(store: &Store, sources: &[&str]) -> Result<Vec<RepairGroup>> {
    let mut groups: Vec<RepairGroup> = Vec::new();
    for source in sources {
        for count in store.change_groups(source)? {
            let examples = examples(store, source, &count.step)?;
            match groups.iter_mut().find(|group| group.step == count.step) {
                Some(known) => {
                    known.count += count.count;
                    known.examples.extend(examples);
                    known.examples.truncate(EXAMPLES);
                }
                None => groups.push(RepairGroup { step: count.step, count: count.count, examples }),
            }
        }
    }
    groups.sort_by(|a, b| step_place(&a.step).cmp(&step_place(&b.step)).then_with(|| a.step.cmp(&b.step)));
    Ok(groups)
}

/// Where a step stands among the steps; one that is no more stands last.
pub(super) fn step_place(step: &str) -> usize {
    STEPS.iter().position(|known| known.id == step).unwrap_or(STEPS.len())
}

fn examples(store: &Store, source: &str, step: &str) -> Result<Vec<ChangeExample>> {
    let rows = store.changes(source, step, [0, EXAMPLES as u32])?;
    let example = |row: ChangeRow| {
        let found = store.place(source, &row.subject)?;
        let thing = Sample { place: place(row.subject, found), title: None, lines: Lines::default() };
        let side = |value: Option<String>| value.map(|value| side(store, source, value)).transpose();
        Ok(ChangeExample { thing, property: row.property, before: side(row.before)?, after: side(row.after)? })
    };
    rows.into_iter().map(example).collect()
}

/// A value, or that it is an address of our making: that of something that came with none.
pub(super) fn side(store: &Store, source: &str, value: String) -> Result<ChangeValue> {
    Ok(match store.place(source, &value)? {
        Some(PlaceRow { address: None, .. }) => ChangeValue::Given,
        _ => ChangeValue::Written(value),
    })
}
