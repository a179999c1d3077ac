//! Every mistake is reported at once, each with its place, and none with a secret.

use super::{mistakes, parse, with};

fn message(text: &str) -> String {
    parse(text).expect_err("the text has mistakes").to_string()
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
    /etc/skord/skord.toml:2:1: colour: given an unknown key, expected one of the keys region, data, server, harvest, publish, notify, log, rules, normalise, shapes, profile, organisation
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
    /etc/skord/skord.toml:53:7: organisation[0].source[0].url: given "ftp://example.org/catalog.rdf", expected an http, https or file address
    /etc/skord/skord.toml:54:10: organisation[0].source[0].format: given "rdf/xml", expected one of rdfxml, turtle, ntriples, nquads, trig, jsonld, html; perhaps rdfxml
    /etc/skord/skord.toml:55:1: organisation[0].source[0].shedule: given an unknown key, expected the key schedule
    /etc/skord/skord.toml:60:11: organisation[1].contact.name: given nothing, expected a text, such as "…" or { sv = "…", en = "…" }
    /etc/skord/skord.toml:60:21: organisation[1].contact.email: given "", expected an e-mail address, such as data@example.org
    /etc/skord/skord.toml:62:1: organisation[1].source[0].id: given nothing, expected 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit
    /etc/skord/skord.toml:63:7: organisation[1].source[0].url: given "https://***@example.org/a", expected an address without user and password; give them by authorization = { env = "NAME" }
    /etc/skord/skord.toml:67:7: organisation[1].source[1].url: given "***@example.org/a", expected an http, https or file address
    /etc/skord/skord.toml:71:8: organisation[1].source[2].kind: given "ckan", expected dcat
    /etc/skord/skord.toml:72:7: organisation[1].source[2].url: given "file:catalog.rdf", expected a file address only when harvest.file_root names the folder it is in
    /etc/skord/skord.toml:73:12: organisation[1].source[2].schedule: given "0 25 * * *", expected 0…23 in the hour field, not "25"
    /etc/skord/skord.toml:74:17: organisation[1].source[2].authorization: given a value that is not shown, expected where the secret is: { env = "NAME" } or { file = "path" }
    /etc/skord/skord.toml:76:1: organisation[2].name: given nothing, expected a text, such as "…" or { sv = "…", en = "…" }
    /etc/skord/skord.toml:77:6: organisation[2].id: given "a", expected an id of its own; this one is taken on line 58
    /etc/skord/skord.toml:79:12: organisation[2].source[0].id: given "a-2", expected an id of its own; this one is taken on line 70
    /etc/skord/skord.toml:79:74: organisation[2].source[0].authorization.env: given "UNSET", expected the name of an environment variable that is set; this one is not
    /etc/skord/skord.toml:80:75: organisation[2].source[1].authorization.file: given "no/such/file", expected the path of a file that can be read (No such file or directory (os error 2))
    /etc/skord/skord.toml:81:74: organisation[2].source[2].authorization.env: given a value that is not shown, expected the name of an environment variable, of A-Z, 0-9 and _
    /etc/skord/skord.toml:82:66: organisation[2].source[3].authorization: given a table, expected either { env = "NAME" } or { file = "path" }
    /etc/skord/skord.toml:82:68: organisation[2].source[3].authorization.value: given an unknown key, expected one of the keys env, file
    /etc/skord/skord.toml:83:5: organisation[2].source[4]: given "https://example.org/f", expected a table with the keys id, kind, url, format, schedule, time_zone, blackout, language, profiles, normalise_off, allow_private, ports, authorization, priority, aggregates, limits, removals
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
fn choices_among_rules_are_ids_and_severities() {
    let found = mistakes(with(
        r#"
        [rules]
        off = ["a-b", "c-d", 7]
        on = ["c-d"]
        severity = { "a-b" = "eror", "e-f" = "info" }
        "#,
    ));
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "11:30: rules.off[2]: given 7, expected a text that is not empty",
            r#"13:22: rules.severity.a-b: given "eror", expected one of violation, warning, info"#,
        ]
    );
    let both = mistakes(with("[rules]\noff = [\"c-d\"]\non = [\"c-d\"]\nseverity = 3\n"));
    let keys: Vec<&str> = both.iter().map(|mistake| mistake.key.as_str()).collect();
    assert_eq!(keys, ["rules.on[0]", "rules.severity"]);
    assert_eq!(both[0].expected, "a rule that is not off on line 10");
}

