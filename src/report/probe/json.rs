//! A probe as JSON, for programs.
//!
//! In: the probe. Out: one JSON document with `schema_version` 1. Fields are added later, never renamed.

use serde::Serialize;

use super::{Again, Content, Hop, Probe};
use crate::report::Language;
use crate::report::json::written;

#[derive(Serialize)]
struct Record<'a> {
    schema_version: u32,
    url: &'a str,
    is_fine: bool,
    hops: &'a [Hop],
    document: Option<DocumentRecord>,
    conditional: Option<&'static str>,
    failure: Option<FailureRecord<'a>>,
    advice: Vec<AdviceRecord>,
}

#[derive(Serialize)]
struct DocumentRecord {
    wire_bytes: u64,
    bytes: u64,
    format: Option<&'static str>,
    content: Option<Content>,
}

#[derive(Serialize)]
struct FailureRecord<'a> {
    code: &'static str,
    detail: &'a str,
}

#[derive(Serialize)]
struct AdviceRecord {
    code: &'static str,
    is_trouble: bool,
    sv: String,
    en: String,
}

/// The probe as JSON, indented, with a line break at the end.
pub fn json(probe: &Probe) -> String {
    let [swedish, english] = Language::ALL.map(|language| probe.advice(language));
    let advice = swedish.into_iter().zip(english).map(|(sv, en)| AdviceRecord {
        code: sv.code,
        is_trouble: sv.is_trouble,
        sv: sv.sentence,
        en: en.sentence,
    });
    written(&Record {
        schema_version: 1,
        url: &probe.url,
        is_fine: !probe.has_trouble(),
        hops: &probe.hops,
        document: probe.document.as_ref().map(|document| DocumentRecord {
            wire_bytes: document.wire_bytes,
            bytes: document.bytes,
            format: document.format.map(|format| format.name()),
            content: document.content,
        }),
        conditional: probe.again.as_ref().map(|again| match again {
            Again::NothingToAskWith => "no-validators",
            Again::NotModified => "not-modified",
            Again::Whole => "whole",
            Again::Failed(_) => "failed",
        }),
        failure: probe
            .failure
            .as_ref()
            .map(|failure| FailureRecord { code: failure.code.code(), detail: &failure.detail }),
        advice: advice.collect(),
    })
}
