//! `skord rules`: the rule table, or one rule with its help.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::table::table;
use super::{Exit, LanguageArg, output};
use crate::config;
use crate::harvest::profiles::profiles;
use crate::report::{Language, owner_sentence, severity_word};
use crate::validate::{Choices, Profile, Profiles, Rule};

/// List the rules, or explain one
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  skord rules\n  skord rules dataset-title-missing --language en\n  \
    skord rules --all --config skord.toml")]
pub(super) struct Args {
    /// The id of a rule
    id: Option<String>,
    /// List the rules that are off as well, and say which they are
    #[arg(long)]
    all: bool,
    /// The rules as this config has them: its choices, its own shapes, its profiles
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The language of the texts
    #[arg(long, default_value = "sv")]
    language: LanguageArg,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let profiles = match &args.config {
        Some(path) => profiles(&config::load(path)?)?,
        None => Profiles::new(Choices::default()),
    };
    let profile = &profiles.all();
    let language = args.language.into();
    let text = match &args.id {
        None if args.all => list_all(profile, language),
        None => list(profile, language),
        Some(id) => match profile.rule(id) {
            Some(rule) if rule.off => format!("{}\n{}\n", explain(rule, language), off(language)),
            Some(rule) => explain(rule, language),
            None => bail!("there is no rule {id}; `skord rules` lists them all"),
        },
    };
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(Exit::Fine)
}

fn list(profile: &Profile, language: Language) -> String {
    let mut rows = vec![["RULE", "SEVERITY", "CLASS", "NAME"].map(str::to_owned).to_vec()];
    for rule in profile.active() {
        let cells = [&rule.id, rule.severity.name(), language.of(&rule.class), language.of(&rule.name)];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    table(&rows)
}

fn list_all(profile: &Profile, language: Language) -> String {
    let mut rows = vec![["RULE", "STATE", "SEVERITY", "CLASS", "NAME"].map(str::to_owned).to_vec()];
    for rule in profile.rules() {
        let state = if rule.off { "off" } else { "on" };
        let cells = [&rule.id, state, rule.severity.name(), language.of(&rule.class), language.of(&rule.name)];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    table(&rows)
}

fn off(language: Language) -> &'static str {
    if language == Language::Sv { "Regeln är av." } else { "The rule is off." }
}

fn explain(rule: &Rule, language: Language) -> String {
    let say = |sv: &'static str, en: &'static str| if language == Language::Sv { sv } else { en };
    let (severity, owner) = (severity_word(language, rule.severity), owner_sentence(language, rule.owner));
    let mut text = format!("{} ({severity})\n{}\n", rule.id, language.of(&rule.name));
    for paragraph in [language.of(&rule.message_for("")), language.of(&rule.why), language.of(&rule.fix), &owner] {
        text.push_str(&format!("\n{paragraph}\n"));
    }
    let examples = [(say("Rätt", "Right"), &rule.example), (say("Fel", "Wrong"), &rule.counter_example)];
    for (heading, example) in examples.into_iter().filter(|(_, example)| !example.is_empty()) {
        let indented: Vec<String> = example.trim().lines().map(|line| format!("    {line}")).collect();
        text.push_str(&format!("\n{heading}:\n{}\n", indented.join("\n")));
    }
    text.push_str(&format!(
        "\n{}: {}\n{}: {}\n",
        say("Egenskap", "Property"),
        rule.path,
        say("Klass", "Class"),
        rule.class_iri
    ));
    for link in &rule.spec {
        text.push_str(&format!("{}: {link}\n", say("Specifikation", "Specification")));
    }
    text
}
