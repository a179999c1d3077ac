//! The report on one document as text for a terminal, without colours.
//!
//! In: the report and a language. Out: a heading, the counts, and one paragraph a rule with its help, the values at
//! fault and the first resources. Nothing that the document wrote reaches the terminal raw.

use std::fmt::Write;

use super::document::DocumentReport;
use super::group::{FindingGroup, group};
use super::language::Language;
use super::line::{Line, Lines};
use super::names::{level_word, owner_sentence, severity_count, severity_word};
use super::note::sentence;
use super::place::on_one_line;
use super::property::property;
use super::visible::{shortened, visible};
use crate::normalise::{STEPS, Step, Suggestion};
use crate::rdf::parse::tally;
use crate::validate::{Rule, Severity};

/// The widest line of running text, in characters.
const WIDTH: usize = 88;
/// The most values and resources shown for a rule.
const SHOWN: usize = 5;
/// The longest value shown, in characters.
const VALUE: usize = 120;

/// The report as text, with a line break at the end.
pub fn human(report: &DocumentReport<'_>, language: Language) -> String {
    let mut text = String::new();
    heading(&mut text, report, language);
    for group in group(&report.findings) {
        text.push('\n');
        paragraph(&mut text, &group, report.profile.rule(&group.rule), language);
    }
    repairs(&mut text, report, language);
    suggestions(&mut text, report, language);
    notes(&mut text, report, language);
    text
}

fn heading(text: &mut String, report: &DocumentReport<'_>, language: Language) {
    let input = visible(&report.input);
    let title = language.text_with("document-title", &[("input", input.as_ref().into())]);
    put(text, "", &title);
    put(text, "", &"=".repeat(title.chars().count().min(WIDTH)));
    let profile = profile_title(report.profile.id());
    let about = [
        ("format", report.format.title().into()),
        ("statements", (report.triples as u64).into()),
        ("profile", (&profile).into()),
    ];
    put(text, "", &language.text_with("document-about", &about));
    text.push('\n');
    let counts = report.counts();
    let by_severity =
        [(Severity::Violation, counts.violation), (Severity::Warning, counts.warning), (Severity::Info, counts.info)]
            .map(|(severity, count)| severity_count(language, severity, count));
    put(text, "", &by_severity.join(", "));
    if report.mended() > 0 {
        put(text, "", &language.text_with("document-mended", &[("count", report.mended().into())]));
    }
    if let Some(id) = report.profile_beside_the_point() {
        wrap(text, &language.text_with("document-no-high-value", &[("profile", (&profile_title(id)).into())]));
    }
    if counts.total() == 0 {
        put(text, "", &language.text("document-nothing-found"));
    } else if counts.violation == 0 {
        put(text, "", &language.text("document-conforms"));
    }
}

