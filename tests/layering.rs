//! The layers of docs/architecture.md, held: who may use whom, and where what belongs to one home only may stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every room with what it may use; `crate::` paths to anything else are an error.
const ROOMS: &[(&str, &[&str])] = &[
    // Layer 0: crates only.
    ("rdf", &[]),
    ("config", &[]),
    // Layer 1: pure. Each may use rdf and the type that a stage before it gives.
    ("normalise", &["rdf"]),
    ("shacl", &["rdf"]),
    ("validate", &["rdf", "shacl"]),
    ("resource", &["rdf"]),
    ("merge", &["resource"]),
    ("quality", &["rdf"]),
    ("report", &["rdf", "normalise", "validate", "quality"]),
    // Layer 2: effects.
    ("fetch", &[]),
    ("source", &["config", "fetch", "rdf"]),
    ("store", &["resource"]),
    ("blob", &[]),
    ("publish", &["config", "rdf"]),
    ("notify", &["config", "fetch"]),
    // Layer 3.
    (
        "harvest",
        &[
            "rdf",
            "config",
            "normalise",
            "shacl",
            "validate",
            "resource",
            "merge",
            "quality",
            "report",
            "fetch",
            "source",
            "store",
            "blob",
            "publish",
            "notify",
        ],
    ),
    // Layer 4.
    ("schedule", &["config", "fetch", "harvest", "store", "notify"]),
    (
        "web",
        &["rdf", "config", "normalise", "validate", "resource", "quality", "report", "store", "publish", "harvest"],
    ),
    // Layer 5.
    (
        "cli",
        &[
            "rdf",
            "config",
            "normalise",
            "shacl",
            "validate",
            "resource",
            "merge",
            "quality",
            "report",
            "fetch",
            "source",
            "store",
            "blob",
            "publish",
            "notify",
            "harvest",
            "schedule",
            "web",
        ],
    ),
];

/// Crates that pure rooms must not see.
const EFFECTS: &[&str] =
    &["tokio", "tokio_util", "reqwest", "rusqlite", "axum", "std::fs", "std::env", "std::net", "SystemTime"];
const PURE: &[&str] = &["rdf", "normalise", "shacl", "validate", "resource", "merge", "quality", "report"];

/// Crates that have one home.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("reqwest", &["fetch"]),
    ("axum", &["web"]),
    ("clap", &["cli"]),
    ("oxttl", &["rdf"]),
    ("oxrdfxml", &["rdf"]),
    ("oxjsonld", &["rdf"]),
    ("toml", &["config"]),
    ("cron", &["config"]),
    ("anyhow", &["cli"]),
];

fn source_files() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(&root).unwrap();
                if relative.components().count() > 1 {
                    let room = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
                    files.push((room, relative.to_owned(), code(&fs::read_to_string(&path).unwrap())));
                }
            }
        }
    }
    files.sort();
    files
}

/// The text without comments and without what stands below `#[cfg(test)]`, or nothing for a file of tests.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

/// The rooms that a text names by `crate::room`, also inside `use crate::{a, b::c}`.
fn used_rooms(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => {
                rooms.insert(rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect());
            }
            Some(group) => {
                let mut depth = 0;
                let mut name = String::new();
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            rooms.insert(
                                std::mem::take(&mut name).trim().split("::").next().unwrap_or_default().to_owned(),
                            );
                        }
                        c if depth == 0 => name.push(c),
                        _ => {}
                    }
                }
                rooms.insert(name.trim().split("::").next().unwrap_or_default().to_owned());
            }
        }
    }
    rooms.remove("");
    rooms
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let table: BTreeMap<&str, BTreeSet<&str>> =
        ROOMS.iter().map(|(room, uses)| (*room, uses.iter().copied().collect())).collect();
    let mut seen = BTreeSet::new();
    for (room, path, text) in source_files() {
        let allowed = table.get(room.as_str()).unwrap_or_else(|| panic!("the room {room} is not in the table"));
        seen.insert(room.clone());
        if is_test(&path) {
            continue;
        }
        for used in used_rooms(&text) {
            if used != room && table.contains_key(used.as_str()) {
                assert!(allowed.contains(used.as_str()), "{}: {room} may not use {used}", path.display());
            }
        }
    }
    let expected: BTreeSet<String> = table.keys().map(|room| room.to_string()).collect();
    assert_eq!(seen, expected, "the table and the rooms of src/ differ");
}

#[test]
fn pure_rooms_see_no_effects() {
    for (room, path, text) in source_files() {
        if PURE.contains(&room.as_str()) && !is_test(&path) {
            for effect in EFFECTS {
                let named = text.contains(&format!("{effect}::")) || text.contains(&format!("use {effect}"));
                assert!(!named, "{}: the pure room {room} names {effect}", path.display());
            }
        }
    }
}

#[test]
fn what_has_one_home_stays_there() {
    for (room, path, text) in source_files() {
        if is_test(&path) {
            continue;
        }
        for (crate_name, homes) in HOMES {
            let named = text.lines().any(|line| {
                let line = line.trim_start();
                line.starts_with(&format!("use {crate_name}::")) || line.contains(&format!(" {crate_name}::"))
            });
            assert!(!named || homes.contains(&room.as_str()), "{}: {crate_name} belongs to {homes:?}", path.display());
        }
    }
}

#[test]
fn files_appear_by_rename() {
    for (_, path, text) in source_files() {
        let written = text.contains("fs::write(");
        assert!(is_test(&path) || !written, "{}: a file appears by rename or not at all", path.display());
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (_, path, _) in source_files() {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&path)).unwrap();
        if !is_test(&path) {
            assert!(text.starts_with("//!"), "{} does not begin with a //! line", path.display());
        }
    }
}

#[test]
fn files_stay_small() {
    let mut lengths = Vec::new();
    for (_, path, _) in source_files() {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&path)).unwrap();
        if !is_test(&path) {
            let lines = text.split("\n#[cfg(test)]").next().unwrap_or_default().lines().count();
            assert!(lines <= 450, "{} has {lines} lines without its tests; is it two things?", path.display());
            lengths.push(lines);
        }
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 150, "the median source file has {median} lines");
}
