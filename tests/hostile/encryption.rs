//! TLS and its certificates.

use skord::fetch::{Certificate, Event, FetchError, Phase, TlsFault};

use crate::ask::{Got, ask, ask_once, seconds};
use crate::server::certificates::{Authority, Chain, GOOD, self_signed};
use crate::server::step::{Step, answer, head, turtle};
use crate::server::{OPEN, Transport, Web};

const NAME: &str = "data.example.se";

/// Asks a server that shows these; the issuer is trusted if there is one.
fn asked(chain: &Chain, trusted: Option<&Authority>) -> (Got, usize) {
    let mut web = Web::new();
    web.names().lead(NAME, OPEN);
    if let Some(authority) = trusted {
        web.trust(&authority.pem());
    }
    let server = web.serve(chain.transport(), |_, _| turtle("safe"));
    let got = ask(&mut web, &server.at_port("https://data.example.se", "/"));
    assert!(server.seen().is_empty() == got.answer.is_err(), "a request goes to nobody who is not known");
    (got, server.connections())
}

fn assert_fault(chain: &Chain, trusted: Option<&Authority>, expected: TlsFault, code: &str) {
    let (got, connections) = asked(chain, trusted);
    match got.error() {
        FetchError::Tls { fault, cause, .. } => assert_eq!(*fault, expected, "{cause}"),
        other => panic!("{other:?}"),
    }
    assert_eq!((got.code(), connections), (code, 1), "it is not tried again");
    let shown = got.events.iter().find_map(|event| match event {
        Event::Certificate { fault, .. } => Some(*fault),
        _ => None,
    });
    assert_eq!(shown, Some(Some(expected)), "the trace has the chain and what is wrong with it");
}

#[test]
fn a_good_chain_of_a_trusted_issuer_is_good() {
    let authority = Authority::new("Test");
    let (got, connections) = asked(&authority.good(NAME), Some(&authority));
    let chain = got.events.iter().find_map(|event| match event {
        Event::Certificate { chain, fault: None } => Some(chain.clone()),
        _ => None,
    });
    let chain = chain.expect("the trace has the chain");
    let own = Certificate::read(&chain[0]).expect("a certificate");
    assert_eq!((chain.len(), own.names, own.subject.as_str()), (2, vec![NAME.to_owned()], "CN=data.example.se"));
    assert!(got.events.iter().any(|event| matches!(event, Event::Handshake)));
    assert_eq!((got.text(), connections), ("safe".to_owned(), 1));
}

#[test]
fn what_is_wrong_with_a_certificate_is_told_apart() {
    let authority = Authority::new("Test");
    let trusted = Some(&authority);
    assert_fault(&authority.chain(NAME, (2020, 2021)), trusted, TlsFault::Expired, "tls-expired");
    assert_fault(&authority.chain(NAME, (2090, 2100)), trusted, TlsFault::NotYetValid, "tls-not-yet-valid");
    assert_fault(&authority.good("www.example.se"), trusted, TlsFault::WrongName, "tls-name");
    let without = authority.chain(NAME, GOOD).without_intermediate();
    assert_fault(&without, trusted, TlsFault::MissingIntermediate, "tls-intermediate");
    assert_fault(&self_signed(NAME), trusted, TlsFault::SelfSigned, "tls-self-signed");
    assert_fault(&authority.good(NAME), None, TlsFault::UnknownIssuer, "tls-issuer");
    assert_fault(&authority.good(NAME), Some(&Authority::new("Another")), TlsFault::UnknownIssuer, "tls-issuer");
}

#[test]
fn what_is_not_tls_is_told() {
    let mut web = Web::new();
    web.names().lead(NAME, OPEN);
    let server = web.serve(Transport::Begun, |_, _| answer("400 Bad Request", &[], "this is a plain port"));
    let got = ask(&mut web, &server.at_port("https://data.example.se", "/"));
    assert!(matches!(got.error(), FetchError::Tls { fault: TlsFault::NotTls, .. }), "{:?}", got.answer);
    assert_eq!((got.code(), server.connections()), ("tls-none", 1));
}

#[test]
fn plain_http_at_a_tls_port_is_told() {
    let mut web = Web::new();
    let server = web.serve(self_signed(NAME).transport(), |_, _| turtle("x"));
    let got = ask(&mut web, &server.url("/"));
    assert!(matches!(got.error(), FetchError::Broken { phase: Phase::Head, .. }), "{:?}", got.answer);
}

#[test]
fn a_safe_body_that_somebody_cuts_is_an_error() {
    let authority = Authority::new("Test");
    let mut web = Web::new();
    web.trust(&authority.pem());
    web.names().lead(NAME, OPEN);
    // Without a length, only TLS can tell the end from a cut (RFC 8446, section 6.1).
    let server = web.serve(authority.good(NAME).transport(), |request, _| match request.path() {
        "/ends" => vec![head("200 OK", &[]), Step::Send(b"whole".to_vec())],
        "/cut" => vec![head("200 OK", &[]), Step::Send(b"half".to_vec()), Step::Cut],
        "/reset" => vec![head("200 OK", &[]), Step::Send(b"half".to_vec()), Step::Wait(seconds(1)), Step::Reset],
        _ => vec![head("200 OK", &[("content-length", "5")]), Step::Send(b"whole".to_vec()), Step::Cut],
    });
    for path in ["/cut", "/reset"] {
        let got = ask_once(&mut web, &server.at_port("https://data.example.se", path));
        assert!(matches!(got.error(), FetchError::Broken { phase: Phase::Body, .. }), "{path}: {:?}", got.answer);
    }
    for path in ["/ends", "/has-a-length"] {
        assert_eq!(ask(&mut web, &server.at_port("https://data.example.se", path)).text(), "whole", "{path}");
    }
}

#[test]
fn whoever_wants_a_certificate_of_ours_is_told_from_others() {
    let authority = Authority::new("Test");
    let mut web = Web::new();
    web.trust(&authority.pem());
    web.names().lead(NAME, OPEN);
    let server = web.serve(authority.good(NAME).for_members_of(&authority), |_, _| turtle("x"));
    let got = ask(&mut web, &server.at_port("https://data.example.se", "/"));
    assert!(matches!(got.error(), FetchError::Tls { fault: TlsFault::Other, .. }), "{:?}", got.answer);
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn a_file_of_issuers_that_holds_none_is_an_error_of_the_config() {
    let mut web = Web::new();
    web.trust("not PEM");
    let settings = web.settings().clone();
    let error = web.run(move || {
        let handle = tokio::runtime::Handle::current();
        skord::fetch::Fetcher::new(settings, handle, Default::default()).map(drop).unwrap_err()
    });
    assert_eq!(error.code(), "client");
    assert!(error.to_string().contains("issuers.pem: it holds no certificate"), "{error}");
}
