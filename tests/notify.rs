//! The promise of notices: who is told is told once, in order, signed, and later if need be.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::any;
use serde_json::{Value, json};
use skord::config;
use skord::harvest::{Clock, Context, Harvested, harvest};
use skord::notify::signature;
use skord::schedule::{deliver, watch};
use skord::store::Outcome;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// 2026-01-01T02:00:00Z.
const BEGIN: i64 = 1_767_232_800;
const DAY: i64 = 24 * 3600;
const FOREVER: i64 = i64::MAX;

const CATALOGUE: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> .
    <https://ekbacka.example/d> a dcat:Dataset ; dcat:keyword 'vatten' .";

/// What a webhook was sent, and what it answers.
struct Receiver {
    answer: Mutex<StatusCode>,
    received: Mutex<Vec<(String, HeaderMap, Bytes)>>,
    came: Notify,
}

impl Receiver {
    fn answers(&self, status: StatusCode) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }

    /// Everything that came since the last look.
    fn take(&self) -> Vec<(String, HeaderMap, Bytes)> {
        std::mem::take(&mut self.received.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The events of everything that came since the last look.
    fn events(&self) -> Vec<String> {
        let event = |body: &Bytes| serde_json::from_slice::<Value>(body).expect("JSON")["event"].clone();
        self.take().iter().map(|(_, _, body)| event(body).as_str().expect("a text").to_owned()).collect()
    }

    fn receive(&self, path: &str, headers: HeaderMap, body: Bytes) -> impl IntoResponse + use<> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).push((path.to_owned(), headers, body));
        self.came.notify_one();
        let status = *self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        (status, [(header::LOCATION, "/elsewhere")], "tack")
    }
}

/// A region with two sources, a file that is there or not and an address where nothing is, and a webhook on this machine.
struct Place {
    folder: tempfile::TempDir,
    receiver: Arc<Receiver>,
    runtime: Runtime,
    context: Arc<Context>,
    stop: CancellationToken,
}

impl Place {
    /// A place whose config has this table, in which `PORT` stands for the webhook's.
    fn new(notify: &str) -> Place {
        let runtime = Runtime::new().expect("a runtime");
        let receiver = Arc::new(Receiver {
            answer: Mutex::new(StatusCode::NO_CONTENT),
            received: Mutex::default(),
            came: Notify::new(),
        });
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let at = Arc::clone(&receiver);
        let handler = move |uri: axum::http::Uri, headers: HeaderMap, body: Bytes| async move {
            at.receive(uri.path(), headers, body)
        };
        let gone = any(|| async { StatusCode::GONE });
        let router = Router::new().route("/catalog", gone).fallback(any(handler));
        runtime.spawn(async move { axum::serve(listener, router).await });

        let folder = tempfile::tempdir().expect("a folder");
        let text = format!(
            r#"
            [region]
            name = "Provregionen"
            title = "Öppna data"
            description = "Data."
            base_url = "https://data.example.org"
            publisher = {{ iri = "https://data.example.org/id/p", name = "P", agent_type = "RegionalAuthority" }}
            contact = {{ name = "Öppna data", email = "data@example.org" }}
            [harvest]
            file_root = "."
            [notify]
            {}
            [[organisation]]
            id = "ekbacka"
            name = "Ekbacka"
            [[organisation.source]]
            id = "ekbacka-katalog"
            url = "file:catalog.ttl"
            [[organisation.source]]
            id = "ekbacka-karta"
            url = "http://127.0.0.1:{port}/catalog"
            allow_private = ["127.0.0.1"]
            "#,
            notify.replace("PORT", &port.to_string())
        );
        let secret = |name: &str| (name == "SECRET").then(|| "hemligt".to_owned());
        let config =
            config::parse(&text, &folder.path().join("skord.toml"), &secret).unwrap_or_else(|error| panic!("{error}"));
        let stop = CancellationToken::new();
        let context = Context::open(config, Clock::manual(BEGIN), runtime.handle().clone(), stop.clone());
        let context = Arc::new(context.unwrap_or_else(|error| panic!("{error}")));
        Place { folder, receiver, runtime, context, stop }
    }

