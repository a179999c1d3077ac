//! The report on one document as CSV, for Swedish Excel.
//!
//! In: the report. Out: UTF-8 with a byte order mark, `;` between cells, a header in Swedish, one row a finding, what
//! is not mended and the gravest first. No cell begins with a character that makes a spreadsheet calculate.

use std::borrow::Cow;

use super::document::DocumentReport;
use super::language::Language;
use super::names::{owner_sentence, severity_word};
use super::place::{address, on_one_line};
use super::visible::visible;
use crate::validate::{Finding, Place, Position};

const HEADER: [&str; 14] = [
    "Allvarlighetsgrad",
    "Problem",
    "Gäller",
    "Webbadress",
    "Uppgift",
    "Värde",
    "Så gör ni",
    "Vem rättar",
    "Regel",
    "Profil",
    "Namn",
    "Rättas av oss",
    "Rad",
    "Byte på raden",
];

/// The report as CSV (RFC 4180, with `;`).
pub fn csv(report: &DocumentReport<'_>) -> String {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort();
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let in_memory = "writing to memory does not fail";
    writer.write_record(HEADER).expect(in_memory);
    for finding in findings {
        writer.write_record(cells(report, finding).iter().map(|c| safe(c).into_owned())).expect(in_memory);
    }
    String::from_utf8(writer.into_inner().expect(in_memory)).expect("every cell is UTF-8")
}

fn cells<'a>(report: &'a DocumentReport<'_>, finding: &'a Finding) -> [Cow<'a, str>; 14] {
    let language = Language::Sv;
    let value = finding.value.as_deref().unwrap_or_default();
    let severity = severity_word(language, finding.severity).into();
    let [problem, class, property, fix, owner] = match report.profile.rule(&finding.rule) {
        Some(rule) => [
            rule.message_for(value).sv.into(),
            rule.class.sv.as_str().into(),
            rule.property.sv.as_str().into(),
            rule.fix.sv.as_str().into(),
            owner_sentence(language, rule.owner).into(),
        ],
        None => [finding.rule.as_str(), &finding.class, &finding.path, "", ""].map(Cow::Borrowed),
    };
    let [resource, rule] = [address(&finding.place), &finding.rule].map(Cow::Borrowed);
    let name = match &finding.place {
        Place::Address(_) => Cow::Borrowed(""),
        nameless => on_one_line(nameless, language).into(),
    };
    let mended = language.text(if finding.mended { "word-yes" } else { "word-no" }).into();
    let [line, byte] = match finding.position {
        Some(Position { line, column, .. }) => [line.to_string(), column.to_string()].map(Cow::Owned),
        None => ["", ""].map(Cow::Borrowed),
    };
    let profile = report.profile.profile_of(&finding.rule).into();
    [severity, problem, class, resource, property, value.into(), fix, owner, rule, profile, name, mended, line, byte]
}

/// The cell on one line, without hidden characters, and never a formula: an apostrophe stands before what would start one.
fn safe(cell: &str) -> Cow<'_, str> {
    let shown = visible(cell);
    match shown.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => Cow::Owned(format!("'{shown}")),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_calculates() {
        for formula in ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "\r\n=1"] {
            assert!(safe(formula).starts_with('\''), "{formula:?} gives {:?}", safe(formula));
        }
        assert_eq!(safe("https://example.se/?a=1"), "https://example.se/?a=1");
    }
}
