//! The promise of `skord probe`: it shows what a harvest would meet, says what to do about it, and obeys nothing.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, SanType, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;

use super::support::binary::{Said, command, skord};

const LOOPBACK: [&str; 2] = ["--allow-private", "127.0.0.0/8"];

/// Listens on a free port and answers each request by its head.
fn serve(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static, tls: Option<Arc<ServerConfig>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("it is bound");
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (answer, tls) = (Arc::clone(&answer), tls.clone());
            // A client that goes away is none of the server's business.
            std::thread::spawn(move || match tls {
                None => respond(stream, &*answer),
                Some(config) => {
                    let connection = ServerConnection::new(config).expect("the settings are good");
                    respond(StreamOwned::new(connection, stream), &*answer)
                }
            });
        }
    });
    address
}

fn respond(stream: impl Read + Write, answer: &dyn Fn(&str) -> Vec<u8>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head)? > 0 {}
    stream.get_mut().write_all(&answer(&head.to_lowercase()))?;
    stream.get_mut().flush()
}

fn ok(headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}").into_bytes()
}

fn short(status: &str, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n").into_bytes()
}

fn good() -> String {
    "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<https://kommun.example.se/bad> a dcat:Dataset .\n".to_owned()
}

fn probe(url: &str, more: &[&str]) -> Said {
    skord(&[&["probe", url], &LOOPBACK[..], more].concat())
}

fn json(url: &str) -> (Option<i32>, Value) {
    let said = probe(url, &["--json"]);
    (said.code, serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}")))
}

fn codes(probe: &Value) -> Vec<&str> {
    let advice = probe["advice"].as_array().expect("a list");
    advice.iter().filter_map(|advice| advice["code"].as_str()).collect()
}

/// A site in good order but for its missing encryption, with a moved address and an address that is in no order at all.
fn site() -> String {
    let address = serve(
        |head| match head.split(' ').nth(1).unwrap_or_default() {
            "/old" => short("301 Moved Permanently", "Location: /dcat\r\n"),
            "/dcat" if head.contains("if-none-match: \"one\"") => short("304 Not Modified", "ETag: \"one\"\r\n"),
            "/dcat" => ok("Content-Type: text/turtle\r\nETag: \"one\"\r\nServer: \u{202e}boo\u{9b}31m\r\n", &good()),
            "/again" => ok("Content-Type: text/plain\r\nLast-Modified: Sun, 01 Nov 2026 02:00:00 GMT\r\n", &good()),
            "/broken" => {
                ok("Content-Type: text/turtle\r\n", "@prefix a: <http://a.se/> .\na:b a:c\n\"\u{1b}[31m\" a:d .")
            }
            "/page" => ok("Content-Type: text/html\r\n", "<!doctype html><title>Logga in</title>"),
            "/empty" => ok("Content-Type: text/turtle\r\n", "<http://a.se/> a <http://a.se/b> ."),
            "/internal" => short("302 Found", "Location: http://10.0.0.1/secret\r\n"),
            _ => short("404 Not Found", ""),
        },
        None,
    );
    format!("http://{address}")
}

#[test]
fn a_site_in_order_is_shown_and_is_fine() {
    let site = site();
    let (code, probe) = json(&format!("{site}/dcat"));
    assert_eq!(code, Some(0), "{probe}");
    assert_eq!(codes(&probe), ["plain-http"], "only a tip");
    assert_eq!(probe["conditional"], "not-modified");
    assert_eq!(probe["document"]["format"], "turtle");
    assert_eq!(probe["document"]["content"]["datasets"], 1);
    assert_eq!(probe["document"]["bytes"], good().len());
    assert_eq!(probe["hops"][0]["answer"]["status"], 200);
    assert!(probe["hops"][0]["times"]["head"].is_u64(), "{probe}");

    let said = self::probe(&format!("{site}/dcat"), &["--language", "en"]);
    for expected in ["200, HTTP/1.1", "etag: \"one\"", "Turtle", "1 datasets", "304", "can be fetched and read", "TIP"]
    {
        assert!(said.out.contains(expected), "{expected} is not in {}", said.out);
    }
    assert!(said.out.contains("[U+202E]boo[U+009B]31m"), "{}", said.out);
}

#[test]
fn each_redirect_is_shown_and_a_moved_address_is_told() {
    let site = site();
    let (code, probe) = json(&format!("{site}/old"));
    assert_eq!((code, probe["hops"].as_array().map(Vec::len)), (Some(0), Some(2)), "{probe}");
    assert_eq!(codes(&probe), ["moved", "plain-http"]);
    let said = self::probe(&format!("{site}/old"), &[]);
    assert!(said.out.contains(&format!("301, HTTP/1.1 -> {site}/dcat")), "{}", said.out);
    assert!(said.out.contains(&format!("har flyttat till {site}/dcat")), "{}", said.out);

    let said = self::probe(&format!("{site}/internal"), &[]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.out.contains("10.0.0.1 is a private address"), "{}", said.out);
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let site = site();
    let (code, probe) = json(&format!("{site}/broken"));
    assert_eq!((code, probe["failure"]["code"].as_str()), (Some(1), Some("syntax")), "{probe}");
    assert!(probe["failure"]["detail"].as_str().is_some_and(|detail| detail.contains("line 3, column")), "{probe}");
    assert_eq!(codes(&probe), ["syntax", "no-validators", "plain-http"]);
    let said = self::probe(&format!("{site}/broken"), &[]);
    assert!(said.out.contains("skrivfel") && !said.out.contains('\u{1b}'), "{}", said.out);

    for (path, code) in [("/page", "html"), ("/none", "status-404"), ("/empty", "no-datasets")] {
        let (exit, probe) = json(&format!("{site}{path}"));
        assert_eq!((exit, codes(&probe)[0]), (Some(1), code), "{probe}");
    }
    let (code, probe) = json(&format!("{site}/again"));
    assert_eq!((code, probe["conditional"].as_str()), (Some(0), Some("whole")));
    assert_eq!(codes(&probe), ["not-conditional", "plain-http", "media-type"]);
}

