//! What a request says, and what of an answer comes through.

use skord::fetch::Event;

use crate::ask::{ask, ask_once, seen};
use crate::server::step::{Step, answer, endless, head, open_head, turtle};
use crate::server::{USER_AGENT, Web};

#[test]
fn a_request_says_who_asks_and_what_is_accepted() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("<a:b> <a:c> <a:d> ."));
    assert_eq!(ask(&mut web, &server.url("/katalog?sida=1#del")).text(), "<a:b> <a:c> <a:d> .");
    let request = server.seen().remove(0);
    assert_eq!(request.line, "GET /katalog?sida=1 HTTP/1.1");
    assert_eq!(request.header("user-agent"), Some(USER_AGENT));
    assert_eq!(request.header("accept-encoding"), Some("gzip, br, zstd, deflate"));
    assert_eq!(request.header("host"), Some(server.address.to_string().as_str()));
    assert!(request.header("accept").unwrap().starts_with("application/rdf+xml, text/turtle;q=0.9"));
    let names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["authorization", "cookie", "referer", "if-none-match", "if-modified-since"] {
        assert!(!names.contains(&name), "{name} in {names:?}");
    }
}

#[test]
fn an_answer_comes_with_its_headers_and_its_steps() {
    let mut web = Web::new();
    let server = web.plain(|_, _| {
        let headers =
            [("Content-Type", "text/turtle; charset=utf-8"), ("Link", "<a>"), ("Link", "<b>"), ("X-Odd", "\u{e5}")];
        answer("200 OK", &headers, "x")
    });
    let got = ask(&mut web, &server.url("/"));
    let events: Vec<_> = got.events.iter().collect();
    assert!(
        matches!(
            events[..],
            [Event::Request { .. }, Event::Head { status: 200, .. }, Event::Body { wire_bytes: 1, bytes: 1 }]
        ),
        "{events:?}"
    );
    let fetched = got.fetched();
    assert_eq!(fetched.header("content-type"), Some("text/turtle; charset=utf-8"));
    let links: Vec<_> = fetched.headers.iter().filter(|(name, _)| name == "link").collect();
    assert_eq!(links.len(), 2);
    assert_eq!((fetched.wire_bytes, fetched.hops.len(), fetched.url), (1, 0, server.url("/").to_string()));
}

#[test]
fn cookies_are_not_kept_and_whoever_wants_them_back_asks_in_vain() {
    let mut web = Web::new();
    let server = web.plain(|request, _| match request.header("cookie") {
        Some(_) => turtle("x"),
        None => answer("302 Found", &[("set-cookie", "session=1; Path=/"), ("location", request.path())], ""),
    });
    let got = ask(&mut web, &server.url("/katalog"));
    assert_eq!(got.code(), "redirect-loop");
    assert_eq!(seen(&server, "cookie"), vec![None; 6]);
}

#[test]
fn a_head_without_end_ends() {
    let mut web = Web::new();
    let server = web.plain(|_, _| {
        vec![
            Step::Send(open_head("200 OK", &[]).into_bytes()),
            endless(format!("x: {}\r\n", "x".repeat(4_000)).into_bytes()),
        ]
    });
    let got = ask_once(&mut web, &server.url("/"));
    assert_eq!((got.code(), server.connections()), ("broken", 1));
    let server = web.plain(|_, _| vec![Step::Send(open_head("200 OK", &[]).into_bytes()), endless(vec![b'x'; 4_000])]);
    assert_eq!((ask_once(&mut web, &server.url("/")).code(), server.connections()), ("broken", 1));
}

#[test]
fn promises_of_an_answer_without_end_end() {
    let mut web = Web::new();
    let server = web.plain(|_, _| {
        let one = b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec();
        let slowly = std::iter::repeat_n(one, 1_000).flatten().collect();
        vec![Step::Drip(slowly, crate::ask::seconds(1))]
    });
    let got = ask_once(&mut web, &server.url("/"));
    assert_eq!(got.code(), "timeout-head");
    assert!(got.took >= crate::ask::seconds(40) && got.took < crate::ask::seconds(42), "{:?}", got.took);
}

#[test]
fn what_is_not_http_is_no_answer() {
    for bytes in [
        &b"SSH-2.0-OpenSSH_9.6\r\n"[..],
        b"\0\x01\x02\x03",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"<html>",
        b"HTTP/1.1 200 OK\r\nbad header\r\n\r\nx",
    ] {
        let mut web = Web::new();
        let server = web.plain(|_, _| vec![Step::Send(bytes.to_vec())]);
        let got = ask_once(&mut web, &server.url("/"));
        assert_eq!(got.code(), "broken", "{:?}: {}", String::from_utf8_lossy(bytes), got.error());
    }
}

#[test]
fn a_login_page_is_bytes_like_any_other() {
    let mut web = Web::new();
    let page = "<!DOCTYPE html><title>Logga in</title><form method=post>";
    let server = web.plain(move |_, _| answer("200 OK", &[("content-type", "text/html")], page));
    let fetched = ask(&mut web, &server.url("/katalog.rdf")).fetched();
    assert_eq!(fetched.header("content-type"), Some("text/html"));
    assert_eq!((fetched.body.len(), fetched.hops.len()), (page.len() as u64, 0));
}

#[test]
fn nothing_with_status_200_is_an_error_that_is_not_tried_again() {
    for empty in [
        answer("200 OK", &[], ""),
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), Step::Send(b"0\r\n\r\n".to_vec())],
        answer("200 OK", &[("content-encoding", "gzip")], ""),
    ] {
        let mut web = Web::new();
        let once = std::sync::Mutex::new(Some(empty));
        let server = web.plain(move |_, _| once.lock().unwrap().take().expect("it is asked once"));
        let got = ask(&mut web, &server.url("/"));
        assert_eq!((got.code(), server.seen().len()), ("empty", 1));
    }
}
