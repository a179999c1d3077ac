//! The steps, one file each, and their table.
//!
//! In: a graph and settings. Out: the edits that the step wants. Must not: touch the graph, or depend on its order.

use super::Step;

mod access_rights;
mod agent_iri;
mod agent_type;
mod attribution_roles;
mod authority_iri;
mod availability;
mod bounding_box;
mod byte_size;
mod catalog_record;
mod checksum_algorithm;
mod contact_and_agent;
mod contact_class;
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
mod keyword_lists;
mod keywords;
mod language;
mod language_tags;
mod legislation;
mod licence;
mod mailbox;
mod media_type;
mod name_blank_nodes;
mod node_types;
mod organisation_iri;
mod organisation_number;
mod orphan_datasets;
mod period_properties;
mod provenance;
mod publisher;
mod publisher_text;
mod publisher_type;
mod renamed_classes;
mod renamed_properties;
mod service_inverses;
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
/// in their last form: so one round is enough, and a second changes nothing. In between:
///
/// - Classes come before properties, whose rows ask what a thing is, and both before what mends the values of the new properties.
/// - Periods and provenance get their form before their nodes get a type, texts all they are made of before they get a language; and
///   keywords their language before they are taken apart.
/// - A contact is told from its agent before the agent may get another IRI, so that it keeps its own. Names that are texts become agents before that, and
///   attributions publishers before the catalogue's publisher stands in.
/// - What an agent is depends on its IRI, which therefore comes first.
///
/// No step splits a distribution with several dcat:accessURL (the profile has one): which format, title and licence belongs to which
/// address is not said, so that only its publisher can make two of it. The rule tells of it; there is no value that could be proposed.
pub const STEPS: &[Step] = &[
    control_characters::STEP,
    escaped_text::STEP,
    iri_form::STEP,
    iri_characters::STEP,
    iri_valued::STEP,
    authority_iri::STEP,
    publisher_type::STEP,
    renamed_classes::STEP,
    renamed_properties::STEP,
    catalog_record::STEP,
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
    provenance::STEP,
    node_types::STEP,
    publisher_text::STEP,
    keywords::STEP,
    language_tags::STEP,
    text_language::STEP,
    keyword_lists::STEP,
    organisation_number::STEP,
    attribution_roles::STEP,
    contact_and_agent::STEP,
    contact_class::STEP,
    organisation_iri::STEP,
    agent_iri::STEP,
    publisher::STEP,
    agent_type::STEP,
    service_inverses::STEP,
    orphan_datasets::STEP,
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
