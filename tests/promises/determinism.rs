//! Determinism: the same state gives the same bytes, in whatever order the sources finish.

use std::collections::BTreeMap;
use std::path::Path;

use super::support::feed;
use super::support::region::project;
use super::support::rounds;
use super::support::rounds::Rounds;
use skord::config::{self, Config};
use skord::harvest::Published;
use skord::publish::FORMATS;

fn demo(data: &Path, workers: usize) -> Config {
    let mut config = config::load(&project("config/demo.toml")).expect("the demo's config loads");
    config.data_dir = data.to_owned();
    config.harvest.workers = workers;
    config
}

/// The snapshot's id and its files, by ending.
fn published(rounds: &Rounds) -> (String, BTreeMap<&'static str, Vec<u8>>) {
    let round = rounds.round();
    assert!(matches!(round.published, Some(Ok(Published::Snapshot(_)))), "{:?}", round.published);
    snapshot(rounds)
}

fn snapshot(rounds: &Rounds) -> (String, BTreeMap<&'static str, Vec<u8>>) {
    let store = &rounds.context.store;
    let id = store.current_snapshot().expect("the store can be read").expect("something is published").id;
    let data = &rounds.context.config.data_dir;
    (id, FORMATS.iter().map(|format| (format.extension(), feed::bytes(store, data, *format))).collect())
}

#[test]
fn neither_the_order_of_the_sources_nor_the_directory_shows_in_the_feed() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut seen = Vec::new();
    for (place, workers) in [1, 4, 1, 4].into_iter().enumerate() {
        let mut config = demo(&folder.path().join(place.to_string()), workers);
        // The config's order decides who owns what, so it stays; the order of the runs is turned round.
        let rounds = Rounds::open(config.clone());
        if place < 2 {
            seen.push(published(&rounds));
            continue;
        }
        config.organisations.reverse();
        let names = config.organisations.iter().flat_map(|o| &o.sources).map(|source| source.id.clone()).collect();
        rounds.run(names, std::sync::Arc::new(rounds::Silent));
        seen.push(snapshot(&rounds));
    }
    for other in &seen[1..] {
        assert_eq!(seen[0].0, other.0, "the ids differ");
        for (ending, bytes) in &seen[0].1 {
            assert!(bytes == &other.1[ending], "catalog.{ending} differs");
        }
    }
}

#[test]
fn a_state_that_comes_back_is_the_same_feed() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let first = published(&Rounds::open(demo(folder.path(), 2)));
    let mut config = demo(folder.path(), 2);
    config.organisations.pop();
    config.organisations.remove(1);
    let fewer = published(&Rounds::open(config));
    assert_ne!(first.0, fewer.0);
    assert_eq!(published(&Rounds::open(demo(folder.path(), 2))), first);
}
