//! Decisions about held removals, as a coordinator makes them: on the command line and in the browser. And where things come from.

use std::fs;

use skord::config;
use skord::harvest::trace;
use skord::rdf::Term;
use skord::rdf::vocab::{dcat, dcterms};

use super::support::binary::{Daemon, Said, skord};
use super::support::feed;
use super::support::http::{self, Answer};
use super::support::region::{Region, organisation, project};
use super::support::rounds::Rounds;

fn catalogue(names: &[&str]) -> String {
    let dataset = |name: &&str| {
        let title = dcterms::TITLE;
        format!("<https://k.example.se/{name}> a <{}> ; <{title}> \"{name} åäö\"@sv .\n", dcat::DATASET)
    };
    names.iter().map(dataset).collect()
}

/// A region of one source that had four datasets and has two, harvested twice.
fn region_that_lost_half() -> Region {
    let region = Region::new(&organisation("kommun", "file:a.ttl"));
    region.put("a.ttl", catalogue(&["a", "b", "c", "d"]));
    assert!(said(&region, "harvest", &[]).out.contains("4 datasets"));
    region.put("a.ttl", catalogue(&["a", "b"]));
    region
}

fn said(region: &Region, command: &str, rest: &[&str]) -> Said {
    let config = region.config();
    let mut arguments = vec![command, "--config", config.to_str().expect("the folder's name is UTF-8")];
    arguments.extend(rest);
    skord(&arguments)
}

#[test]
fn the_coordinator_approves_on_the_command_line_what_the_harvest_held() {
    let region = region_that_lost_half();
    let harvested = said(&region, "harvest", &[]);
    assert!(
        harvested.out.contains("2 of 4 datasets") && harvested.out.contains("skord approve kommun 2"),
        "{harvested:?}"
    );
    let held = said(&region, "held", &[]);
    assert_eq!(held.code, Some(1), "{held:?}");
    assert!(held.out.contains("https://k.example.se/c  c åäö") && !held.out.contains("k.example.se/a"), "{}", held.out);
    assert_eq!(said(&region, "held", &["nobody"]).code, Some(2));

    let wrong = said(&region, "approve", &["kommun", "1"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""), "{wrong:?}");
    assert!(wrong.err.contains("run 1 has no removals") && wrong.err.contains("that of run 2"), "{}", wrong.err);
    assert_eq!(said(&region, "approve", &["nobody", "2"]).code, Some(2));

    let approved = said(&region, "approve", &["kommun", "2", "--by", "Eva"]);
    assert_eq!(approved.code, Some(0), "{approved:?}");
    assert!(
        approved.out.contains("2 resources of kommun leave") && approved.out.contains("2 datasets"),
        "{}",
        approved.out
    );
    assert_eq!(said(&region, "held", &[]).out, "Nothing is held\n");
    let traced = said(&region, "trace", &["https://k.example.se/c"]);
    assert!(traced.out.contains("left the feed") && traced.out.contains("after run 2 (approved)"), "{}", traced.out);
    let there = said(&region, "trace", &["https://k.example.se/a"]);
    assert!(
        there.out.contains("source kommun, Dataset") && there.out.contains("found first by run 1"),
        "{}",
        there.out
    );
    assert_eq!(said(&region, "trace", &["https://k.example.se/nothing"]).code, Some(1));
    assert_eq!(said(&region, "conflicts", &[]).code, Some(0));
}

#[test]
fn what_is_rejected_stays_in_the_feed_and_is_listed_as_that() {
    let region = region_that_lost_half();
    said(&region, "harvest", &[]);
    assert_eq!(said(&region, "reject", &["kommun", "2"]).code, Some(0));
    let held = said(&region, "held", &[]);
    assert_eq!(held.code, Some(0), "nothing waits for a decision");
    assert!(held.out.contains("somebody rejected their removal"), "{}", held.out);
    assert!(said(&region, "harvest", &[]).out.contains("4 datasets stays"), "they are in the feed");
}

