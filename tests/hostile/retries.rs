//! Trying again.

use std::time::{Duration, SystemTime};

use skord::fetch::{FetchError, Terms};

use crate::ask::{ask, ask_under, seconds};
use crate::server::step::{answer, turtle};
use crate::server::{Server, Web};

/// A server that answers with this status and `Retry-After` so many times before it answers well.
fn busy(web: &mut Web, status: &'static str, headers: &'static [(&'static str, &'static str)], times: usize) -> Server {
    web.plain(move |_, n| if n <= times { answer(status, headers, "later") } else { turtle("x") })
}

/// The times between the requests.
fn pauses(server: &Server) -> Vec<Duration> {
    server.seen().windows(2).map(|pair| pair[1].at - pair[0].at).collect()
}

#[test]
fn a_passing_failure_is_tried_again_after_growing_pauses() {
    for status in [
        "500 Oops",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
        "408 Request Timeout",
        "425 Too Early",
        "429 Too Many Requests",
    ] {
        let mut web = Web::new();
        let server = busy(&mut web, status, &[], 3);
        let got = ask(&mut web, &server.url("/"));
        assert_eq!(got.text(), "x", "{status}");
        let pauses = pauses(&server);
        assert_eq!(pauses.len(), 3);
        for (pause, most) in pauses.iter().zip([2, 4, 8]) {
            assert!(*pause <= seconds(most) + Duration::from_millis(1_500), "{pauses:?}");
        }
    }
}

#[test]
fn four_attempts_are_enough() {
    let mut web = Web::new();
    let server = busy(&mut web, "503 Service Unavailable", &[], 4);
    let got = ask(&mut web, &server.url("/"));
    assert!(matches!(got.error(), FetchError::Status { status: 503, retry_after: None, .. }), "{:?}", got.answer);
    assert_eq!((got.code(), server.seen().len()), ("status-500", 4));
    let server = busy(&mut web, "503 Service Unavailable", &[], 4);
    let mut terms = web.terms();
    terms.limits.attempts = 5;
    assert_eq!(ask_under(&mut web, terms, &server.url("/")).text(), "x");
    let server = busy(&mut web, "503 Service Unavailable", &[], 4);
    let mut terms = web.terms();
    terms.limits.attempts = 0;
    assert!(ask_under(&mut web, terms, &server.url("/")).answer.is_err());
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn what_will_not_pass_is_not_tried_again() {
    for (status, code) in [
        ("400 Bad Request", "status"),
        ("401 Unauthorized", "status-403"),
        ("403 Forbidden", "status-403"),
        ("404 Not Found", "status-404"),
        ("405 Method Not Allowed", "status"),
        ("406 Not Acceptable", "status"),
        ("410 Gone", "status-410"),
        ("412 Precondition Failed", "status"),
        ("451 Unavailable For Legal Reasons", "status"),
        ("204 No Content", "status"),
        ("206 Partial Content", "status"),
        ("999 Odd", "status"),
    ] {
        let mut web = Web::new();
        let server = web.plain(move |_, _| answer(status, &[("retry-after", "1")], ""));
        let got = ask(&mut web, &server.url("/"));
        assert_eq!((got.code(), server.seen().len()), (code, 1), "{status}");
    }
}

#[test]
fn a_flapping_server_is_met_when_it_works() {
    let mut web = Web::new();
    let server = web.plain(|_, n| if n % 2 == 1 { answer("500 Oops", &[], "") } else { turtle("x") });
    for round in 1..=3 {
        assert_eq!(ask(&mut web, &server.url("/")).text(), "x");
        assert_eq!(server.seen().len(), 2 * round);
    }
}

#[test]
fn seconds_that_a_server_asks_for_are_given() {
    let mut web = Web::new();
    let server = busy(&mut web, "429 Too Many Requests", &[("retry-after", "120")], 2);
    assert_eq!(ask(&mut web, &server.url("/")).text(), "x");
    for pause in pauses(&server) {
        assert!(pause >= seconds(120) && pause < seconds(123), "{pause:?}");
    }
}

#[test]
fn a_date_is_read_by_the_servers_own_clock() {
    let mut web = Web::new();
    let headers = &[("date", "Wed, 25 Nov 2026 02:00:00 GMT"), ("retry-after", "Wed, 25 Nov 2026 02:01:30 GMT")];
    let server = busy(&mut web, "503 Service Unavailable", headers, 1);
    // Our own clock is a year behind.
    let mut terms = web.terms();
    terms.now = httpdate::parse_http_date("Tue, 25 Nov 2025 02:00:00 GMT").ok();
    assert_eq!(ask_under(&mut web, terms, &server.url("/")).text(), "x");
    let pause = pauses(&server)[0];
    assert!(pause >= seconds(90) && pause < seconds(93), "{pause:?}");
}

#[test]
fn a_date_without_a_clock_is_read_by_ours() {
    let mut web = Web::new();
    let server = busy(&mut web, "429 Too Many Requests", &[("retry-after", "Wed, 25 Nov 2026 02:01:30 GMT")], 1);
    let mut terms = web.terms();
    terms.now = Some(httpdate::parse_http_date("Wed, 25 Nov 2026 02:01:00 GMT").expect("a date"));
    assert_eq!(ask_under(&mut web, terms, &server.url("/")).text(), "x");
    let pause = pauses(&server)[0];
    assert!(pause >= seconds(30) && pause < seconds(33), "{pause:?}");
}

#[test]
fn a_time_beyond_the_deadline_is_told_and_not_waited_for() {
    for value in ["700", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let mut web = Web::new();
        let server = web.plain(move |_, _| answer("429 Too Many Requests", &[("retry-after", value)], ""));
        let mut terms = web.terms();
        terms.now = Some(SystemTime::UNIX_EPOCH);
        let got = ask_under(&mut web, terms, &server.url("/"));
        assert!(
            matches!(got.error(), FetchError::Status { status: 429, retry_after: Some(_), .. }),
            "{:?}",
            got.answer
        );
        assert!(got.error().retry_after() >= Some(seconds(700)));
        assert!(got.took < seconds(1), "{:?}", got.took);
        assert_eq!((got.code(), server.seen().len()), ("status-429", 1));
    }
}

#[test]
fn nonsense_about_the_time_is_no_time() {
    for value in ["-1", "soon", "1.5", "", "0", "Tue, 24 Nov 2026 02:00:00 GMT"] {
        let mut web = Web::new();
        let server = web.plain(move |_, n| {
            if n == 1 { answer("429 Too Many Requests", &[("retry-after", value)], "") } else { turtle("x") }
        });
        let terms = Terms { now: httpdate::parse_http_date("Wed, 25 Nov 2026 02:00:00 GMT").ok(), ..web.terms() };
        let got = ask_under(&mut web, terms, &server.url("/"));
        assert!(got.took < seconds(4), "{value}: {:?}", got.took);
        assert_eq!((got.text(), server.seen().len()), ("x".to_owned(), 2));
    }
}

#[test]
fn attempts_end_with_the_deadline() {
    let mut web = Web::new();
    let server = web.plain(|_, _| answer("503 Service Unavailable", &[("retry-after", "25")], ""));
    let mut terms = web.terms();
    terms.limits.timeout = seconds(60);
    terms.limits.attempts = 100;
    let got = ask_under(&mut web, terms, &server.url("/"));
    assert_eq!((got.code(), server.seen().len()), ("status-500", 3), "at 0, 25 and 50 seconds");
    assert!(got.took < seconds(60), "{:?}", got.took);
}
