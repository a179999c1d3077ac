//! What was repaired for an organisation, grouped by step in the store.

use super::place::place;
use crate::normalise::STEPS;
use crate::report::{ChangeExample, RepairGroup, Sample};
use crate::store::{ChangeRow, Result, Store};

/// The most examples of a step.
const EXAMPLES: usize = 5;

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
    let place = |step: &str| STEPS.iter().position(|known| known.id == step).unwrap_or(STEPS.len());
    groups.sort_by(|a, b| place(&a.step).cmp(&place(&b.step)).then_with(|| a.step.cmp(&b.step)));
    Ok(groups)
}

fn examples(store: &Store, source: &str, step: &str) -> Result<Vec<ChangeExample>> {
    let rows = store.changes(source, step, [0, EXAMPLES as u32])?;
    let example = |row: ChangeRow| {
        let found = store.place(source, &row.subject)?;
        let thing = Sample { place: place(row.subject, found), title: None };
        Ok(ChangeExample { thing, property: row.property, before: row.before, after: row.after })
    };
    rows.into_iter().map(example).collect()
}
