//! Waiting, and its end.

use std::time::Duration;

use skord::fetch::{FetchError, Phase};

use crate::ask::{Got, ask, ask_once, ask_under, once, seconds};
use crate::server::step::{Step, answer, head, open_head, turtle};
use crate::server::{Found, Transport, Web};

fn assert_timeout(got: &Got, phase: Phase, limit: u64) {
    let limit = seconds(limit);
    match got.error() {
        FetchError::Timeout { phase: found, limit: told, .. } => assert_eq!((*found, *told), (phase, limit)),
        other => panic!("{other:?}"),
    }
    assert!(got.took >= limit && got.took <= limit + seconds(1), "{phase:?} after {:?}", got.took);
}

#[test]
fn a_name_server_that_does_not_answer_is_left() {
    let mut web = Web::new();
    web.names().put("data.example.se", &[Found::Never]);
    let got = ask_once(&mut web, &reqwest::Url::parse("http://data.example.se/").unwrap());
    assert_timeout(&got, Phase::Name, 10);
    assert_eq!(got.code(), "timeout-name");
}

#[test]
fn a_connection_that_does_not_come_about_is_left() {
    let mut web = Web::new();
    let address = web.black_hole();
    let url = reqwest::Url::parse(&format!("http://{address}/")).unwrap();
    let got = ask_once(&mut web, &url);
    assert_timeout(&got, Phase::Connect, 10);
    assert_eq!(got.code(), "timeout-connect");
    web.names().lead("data.example.se", address.ip());
    let by_name = reqwest::Url::parse(&format!("http://data.example.se:{}/", address.port())).unwrap();
    assert_timeout(&ask_once(&mut web, &by_name), Phase::Connect, 10);
}

#[test]
fn a_handshake_that_stalls_is_left() {
    let mut web = Web::new();
    let server = web.serve(Transport::Begun, |_, _| vec![Step::Stall]);
    let got = ask_once(&mut web, &server.at_port("https://127.0.0.1", "/"));
    assert_timeout(&got, Phase::Tls, 10);
    assert_eq!((got.code(), server.connections()), ("timeout-tls", 1));
}

#[test]
fn a_server_that_does_not_begin_its_answer_is_left_and_tried_again() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![Step::Stall]);
    let got = ask_once(&mut web, &server.url("/"));
    assert_timeout(&got, Phase::Head, 40);
    assert_eq!((got.code(), server.seen().len()), ("timeout-head", 1));
    let server = web.plain(|_, n| if n == 1 { vec![Step::Stall] } else { turtle("x") });
    let got = ask(&mut web, &server.url("/"));
    assert!(got.took >= seconds(40) && got.took < seconds(43), "{:?}", got.took);
    assert_eq!((got.text(), server.seen().len()), ("x".to_owned(), 2));
}

#[test]
fn a_head_that_stops_is_left() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![Step::Send(open_head("200 OK", &[("a", "b")]).into_bytes()), Step::Stall]);
    assert_timeout(&ask_once(&mut web, &server.url("/")), Phase::Head, 40);
}

#[test]
fn a_head_that_drips_is_left() {
    let mut web = Web::new();
    let server =
        web.plain(|_, _| vec![Step::Drip(open_head("200 OK", &[("a", &"b".repeat(1_000))]).into_bytes(), seconds(1))]);
    assert_timeout(&ask_once(&mut web, &server.url("/")), Phase::Head, 40);
}

#[test]
fn a_body_that_stalls_is_left_and_not_tried_again() {
    let mut web = Web::new();
    let server =
        web.plain(|_, _| vec![head("200 OK", &[("content-length", "100")]), Step::Send(vec![b'x'; 50]), Step::Stall]);
    let got = ask(&mut web, &server.url("/"));
    assert_timeout(&got, Phase::Body, 30);
    assert_eq!((got.code(), server.seen().len()), ("timeout-body", 1));
}

