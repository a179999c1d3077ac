//! The organisations and their sources.
//!
//! In go the `[[organisation]]` tables and what sources inherit; out come [`Organisation`] and
//! [`Source`], with ids that no other has. `None` always means that a mistake is noted.

use std::collections::BTreeMap;
use std::path::Path;

use chrono_tz::Tz;

use super::checks::{self, Checks};
use super::form;
use super::location::location;
use super::model::{Location, Organisation, OrganisationKind, Sector, Source, SourceKind};
use super::network;
use super::normalise;
use super::quantity;
use super::reader::{Entry, Section};
use super::region::{contact, text};
use super::removals;
use super::schedule::{Blackout, Schedule};
use super::secret::secret;
use super::service::{Defaults, limits, schedule, windows};

/// The formats a source can be declared to have: those of RDF, and a web page with JSON-LD in it.
const FORMATS: [&str; 7] = ["rdfxml", "turtle", "ntriples", "nquads", "trig", "jsonld", "html"];

/// What every source is read against.
pub(super) struct Inherited<'a> {
    /// What `[harvest.defaults]` says.
    pub defaults: Defaults,
    /// Which profiles there are; `None` when a mistake is noted.
    pub checks: Option<&'a Checks>,
    /// The folder that files must lie below; the outer `None` when a mistake is noted.
    pub file_root: Option<Option<&'a Path>>,
}

/// The ids that are taken, each with the line it was first given on.
#[derive(Default)]
struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// Takes an id; notes a mistake when it was taken before.
    fn take(&mut self, id: String, entry: &Entry) -> Option<String> {
        if let Some(line) = self.0.get(&id) {
            entry.refuse(format!("an id of its own; this one is taken on line {line}"));
            return None;
        }
        self.0.insert(id.clone(), entry.line());
        Some(id)
    }
}

/// Reads every `[[organisation]]`.
pub(super) fn organisations(file: &Section, inherited: &Inherited) -> Option<Vec<Organisation>> {
    let mut organisation_ids = Ids::default();
    let mut source_ids = Ids::default();
    let read: Vec<Option<Organisation>> = file
        .sections("organisation")
        .iter()
        .map(|section| {
            let id = own_id(section, &mut organisation_ids);
            organisation(section, id, inherited, &mut source_ids)
        })
        .collect();
    read.into_iter().collect()
}

fn own_id(section: &Section, ids: &mut Ids) -> Option<String> {
    let id = section.required("id", form::id)?;
    ids.take(id, &section.entry("id")?)
}

fn organisation(
    section: &Section,
    id: Option<String>,
    inherited: &Inherited,
    source_ids: &mut Ids,
) -> Option<Organisation> {
    let name = text(section, "name");
    let organisation_number = section.optional("organisation_number", form::organisation_number);
    let kinds = [
        ("municipality", OrganisationKind::Municipality),
        ("region", OrganisationKind::Region),
        ("company", OrganisationKind::Company),
        ("agency", OrganisationKind::Agency),
    ];
    let kind = section.or("kind", OrganisationKind::Municipality, |value| form::one_of(value, &kinds));
    let kind_is_given = section.entry("kind").is_some();
    let sectors = [("public", Sector::Public), ("private", Sector::Private)];
    let sector = section.or("sector", Sector::Public, |value| form::one_of(value, &sectors));
    let priority = priority(section);
    let contact = match section.entry("contact") {
        Some(entry) => entry.section(section.keys_of("contact")).and_then(|section| contact(&section)).map(Some),
        None => Some(None),
    };
    let sources = sources(section, id.as_deref(), inherited, source_ids);
    Some(Organisation {
        id: id?,
        name: name?,
        organisation_number: organisation_number?,
        kind: kind?,
        kind_is_given,
        sector: sector?,
        priority: priority?,
        contact: contact?,
        sources: sources?,
    })
}

/// Reads every source of an organisation. A single one need not have an id of its own.
fn sources(organisation: &Section, owner: Option<&str>, inherited: &Inherited, ids: &mut Ids) -> Option<Vec<Source>> {
    let sections = organisation.sections("source");
    let single = sections.len() == 1;
    let read: Vec<Option<Source>> = sections
        .iter()
        .map(|section| {
            let id = if single && section.entry("id").is_none() {
                let entry = organisation.entry("id");
                owner.zip(entry).and_then(|(owner, entry)| ids.take(owner.to_owned(), &entry))
            } else {
                own_id(section, ids)
            };
            source(section, id, owner, inherited)
        })
        .collect();
    read.into_iter().collect()
}

