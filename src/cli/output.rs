//! The output of a command: standard output or a file; and complaints, on standard error.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::ValueEnum;

use crate::rdf::Format;

/// A format that can be written.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ToFormat {
    #[value(alias = "rdfxml", alias = "xml")]
    Rdf,
    #[value(alias = "turtle")]
    Ttl,
    #[value(alias = "ntriples")]
    Nt,
    #[value(alias = "json-ld")]
    Jsonld,
}

impl ToFormat {
    pub(super) fn format(self) -> Format {
        match self {
            ToFormat::Rdf => Format::RdfXml,
            ToFormat::Ttl => Format::Turtle,
            ToFormat::Nt => Format::NTriples,
            ToFormat::Jsonld => Format::JsonLd,
        }
    }
}

/// Writes to the file, which appears whole or not at all, or to standard output.
pub(super) fn write(path: Option<&Path>, content: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let Some(path) = path else {
        let mut out = BufWriter::new(io::stdout().lock());
        content(&mut out)?;
        return Ok(out.flush()?);
    };
    let unwritable = || format!("{} cannot be written", path.display());
    // What is no plain file, such as /dev/null or a named pipe, cannot be replaced by one.
    if path.exists() && !path.is_file() {
        let mut out = BufWriter::new(File::create(path).with_context(unwritable)?);
        content(&mut out)?;
        return out.flush().with_context(unwritable);
    }
    let directory =
        path.parent().filter(|parent| !parent.as_os_str().is_empty()).map_or(PathBuf::from("."), PathBuf::from);
    let file = tempfile::Builder::new().permissions(permissions()).tempfile_in(directory).with_context(unwritable)?;
    let mut out = BufWriter::new(file);
    content(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error).with_context(unwritable)?;
    file.persist(path).map_err(|error| error.error).with_context(unwritable)?;
    Ok(())
}

/// Those of a new file; the process's umask narrows them.
fn permissions() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

/// Prints a line on standard error. What it quotes may come from anywhere, so control characters are shown, not obeyed.
pub(super) fn complain(text: &str) {
    let safe: String = text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect();
    // When not even that can be written there is nobody to tell.
    let _ = writeln!(io::stderr(), "skord: {safe}");
}

/// Whether standard error is looked at by a person.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether the error is that nobody reads the output any more.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
