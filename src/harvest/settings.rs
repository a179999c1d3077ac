//! What normalising needs to know of a source: where the config, which knows no steps, meets the steps, which know no config.
//!
//! In: a config and one of its sources. Out: the [`Settings`] of its steps, and what the config says of steps that there are not.

use crate::config::{Config, Mistake, OrganisationKind, Source, nearest};
use crate::normalise::{Lookup, Organisation, STEPS, Settings};

/// Where the types of publishers stand (ADMS), which DCAT-AP-SE 3.0.1 takes the type of an agent from.
const PUBLISHER_TYPE: &str = "http://purl.org/adms/publishertype/";

/// What the steps need to know of a source.
pub fn settings(config: &Config, source: &Source) -> Settings {
    let off = config.normalise.off.iter().chain(&source.normalise_off).map(|step| step.value.clone());
    Settings {
        scope: source.id.clone(),
        language: source.language.clone(),
        off: off.collect(),
        organisation: organisation(config, &source.organisation),
        lookup: lookup(config),
        ..Settings::new(config.region.base_url.clone())
    }
}

/// The operator's rows of the lookup tables.
pub fn lookup(config: &Config) -> Lookup {
    let rows = config.normalise.clone();
    Lookup { licences: rows.licences, themes: rows.themes, agents: rows.agents }
}

fn organisation(config: &Config, id: &str) -> Organisation {
    let Some(known) = config.organisations.iter().find(|organisation| organisation.id == id) else {
        return Organisation::default();
    };
    let mut names = vec![known.name.sv.clone()];
    names.extend(Some(known.name.en.clone()).filter(|english| *english != known.name.sv));
    let agent_type = match known.kind {
        OrganisationKind::Municipality => "LocalAuthority",
        OrganisationKind::Region => "RegionalAuthority",
        OrganisationKind::Company => "Company",
        OrganisationKind::Agency => "NationalAuthority",
    };
    // A kind that nobody gave is no fact to publish.
    let agent_type = known.kind_is_given.then(|| format!("{PUBLISHER_TYPE}{agent_type}"));
    Organisation { number: known.organisation_number.clone(), names, agent_type }
}

/// The steps that the config names and that there are not.
pub(super) fn unknown_steps(config: &Config) -> Vec<Mistake> {
    let sources = config.organisations.iter().flat_map(|organisation| &organisation.sources);
    let named = config.normalise.off.iter().chain(sources.flat_map(|source| &source.normalise_off));
    named.filter_map(|step| Some(step.place.mistake(unknown_step(&step.value)?))).collect()
}

/// What is expected in the place of the id of a step, if there is none of that id.
pub fn unknown_step(id: &str) -> Option<String> {
    let ids = || STEPS.iter().map(|step| step.id);
    if ids().any(|known| known == id) {
        return None;
    }
    Some(match nearest(id, ids()) {
        Some(meant) => format!("the id of a step; {meant} exists"),
        None => "the id of a step; `skord steps` lists them".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    #[test]
    fn only_a_kind_that_is_given_becomes_a_type() {
        let organisation = |id: &str, more: &str| {
            format!(
                "[[organisation]]\nid = \"{id}\"\nname = \"{id}\"\n{more}\nsource = [{{ url = \"https://{id}.example.org/\" }}]\n"
            )
        };
        let text =
            format!("{}{}", organisation("a", "sector = \"private\""), organisation("b", "kind = \"municipality\""));
        let region = r#"[region]
            name = "R"
            title = { sv = "T" }
            description = { sv = "D" }
            base_url = "https://data.example.org"
            publisher = { iri = "https://data.example.org/p", name = "R", agent_type = "RegionalAuthority" }
            contact = { name = "K", email = "k@example.org" }
            "#;
        let path = std::path::Path::new("/etc/skord.toml");
        let config = config::parse(&format!("{region}\n{text}"), path, &|_| None).expect("it has no mistakes");
        let agent_type = |id: &str| super::organisation(&config, id).agent_type;
        assert_eq!(agent_type("a"), None);
        assert_eq!(agent_type("b"), Some(format!("{PUBLISHER_TYPE}LocalAuthority")));
    }
}
