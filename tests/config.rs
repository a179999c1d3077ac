//! The configuration: what a file means, and that every mistake in it is reported at once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::*;
use skord::config::keys::{FILE, Key, Shape};
use skord::config::{
    self, Config, ConfigError, Limits, Location, LogFormat, Mistake, OrganisationKind, Sector, SubCatalogues,
};
use toml::de::{DeTable, DeValue};

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

fn example_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config/skord.example.toml")
}

fn example() -> String {
    std::fs::read_to_string(example_path()).expect("the example stands in the repository")
}

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

fn message(text: &str) -> String {
    parse(text).expect_err("the text has mistakes").to_string()
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
    assert_eq!(config.data_dir, Path::new("/etc/skord/data"));
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.publish.sub_catalogues, SubCatalogues::None);
    assert_eq!(config.publish.keep_snapshots, 7);
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
    assert_eq!((a.kind, a.sector), (OrganisationKind::Company, Sector::Private));
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
        triples: 10_000_000,
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(30),
        timeout: Duration::from_secs(600),
    };
    assert_eq!(source.limits, expected);
    assert_eq!(source.language, None);
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
fn every_mistake_is_reported_at_once() {
    let text = r#"
colour = "blue"

[region]
name = ""
titel = "Öppna data"
description = { en = "Data." }
base_url = "https://user:hemligt@data.example.org/?a=b"
language = "Svenska"

[region.publisher]
iri = "id/publisher"
name = 7
agent_type = "RegionAuthority"

[region.contact]
name = { sv = "Öppna data", no = "Åpne data" }
email = "data at example.org"

[data]
dir = ""

[server]
listen = "localhost"

[harvest]
workers = 0
user_agent = "Skörd"
shutdown_deadline = "soon"

[harvest.defaults]
schedule = "0 0 30 2 *"
time_zone = "Europe/Stokholm"
limits = { bytes = "200 MiB", triples = -1, timeout = "0s" }

[publish]
sub_catalogues = "all"
keep_snapshots = 2026-10-25

[log]
format = "xml"
level = "inof"

[[organisation]]
id = "Göteborg"
name = "Göteborg"
organisation_number = "212000-9995"
kind = "kommun"
sector = true
priority = 0

[[organisation.source]]
url = "ftp://example.org/catalog.rdf"
format = "rdf/xml"
shedule = "@daily"

[[organisation]]
id = "a"
name = "A"
contact = { email = "" }

[[organisation.source]]
url = "https://user:hemligt@example.org/a"

[[organisation.source]]
id = "a-1"
url = "user:hemligt@example.org/a"

[[organisation.source]]
id = "a-2"
kind = "ckan"
url = "file:catalog.rdf"
schedule = "0 25 * * *"
authorization = "Bearer hemligt"

[[organisation]]
id = "a"
source = [
    { id = "a-2", url = "https://example.org/b", authorization = { env = "UNSET" } },
    { id = "a-3", url = "https://example.org/c", authorization = { file = "no/such/file" } },
    { id = "a-4", url = "https://example.org/d", authorization = { env = "Bearer hemligt" } },
    { id = "a-5", url = "https://example.org/e", authorization = { value = "hemligt" } },
    "https://example.org/f",
]
"#;
    let message = message(text);
    assert!(!message.contains("hemligt"), "{message}");
    insta::assert_snapshot!(message, @r#"
    /etc/skord/skord.toml:2:1: colour: given an unknown key, expected one of the keys region, data, server, harvest, publish, log, organisation
    /etc/skord/skord.toml:4:1: region.title: given nothing, expected a text, such as "…" or { sv = "…", en = "…" }
    /etc/skord/skord.toml:5:8: region.name: given "", expected a text, such as "…" or { sv = "…", en = "…" }
    /etc/skord/skord.toml:6:1: region.titel: given an unknown key, expected the key title
    /etc/skord/skord.toml:7:15: region.description.sv: given nothing, expected a text that is not empty
    /etc/skord/skord.toml:8:12: region.base_url: given "https://***@data.example.org/?a=b", expected an http or https address without user, query and fragment, such as https://data.example.org
    /etc/skord/skord.toml:9:12: region.language: given "Svenska", expected a language tag, such as sv or en
    /etc/skord/skord.toml:12:7: region.publisher.iri: given "id/publisher", expected an absolute IRI, such as https://example.org/id/publisher
    /etc/skord/skord.toml:13:8: region.publisher.name: given 7, expected a text, such as "…" or { sv = "…", en = "…" }
    /etc/skord/skord.toml:14:14: region.publisher.agent_type: given "RegionAuthority", expected one of Academia-ScientificOrganisation, Company, IndustryConsortium, LocalAuthority, NationalAuthority, NonGovernmentalOrganisation, NonProfitOrganisation, PrivateIndividual, RegionalAuthority, StandardisationBody, SupraNationalAuthority; perhaps RegionalAuthority
    /etc/skord/skord.toml:17:29: region.contact.name.no: given an unknown key, expected one of the keys sv, en
    /etc/skord/skord.toml:18:9: region.contact.email: given "data at example.org", expected an e-mail address, such as data@example.org
    /etc/skord/skord.toml:21:7: data.dir: given "", expected a text that is not empty
    /etc/skord/skord.toml:24:10: server.listen: given "localhost", expected an IP address and a port, such as 127.0.0.1:8080
    /etc/skord/skord.toml:27:11: harvest.workers: given 0, expected a whole number from 1 to 256
    /etc/skord/skord.toml:28:14: harvest.user_agent: given "Skörd", expected 1 to 200 visible ASCII characters, such as Skord/0.1 (+https://data.example.org)
    /etc/skord/skord.toml:29:21: harvest.shutdown_deadline: given "soon", expected a duration above 0 and at most 720h in s, m or h, such as "30s" or "10m"
    /etc/skord/skord.toml:32:12: harvest.defaults.schedule: given "0 0 30 2 *", expected a date that exists; this one never comes
    /etc/skord/skord.toml:33:13: harvest.defaults.time_zone: given "Europe/Stokholm", expected an IANA time zone; Europe/Stockholm exists
    /etc/skord/skord.toml:34:20: harvest.defaults.limits.bytes: given "200 MiB", expected a size above 0 and at most 1000 GB in B, kB, MB or GB, such as "50 MB"
    /etc/skord/skord.toml:34:41: harvest.defaults.limits.triples: given -1, expected a whole number from 1 to 4000000000
    /etc/skord/skord.toml:34:55: harvest.defaults.limits.timeout: given "0s", expected a duration above 0 and at most 720h in s, m or h, such as "30s" or "10m"
    /etc/skord/skord.toml:37:18: publish.sub_catalogues: given "all", expected one of none, complete
    /etc/skord/skord.toml:38:18: publish.keep_snapshots: given 2026-10-25, expected a whole number from 1 to 10000
    /etc/skord/skord.toml:41:10: log.format: given "xml", expected one of text, json
    /etc/skord/skord.toml:42:9: log.level: given "inof", expected error, warn, info, debug, trace or off, or a list such as info,skord=debug
    /etc/skord/skord.toml:45:6: organisation[0].id: given "Göteborg", expected 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit
    /etc/skord/skord.toml:47:23: organisation[0].organisation_number: given "212000-9995", expected an organisation number whose last digit is right; compare each digit
    /etc/skord/skord.toml:48:8: organisation[0].kind: given "kommun", expected one of municipality, region, company, agency
    /etc/skord/skord.toml:49:10: organisation[0].sector: given true, expected one of public, private
    /etc/skord/skord.toml:50:12: organisation[0].priority: given 0, expected a whole number from 1 to 1000000
    /etc/skord/skord.toml:53:7: organisation[0].source[0].url: given "ftp://example.org/catalog.rdf", expected an http, https or file address, not ftp
    /etc/skord/skord.toml:54:10: organisation[0].source[0].format: given "rdf/xml", expected one of rdfxml, turtle, ntriples, nquads, trig, jsonld; perhaps rdfxml
    /etc/skord/skord.toml:55:1: organisation[0].source[0].shedule: given an unknown key, expected the key schedule
    /etc/skord/skord.toml:60:11: organisation[1].contact.name: given nothing, expected a text, such as "…" or { sv = "…", en = "…" }
    /etc/skord/skord.toml:60:21: organisation[1].contact.email: given "", expected an e-mail address, such as data@example.org
    /etc/skord/skord.toml:62:1: organisation[1].source[0].id: given nothing, expected 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit
    /etc/skord/skord.toml:63:7: organisation[1].source[0].url: given "https://***@example.org/a", expected an address without user and password; give them by authorization = { env = "NAME" }
    /etc/skord/skord.toml:67:8: organisation[1].source[1].kind: given "ckan", expected dcat
    /etc/skord/skord.toml:68:7: organisation[1].source[1].url: given "file:catalog.rdf", expected a file address only when harvest.file_root names the folder it is in
    /etc/skord/skord.toml:69:12: organisation[1].source[1].schedule: given "0 25 * * *", expected 0…23 in the hour field, not "25"
    /etc/skord/skord.toml:70:17: organisation[1].source[1].authorization: given a value that is not shown, expected where the secret is: { env = "NAME" } or { file = "path" }
    /etc/skord/skord.toml:72:1: organisation[2].name: given nothing, expected a text, such as "…" or { sv = "…", en = "…" }
    /etc/skord/skord.toml:73:6: organisation[2].id: given "a", expected an id of its own; this one is taken on line 58
    /etc/skord/skord.toml:75:12: organisation[2].source[0].id: given "a-2", expected an id of its own; this one is taken on line 66
    /etc/skord/skord.toml:75:74: organisation[2].source[0].authorization.env: given "UNSET", expected the name of an environment variable that is set; this one is not
    /etc/skord/skord.toml:76:75: organisation[2].source[1].authorization.file: given "no/such/file", expected the path of a file that can be read (No such file or directory (os error 2))
    /etc/skord/skord.toml:77:74: organisation[2].source[2].authorization.env: given a value that is not shown, expected the name of an environment variable, of A-Z, 0-9 and _
    /etc/skord/skord.toml:78:66: organisation[2].source[3].authorization: given a table, expected either { env = "NAME" } or { file = "path" }
    /etc/skord/skord.toml:78:68: organisation[2].source[3].authorization.value: given an unknown key, expected one of the keys env, file
    /etc/skord/skord.toml:79:5: organisation[2].source[4]: given "https://example.org/f", expected a table with the keys id, kind, url, format, schedule, time_zone, language, authorization, limits
    "#);
}

#[test]
fn an_empty_file_lacks_only_the_region() {
    insta::assert_snapshot!(message(""), @r#"/etc/skord/skord.toml:1:1: region: given nothing, expected a table with the keys name, title, description, base_url, language, publisher, contact"#);
}

#[test]
fn a_file_that_is_not_toml_has_one_mistake_with_its_place() {
    let messages = [
        "[region\nname = \"x\"",
        "[region]\nname = \"x\"\nname = \"y\"",
        "[region]\n  name: x\n",
        "[[organisation.source]]\nauthorization = Bearer hemligt\n",
        "x = \"",
        &format!("x = {}", "[".repeat(100_000)),
    ]
    .map(message);
    assert!(!messages.concat().contains("hemligt"));
    insta::assert_snapshot!(messages.join("\n"), @r#"
    /etc/skord/skord.toml:1:8: toml: given text that is not TOML (unclosed table), expected `]`
    /etc/skord/skord.toml:3:1: toml: given text that is not TOML (duplicate key), expected valid TOML
    /etc/skord/skord.toml:2:9: toml: given text that is not TOML (key with no value), expected `=`
    /etc/skord/skord.toml:2:17: toml: given text that is not TOML (string values must be quoted), expected literal string
    /etc/skord/skord.toml:1:6: toml: given text that is not TOML (invalid basic string), expected `"`
    /etc/skord/skord.toml:1:85: toml: given text that is not TOML (cannot recurse further; max recursion depth met), expected valid TOML
    "#);
}

#[test]
fn a_wrong_default_is_reported_where_it_stands_and_nowhere_else() {
    let found = mistakes(with(
        r#"
        [harvest.defaults]
        schedule = "daily"
        [[organisation]]
        id = "a"
        name = "A"
        source = [{ url = "https://example.org/a" }]
        "#,
    ));
    let keys: Vec<&str> = found.iter().map(|mistake| mistake.key.as_str()).collect();
    assert_eq!(keys, ["harvest.defaults.schedule"]);
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
fn a_file_that_cannot_be_read_is_named() {
    let error = config::load(Path::new("no/such/skord.toml")).expect_err("it does not exist");
    assert!(matches!(error, ConfigError::Unreadable { .. }));
    assert!(error.to_string().starts_with("no/such/skord.toml: "), "{error}");
}

#[test]
fn the_example_loads() {
    let config = config::load(&example_path()).expect("the example has no mistakes");
    assert_eq!(config.organisations.len(), 2);
}

/// The example with the keys that are off in it turned on.
fn whole_example() -> String {
    let on = |line: &str| match line.strip_prefix('#') {
        Some(key) if key.starts_with(|c: char| c.is_ascii_lowercase()) => key.to_owned(),
        _ => line.to_owned(),
    };
    example().lines().map(on).collect::<Vec<_>>().join("\n")
}

/// The dotted paths of keys, without the indices of lists.
fn known(prefix: &str, keys: &[Key], into: &mut BTreeSet<String>) {
    for key in keys {
        let path = format!("{prefix}{}", key.name);
        match key.shape {
            Shape::Value => {
                into.insert(path);
            }
            Shape::Table(keys) | Shape::Tables(keys) => known(&format!("{path}."), keys, into),
        }
    }
}

/// The dotted paths of the values of a document, without the indices of lists.
fn written(path: &str, value: &DeValue, into: &mut BTreeSet<String>) {
    match value {
        DeValue::Table(table) => written_in(&format!("{path}."), table, into),
        DeValue::Array(items) => {
            for item in items {
                written(path, item.get_ref(), into);
            }
        }
        _ => {
            into.insert(path.to_owned());
        }
    }
}

fn written_in(prefix: &str, table: &DeTable, into: &mut BTreeSet<String>) {
    for (key, value) in table {
        written(&format!("{prefix}{}", key.get_ref()), value.get_ref(), into);
    }
}

#[test]
fn the_example_has_every_key_and_a_comment_above_its_first_use() {
    let mut keys = BTreeSet::new();
    known("", FILE, &mut keys);
    let whole = whole_example();
    let document = DeTable::parse(&whole).expect("the example is TOML");
    let mut used = BTreeSet::new();
    written_in("", document.get_ref(), &mut used);
    let missing: Vec<_> = keys.difference(&used).collect();
    assert!(missing.is_empty(), "the example lacks {missing:?}");

    let mut table = "";
    let mut explained = BTreeSet::new();
    let mut above = "";
    for line in whole.lines() {
        if line.starts_with('[') {
            table = line;
        } else if let Some((key, _)) = line.split_once(" = ") {
            let first = explained.insert((table.to_owned(), key.to_owned()));
            assert!(!first || above.starts_with("# "), "{table} {key} is not explained");
        }
        above = line;
    }
}

#[test]
fn every_key_of_the_example_is_read() {
    let whole = whole_example();
    let lines: Vec<&str> = whole.lines().collect();
    let mut changed = 0;
    for (index, line) in lines.iter().enumerate() {
        let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let wrong = format!("{key} = false");
        let mut copy = lines.clone();
        copy[index] = &wrong;
        let found = mistakes(parse(&copy.join("\n")));
        let at_the_key = |mistake: &Mistake| mistake.line == index + 1 && mistake.key.rsplit('.').next() == Some(key);
        assert!(found.iter().any(at_the_key), "{key} on line {}", index + 1);
        changed += 1;
    }
    assert!(changed > 50, "only {changed} keys were changed");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn no_damage_to_the_example_panics(
        start in 0_usize..10_000,
        length in 0_usize..200,
        instead in "[a-z\"'\\[\\]{}=.,#0-9 \nåäö-]{0,12}",
    ) {
        let mut letters: Vec<char> = whole_example().chars().collect();
        let start = start.min(letters.len());
        let end = (start + length).min(letters.len());
        letters.splice(start..end, instead.chars());
        let text: String = letters.into_iter().collect();
        for mistake in mistakes(parse(&text)) {
            prop_assert!(mistake.line >= 1 && mistake.column >= 1);
            prop_assert!(!mistake.to_string().contains('\n'), "{}", mistake);
        }
    }

    #[test]
    fn any_value_in_any_place_is_read_or_refused(
        line in 0_usize..400,
        value in prop_oneof![
            Just("[]".to_owned()), Just("{}".to_owned()), Just("1e400".to_owned()),
            Just("9223372036854775807".to_owned()), Just("[[[{a=[]}]]]".to_owned()),
            "\"[ -!#-\\[\\]-~åäö]{0,30}\"",
        ],
    ) {
        let whole = whole_example();
        let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
        let line = line % lines.len();
        if let Some((key, _)) = lines[line].clone().split_once(" = ") {
            lines[line] = format!("{key} = {value}");
        }
        let _ = parse(&lines.join("\n"));
    }
}
