//! The keys about the network: what may be reached, how, and when.

use std::path::Path;
use std::time::Duration;

use chrono::DateTime;
use skord::config::{self, Config, ConfigError};

use super::{LEAST, mistakes, with};

const SOURCES: &str = r#"
[[organisation]]
id = "a"
name = "A"
[[organisation.source]]
id = "a-1"
url = "http://10.1.2.3:8080/dcat"
[[organisation.source]]
id = "a-2"
url = "https://example.org/b"
time_zone = "UTC"
blackout = []
allow_private = ["10.2.0.0/16", "192.168.1.7", "fd00::/8"]
ports = [8443]
limits = { wire_bytes = "1 MB", ratio = 20, speed = "2 kB", attempts = 1, pages = 10 }
"#;

fn configured(harvest: &str) -> Result<Config, ConfigError> {
    with(&format!("{harvest}{SOURCES}"))
}

#[test]
fn a_source_has_the_network_of_the_defaults_or_its_own() {
    let config = configured(
        r#"
        [harvest]
        host_requests = 1
        host_pause = "0s"
        start_jitter = "2h"
        blackout = ["12:00-13:00"]
        [harvest.defaults]
        blackout = ["mon-fri 07:00-08:30"]
        allow_private = ["10.1.0.0/16"]
        ports = [8080, 8443]
        limits = { attempts = 2, pages = 5 }
        "#,
    )
    .expect("it has no mistakes");
    let harvest = &config.harvest;
    assert_eq!((harvest.host_requests, harvest.host_pause), (1, Duration::ZERO));
    assert_eq!(harvest.start_jitter, Duration::from_secs(7200));
    let [first, second] = &config.organisations[0].sources[..] else { panic!("there are two sources") };
    assert_eq!(first.allow_private, ["10.1.0.0/16".parse().unwrap()]);
    assert_eq!(first.ports, [8080, 8443]);
    assert_eq!((first.limits.attempts, first.limits.pages, first.limits.ratio), (2, 5, 200));
    let own: Vec<String> = second.allow_private.iter().map(ToString::to_string).collect();
    assert_eq!(own, ["10.2.0.0/16", "192.168.1.7/32", "fd00::/8"]);
    assert_eq!(second.ports, [8443]);
    let limits = &second.limits;
    assert_eq!(
        (limits.wire_bytes, limits.ratio, limits.speed, limits.attempts, limits.pages),
        (1_000_000, 20, 2_000, 1, 10)
    );
    let left_alone = |at: &str| {
        let at = DateTime::parse_from_rfc3339(at).unwrap().to_utc();
        [first, second].map(|source| source.blackout.end(at).is_some())
    };
    // A Wednesday in winter: Stockholm is an hour ahead of UTC. The windows of [harvest] hold for all.
    assert_eq!(left_alone("2026-11-25T06:30:00Z"), [true, false]);
    assert_eq!(left_alone("2026-11-25T11:30:00Z"), [true, false]);
    assert_eq!(left_alone("2026-11-25T12:30:00Z"), [false, true]);
}

