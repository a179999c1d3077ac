//! What is checked: the operator's choices among the rules, shape files of their own, and further profiles.
//!
//! In go `[rules]`, `[shapes]` and `[[profile]]`; out comes [`Checks`], with paths that are absolute and the place of each
//! value. Which rules there are, and what the files hold, is not known here: whoever knows makes a [`Mistake`] of the place.

use std::path::PathBuf;

use super::error::Mistake;
use super::form;
use super::nearest::nearest;
use super::reader::{Entry, Section};
use super::shown::quoted;

/// The profile that is part of the program and that every source has unless it names others.
pub const SWEDISH: &str = "dcat-ap-se-3.0.1";

/// The id under which reports show the shapes of `[shapes]`, and that no profile can have.
pub const EXTRA: &str = "extra";

/// Profiles that are published by others and not a part of the program, with the place of their shape files.
const PUBLISHED: &[(&str, &str)] = &[
    ("dcat-ap-3.0.1", "https://github.com/SEMICeu/DCAT-AP, folder releases/3.0.1, file dcat-ap-SHACL.ttl"),
    ("dcat-ap-hvd-3.0.0", "https://github.com/SEMICeu/DCAT-AP, folder releases/3.0.0-hvd, file hvd-SHACL-full.ttl"),
];

/// Where the official shape files of a well-known profile are published, for a message.
pub fn published(profile: &str) -> Option<&'static str> {
    PUBLISHED.iter().find(|(id, _)| *id == profile).map(|(_, place)| *place)
}

/// Where a value stands in the config file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The dotted path of the key.
    pub key: String,
    /// What stands there, as a message shows it.
    pub given: String,
}

impl Place {
    /// A mistake at this place.
    pub fn mistake(&self, expected: String) -> Mistake {
        Mistake { line: self.line, column: self.column, key: self.key.clone(), given: self.given.clone(), expected }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// Everything that says what is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checks {
    /// The choices among the rules, in the order of the file.
    pub rules: Vec<RuleChoice>,
    /// Shape files whose shapes run for every source; absolute.
    pub extra: Vec<Written<PathBuf>>,
    /// Further profiles, in the order of the file.
    pub profiles: Vec<ProfileFiles>,
}

/// What the operator says of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChoice {
    /// The rule's id.
    pub rule: Written<String>,
    /// What becomes of it.
    pub choice: Choice,
}

/// What becomes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It is not checked.
    Off,
    /// It is checked, although it is off of itself.
    On,
    /// It is this grave.
    Severity(RuleSeverity),
}

/// How grave a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSeverity {
    /// Something required is broken.
    Violation,
    /// Something recommended is broken.
    Warning,
    /// Advice.
    Info,
}

/// A profile and its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileFiles {
    /// Its id, unique among profiles.
    pub id: String,
    /// Files, or folders of files that end in `.ttl`; absolute, at least one.
    pub shapes: Vec<Written<PathBuf>>,
    /// Vocabularies and class hierarchies that the shapes need; absolute.
    pub background: Vec<Written<PathBuf>>,
}

/// Reads `[rules]`, `[shapes]` and `[[profile]]`. `None` when a mistake is noted.
pub(super) fn checks(file: &Section) -> Option<Checks> {
    let rules = rules(&file.section("rules"));
    let shapes = file.section("shapes");
    let extra = paths(&shapes, "extra");
    let profiles = profiles(file);
    Some(Checks { rules: rules?, extra: extra?, profiles: profiles? })
}

fn rules(section: &Section) -> Option<Vec<RuleChoice>> {
    let mut choices: Vec<RuleChoice> = Vec::new();
    let mut fine = true;
    for (key, choice) in [("off", Choice::Off), ("on", Choice::On)] {
        match names(section, key) {
            Some(names) => choices.extend(names.into_iter().map(|(rule, _)| RuleChoice { rule, choice })),
            None => fine = false,
        }
    }
    let off = |rule: &str| choices.iter().find(|c| c.choice == Choice::Off && c.rule.value == rule);
    for on in section.entry("on").and_then(|entry| entry.items()).into_iter().flatten() {
        if let Some(off) = on.value.as_str().and_then(&off) {
            on.refuse(format!("a rule that is not off on line {}", off.rule.place.line));
            fine = false;
        }
    }
    let words =
        [("violation", RuleSeverity::Violation), ("warning", RuleSeverity::Warning), ("info", RuleSeverity::Info)];
    if let Some(entry) = section.entry("severity") {
        let Some(members) = entry.members() else {
            entry.refuse("a table of rule ids with violation, warning or info, such as { \"rule-id\" = \"warning\" }");
            return None;
        };
        for (rule, value) in members {
            let place = Place { given: quoted(&rule), ..value.place() };
            match value.read(|value| form::one_of(value, &words)) {
                Some(severity) => choices
                    .push(RuleChoice { rule: Written { value: rule, place }, choice: Choice::Severity(severity) }),
                None => fine = false,
            }
        }
    }
    fine.then_some(choices)
}

