//! A server's answer, any bytes: whatever it is, fetching ends with a body within its limits or with an error of bounded
//! length, and does not panic. Beside it, the readers of single headers.
//!
//! The answer comes over loopback, so that the whole way is tried: head, redirects, codings, limits, the body.
#![no_main]

use std::future::Future;
use std::io::{self, Read, Write};
use std::net::{IpAddr, TcpListener};
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, SystemTime};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use skord::fetch::{
    Answer, Coding, Egress, Fetcher, Limits, Names, Politeness, Request, Settings, Terms, moved_to, retry_after,
};
use tokio::runtime::Runtime;
use url::Url;

const LIMIT: u64 = 100_000;

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    /// Any bytes.
    Bytes(&'a [u8]),
    /// A head and any body.
    Answer { status: Status, headers: Vec<(Header, &'a str)>, body: Vec<u8> },
    /// A body that is packed, and then changed.
    Packed { label: Packing, packing: Packing, twice: Option<Packing>, body: Vec<u8>, changes: Vec<(u16, u8)>, cut: u8 },
    /// Values of single headers.
    Values { retry_after: &'a str, date: Option<&'a str>, codings: Vec<&'a str> },
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Status {
    Ok,
    NotModified,
    Redirect(u8),
    Any(u16),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Header {
    Location,
    RetryAfter,
    Date,
    ContentLength,
    ContentEncoding,
    TransferEncoding,
    ContentType,
    Etag,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Packing {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

struct World {
    _runtime: Runtime,
    fetcher: Fetcher,
    url: Url,
    port: u16,
    answer: Arc<Mutex<Vec<u8>>>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let answer = Arc::new(Mutex::new(Vec::new()));
    let sent = Arc::clone(&answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let sent: Vec<u8> = sent.lock().expect("no panic").clone();
            serve(stream, &sent);
        }
    });
    let settings = Settings {
        user_agent: "skord-fuzz".into(),
        politeness: Politeness { at_once: 100, pause: Duration::ZERO },
        trusted_certificates: None,
        proxy: None,
        spool: std::env::temp_dir(),
    };
    let fetcher = Fetcher::new(settings, runtime.handle().clone(), Default::default()).expect("a fetcher");
    let url = Url::parse(&format!("http://127.0.0.1:{port}/")).expect("an address");
    World { _runtime: runtime, fetcher: fetcher.with_names(Arc::new(NoNames)), url, port, answer }
});

/// No name leads anywhere: nothing leaves this machine.
struct NoNames;

impl Names for NoNames {
    fn look_up(&self, _: &str) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>> {
        Box::pin(async { Err(io::ErrorKind::NotFound.into()) })
    }
}

/// Reads a request and sends this.
fn serve(mut stream: std::net::TcpStream, answer: &[u8]) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    // A client that has enough leaves.
    let _ = stream.write_all(answer);
}

fuzz_target!(|input: Input<'_>| {
    match input {
        Input::Bytes(bytes) => fetch(bytes.to_vec()),
        Input::Answer { status, headers, body } => fetch(answer(status, &headers, &body)),
        Input::Packed { label, packing, twice, body, changes, cut } => {
            let mut sent = pack(packing, &body);
            if let Some(packing) = twice {
                sent = pack(packing, &sent);
            }
            for (at, change) in changes {
                let at = usize::from(at) % sent.len();
                sent[at] ^= change;
            }
            sent.truncate(sent.len() - usize::from(cut).min(sent.len()));
            fetch(answer(Status::Ok, &[(Header::ContentEncoding, name(label))], &sent));
        }
        Input::Values { retry_after: value, date, codings } => {
            for now in [None, Some(SystemTime::UNIX_EPOCH)] {
                if let Some(wait) = retry_after(value, date, now) {
                    // Somebody adds it to a time.
                    let _ = wait.saturating_add(Duration::from_secs(1));
                }
            }
            if let Err(error) = Coding::named(codings) {
                assert!(error.to_string().chars().count() < 200);
            }
        }
    }
});

fn fetch(bytes: Vec<u8>) {
    let world = &*WORLD;
    *world.answer.lock().expect("no panic") = bytes;
    let terms = Terms {
        egress: Egress { allow_private: vec!["127.0.0.1/32".parse().expect("a network")], ports: vec![world.port] },
        limits: Limits { bytes: LIMIT, wire_bytes: LIMIT, attempts: 1, ..Limits::default() },
        authorization: None,
        now: Some(SystemTime::UNIX_EPOCH),
    };
    let mut session = world.fetcher.session(terms).expect("a session");
    let request = Request { etag: Some("\"a\""), ..Request::new(&world.url) };
    match session.get(&request) {
        Ok(Answer::Fetched(mut fetched)) => {
            assert!(!fetched.body.is_empty() && fetched.body.len() <= LIMIT && fetched.wire_bytes <= LIMIT);
            assert_eq!(fetched.body.bytes().expect("it can be read").len() as u64, fetched.body.len());
            assert!(fetched.hops.len() <= 5);
            let _ = moved_to(&fetched.hops);
        }
        Ok(Answer::NotModified { hops, .. }) => assert!(hops.len() <= 5),
        Err(error) => {
            assert!(!error.code().is_empty());
            let length = error.to_string().chars().count();
            assert!(length < 30_000, "{length} characters");
        }
    }
    assert!(session.trace().events().len() < 100);
}

fn answer(status: Status, headers: &[(Header, &str)], body: &[u8]) -> Vec<u8> {
    let status = match status {
        Status::Ok => 200,
        Status::NotModified => 304,
        Status::Redirect(n) => [301, 302, 303, 307, 308][usize::from(n) % 5],
        Status::Any(status) => status,
    };
    let mut bytes = format!("HTTP/1.1 {status} x\r\n").into_bytes();
    for (header, value) in headers {
        let name = match header {
            Header::Location => "location",
            Header::RetryAfter => "retry-after",
            Header::Date => "date",
            Header::ContentLength => "content-length",
            Header::ContentEncoding => "content-encoding",
            Header::TransferEncoding => "transfer-encoding",
            Header::ContentType => "content-type",
            Header::Etag => "etag",
        };
        bytes.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    bytes
}

const fn name(packing: Packing) -> &'static str {
    match packing {
        Packing::Gzip => "gzip",
        Packing::Deflate => "deflate",
        Packing::Brotli => "br",
        Packing::Zstd => "zstd",
    }
}

fn pack(packing: Packing, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let level = flate2::Compression::fast();
    match packing {
        Packing::Gzip => flate2::write::GzEncoder::new(&mut out, level).write_all(bytes).expect("memory"),
        Packing::Deflate => flate2::write::ZlibEncoder::new(&mut out, level).write_all(bytes).expect("memory"),
        Packing::Brotli => brotli::CompressorWriter::new(&mut out, 4096, 2, 18).write_all(bytes).expect("memory"),
        Packing::Zstd => out = zstd::encode_all(bytes, 1).expect("memory"),
    }
    out
}
