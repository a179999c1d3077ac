//! The notice: one JSON object (RFC 8259).

use chrono::{DateTime, SecondsFormat};
use serde::Serialize;

/// The version of the object's form; it grows when a field goes or changes its meaning, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;

/// The media type of the body.
pub const MEDIA_TYPE: &str = "application/json";

/// What happened to a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice<'a> {
    /// `source-failing`, `source-recovered` or `removals-held`.
    pub event: &'a str,
    /// The organisation's id.
    pub organisation: &'a str,
    /// The source's id.
    pub source: &'a str,
    /// Since when, in seconds since 1970: the start of the first failed run, or the end of the run that went well or held removals.
    pub since: i64,
    /// Why the last run failed, or what is held, for the operator; `None` after a recovery.
    pub reason: Option<&'a str>,
    /// The address of the organisation's report.
    pub report: &'a str,
}

/// The object as it is sent; its keys stand in this order.
#[derive(Serialize)]
struct Sent<'a> {
    schema_version: u32,
    event: &'a str,
    organisation: &'a str,
    source: &'a str,
    since: String,
    reason: Option<&'a str>,
    report: &'a str,
}

impl Notice<'_> {
    /// The body: the same notice always gives the same bytes. Times are RFC 3339, in UTC.
    pub fn body(&self) -> Vec<u8> {
        let since = DateTime::from_timestamp(self.since, 0).unwrap_or(DateTime::UNIX_EPOCH);
        let sent = Sent {
            schema_version: SCHEMA_VERSION,
            event: self.event,
            organisation: self.organisation,
            source: self.source,
            since: since.to_rfc3339_opts(SecondsFormat::Secs, true),
            reason: self.reason,
            report: self.report,
        };
        serde_json::to_vec(&sent).expect("texts and a number are always JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_one_json_object_with_its_keys_in_order() {
        let notice = Notice {
            event: "source-failing",
            organisation: "ekbacka",
            source: "ekbacka-katalog",
            since: 1_767_232_800,
            reason: Some("svarade \"fel\"\n"),
            report: "https://data.example.org/organisationer/ekbacka",
        };
        insta::assert_snapshot!(String::from_utf8_lossy(&notice.body()), @r#"{"schema_version":1,"event":"source-failing","organisation":"ekbacka","source":"ekbacka-katalog","since":"2026-01-01T02:00:00Z","reason":"svarade \"fel\"\n","report":"https://data.example.org/organisationer/ekbacka"}"#);
        let recovered = Notice { event: "source-recovered", reason: None, ..notice };
        assert!(String::from_utf8_lossy(&recovered.body()).contains(r#""reason":null"#));
    }
}
