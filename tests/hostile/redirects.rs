//! Redirects (RFC 9110, section 15.4), followed by hand.

use skord::fetch::{FetchError, Terms, moved_to};

use crate::ask::{ask, ask_once, ask_under, seen};
use crate::server::certificates::Authority;
use crate::server::step::{Step, answer, endless, head, redirect, turtle};
use crate::server::{OPEN, Server, Web};

/// A server that redirects from `/` with this status to this place and answers everything else.
fn redirecting(web: &mut Web, status: &'static str, to: &'static str) -> Server {
    web.plain(move |request, _| match request.path() {
        "/" => redirect(status, to),
        _ => turtle("there"),
    })
}

#[test]
fn the_five_redirects_are_followed_and_told() {
    for (status, code) in [
        ("301 Moved Permanently", 301),
        ("302 Found", 302),
        ("303 See Other", 303),
        ("307 Temporary Redirect", 307),
        ("308 Permanent Redirect", 308),
    ] {
        let mut web = Web::new();
        let server = redirecting(&mut web, status, "/there#part");
        let fetched = ask(&mut web, &server.url("/")).fetched();
        assert_eq!(fetched.url, server.url("/there").to_string());
        let hop = &fetched.hops[0];
        assert_eq!(
            (fetched.hops.len(), hop.status, &hop.from, &hop.to),
            (1, code, &server.url("/"), &server.url("/there"))
        );
        assert_eq!(moved_to(&fetched.hops).is_some(), matches!(code, 301 | 308));
        assert!(server.seen().iter().all(|seen| seen.line.starts_with("GET ")));
    }
}

