//! Content codings (RFC 9110, section 8.4), whole, cut, and one within another.

use skord::fetch::{CodingError, FetchError};

use crate::ask::{Got, ask};
use crate::server::Web;
use crate::server::packed::{CODINGS, bare_deflate, packed};
use crate::server::step::{Step, answer, chunk, head};

fn text() -> String {
    (0..20_000).map(|n| format!("<http://example.se/{}> ", n * 7919 % 1000)).collect()
}

/// What comes of an answer with these headers and this body, and how often it was asked for.
fn asked(headers: &'static [(&'static str, &'static str)], body: Vec<u8>) -> (Got, usize) {
    let mut web = Web::new();
    let server = web.plain(move |_, _| answer("200 OK", headers, &body));
    let got = ask(&mut web, &server.url("/"));
    (got, server.seen().len())
}

fn coded(coding: &str) -> &'static [(&'static str, &'static str)] {
    match coding {
        "gzip" => &[("content-encoding", "gzip")],
        "deflate" => &[("content-encoding", "deflate")],
        "br" => &[("content-encoding", "br")],
        _ => &[("content-encoding", "zstd")],
    }
}

#[test]
fn every_coding_is_understood() {
    for coding in CODINGS {
        let body = packed(coding, text().as_bytes());
        let sent = body.len() as u64;
        let fetched = asked(coded(coding), body).0.fetched();
        assert_eq!((fetched.wire_bytes, fetched.body.len()), (sent, text().len() as u64), "{coding}");
    }
    assert_eq!(asked(coded("deflate"), bare_deflate(text().as_bytes())).0.text(), text());
    assert_eq!(asked(&[("content-encoding", "X-GZIP")], packed("gzip", b"x")).0.text(), "x");
    assert_eq!(asked(&[("content-encoding", "identity")], b"x".to_vec()).0.text(), "x");
    // A packed file that the server does not know to be packed.
    assert_eq!(asked(&[("content-type", "text/turtle")], packed("gzip", text().as_bytes())).0.text(), text());
}

#[test]
fn every_coding_is_understood_in_chunks_of_any_size() {
    for coding in CODINGS {
        for size in [1, 7, 1_000] {
            let mut web = Web::new();
            let chunks: Vec<u8> = packed(coding, &text().as_bytes()[..5_000]).chunks(size).flat_map(chunk).collect();
            let server = web.plain(move |_, _| {
                let headers = [coded(coding), &[("transfer-encoding", "chunked")]].concat();
                vec![head("200 OK", &headers), Step::Send(chunks.clone()), Step::Send(chunk(b""))]
            });
            assert_eq!(ask(&mut web, &server.url("/")).text(), text()[..5_000], "{coding} in chunks of {size}");
        }
    }
}

fn assert_coding((got, requests): (Got, usize), expected: &CodingError) {
    match got.error() {
        FetchError::Coding { coding, .. } => assert_eq!(coding, expected),
        other => panic!("{other:?}"),
    }
    assert_eq!((got.code(), requests), ("coding", 1), "it is not tried again");
}

#[test]
fn a_stream_that_ends_too_early_is_an_error() {
    for coding in CODINGS {
        let whole = packed(coding, text().as_bytes());
        for cut in [1, 10, whole.len() / 2, whole.len() - 1] {
            // Of the checksum at the end of gzip, nobody can tell whether it is cut or wrong.
            let told = if coding == "gzip" && cut == whole.len() - 1 { CodingError::Damaged } else { CodingError::Cut };
            assert_coding(asked(coded(coding), whole[..cut].to_vec()), &told);
        }
    }
}

#[test]
fn a_damaged_stream_is_an_error() {
    for coding in ["gzip", "deflate", "zstd"] {
        let mut body = packed(coding, text().as_bytes());
        body[0] ^= 0x55;
        body[1] ^= 0x55;
        let (got, requests) = asked(coded(coding), body);
        assert_eq!((got.code(), requests), ("coding", 1), "{coding}: {:?}", got.answer);
    }
    let mut body = packed("gzip", text().as_bytes());
    let checksum = body.len() - 8;
    body[checksum] ^= 1;
    assert_coding(asked(coded("gzip"), body), &CodingError::Damaged);
    assert_coding(asked(coded("gzip"), b"<html>this is not packed at all</html>".to_vec()), &CodingError::Damaged);
}

#[test]
fn one_layer_is_enough() {
    let twice = packed("gzip", &packed("gzip", text().as_bytes()));
    assert_coding(asked(coded("gzip"), twice.clone()), &CodingError::Twice);
    assert_coding(asked(&[("content-encoding", "gzip, gzip")], twice.clone()), &CodingError::Twice);
    assert_coding(asked(&[("content-encoding", "gzip"), ("content-encoding", "br")], twice), &CodingError::Twice);
    assert_coding(asked(coded("br"), packed("br", &packed("zstd", b"x"))), &CodingError::Twice);
    assert_coding(asked(coded("zstd"), packed("zstd", &packed("gzip", b"x"))), &CodingError::Twice);
}

#[test]
fn an_unknown_coding_is_an_error() {
    for (headers, name) in [
        (&[("content-encoding", "compress")][..], "compress"),
        (&[("content-encoding", "aes128gcm")], "aes128gcm"),
        (&[("content-encoding", "utf-8")], "utf-8"),
    ] {
        assert_coding(asked(headers, b"x".to_vec()), &CodingError::Unknown(name.to_owned()));
    }
}

#[test]
fn a_window_larger_than_http_allows_is_told() {
    for (window, fits) in [(23, true), (24, false), (27, false)] {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("a level");
        encoder.long_distance_matching(true).and_then(|()| encoder.window_log(window)).expect("a window");
        std::io::Write::write_all(&mut encoder, &vec![b'x'; 1_000_000]).expect("memory takes everything");
        let (got, requests) = asked(coded("zstd"), encoder.finish().expect("memory takes everything"));
        match fits {
            true => assert_eq!(got.fetched().body.len(), 1_000_000),
            false => assert_coding((got, requests), &CodingError::Window),
        }
    }
}

#[test]
fn what_follows_a_packed_body_is_seen() {
    let mut body = packed("gzip", b"one ");
    body.extend(packed("gzip", b"two"));
    assert_eq!(asked(coded("gzip"), body).0.text(), "one two", "members of a gzip stream belong together");
    for coding in CODINGS {
        let mut body = packed(coding, b"<a:b> <a:c> <a:d> .");
        body.extend(b"<html>and something else</html>");
        let (got, _) = asked(coded(coding), body);
        assert_eq!(got.code(), "coding", "{coding}: {:?}", got.answer);
    }
}
