//! The configuration: what a file means, and that every mistake in it is reported at once.

mod example;
mod mistakes;
mod network;
mod removals;

use std::path::Path;
use std::time::Duration;

use skord::config::{
    self, Config, ConfigError, Limits, Location, LogFormat, Mistake, OrganisationKind, Sector, SubCatalogues,
};

/// The least that a configuration needs.
const LEAST: &str = r#"
[region]
name = "Provregionen"
title = { sv = "Öppna data" }
description = { sv = "Data.", en = "Data, in English." }
base_url = "https://data.example.org/"
publisher = { iri = "https://data.example.org/id/p", name = "Provregionen", agent_type = "RegionalAuthority" }
contact = { name = "Öppna data", email = "data@example.org" }
"#;

fn token(name: &str) -> Option<String> {
    (name == "TOKEN").then(|| "Bearer abc123".to_owned())
}

fn parse(text: &str) -> Result<Config, ConfigError> {
    config::parse(text, Path::new("/etc/skord/skord.toml"), &token)
}

/// The least configuration and what follows it.
fn with(rest: &str) -> Result<Config, ConfigError> {
    parse(&format!("{LEAST}{rest}"))
}

fn mistakes(result: Result<Config, ConfigError>) -> Vec<Mistake> {
    match result {
        Ok(_) => Vec::new(),
        Err(ConfigError::Mistakes { mistakes, .. }) => mistakes,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_least_configuration_has_every_default() {
    let config = with("").expect("it is enough");
    assert_eq!(config.region.base_url, "https://data.example.org");
    assert_eq!(config.region.title.en, "Öppna data");
    assert_eq!(config.region.description.en, "Data, in English.");
    assert_eq!(config.region.publisher.agent_type, "http://purl.org/adms/publishertype/RegionalAuthority");
    assert_eq!(config.harvest.user_agent, format!("Skord/{} (+https://data.example.org)", env!("CARGO_PKG_VERSION")));
    assert_eq!(config.harvest.workers, 4);
    assert_eq!(config.harvest.file_root, None);
    assert_eq!(config.harvest.shutdown_deadline, Duration::from_secs(30));
    assert_eq!((config.harvest.host_requests, config.harvest.host_pause), (2, Duration::from_millis(500)));
    assert_eq!(config.harvest.start_jitter, Duration::from_secs(600));
    assert_eq!((config.harvest.proxy, config.harvest.trusted_certificates), (None, None));
    assert_eq!(config.data_dir, Path::new("/etc/skord/data"));
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.publish.sub_catalogues, SubCatalogues::None);
    assert_eq!(config.publish.keep_snapshots, 7);
    assert_eq!(config.notify, None);
    assert_eq!(config.log.format, LogFormat::Text);
    assert_eq!(config.log.level, "info");
    assert_eq!(config.organisations, []);
}

#[test]
fn a_source_inherits_what_it_does_not_say() {
    let config = with(
        r#"
        [harvest]
        file_root = "/srv/files"
        [harvest.defaults]
        schedule = "15 4 * * *"
        language = "sv"
        limits = { bytes = "1 MB", timeout = "1m" }
        [[organisation]]
        id = "a"
        name = "A"
        kind = "company"
        sector = "private"
        source = [{ url = "file:a.ttl" }]
        [[organisation]]
        id = "b"
        name = "B"
        [[organisation.source]]
        id = "b-1"
        url = "https://example.org/b"
        time_zone = "UTC"
        limits = { timeout = "2m" }
        authorization = { env = "TOKEN" }
        [[organisation.source]]
        id = "b-2"
        url = "https://example.org/c"
        schedule = "@hourly"
        language = "en"
        "#,
    )
    .expect("it has no mistakes");
    let [a, b] = &config.organisations[..] else {
        panic!("two organisations are given");
    };
    assert_eq!((a.kind, a.kind_is_given, a.sector), (OrganisationKind::Company, true, Sector::Private));
    assert_eq!((b.kind, b.kind_is_given), (OrganisationKind::Municipality, false));
    let single = &a.sources[0];
    assert_eq!((single.id.as_str(), single.organisation.as_str()), ("a", "a"));
    assert_eq!(single.location, Location::File("/srv/files/a.ttl".into()));
    assert_eq!(single.schedule.expression(), "15 4 * * *");
    assert_eq!(single.language.as_deref(), Some("sv"));
    assert_eq!(single.limits.timeout, Duration::from_secs(60));
    let first = &b.sources[0];
    assert_eq!(first.schedule.expression(), "15 4 * * *");
    assert_eq!(first.schedule.zone(), chrono_tz::Tz::UTC);
    assert_eq!(first.limits.timeout, Duration::from_secs(120));
    assert_eq!(first.limits.bytes, 1_000_000);
    let secret = first.authorization.as_ref().map(config::Secret::reveal);
    assert_eq!(secret, Some("Bearer abc123"));
    assert_eq!(b.sources[1].schedule.expression(), "@hourly");
    assert_eq!(b.sources[1].language.as_deref(), Some("en"));
    assert!(!format!("{config:?}").contains("abc123"));
}

#[test]
fn a_plain_source_runs_every_night_within_the_default_limits() {
    let config = with("[[organisation]]\nid = \"a\"\nname = \"A\"\nsource = [{ url = \"https://example.org\" }]")
        .expect("it has no mistakes");
    let source = &config.organisations[0].sources[0];
    assert_eq!(source.schedule.expression(), "0 2 * * *");
    assert_eq!(source.schedule.zone(), chrono_tz::Tz::Europe__Stockholm);
    let expected = Limits {
        bytes: 200_000_000,
        wire_bytes: 200_000_000,
        ratio: 200,
        speed: 1_000,
        triples: 10_000_000,
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(30),
        timeout: Duration::from_secs(600),
        attempts: 4,
        pages: 1_000,
    };
    assert_eq!(source.limits, expected);
    assert_eq!(source.language, None);
    assert_eq!((&source.allow_private[..], &source.ports[..]), (&[][..], &[][..]));
    assert_eq!((source.place.line, source.place.key.as_str()), (12, "organisation[0].source[0].url"));
}

#[test]
fn paths_start_at_the_folder_of_the_file() {
    let text = format!("{LEAST}[data]\ndir = \"state\"\n[harvest]\nfile_root = \"../files\"\n");
    let config = parse(&text).expect("it has no mistakes");
    assert_eq!(config.data_dir, Path::new("/etc/skord/state"));
    let root = config.harvest.file_root.expect("it is given");
    assert_eq!(root, Path::new("/etc/skord/../files"));
    let beside = config::parse(&text, Path::new("skord.toml"), &token).expect("as before");
    assert!(beside.data_dir.is_absolute(), "{:?}", beside.data_dir);
}

#[test]
fn a_secret_is_read_from_a_file_beside_the_configuration() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let write = |name: &str, content: &[u8]| {
        std::fs::write(folder.path().join(name), content).expect("the folder can be written");
    };
    write("good", b"Bearer abc123\n");
    write("two-lines", b"Bearer abc123\r\nX-Injected: 1\n");
    write("empty", b"\n");
    write("binary", &[0xff, 0xfe]);
    write("long", &vec![b'a'; 20_000]);
    let read = |name: &str| {
        let text = format!(
            "{LEAST}[[organisation]]\nid = \"a\"\nname = \"A\"\n[[organisation.source]]\n\
             url = \"https://example.org\"\nauthorization = {{ file = \"{name}\" }}\n"
        );
        config::parse(&text, &folder.path().join("skord.toml"), &token)
    };
    let good = read("good").expect("the file holds a secret");
    let secret = good.organisations[0].sources[0].authorization.as_ref();
    assert_eq!(secret.map(config::Secret::reveal), Some("Bearer abc123"));
    for wrong in ["two-lines", "empty", "binary", "long", "absent", "."] {
        let found = mistakes(read(wrong));
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert_eq!(found[0].key, "organisation[0].source[0].authorization.file");
    }
}

