//! Several requests: of one run, and of many.

use std::time::Duration;

use skord::fetch::{Event, Fetcher, Phase, Politeness, Request, Terms};
use tokio::time::Instant;

use crate::ask::seconds;
use crate::server::step::{Step, answer, answer_and_stay, redirect, turtle};
use crate::server::{OPEN, Web};

/// One request in a session of its own, as a code and a time.
fn one(fetcher: &Fetcher, terms: Terms, url: &reqwest::Url) -> (&'static str, Duration) {
    let begin = Instant::now();
    let answer = fetcher.session(terms).expect("a session").get(&Request::new(url));
    (answer.map_or_else(|error| error.code(), |_| "ok"), begin.elapsed())
}

#[test]
fn all_requests_of_a_run_share_its_time() {
    let mut web = Web::new();
    let server = web.plain(|_, _| {
        let mut steps = vec![Step::Wait(seconds(20))];
        steps.extend(turtle("x"));
        steps
    });
    let (fetcher, mut terms, url) = (web.fetcher(), web.terms(), server.url("/"));
    terms.limits.timeout = seconds(50);
    let (answers, took) = web.run(move || {
        let begin = Instant::now();
        let mut session = fetcher.session(terms).unwrap();
        let answers: Vec<_> =
            (0..5).map(|_| session.get(&Request::new(&url)).map_or_else(|error| error.code(), |_| "ok")).collect();
        (answers, begin.elapsed())
    });
    assert_eq!(answers, ["ok", "ok", "timeout", "timeout", "timeout"]);
    assert!(took >= seconds(50) && took < seconds(52), "{took:?}");
    assert_eq!(server.seen().len(), 3, "nothing is asked after the end");
}

#[test]
fn a_run_keeps_its_connection() {
    let mut web = Web::new();
    // The pause lets the connection come to rest before the next request.
    web.settings().politeness.pause = seconds(1);
    let server = web.plain(|request, _| answer_and_stay("200 OK", &[], request.path()));
    let (fetcher, terms, urls) = (web.fetcher(), web.terms(), [1, 2, 3].map(|n| server.url(&format!("/{n}"))));
    web.run(move || {
        let mut session = fetcher.session(terms).unwrap();
        for url in &urls {
            session.get(&Request::new(url)).unwrap();
        }
    });
    assert_eq!((server.seen().len(), server.connections()), (3, 1));
}

#[test]
fn a_host_is_asked_by_all_runs_together_at_the_pace_of_the_config() {
    let mut web = Web::new();
    web.settings().politeness = Politeness { at_once: 2, pause: seconds(3) };
    web.names().lead("data.example.se", OPEN);
    let server = web.plain(|_, _| {
        let mut steps = vec![Step::Wait(seconds(10))];
        steps.extend(turtle("x"));
        steps
    });
    let (terms, url) = (web.terms(), server.at_port("http://data.example.se", "/"));
    let fetcher = std::sync::Arc::new(web.fetcher());
    let works = (0..6).map(|_| {
        let (fetcher, terms, url) = (fetcher.clone(), terms.clone(), url.clone());
        move || one(&fetcher, terms, &url)
    });
    let done = web.run_all(works.collect());
    assert!(done.iter().all(|(code, _)| *code == "ok"), "{done:?}");
    let begins: Vec<_> = server.seen().iter().map(|seen| seen.at).collect();
    for pair in begins.windows(2) {
        assert!(pair[1] - pair[0] >= seconds(3), "a pause between two: {begins:?}");
    }
    for three in begins.windows(3) {
        assert!(three[2] - three[0] >= seconds(10 + 3), "no three at once, and a pause after an end: {begins:?}");
    }
    assert!(*begins.last().unwrap() - begins[0] < seconds(45), "and no longer than that takes");
}

