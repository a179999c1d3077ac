//! Normalising the Swedish feeds of the corpus: nothing gets worse by it, and it is known what it does to each.
//!
//! The files lie beside the project, in `../shared/corpus` or where `SKORD_SHARED` points; without them nothing is shown.

mod shared;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use shared::shared;
use skord::normalise::{Change, NAME, Normalised, Organisation, STEPS, Settings, normalise};
use skord::rdf::{Caps, Format, Graph, parse, vocab::foaf};
use skord::validate::{Finding, Profile, Severity};

/// The step by which what had no name is counted one by one.
const NAMES: &str = "name-blank-nodes";

fn feeds() -> Vec<PathBuf> {
    let Some(corpus) = shared("corpus") else { return Vec::new() };
    let folders = ["se-real", "se-spec"].map(|folder| corpus.join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("the folder is readable"));
    let mut feeds: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    feeds.sort();
    assert!(feeds.len() >= 20, "{}", feeds.len());
    feeds
}

fn read(path: &Path) -> Graph {
    let bytes = fs::read(path).expect("the file is readable");
    let format = Format::detect(&bytes, None, &path.to_string_lossy()).expect("the format is known");
    parse(&bytes, format, "https://kommun.example.se/", &Caps::default()).expect("it can be read").graph
}

fn bare() -> Settings {
    Settings::new("https://data.example.se")
}

/// What a config says that knows the source: its language, and its owner, which has the name of one of the feed's own agents.
fn configured(graph: &Graph) -> Settings {
    let names = graph.find_iri(foaf::NAME).into_iter().flat_map(|name| graph.by_predicate(name));
    let name = names.map(|(name, _)| graph.term(name).text()).min();
    let organisation = Organisation {
        number: Some("2120009994".to_owned()),
        names: name.into_iter().map(str::to_owned).collect(),
        agent_type: Some("http://purl.org/adms/publishertype/LocalAuthority".to_owned()),
    };
    Settings { language: Some("sv".to_owned()), organisation, ..bare() }
}

/// The document with names for what has none, and nothing else done: without them things that look alike are counted as one.
fn named(path: &Path, settings: &Settings) -> Graph {
    let off = STEPS.iter().map(|step| step.id.to_owned()).filter(|id| id != NAMES).collect();
    normalise(read(path), &Settings { off, ..settings.clone() }).graph
}

fn violations(graph: &Graph) -> Vec<Finding> {
    let findings = Profile::dcat_ap_se().check(graph, None).expect("the engine does not give up");
    findings.into_iter().filter(|finding| finding.severity == Severity::Violation).collect()
}

fn by_rule<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeMap<&'f str, usize> {
    let mut counts = BTreeMap::new();
    findings.for_each(|finding| *counts.entry(finding.rule.as_str()).or_default() += 1);
    counts
}

#[test]
fn normalising_adds_no_violation_and_mends_what_it_acts_on() {
    let of = |path: &PathBuf| [compared(path, &bare()), compared(path, &configured(&read(path)))].concat();
    let worse: Vec<String> = feeds().par_iter().flat_map(of).collect();
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}

/// Each rule that is broken more often after normalising, or as often though a step changed what it was about.
fn compared(path: &Path, settings: &Settings) -> Vec<String> {
    let before = violations(&named(path, settings));
    let Normalised { graph, changes, .. } = normalise(read(path), settings);
    let after = violations(&graph);
    let (counts, left) = (by_rule(before.iter()), by_rule(after.iter()));
    let acted = by_rule(before.iter().filter(|finding| changes.iter().any(|change| acts_on(change, finding))));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let worse = left.iter().filter_map(|(rule, left)| {
        let [counted, acted] = [&counts, &acted].map(|counts| counts.get(rule).copied().unwrap_or(0));
        (*left + acted > counted).then(|| format!("{name}: {rule}: {counted} before, {acted} acted on, {left} left"))
    });
    worse.collect()
}

/// Whether a step changed the value that a finding is about into one that the profile takes.
fn acts_on(change: &Change, finding: &Finding) -> bool {
    let is_value = |before: &str| {
        let text = before.strip_prefix('"').and_then(|text| text.rsplit_once('"')).map_or(before, |(text, _)| text);
        finding.value.as_deref() == Some(text)
    };
    // A month stays a month, which the profile does not take.
    let is_month = |after: &str| after.ends_with("^^xsd:gYearMonth");
    // A keyword that is tidied or taken out of a list has the language that it had, if any.
    let is_tidied = matches!(change.step, "keywords" | "keyword-lists");
    change.step != NAMES
        && !is_tidied
        && change.property != NAME
        && change.property == finding.path
        && change.subject == finding.resource
        && change.before.as_deref().is_some_and(is_value)
        && !change.after.as_deref().is_some_and(is_month)
}

#[test]
fn what_each_step_does_to_each_feed_is_known() {
    let told: Vec<String> = feeds().par_iter().map(|path| figures(path)).collect();
    if !told.is_empty() {
        insta::assert_snapshot!("figures", told.concat());
    }
}

/// How often each step acted, and how often it proposed something.
fn figures(path: &Path) -> String {
    let Normalised { changes, suggestions, .. } = normalise(read(path), &bare());
    let mut told = format!("{}\n", path.file_name().unwrap_or_default().to_string_lossy());
    for step in STEPS {
        let changed = changes.iter().filter(|change| change.step == step.id).count();
        let proposed = suggestions.iter().filter(|suggestion| suggestion.step == step.id).count();
        // Writing to a String cannot fail.
        let _ = match (changed, proposed) {
            (0, 0) => Ok(()),
            (_, 0) => writeln!(told, "    {}: {changed}", step.id),
            _ => writeln!(told, "    {}: {changed}, {proposed} proposed", step.id),
        };
    }
    told
}
