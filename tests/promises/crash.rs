//! Crashes: whenever the process ends, the old feed is served at the next start and the work is taken up again.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use skord::publish::file_path;
use skord::store::{Outcome, Store};

use super::support::binary::{Daemon, command, poll, skord};
use super::support::http::get;
use super::support::origin::Origin;
use super::support::region::{Region, organisation};

fn catalogue(name: &str, title: &str) -> String {
    format!(
        "<https://{name}.example.se/data> a <http://www.w3.org/ns/dcat#Dataset> ;\n\
         <http://purl.org/dc/terms/title> \"{title}\"@sv ; <http://purl.org/dc/terms/description> \"Beskrivning\"@sv .\n"
    )
}

fn store(region: &Region) -> Store {
    Store::open(&region.data().join("skord.db")).expect("the database is whole")
}

/// A region with a file and a server, once harvested and published by a daemon that then stopped cleanly.
fn harvested(origin: &Origin) -> (Region, String) {
    let region = Region::new(&(organisation("fil", "file:fil.ttl") + &organisation("server", &origin.url("/dcat"))));
    region.put("fil.ttl", catalogue("fil", "Fil"));
    origin.say(&catalogue("server", "Ett"), "\"ett\"");
    let daemon = Daemon::start(&region.config());
    let etag = daemon.feed_other_than("");
    let (status, log) = daemon.stop("TERM");
    assert!(status.success(), "{status}:\n{log}");
    (region, etag)
}

/// Makes both sources due, with news from both; the server stops in the middle of its own.
fn news(region: &Region, origin: &Origin) {
    let store = store(region);
    for source in ["fil", "server"] {
        store.set_next_due(source, 0).expect("the store can be written");
    }
    origin.stall(&catalogue("server", "Två"), "\"tva\"");
}

fn outcomes(region: &Region, source: &str) -> Vec<Outcome> {
    let runs = store(region).runs(source, 10).expect("the store can be read");
    runs.into_iter().map(|run| run.outcome).collect()
}

#[test]
fn a_process_that_is_killed_in_a_harvest_takes_it_up_again() {
    let origin = Origin::start();
    let (region, old) = harvested(&origin);
    news(&region, &origin);
    let daemon = Daemon::start(&region.config());
    assert_eq!(get(daemon.address, "/catalog.nt", &[]).header("etag"), old, "the old feed is served at once");
    origin.wait_for_request(2);
    assert_eq!(outcomes(&region, "server")[0], Outcome::Running);
    daemon.kill();

    let daemon = Daemon::start(&region.config());
    let answer = get(daemon.address, "/catalog.nt", &[]);
    assert_eq!((answer.status, answer.header("etag")), (200, &*old), "the old feed is served at once");
    origin.wait_for_request(3);
    assert_eq!(outcomes(&region, "server")[1], Outcome::Interrupted);
    origin.say(&catalogue("server", "Två"), "\"tva\"");
    daemon.feed_other_than(&old);
    assert!(get(daemon.address, "/catalog.nt", &[]).text().contains("\"Två\"@sv"));
    assert_eq!(outcomes(&region, "server"), [Outcome::Changed, Outcome::Interrupted, Outcome::Changed]);
    let (status, log) = daemon.stop("TERM");
    assert!(status.success(), "{status}:\n{log}");
}

#[test]
fn a_process_that_is_told_to_stop_in_a_harvest_stops_and_takes_it_up_again() {
    let origin = Origin::start();
    let (region, old) = harvested(&origin);
    news(&region, &origin);
    let daemon = Daemon::start(&region.config());
    origin.wait_for_request(2);
    let asked = Instant::now();
    let (status, log) = daemon.stop("TERM");
    assert!(status.success(), "{status}:\n{log}");
    assert!(asked.elapsed() < Duration::from_secs(10), "it waited for the server");
    assert_eq!(outcomes(&region, "server")[0], Outcome::Interrupted);
    let row = store(&region).source("server").expect("the store can be read").expect("it is known");
    assert_eq!(row.failures, 0, "nothing is wrong with the server");

    origin.say(&catalogue("server", "Två"), "\"tva\"");
    let daemon = Daemon::start(&region.config());
    daemon.feed_other_than(&old);
    assert!(get(daemon.address, "/catalog.nt", &[]).text().contains("\"Två\"@sv"));
}

