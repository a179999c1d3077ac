//! The steps, one file each, and their table.
//!
//! In: a graph and settings. Out: the edits that the step wants. Must not: touch the graph, or depend on its order.

use super::Step;

mod authority_iri;
mod byte_size;
mod control_characters;
mod date_datatype;
mod frequency;
mod iri_characters;
mod iri_valued;
mod language;
mod licence;
mod mailbox;
mod name_blank_nodes;
mod period_properties;
mod telephone;
mod text_language;

/// Every step, in the order in which they run.
///
/// What makes IRIs comes before what looks IRIs up, and blank nodes get their names from values that are already
/// in their last form: so one round is enough, and a second changes nothing.
pub const STEPS: &[Step] = &[
    control_characters::STEP,
    iri_characters::STEP,
    iri_valued::STEP,
    authority_iri::STEP,
    licence::STEP,
    language::STEP,
    frequency::STEP,
    mailbox::STEP,
    telephone::STEP,
    period_properties::STEP,
    date_datatype::STEP,
    byte_size::STEP,
    text_language::STEP,
    name_blank_nodes::STEP,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut ids: Vec<&str> = STEPS.iter().map(|step| step.id).collect();
        for id in &ids {
            assert!(id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())), "{id}");
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), STEPS.len());
    }

    #[test]
    fn descriptions_are_sentences_in_both_languages() {
        for step in STEPS {
            for text in [step.description.sv, step.description.en] {
                assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{}: {text}", step.id);
            }
            assert_ne!(step.description.sv, step.description.en);
        }
    }
}
