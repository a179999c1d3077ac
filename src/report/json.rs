//! The report on one document as JSON, for programs.
//!
//! In: the report. Out: one JSON document with `schema_version` 1. Fields are added later, never renamed.
//! Characters that would steer a terminal are written as escapes, so that the output is safe to look at.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::document::{Counts, DocumentReport};
use super::names::severity_name;
use super::visible::is_hidden;
use crate::normalise::Change;
use crate::validate::{Finding, Profile};

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    input: &'a str,
    format: &'a str,
    triples: usize,
    profile: &'a str,
    profiles: Vec<&'a str>,
    counts: Counts,
    findings: Vec<FindingRecord<'a>>,
    changes: Vec<ChangeRecord<'a>>,
    notes: Vec<&'a str>,
}

#[derive(Serialize)]
struct FindingRecord<'a> {
    rule: &'a str,
    profile: &'a str,
    severity: &'static str,
    resource: &'a str,
    class: &'a str,
    path: &'a str,
    value: Option<&'a str>,
    message: Message,
}

#[derive(Serialize)]
struct Message {
    sv: String,
    en: String,
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    step: &'a str,
    subject: &'a str,
    property: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

/// The report as JSON, indented, with a line break at the end.
pub fn json(report: &DocumentReport<'_>) -> String {
    let document = Document {
        schema_version: 1,
        input: &report.input,
        format: report.format.name(),
        triples: report.triples,
        profile: report.profile.id(),
        profiles: report.profile.ids().collect(),
        counts: report.counts(),
        findings: report.findings.iter().map(|f| finding_record(f, report.profile)).collect(),
        changes: report.changes.iter().map(change_record).collect(),
        notes: report.notes.iter().map(|n| n.text.as_str()).collect(),
    };
    written(&document)
}

/// A list of changes as JSON: `[{"step","subject","property","before","after"}]`, indented, with a line break at the end.
pub fn changes_json(changes: &[Change]) -> String {
    written(&changes.iter().map(change_record).collect::<Vec<_>>())
}

/// The value as JSON, indented, with a line break at the end.
pub(super) fn written<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Shown::default());
    value.serialize(&mut serializer).expect("strings and numbers always serialise into memory");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}

fn finding_record<'a>(finding: &'a Finding, profile: &'a Profile) -> FindingRecord<'a> {
    let value = finding.value.as_deref();
    let message =
        profile.rule(&finding.rule).map(|rule| rule.message_for(value.unwrap_or_default())).unwrap_or_default();
    FindingRecord {
        rule: &finding.rule,
        profile: profile.profile_of(&finding.rule),
        severity: severity_name(finding.severity),
        resource: &finding.resource,
        class: &finding.class,
        path: &finding.path,
        value,
        message: Message { sv: message.sv, en: message.en },
    }
}

fn change_record(change: &Change) -> ChangeRecord<'_> {
    ChangeRecord {
        step: change.step,
        subject: &change.subject,
        property: &change.property,
        before: change.before.as_deref(),
        after: change.after.as_deref(),
    }
}

/// Indented JSON in which hidden characters are escapes.
#[derive(Default)]
struct Shown(PrettyFormatter<'static>);

impl Formatter for Shown {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| is_hidden(*c)) {
            writer.write_all(&fragment.as_bytes()[plain..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[plain..])
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
