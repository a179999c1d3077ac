//! Connections that break, at every phase, and lengths that are not true.

use reqwest::Url;
use skord::fetch::{FetchError, Phase};

use crate::ask::{ask, ask_once, seconds};
use crate::server::step::{Step, answer_and_stay, chunk, head, open_head, turtle};
use crate::server::{Server, Transport, Web};

#[test]
fn where_nobody_listens_is_asked_again_and_refused() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("x"));
    let nobody = crate::server::nobody();
    let mut terms = web.terms();
    terms.egress.ports.push(nobody.port());
    let got = crate::ask::ask_under(&mut web, terms, &Url::parse(&format!("http://{nobody}/")).unwrap());
    assert!(matches!(got.error(), FetchError::Refused { .. }), "{:?}", got.answer);
    assert_eq!((got.code(), server.connections()), ("refused", 0));
    let requests = got.events.iter().filter(|event| matches!(event, skord::fetch::Event::Request { .. }));
    assert_eq!(requests.count(), 4);
}

/// Asks a server that breaks the connection in this way at every attempt; it must be a break in this phase, four times.
fn breaks(transport: Transport, scheme: &str, phases: &[Phase], steps: fn() -> Vec<Step>) {
    let mut web = Web::new();
    let server = web.serve(transport, move |_, _| steps());
    let got = ask(&mut web, &server.at_port(&format!("{scheme}://127.0.0.1"), "/"));
    match got.error() {
        FetchError::Broken { phase, .. } => assert!(phases.contains(phase), "{:?}", got.error()),
        other => panic!("{other:?}"),
    }
    assert_eq!((got.code(), server.connections()), ("broken", 4));
    // Three pauses, and a second for each attempt.
    assert!(got.took < seconds(2 + 4 + 8 + 4 + 3), "{:?}", got.took);
}

#[test]
fn a_reset_is_a_break_in_its_phase() {
    // It may come before the connection is seen to have come about.
    breaks(Transport::Accepted, "http", &[Phase::Connect, Phase::Head], || vec![Step::Reset]);
    breaks(Transport::Accepted, "https", &[Phase::Connect, Phase::Tls], || vec![Step::Reset]);
    breaks(Transport::Begun, "https", &[Phase::Tls], || vec![Step::Reset]);
    breaks(Transport::Plain, "http", &[Phase::Head], || vec![Step::Reset]);
    breaks(Transport::Plain, "http", &[Phase::Head], || {
        vec![Step::Send(open_head("200 OK", &[]).into_bytes()), Step::Wait(seconds(1)), Step::Reset]
    });
    breaks(Transport::Plain, "http", &[Phase::Body], || {
        vec![
            head("200 OK", &[("content-length", "100")]),
            Step::Send(vec![b'x'; 50]),
            Step::Wait(seconds(1)),
            Step::Reset,
        ]
    });
}

#[test]
fn an_end_before_the_head_is_whole_is_a_break() {
    breaks(Transport::Accepted, "http", &[Phase::Head], Vec::new);
    breaks(Transport::Accepted, "https", &[Phase::Tls], Vec::new);
    breaks(Transport::Begun, "https", &[Phase::Tls], Vec::new);
    breaks(Transport::Plain, "http", &[Phase::Head], Vec::new);
    breaks(Transport::Plain, "http", &[Phase::Head], || vec![Step::HalfClose]);
    breaks(Transport::Plain, "http", &[Phase::Head], || vec![Step::Send(b"HTTP/1.1 200".to_vec()), Step::HalfClose]);
    breaks(Transport::Plain, "http", &[Phase::Body], || {
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), Step::Send(chunk(b"abc"))]
    });
    breaks(Transport::Plain, "http", &[Phase::Body], || {
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), Step::Send(b"64\r\nabc".to_vec())]
    });
}

#[test]
fn a_chunk_that_is_none_is_a_break() {
    breaks(Transport::Plain, "http", &[Phase::Body], || {
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), Step::Send(b"xyz\r\nabc\r\n0\r\n\r\n".to_vec())]
    });
}

/// Half of what is announced, and then this.
fn half(then: Option<Step>) -> Vec<Step> {
    let mut steps = vec![head("200 OK", &[("content-length", "100")]), Step::Send(vec![b'x'; 50])];
    steps.extend(then);
    steps
}

#[test]
fn a_body_shorter_than_announced_is_tried_again_and_told() {
    let ends: [fn() -> Option<Step>; 2] = [|| None, || Some(Step::HalfClose)];
    for end in ends {
        let mut web = Web::new();
        let server = web.plain(move |_, _| half(end()));
        let got = ask(&mut web, &server.url("/"));
        assert!(matches!(got.error(), FetchError::Short { expected: 100, got: 50, .. }), "{:?}", got.answer);
        assert_eq!((got.code(), server.seen().len()), ("short", 4));
        assert!(got.took < seconds(17), "{:?}", got.took);
    }
}

#[test]
fn a_body_that_comes_whole_the_second_time_is_taken_whole() {
    let mut web = Web::new();
    let server = web.plain(|_, n| if n == 1 { half(None) } else { turtle("hela") });
    assert_eq!((ask(&mut web, &server.url("/")).text(), server.seen().len()), ("hela".to_owned(), 2));
}

#[test]
fn what_comes_after_the_announced_length_is_nobodys_answer() {
    let mut web = Web::new();
    let server = web.plain(|request, _| {
        let mut steps = answer_and_stay("200 OK", &[], request.path());
        if request.path() == "/first" {
            // An answer to a question that was never asked.
            let evil = "more\r\nHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil";
            steps.insert(2, Step::Send(evil.as_bytes().to_vec()));
        }
        steps
    });
    let (fetcher, terms, urls) = (web.fetcher(), web.terms(), ["/first", "/second"].map(|path| server.url(path)));
    let texts = web.run(move || {
        let mut session = fetcher.session(terms).unwrap();
        urls.map(|url| match session.get(&skord::fetch::Request::new(&url)) {
            Ok(skord::fetch::Answer::Fetched(mut fetched)) => String::from_utf8(fetched.body.bytes().unwrap()).unwrap(),
            other => panic!("{other:?}"),
        })
    });
    assert_eq!(texts, ["/first", "/second"]);
}

#[test]
fn lengths_that_contradict_each_other_are_no_answer() {
    for headers in [
        &[("content-length", "3"), ("content-length", "4")][..],
        &[("content-length", "-1")],
        &[("content-length", "3, 4")],
        &[("content-length", "99999999999999999999999")],
    ] {
        let mut web = Web::new();
        let server = web.plain(move |_, _| vec![head("200 OK", headers), Step::Send(b"abcd".to_vec())]);
        let got = ask_once(&mut web, &server.url("/"));
        assert_eq!(got.code(), "broken", "{headers:?}: {:?}", got.answer);
    }
}

#[test]
fn an_idle_connection_that_the_server_closes_costs_nothing() {
    let mut web = Web::new();
    let server: Server = web.plain(|request, _| {
        let mut steps = answer_and_stay("200 OK", &[], request.path());
        // It promises to stay, and leaves.
        steps.pop();
        steps
    });
    let (fetcher, terms, urls) = (web.fetcher(), web.terms(), ["/1", "/2", "/3"].map(|path| server.url(path)));
    let took = web.run(move || {
        let begin = tokio::time::Instant::now();
        let mut session = fetcher.session(terms).unwrap();
        for url in &urls {
            session.get(&skord::fetch::Request::new(url)).unwrap();
        }
        begin.elapsed()
    });
    assert!(took < seconds(2), "no attempt was lost: {took:?}");
    assert_eq!(server.seen().len(), 3);
}
