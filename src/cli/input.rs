//! The INPUT of a command: a file, an address, or `-` for standard input.

use std::io::Read;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use super::network::NetworkArgs;
use crate::harvest::Clock;
use crate::harvest::process::{Document, read};
use crate::rdf::parse::{End, Mode};
use crate::rdf::{Caps, Format, Parsed, parse_strict};

/// The most that an input may have, in bytes.
const LIMIT: u64 = 2 << 30;

/// Where a document comes from and how it is read.
#[derive(Args)]
pub(super) struct InputArgs {
    /// A file, an http(s) address, or - for standard input
    pub(super) input: String,
    /// Read it as this format, whatever it looks like
    #[arg(long, value_name = "FORMAT")]
    from: Option<FromFormat>,
    /// The base IRI for relative addresses [default: the address of the input]
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    #[command(flatten)]
    network: NetworkArgs,
}

/// A format that can be read.
#[derive(Clone, Copy, ValueEnum)]
enum FromFormat {
    #[value(alias = "rdf", alias = "xml")]
    Rdfxml,
    #[value(alias = "ttl")]
    Turtle,
    #[value(alias = "nt")]
    Ntriples,
    #[value(alias = "nq")]
    Nquads,
    Trig,
    #[value(alias = "json-ld")]
    Jsonld,
    /// The JSON-LD in a web page
    Html,
}

impl FromFormat {
    fn format(self) -> Format {
        match self {
            FromFormat::Rdfxml => Format::RdfXml,
            FromFormat::Turtle => Format::Turtle,
            FromFormat::Ntriples => Format::NTriples,
            FromFormat::Nquads => Format::NQuads,
            FromFormat::Trig => Format::TriG,
            FromFormat::Jsonld | FromFormat::Html => Format::JsonLd,
        }
    }
}

/// A document that was read into memory.
pub(super) struct Input {
    name: String,
    bytes: Vec<u8>,
    url: String,
    media_type: Option<String>,
    format: Option<Format>,
}

impl InputArgs {
    /// An input of which nothing is said but where it is.
    pub(super) fn named(input: &str) -> Self {
        InputArgs { input: input.to_owned(), from: None, base: None, network: NetworkArgs::default() }
    }

    /// Reads the bytes.
    pub(super) fn read(&self) -> Result<Input> {
        let (bytes, url, media_type) = match self.input.as_str() {
            "-" => (limited(std::io::stdin().lock()).context("standard input")?, "file:///stdin".to_owned(), None),
            address if address.starts_with("http://") || address.starts_with("https://") => {
                let mut fetched = self.network.fetch(address, LIMIT)?;
                let media_type = fetched.header("content-type").map(str::to_owned);
                let bytes = fetched.body.bytes().with_context(|| address.to_owned())?;
                (bytes, fetched.url, media_type)
            }
            path => {
                let file = std::fs::File::open(path).with_context(|| format!("{path} cannot be read"))?;
                let bytes = limited(file).with_context(|| format!("{path} cannot be read"))?;
                let absolute = std::path::absolute(Path::new(path)).with_context(|| path.to_owned())?;
                let url = url::Url::from_file_path(absolute).map_err(|()| anyhow::anyhow!("{path} is no file path"))?;
                (bytes, url.into(), None)
            }
        };
        let url = self.base.clone().unwrap_or(url);
        Ok(Input { name: self.input.clone(), bytes, url, media_type, format: self.from.map(FromFormat::format) })
    }
}

impl Input {
    /// The document, for processing.
    pub(super) fn document(&self) -> Document<'_> {
        Document {
            bytes: &self.bytes,
            url: &self.url,
            name: self.file_name(),
            media_type: self.media_type.as_deref(),
            format: self.format,
            caps: Caps::default(),
            now: Some(Clock::System.date_time()),
        }
    }

    /// Parses it whole and nothing else; errors name the input.
    pub(super) fn parse(&self) -> Result<Parsed> {
        let parsed = self.parse_as(Mode::Tolerant)?;
        match parsed.end {
            End::Whole => Ok(parsed),
            End::Broken(error) => Err(error).with_context(|| self.name.clone()),
        }
    }

    /// Parses it as far as it goes, or strictly; errors name the input.
    pub(super) fn parse_as(&self, mode: Mode) -> Result<Parsed> {
        match mode {
            Mode::Tolerant => read(&self.document()).with_context(|| self.name.clone()),
            Mode::Strict => {
                let format = match self.format {
                    Some(format) => format,
                    None => Format::detect(&self.bytes, self.media_type.as_deref(), self.file_name())
                        .with_context(|| self.name.clone())?,
                };
                parse_strict(&self.bytes, format, &self.url, &Caps::default()).with_context(|| self.name.clone())
            }
        }
    }

    /// Whether nothing stands in it although that is a document: the Turtle family has empty graphs, XML and JSON have none.
    pub(super) fn is_empty_graph(&self) -> bool {
        let other = [".rdf", ".xml", ".owl", ".json", ".jsonld"].iter().any(|ending| self.name.ends_with(ending));
        !other && self.bytes.trim_ascii().is_empty()
    }

    /// What to look at the ending of: the base says nothing about it.
    fn file_name(&self) -> &str {
        if self.name == "-" { "" } else { &self.name }
    }

    /// The input as the user named it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

fn limited(reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        bail!("it is larger than {LIMIT} bytes");
    }
    Ok(bytes)
}
