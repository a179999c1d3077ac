//! HTTP/2: the same promises over another framing.

use skord::fetch::{Event, FetchError, Phase};

use crate::ask::{Got, ask_under, once, seconds};
use crate::server::certificates::Authority;
use crate::server::http2::{continuation, data, go_away, head, last_data, open_head, reset, settings};
use crate::server::step::{Step, endless};
use crate::server::{OPEN, Web};

/// Asks once a server that sends these after its settings.
fn asked(steps: fn() -> Vec<Step>) -> Got {
    let mut web = Web::new();
    let authority = Authority::new("Test");
    web.trust(&authority.pem());
    web.names().lead("data.example.se", OPEN);
    let server = web.serve(authority.good("data.example.se").http2(), move |_, _| {
        let mut all = vec![Step::Send(settings())];
        all.extend(steps());
        all
    });
    let mut terms = once(&web);
    terms.limits.bytes = 1_000_000;
    let got = ask_under(&mut web, terms, &server.at_port("https://data.example.se", "/"));
    assert_eq!(server.connections(), 1);
    got
}

#[test]
fn an_answer_is_an_answer() {
    let got =
        asked(|| vec![Step::Send(head(&[("content-type", "text/turtle")])), Step::Send(last_data(b"x")), Step::Stall]);
    let version = got.events.iter().find_map(|event| match event {
        Event::Head { version, .. } => Some(version.as_str()),
        _ => None,
    });
    assert_eq!(version, Some("HTTP/2.0"));
    assert_eq!(got.text(), "x");
}

fn assert_broken(expected: Phase, steps: fn() -> Vec<Step>) {
    let got = asked(steps);
    match got.error() {
        FetchError::Broken { phase, .. } => assert_eq!(*phase, expected, "{}", got.error()),
        other => panic!("{other:?}"),
    }
    assert!(got.took < seconds(2), "{:?}", got.took);
}

#[test]
fn an_answer_that_does_not_begin_is_a_break() {
    assert_broken(Phase::Head, Vec::new);
    assert_broken(Phase::Head, || vec![Step::Reset]);
    assert_broken(Phase::Head, || vec![Step::Send(go_away(0xb))]);
    // REFUSED_STREAM, INTERNAL_ERROR and HTTP_1_1_REQUIRED.
    assert_broken(Phase::Head, || vec![Step::Send(reset(7)), Step::Stall]);
    assert_broken(Phase::Head, || vec![Step::Send(reset(2)), Step::Stall]);
    assert_broken(Phase::Head, || vec![Step::Send(reset(0xd)), Step::Stall]);
    assert_broken(Phase::Head, || vec![Step::Send(b"HTTP/1.1 200 OK\r\n\r\nx".to_vec()), Step::Stall]);
}

#[test]
fn a_head_without_end_ends() {
    assert_broken(Phase::Head, || {
        let more = continuation(&[("x", &"x".repeat(4_000))]);
        vec![Step::Send(open_head(&[])), endless(more)]
    });
    assert_broken(Phase::Head, || {
        let many: Vec<String> = (0..14).map(|_| "x".repeat(1_000)).collect();
        let many: Vec<_> = many.iter().map(|value| ("x", value.as_str())).collect();
        let mut steps = vec![Step::Send(open_head(&many))];
        steps.extend((0..40).map(|_| Step::Send(continuation(&many))));
        steps.push(Step::Stall);
        steps
    });
}

#[test]
fn a_body_that_breaks_off_is_a_break() {
    assert_broken(Phase::Body, || {
        vec![Step::Send(head(&[])), Step::Send(data(b"half")), Step::Send(reset(2)), Step::Stall]
    });
    assert_broken(Phase::Body, || vec![Step::Send(head(&[])), Step::Send(data(b"half"))]);
    assert_broken(Phase::Body, || vec![Step::Send(head(&[])), Step::Send(data(b"half")), Step::Reset]);
}

#[test]
fn a_length_that_is_not_true_is_a_break() {
    // HTTP/2 calls it a malformed message (RFC 9113, section 8.1.1) and does not say what is wrong with it.
    assert_broken(Phase::Body, || {
        let begin = head(&[("content-length", "100")]);
        vec![Step::Send(begin), Step::Send(data(&[b'x'; 50])), Step::Send(last_data(b"")), Step::Stall]
    });
    assert_broken(Phase::Body, || {
        vec![Step::Send(head(&[("content-length", "10")])), Step::Send(last_data(&[b'x'; 50])), Step::Stall]
    });
}

#[test]
fn what_stalls_or_does_not_end_ends() {
    let got = asked(|| vec![Step::Stall]);
    assert!(matches!(got.error(), FetchError::Timeout { phase: Phase::Head, .. }), "{:?}", got.answer);
    let got = asked(|| vec![Step::Send(head(&[])), Step::Send(data(b"half")), Step::Stall]);
    assert!(matches!(got.error(), FetchError::Timeout { phase: Phase::Body, .. }), "{:?}", got.answer);
    // Frames without content move nothing.
    let got = asked(|| vec![Step::Send(head(&[])), Step::Drip(data(b"").repeat(1_000), seconds(1))]);
    assert!(matches!(got.error(), FetchError::Timeout { phase: Phase::Body, .. }), "{:?}", got.answer);
}
