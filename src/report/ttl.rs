//! The report on one document as a SHACL validation report in Turtle (SHACL, section 3.6).
//!
//! In: the report. Out: one `sh:ValidationReport`; `sh:conforms` is about violations only, and each result names its
//! rule by `sh:sourceShape`. A thing without an address is a blank node with its title. The same report always gives the same bytes.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::document::DocumentReport;
use super::visible::{encoded, is_hidden};
use crate::rdf::vocab::{dcterms, rdfs, sh};
use crate::validate::{Finding, Label, Place};

/// Where rule ids become IRIs.
pub const RULE_NAMESPACE: &str = "https://w3id.org/skord/rule/";

/// Where `help:mended` stands, which says that normalising mends what a result is about.
const HELP_NAMESPACE: &str = "https://w3id.org/skord/help#";

/// The vocabulary that says where the thing is that a test result is about (Evaluation and Report Language 1.0).
const EARL_NAMESPACE: &str = "http://www.w3.org/ns/earl#";
/// Its pointers (Pointer Methods in RDF 1.0). A character number is not given: columns are counted in bytes.
const POINTERS_NAMESPACE: &str = "http://www.w3.org/2009/pointers#";

/// The report as Turtle.
pub fn ttl(report: &DocumentReport<'_>) -> String {
    let mut text = String::new();
    for (prefix, namespace) in [
        ("sh", sh::NS),
        ("rule", RULE_NAMESPACE),
        ("help", HELP_NAMESPACE),
        ("rdfs", rdfs::NS),
        ("dcterms", dcterms::NS),
        ("earl", EARL_NAMESPACE),
        ("ptr", POINTERS_NAMESPACE),
    ] {
        let _ = writeln!(text, "@prefix {prefix}: <{namespace}> .");
    }
    text.push('\n');
    let nameless = report.nameless();
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort();
    text.push_str("[] a sh:ValidationReport ;\n  sh:conforms ");
    text.push_str(if report.conforms() { "true" } else { "false" });
    for finding in findings {
        text.push_str(" ;\n  sh:result ");
        result(&mut text, report, finding, nameless.get(finding.resource.as_str()).copied());
    }
    text.push_str(" .\n");
    let mut told = BTreeSet::new();
    for finding in &report.findings {
        if let (Place::Nameless { title, near, .. }, Some(number)) =
            (&finding.place, nameless.get(finding.resource.as_str()))
            && told.insert(number)
        {
            describe(&mut text, *number, title.as_ref(), near);
        }
    }
    text
}

fn result(text: &mut String, report: &DocumentReport<'_>, finding: &Finding, nameless: Option<usize>) {
    text.push_str("[\n    a sh:ValidationResult");
    let mut line = |predicate: &str, object: &str| {
        // Writing to a String does not fail.
        let _ = write!(text, " ;\n    sh:{predicate} {object}");
    };
    match (&finding.place, nameless) {
        (Place::Address(address), _) => line("focusNode", &iri(address)),
        (Place::Nameless { .. }, Some(number)) => line("focusNode", &blank(number)),
        (Place::Nameless { .. }, None) => {}
    }
    if let Some(path) = path(&finding.path) {
        line("resultPath", &path);
    }
    if let Some(value) = &finding.value {
        line("value", &literal(value));
    }
    line("resultSeverity", &finding.severity.iri().replace(sh::NS, "sh:"));
    line("sourceShape", &iri(&format!("{RULE_NAMESPACE}{}", finding.rule)));
    if let Some(rule) = report.profile.rule(&finding.rule) {
        let message = rule.message_for(finding.value.as_deref().unwrap_or_default());
        line("resultMessage", &format!("{}@sv", literal(&message.sv)));
        line("resultMessage", &format!("{}@en", literal(&message.en)));
    }
    if let Some(position) = finding.position {
        let _ = write!(text, " ;\n    earl:pointer [ a ptr:LineCharPointer ; ptr:lineNumber {} ]", position.line);
    }
    if finding.mended {
        text.push_str(" ;\n    help:mended true");
    }
    text.push_str("\n  ]");
}

/// What is known of a thing that has no address: a label, and what it belongs to.
fn describe(text: &mut String, number: usize, title: Option<&Label>, near: &str) {
    if let Some(title) = title {
        let tag = title.language.as_deref().filter(|tag| is_tag(tag)).map(|tag| format!("@{tag}"));
        let _ = writeln!(text, "{} rdfs:label {}{} .", blank(number), literal(&title.text), tag.unwrap_or_default());
    }
    if !near.is_empty() {
        let _ = writeln!(text, "{} dcterms:isPartOf {} .", blank(number), iri(near));
    }
}

fn blank(number: usize) -> String {
    format!("_:thing{number}")
}

/// A language tag as Turtle takes it (Turtle, section 6.5, `LANGTAG`).
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphabetic()));
    first && parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A path that is one property, forwards (`http://…`) or backwards (`^<http://…>`); longer ones are left to the rule.
fn path(path: &str) -> Option<String> {
    let bare = |p: &str| {
        let p = p.strip_prefix('<').and_then(|p| p.strip_suffix('>')).unwrap_or(p);
        let is_iri = p.contains(':') && !p.contains(['<', '>', ' ', '|', '*', '(', ')']);
        is_iri.then(|| iri(p))
    };
    match path.strip_prefix('^') {
        Some(inverse) => bare(inverse).map(|p| format!("[ sh:inversePath {p} ]")),
        None => bare(path),
    }
}

/// An IRI reference (Turtle, section 6.4).
fn iri(iri: &str) -> String {
    format!("<{}>", encoded(iri))
}

/// A quoted string, with everything hidden written as an escape.
fn literal(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if is_hidden(c) => {
                let _ = write!(text, "\\U{:08X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