fn source(section: &Section, id: Option<String>, owner: Option<&str>, inherited: &Inherited) -> Option<Source> {
    let defaults = &inherited.defaults;
    let kind = section.or("kind", SourceKind::Dcat, |value| form::one_of(value, &[("dcat", SourceKind::Dcat)]));
    let location = source_location(section, inherited);
    let format = section.optional("format", |value| form::one_of(value, &FORMATS.map(|name| (name, name.to_owned()))));
    let schedule = source_schedule(section, defaults);
    let blackout = blackout(section, defaults, schedule.as_ref().map(Schedule::zone));
    let allow_private = network::allow_private(section);
    let ports = network::ports(section);
    let limits = limits(section, defaults.limits.clone());
    let authorization = secret(section, "authorization");
    if let (Some(entry), Some(Location::File(_))) = (section.entry("authorization"), &location) {
        entry.refuse_shown("an authorization for a file".to_owned(), "one only for an http or https address");
    }
    let language = section.optional("language", form::language);
    let profiles = checks::of_source(section, inherited.checks);
    let own_priority = priority(section);
    let aggregates = section.or("aggregates", false, form::yes_or_no);
    let removals = removals::removals(section, defaults.removals);
    let normalise_off = normalise::of_source(section);
    Some(Source {
        id: id?,
        organisation: owner?.to_owned(),
        kind: kind?,
        location: location?,
        format: format?,
        place: section.entry("url")?.place(),
        blackout: blackout?,
        schedule: schedule?,
        limits: limits?,
        allow_private: allow_private?.or(defaults.allow_private.clone())?,
        ports: ports?.or(defaults.ports.clone())?,
        authorization: authorization?,
        language: language?.or(defaults.language.clone()?),
        profiles: profiles?,
        priority: own_priority?,
        aggregates: aggregates?,
        removals: removals?,
        normalise_off: normalise_off?,
    })
}

/// Reads the `priority` of an organisation or a source.
fn priority(section: &Section) -> Option<Option<u32>> {
    let given = section.optional("priority", |value| quantity::count(value, 1_000_000))?;
    Some(given.and_then(|priority| u32::try_from(priority).ok()))
}

fn source_location(section: &Section, inherited: &Inherited) -> Option<Location> {
    let Some(entry) = section.entry("url") else {
        section.required("url", |value| location(value, None));
        return None;
    };
    match location(entry.value, inherited.file_root.flatten()) {
        Ok(location) => Some(location),
        // Without its root, whether a file address is right cannot be said.
        Err(_) if inherited.file_root.is_none() && is_file(&entry) => None,
        Err(expected) => {
            entry.refuse(expected);
            None
        }
    }
}

fn is_file(entry: &Entry) -> bool {
    let text = entry.value.as_str().map(str::trim).unwrap_or_default();
    text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

/// When a source is left alone, in the time zone of its schedule: its own windows or those of the defaults, and those of all.
fn blackout(section: &Section, defaults: &Defaults, zone: Option<Tz>) -> Option<Blackout> {
    let own = windows(section)?;
    let windows = own.as_ref().or(defaults.blackout.as_ref())?.iter().chain(defaults.always_blackout.as_ref()?);
    match Blackout::new(windows, zone?) {
        Ok(blackout) => Some(blackout),
        Err(expected) => {
            match section.entry("blackout") {
                Some(entry) => entry.refuse(expected),
                None => section.refuse_missing("blackout", expected),
            }
            None
        }
    }
}

/// The schedule of a source: its own expression and zone, or those of the defaults.
fn source_schedule(section: &Section, defaults: &Defaults) -> Option<Schedule> {
    let own_zone = section.optional("time_zone", form::time_zone);
    let zone = own_zone.and_then(|own| own.or(defaults.zone));
    // A wrong zone says nothing about the expression, which is checked all the same.
    let checked_in = zone.unwrap_or(Tz::UTC);
    let own = section.optional("schedule", |value| schedule(value, checked_in))?;
    zone?;
    match own {
        Some(own) => Some(own),
        None => Schedule::new(defaults.expression.as_deref()?, checked_in).ok(),
    }
}