    fn with_webhook() -> Place {
        Place::new(
            "webhook = \"http://127.0.0.1:PORT/hook\"\nwebhook_secret = { env = \"SECRET\" }\nallow_private = [\"127.0.0.1\"]",
        )
    }

    fn catalogue(&self) -> std::path::PathBuf {
        self.folder.path().join("catalog.ttl")
    }

    /// Harvests the file.
    fn run(&self) -> Outcome {
        self.run_of("ekbacka-katalog")
    }

    /// Harvests a source; a run takes a minute.
    fn run_of(&self, source: &str) -> Outcome {
        let source = self.context.source(source).expect("it is in the config");
        let ended = harvest(&self.context, source).unwrap_or_else(|error| panic!("{error}"));
        self.context.clock.advance(60);
        match ended {
            Harvested::Run(run) => run.outcome,
            Harvested::Busy => panic!("nobody else is at it"),
        }
    }

    fn fail(&self) {
        assert_eq!(self.run(), Outcome::Failed);
    }

    fn recover(&self) {
        write(&self.catalogue(), CATALOGUE);
        assert_eq!(self.run(), Outcome::Changed);
    }

    fn deliver(&self) {
        deliver(&self.context).unwrap_or_else(|error| panic!("{error}"));
    }

    /// The notices that wait, whenever they are due.
    fn waiting(&self) -> usize {
        self.context.store.due_notices(FOREVER, 100).unwrap_or_else(|error| panic!("{error}")).len()
    }
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_source_that_fails_twice_is_told_of_once_and_its_recovery_too() {
    let place = Place::with_webhook();
    place.fail();
    place.deliver();
    assert_eq!(place.receiver.take().len(), 0, "one failure is nothing to tell of");

    place.fail();
    place.fail();
    place.deliver();
    let received = place.receiver.take();
    let [(path, headers, body)] = received.as_slice() else { panic!("one notice, not {}", received.len()) };
    assert_eq!(path, "/hook");
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["x-skord-signature"], signature("hemligt", body).as_str());
    let mut notice: Value = serde_json::from_slice(body).expect("JSON");
    let reason = notice["reason"].take();
    assert!(reason.as_str().is_some_and(|text| text.contains("catalog.ttl")), "{reason}");
    let expected = json!({
        "schema_version": 1, "event": "source-failing", "organisation": "ekbacka", "source": "ekbacka-katalog",
        "since": "2026-01-01T02:00:00Z", "reason": null, "report": "https://data.example.org/organisationer/ekbacka",
    });
    assert_eq!(notice, expected);

    place.recover();
    place.deliver();
    let received = place.receiver.take();
    let [(_, _, body)] = received.as_slice() else { panic!("one notice, not {}", received.len()) };
    let notice: Value = serde_json::from_slice(body).expect("JSON");
    assert_eq!(
        (&notice["event"], &notice["since"], &notice["reason"]),
        (&json!("source-recovered"), &json!("2026-01-01T02:03:00Z"), &Value::Null)
    );

    assert_eq!(place.run(), Outcome::Unchanged);
    place.deliver();
    assert_eq!((place.receiver.take().len(), place.waiting()), (0, 0));
}

#[test]
fn one_failure_between_good_runs_is_not_told_of() {
    let place = Place::with_webhook();
    place.recover();
    for _ in 0..3 {
        std::fs::remove_file(place.catalogue()).expect("it is there");
        place.fail();
        write(&place.catalogue(), CATALOGUE);
        assert_eq!(place.run(), Outcome::Unchanged);
    }
    assert_eq!(place.waiting(), 0);
}

#[test]
fn without_a_webhook_no_notice_is_written() {
    let place = Place::new("");
    for _ in 0..3 {
        place.fail();
    }
    place.recover();
    place.deliver();
    assert_eq!((place.waiting(), place.receiver.take().len()), (0, 0));
}

#[test]
fn a_notice_without_a_secret_has_no_signature() {
    let place = Place::new("webhook = \"http://127.0.0.1:PORT/hook\"\nallow_private = [\"127.0.0.1\"]");
    place.fail();
    place.fail();
    place.deliver();
    let received = place.receiver.take();
    assert!(received.len() == 1 && !received[0].1.contains_key("x-skord-signature"));
}