#[test]
fn a_neighbour_does_not_wait_for_a_host_that_hangs() {
    let mut web = Web::new();
    web.settings().politeness = Politeness { at_once: 1, pause: seconds(1) };
    for name in ["slow.example.se", "quick.example.se"] {
        web.names().lead(name, OPEN);
    }
    let slow = web.plain(|_, _| vec![Step::Stall]);
    let quick = web.plain(|_, _| turtle("x"));
    let fetcher = std::sync::Arc::new(web.fetcher());
    let terms = web.terms();
    let urls = [slow.at_port("http://slow.example.se", "/"), quick.at_port("http://quick.example.se", "/")];
    let works = urls.map(|url| {
        let (fetcher, terms) = (fetcher.clone(), terms.clone());
        move || one(&fetcher, terms, &url)
    });
    let done = web.run_all(works.into());
    assert_eq!((done[0].0, done[1].0), ("timeout-head", "ok"));
    assert!(done[0].1 > seconds(160) && done[1].1 < seconds(2), "{done:?}");
}

#[test]
fn a_turn_at_a_host_has_a_deadline_before_and_after_the_run_has_begun() {
    let mut web = Web::new();
    web.settings().politeness = Politeness { at_once: 1, pause: Duration::ZERO };
    for name in ["data.example.se", "busy.example.se"] {
        web.names().lead(name, OPEN);
    }
    // One run after the other holds the only place at the host to which another run is redirected.
    let busy = web.plain(|_, _| vec![Step::Wait(seconds(30)), Step::Stall]);
    let there = busy.at_port("http://busy.example.se", "/");
    let to = there.clone();
    let server = web.plain(move |_, _| {
        let mut steps = vec![Step::Wait(seconds(1))];
        steps.extend(redirect("302 Found", to.as_str()));
        steps
    });
    let fetcher = std::sync::Arc::new(web.fetcher());
    let mut works = Vec::new();
    let here = server.at_port("http://data.example.se", "/");
    for (url, timeout) in [(here, 20), (there.clone(), 600), (there.clone(), 600), (there, 25)] {
        let (fetcher, mut terms) = (fetcher.clone(), crate::ask::once(&web));
        terms.limits.timeout = seconds(timeout);
        works.push(move || one(&fetcher, terms, &url));
    }
    let done = web.run_all(works);
    assert_eq!((done[0].0, done[3].0), ("timeout-turn", "timeout-turn"));
    assert!(done[0].1 >= seconds(20) && done[0].1 < seconds(22), "{done:?}");
    assert!(done[3].1 >= seconds(25) && done[3].1 < seconds(27), "{done:?}");
}

#[test]
fn the_trace_tells_the_way() {
    let mut web = Web::new();
    for name in ["a.example.se", "b.example.se"] {
        web.names().lead(name, OPEN);
    }
    let last = web.plain(|_, n| if n == 1 { answer("503 Service Unavailable", &[], "") } else { turtle("x") });
    let to = last.at_port("http://b.example.se", "/");
    let first = web.plain(move |_, _| redirect("301 Moved Permanently", to.as_str()));
    let got = crate::ask::ask(&mut web, &first.at_port("http://a.example.se", "/"));
    let told: Vec<String> = got
        .events
        .iter()
        .map(|event| match event {
            Event::Request { url } => format!("ask {}", &url[7..8]),
            Event::Resolving { name } => format!("name {}", &name[..1]),
            Event::Resolved { addresses } => format!("at {}", addresses[0]),
            Event::Head { status, version, .. } => format!("{status} {version}"),
            Event::Body { bytes, .. } => format!("{bytes} bytes"),
            other => format!("{other:?}"),
        })
        .collect();
    let hop = |name: &str, status: u16| {
        [format!("ask {name}"), format!("name {name}"), "at 127.0.0.1".to_owned(), format!("{status} HTTP/1.1")]
    };
    let mut expected = [hop("a", 301), hop("b", 503), hop("a", 301), hop("b", 200)].concat();
    expected.push("1 bytes".to_owned());
    assert_eq!(told, expected);
}

#[test]
fn phases_are_in_the_order_in_which_they_happen() {
    let phases = [Phase::Name, Phase::Connect, Phase::Tls, Phase::Head, Phase::Body, Phase::Whole];
    assert!(phases.is_sorted());
}
