//! Serving: feeds with negotiation and validators, over a real socket, whole whatever happens meanwhile.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::thread::JoinHandle;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use sha2::{Digest, Sha256};
use skord::config;
use skord::publish::FORMATS;
use skord::rdf::Format;
use skord::web::{Site, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use super::support::feed;
use super::support::http::{self, Answer, get};
use super::support::region::{Region, organisation, project};
use super::support::rounds::{NOON, Rounds};

/// Sockets hold little, so that a feed does not fit into them and an answer stays under way.
const BUFFER: u32 = 4096;

/// A region and the server of its feed.
pub struct Served {
    pub rounds: Rounds,
    address: SocketAddr,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    pub fn start(rounds: Rounds) -> Self {
        let stop = CancellationToken::new();
        let socket = TcpSocket::new_v4().expect("there are sockets");
        socket.set_send_buffer_size(BUFFER).expect("it can be small");
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("there is a free port");
        let address = socket.local_addr().expect("it is bound");
        let site = Site { context: rounds.context.clone(), metrics: metrics() };
        let (runtime, token) = (runtime(), stop.clone());
        let listener = runtime.block_on(async { socket.listen(64) }).expect("it can listen");
        let thread = std::thread::spawn(move || {
            runtime.block_on(serve(listener, site, token)).expect("it serves until it is told to stop");
        });
        Served { rounds, address, stop, thread: Some(thread) }
    }

    fn demo() -> (tempfile::TempDir, Self) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut config = config::load(&project("config/demo.toml")).expect("the demo's config loads");
        config.data_dir = folder.path().to_owned();
        let rounds = Rounds::open(config);
        rounds.round();
        (folder, Served::start(rounds))
    }

    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        get(self.address, path, headers)
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        http::ask(self.address, method, path, headers).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take() {
            // A server that failed has said so on its thread.
            let _ = thread.join();
        }
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made")
}

/// The recorder is one for the process.
fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| PrometheusBuilder::new().install_recorder().expect("it is the first")).clone()
}

fn path(format: Format) -> String {
    format!("/catalog.{}", format.extension())
}

