//! The report on one document as a SHACL validation report in Turtle (SHACL, section 3.6).
//!
//! In: the report. Out: one `sh:ValidationReport`; `sh:conforms` is about violations only, and each result names its
//! rule by `sh:sourceShape`. The same report always gives the same bytes.

use std::fmt::Write;

use super::document::DocumentReport;
use super::visible::{encoded, is_hidden};
use crate::rdf::vocab::sh;
use crate::validate::Finding;

/// Where rule ids become IRIs.
pub const RULE_NAMESPACE: &str = "https://w3id.org/skord/rule/";

/// The report as Turtle.
pub fn ttl(report: &DocumentReport<'_>) -> String {
    let mut text = format!("@prefix sh: <{}> .\n@prefix rule: <{RULE_NAMESPACE}> .\n\n", sh::NS);
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort();
    text.push_str("[] a sh:ValidationReport ;\n  sh:conforms ");
    text.push_str(if report.conforms() { "true" } else { "false" });
    for finding in findings {
        text.push_str(" ;\n  sh:result ");
        result(&mut text, report, finding);
    }
    text.push_str(" .\n");
    text
}

fn result(text: &mut String, report: &DocumentReport<'_>, finding: &Finding) {
    text.push_str("[\n    a sh:ValidationResult");
    let mut line = |predicate: &str, object: &str| {
        // Writing to a String does not fail.
        let _ = write!(text, " ;\n    sh:{predicate} {object}");
    };
    if !finding.resource.is_empty() {
        line("focusNode", &iri(&finding.resource));
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
    text.push_str("\n  ]");
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
