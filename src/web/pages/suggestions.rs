//! What is proposed to an organisation, grouped by step in the store.

use super::place::place;
use super::repairs::{EXAMPLES, side, step_place};
use crate::report::{Lines, Sample, SuggestionExample, SuggestionGroup};
use crate::store::{Result, Store, SuggestionRow};

/// One group a step, all sources together, in the order of the steps.
pub(super) fn load(store: &Store, sources: &[&str]) -> Result<Vec<SuggestionGroup>> {
    let mut groups: Vec<SuggestionGroup> = Vec::new();
    for source in sources {
        for count in store.suggestion_counts(source)? {
            let examples = examples(store, source, &count.step)?;
            match groups.iter_mut().find(|group| group.step == count.step) {
                Some(known) => {
                    known.count += count.count;
                    known.examples.extend(examples);
                    known.examples.truncate(EXAMPLES);
                }
                None => groups.push(SuggestionGroup { step: count.step, count: count.count, examples }),
            }
        }
    }
    groups.sort_by(|a, b| step_place(&a.step).cmp(&step_place(&b.step)).then_with(|| a.step.cmp(&b.step)));
    Ok(groups)
}

fn examples(store: &Store, source: &str, step: &str) -> Result<Vec<SuggestionExample>> {
    let rows = store.suggestions(source, step, [0, EXAMPLES as u32])?;
    let example = |row: SuggestionRow| {
        let found = store.place(source, &row.subject)?;
        let thing = Sample { place: place(row.subject, found), title: None, lines: Lines::default() };
        let value = row.value.map(|value| side(store, source, value)).transpose()?;
        let proposed = side(store, source, row.proposed)?;
        Ok(SuggestionExample { thing, property: row.property, value, proposed })
    };
    rows.into_iter().map(example).collect()
}
