//! The profiles of a config: where the config, which knows no rules, meets the rules, which know no config.
//!
//! In: `[rules]`, `[shapes]` and `[[profile]]`. Out: [`Profiles`], or every mistake with its place in the config file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::config::{self, Choice, Config, ConfigError, Mistake, RuleSeverity, Written, nearest};
use crate::validate::{Choices, Fault, Profiles, Severity, ShapeFile, syntax};

/// The most that a shape file may have, in bytes.
const LARGEST: u64 = 256 << 20;

/// Reads all shape files of a config and compiles its profiles.
///
/// # Errors
/// [`ConfigError::Mistakes`] with every file that cannot be used and every rule that there is not.
pub fn profiles(config: &Config) -> Result<Profiles, ConfigError> {
    let checks = &config.checks;
    let mut mistakes = Vec::new();
    let mut profiles = Profiles::new(choices(config));
    if !checks.extra.is_empty() {
        let (extra, all) = files(&checks.extra, &mut mistakes);
        let added = if all { profiles.add_extra(&texts(&extra)) } else { syntax(&texts(&extra)) };
        mistakes.extend(faults(added, extra.iter()));
    }
    for profile in &checks.profiles {
        let (shapes, all_shapes) = files(&profile.shapes, &mut mistakes);
        let (background, all_background) = files(&profile.background, &mut mistakes);
        let (shape_texts, background_texts) = (texts(&shapes), texts(&background));
        let added = match all_shapes && all_background {
            true => profiles.add(&profile.id, &shape_texts, &background_texts),
            false => syntax(&shape_texts).and(syntax(&background_texts)),
        };
        mistakes.extend(faults(added, shapes.iter().chain(&background)));
    }
    // Without a file its rules are not known, and what is said of them cannot be judged.
    if mistakes.is_empty() {
        mistakes = unknown_rules(config, &profiles);
    }
    if mistakes.is_empty() {
        return Ok(profiles);
    }
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    Err(ConfigError::Mistakes { path: config.path.clone(), mistakes })
}

/// The shape files at a path, which is a file or a folder of files that end in `.ttl`.
///
/// # Errors
/// If they cannot be read, or there are none.
pub fn shape_files(path: &Path) -> io::Result<Vec<ShapeFile>> {
    let mut paths: Vec<PathBuf> = vec![path.to_owned()];
    if path.is_dir() {
        let entries: io::Result<Vec<_>> = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect();
        paths = entries?.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "ttl")).collect();
        paths.sort();
        if paths.is_empty() {
            return Err(io::Error::other("it is a folder without files that end in .ttl"));
        }
    }
    paths.iter().map(|path| Ok(ShapeFile { name: path.display().to_string(), turtle: read(path)? })).collect()
}

fn read(path: &Path) -> io::Result<String> {
    // A pipe or a device could keep the reader waiting for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut turtle = String::new();
    File::open(path)?.take(LARGEST + 1).read_to_string(&mut turtle)?;
    match turtle.len() as u64 > LARGEST {
        true => Err(io::Error::other(format!("it is larger than {LARGEST} bytes"))),
        false => Ok(turtle),
    }
}

fn choices(config: &Config) -> Choices {
    let mut choices = Choices::default();
    for said in &config.checks.rules {
        let rule = said.rule.value.clone();
        match said.choice {
            Choice::Off => _ = choices.off.insert(rule),
            Choice::On => _ = choices.on.insert(rule),
            Choice::Severity(severity) => _ = choices.severity.insert(rule, known(severity)),
        }
    }
    choices
}

fn known(severity: RuleSeverity) -> Severity {
    match severity {
        RuleSeverity::Violation => Severity::Violation,
        RuleSeverity::Warning => Severity::Warning,
        RuleSeverity::Info => Severity::Info,
    }
}

/// The files at each path, with the path's place in the config, and whether these are all: if not, mistakes are noted.
fn files<'a>(
    paths: &'a [Written<PathBuf>],
    mistakes: &mut Vec<Mistake>,
) -> (Vec<(ShapeFile, &'a Written<PathBuf>)>, bool) {
    let mut files = Vec::new();
    let mut all = true;
    for path in paths {
        match shape_files(&path.value) {
            Ok(found) => files.extend(found.into_iter().map(|file| (file, path))),
            Err(error) => {
                all = false;
                let expected = format!("a Turtle file, or a folder of them, that can be read ({error})");
                mistakes.push(mistake(path, expected));
            }
        }
    }
    (files, all)
}

fn texts(files: &[(ShapeFile, &Written<PathBuf>)]) -> Vec<ShapeFile> {
    files.iter().map(|(file, _)| file.clone()).collect()
}

/// What is wrong with files, as mistakes at the places that name them.
fn faults<'a>(
    added: Result<(), Vec<Fault>>,
    files: impl Iterator<Item = &'a (ShapeFile, &'a Written<PathBuf>)> + Clone,
) -> Vec<Mistake> {
    let faults = added.err().unwrap_or_default();
    let place = |fault: &Fault| files.clone().find(|(file, _)| file.name == fault.file).map(|(_, place)| *place);
    let told = |fault: Fault| Some(mistake(place(&fault)?, format!("shapes that can be used ({fault})")));
    faults.into_iter().filter_map(told).collect()
}

fn mistake(path: &Written<PathBuf>, expected: String) -> Mistake {
    let one_line = expected.split_whitespace().collect::<Vec<_>>().join(" ");
    path.place.mistake(one_line)
}

fn unknown_rules(config: &Config, profiles: &Profiles) -> Vec<Mistake> {
    let all = profiles.all();
    let ids = || all.rules().iter().map(|rule| rule.id.as_str());
    let unknown = config.checks.rules.iter().map(|said| &said.rule).filter(|rule| all.rule(&rule.value).is_none());
    let told = |rule: &Written<String>| {
        rule.place.mistake(match nearest(&rule.value, ids()) {
            Some(meant) => format!("the id of a rule; {meant} exists"),
            None => "the id of a rule; `skord rules --all` lists them".to_owned(),
        })
    };
    unknown.map(told).collect()
}

// The ids stand in both rooms, neither of which may use the other.
const _: () = assert!(same(config::SWEDISH, crate::validate::SWEDISH) && same(config::EXTRA, crate::validate::EXTRA));

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}
