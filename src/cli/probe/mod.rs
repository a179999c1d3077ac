//! `skord probe`: what an address answers, for whoever runs the web site behind it.

mod seen;

use anyhow::{Context as _, Result, bail};
use url::Url;

use super::network::{Network, NetworkArgs, told};
use super::{Exit, LanguageArg, output};
use crate::fetch::{Answer, FetchError, Fetched, Limits, Request};
use crate::harvest::{self, Clock};
use crate::rdf::parse::{End, Mode};
use crate::rdf::vocab::dcat;
use crate::rdf::{Caps, Format, ReadError, TextReader, parse_text};
use crate::report::probe::{self, Again, Content, Document, Probe};
use crate::report::{Failure, FailureCode};
use crate::source::SourceError;

/// Ask an address as a harvest does, and show what happens: names, certificates, redirects, times, headers, content
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if something keeps the catalogue from being fetched or read, or soon will.\n\
    Examples:\n  skord probe https://example.org/datasets/dcat\n  skord probe https://example.org/datasets/dcat --json\n  \
    skord probe http://10.1.2.3/catalog.rdf --allow-private 10.1.0.0/16 --language en")]
pub(super) struct Args {
    /// An http(s) address
    url: String,
    #[command(flatten)]
    network: NetworkArgs,
    /// Write JSON with a schema version
    #[arg(long)]
    json: bool,
    /// The language of the text
    #[arg(long, default_value = "sv")]
    language: LanguageArg,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let wrong = || format!("{} is not an address; write it whole, beginning with http:// or https://", args.url);
    let url: Url = args.url.parse().with_context(wrong)?;
    if !matches!(url.scheme(), "http" | "https") {
        bail!("{} is neither an http nor an https address", args.url);
    }
    let probe = ask(&url, &args.network)?;
    let text = match args.json {
        true => probe::json(&probe),
        false => probe::text(&probe, args.language.into()),
    };
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(if probe.has_trouble() { Exit::Findings } else { Exit::Fine })
}

/// Asks twice: for the document, and then whether it has changed.
fn ask(url: &Url, network_args: &NetworkArgs) -> Result<Probe> {
    let network = Network::open()?;
    let terms = network_args.terms(url, Limits::default().bytes);
    let mut session = network.fetcher.session(terms.clone())?;
    let answer = session.get(&Request::new(url));
    let now = Clock::System.timestamp();
    let mut probe = Probe {
        url: without_user(url),
        hops: seen::hops(&session.trace().events(), &terms.egress, now),
        ..Probe::default()
    };
    match answer {
        Ok(Answer::Fetched(mut fetched)) => {
            probe.again = Some(again(&network, &terms, url, &fetched));
            let (document, failure) = read(&mut fetched)?;
            (probe.document, probe.failure) = (Some(document), failure);
        }
        // No condition was set, so this does not come.
        Ok(Answer::NotModified { .. }) => bail!("{url} answers 304 Not Modified to a request without conditions"),
        // These say nothing about the address.
        Err(error @ (FetchError::Client(_) | FetchError::Stopped | FetchError::Spool { .. })) => {
            return Err(error.into());
        }
        Err(error) => probe.failure = Some(of_fetch(error)),
    }
    Ok(probe)
}

/// An address as it may be shown.
fn without_user(url: &Url) -> String {
    let mut url = url.clone();
    // An address that can have neither has neither.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url.to_string()
}

/// The document as it can be read, and what is wrong with it.
fn read(fetched: &mut Fetched) -> Result<(Document, Option<Failure>)> {
    let mut document =
        Document { wire_bytes: fetched.wire_bytes, bytes: fetched.body.len(), format: None, content: None };
    let media_type = fetched.header("content-type").map(str::to_owned);
    let mut text = TextReader::new(fetched.body.reader()?, media_type.as_deref());
    let format = match Format::detect_text(&mut text, media_type.as_deref(), &fetched.url) {
        Ok(format) => format,
        Err(error) => return Ok((document, Some(of(&error.into())))),
    };
    document.format = Some(format);
    match parse_text(text, format, &fetched.url, &Caps::default(), Mode::Tolerant) {
        Ok(parsed) => {
            let datasets = parsed.graph.instances(dcat::DATASET).count() as u64;
            document.content = Some(Content { statements: parsed.graph.len() as u64, datasets });
            if let End::Broken(error) = parsed.end {
                return Ok((document, Some(of(&error.into()))));
            }
            Ok((document, None))
        }
        Err(ReadError::Source(error)) => Err(error.into()),
        Err(ReadError::Parse(error)) => Ok((document, Some(of(&error.into())))),
    }
}

/// What the address answers to its own validators, as the next harvest would ask.
fn again(network: &Network, terms: &crate::fetch::Terms, url: &Url, first: &Fetched) -> Again {
    let (etag, last_modified) = (first.header("etag"), first.header("last-modified"));
    if etag.is_none() && last_modified.is_none() {
        return Again::NothingToAskWith;
    }
    let request = Request { etag, last_modified, ..Request::new(url) };
    match network.fetcher.session(terms.clone()).and_then(|mut session| session.get(&request)) {
        Ok(Answer::NotModified { .. }) => Again::NotModified,
        Ok(Answer::Fetched(_)) => Again::Whole,
        Err(error) => Again::Failed(of_fetch(error)),
    }
}

/// A failure in words.
fn of(failure: &harvest::Failure) -> Failure {
    Failure { code: FailureCode::from_code(failure.code()), detail: failure.to_string() }
}

fn of_fetch(error: FetchError) -> Failure {
    let detail = told(&error);
    Failure { detail, ..of(&SourceError::Fetch(error).into()) }
}
