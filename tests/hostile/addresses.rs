//! The egress guard: nothing leads to where nothing may.

use std::net::IpAddr;

use reqwest::Url;
use skord::fetch::{Blocked, FetchError};

use crate::ask::{ask, ask_once};
use crate::server::step::{redirect, turtle};
use crate::server::{Found, OPEN, SECRET, Server, Web};

/// Spellings of the secret address, before the port.
const SPELLINGS: &[&str] = &[
    "http://127.0.0.2",
    "http://127.2",
    "http://127.0.2",
    "http://0x7f.0.0.2",
    "http://0x7f000002",
    "http://0177.0.0.2",
    "http://2130706434",
    "http://127.0.0.2.",
    "http://127.0.0.%32",
    "http://127。0。0。2",
    "http://１２７.0.0.２",
    "http://[::ffff:127.0.0.2]",
    "http://[::ffff:7f00:2]",
    "http://[::127.0.0.2]",
    "http://[0:0:0:0:0:ffff:7f00:0002]",
    "http://[64:ff9b::7f00:2]",
    "http://[::1]",
    "http://[::]",
    "http://0.0.0.0",
    "http://0",
];

#[test]
fn no_spelling_of_a_private_address_is_asked() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("x"));
    for spelling in SPELLINGS {
        let got = ask(&mut web, &server.at_port(spelling, "/"));
        assert!(
            matches!(got.error(), FetchError::Blocked { blocked: Blocked::Address { .. }, .. }),
            "{spelling}: {:?}",
            got.answer
        );
        assert_eq!(got.code(), "blocked");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn no_spelling_of_a_private_address_is_redirected_to() {
    for spelling in SPELLINGS.iter().copied().chain(["//127.0.0.2", "http:\\\\127.0.0.2"]) {
        let mut web = Web::new();
        let server = web.plain(move |request, _| {
            let port = request.header("host").and_then(|host| host.rsplit_once(':')).map_or("", |(_, port)| port);
            redirect("302 Found", &format!("{spelling}:{port}/latest/meta-data/"))
        });
        let got = ask(&mut web, &server.url("/"));
        assert!(matches!(got.error(), FetchError::Redirect { .. }), "{spelling}: {:?}", got.answer);
        assert_eq!((got.code(), server.seen().len()), ("redirect", 1), "{spelling}");
    }
}

fn name_that_leads_to(addresses: &[IpAddr]) -> (Web, Server) {
    let mut web = Web::new();
    web.names().put("data.example.se", &[Found::At(addresses.to_vec())]);
    let server = web.plain(|_, _| turtle("x"));
    (web, server)
}

#[test]
fn a_name_of_a_private_address_is_not_asked() {
    for address in
        SECRET.into_iter().chain(["10.0.0.1", "169.254.169.254", "::ffff:127.0.0.2"].map(|a| a.parse().unwrap()))
    {
        let (mut web, server) = name_that_leads_to(&[address]);
        let got = ask(&mut web, &server.at_port("http://data.example.se", "/"));
        assert!(matches!(got.error(), FetchError::Blocked { .. }), "{address}: {:?}", got.answer);
        assert_eq!((got.code(), web.names().asked().len()), ("blocked", 1), "once is enough");
    }
}

#[test]
fn of_several_addresses_only_the_public_ones_are_asked() {
    let (mut web, server) = name_that_leads_to(&[SECRET[0], SECRET[1], OPEN]);
    assert_eq!(ask(&mut web, &server.at_port("http://data.example.se", "/")).text(), "x");
}

#[test]
fn an_address_that_does_not_answer_leaves_time_for_the_next() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("x"));
    let dead = web.black_hole_beside(&server);
    web.names().put("data.example.se", &[Found::At(vec![dead, OPEN])]);
    let mut terms = web.terms();
    terms.egress.allow_private.push(dead.into());
    let got = crate::ask::ask_under(&mut web, terms, &server.at_port("http://data.example.se", "/"));
    assert_eq!(got.text(), "x");
}

