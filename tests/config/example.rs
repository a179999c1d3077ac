//! The example has every key with an explanation, and whatever is done to it, nothing panics.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use skord::config::keys::{FILE, Key, Shape};
use skord::config::{self, Mistake};
use toml::de::{DeTable, DeValue};

use super::{mistakes, parse};

fn example_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config/skord.example.toml")
}

fn example() -> String {
    std::fs::read_to_string(example_path()).expect("the example stands in the repository")
}

#[test]
fn the_example_loads() {
    let config = config::load(&example_path()).expect("the example has no mistakes");
    assert_eq!(config.organisations.len(), 2);
}

/// The example with the keys that are off in it turned on.
fn whole_example() -> String {
    let on = |line: &str| match line.strip_prefix('#') {
        Some(key) if key.starts_with(|c: char| c.is_ascii_lowercase()) => key.to_owned(),
        _ => line.to_owned(),
    };
    example().lines().map(on).collect::<Vec<_>>().join("\n")
}

/// The dotted paths of keys, without the indices of lists.
fn known(prefix: &str, keys: &[Key], into: &mut BTreeSet<String>) {
    for key in keys {
        let path = format!("{prefix}{}", key.name);
        match key.shape {
            Shape::Value => {
                into.insert(path);
            }
            // Its keys exclude each other, so that the example has one of them; or they are names that others give.
            Shape::OneOf(_) | Shape::Names => {
                into.insert(path);
            }
            Shape::Table(keys) | Shape::Tables(keys) => known(&format!("{path}."), keys, into),
        }
    }
}

/// The dotted paths of the values and tables of a document, without the indices of lists.
fn written(path: &str, value: &DeValue, into: &mut BTreeSet<String>) {
    match value {
        DeValue::Table(table) => {
            into.insert(path.to_owned());
            written_in(&format!("{path}."), table, into);
        }
        DeValue::Array(items) => {
            for item in items {
                written(path, item.get_ref(), into);
            }
        }
        _ => {
            into.insert(path.to_owned());
        }
    }
}

fn written_in(prefix: &str, table: &DeTable, into: &mut BTreeSet<String>) {
    for (key, value) in table {
        written(&format!("{prefix}{}", key.get_ref()), value.get_ref(), into);
    }
}

#[test]
fn the_example_has_every_key_and_a_comment_above_its_first_use() {
    let mut keys = BTreeSet::new();
    known("", FILE, &mut keys);
    let whole = whole_example();
    let document = DeTable::parse(&whole).expect("the example is TOML");
    let mut used = BTreeSet::new();
    written_in("", document.get_ref(), &mut used);
    let missing: Vec<_> = keys.difference(&used).collect();
    assert!(missing.is_empty(), "the example lacks {missing:?}");

    let mut table = "";
    let mut explained = BTreeSet::new();
    let mut above = "";
    for line in whole.lines() {
        if line.starts_with('[') {
            table = line;
        } else if let Some((key, _)) = line.split_once(" = ") {
            let first = explained.insert((table.to_owned(), key.to_owned()));
            assert!(!first || above.starts_with("# "), "{table} {key} is not explained");
        }
        above = line;
    }
}

#[test]
fn every_key_of_the_example_is_read() {
    let whole = whole_example();
    let lines: Vec<&str> = whole.lines().collect();
    let mut changed = 0;
    for (index, line) in lines.iter().enumerate() {
        let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        // No key takes a day.
        let wrong = format!("{key} = 1979-05-27");
        let mut copy = lines.clone();
        copy[index] = &wrong;
        let found = mistakes(parse(&copy.join("\n")));
        let at_the_key = |mistake: &Mistake| mistake.line == index + 1 && mistake.key.rsplit('.').next() == Some(key);
        assert!(found.iter().any(at_the_key), "{key} on line {}", index + 1);
        changed += 1;
    }
    assert!(changed > 50, "only {changed} keys were changed");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn no_damage_to_the_example_panics(
        start in 0_usize..10_000,
        length in 0_usize..200,
        instead in "[a-z\"'\\[\\]{}=.,#0-9 \nåäö-]{0,12}",
    ) {
        let mut letters: Vec<char> = whole_example().chars().collect();
        let start = start.min(letters.len());
        let end = (start + length).min(letters.len());
        letters.splice(start..end, instead.chars());
        let text: String = letters.into_iter().collect();
        for mistake in mistakes(parse(&text)) {
            prop_assert!(mistake.line >= 1 && mistake.column >= 1);
            prop_assert!(!mistake.to_string().contains('\n'), "{}", mistake);
        }
    }

    #[test]
    fn any_value_in_any_place_is_read_or_refused(
        line in 0_usize..400,
        value in prop_oneof![
            Just("[]".to_owned()), Just("{}".to_owned()), Just("1e400".to_owned()),
            Just("9223372036854775807".to_owned()), Just("[[[{a=[]}]]]".to_owned()),
            "\"[ -!#-\\[\\]-~åäö]{0,30}\"",
        ],
    ) {
        let whole = whole_example();
        let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
        let line = line % lines.len();
        if let Some((key, _)) = lines[line].clone().split_once(" = ") {
            lines[line] = format!("{key} = {value}");
        }
        let _ = parse(&lines.join("\n"));
    }
}