#[test]
fn a_profile_has_an_id_of_its_own_and_files_and_a_source_names_one_that_there_is() {
    let told = message(&format!(
        "{}{}",
        super::LEAST,
        r#"
[[profile]]
id = "dcat-ap-se-3.0.1"
shapes = ["a.ttl"]
[[profile]]
id = "dcat-ap-3.0.1"
[[profile]]
id = "own"
shapes = ["own"]
[[profile]]
id = "own"
shapes = ["own"]
background = "own"
"#
    ));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 4, "{told}");
    assert!(lines[0].contains("profile[0].id: given \"dcat-ap-se-3.0.1\", expected an id of its own"), "{told}");
    assert!(
        lines[1].contains("profile[1].shapes: given nothing, expected a list of the profile's shape files"),
        "{told}"
    );
    assert!(lines[1].contains("https://github.com/SEMICeu/DCAT-AP"), "{told}");
    assert!(
        lines[2].contains("profile[3].id: given \"own\", expected an id of its own; this one is taken on line 16"),
        "{told}"
    );
    assert!(lines[3].contains("profile[3].background: given \"own\", expected a list of texts"), "{told}");

    let found = mistakes(with(
        r#"
        [[profile]]
        id = "own"
        shapes = ["own"]
        [[organisation]]
        id = "a"
        name = "A"
        source = [{ url = "https://example.org", profiles = ["owm", "dcat-ap-hvd-3.0.0", "x", "own"] }]
        "#,
    ));
    let expected: Vec<&str> = found.iter().map(|mistake| mistake.expected.as_str()).collect();
    assert_eq!(expected[0], "the id of a profile; own exists");
    assert!(
        expected[1].starts_with("a profile with its shape files in [[profile]]; the official ones"),
        "{expected:?}"
    );
    assert_eq!(expected[2], "the id of a profile: dcat-ap-se-3.0.1, own");
    assert_eq!(expected.len(), 3);
}

#[test]
fn rows_of_normalising_have_addresses_and_lead_nowhere_back() {
    let text = message(&format!(
        "{}{}",
        super::LEAST,
        r#"
[normalise]
off = "licence"
licences = { "fri" = "fri", " FRI " = "https://example.org/fri", "" = "https://example.org/x" }
themes = ["trafik"]
[normalise.agents]
"https://example.org/a" = "HTTPS://example.org/B"
"https://example.org/b" = "https://example.org/a"
"https://example.org/c" = "https://example.org/c"
"https://example.org/d" = "https://example.org/a"
"https://example.org/e" = "https://example.org/f"
"#
    ));
    for expected in [
        "normalise.off: given \"licence\", expected a list of texts",
        "normalise.licences.fri: given \"fri\", expected an absolute IRI",
        "expected a name of its own; but for capitals and spaces it stands on line",
        "expected a name that is not empty before the IRI",
        "normalise.themes: given ",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    for agent in ["a", "b", "c", "d"] {
        let key = format!("normalise.agents.\"https://example.org/{agent}\"");
        let line = text.lines().find(|line| line.contains(&key)).unwrap_or_else(|| panic!("{agent}\n{text}"));
        assert!(line.contains("expected an agent that does not lead back here"), "{line}");
    }
    assert!(!text.contains("example.org/e\""), "{text}");
}

#[test]
fn rows_of_normalising_are_read_with_the_steps_that_are_off() {
    let config = with(
        "[normalise]\noff = [\"licence\"]\nlicences = { \" Fri \" = \"https://example.org/fri\" }\n\
         agents = { \"https://example.org/a\" = \"https://example.org/b\", \"https://example.org/b\" = \"https://example.org/c\" }\n\
         [[organisation]]\nid = \"a\"\nname = \"A\"\nsource = [{ url = \"https://example.org/a\", normalise_off = [\"frequency\"] }]\n",
    )
    .expect("it has no mistakes");
    assert_eq!(config.normalise.licences.get("Fri").map(String::as_str), Some("https://example.org/fri"));
    assert_eq!((config.normalise.agents.len(), config.normalise.off[0].value.as_str()), (2, "licence"));
    assert_eq!(config.organisations[0].sources[0].normalise_off[0].value, "frequency");
}