#[test]
fn each_mistake_about_the_network_is_told_where_it_stands() {
    let found = mistakes(configured(
        r#"
        [harvest]
        host_requests = 0
        host_pause = "2h"
        start_jitter = "1d"
        blackout = ["00:00-24:00"]
        proxy = "http://user:hemligt@proxy.example.org:3128"
        trusted_certificates = "no/such.pem"
        [harvest.defaults]
        blackout = "07:00-08:30"
        allow_private = ["10.1.0.0/33", "::/0", "example.org", 7]
        ports = [0, 65536]
        limits = { wire_bytes = 0, ratio = 0, speed = 0, attempts = 21, pages = 0 }
        [notify]
        webhook = "https://example.org"
        allow_private = true
        "#,
    ));
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(!told.concat().contains("hemligt"));
    insta::assert_snapshot!(told.join("\n"), @r#"
    11:25: harvest.host_requests: given 0, expected a whole number from 1 to 64
    12:22: harvest.host_pause: given "2h", expected a duration of at most 60m in ms, s, m or h, such as "500ms" or "10m"; "0s" is none
    13:24: harvest.start_jitter: given "1d", expected a duration of at most 720m in ms, s, m or h, such as "500ms" or "10m"; "0s" is none
    14:20: harvest.blackout: given a list, expected windows that leave some time of the week; these leave none
    15:17: harvest.proxy: given "http://***@proxy.example.org:3128", expected an http or https address of a host and perhaps a port, such as http://proxy.example.org:3128; give user and password by proxy_credentials = { env = "NAME" }
    16:32: harvest.trusted_certificates: given "no/such.pem", expected a file with certificates in PEM form (No such file or directory (os error 2))
    18:20: harvest.defaults.blackout: given "07:00-08:30", expected a list, such as ["07:00-08:30"]
    19:26: harvest.defaults.allow_private[0]: given "10.1.0.0/33", expected a network such as "10.1.0.0/16", or an IP address
    19:41: harvest.defaults.allow_private[1]: given "::/0", expected a network that is smaller than all of the Internet
    19:49: harvest.defaults.allow_private[2]: given "example.org", expected a network such as "10.1.0.0/16", or an IP address
    19:64: harvest.defaults.allow_private[3]: given 7, expected a network such as "10.1.0.0/16", or an IP address
    20:18: harvest.defaults.ports[0]: given 0, expected a whole number from 1 to 65535
    20:21: harvest.defaults.ports[1]: given 65536, expected a whole number from 1 to 65535
    21:33: harvest.defaults.limits.wire_bytes: given 0, expected a size above 0 and at most 1000 GB in B, kB, MB or GB, such as "50 MB"
    21:44: harvest.defaults.limits.ratio: given 0, expected a whole number from 1 to 1000000
    21:55: harvest.defaults.limits.speed: given 0, expected a size above 0 and at most 1000 GB in B, kB, MB or GB, such as "50 MB"
    21:69: harvest.defaults.limits.attempts: given 21, expected a whole number from 1 to 20
    21:81: harvest.defaults.limits.pages: given 0, expected a whole number from 1 to 100000
    24:25: notify.allow_private: given true, expected a list, such as ["10.1.0.0/16"]
    "#);
}

#[test]
fn the_password_of_a_proxy_is_a_secret_in_its_place() {
    let read = |credentials: &str| {
        let text = format!("{LEAST}[harvest]\nproxy = \"http://proxy.example.org:3128\"\n{credentials}");
        let env = |name: &str| match name {
            "GOOD" => Some("skord:p@ss:wörd".replace('ö', "o")),
            "BAD" => Some("password".to_owned()),
            _ => None,
        };
        config::parse(&text, Path::new("/etc/skord/skord.toml"), &env)
    };
    let config = read("proxy_credentials = { env = \"GOOD\" }").expect("it has no mistakes");
    let proxy = config.harvest.proxy.as_ref().expect("it is given");
    assert_eq!(proxy.reveal().as_str(), "http://skord:p%40ss%3Aword@proxy.example.org:3128/");
    assert!(!format!("{config:?}").contains("p%40ss"), "{config:?}");
    assert_eq!(read("").expect("it needs none").harvest.proxy.unwrap().reveal().username(), "");
    let bad = mistakes(read("proxy_credentials = { env = \"BAD\" }"));
    assert_eq!(bad[0].expected, "one that holds a user, a colon and a password");
    let lonely = mistakes(with("[harvest]\nproxy_credentials = { env = \"TOKEN\" }"));
    assert_eq!(lonely[0].expected, "some only beside a proxy");
}

#[test]
fn trusted_certificates_lie_beside_the_config() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let read = |name: &str| {
        let text = format!("{LEAST}[harvest]\ntrusted_certificates = \"{name}\"\n");
        config::parse(&text, &folder.path().join("skord.toml"), &|_| None)
    };
    let own = rcgen::generate_simple_self_signed(["a.example.org".to_owned()]).expect("a certificate can be made");
    std::fs::write(folder.path().join("own.pem"), own.cert.pem()).expect("the folder can be written");
    std::fs::write(folder.path().join("key.pem"), own.signing_key.serialize_pem()).expect("the folder can be written");
    let path = read("own.pem").expect("it holds one").harvest.trusted_certificates;
    assert_eq!(path, Some(folder.path().join("own.pem")));
    for wrong in ["key.pem", "absent.pem", "."] {
        assert_eq!(mistakes(read(wrong))[0].key, "harvest.trusted_certificates", "{wrong}");
    }
}
