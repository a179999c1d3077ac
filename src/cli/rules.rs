//! `skord rules`: the rule table, or one rule with its help.

use anyhow::{Result, bail};

use super::table::table;
use super::{Exit, LanguageArg, output};
use crate::report::Language;
use crate::validate::{Profile, Rule};

/// List the rules, or explain one
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  skord rules\n  skord rules dataset-title-missing --language en")]
pub(super) struct Args {
    /// The id of a rule
    id: Option<String>,
    /// The language of the texts
    #[arg(long, default_value = "sv")]
    language: LanguageArg,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let profile = Profile::dcat_ap_se();
    let language = args.language.into();
    let text = match &args.id {
        None => list(profile, language),
        Some(id) => match profile.rule(id) {
            Some(rule) => explain(rule, language),
            None => bail!("there is no rule {id}; `skord rules` lists them all"),
        },
    };
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(Exit::Fine)
}

fn list(profile: &Profile, language: Language) -> String {
    let mut rows = vec![vec!["RULE".to_owned(), "SEVERITY".to_owned(), "NAME".to_owned()]];
    for rule in profile.rules() {
        rows.push(vec![rule.id.clone(), rule.severity.name().to_owned(), language.of(&rule.name).to_owned()]);
    }
    table(&rows)
}

fn explain(rule: &Rule, language: Language) -> String {
    let mut text = format!("{} ({})\n{}\n", rule.id, rule.severity.name(), language.of(&rule.name));
    for paragraph in [&rule.message, &rule.why, &rule.fix] {
        text.push_str(&format!("\n{}\n", language.of(paragraph)));
    }
    for (heading, example) in [("Example", &rule.example), ("Counter-example", &rule.counter_example)] {
        let indented: Vec<String> = example.trim().lines().map(|line| format!("    {line}")).collect();
        text.push_str(&format!("\n{heading}:\n{}\n", indented.join("\n")));
    }
    text.push_str(&format!("\nProperty: {}\nClass: {}\n", rule.path, rule.class_iri));
    for link in &rule.spec {
        text.push_str(&format!("Specification: {link}\n"));
    }
    text
}
