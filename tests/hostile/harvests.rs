//! Whole harvests: a source that turns hostile keeps its last good datasets in the feed, its run says why it failed, and
//! its page says so, and its neighbours notice nothing.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use metrics_exporter_prometheus::PrometheusBuilder;
use skord::config;
use skord::harvest::{Clock, Context};
use skord::rdf::vocab::dcat;
use skord::rdf::{Caps, Format, parse};
use skord::report::{Failure, FailureCode, Language};
use skord::schedule::{Progress, Round, round};
use skord::store::Outcome;
use skord::web::{Site, serve};
use tokio::runtime::Handle;

use crate::ask::ask;
use crate::server::packed::{packed, zeros};
use crate::server::step::{Step, answer, chunk, endless, head, open_head, redirect, turtle};
use crate::server::{Found, OPEN, SECRET, Seen, Server, Web};

/// A source's name, the stage and the code that its run must have, and what it does.
type Misdeed = (&'static str, &'static str, &'static str, fn(&Seen) -> Vec<Step>);

const MISDEEDS: &[Misdeed] = &[
    ("stalls", "fetch", "timeout-head", |_| vec![Step::Stall]),
    ("stalls-in-body", "fetch", "timeout-body", |_| vec![head("200 OK", &[]), Step::Send(b"<".to_vec()), Step::Stall]),
    ("drips", "fetch", "too-slow", |_| {
        vec![head("200 OK", &[]), Step::Drip(vec![b'#'; 10_000], crate::ask::seconds(1))]
    }),
    ("resets", "fetch", "broken", |_| vec![Step::Reset]),
    ("resets-in-head", "fetch", "broken", |_| {
        vec![Step::Send(open_head("200 OK", &[]).into_bytes()), Step::Wait(crate::ask::seconds(1)), Step::Reset]
    }),
    ("closes-half", "fetch", "short", |_| {
        vec![head("200 OK", &[("content-length", "9")]), Step::Send(b"#".to_vec()), Step::HalfClose]
    }),
    ("is-short", "fetch", "short", |_| vec![head("200 OK", &[("content-length", "9")]), Step::Send(b"#".to_vec())]),
    ("cuts-gzip", "fetch", "coding", |_| {
        answer("200 OK", &[("content-encoding", "gzip")], &packed("gzip", CATALOGUE.as_bytes())[..30])
    }),
    ("cuts-chunks", "fetch", "broken", |_| {
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), Step::Send(chunk(CATALOGUE.as_bytes()))]
    }),
    ("packs-twice", "fetch", "coding", |_| {
        let twice = packed("gzip", &packed("gzip", CATALOGUE.as_bytes()));
        answer("200 OK", &[("content-encoding", "gzip")], twice)
    }),
    ("swells", "fetch", "ratio", |_| {
        vec![head("200 OK", &[("content-encoding", "gzip")]), Step::Blocks(Box::new(zeros("gzip", 10_000_000_000)))]
    }),
    ("never-ends", "fetch", "too-large", |_| {
        vec![head("200 OK", &[("transfer-encoding", "chunked")]), endless(chunk(&[b'#'; 100_000]))]
    }),
    ("goes-in-circles", "fetch", "redirect-loop", |request| redirect("302 Found", request.path())),
    ("wants-cookies", "fetch", "redirect-loop", |request| {
        answer("302 Found", &[("set-cookie", "a=b"), ("location", request.path())], "")
    }),
    ("leads-to-a-file", "fetch", "redirect", |_| redirect("302 Found", "file:///etc/passwd")),
    ("leads-to-loopback", "fetch", "redirect", |request| {
        redirect("301 Moved Permanently", &inside("127.0.0.2", request))
    }),
    ("leads-to-a-number", "fetch", "redirect", |request| {
        redirect("308 Permanent Redirect", &inside("0x7f.2", request))
    }),
    ("leads-inside", "fetch", "blocked", |request| {
        redirect("307 Temporary Redirect", &inside("inside.example.se", request))
    }),
    ("rebinds", "fetch", "blocked", |request| redirect("302 Found", request.path())),
    ("asks-for-patience", "fetch", "status-429", |_| answer("429 Too Many Requests", &[("retry-after", "3600")], "")),
    ("is-down", "fetch", "status-500", |_| answer("503 Service Unavailable", &[], "")),
    ("is-gone", "fetch", "status-404", |_| answer("404 Not Found", &[], "")),
    ("wants-a-login", "parse", "login-page", |_| {
        answer("200 OK", &[("content-type", "text/html")], "<!DOCTYPE html><html><title>Logga in</title></html>")
    }),
    ("is-empty", "fetch", "empty", |_| answer("200 OK", &[], "")),
    ("remembers-too-much", "fetch", "status", |_| answer("306 Unused", &[], "")),
];

