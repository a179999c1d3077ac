//! Proxies: the one of the config, and no other.

use std::process::Command;

use skord::fetch::{FetchError, Terms};

use crate::ask::{ask, ask_under, seen};
use crate::server::certificates::Authority;
use crate::server::step::{redirect, turtle};
use crate::server::{Server, Web};

/// A web whose servers are reached through a proxy only: no name is known.
fn behind_a_proxy() -> (Web, Server, Server) {
    let mut web = Web::new();
    let server = web.plain(|request, _| match request.path() {
        "http://data.example.se/inside" => redirect("302 Found", "http://127.0.0.2/"),
        _ => turtle("x"),
    });
    let proxy = web.proxy(&server);
    web.settings().proxy = Some(proxy.url("/"));
    (web, server, proxy)
}

#[test]
fn a_proxy_of_the_config_is_asked_for_everything() {
    let (mut web, server, proxy) = behind_a_proxy();
    let url = reqwest::Url::parse("http://data.example.se/katalog").unwrap();
    let home = Terms { authorization: Some(("Bearer hemligt".into(), url.clone())), ..web.terms() };
    assert_eq!(ask_under(&mut web, home, &url).text(), "x");
    assert_eq!(proxy.seen()[0].line, "GET http://data.example.se/katalog HTTP/1.1");
    assert_eq!(seen(&server, "host"), [Some("data.example.se".to_owned())]);
    assert_eq!(seen(&server, "authorization"), [Some("Bearer hemligt".to_owned())]);
    assert!(web.names().asked().is_empty(), "the proxy looks names up");
}

#[test]
fn a_proxy_gets_a_tunnel_for_https() {
    let authority = Authority::new("Test");
    let mut web = Web::new();
    web.trust(&authority.pem());
    let server = web.serve(authority.good("data.example.se").transport(), |_, _| turtle("safe"));
    let proxy = web.proxy(&server);
    web.settings().proxy = Some(proxy.url("/"));
    assert_eq!(ask(&mut web, &reqwest::Url::parse("https://data.example.se/").unwrap()).text(), "safe");
    assert_eq!(proxy.seen()[0].line, "CONNECT data.example.se:443 HTTP/1.1");
}

#[test]
fn a_proxy_is_no_way_around_the_guard() {
    let (mut web, _, proxy) = behind_a_proxy();
    for text in ["http://127.0.0.2/", "http://169.254.169.254/", "http://data.example.se:22/", "file:///etc/passwd"] {
        assert_eq!(ask(&mut web, &reqwest::Url::parse(text).unwrap()).code(), "blocked", "{text}");
    }
    assert_eq!(proxy.connections(), 0);
    let got = ask(&mut web, &reqwest::Url::parse("http://data.example.se/inside").unwrap());
    assert!(matches!(got.error(), FetchError::Redirect { .. }), "{:?}", got.answer);
    assert_eq!(proxy.seen().len(), 1);
}

#[test]
fn a_proxy_may_lie_at_a_private_name() {
    let (mut web, _, proxy) = behind_a_proxy();
    web.names().lead("proxy.internal", crate::server::OPEN);
    web.settings().proxy = Some(proxy.at_port("http://proxy.internal", "/"));
    let terms = Terms { egress: Default::default(), ..web.terms() };
    assert_eq!(ask_under(&mut web, terms, &reqwest::Url::parse("http://data.example.se/").unwrap()).text(), "x");
}

const CHILD: &str = "SKORD_TEST_PROXY";

#[test]
#[expect(clippy::disallowed_methods, reason = "the test is about the environment")]
fn proxies_of_the_environment_are_not_asked() {
    let mut web = Web::new();
    let server = web.plain(|_, _| turtle("x"));
    web.names().lead("data.example.se", crate::server::OPEN);
    if std::env::var_os(CHILD).is_some() {
        let url = server.at_port("http://data.example.se", "/");
        assert_eq!(ask(&mut web, &url).text(), "x");
        let request = server.seen().remove(0);
        assert_eq!(request.line, "GET / HTTP/1.1");
        return;
    }
    // A process of its own, with an environment of its own, in which every proxy is this server.
    let mut child = Command::new(std::env::current_exe().expect("this program"));
    child.args(["--exact", "proxies::proxies_of_the_environment_are_not_asked"]).env(CHILD, "1");
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(name, server.url("/").as_str());
    }
    let done = child.output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    web.run(|| ());
    assert_eq!(server.connections(), 0);
}
