//! Posting notices: the same guard, one attempt, no redirects.

use reqwest::Url;
use skord::fetch::{FetchError, Phase, Post, Terms};

use crate::ask::seconds;
use crate::server::step::{Step, answer, endless, head, redirect};
use crate::server::{SECRET, Web};

fn post(web: &mut Web, terms: Terms, url: &Url) -> Result<(), FetchError> {
    let (fetcher, url) = (web.fetcher(), url.clone());
    web.run(move || {
        let headers = [("content-type", "application/json")];
        fetcher.post(Post { url: &url, headers: &headers, body: b"{}".to_vec(), terms })
    })
}

#[test]
fn a_notice_goes_out_once_with_its_headers() {
    let mut web = Web::new();
    let server = web.plain(|_, _| answer("204 No Content", &[], ""));
    let terms = web.terms();
    post(&mut web, terms, &server.url("/hook")).unwrap();
    let seen = server.seen().remove(0);
    assert_eq!((seen.line.as_str(), seen.header("content-type")), ("POST /hook HTTP/1.1", Some("application/json")));
    assert_eq!(seen.header("content-length"), Some("2"));
}

#[test]
fn a_notice_goes_nowhere_else() {
    let mut web = Web::new();
    web.names().lead("inside.example.se", SECRET[0]);
    let server = web.plain(|_, _| redirect("307 Temporary Redirect", "/elsewhere"));
    let terms = web.terms();
    let error = post(&mut web, terms.clone(), &server.url("/")).unwrap_err();
    assert!(matches!(error, FetchError::Status { status: 307, .. }), "{error}");
    assert_eq!(server.seen().len(), 1);
    for url in [server.at_port("http://inside.example.se", "/"), server.at_port("http://127.0.0.2", "/")] {
        let error = post(&mut web, terms.clone(), &url).unwrap_err();
        assert_eq!(error.code(), "blocked", "{error}");
    }
    let error = post(&mut web, terms, &server.at_port("http://user:hemligt@data.example.se", "/")).unwrap_err();
    assert_eq!(error.code(), "blocked");
    assert!(!error.to_string().contains("hemligt"), "{error}");
}

#[test]
fn a_receiver_that_hangs_or_talks_is_left() {
    let mut web = Web::new();
    let mut terms = web.terms();
    terms.limits.timeout = seconds(10);
    let stalls = web.plain(|_, _| vec![Step::Stall]);
    terms.egress.ports.push(stalls.address.port());
    let error = post(&mut web, terms, &stalls.url("/")).unwrap_err();
    assert!(matches!(error, FetchError::Timeout { phase: Phase::Whole, limit, .. } if limit == seconds(10)), "{error}");
    let talks = web.plain(|_, _| vec![head("200 OK", &[]), endless(vec![b'x'; 10_000])]);
    let terms = web.terms();
    post(&mut web, terms, &talks.url("/")).expect("its status is enough");
}