/// The source that stays as it was and only gets another dataset.
const NEIGHBOUR: &str = "neighbour";

/// A catalogue; what is added to `https://` and the source's name makes its addresses.
const CATALOGUE: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    </katalog> a dcat:Catalog ; dcterms:title \"Katalog\"@sv ; dcat:dataset </d1> .
    </d1> a dcat:Dataset ; dcterms:title \"Data\"@sv .\n";

/// An address of the same port at another host.
fn inside(host: &str, request: &Seen) -> String {
    let port = request.header("host").and_then(|host| host.rsplit_once(':')).map_or("80", |(_, port)| port);
    format!("http://{host}:{port}/latest/meta-data/")
}

/// The name of the source that a request is for.
fn source(request: &Seen) -> &str {
    request.header("host").and_then(|host| host.split('.').next()).unwrap_or_default()
}

fn catalogue(source: &str, datasets: usize) -> String {
    let mut text = format!("@base <https://{source}.example.se/> .\n{CATALOGUE}");
    for n in 2..=datasets {
        text.push_str(&format!(
            "</katalog> dcat:dataset </d{n}> . </d{n}> a dcat:Dataset ; dcterms:title \"{n}\"@sv .\n"
        ));
    }
    text
}

/// A config with a source for each misdeed, the neighbour last.
fn config_of(folder: &Path, port: u16) -> config::Config {
    let mut text = r#"
        [region]
        name = "Provregionen"
        title = { sv = "Öppna data", en = "Open data" }
        description = { sv = "Data från provet.", en = "Data of the test." }
        base_url = "https://data.example.se"
        publisher = { iri = "https://data.example.se/id/region", name = "Provregionen", agent_type = "RegionalAuthority" }
        contact = { name = "Öppna data", email = "data@example.se" }
        [server]
        listen = "127.0.0.1:0"
        [harvest]
        workers = 10
    "#
    .to_owned();
    for name in MISDEEDS.iter().map(|(name, ..)| *name).chain([NEIGHBOUR]) {
        text.push_str(&format!(
            "[[organisation]]\nid = \"{name}\"\nname = \"{name}\"\n[[organisation.source]]\n\
             url = \"http://{name}.example.se:{port}/katalog\"\nallow_private = [\"127.0.0.1/32\"]\n"
        ));
    }
    let path = folder.join("skord.toml");
    fs::write(&path, text).expect("the folder can be written");
    config::load(&path).unwrap_or_else(|error| panic!("{error}"))
}

/// Nobody looks on.
struct Silent;

impl Progress for Silent {
    fn started(&self, _: &str) {}
    fn ended(&self, _: &str, _: &str) {}
}

/// Harvests everything once, an hour later, and publishes.
fn harvest(web: &mut Web, context: &Arc<Context>) -> Round {
    let (context, stop) = (Arc::clone(context), web.stop().clone());
    web.run(move || {
        context.clock.advance(3600);
        let sources = context.config.organisations.iter().flat_map(|organisation| &organisation.sources);
        let sources = sources.map(|source| source.id.clone()).collect();
        let silent: Arc<dyn Progress> = Arc::new(Silent);
        Handle::current().block_on(round(&context, sources, &silent, &stop))
    })
}

