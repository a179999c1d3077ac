//! Memory does not grow with a body. Measured in a process of its own, which holds the server too.

use std::io::Write;
use std::process::Command;

use skord::fetch::FetchError;

use crate::ask::{ask_under, once};
use crate::server::Web;
use crate::server::packed::{CODINGS, zeros};
use crate::server::step::{Step, answer, head};

const CHILD: &str = "SKORD_TEST_MEMORY";

/// The greatest memory that this process has had, in bytes (proc(5), `VmHWM`).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("/proc is there");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the kernel counts");
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kilobytes * 1024
}

/// Runs the test of this name in a process of its own, or, in that process, the work.
#[expect(clippy::disallowed_methods, reason = "the child learns from its environment that it is one")]
fn alone(test: &str, work: impl FnOnce()) {
    if std::env::var_os(CHILD).is_some() {
        return work();
    }
    let program = std::env::current_exe().expect("this program");
    let done = Command::new(program).args(["--exact", "--nocapture", test]).env(CHILD, "1").output().expect("it runs");
    assert!(
        done.status.success(),
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Blocks of valid N-Triples, so many bytes or a little more, and no line twice.
fn n_triples(bytes: u64) -> impl Iterator<Item = Vec<u8>> + Send {
    let (mut sent, mut line) = (0, 0_u64);
    std::iter::from_fn(move || {
        if sent >= bytes {
            return None;
        }
        let mut block = Vec::with_capacity(1 << 17);
        while block.len() < 1 << 16 {
            let text = "\u{d6}ppna data ".repeat(80);
            writeln!(block, "<https://example.se/d/{line}> <http://purl.org/dc/terms/title> \"{text}\"@sv .").ok()?;
            line += 1;
        }
        sent += block.len() as u64;
        Some(block)
    })
}

#[test]
fn a_gigabyte_of_triples_ends_at_the_limit_in_little_memory() {
    alone("memory::a_gigabyte_of_triples_ends_at_the_limit_in_little_memory", || {
        let mut web = Web::new();
        let server = web.plain(|_, _| {
            let headers = [("content-type", "application/n-triples")];
            vec![head("200 OK", &headers), Step::Blocks(Box::new(n_triples(1_000_000_000)))]
        });
        let mut terms = web.terms();
        (terms.limits.bytes, terms.limits.wire_bytes) = (300_000_000, 2_000_000_000);
        let got = ask_under(&mut web, terms, &server.url("/"));
        assert!(
            matches!(got.error(), FetchError::TooLarge { limit: 300_000_000, key: "bytes", .. }),
            "{:?}",
            got.answer
        );
        assert_eq!(server.seen().len(), 1);
        assert!(peak() < 150_000_000, "{} bytes", peak());
    });
}

#[test]
fn fifty_sources_of_five_megabytes_at_once_stay_small() {
    alone("memory::fifty_sources_of_five_megabytes_at_once_stay_small", || {
        let mut web = Web::new();
        let server = web.plain(|_, _| vec![head("200 OK", &[]), Step::Blocks(Box::new(n_triples(5_000_000)))]);
        let (fetcher, terms) = (std::sync::Arc::new(web.fetcher()), once(&web));
        let works = (0..50).map(|_| {
            let (fetcher, terms, url) = (fetcher.clone(), terms.clone(), server.url("/"));
            // What is fetched is held until all have it.
            move || fetcher.session(terms).and_then(|mut session| session.get(&skord::fetch::Request::new(&url)))
        });
        let fetched = web.run_all(works.collect());
        assert!(fetched.iter().all(Result::is_ok));
        assert!(peak() < 400_000_000, "{} bytes", peak());
    });
}

#[test]
fn what_swells_without_limit_takes_no_more_memory_than_its_window() {
    alone("memory::what_swells_without_limit_takes_no_more_memory_than_its_window", || {
        for coding in CODINGS {
            let mut web = Web::new();
            let server = web.plain(move |_, _| {
                let headers = [("content-encoding", coding)];
                vec![head("200 OK", &headers), Step::Blocks(Box::new(zeros(coding, 10_000_000_000)))]
            });
            let mut terms = web.terms();
            (terms.limits.bytes, terms.limits.ratio) = (60_000_000, u64::MAX);
            let got = ask_under(&mut web, terms, &server.url("/"));
            assert_eq!(got.code(), "too-large", "{coding}: {:?}", got.answer);
        }
        assert!(peak() < 150_000_000, "{} bytes", peak());
    });
}

#[test]
fn heads_of_any_size_are_not_gathered() {
    alone("memory::heads_of_any_size_are_not_gathered", || {
        let mut web = Web::new();
        let server = web.plain(|_, _| answer("200 OK", &[("x", &"x".repeat(300_000))], "x"));
        let (fetcher, terms, url) = (web.fetcher(), web.terms(), server.url("/"));
        web.run(move || {
            let mut session = fetcher.session(terms).expect("a session");
            for _ in 0..600 {
                session.get(&skord::fetch::Request::new(&url)).expect("an answer");
            }
        });
        assert_eq!(server.seen().len(), 600);
        assert!(peak() < 150_000_000, "{} bytes", peak());
    });
}