fn profiles(file: &Section) -> Option<Vec<ProfileFiles>> {
    let mut profiles: Vec<Option<ProfileFiles>> = Vec::new();
    let mut taken: Vec<(String, usize)> = Vec::new();
    for section in file.sections("profile") {
        let id = section.required("id", profile_id);
        let id = match (id, section.entry("id")) {
            (Some(id), Some(entry)) => own(id, &entry, &mut taken),
            _ => None,
        };
        let shapes = paths(&section, "shapes");
        if shapes.as_ref().is_some_and(Vec::is_empty) {
            let place = match id.as_deref().and_then(published) {
                Some(place) => format!("; the official ones are published at {place}"),
                None => String::new(),
            };
            let expected = format!("a list of the profile's shape files{place}");
            match section.entry("shapes") {
                Some(entry) => entry.refuse(expected),
                None => section.refuse_missing("shapes", expected),
            }
            profiles.push(None);
            continue;
        }
        let background = paths(&section, "background");
        profiles.push(id.zip(shapes).zip(background).map(|((id, shapes), background)| ProfileFiles {
            id,
            shapes,
            background,
        }));
    }
    profiles.into_iter().collect()
}

/// Takes an id; notes a mistake when it is taken.
fn own(id: String, entry: &Entry, taken: &mut Vec<(String, usize)>) -> Option<String> {
    if id == SWEDISH || id == EXTRA {
        entry.refuse(format!("an id of its own; {id} is a part of the program"));
        return None;
    }
    if let Some((_, line)) = taken.iter().find(|(known, _)| *known == id) {
        entry.refuse(format!("an id of its own; this one is taken on line {line}"));
        return None;
    }
    taken.push((id.clone(), entry.line()));
    Some(id)
}

/// The id of a profile: as that of a source, with dots for its version.
fn profile_id(value: &toml::de::DeValue) -> Result<String, String> {
    let id = form::text(value).unwrap_or_default();
    match is_profile_id(&id) {
        true => Ok(id),
        false => Err("1 to 63 of a-z, 0-9, - and ., beginning with a letter or digit".to_owned()),
    }
}

/// Whether a profile can have the id: 1 to 63 of a-z, 0-9, hyphen and dot, a letter or digit first.
pub fn is_profile_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.len() <= 63
        && id.bytes().next().is_some_and(plain)
        && id.bytes().all(|byte| plain(byte) || matches!(byte, b'-' | b'.'))
}

/// The `profiles` of a source. A profile that is not known is a mistake.
pub(super) fn of_source(section: &Section, checks: Option<&Checks>) -> Option<Vec<String>> {
    let Some(list) = section.entry("profiles") else { return Some(vec![SWEDISH.to_owned()]) };
    let named = names(section, "profiles")?;
    if named.is_empty() {
        list.refuse(format!("at least one profile, such as [\"{SWEDISH}\"]"));
        return None;
    }
    // Where the profiles have mistakes, which there are cannot be said.
    let checks = checks?;
    let known = || std::iter::once(SWEDISH).chain(checks.profiles.iter().map(|profile| profile.id.as_str()));
    let (mut ids, mut fine) = (Vec::new(), true);
    for (name, entry) in named {
        if known().any(|id| id == name.value) {
            if !ids.contains(&name.value) {
                ids.push(name.value);
            }
            continue;
        }
        fine = false;
        entry.refuse(match (published(&name.value), nearest(&name.value, known())) {
            (Some(place), _) => format!(
                "a profile with its shape files in [[profile]]; the official ones of {} are published at {place}",
                name.value
            ),
            (None, Some(meant)) => format!("the id of a profile; {meant} exists"),
            (None, None) => format!("the id of a profile: {}", known().collect::<Vec<_>>().join(", ")),
        });
    }
    fine.then_some(ids)
}

/// A list of texts, each with its place; empty when absent.
pub(super) fn names<'a>(section: &Section<'a>, key: &str) -> Option<Vec<(Written<String>, Entry<'a>)>> {
    let Some(entry) = section.entry(key) else { return Some(Vec::new()) };
    let Some(items) = entry.items() else {
        entry.refuse("a list of texts, such as [\"…\"]");
        return None;
    };
    let read = |entry: Entry<'a>| {
        let value = entry.read(form::text)?;
        Some((Written { value, place: entry.place() }, entry))
    };
    let read: Vec<_> = items.into_iter().map(read).collect();
    read.into_iter().collect()
}

/// A list of paths, made absolute.
fn paths(section: &Section, key: &str) -> Option<Vec<Written<PathBuf>>> {
    let absolute = |written: Written<String>| Written {
        value: section.reader.directory.join(written.value),
        place: written.place,
    };
    Some(names(section, key)?.into_iter().map(|(written, _)| absolute(written)).collect())
}
