//! The steps, one file each, and their table.
//!
//! In: a graph and settings. Out: the edits that the step wants. Must not: touch the graph, or depend on its order.

use super::Step;

mod access_rights;
mod authority_iri;
mod availability;
mod bounding_box;
mod byte_size;
mod checksum_algorithm;
mod control_characters;
mod copy_licence;
mod date_datatype;
mod escaped_text;
mod format;
mod frequency;
mod geometry;
mod geonames;
mod hvd_category;
mod iri_characters;
mod iri_form;
mod iri_valued;
mod language;
mod legislation;
mod licence;
mod mailbox;
mod media_type;
mod name_blank_nodes;
mod period_properties;
mod publisher_type;
mod status;
mod telephone;
mod text_language;
mod theme;
mod theme_mapping;
mod theme_taxonomy;

/// Every step, in the order in which they run.
///
/// What makes IRIs comes before what looks IRIs up: texts are mended first, then addresses, then the codes of the EU lists, so that each
/// list finds its codes in one spelling. A step that decides by what another makes comes behind it: a licence is copied and a theme
/// added when it has its last form, the taxonomy is changed when the themes are there, a period's dates are typed where they
/// belong, a bounding box is made when the outline is WKT. Blank nodes get their names from values that are already
/// in their last form: so one round is enough, and a second changes nothing.
pub const STEPS: &[Step] = &[
    control_characters::STEP,
    escaped_text::STEP,
    iri_form::STEP,
    iri_characters::STEP,
    iri_valued::STEP,
    authority_iri::STEP,
    publisher_type::STEP,
    licence::STEP,
    copy_licence::STEP,
    format::STEP,
    media_type::STEP,
    theme::STEP,
    theme_mapping::STEP,
    theme_taxonomy::STEP,
    language::STEP,
    frequency::STEP,
    status::STEP,
    availability::STEP,
    access_rights::STEP,
    legislation::STEP,
    hvd_category::STEP,
    checksum_algorithm::STEP,
    geonames::STEP,
    mailbox::STEP,
    telephone::STEP,
    period_properties::STEP,
    date_datatype::STEP,
    byte_size::STEP,
    geometry::STEP,
    bounding_box::STEP,
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
