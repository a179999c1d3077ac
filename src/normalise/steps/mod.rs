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
/// The order is such that no step makes what an earlier one looks at: so one round is enough, and a second changes nothing.
/// `tests/normalise/rounds.rs` tries that on documents that combine what the steps look at.
///
/// - Texts are mended first, then addresses: their characters, texts that are addresses, what stands behind them, the spelling of the EU
///   lists; so each list finds its codes in one spelling. Records of the catalogue go before anything is decided by what is described.
/// - Classes come before properties, whose rows ask what a thing is, and both before what mends the values of the new properties. A contact
///   is told from its agent before that, as both then have rows of their own, and keeps its IRI when the agent gets another.
/// - A licence is copied and a theme added when it has its last form, the taxonomy is changed when the themes are there, a period's dates are
///   typed where they belong, a bounding box is made when the outline is WKT.
/// - Language tags get their form before texts are put together by them. Periods and provenance get theirs before their nodes get a type.
/// - Agents get their IRIs, which join some, before names that are texts become agents, and before anything counts agents or their names:
///   languages, attributions, the catalogue's publisher, the type. Attributions become publishers before the catalogue's publisher stands in.
/// - Texts are all there before they get a language, and keywords have theirs before they are taken apart.
/// - Blank nodes get their names last, from values that are in their last form.
///
/// No step splits a distribution with several dcat:accessURL (the profile has one): which format, title and licence belongs to which
/// address is not said, so that only its publisher can make two of it. The rule tells of it; there is no value that could be proposed.
pub const STEPS: &[Step] = &[
    control_characters::STEP,
    escaped_text::STEP,
    iri_characters::STEP,
    catalog_record::STEP,
    iri_valued::STEP,
    iri_form::STEP,
    authority_iri::STEP,
    publisher_type::STEP,
    renamed_classes::STEP,
    contact_and_agent::STEP,
    renamed_properties::STEP,
    licence::STEP,
    copy_licence::STEP,
    format::STEP,
    media_type::STEP,
    theme::STEP,
    theme_mapping::STEP,
    theme_taxonomy::STEP,
    language::STEP,
    language_tags::STEP,
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
    organisation_number::STEP,
    organisation_iri::STEP,
    agent_iri::STEP,
    publisher_text::STEP,
    keywords::STEP,
    text_language::STEP,
    keyword_lists::STEP,
    attribution_roles::STEP,
    contact_class::STEP,
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
