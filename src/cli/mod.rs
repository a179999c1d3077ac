//! The command line: one file a command.
//!
//! In: arguments. Out: text and an exit code: 0 fine, 1 findings, 2 could not do it.
//! Must not: know more than how to ask the rooms below and how to show what they say.

mod check_config;
mod conflicts;
mod convert;
mod decide;
mod harvest;
mod held;
mod input;
mod log;
mod network;
mod normalise;
mod output;
mod probe;
mod profile;
mod replay;
mod rules;
mod run;
mod settings;
mod shacl;
mod sources;
mod steps;
mod table;
mod trace;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::report::Language;

/// Harvests metadata catalogues, normalises and checks them against DCAT-AP-SE, and publishes one feed.
#[derive(Parser)]
#[command(name = "skord", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 fine (or only tips), 1 findings, 2 could not do it.\nExample: skord validate catalogue.rdf"
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Args),
    Harvest(harvest::Args),
    Validate(validate::Args),
    Convert(convert::Args),
    Normalise(normalise::Args),
    Probe(probe::Args),
    Replay(replay::Args),
    Rules(rules::Args),
    Sources(sources::Args),
    Conflicts(conflicts::Args),
    Trace(trace::Args),
    Held(held::Args),
    Approve(decide::Approve),
    Reject(decide::Reject),
    Steps(steps::Args),
    CheckConfig(check_config::Args),
    Shacl(shacl::Args),
}

/// How a command ended when nothing went wrong on our side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Fine,
    Findings,
}

/// A language for people, on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum LanguageArg {
    Sv,
    En,
}

impl From<LanguageArg> for Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::Sv => Language::Sv,
            LanguageArg::En => Language::En,
        }
    }
}

/// Runs the command, and tells on standard error why it could not be done.
pub fn main(cli: Cli) -> ExitCode {
    let result = match cli.command {
        Command::Run(args) => run::run(&args),
        Command::Harvest(args) => harvest::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Normalise(args) => normalise::run(&args),
        Command::Probe(args) => probe::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Sources(args) => sources::run(&args),
        Command::Conflicts(args) => conflicts::run(&args),
        Command::Trace(args) => trace::run(&args),
        Command::Held(args) => held::run(&args),
        Command::Approve(args) => decide::approve(&args),
        Command::Reject(args) => decide::reject(&args),
        Command::Steps(args) => steps::run(&args),
        Command::CheckConfig(args) => check_config::run(&args),
        Command::Shacl(args) => shacl::run(&args),
    };
    match result {
        Ok(Exit::Fine) => ExitCode::SUCCESS,
        Ok(Exit::Findings) => ExitCode::from(1),
        // The reader of a pipe that has seen enough.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&causes(&error));
            ExitCode::from(2)
        }
    }
}

/// The error and its causes in one line, without those that an outer one has told already.
fn causes(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_defined_and_every_command_has_an_example() {
        let mut command = super::Cli::command();
        command.clone().debug_assert();
        for sub in command.get_subcommands_mut() {
            let help = sub.render_long_help().to_string();
            assert!(help.contains("Example"), "{}", sub.get_name());
        }
    }
}