#[test]
fn an_operator_decides_in_the_browser_and_the_daemon_publishes() {
    let region = region_that_lost_half();
    said(&region, "harvest", &[]);
    fs::write(region.config().with_file_name("token"), "a-token-of-the-operator").expect("the folder can be written");
    let text = fs::read_to_string(region.config()).expect("it is there");
    let with_token = text.replace("[server]", "[server]\n            operator_token = { file = \"token\" }");
    fs::write(region.config(), with_token).expect("the folder can be written");
    let daemon = Daemon::start(&region.config());
    let before = daemon.feed_other_than("");

    let path = "/beslut/kommun/2";
    let page = http::get(daemon.address, path, &[]).text();
    assert!(
        page.contains("2 av 4 datamängder") && page.contains("c åäö") && page.contains("value=\"approve\""),
        "{page}"
    );
    assert_eq!(http::get(daemon.address, "/beslut/kommun/1", &[]).status, 404, "nothing was ever held under that run");
    let organisation = http::get(daemon.address, "/organisationer/kommun", &[]).text();
    assert!(organisation.contains("href=\"/beslut/kommun/2\""), "{organisation}");
    assert!(http::get(daemon.address, "/en/", &[]).text().contains("href=\"/en/beslut/kommun/2\""));

    let post = |headers: &[(&str, &str)], body: &str| -> Answer { http::post(daemon.address, path, headers, body) };
    let approve = "decision=approve&by=Eva+%3Cb%3E";
    let unasked = post(&[], approve);
    assert_eq!((unasked.status, unasked.header("www-authenticate").starts_with("Basic ")), (401, true));
    let token = ("Authorization", "Bearer a-token-of-the-operator");
    assert_eq!(post(&[("Authorization", "Bearer wrong")], approve).status, 401);
    assert_eq!(post(&[token, ("Origin", "https://evil.example")], approve).status, 403);
    assert_eq!(post(&[token, ("Sec-Fetch-Site", "cross-site")], approve).status, 403);
    assert_eq!(post(&[token], "decision=perhaps").status, 400);
    assert_eq!(http::post(daemon.address, "/beslut/nobody/2", &[token], approve).status, 404);

    let tries: Vec<u16> = (0..12).map(|_| post(&[("Authorization", "Bearer guess")], approve).status).collect();
    assert_eq!((tries[0], tries[11]), (401, 429), "who guesses is told to wait, and shuts nobody else out");

    // The password of any user, as a browser sends it.
    let basic = ("Authorization", "Basic ZXZhOmEtdG9rZW4tb2YtdGhlLW9wZXJhdG9y");
    let decided = post(&[basic, ("Origin", "http://localhost")], approve);
    assert_eq!((decided.status, decided.header("location")), (303, "/organisationer/kommun#missing"));
    daemon.feed_other_than(&before);
    let page = http::get(daemon.address, "/organisationer/kommun", &[]).text();
    assert!(page.contains("Beslutat av Eva &lt;b&gt;."), "{page}");
    assert_eq!(post(&[token], approve).status, 409, "it was decided already");
    assert!(http::get(daemon.address, path, &[]).text().contains("inget att besluta om längre"));
}

#[test]
fn nobody_decides_in_the_browser_without_a_token_in_the_config() {
    let region = region_that_lost_half();
    said(&region, "harvest", &[]);
    let daemon = Daemon::start(&region.config());
    daemon.feed_other_than("");
    let page = http::get(daemon.address, "/en/beslut/kommun/2", &[]).text();
    assert!(page.contains("skord approve kommun 2") && !page.contains("<form"), "{page}");
    let answer = http::post(daemon.address, "/beslut/kommun/2", &[("Authorization", "Bearer ")], "decision=approve");
    assert_eq!(answer.status, 403);
}

#[test]
fn every_statement_of_the_feed_can_be_traced_to_a_source_and_a_run() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut config = config::load(&project("config/demo.toml")).expect("the demo's config loads");
    config.data_dir = folder.path().to_owned();
    let rounds = Rounds::open(config);
    rounds.round();
    let own = format!("{}/catalog", rounds.context.config.region.base_url);
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    let mut traced = 0;
    for subject in published.subject_ids() {
        // What has no name is inside what has: its statements come from where those do.
        let Term::Iri(iri) = published.term(subject) else { continue };
        if iri == own || iri == rounds.context.config.region.publisher.iri {
            continue;
        }
        let trace = trace(&rounds.context, iri).expect("the store can be read");
        let shown = trace.descriptions.first().unwrap_or_else(|| panic!("nobody describes {iri}"));
        assert!(!shown.is_filtered && shown.run.is_some() && !shown.documents.is_empty(), "{iri}: {shown:?}");
        traced += 1;
    }
    assert!(traced > 100, "{traced}");
}