fn etag_of(body: &[u8]) -> String {
    format!("\"{}\"", Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

#[test]
fn every_syntax_is_served_whole_and_says_the_same() {
    let (_folder, site) = Served::demo();
    let snapshot = site.rounds.context.store.current_snapshot().expect("it can be read").expect("it is there");
    assert!(snapshot.datasets > 50, "{snapshot:?}");
    for format in FORMATS {
        let answer = site.get(&path(format), &[]);
        assert_eq!(answer.status, 200, "{format}");
        assert!(answer.header("content-type").starts_with(format.media_type()), "{answer:?}");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{format}");
        assert_eq!(answer.header("etag"), etag_of(&answer.body), "{format}: a strong ETag, by content");
        assert!(httpdate::parse_http_date(answer.header("last-modified")).is_ok(), "{format}");
        assert_eq!(feed::graph(&answer.body, format).len() as u64, snapshot.triples, "{format}");

        let head = site.ask("HEAD", &path(format), &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{format}");
        for name in ["content-length", "content-type", "etag", "last-modified"] {
            assert_eq!(head.header(name), answer.header(name), "{format} {name}");
        }
    }
}

#[test]
fn a_client_gets_the_syntax_that_it_asks_for() {
    let (_folder, site) = Served::demo();
    for (accept, format) in [
        (None, Format::RdfXml),
        (Some("*/*"), Format::RdfXml),
        (Some("text/turtle"), Format::Turtle),
        (Some("application/ld+json, text/turtle;q=0.9"), Format::JsonLd),
        (Some("application/n-triples, */*;q=0.1"), Format::NTriples),
        (Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Format::RdfXml),
        (Some("image/png"), Format::RdfXml),
        (Some("\u{e5}\u{e4}\u{f6}"), Format::RdfXml),
    ] {
        let headers: Vec<(&str, &str)> = accept.iter().map(|accept| ("Accept", *accept)).collect();
        let answer = site.get("/catalog", &headers);
        assert_eq!(answer.status, 200, "{accept:?}");
        assert_eq!(answer.header("content-location"), path(format), "{accept:?}");
        assert!(answer.header("vary").to_lowercase().contains("accept"), "{accept:?}");
        assert_eq!(answer.header("etag"), site.get(&path(format), &[]).header("etag"), "{accept:?}");
    }
}

#[test]
fn what_a_client_has_is_not_sent_again() {
    let (_folder, site) = Served::demo();
    let whole = site.get("/catalog.ttl", &[]);
    let (etag, modified) = (whole.header("etag"), whole.header("last-modified"));
    let earlier = httpdate::fmt_http_date(std::time::UNIX_EPOCH + std::time::Duration::from_secs(NOON as u64 - 60));
    let (weak, list) = (format!("W/{etag}"), format!("\"other\", {etag}"));
    for (headers, status) in [
        (vec![("If-None-Match", etag)], 304),
        (vec![("If-None-Match", &*weak)], 304),
        (vec![("If-None-Match", &*list)], 304),
        (vec![("If-None-Match", "*")], 304),
        (vec![("If-None-Match", "\"other\"")], 200),
        (vec![("If-Modified-Since", modified)], 304),
        (vec![("If-Modified-Since", &*earlier)], 200),
        (vec![("If-Modified-Since", "yesterday")], 200),
        (vec![("If-None-Match", "\"other\""), ("If-Modified-Since", modified)], 200),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = site.ask(method, "/catalog.ttl", &headers);
            assert_eq!(answer.status, status, "{method} {headers:?}");
            assert_eq!(answer.header("etag"), etag, "{method} {headers:?}");
            let body = if status == 200 && method == "GET" { whole.body.len() } else { 0 };
            assert_eq!(answer.body.len(), body, "{method} {headers:?}");
        }
    }
    let other = site.get("/catalog.rdf", &[("If-None-Match", etag)]);
    assert_eq!(other.status, 200, "another syntax is another thing");
}

#[test]
fn before_there_is_a_feed_the_answer_says_so() {
    let region = Region::new(&organisation("kommun", "file:feed.ttl"));
    let site = Served::start(Rounds::of(&region.config()));
    for path in ["/catalog", "/catalog.rdf", "/catalog.jsonld"] {
        let answer = site.get(path, &[("If-None-Match", "*")]);
        assert_eq!(answer.status, 503, "{path}");
        assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{answer:?}");
        assert_eq!(answer.header("etag"), "", "{path}: nothing to keep");
    }
    assert_eq!(site.get("/health/live", &[]).status, 200);
    assert_eq!(site.get("/health/ready", &[]).status, 503);
    assert_eq!(site.get("/metrics", &[]).status, 200);

    region.put("feed.ttl", "<https://kommun.example.se/bad> a <http://www.w3.org/ns/dcat#Dataset> .");
    site.rounds.round();
    assert_eq!(site.get("/catalog", &[]).status, 200);
    assert_eq!(site.get("/health/ready", &[]).status, 200);
}

#[test]
fn an_answer_under_way_ends_with_the_snapshot_that_it_began_with() {
    let large = |title: &str| -> String {
        let dataset = |n| {
            format!(
                "<https://kommun.example.se/{n}> a <http://www.w3.org/ns/dcat#Dataset> ; \
                 <http://purl.org/dc/terms/title> \"{title} {n}\"@sv .\n"
            )
        };
        (0..1500).map(dataset).collect()
    };
    let region =
        Region::new(&("[publish]\nkeep_snapshots = 1\n".to_owned() + &organisation("kommun", "file:feed.ttl")));
    region.put("feed.ttl", large("Gammal"));
    let site = Served::start(Rounds::of(&region.config()));
    site.rounds.round();
    let old = site.rounds.context.store.current_snapshot().expect("it can be read").expect("it is there").id;

    let client = runtime();
    let mut stream = client.block_on(begin(site.address));
    let mut bytes = vec![0; 1000];
    client.block_on(stream.read_exact(&mut bytes)).expect("the answer has begun");

    region.put("feed.ttl", large("Ny"));
    site.rounds.round();
    assert!(!site.rounds.context.snapshots().join(&old).exists(), "the old snapshot is gone from the disk");
    let now = site.get("/catalog.nt", &[]);
    assert!(now.text().contains("\"Ny 7\"") && !now.text().contains("Gammal"));

    client.block_on(stream.read_to_end(&mut bytes)).expect("the answer goes on");
    let answer = http::answer(&bytes).expect("it is an answer");
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    assert_eq!(answer.header("etag"), etag_of(&answer.body));
    assert!(answer.body.len() > 200_000, "larger than the sockets hold");
    assert_ne!(answer.header("etag"), now.header("etag"));
}

async fn begin(server: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("there are sockets");
    socket.set_recv_buffer_size(BUFFER).expect("it can be small");
    let mut stream = socket.connect(server).await.expect("it listens");
    stream.write_all(http::request("GET", "/catalog.nt", &[]).as_bytes()).await.expect("it listens");
    stream
}

#[test]
fn every_answer_is_guarded_and_what_is_not_there_is_not_found() {
    let (_folder, site) = Served::demo();
    let etag = site.get("/catalog.rdf", &[]).header("etag").to_owned();
    for (method, path, headers, status) in [
        ("GET", "/catalog", vec![], 200),
        ("GET", "/catalog.rdf", vec![("If-None-Match", &*etag)], 304),
        ("GET", "/health/live", vec![], 200),
        ("HEAD", "/health/ready", vec![], 200),
        ("GET", "/metrics", vec![], 200),
        ("GET", "/finns-inte", vec![], 404),
        ("GET", "/catalog.exe", vec![], 404),
        ("GET", "/catalog.rdf/", vec![], 404),
        ("GET", "/snapshots/../skord.db", vec![], 404),
        ("GET", "/%2e%2e/skord.db", vec![], 404),
        ("GET", "/organisationer/finns-inte", vec![], 404),
        ("POST", "/catalog", vec![("Content-Length", "0")], 405),
        ("DELETE", "/catalog.rdf", vec![], 405),
    ] {
        let answer = site.ask(method, path, &headers);
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{method} {path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{method} {path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{method} {path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{method} {path}: {policy}");
    }
}

#[test]
fn metrics_are_in_the_text_format_and_tell_of_every_source() {
    let (_folder, site) = Served::demo();
    let text = site.get("/metrics", &[]).text();
    let mut names = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
        assert!(value.parse::<f64>().is_ok(), "{line}");
        let name = series.split('{').next().unwrap_or_default();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{line}");
        assert_eq!(series.contains('{'), series.ends_with('}'), "{line}");
        names.insert(name.to_owned());
    }
    for name in
        ["skord_snapshot_datasets", "skord_snapshot_triples", "skord_failures_in_a_row", "skord_last_good_age_seconds"]
    {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
    assert!(text.contains("skord_failures_in_a_row{source=\"tallmo\"} 1"), "{text}");
    assert!(text.contains("skord_failures_in_a_row{source=\"ekbacka\"} 0"), "{text}");
}

#[test]
fn no_page_says_back_what_could_run() {
    const HOSTILE: &str = "<script>alert('x')</script>";
    let region = Region::new(&organisation("kommun", "file:feed.ttl"));
    region.put(
        "feed.ttl",
        format!(
            "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n\
             <https://kommun.example.se/bad> a dcat:Dataset ; dcterms:title \"{HOSTILE}\"@sv ; dcat:theme \"{HOSTILE}\" ;\n\
             dcterms:accrualPeriodicity \"{HOSTILE}\" ; dcat:landingPage \"javascript:alert('x')\" .\n"
        ),
    );
    let site = Served::start(Rounds::of(&region.config()));
    site.rounds.round();
    let encoded = "%3Cscript%3Ealert('x')%3C/script%3E";
    let mut paths =
        vec![format!("/{encoded}"), format!("/organisationer/{encoded}"), format!("/en/organisationer/{encoded}")];
    for page in ["/", "/en/", "/organisationer/kommun", "/en/organisationer/kommun", "/catalog"] {
        paths.push(page.to_owned());
        paths.push(format!("{page}?q={encoded}&sida={encoded}"));
    }
    for path in paths {
        let answer = site.get(&path, &[("Accept", "text/html"), ("Accept-Language", HOSTILE), ("Referer", HOSTILE)]);
        assert!(answer.status < 500, "{path}: {}", answer.status);
        assert!(!answer.text().contains("<script"), "{path}: {}", answer.text());
        assert!(!answer.text().contains("href=\"javascript:"), "{path}");
        assert!(answer.headers.values().all(|value| !value.contains("<script")), "{path}: {:?}", answer.headers);
    }
}