#[test]
fn what_is_not_taken_waits_and_comes_in_order() {
    let place = Place::with_webhook();
    place.receiver.answers(StatusCode::SERVICE_UNAVAILABLE);
    place.fail();
    place.fail();
    place.deliver();
    assert_eq!(place.receiver.events(), ["source-failing"]);
    place.deliver();
    assert_eq!(place.receiver.take().len(), 0, "not before the wait is over");

    place.context.clock.advance(60);
    place.deliver();
    assert_eq!(place.receiver.take().len(), 1, "a minute later");
    place.recover();
    place.deliver();
    assert_eq!(place.receiver.take().len(), 0, "the recovery does not come before the failure");

    place.receiver.answers(StatusCode::OK);
    place.context.clock.advance(60);
    place.deliver();
    place.deliver();
    assert_eq!(place.receiver.events(), ["source-failing", "source-recovered"]);
    assert_eq!(place.waiting(), 0);
}

#[test]
fn after_five_days_a_notice_is_given_up() {
    let place = Place::with_webhook();
    place.receiver.answers(StatusCode::INTERNAL_SERVER_ERROR);
    place.fail();
    place.fail();
    place.context.clock.advance(5 * DAY - 120);
    place.deliver();
    assert_eq!(place.waiting(), 1);
    place.context.clock.advance(120);
    place.deliver();
    assert_eq!((place.receiver.take().len(), place.waiting()), (2, 0));
}

#[test]
fn a_redirect_is_not_followed() {
    let place = Place::with_webhook();
    place.receiver.answers(StatusCode::TEMPORARY_REDIRECT);
    place.fail();
    place.fail();
    place.deliver();
    let paths: Vec<String> = place.receiver.take().into_iter().map(|(path, ..)| path).collect();
    assert_eq!(paths, ["/hook"]);
    assert_eq!(place.waiting(), 1);
}

#[test]
fn a_notice_waits_until_the_next_start_when_the_program_stops() {
    let place = Place::with_webhook();
    place.fail();
    place.fail();
    place.stop.cancel();
    place.deliver();
    let waiting = place.context.store.due_notices(FOREVER, 1).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].attempts, 0, "stopping is no fault of the webhook");
}

#[test]
fn a_source_that_was_not_asked_because_the_program_stops_is_not_failing() {
    let place = Place::with_webhook();
    place.stop.cancel();
    for _ in 0..3 {
        assert_eq!(place.run_of("ekbacka-karta"), Outcome::Interrupted);
    }
    assert_eq!((place.receiver.take().len(), place.waiting()), (0, 0));
}

#[test]
fn the_watch_delivers_what_an_earlier_process_left_and_stops_when_told() {
    let place = Place::with_webhook();
    place.fail();
    place.fail();
    let (context, stop) = (Arc::clone(&place.context), place.stop.clone());
    let watched = place.runtime.spawn(watch(context, stop));
    place.runtime.block_on(place.receiver.came.notified());
    place.stop.cancel();
    let ended = place.runtime.block_on(watched).expect("it does not panic");
    assert!(ended.is_ok(), "{ended:?}");
    assert_eq!(place.receiver.events(), ["source-failing"]);
}

#[test]
fn a_run_leaves_the_score_of_what_it_read() {
    let place = Place::with_webhook();
    place.recover();
    let scores = place.context.store.score("ekbacka-katalog").unwrap_or_else(|error| panic!("{error}"));
    let figure = |method: &str, metric: &str| {
        let row = scores.iter().find(|row| row.method == method && row.metric == metric);
        row.map(|row| (row.passed, row.measured))
    };
    assert_eq!(scores.len(), 2 * (23 + 5 + 1));
    assert_eq!(figure("european", "keywordAvailability"), Some((1, 1)));
    assert_eq!(figure("european", "dcatApCompliance"), Some((0, 0)), "it is not measured");
    assert_eq!(figure("dataportal", "findabilityScoring"), Some((30, 100)));
    assert_eq!(figure("dataportal", "scoring"), Some((30, 295)));
}