/// The region's feed and pages, as everybody sees them.
fn publish(web: &mut Web, context: &Arc<Context>) -> Server {
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let (site, stop) = (Site { context: Arc::clone(context), metrics }, web.stop().clone());
    web.host(|listener| async move { serve(listener, site, stop).await.expect("it serves") })
}

/// The addresses of the datasets in the feed.
fn datasets(web: &mut Web, site: &Server) -> Vec<String> {
    let feed = ask(web, &site.url("/catalog.ttl")).text();
    let graph = parse(feed.as_bytes(), Format::Turtle, "relative:", &Caps::default()).expect("it can be read").graph;
    let mut datasets: Vec<_> = graph.instances(dcat::DATASET).map(|id| graph.term(id).text().to_owned()).collect();
    datasets.sort();
    datasets
}

#[test]
fn a_source_that_turns_hostile_harms_nobody() {
    let mut web = Web::new();
    let hostile = Arc::new(AtomicBool::new(false));
    let turned = Arc::clone(&hostile);
    let server = web.plain(move |request, _| {
        let (name, turned) = (source(request), turned.load(Ordering::SeqCst));
        match MISDEEDS.iter().find(|(misdeed, ..)| *misdeed == name) {
            Some((.., misdeed)) if turned => misdeed(request),
            Some(_) => turtle(catalogue(name, 1)),
            None => turtle(catalogue(name, if turned { 2 } else { 1 })),
        }
    });
    for name in MISDEEDS.iter().map(|(name, ..)| *name).chain([NEIGHBOUR]) {
        web.names().lead(&format!("{name}.example.se"), OPEN);
    }
    web.names().lead("inside.example.se", SECRET[0]);
    let open = |addresses: &[_]| Found::At(addresses.to_vec());
    web.names().put("rebinds.example.se", &[open(&[OPEN]), open(&[OPEN]), open(&[SECRET[0]])]);

    let config = config_of(&web.path(""), server.address.port());
    let (handle, stop) = (web.handle(), web.stop().clone());
    let mut context = Context::open(config, Clock::manual(1_700_000_000), handle, stop).expect("it can be opened");
    context.fetcher = web.fetcher();
    let context = Arc::new(context);

    let good = harvest(&mut web, &context);
    assert!(good.runs.iter().all(|run| run.outcome == Outcome::Changed), "{:?}", good.runs);
    let site = publish(&mut web, &context);
    let mut expected = datasets(&mut web, &site);
    assert_eq!(expected.len(), MISDEEDS.len() + 1);

    hostile.store(true, Ordering::SeqCst);
    let bad = harvest(&mut web, &context);
    assert!(bad.lost.is_empty() && bad.busy.is_empty(), "{:?}", bad.lost);
    for (name, stage, code, _) in MISDEEDS {
        let run = bad.runs.iter().find(|run| run.source == *name).expect("every source has its run");
        let told = (run.outcome, run.stage.as_deref(), run.code.as_deref());
        assert_eq!(told, (Outcome::Failed, Some(*stage), Some(*code)), "{name}: {:?}", run.message);
        let row = context.store.source(name).expect("the store can be read").expect("it is known");
        assert_eq!((row.failures, row.failing_since), (1, Some(run.started)), "{name}");
        let failure = Failure { code: FailureCode::from_code(code), detail: String::new() };
        assert_ne!(failure.code, FailureCode::Internal, "{name}: nobody is told what {code} means");
        let page = ask(&mut web, &site.url(&format!("/organisationer/{name}"))).text();
        assert!(page.contains(&failure.reason(Language::Sv)), "{name}: {page}");
    }
    let neighbour = bad.runs.iter().find(|run| run.source == NEIGHBOUR).expect("every source has its run");
    assert_eq!(neighbour.outcome, Outcome::Changed);
    let ended = |name: &str| bad.runs.iter().position(|run| run.source == name);
    assert!(ended(NEIGHBOUR) < ended("stalls"), "it does not wait for those that hang, though it comes last");
    expected.push("https://neighbour.example.se/d2".to_owned());
    expected.sort();
    assert_eq!(datasets(&mut web, &site), expected, "the last good state of all, and what the neighbour has added");
}
