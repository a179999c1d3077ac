//! The report on one document as JSON, for programs.
//!
//! In: the report. Out: one JSON document with `schema_version` 1. Fields are added later, never renamed.
//! Characters that would steer a terminal are written as escapes, so that the output is safe to look at.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::changes_json::{ChangeRecord, SuggestionRecord, placed_change, placed_suggestion};
use super::document::{Counts, DocumentReport};
use super::language::Language;
use super::names::severity_name;
use super::note;
use super::place::{address, title};
use super::visible::is_hidden;
use crate::rdf::parse::{Tally, tally};
use crate::validate::{Finding, Place, Profile};

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    input: &'a str,
    format: &'a str,
    triples: usize,
    profile: &'a str,
    profiles: Vec<&'a str>,
    counts: Counts,
    mended: u64,
    high_value: bool,
    findings: Vec<FindingRecord<'a>>,
    changes: Vec<ChangeRecord<'a>>,
    suggestions: Vec<SuggestionRecord<'a>>,
    notes: Vec<NoteRecord>,
}

/// The notes of one kind, with the place of the first.
#[derive(Serialize)]
struct NoteRecord {
    code: &'static str,
    count: u64,
    line: Option<u64>,
    column: Option<u64>,
    offset: Option<u64>,
    sv: String,
    en: String,
}

impl From<Tally> for NoteRecord {
    fn from(Tally { kind, count, first }: Tally) -> Self {
        let told = |language| note::told(kind.code(), language);
        NoteRecord {
            code: kind.code(),
            count,
            line: first.map(|place| place.line),
            column: first.map(|place| place.column),
            offset: first.map(|place| place.offset),
            sv: told(Language::Sv),
            en: told(Language::En),
        }
    }
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
    mended: bool,
    line: Option<u64>,
    column: Option<u64>,
    offset: Option<u64>,
    #[serde(flatten)]
    thing: Thing<'a>,
}

/// What tells things without an address apart: a number within this report, and what it calls itself.
#[derive(Serialize)]
pub(super) struct Thing<'a> {
    pub(super) nameless: Option<usize>,
    pub(super) title: Option<&'a str>,
}

#[derive(Serialize)]
struct Message {
    sv: String,
    en: String,
}

/// The report as JSON, indented, with a line break at the end.
pub fn json(report: &DocumentReport<'_>) -> String {
    let nameless = report.nameless();
    let document = Document {
        schema_version: 1,
        input: &report.input,
        format: report.format.name(),
        triples: report.triples,
        profile: report.profile.id(),
        profiles: report.profile.ids().collect(),
        counts: report.counts(),
        mended: report.mended(),
        high_value: report.high_value,
        findings: report.findings.iter().map(|f| finding_record(f, report.profile, &nameless)).collect(),
        changes: report.changes.iter().map(|c| placed_change(c, report, &nameless)).collect(),
        suggestions: report.suggestions.iter().map(|s| placed_suggestion(s, report, &nameless)).collect(),
        notes: tally(&report.notes).into_iter().map(NoteRecord::from).collect(),
    };
    written(&document)
}

/// The value as JSON, indented, with a line break at the end.
pub(super) fn written<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Shown::default());
    value.serialize(&mut serializer).expect("strings and numbers always serialise into memory");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}

fn finding_record<'a>(
    finding: &'a Finding,
    profile: &'a Profile,
    nameless: &BTreeMap<&str, usize>,
) -> FindingRecord<'a> {
    let value = finding.value.as_deref();
    let message =
        profile.rule(&finding.rule).map(|rule| rule.message_for(value.unwrap_or_default())).unwrap_or_default();
    FindingRecord {
        rule: &finding.rule,
        profile: profile.profile_of(&finding.rule),
        severity: severity_name(finding.severity),
        resource: address(&finding.place),
        class: &finding.class,
        path: &finding.path,
        value,
        message: Message { sv: message.sv, en: message.en },
        mended: finding.mended,
        line: finding.position.map(|position| position.line),
        column: finding.position.map(|position| position.column),
        offset: finding.position.map(|position| position.offset),
        thing: thing(&finding.place, nameless.get(finding.resource.as_str())),
    }
}

/// What tells a thing at a place from others.
pub(super) fn thing<'a>(place: &'a Place, number: Option<&usize>) -> Thing<'a> {
    let nameless = matches!(place, Place::Nameless { .. });
    Thing { nameless: number.copied().filter(|_| nameless), title: title(place) }
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
