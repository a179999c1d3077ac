//! The European shapes as published: each file compiles and gives an answer on every readable file of the corpus.

#![expect(clippy::disallowed_methods, reason = "../shared is found by the environment")]

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use skord::rdf::{Caps, Format, Graph, parse};
use skord::shacl::{Plan, compile};

fn shared() -> Option<PathBuf> {
    let shared =
        std::env::var("SKORD_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into());
    let shared = Path::new(&shared).canonicalize().ok();
    if shared.is_none() {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "../shared is missing; CI needs it");
        println!("skipped: no ../shared");
    }
    shared
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn read(path: &Path) -> Option<Graph> {
    let bytes = std::fs::read(path).unwrap();
    let format = Format::detect(&bytes, None, &path.to_string_lossy()).ok()?;
    parse(&bytes, format, "http://example.org/", &Caps::default()).ok().map(|parsed| parsed.graph)
}

#[test]
fn every_shape_file_gives_an_answer_on_every_file_of_the_corpus() {
    let Some(shared) = shared() else { return };
    let mut shape_files = Vec::new();
    files(&shared.join("shapes-eu"), &mut shape_files);
    shape_files.retain(|path| path.extension().is_some_and(|ending| ending == "ttl"));
    let plans: Vec<(&Path, Plan)> = shape_files
        .iter()
        .map(|path| match compile(&read(path).unwrap(), &[]) {
            Ok(plan) => (path.as_path(), plan),
            Err(problems) => panic!("{}: {problems:#?}", path.display()),
        })
        .collect();
    let mut corpus = Vec::new();
    files(&shared.join("corpus"), &mut corpus);
    let answers: Vec<(usize, usize)> = corpus
        .par_iter()
        .filter_map(|path| read(path).map(|graph| (path, graph)))
        .map(|(path, graph)| {
            let mut results = 0;
            for (shapes, plan) in &plans {
                match plan.validate(&graph, &mut |_| {}) {
                    Ok(outcome) => results += outcome.results,
                    Err(error) => panic!("{} on {}: {error}", shapes.display(), path.display()),
                }
            }
            (1, results)
        })
        .collect();
    let results: usize = answers.iter().map(|answer| answer.1).sum();
    println!("{} shape files, {} of {} files readable, {results} results", plans.len(), answers.len(), corpus.len());
    assert_eq!(plans.len(), 13);
    assert!(answers.len() > 150 && results > 0);
}
