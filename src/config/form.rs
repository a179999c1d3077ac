//! The forms of single values: names, numbers, addresses, codes.
//!
//! In goes one value of the document; out comes what it means, or what was expected instead.
//! A form looks at nothing but its value.

use std::net::SocketAddr;

use chrono_tz::{TZ_VARIANTS, Tz};
use toml::de::DeValue;
use tracing_subscriber::EnvFilter;
use url::Url;

use super::nearest::nearest;
use crate::organisation_number::{digits, is_checked};

/// A text that is not empty, without the space around it.
pub(super) fn text(value: &DeValue) -> Result<String, String> {
    checked(value, "a text that is not empty", |_| true)
}

/// The id of an organisation or a source.
pub(super) fn id(value: &DeValue) -> Result<String, String> {
    let expected = "1 to 63 of a-z, 0-9 and -, beginning with a letter or digit";
    checked(value, expected, |id| {
        id.len() <= 63
            && !id.starts_with('-')
            && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    })
}

/// A Swedish organisation number: ten digits, the last of which is a check digit (Luhn).
pub(super) fn organisation_number(value: &DeValue) -> Result<String, String> {
    let given = text(value).map_err(|_| "an organisation number in quotes, such as \"212000-9994\"".to_owned())?;
    let digits = digits(&given).ok_or_else(|| "ten digits, such as \"212000-9994\"".to_owned())?;
    match is_checked(&digits) {
        true => Ok(digits),
        false => Err("an organisation number whose last digit is right; compare each digit".to_owned()),
    }
}

/// An e-mail address: a plain local part, `@`, and a host name with a dot.
pub(super) fn email(value: &DeValue) -> Result<String, String> {
    let expected = "an e-mail address, such as data@example.org";
    checked(value, expected, |address| {
        let Some((local, host)) = address.rsplit_once('@') else {
            return false;
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        address.len() <= 254
            && !local.is_empty()
            && local.chars().all(plain)
            && !local.split('.').any(str::is_empty)
            && host.contains('.')
            && host.split('.').all(label)
    })
}

/// An absolute IRI (RFC 3987).
pub(super) fn iri(value: &DeValue) -> Result<String, String> {
    let expected = "an absolute IRI, such as https://example.org/id/publisher";
    checked(value, expected, |iri| {
        oxiri::Iri::parse(iri).is_ok_and(|iri| !iri.path().is_empty() || iri.authority().is_some())
    })
}

/// The address that everything is published under, without a slash at its end.
pub(super) fn base_url(value: &DeValue) -> Result<String, String> {
    let expected = "an http or https address without user, query and fragment, such as https://data.example.org";
    let url = value.as_str().and_then(|text| Url::parse(text).ok());
    url.filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    })
    .map(|url| url.as_str().trim_end_matches('/').to_owned())
    .ok_or_else(|| expected.to_owned())
}

/// An address that something is sent to.
pub(super) fn web_address(value: &DeValue) -> Result<Url, String> {
    let expected = "an http or https address without user and password, such as https://example.org/hook";
    let url = value.as_str().and_then(|text| Url::parse(text.trim()).ok());
    url.filter(|url| matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none())
        .ok_or_else(|| expected.to_owned())
}

/// A language tag (BCP 47): a language and perhaps subtags.
pub(super) fn language(value: &DeValue) -> Result<String, String> {
    checked(value, "a language tag, such as sv or en", |tag| {
        let mut subtags = tag.split('-');
        let primary = subtags.next().unwrap_or_default();
        (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase())
            && subtags.all(|subtag| {
                (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
    })
}

/// An IANA time zone.
pub(super) fn time_zone(value: &DeValue) -> Result<Tz, String> {
    let expected = "an IANA time zone, such as Europe/Stockholm";
    let name = value.as_str().ok_or_else(|| expected.to_owned())?;
    name.parse().map_err(|_| match nearest(name, TZ_VARIANTS.iter().map(|zone| zone.name())) {
        Some(meant) => format!("an IANA time zone; {meant} exists"),
        None => expected.to_owned(),
    })
}

/// An address and a port to listen on.
pub(super) fn listen(value: &DeValue) -> Result<SocketAddr, String> {
    let address = value.as_str().and_then(|text| text.parse().ok());
    address.ok_or_else(|| "an IP address and a port, such as 127.0.0.1:8080".to_owned())
}

/// What the harvester calls itself: visible characters that an HTTP header can carry.
pub(super) fn user_agent(value: &DeValue) -> Result<String, String> {
    let expected = "1 to 200 visible ASCII characters, such as Skord/0.1 (+https://data.example.org)";
    checked(value, expected, |name| name.len() <= 200 && name.bytes().all(|byte| (b' '..=b'~').contains(&byte)))
}

/// A log level, or a list of `target=level` (the filter language of `tracing`).
pub(super) fn log_level(value: &DeValue) -> Result<String, String> {
    let expected = "error, warn, info, debug, trace or off, or a list such as info,skord=debug";
    let levels = ["error", "warn", "info", "debug", "trace", "off"];
    checked(value, expected, |filter| {
        // A word without = is a level or a target to `tracing`: a misspelt level is silence.
        filter.split(',').all(|part| part.contains('=') || levels.iter().any(|level| level.eq_ignore_ascii_case(part)))
            && EnvFilter::builder().parse(filter).is_ok()
    })
}

/// Yes or no.
pub(super) fn yes_or_no(value: &DeValue) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "true or false".to_owned())
}

/// One of a few words, each with what it stands for.
pub(super) fn one_of<T: Clone>(value: &DeValue, words: &[(&str, T)]) -> Result<T, String> {
    let given = value.as_str().unwrap_or_default();
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == given) {
        return Ok(meaning.clone());
    }
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let all = names.join(", ");
    Err(match nearest(given, names.iter().copied()) {
        Some(meant) if names.len() > 1 => format!("one of {all}; perhaps {meant}"),
        _ if names.len() > 1 => format!("one of {all}"),
        _ => all,
    })
}