#[test]
fn a_slow_drip_ends_after_a_minute() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![head("200 OK", &[]), Step::Drip(vec![b'x'; 1_000_000], seconds(1))]);
    let got = ask(&mut web, &server.url("/"));
    assert!(matches!(got.error(), FetchError::TooSlow { limit: 1_000, .. }), "{:?}", got.answer);
    assert!(got.took >= seconds(60) && got.took < seconds(62), "{:?}", got.took);
    assert_eq!((got.code(), server.seen().len()), ("too-slow", 1));
}

#[test]
fn a_drip_just_below_the_time_between_bytes_ends_too() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![head("200 OK", &[]), Step::Drip(vec![b'x'; 1_000], seconds(29))]);
    let got = ask(&mut web, &server.url("/"));
    assert_eq!(got.code(), "too-slow");
    assert!(got.took < seconds(90), "{:?}", got.took);
}

#[test]
fn a_body_that_begins_well_and_then_drips_ends_after_another_minute() {
    let mut web = Web::new();
    let server = web.plain(|_, _| {
        vec![
            head("200 OK", &[]),
            Step::Drip(vec![b'x'; 30], seconds(1)),
            Step::Send(vec![b'x'; 1_000_000]),
            Step::Drip(vec![b'x'; 1_000], seconds(1)),
        ]
    });
    let got = ask(&mut web, &server.url("/"));
    assert_eq!(got.code(), "too-slow");
    assert!(got.took >= seconds(120) && got.took < seconds(123), "{:?}", got.took);
}

#[test]
fn slow_is_not_too_slow() {
    let mut web = Web::new();
    let server = web.plain(|_, _| {
        let mut steps = vec![head("200 OK", &[])];
        for _ in 0..20 {
            steps.extend([Step::Wait(seconds(10)), Step::Send(vec![b'x'; 15_000])]);
        }
        steps
    });
    let got = ask(&mut web, &server.url("/"));
    assert!(got.took >= seconds(200), "{:?}", got.took);
    assert_eq!(got.fetched().body.len(), 300_000);
    // The operator may know of a slower one.
    let server = web.plain(|_, _| vec![head("200 OK", &[]), Step::Drip(vec![b'x'; 100], seconds(5))]);
    let mut terms = web.terms();
    terms.limits.speed = 0;
    assert_eq!(ask_under(&mut web, terms, &server.url("/")).fetched().body.len(), 100);
}

#[test]
fn everything_together_has_an_end() {
    let mut web = Web::new();
    // Fast enough at every look, and without end.
    let server = web.plain(|_, _| {
        let mut steps = vec![head("200 OK", &[])];
        for _ in 0..1_000 {
            steps.extend([Step::Wait(seconds(10)), Step::Send(vec![b'x'; 15_000])]);
        }
        steps
    });
    let got = ask(&mut web, &server.url("/"));
    assert_timeout(&got, Phase::Whole, 600);
    assert_eq!((got.code(), server.seen().len()), ("timeout", 1));
}

#[test]
fn redirects_share_one_deadline() {
    let mut web = Web::new();
    let server = web.plain(|_, _| {
        let mut steps = vec![Step::Wait(seconds(25))];
        steps.extend(answer("302 Found", &[("location", "/")], ""));
        steps
    });
    let mut terms = web.terms();
    terms.limits.timeout = seconds(60);
    let got = ask_under(&mut web, terms, &server.url("/"));
    assert_timeout(&got, Phase::Whole, 60);
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn whoever_stops_does_not_wait() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![Step::Stall]);
    let (stop, terms, url, fetcher) = (web.stop().clone(), once(&web), server.url("/"), web.fetcher());
    type Work = Box<dyn FnOnce() -> (&'static str, Duration) + Send>;
    let asks: Work = Box::new(move || {
        let begin = tokio::time::Instant::now();
        let error = fetcher.session(terms).unwrap().get(&skord::fetch::Request::new(&url)).unwrap_err();
        (error.code(), begin.elapsed())
    });
    let stops: Work = Box::new(move || {
        let begin = tokio::time::Instant::now();
        tokio::runtime::Handle::current().block_on(tokio::time::sleep(seconds(5)));
        stop.cancel();
        ("", begin.elapsed())
    });
    let (code, took) = web.run_all(vec![asks, stops]).remove(0);
    assert_eq!(code, "stopped");
    assert!(took < seconds(6), "{took:?}");
}
