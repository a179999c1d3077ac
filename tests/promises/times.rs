//! The promise of times: sources are left alone when they are to be, asked less often while they fail, and by hand always.

use std::io::{Read, Write};
use std::net::TcpListener;

use chrono::{DateTime, Timelike, Utc};
use skord::harvest::Clock;
use skord::schedule::watch;
use skord::store::{Outcome, Timestamp};
use tokio_util::sync::CancellationToken;

use super::support::binary::{poll, skord};
use super::support::origin::Origin;
use super::support::region::Region;
use super::support::rounds::{NOON, Rounds};

const DAY: i64 = 86_400;
const DATASET: &str = "<https://kommun.example.se/bad> a <http://www.w3.org/ns/dcat#Dataset> .";

/// An organisation with one source, and what is said of that beside its address.
fn organisation(url: &str, more: &str) -> String {
    format!(
        "[harvest.defaults]\ntime_zone = \"UTC\"\nschedule = \"0 * * * *\"\n[[organisation]]\nid = \"kommun\"\n\
         name = \"Kommun\"\nsource = [{{ url = \"{url}\", allow_private = [\"127.0.0.1\"]{more} }}]\n"
    )
}

fn time(timestamp: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp(timestamp, 0).expect("a time")
}

/// A window around an instant, in UTC.
fn around(at: DateTime<Utc>) -> String {
    let hour = |hour: u32| hour % 24;
    format!(", blackout = [\"{:02}:00-{:02}:00\"]", hour(at.hour() + 23), hour(at.hour() + 2))
}

fn next_due(rounds: &Rounds) -> Timestamp {
    rounds.context.store.source("kommun").expect("the store can be read").expect("it is there").next_due
}

#[test]
fn a_due_source_waits_for_the_end_of_its_window_and_its_neighbour_does_not() {
    let mut text = organisation("file:a.ttl", &around(time(NOON)));
    text.push_str("[[organisation]]\nid = \"granne\"\nname = \"Granne\"\nsource = [{ url = \"file:a.ttl\" }]\n");
    let region = Region::new(&text);
    region.put("a.ttl", DATASET);
    let rounds = Rounds::of(&region.config());
    let store = &rounds.context.store;
    let runs = |id: &str| store.runs(id, 10).expect("the store can be read");
    let stop = CancellationToken::new();
    let daemon = tokio::runtime::Runtime::new().expect("threads can be made");
    let watched = daemon.spawn(watch(rounds.context.clone(), stop.clone()));
    poll(|| runs("granne").iter().any(|run| run.outcome == Outcome::Changed).then_some(())).expect("it is harvested");
    assert_eq!(runs("kommun"), [], "both were due, and the rows were looked at in one go");
    rounds.context.clock.advance(3 * 3600);
    poll(|| runs("kommun").iter().any(|run| run.outcome == Outcome::Changed).then_some(()))
        .expect("the window is over");
    stop.cancel();
    daemon.block_on(watched).expect("it does not panic").expect("the store can be read");
}

#[test]
fn a_person_s_harvest_goes_ahead_in_a_window_and_the_log_says_so() {
    let region = Region::new(&organisation("file:a.ttl", &around(Clock::System.now())));
    region.put("a.ttl", DATASET);
    let said = skord(&["harvest", "--config", &region.config().to_string_lossy()]);
    assert!(said.err.contains("kommun: changed"), "{said:?}");
    assert!(said.err.contains("asked all the same: it is in a blackout window"), "{said:?}");
}

#[test]
fn a_source_that_fails_for_days_is_asked_less_often_and_a_restart_changes_nothing() {
    // Nobody listens there.
    let text = organisation("http://127.0.0.1:1/dcat", ", limits = { attempts = 1 }");
    let region = Region::new(&format!("start_jitter = \"0s\"\n{text}"));
    let rounds = Rounds::of(&region.config());
    let now = || rounds.context.clock.timestamp();
    let mut waits = Vec::new();
    for days in [0, 2, 2, 14, 20] {
        rounds.context.clock.advance(days * DAY);
        let round = rounds.round();
        assert_eq!(round.runs[0].code.as_deref(), Some("refused"), "{round:?}");
        waits.push(time(next_due(&rounds)).date_naive() - time(now()).date_naive());
        let planned = next_due(&rounds);
        rounds.context.adopt_sources().expect("the store can be written");
        assert_eq!(next_due(&rounds), planned, "a restart plans the same");
    }
    let days: Vec<i64> = waits.iter().map(|wait| wait.num_days()).collect();
    // Within the hour, first over midnight; then the next day, the third day, and in a week.
    assert_eq!(days, [1, 0, 1, 3, 7]);
}

#[test]
fn a_server_that_asks_to_be_left_alone_is_also_after_a_restart() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let url = format!("http://{}/dcat", listener.local_addr().expect("it is bound"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // A client that goes away is none of the server's business.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(
                b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 20000\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            );
        }
    });
    let text = organisation(&url, ", limits = { timeout = \"30s\" }");
    let region = Region::new(&format!("start_jitter = \"0s\"\n{text}"));
    let rounds = Rounds::of(&region.config());
    assert_eq!(rounds.round().runs[0].code.as_deref(), Some("status-429"));
    let planned = next_due(&rounds);
    assert_eq!(planned - rounds.context.clock.timestamp(), 20_000);
    rounds.context.clock.advance(3600);
    rounds.context.adopt_sources().expect("the store can be written");
    assert_eq!(next_due(&rounds), planned, "the restart does not forget it");
}

#[test]
fn a_source_that_works_again_is_asked_as_before() {
    let origin = Origin::start();
    let region = Region::new(&format!("start_jitter = \"0s\"\n{}", organisation(&origin.url("/dcat"), "")));
    let rounds = Rounds::of(&region.config());
    origin.say("<html>Logga in</html>", "");
    for _ in 0..3 {
        rounds.round();
        rounds.context.clock.advance(10 * DAY);
    }
    assert!(next_due(&rounds) < rounds.context.clock.timestamp());
    origin.say(DATASET, "");
    assert_eq!(rounds.round().runs[0].outcome, Outcome::Changed);
    let wait = next_due(&rounds) - rounds.context.clock.timestamp();
    assert!((1..=3600).contains(&wait), "{wait}");
}
