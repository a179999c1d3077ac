//! From bytes to resources and findings: the stages that need neither network nor store. `skord validate` walks them too.

use std::collections::BTreeMap;
use std::io::Read;

use super::Failure;
use crate::normalise::{Change, Normalised, Settings, Suggestion, normalise};
use crate::rdf::format::NotRdf;
use crate::rdf::parse::{End, Mode, Note};
use crate::rdf::{Caps, Format, Graph, Parsed, TextReader, parse_text};
use crate::validate::{
    After, Finding, Place, Profile, compare, has_high_value, with_observations, without_observations,
};

/// A document to be read.
pub struct Document<'a> {
    /// A reader of its bytes.
    pub content: Box<dyn Read + 'a>,
    /// The base IRI.
    pub url: &'a str,
    /// The name that it goes by, whose ending may tell the format.
    pub name: &'a str,
    /// Its media type, if a server named one.
    pub media_type: Option<&'a str>,
    /// Its format, if that is known better than by looking.
    pub format: Option<Format>,
    /// The most it may ask for.
    pub caps: Caps,
    /// Whether it is read as far as it goes.
    pub mode: Mode,
}

/// A document that was read, normalised and checked.
pub struct Checked {
    /// The normalised graph.
    pub graph: Graph,
    /// What it was read as.
    pub format: Format,
    /// The number of triples that it held as read.
    pub triples: usize,
    /// What the reader did beyond reading.
    pub notes: Vec<Note>,
    /// What the normaliser changed.
    pub changes: Vec<Change>,
    /// What the normaliser proposes, and a person decides.
    pub suggestions: Vec<Suggestion>,
    /// Where those subjects and values of changes are found that have an address of our making only.
    pub places: BTreeMap<String, Place>,
    /// Whether anything in it is marked as high-value data.
    pub high_value: bool,
    /// What the rules say of the document as it came, each with whether normalising mended it.
    pub findings: Vec<Finding>,
}

/// Detects, parses, checks, normalises and checks a whole document again, at a time (an `xsd:dateTime`) for rules about dates
/// to come.
///
/// # Errors
/// Those of [`read`] and [`examine`], and when the document breaks off: what is missing cannot be judged.
pub fn process(
    document: Document<'_>,
    settings: &Settings,
    profile: &Profile,
    now: Option<&str>,
) -> Result<Checked, Failure> {
    let parsed = not_empty(read(document)?)?;
    match parsed.end {
        End::Whole => examine(parsed, settings, profile, now),
        End::Broken(error) => Err(error.into()),
    }
}

/// A document of which something could be read.
///
/// # Errors
/// [`NotRdf::NoStatements`]. Nothing can be said of nothing, and it replaces nothing.
pub fn not_empty(parsed: Parsed) -> Result<Parsed, Failure> {
    match parsed.graph.is_empty() {
        true => Err(NotRdf::NoStatements.into()),
        false => Ok(parsed),
    }
}

/// Detects and parses a document.
///
/// # Errors
/// [`Failure::NotRdf`], [`Failure::Parse`], or [`Failure::Blob`] when the reader fails.
pub fn read(document: Document<'_>) -> Result<Parsed, Failure> {
    let mut text = TextReader::new(document.content, document.media_type).limited(document.caps.document);
    let format = match document.format {
        Some(format) => format,
        None => Format::detect_text(&mut text, document.media_type, document.name)?,
    };
    Ok(parse_text(text, format, document.url, &document.caps, document.mode)?)
}

/// Checks, normalises and checks again what was parsed, at a time (an `xsd:dateTime`) for rules about dates to come.
///
/// # Errors
/// [`Failure::Rules`].
pub fn examine(parsed: Parsed, settings: &Settings, profile: &Profile, now: Option<&str>) -> Result<Checked, Failure> {
    let triples = parsed.graph.len();
    let observed = with_observations(parsed.graph, &parsed.relative);
    let came = profile.results(&observed, now)?;
    let Normalised { graph, changes, suggestions, names, made } = normalise(without_observations(observed), settings);
    let left = profile.results(&graph, now)?;
    let after = After { graph: &graph, names: &names, made: &made };
    let findings = compare(came, left, &after);
    let named =
        changes.iter().flat_map(|change| [Some(&change.subject), change.before.as_ref(), change.after.as_ref()]);
    let proposed = suggestions.iter().flat_map(|of| [Some(&of.subject), of.value.as_ref(), Some(&of.proposed)]);
    let places = after.places(named.chain(proposed).flatten().map(String::as_str));
    let high_value = has_high_value(&graph);
    Ok(Checked {
        graph,
        format: parsed.format,
        triples,
        notes: parsed.notes,
        changes,
        suggestions,
        places,
        high_value,
        findings,
    })
}
