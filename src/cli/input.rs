//! The INPUT of a command: a file, an address, or `-` for standard input.

use std::io::Read;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use super::network::NetworkArgs;
use crate::fetch::Body;
use crate::harvest::Failure;
use crate::harvest::process::{Document, read};
use crate::rdf::format::NotRdf;
use crate::rdf::parse::{End, Mode};
use crate::rdf::{Caps, Format, Parsed};

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

/// A document that can be read, once.
pub(super) struct Input {
    name: String,
    content: Content,
    url: String,
    media_type: Option<String>,
    format: Option<Format>,
}

enum Content {
    Reader(Box<dyn Read>),
    Fetched(Body),
}

impl InputArgs {
    /// An input of which nothing is said but where it is.
    pub(super) fn named(input: &str) -> Self {
        InputArgs { input: input.to_owned(), from: None, base: None, network: NetworkArgs::default() }
    }

    /// Opens it, or fetches it.
    pub(super) fn open(&self) -> Result<Input> {
        let (content, url, media_type) = match self.input.as_str() {
            "-" => (Content::Reader(Box::new(std::io::stdin().lock())), "file:///stdin".to_owned(), None),
            address if address.starts_with("http://") || address.starts_with("https://") => {
                let fetched = self.network.fetch(address, Caps::default().document)?;
                let media_type = fetched.header("content-type").map(str::to_owned);
                (Content::Fetched(fetched.body), fetched.url, media_type)
            }
            path => {
                let file = std::fs::File::open(path).with_context(|| format!("{path} cannot be read"))?;
                if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
                    bail!("{path} is a folder, not a document");
                }
                let absolute = std::path::absolute(Path::new(path)).with_context(|| path.to_owned())?;
                let url = url::Url::from_file_path(absolute).map_err(|()| anyhow::anyhow!("{path} is no file path"))?;
                (Content::Reader(Box::new(file)), url.into(), None)
            }
        };
        let url = self.base.clone().unwrap_or(url);
        Ok(Input { name: self.input.clone(), content, url, media_type, format: self.from.map(FromFormat::format) })
    }
}

impl Input {
    /// The document, for processing.
    pub(super) fn document(&mut self) -> Result<Document<'_>> {
        self.read_as(Mode::Tolerant)
    }

    fn read_as(&mut self, mode: Mode) -> Result<Document<'_>> {
        let content: Box<dyn Read> = match &mut self.content {
            Content::Reader(reader) => Box::new(reader),
            Content::Fetched(body) => Box::new(body.reader().with_context(|| self.name.clone())?),
        };
        Ok(Document {
            content,
            url: &self.url,
            name: file_name(&self.name),
            media_type: self.media_type.as_deref(),
            format: self.format,
            caps: Caps::default(),
            mode,
        })
    }

    /// Parses it whole and nothing else; errors name the input.
    pub(super) fn parse(&mut self) -> Result<Parsed> {
        let parsed = self.parse_as(Mode::Tolerant)?;
        match parsed.end {
            End::Whole => Ok(parsed),
            End::Broken(error) => Err(error).with_context(|| self.name.clone()),
        }
    }

    /// Parses it as far as it goes, or strictly; errors name the input.
    pub(super) fn parse_as(&mut self, mode: Mode) -> Result<Parsed> {
        let name = self.name.clone();
        read(self.read_as(mode)?).with_context(|| name)
    }

    /// Whether an error says that nothing stands in a document of a kind of which that is one: the Turtle family has empty
    /// graphs, XML and JSON have none.
    pub(super) fn is_empty_graph(&self, error: &anyhow::Error) -> bool {
        let other = [".rdf", ".xml", ".owl", ".json", ".jsonld"].iter().any(|ending| self.name.ends_with(ending));
        !other && matches!(error.downcast_ref(), Some(Failure::NotRdf(NotRdf::Empty)))
    }

    /// The input as the user named it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// What to look at the ending of: the base says nothing about it.
fn file_name(name: &str) -> &str {
    if name == "-" { "" } else { name }
}
