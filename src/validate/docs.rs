//! The rules as a page for people: `docs/rules.md`.
//!
//! In: a profile. Out: Markdown, the same for the same rules. Words nothing about a rule that its shape does not say.

use std::fmt::{self, Write};

use super::profile::Profile;
use super::rule::{Owner, Rule, Severity};
use super::text::Text;
use crate::rdf::vocab::PREFIXES;

/// All rules: a table, and one section each, in Swedish and English.
pub fn markdown(profile: &Profile) -> String {
    let mut page = String::new();
    write_page(&mut page, profile).expect("writing to a String never fails");
    page
}

fn write_page(out: &mut String, profile: &Profile) -> fmt::Result {
    let count = profile.rules().len();
    writeln!(out, "# Regler ({})\n", profile.id())?;
    writeln!(out, "Den här sidan är skapad ur filerna i `shapes/`; ändra där. Den innehåller {count} regler.")?;
    writeln!(out, "This page is made from the files in `shapes/`; change it there. It holds {count} rules.\n")?;
    writeln!(out, "| Regel | Nivå | Gäller | Problem | Class | Rule |\n| --- | --- | --- | --- | --- | --- |")?;
    for rule in profile.rules() {
        let (id, level, name) = (&rule.id, severity_name(rule.severity), &rule.name);
        let off = if rule.off { ", av (off)" } else { "" };
        let [sv, en] = [[&rule.class.sv, &name.sv], [&rule.class.en, &name.en]].map(|pair| pair.map(|text| cell(text)));
        writeln!(out, "| [{id}](#{id}) | {}{off} | {} | {} | {} | {} |", level.0, sv[0], sv[1], en[0], en[1])?;
    }
    profile.rules().iter().try_for_each(|rule| write_section(out, rule))
}

fn write_section(out: &mut String, rule: &Rule) -> fmt::Result {
    let (level, owner) = (severity_name(rule.severity), owner_name(rule.owner));
    let path = compact(&rule.path);
    writeln!(out, "\n## {}\n", rule.id)?;
    writeln!(out, "**{}.** {}\n", rule.name.sv, without_value(&rule.message).sv)?;
    writeln!(out, "{} · {} · {} (`{path}`) · åtgärdas av {}\n", level.0, rule.class.sv, rule.property.sv, owner.0)?;
    writeln!(out, "- Varför: {}\n- Så gör ni: {}\n", rule.why.sv, rule.fix.sv)?;
    writeln!(out, "**{}.** {}\n", rule.name.en, without_value(&rule.message).en)?;
    writeln!(out, "{} · {} · {} (`{path}`) · mended by {}\n", level.1, rule.class.en, rule.property.en, owner.1)?;
    writeln!(out, "- Why: {}\n- How: {}\n", rule.why.en, rule.fix.en)?;
    if rule.off {
        writeln!(
            out,
            "Regeln är av tills den som driver tjänsten slår på den. The rule is off until the operator turns it on.\n"
        )?;
    }
    writeln!(out, "Rätt (correct):\n\n```turtle\n{}\n```\n", rule.example.trim())?;
    writeln!(out, "Fel (wrong):\n\n```turtle\n{}\n```\n", rule.counter_example.trim())?;
    rule.spec.iter().try_for_each(|link| writeln!(out, "Specifikation (specification): <{link}>"))
}

/// What people call a severity, in Swedish and English.
fn severity_name(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Violation => ("Fel", "Error"),
        Severity::Warning => ("Varning", "Warning"),
        Severity::Info => ("Tips", "Tip"),
    }
}

/// What people call whoever mends it, in Swedish and English.
fn owner_name(owner: Owner) -> (&'static str, &'static str) {
    match owner {
        Owner::Publisher => ("er som beskriver data", "you who describe the data"),
        Owner::Supplier => ("leverantören av ert system", "the supplier of your system"),
        Owner::WebHost => ("den som driver webbplatsen", "whoever runs the web site"),
        Owner::Us => ("oss som samlar in", "us who harvest"),
    }
}

fn without_value(message: &Text) -> Text {
    message.with_value("")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// A property IRI with its usual prefix; a path as it stands.
fn compact(path: &str) -> String {
    let prefixed = PREFIXES.iter().find_map(|(prefix, namespace)| {
        let local = path.strip_prefix(namespace)?;
        local.chars().all(char::is_alphanumeric).then(|| format!("{prefix}:{local}"))
    });
    prefixed.unwrap_or_else(|| path.to_owned())
}