#[test]
fn a_client_that_never_ends_its_request_does_not_hold_the_process() {
    let region = Region::new(&organisation("fil", "file:fil.ttl"));
    region.put("fil.ttl", catalogue("fil", "Fil"));
    let config = fs::read_to_string(region.config()).expect("it is there");
    let hasty = config.replace("[harvest]", "[harvest]\nshutdown_deadline = \"3s\"");
    fs::write(region.config(), hasty).expect("it can be written");
    let daemon = Daemon::start(&region.config());
    daemon.feed_other_than("");
    let mut stream = TcpStream::connect(daemon.address).expect("it listens");
    stream.write_all(b"GET /catalog HTTP/1.1\r\nHost: localhost\r\n").expect("it listens");
    // Another client's answer shows that the server has taken the first one's connection.
    assert_eq!(get(daemon.address, "/health/live", &[]).status, 200);
    let (status, log) = daemon.stop("INT");
    assert!(status.success(), "{status}:\n{log}");
}

#[test]
fn killed_while_publishing_the_old_feed_or_the_new_one_is_whole() {
    let organisation = organisation("kommun", "file:feed.ttl");
    let region = Region::new(&organisation);
    let datasets: String = (0..600).map(|n| catalogue(&format!("kommun{n}"), &format!("Data {n}"))).collect();
    region.put("feed.ttl", datasets);
    let path = region.config().to_string_lossy().into_owned();
    let first = skord(&["harvest", "--config", &path]);
    assert_eq!(first.code, Some(1), "{first:?}");
    let snapshots = region.data().join("snapshots");
    let size = size_below(&snapshots);

    let deadline = Instant::now() + Duration::from_secs(20);
    let mut seen_drafts = 0;
    for kill in 0..10 {
        // Another title makes another feed of the same source, so that the time goes into publishing.
        region.configure(&format!("Titel {kill}"), &organisation);
        let before = drafts(&snapshots);
        let mut child = harvest(&path);
        let part = size / 12 * kill;
        let written = || drafts(&snapshots).difference(&before).map(|draft| size_below(draft)).max();
        let begun = poll(|| written().filter(|size| *size >= part).or(ended(&mut child)));
        assert!(begun.is_some(), "it neither publishes nor ends");
        if kill % 3 == 2 {
            // Into the reading back, the renaming and the row.
            std::thread::park_timeout(Duration::from_millis(kill * 7));
        }
        child.kill().expect("it is ours");
        child.wait().expect("it ends");
        seen_drafts += drafts(&snapshots).difference(&before).count();
        whole(&region);
        if Instant::now() > deadline {
            break;
        }
    }
    assert!(seen_drafts > 0, "no kill came while publishing");

    region.configure("Sist", &organisation);
    let last = skord(&["harvest", "--config", &path]);
    assert_eq!(last.code, Some(1), "{last:?}");
    whole(&region);
    let store = store(&region);
    let mut left: Vec<String> = fs::read_dir(&snapshots)
        .expect("it is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, store.snapshot_ids().expect("the store can be read"), "nothing lies about");
    let id = store.current_snapshot().expect("the store can be read").expect("it is there").id;

    let fresh = Region::new(&organisation);
    fresh.configure("Sist", &organisation);
    fresh.put("feed.ttl", fs::read(region.files().join("feed.ttl")).expect("it is there"));
    let untroubled = skord(&["harvest", "--config", &fresh.config().to_string_lossy()]);
    assert!(untroubled.out.contains(&id), "the feed is that of a region without crashes: {untroubled:?}");
}

fn harvest(config: &str) -> Child {
    let mut command = command(&["harvest", "--config", config]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the binary runs")
}

/// Zero bytes when the process has ended.
fn ended(child: &mut Child) -> Option<u64> {
    child.try_wait().expect("it can be waited for").map(|_| 0)
}

/// The drafts that lie there. Files come and go while this looks.
fn drafts(snapshots: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(snapshots).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(".draft-"))
        .map(|entry| entry.path())
        .collect()
}

fn size_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let size = |entry: fs::DirEntry| match entry.path().is_dir() {
        true => size_below(&entry.path()),
        false => entry.metadata().map_or(0, |meta| meta.len()),
    };
    entries.map(size).sum()
}

/// The current snapshot's files are there, and are what the store says.
fn whole(region: &Region) {
    let snapshot = store(region).current_snapshot().expect("the store can be read").expect("it is there");
    assert_eq!((snapshot.datasets, snapshot.files.len()), (600, 4));
    for file in &snapshot.files {
        let path = file_path(&region.data().join("snapshots"), &snapshot.id, &file.format);
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((bytes.len() as u64, hash), (file.bytes, file.sha256.clone()), "{}", path.display());
    }
}
