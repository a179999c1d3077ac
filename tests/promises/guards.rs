//! What guards the feed: classes that get lost, an empty catalogue, a changed config, a mention, a second daemon.

use skord::config;
use skord::harvest::Published;
use skord::rdf::vocab::{dcat, dcterms};
use skord::store::Outcome;

use super::support::binary::{Daemon, skord};
use super::support::feed;
use super::support::region::{Region, organisation};
use super::support::rounds::Rounds;

fn catalogue(class: &str, names: &[&str]) -> String {
    let dataset = |name: &&str| format!("<https://a.se/{name}> a <{class}> ; <{}> \"{name}\"@sv .\n", dcterms::TITLE);
    names.iter().map(dataset).collect()
}

fn datasets(rounds: &Rounds) -> Vec<String> {
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    feed::instances(&published, dcat::DATASET)
}

const FOUR: [&str; 4] = ["a", "b", "c", "d"];

#[test]
fn datasets_that_lose_their_class_are_held_like_removed_ones() {
    let region = Region::new(&organisation("a", "file:a.ttl"));
    region.put("a.ttl", catalogue(dcat::DATASET, &FOUR));
    let rounds = Rounds::of(&region.config());
    rounds.round();
    region.put("a.ttl", catalogue("https://www.w3.org/ns/dcat#Dataset", &FOUR));
    let round = rounds.round();
    assert_eq!((round.runs[0].counts.held, round.runs[0].counts.updated), (4, 0));
    assert_eq!(datasets(&rounds).len(), 4);
    rounds.approve("a", round.runs[0].id).expect("it is held");
    let published = rounds.round().published;
    assert!(published.is_some_and(|published| published.is_err()), "an empty catalogue replaces no full one");
}

#[test]
fn nothing_is_published_before_a_source_has_given_anything() {
    let region = Region::new(&organisation("a", "file:a.ttl"));
    let rounds = Rounds::of(&region.config());
    assert!(matches!(rounds.round().published, Some(Ok(Published::Nothing))));
    assert!(rounds.context.store.current_snapshot().expect("the store can be read").is_none());
}

#[test]
fn a_changed_config_reads_unchanged_bytes_again() {
    let region = Region::new(&organisation("a", "file:a.ttl"));
    region.put(
        "a.ttl",
        "<https://a.se/a> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> \"A\" .",
    );
    let rounds = Rounds::of(&region.config());
    rounds.round();
    assert_eq!(rounds.round().runs[0].outcome, Outcome::Unchanged);
    drop(rounds);
    let mut config = config::load(&region.config()).expect("the config is right");
    config.organisations[0].sources[0].language = Some("sv".to_owned());
    let rounds = Rounds::open(config);
    assert_eq!(rounds.round().runs[0].outcome, Outcome::Changed);
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    let title = published.terms().find_term(skord::rdf::Term::tagged("A", "sv"));
    assert!(title.is_some(), "the text has its source's language");
}

#[test]
fn a_mention_of_the_publisher_or_of_anothers_dataset_changes_neither() {
    let region = Region::new(&(organisation("a", "file:a.ttl") + &organisation("b", "file:b.ttl")));
    let mention = |iri: &str| format!("<{iri}> <{}> \"Fel\"@sv .\n", dcterms::TITLE);
    let publisher = "https://data.example.se/id/provregionen";
    region.put(
        "a.ttl",
        catalogue(dcat::DATASET, &["a"])
            + &format!("<https://a.se/a> <{}> <{publisher}>, <https://a.se/b> .\n", dcterms::RELATION)
            + &mention(publisher)
            + &mention("https://a.se/b"),
    );
    region.put("b.ttl", catalogue(dcat::DATASET, &["b"]));
    let rounds = Rounds::of(&region.config());
    assert!(matches!(rounds.round().published, Some(Ok(Published::Snapshot(_)))));
    assert_eq!(datasets(&rounds), ["https://a.se/a", "https://a.se/b"]);
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    assert!(published.terms().find_term(skord::rdf::Term::tagged("Fel", "sv")).is_none());
}

#[test]
fn an_address_that_is_none_costs_its_statement_and_no_more() {
    let region = Region::new(&organisation("a", "file:a.ttl"));
    region.put(
        "a.ttl",
        catalogue(dcat::DATASET, &["a"])
            + "<https://a.se/a> <http://xmlns.com/foaf/0.1/page> <https://a.se/[x> ; <http://a.se/2020> 1 ; \
               <http://xmlns.com/foaf/0.1/phone> <tel:+46\\u00208> ; <http://a.se/p> \"1\"^^<http://a.se/b\\u0020c> .\n",
    );
    let rounds = Rounds::of(&region.config());
    assert!(matches!(rounds.round().published, Some(Ok(Published::Snapshot(_)))));
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    assert_eq!(feed::instances(&published, dcat::DATASET), ["https://a.se/a"]);
    assert!(published.find_iri("http://a.se/b%20c").is_some(), "what can be mended is");
    assert!(published.find_iri("https://a.se/[x").is_none() && published.find_iri("http://a.se/2020").is_none());
}

#[test]
fn a_second_daemon_and_a_missing_disk_are_refused() {
    let region = Region::new(&organisation("a", "file:a.ttl"));
    region.put("a.ttl", catalogue(dcat::DATASET, &FOUR));
    let daemon = Daemon::start(&region.config());
    let second = skord(&["run", "--config", &region.config().to_string_lossy()]);
    assert_eq!(second.code, Some(2), "{second:?}");
    assert!(second.err.contains("another skord run is at work"), "{}", second.err);
    assert!(daemon.stop("TERM").0.success());

    region.configure("Öppna data", &(organisation("a", "file:a.ttl") + "[data]\ndir = \"no/such/disk\"\n"));
    let missing = skord(&["run", "--config", &region.config().to_string_lossy()]);
    assert_eq!((missing.code, missing.err.lines().count()), (Some(2), 1), "{missing:?}");
    assert_eq!(missing.err.matches("No such file").count(), 1, "the cause is told once: {}", missing.err);
}