#[test]
fn notices_go_to_a_webhook_and_a_secret_to_nothing_else() {
    let read = |notify: &str| with(&format!("[notify]\n{notify}"));
    let whole = read("webhook = \"https://example.org/hook\"\nwebhook_secret = { env = \"TOKEN\" }");
    let notify = whole.expect("it has no mistakes").notify.expect("it is given");
    assert_eq!(notify.webhook.as_str(), "https://example.org/hook");
    assert_eq!(notify.secret.as_ref().map(config::Secret::reveal), Some("Bearer abc123"));
    assert_eq!(read("").expect("an empty table says nothing").notify, None);
    for (wrong, key) in [
        ("webhook = \"example.org\"", "notify.webhook"),
        ("webhook_secret = { env = \"TOKEN\" }", "notify.webhook_secret"),
        ("webhook = \"https://example.org\"\nwebhook_secret = \"abc\"", "notify.webhook_secret"),
        ("webhook = \"https://example.org\"\nwebhook_secret = { env = \"UNSET\" }", "notify.webhook_secret.env"),
    ] {
        let found = mistakes(read(wrong));
        assert_eq!(found.iter().map(|mistake| mistake.key.as_str()).collect::<Vec<_>>(), [key], "{wrong}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let error = config::load(Path::new("no/such/skord.toml")).expect_err("it does not exist");
    assert!(matches!(error, ConfigError::Unreadable { .. }));
    assert!(error.to_string().starts_with("no/such/skord.toml: "), "{error}");
}