#[test]
fn other_statuses_with_a_location_are_not_redirects() {
    for (status, code) in
        [("300 Multiple Choices", 300), ("305 Use Proxy", 305), ("306 Unused", 306), ("201 Created", 201)]
    {
        let mut web = Web::new();
        let server = redirecting(&mut web, status, "/there");
        let got = ask(&mut web, &server.url("/"));
        assert!(matches!(got.error(), FetchError::Status { status, .. } if *status == code), "{status}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn five_hops_are_followed_and_a_sixth_is_not() {
    let mut web = Web::new();
    let server = web.plain(|request, _| match request.path().trim_start_matches('/').parse::<u32>() {
        Ok(0) => turtle("there"),
        Ok(left) => redirect("302 Found", &format!("/{}", left - 1)),
        Err(_) => Vec::new(),
    });
    assert_eq!(ask(&mut web, &server.url("/5")).fetched().hops.len(), 5);
    let got = ask(&mut web, &server.url("/6"));
    assert!(
        matches!(got.error(), FetchError::TooManyRedirects { limit: 5, url } if *url == server.url("/6").to_string())
    );
    assert_eq!((got.code(), server.seen().len()), ("redirect-loop", 6 + 6));
}

#[test]
fn a_loop_ends_and_is_not_tried_again() {
    let mut web = Web::new();
    let server =
        web.plain(|request, _| redirect("301 Moved Permanently", if request.path() == "/a" { "/b" } else { "/a" }));
    let got = ask(&mut web, &server.url("/a"));
    assert_eq!((got.code(), server.seen().len()), ("redirect-loop", 6));
}

#[test]
fn a_redirect_to_something_else_than_the_web_is_refused() {
    for to in [
        "file:///etc/passwd",
        "gopher://data.example.se/",
        "ftp://data.example.se/",
        "data:text/turtle,x",
        "javascript:alert(1)",
        "http://",
        "http://user:secret@data.example.se/",
        "https://[::1",
        "",
    ] {
        let mut web = Web::new();
        let server = redirecting(&mut web, "302 Found", to);
        let got = ask(&mut web, &server.url("/"));
        assert!(
            matches!(got.error(), FetchError::Redirect { location, .. } if location == to),
            "{to}: {:?}",
            got.answer
        );
        assert_eq!((got.code(), server.seen().len()), ("redirect", 1));
    }
}

#[test]
fn a_redirect_without_a_location_is_an_error() {
    let mut web = Web::new();
    let server = web.plain(|_, _| answer("301 Moved Permanently", &[], "x"));
    assert_eq!((ask(&mut web, &server.url("/")).code(), server.seen().len()), ("redirect", 1));
}

#[test]
fn a_location_without_measure_is_neither_followed_nor_told_whole() {
    let mut web = Web::new();
    let server = web.plain(|_, _| redirect("302 Found", &format!("http://data.example.se/{}", "å".repeat(50_000))));
    let got = ask(&mut web, &server.url("/"));
    assert_eq!((got.code(), server.seen().len()), ("redirect", 1));
    assert!(got.error().to_string().chars().count() < 400, "{}", got.error());
}

#[test]
fn the_body_of_a_redirect_is_not_read() {
    let mut web = Web::new();
    let server = web.plain(|request, _| match request.path() {
        "/" => vec![head("302 Found", &[("location", "/there")]), endless(vec![b'x'; 10_000])],
        "/stalls" => vec![head("302 Found", &[("location", "/there"), ("content-length", "10")]), Step::Stall],
        _ => turtle("there"),
    });
    for path in ["/", "/stalls"] {
        let got = ask_once(&mut web, &server.url(path));
        assert!(got.took < crate::ask::seconds(1), "{:?}", got.took);
        assert_eq!(got.text(), "there");
    }
}

#[test]
fn https_is_not_left_for_http_and_http_may_become_https() {
    let mut web = Web::new();
    let authority = Authority::new("Test");
    web.trust(&authority.pem());
    web.names().lead("data.example.se", OPEN);
    let plain = web.plain(|_, _| turtle("plain"));
    let down = plain.at_port("http://data.example.se", "/");
    let transport = authority.good("data.example.se").transport();
    let safe = web.serve(transport, move |request, _| match request.path() {
        "/down" => redirect("301 Moved Permanently", down.as_str()),
        _ => turtle("safe"),
    });
    let got = ask(&mut web, &safe.at_port("https://data.example.se", "/down"));
    assert_eq!((got.code(), plain.connections()), ("redirect", 0));
    let up = safe.at_port("https://data.example.se", "/");
    let server = web.plain(move |_, _| redirect("301 Moved Permanently", up.as_str()));
    assert_eq!(ask(&mut web, &server.url("/")).text(), "safe");
}

#[test]
fn credentials_go_to_their_own_origin_only() {
    let mut web = Web::new();
    for name in ["data.example.se", "other.example.se"] {
        web.names().lead(name, OPEN);
    }
    let other = web.plain(|_, _| turtle("there"));
    let away = other.at_port("http://other.example.se", "/");
    let same_host_other_port = other.at_port("http://data.example.se", "/");
    let home = web.plain(move |request, _| match request.path() {
        "/away" => redirect("302 Found", away.as_str()),
        "/port" => redirect("302 Found", same_host_other_port.as_str()),
        "/near" => redirect("302 Found", "/here"),
        _ => turtle("here"),
    });
    let mut ask_with_secret = |path: &str| {
        let url = home.at_port("http://data.example.se", path);
        let terms = Terms { authorization: Some(("Bearer hemligt".into(), url.clone())), ..web.terms() };
        ask_under(&mut web, terms, &url).text()
    };
    assert_eq!(ask_with_secret("/away"), "there");
    assert_eq!(ask_with_secret("/port"), "there");
    assert_eq!(seen(&other, "authorization"), [None, None]);
    assert_eq!(ask_with_secret("/near"), "here");
    assert_eq!(seen(&home, "authorization"), vec![Some("Bearer hemligt".to_owned()); 4]);
}

#[test]
fn credentials_do_not_come_back_by_way_of_another_origin_with_the_same_name() {
    let mut web = Web::new();
    web.names().lead("data.example.se", OPEN);
    let home = web.plain(|_, _| turtle("here"));
    let secret_of = home.at_port("http://other.example.se", "/");
    let terms = Terms { authorization: Some(("Bearer hemligt".into(), secret_of)), ..web.terms() };
    assert_eq!(ask_under(&mut web, terms, &home.at_port("http://data.example.se", "/")).text(), "here");
    assert_eq!(seen(&home, "authorization"), [None]);
}

#[test]
fn a_secret_that_is_no_header_is_an_error_of_the_config() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("x"));
    let terms = Terms { authorization: Some(("Bearer a\nb".into(), server.url("/"))), ..web.terms() };
    let got = ask_under(&mut web, terms, &server.url("/"));
    assert_eq!((got.code(), server.connections()), ("authorization", 0));
    assert!(!got.error().to_string().contains("Bearer"));
}