#[test]
fn a_redirect_to_a_name_of_a_private_address_is_not_followed() {
    let mut web = Web::new();
    web.names().lead("inside.example.se", SECRET[0]);
    let server = web.plain(|request, _| {
        let port = request.header("host").and_then(|host| host.rsplit_once(':')).map_or("", |(_, port)| port);
        redirect("307 Temporary Redirect", &format!("http://inside.example.se:{port}/"))
    });
    let got = ask(&mut web, &server.url("/"));
    assert!(matches!(got.error(), FetchError::Blocked { url, .. } if url.contains("inside.example.se")));
    assert_eq!((got.code(), server.seen().len()), ("blocked", 1));
}

#[test]
fn a_name_that_leads_elsewhere_the_second_time_gains_nothing() {
    let mut web = Web::new();
    web.names().put("data.example.se", &[Found::At(vec![OPEN]), Found::At(vec![SECRET[0]])]);
    // Each answer closes its connection, so that the next request needs the name again.
    let server = web.plain(|_, _| redirect("302 Found", "/again"));
    let got = ask(&mut web, &server.at_port("http://data.example.se", "/"));
    assert!(
        matches!(got.error(), FetchError::Blocked { blocked: Blocked::Address { address, .. }, .. } if *address == SECRET[0])
    );
    assert_eq!((server.seen().len(), web.names().asked().len()), (1, 2));
}

#[test]
fn what_was_looked_up_is_what_is_connected_to() {
    let mut web = Web::new();
    web.names().put("data.example.se", &[Found::At(vec![OPEN]), Found::At(vec![SECRET[0]])]);
    let server = web.plain(|_, _| turtle("x"));
    assert_eq!(ask(&mut web, &server.at_port("http://data.example.se", "/")).text(), "x");
    assert_eq!(web.names().asked(), ["data.example.se"], "one look-up a connection: nothing between check and use");
}

#[test]
fn ports_of_other_services_are_not_asked() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("x"));
    let (mut terms, port) = (web.terms(), server.address.port());
    terms.egress.ports.clear();
    let got = crate::ask::ask_under(&mut web, terms, &server.url("/"));
    assert!(
        matches!(got.error(), FetchError::Blocked { blocked: Blocked::Port { port: found }, .. } if *found == port)
    );
    assert_eq!(server.connections(), 0);
}

#[test]
fn other_schemes_are_not_asked() {
    let mut web = Web::new();
    for text in ["file:///etc/passwd", "gopher://data.example.se/", "data:text/turtle,x", "ftp://data.example.se/"] {
        let got = ask(&mut web, &Url::parse(text).unwrap());
        assert!(matches!(got.error(), FetchError::Blocked { blocked: Blocked::Scheme, .. }), "{text}");
    }
}

#[test]
fn an_address_with_a_user_is_not_asked_and_its_secret_is_not_told() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("x"));
    let mut url = server.url("/");
    url.set_username("nagon").unwrap();
    url.set_password(Some("hemligt")).unwrap();
    let got = ask_once(&mut web, &url);
    assert!(got.answer.is_err(), "{:?}", got.answer);
    assert!(!got.error().to_string().contains("hemligt"), "{}", got.error());
    assert_eq!(server.connections(), 0);
}

#[test]
fn an_unknown_name_is_looked_for_again() {
    let mut web = Web::new();
    let got = ask(&mut web, &Url::parse("http://data.example.se/").unwrap());
    assert!(matches!(got.error(), FetchError::Name { .. }), "{:?}", got.answer);
    assert_eq!((got.code(), web.names().asked().len()), ("name", 4));
    let mut web = Web::new();
    web.names().put("data.example.se", &[Found::At(Vec::new())]);
    assert_eq!(ask_once(&mut web, &Url::parse("http://data.example.se/").unwrap()).code(), "name");
}
