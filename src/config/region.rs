//! The region and those who stand behind its catalogue.
//!
//! In go the `[region]` tables and those that share their forms; out come [`Region`],
//! [`Publisher`], [`Contact`] and [`Text`]. `None` always means that a mistake is noted.

use toml::de::DeValue;

use super::form;
use super::model::{Contact, Publisher, Region, Text};
use super::reader::Section;

/// The namespace of the ADMS publisher types.
const PUBLISHER_TYPE: &str = "http://purl.org/adms/publishertype/";

/// The ADMS publisher types, by the last part of their IRIs.
const PUBLISHER_TYPES: [&str; 11] = [
    "Academia-ScientificOrganisation",
    "Company",
    "IndustryConsortium",
    "LocalAuthority",
    "NationalAuthority",
    "NonGovernmentalOrganisation",
    "NonProfitOrganisation",
    "PrivateIndividual",
    "RegionalAuthority",
    "StandardisationBody",
    "SupraNationalAuthority",
];

/// Reads `[region]`.
pub(super) fn region(file: &Section) -> Option<Region> {
    let section = file.required_section("region")?;
    let name = text(&section, "name");
    let title = text(&section, "title");
    let description = text(&section, "description");
    let base_url = section.required("base_url", form::base_url);
    let language = section.or("language", "sv".to_owned(), form::language);
    let publisher = publisher(&section);
    let contact = section.required_section("contact").and_then(|section| contact(&section));
    Some(Region {
        name: name?,
        title: title?,
        description: description?,
        base_url: base_url?,
        language: language?,
        publisher: publisher?,
        contact: contact?,
    })
}

fn publisher(region: &Section) -> Option<Publisher> {
    let section = region.required_section("publisher")?;
    let iri = section.required("iri", form::iri);
    let name = text(&section, "name");
    let agent_type =
        section.required("agent_type", |value| form::one_of(value, &PUBLISHER_TYPES.map(|code| (code, code))));
    Some(Publisher { iri: iri?, name: name?, agent_type: format!("{PUBLISHER_TYPE}{}", agent_type?) })
}

/// Reads a table with a name, an e-mail address and perhaps an IRI.
pub(super) fn contact(section: &Section) -> Option<Contact> {
    let name = text(section, "name");
    let email = section.required("email", form::email);
    let iri = section.optional("iri", form::iri);
    Some(Contact { name: name?, email: email?, iri: iri? })
}

/// Reads a text: a string for both languages, or a table with `sv` and perhaps `en`.
pub(super) fn text(section: &Section, name: &str) -> Option<Text> {
    let expected = "a text, such as \"…\" or { sv = \"…\", en = \"…\" }";
    let Some(entry) = section.entry(name) else {
        section.refuse_missing(name, expected);
        return None;
    };
    if !matches!(entry.value, DeValue::Table(_)) {
        let both = entry.read(|value| form::text(value).map_err(|_| expected.to_owned()))?;
        return Some(Text { sv: both.clone(), en: both });
    }
    let languages = entry.section(section.keys_of(name))?;
    let sv = languages.required("sv", form::text);
    let en = languages.optional("en", form::text);
    let sv = sv?;
    let en = en?.unwrap_or_else(|| sv.clone());
    Some(Text { sv, en })
}