/// The profile's id as people write it: `dcat-ap-se-3.0.1` is DCAT-AP-SE 3.0.1.
fn profile_title(id: &str) -> String {
    let title = |id: &str| match id.rsplit_once('-') {
        Some((name, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{} {version}", name.to_uppercase())
        }
        _ => id.to_owned(),
    };
    id.split('+').map(title).collect::<Vec<_>>().join(" + ")
}

fn paragraph(text: &mut String, group: &FindingGroup, rule: Option<&Rule>, language: Language) {
    let word = severity_word(language, group.severity).to_uppercase();
    let title = rule.map_or_else(|| group.rule.clone(), |rule| group.title(rule, language));
    put(text, "", &format!("{word}  {title}  ({})", group.rule));
    if let Some(rule) = rule {
        for (label, words) in [("document-why", language.of(&rule.why)), ("document-fix", language.of(&rule.fix))] {
            wrap(text, &language.text_with(label, &[("text", words.into())]));
        }
        wrap(text, &owner_sentence(language, rule.owner));
        wrap(text, &language.text_with("document-rule", &[("rule", rule.id.as_str().into())]));
    }
    if let Some(mended) = group.mended_sentence(language) {
        wrap(text, &mended);
    }
    if !group.values.is_empty() {
        put(text, "  ", &language.text("document-values"));
        for value in group.values.iter().take(SHOWN) {
            let times = language.text_with("count-times", &[("count", value.count.into())]);
            let mended = match value.is_mended() {
                true => format!(", {}", language.text("finding-mended")),
                false => String::new(),
            };
            let lines = after(&value.lines, language);
            put(text, "    ", &format!("{}  ({times}{mended}){lines}", shortened(&visible(&value.value), VALUE)));
        }
        more(text, group.distinct_values, language);
    }
    put(text, "  ", &language.text("document-resources"));
    for sample in group.samples.iter().take(SHOWN) {
        put(text, "    ", &(on_one_line(&sample.place, language) + &after(&sample.lines, language)));
    }
    more(text, group.affected, language);
}

/// The lines of something, set apart from what stands before.
fn after(lines: &Lines, language: Language) -> String {
    if lines.is_empty() { String::new() } else { format!("  {}", lines.text(language)) }
}

fn more(text: &mut String, all: u64, language: Language) {
    let left = all.saturating_sub(SHOWN as u64);
    if left > 0 {
        put(text, "    ", &language.text_with("document-more", &[("count", left.into())]));
    }
}

fn repairs(text: &mut String, report: &DocumentReport<'_>, language: Language) {
    if report.changes.is_empty() {
        return;
    }
    text.push('\n');
    put(text, "", &language.text_with("document-repaired", &[("count", (report.changes.len() as u64).into())]));
    for step in STEPS {
        let count = report.changes.iter().filter(|c| c.step == step.id).count() as u64;
        if count > 0 {
            let (description, level) = (description(step, language), level_word(language, step.level));
            wrap(text, &format!("{} × {description} ({}; {level})", language.number(count), step.id));
        }
    }
}

fn description(step: &Step, language: Language) -> &'static str {
    match language {
        Language::Sv => step.description.sv,
        Language::En => step.description.en,
    }
}

/// What is proposed, by step: the first of each with the value that stands there, the one that may be right, and where.
fn suggestions(text: &mut String, report: &DocumentReport<'_>, language: Language) {
    if report.suggestions.is_empty() {
        return;
    }
    text.push('\n');
    let count = (report.suggestions.len() as u64).into();
    put(text, "", &language.text_with("document-suggested", &[("count", count)]));
    for step in STEPS {
        let found: Vec<&Suggestion> = report.suggestions.iter().filter(|found| found.step == step.id).collect();
        if found.is_empty() {
            continue;
        }
        wrap(text, &format!("{} × {} ({})", language.number(found.len() as u64), description(step, language), step.id));
        for one in found.iter().take(SHOWN) {
            let shown =
                |value: &str| shortened(&visible(&report.change_value(value).text(language)), VALUE).into_owned();
            let value = one.value.as_deref().map_or_else(|| language.text("suggestion-nothing"), shown);
            let place = match report.places.get(&one.subject) {
                Some(place) => on_one_line(place, language),
                None => visible(&one.subject).into_owned(),
            };
            let (property, proposed) = (property(&one.property, language), shown(&one.proposed));
            let parts = [
                ("property", property.as_ref().into()),
                ("value", (&value).into()),
                ("proposed", (&proposed).into()),
                ("where", (&place).into()),
            ];
            put(text, "    ", &language.text_with("document-suggestion", &parts));
        }
        more(text, found.len() as u64, language);
    }
}

fn notes(text: &mut String, report: &DocumentReport<'_>, language: Language) {
    if report.notes.is_empty() {
        return;
    }
    text.push('\n');
    put(text, "", &language.text("document-notes"));
    for note in tally(&report.notes) {
        wrap(text, &sentence(note.kind.code(), note.count, note.first.map(Line::of), language));
    }
}

pub(super) fn put(text: &mut String, indent: &str, line: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "{indent}{line}");
}

/// Sets running text two spaces in, broken between words.
pub(super) fn wrap(text: &mut String, words: &str) {
    let mut line = String::new();
    for word in words.split([' ', '\n']).filter(|w| !w.is_empty()) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH - 2 {
            put(text, "  ", &line);
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        put(text, "  ", &line);
    }
}
