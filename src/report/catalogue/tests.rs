//! Both languages say the same things, and every word is used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;
use regex::Regex;

use super::{FILES, Language};
use crate::rdf::parse::NoteKind;
use crate::report::{FailureCode, RemarkCode};

/// The messages of a language: key to text, with what belongs to it.
fn messages(language: Language) -> BTreeMap<&'static str, String> {
    let mut messages: BTreeMap<&str, String> = BTreeMap::new();
    for (_, file, text) in FILES.iter().filter(|f| f.0 == language) {
        let mut key = "";
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            if let Some((name, rest)) = line.split_once(" =").filter(|(name, _)| !name.starts_with([' ', '['])) {
                key = name;
                let before = messages.insert(key, rest.to_owned());
                assert_eq!(before, None, "{file} has {key} twice");
            } else if !key.is_empty() {
                messages.entry(key).or_default().push_str(line);
            }
        }
    }
    messages
}

fn source_files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            source_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            found.push(fs::read_to_string(&path).expect("a source file is readable"));
        }
    }
}

fn sources() -> String {
    let mut found = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    source_files(&src.join("report"), &mut found);
    source_files(&src.join("web"), &mut found);
    found.join("\n")
}

#[test]
fn every_file_is_embedded_and_parses() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let mut on_disk = BTreeSet::new();
    for language in Language::ALL {
        for entry in fs::read_dir(locales.join(language.tag())).expect("a folder a language").flatten() {
            on_disk.insert((language, entry.file_name().to_string_lossy().into_owned()));
        }
    }
    let embedded: BTreeSet<_> = FILES.iter().map(|(language, file, _)| (*language, (*file).to_owned())).collect();
    assert_eq!(on_disk, embedded);
    for (language, file, text) in FILES {
        let errors = FluentResource::try_new((*text).to_owned()).err().map(|(_, errors)| errors);
        assert_eq!(errors, None, "{language:?} {file}");
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let argument = Regex::new(r"\$[a-z]+").expect("a pattern");
    let arguments = |language| -> BTreeMap<&str, BTreeSet<String>> {
        messages(language)
            .iter()
            .map(|(key, text)| (*key, argument.find_iter(text).map(|m| m.as_str().to_owned()).collect()))
            .collect()
    };
    assert_eq!(arguments(Language::Sv), arguments(Language::En));
}

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    let (sources, messages) = (sources(), messages(Language::Sv));
    let by_code: BTreeSet<String> = FailureCode::ALL
        .iter()
        .flat_map(|c| [format!("failure-{}", c.code()), format!("failure-{}-fix", c.code())])
        .chain(RemarkCode::ALL.iter().map(|c| format!("remark-{}", c.code())))
        .chain(RemarkCode::ALL.iter().map(|c| format!("remark-{}-line", c.code())))
        .chain(NoteKind::ALL.iter().map(|kind| format!("note-{}", kind.code())))
        .collect();
    let unused: Vec<_> =
        messages.keys().filter(|k| !by_code.contains(**k) && !sources.contains(&format!("\"{k}\""))).collect();
    assert!(unused.is_empty(), "in locales/ but not in src/: {unused:?}");

    let families: BTreeSet<&str> = messages.keys().filter_map(|k| k.split('-').next()).collect();
    let literal = Regex::new(r#""([a-z]+(?:-[a-z]+)+)""#).expect("a pattern");
    let call = Regex::new(r#"text(?:_with)?\(\s*"([^"]+)""#).expect("a pattern");
    let called = call.captures_iter(&sources).map(|c| c.get(1).expect("a group").as_str());
    let in_family = literal
        .captures_iter(&sources)
        .map(|c| c.get(1).expect("a group").as_str())
        .filter(|l| families.contains(l.split('-').next().unwrap_or_default()));
    let missing: BTreeSet<_> = called.chain(in_family).filter(|k| !messages.contains_key(k)).collect();
    assert!(missing.is_empty(), "in src/ but not in locales/: {missing:?}");
}

#[test]
fn no_message_speaks_of_graphs_or_raises_its_voice() {
    let jargon =
        Regex::new(r"(?i)\b(iri|uri|nod|noden|node|trippel|tripplar|triple|triples|literal|shape|shacl|rdf)\b")
            .expect("a pattern");
    for language in Language::ALL {
        for (key, text) in messages(language) {
            // A name of a format and the end of an address are what the reader looks for.
            let text = text.replace("RDF/XML", "").replace("catalog.rdf", "");
            assert!(!jargon.is_match(&text), "{key} in {language:?}: {text}");
            assert!(!text.contains('!'), "{key} in {language:?}: {text}");
        }
    }
}
