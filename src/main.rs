//! The `skord` binary: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use skord::cli::{Cli, main as run};

fn main() -> ExitCode {
    run(Cli::parse())
}
