//! Bodies that are too large, however they come.

use skord::fetch::FetchError;

use crate::ask::{Got, ask, ask_under};
use crate::server::Web;
use crate::server::packed::{CODINGS, zeros};
use crate::server::step::{Step, chunk, endless, head};

/// Asks with a limit of a million bytes, decoded and as sent.
fn ask_for_a_million(web: &mut Web, url: &reqwest::Url) -> Got {
    let mut terms = web.terms();
    terms.limits.bytes = 1_000_000;
    terms.limits.wire_bytes = 1_000_000;
    ask_under(web, terms, url)
}

#[test]
fn ten_gigabytes_of_zeros_stop_at_the_ratio() {
    for coding in CODINGS {
        let mut web = Web::new();
        let server = web.plain(move |_, _| {
            let headers = [("content-encoding", coding), ("content-type", "text/turtle")];
            vec![head("200 OK", &headers), Step::Blocks(Box::new(zeros(coding, 10_000_000_000)))]
        });
        let terms = web.terms();
        let got = ask_under(&mut web, terms, &server.url("/"));
        assert!(matches!(got.error(), FetchError::Ratio { limit: 200, .. }), "{coding}: {:?}", got.answer);
        assert_eq!((got.code(), server.seen().len()), ("ratio", 1), "it is not tried again");
    }
}

#[test]
fn ten_gigabytes_of_zeros_stop_at_the_size() {
    for coding in CODINGS {
        let mut web = Web::new();
        let server = web.plain(move |_, _| {
            vec![head("200 OK", &[("content-encoding", coding)]), Step::Blocks(Box::new(zeros(coding, 10_000_000_000)))]
        });
        let got = ask_for_a_million(&mut web, &server.url("/"));
        assert!(
            matches!(got.error(), FetchError::TooLarge { limit: 1_000_000, key: "bytes", .. }),
            "{coding}: {:?}",
            got.answer
        );
        assert_eq!((got.code(), server.seen().len()), ("too-large", 1));
    }
}

#[test]
fn a_packed_file_without_a_word_about_it_is_counted_too() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![head("200 OK", &[]), Step::Blocks(Box::new(zeros("gzip", 10_000_000_000)))]);
    assert_eq!(ask_for_a_million(&mut web, &server.url("/")).code(), "too-large");
}

#[test]
fn a_body_without_end_ends() {
    let mut web = Web::new();
    let plain = web.plain(|_, _| vec![head("200 OK", &[]), endless(vec![b'x'; 10_000])]);
    let chunked =
        web.plain(|_, _| vec![head("200 OK", &[("transfer-encoding", "chunked")]), endless(chunk(&[b'x'; 10_000]))]);
    for server in [plain, chunked] {
        let got = ask_for_a_million(&mut web, &server.url("/"));
        assert!(matches!(got.error(), FetchError::TooLarge { .. }), "{:?}", got.answer);
        assert_eq!((got.code(), server.seen().len()), ("too-large", 1));
    }
    let small = web.plain(|_, _| {
        let block = chunk(b"x").repeat(1_000);
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), endless(block)]
    });
    let mut terms = web.terms();
    terms.limits.bytes = 5_000;
    assert_eq!(ask_under(&mut web, terms, &small.url("/")).code(), "too-large");
}

#[test]
fn a_body_that_says_that_it_is_too_large_is_not_read() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![head("200 OK", &[("content-length", "1000001")]), Step::Stall]);
    let got = ask_for_a_million(&mut web, &server.url("/"));
    assert!(matches!(got.error(), FetchError::TooLarge { key: "wire_bytes", .. }), "{:?}", got.answer);
    assert!(got.took < crate::ask::seconds(1));
}

#[test]
fn the_limit_itself_is_allowed() {
    let mut web = Web::new();
    let server =
        web.plain(|_, _| vec![head("200 OK", &[("content-length", "1000000")]), Step::Send(vec![b'x'; 1_000_000])]);
    assert_eq!(ask_for_a_million(&mut web, &server.url("/")).fetched().body.len(), 1_000_000);
}

#[test]
fn decorations_of_chunks_without_end_end() {
    let mut web = Web::new();
    let extension = web.plain(|_, _| {
        vec![
            head("200 OK", &[("transfer-encoding", "chunked")]),
            Step::Send(b"1;x=".to_vec()),
            endless(vec![b'x'; 1_000]),
        ]
    });
    let trailers = web.plain(|_, _| {
        vec![
            head("200 OK", &[("transfer-encoding", "chunked")]),
            Step::Send([&chunk(b"x")[..], b"0\r\n"].concat()),
            endless(b"x: y\r\n".repeat(100)),
        ]
    });
    for server in [extension, trailers] {
        let mut terms = crate::ask::once(&web);
        terms.limits.wire_bytes = 1_000_000;
        let got = ask_under(&mut web, terms, &server.url("/"));
        assert_eq!((got.code(), server.seen().len()), ("broken", 1), "{:?}", got.answer);
    }
    // Bytes come all the time, and none of the body.
    let zeros = web.plain(|_, _| {
        let size = vec![b'0'; 1_000];
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), Step::Drip(size, crate::ask::seconds(1))]
    });
    assert_eq!(ask(&mut web, &zeros.url("/")).code(), "timeout-body");
}

#[test]
fn an_error_page_without_end_is_not_read() {
    let mut web = Web::new();
    let server = web.plain(|_, _| vec![head("404 Not Found", &[]), endless(vec![b'x'; 10_000])]);
    let got = ask_for_a_million(&mut web, &server.url("/"));
    assert_eq!((got.code(), server.seen().len()), ("status-404", 1));
}
