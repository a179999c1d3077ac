//! Conditional requests (RFC 9110, section 13).

use reqwest::Url;
use skord::fetch::{Answer, FetchError, Request};

use crate::ask::{ask, seen};
use crate::server::Web;
use crate::server::step::{answer, redirect};

const DATE: &str = "Wed, 25 Nov 2026 02:00:00 GMT";

fn ask_if(
    web: &mut Web,
    url: &Url,
    etag: Option<&'static str>,
    date: Option<&'static str>,
) -> Result<Answer, FetchError> {
    let (fetcher, terms, url) = (web.fetcher(), web.terms(), url.clone());
    web.run(move || {
        let request = Request { etag, last_modified: date, ..Request::new(&url) };
        fetcher.session(terms)?.get(&request)
    })
}

#[test]
fn validators_come_through_and_go_back_as_they_were() {
    for etag in ["\"a\"", "W/\"a\"", "unquoted", "\"\u{e5}\""] {
        let mut web = Web::new();
        let server = web.plain(move |request, _| match request.header("if-none-match") {
            Some(found) if found == etag => answer("304 Not Modified", &[("etag", etag)], ""),
            _ => answer("200 OK", &[("etag", etag), ("last-modified", DATE)], "x"),
        });
        let url = server.url("/");
        let first = ask(&mut web, &url).fetched();
        assert_eq!((first.header("etag"), first.header("last-modified")), (Some(etag), Some(DATE)));
        let again = ask_if(&mut web, &url, Some(etag), Some(DATE));
        assert!(matches!(again, Ok(Answer::NotModified { ref hops, .. }) if hops.is_empty()), "{etag}: {again:?}");
        assert_eq!(seen(&server, "if-modified-since"), [None, Some(DATE.to_owned())]);
    }
}

#[test]
fn one_validator_is_enough() {
    let mut web = Web::new();
    let server = web.plain(|request, _| match request.header("if-modified-since") {
        Some(_) => answer("304 Not Modified", &[], ""),
        None => answer("200 OK", &[], "x"),
    });
    let got = ask_if(&mut web, &server.url("/"), None, Some(DATE));
    assert!(matches!(got, Ok(Answer::NotModified { .. })));
    assert_eq!(seen(&server, "if-none-match"), [None]);
}

#[test]
fn a_validator_that_is_no_header_is_left_out() {
    let mut web = Web::new();
    let server = web.plain(|_, _| answer("200 OK", &[], "x"));
    let got = ask_if(&mut web, &server.url("/"), Some("\"a\"\r\nx-evil: 1"), None);
    assert!(matches!(got, Ok(Answer::Fetched(_))));
    assert_eq!((seen(&server, "if-none-match"), seen(&server, "x-evil")), (vec![None], vec![None]));
}

#[test]
fn not_modified_to_a_question_without_conditions_is_an_error() {
    let mut web = Web::new();
    let server = web.plain(|_, _| answer("304 Not Modified", &[], ""));
    let got = ask(&mut web, &server.url("/"));
    assert!(matches!(got.error(), FetchError::Status { status: 304, .. }), "{:?}", got.answer);
    assert_eq!((got.code(), server.seen().len()), ("not-modified", 1));
}

#[test]
fn conditions_hold_behind_a_redirect() {
    let mut web = Web::new();
    let server = web.plain(|request, _| match (request.path(), request.header("if-none-match")) {
        ("/", _) => redirect("302 Found", "/b"),
        (_, Some("\"a\"")) => answer("304 Not Modified", &[], ""),
        _ => answer("200 OK", &[], "x"),
    });
    let got = ask_if(&mut web, &server.url("/"), Some("\"a\""), None);
    let Ok(Answer::NotModified { hops, .. }) = got else { panic!("{got:?}") };
    assert_eq!((hops.len(), hops[0].status, hops[0].to.path()), (1, 302, "/b"));
}