#[test]
fn what_cannot_be_asked_at_all_is_another_matter() {
    for wrong in ["kommun", "ftp://a.se/", "http://", "file:///etc/passwd"] {
        let said = skord(&["probe", wrong]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{said:?}");
    }
    let site = site();
    let said = skord(&["probe", &format!("{site}/dcat")]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.out.contains("--allow-private 127.0.0.1") && said.out.contains("internt nät"), "{}", said.out);
    let (code, probe) = json("http://127.0.0.1:1/dcat");
    assert_eq!((code, codes(&probe)), (Some(1), vec!["refused"]), "{probe}");
}

/// An issuer whose certificate lies in a file, and servers with certificates from it.
struct Issuer {
    folder: tempfile::TempDir,
    root: CertifiedIssuer<'static, KeyPair>,
}

impl Issuer {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no name is a good list of names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "Provutfärdaren");
        let key = KeyPair::generate().expect("a key can be made");
        let root = CertifiedIssuer::self_signed(params, key).expect("a certificate can be made");
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::write(folder.path().join("root.pem"), root.pem()).expect("the folder can be written");
        Issuer { folder, root }
    }

    /// A server whose certificate ends with a year.
    fn server(&self, last_year: i32) -> String {
        let names = vec!["data.example.se".to_owned()];
        let mut params = CertificateParams::new(names).expect("the name is good");
        params.subject_alt_names.push(SanType::IpAddress("127.0.0.1".parse().expect("an address")));
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(last_year, 12, 31);
        params.distinguished_name.push(rcgen::DnType::CommonName, "\u{1b}[2Jdata.example.se");
        let key = KeyPair::generate().expect("a key can be made");
        let own = params.signed_by(&key, &self.root).expect("a certificate can be made");
        let chain = vec![CertificateDer::from(own.der().to_vec())];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.expect("there are versions").with_no_client_auth().with_single_cert(chain, key);
        let answer = |head: &str| match head.contains("if-none-match") {
            true => short("304 Not Modified", ""),
            false => ok("Content-Type: text/turtle\r\nETag: \"one\"\r\n", &good()),
        };
        format!("https://{}/dcat", serve(answer, Some(Arc::new(config.expect("the certificate fits")))))
    }

    /// A probe by a machine that trusts this issuer and nobody else.
    fn probe(&self, url: &str, more: &[&str]) -> (Option<i32>, String) {
        let mut command = command(&[&["probe", url], &LOOPBACK[..], more].concat());
        let output =
            command.env("SSL_CERT_FILE", self.folder.path().join("root.pem")).env_remove("SSL_CERT_DIR").output();
        let output = output.expect("the binary runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("the binary speaks UTF-8"))
    }
}

#[test]
fn certificates_are_shown_also_when_they_are_the_fault() {
    let issuer = Issuer::new();
    let (code, out) = issuer.probe(&issuer.server(2090), &["--json"]);
    let probe: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, codes(&probe).len()), (Some(0), 0), "{out}");
    let own = &probe["hops"][0]["certificates"][0];
    assert_eq!(own["names"][0], "data.example.se");
    assert_eq!((own["not_before"].as_str(), own["not_after"].as_str()), (Some("2020-01-01"), Some("2090-12-31")));
    assert!(own["days_left"].as_i64().is_some_and(|days| days > 10_000), "{own}");
    assert!(own["issuer"].as_str().is_some_and(|issuer| issuer.contains("Provutfärdaren")), "{own}");
    for part in ["connect", "tls", "head", "body"] {
        assert!(probe["hops"][0]["times"][part].is_u64(), "{part}: {out}");
    }

    let expired = issuer.server(2021);
    let (code, out) = issuer.probe(&expired, &["--json"]);
    let probe: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, codes(&probe)), (Some(1), vec!["tls-expired"]), "{out}");
    assert_eq!(probe["hops"][0]["certificates"][0]["not_after"], "2021-12-31");
    assert!(probe["hops"][0]["answer"].is_null());
    let (_, text) = issuer.probe(&expired, &[]);
    assert!(text.contains("slutade gälla 2021-12-31") && text.contains("förnya certifikatet"), "{text}");
    assert!(text.contains("[U+001B][2Jdata.example.se") && !text.contains('\u{1b}'), "{text}");

    // Who issued it is not known where the issuer is not trusted, and nothing between was sent.
    let (code, probe) = json(&issuer.server(2090));
    assert_eq!((code, codes(&probe)), (Some(1), vec!["tls-intermediate"]), "{probe}");
}