/// A text without the space around it, if it is not empty and `holds`.
fn checked(value: &DeValue, expected: &str, holds: impl FnOnce(&str) -> bool) -> Result<String, String> {
    value
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty() && holds(text))
        .map(str::to_owned)
        .ok_or_else(|| expected.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str) -> DeValue<'_> {
        DeValue::String(text.into())
    }

    #[test]
    fn an_organisation_number_is_ten_digits_with_a_right_check_digit() {
        assert_eq!(organisation_number(&string("212000-9994")).as_deref(), Ok("2120009994"));
        assert_eq!(organisation_number(&string("212000 9994")).as_deref(), Ok("2120009994"));
        for wrong in ["212000-9992", "122000-9994", "16212000-9994", "212000-999", "21200O-9991", ""] {
            assert!(organisation_number(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_id_is_a_dns_label() {
        for right in ["a", "0", "goteborg", "sodra-skane-2", &"a".repeat(63)] {
            assert_eq!(id(&string(right)).as_deref(), Ok(right));
        }
        for wrong in ["-a", "Göteborg", "a_b", "a b", "a.b", &"a".repeat(64)] {
            assert!(id(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_email_address_has_a_local_part_and_a_host() {
        for right in ["data@example.org", "a.b+c@sub.example.org", "data@å.example"] {
            assert_eq!(email(&string(right)).as_deref(), Ok(right));
        }
        for wrong in [
            "data",
            "@example.org",
            "data@",
            "data@localhost",
            "a b@example.org",
            "a@b@example.org",
            "a@-x.org",
            "a@x..org",
            "mailto:a@x.org",
            "a@x.org\r\nBcc: b@x.org",
        ] {
            assert!(email(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_base_url_loses_its_last_slash_and_nothing_else() {
        assert_eq!(base_url(&string("https://data.example.org/")).as_deref(), Ok("https://data.example.org"));
        assert_eq!(base_url(&string("http://localhost:8080/open/")).as_deref(), Ok("http://localhost:8080/open"));
        for wrong in [
            "data.example.org",
            "/data",
            "ftp://example.org",
            "https://example.org?a=b",
            "https://example.org#a",
            "https://u:p@example.org",
        ] {
            assert!(base_url(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_web_address_keeps_its_query_and_names_nobody() {
        let right = web_address(&string("https://example.org/hook?key=a"));
        assert_eq!(right.map(String::from).as_deref(), Ok("https://example.org/hook?key=a"));
        for wrong in ["example.org/hook", "/hook", "ftp://example.org", "https://", "https://u:p@example.org", ""] {
            assert!(web_address(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_iri_is_absolute() {
        for right in ["https://example.org", "urn:uuid:0b8a", "https://example.org/å"] {
            assert_eq!(iri(&string(right)).as_deref(), Ok(right));
        }
        for wrong in ["example.org/x", "/x", "#x", "https://example.org/a b", "x:"] {
            assert!(iri(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_misspelt_log_level_is_refused() {
        for right in ["info", "WARN", "info,skord::fetch=debug", "skord[run]=trace"] {
            assert!(log_level(&string(right)).is_ok(), "{right}");
        }
        for wrong in ["inof", "info,skord", "skord=loud", ""] {
            assert!(log_level(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_time_zone_in_the_wrong_case_is_suggested() {
        let mistake = time_zone(&string("europe/stockholm"));
        assert_eq!(mistake, Err("an IANA time zone; Europe/Stockholm exists".to_owned()));
    }
}
