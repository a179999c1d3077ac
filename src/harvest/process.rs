//! From bytes to resources and findings: the stages that need neither network nor store. `skord validate` walks them too.

use std::collections::BTreeMap;

use super::Failure;
use crate::normalise::{Change, Normalised, Settings, normalise};
use crate::rdf::parse::Note;
use crate::rdf::{Caps, Format, Graph, Parsed, parse};
use crate::validate::{
    After, Finding, Place, Profile, compare, has_high_value, with_observations, without_observations,
};

/// A document to be read.
pub struct Document<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
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
    /// What time it is, as `xsd:dateTime`, for rules about dates to come.
    pub now: Option<String>,
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
    /// Where those subjects and values of changes are found that have an address of our making only.
    pub places: BTreeMap<String, Place>,
    /// Whether anything in it is marked as high-value data.
    pub high_value: bool,
    /// What the rules say of the document as it came, each with whether normalising mended it.
    pub findings: Vec<Finding>,
}

/// Detects, parses, checks, normalises and checks a document again.
///
/// # Errors
/// Those of [`read`] and [`examine`].
pub fn process(document: &Document<'_>, settings: &Settings, profile: &Profile) -> Result<Checked, Failure> {
    examine(read(document)?, settings, profile, document.now.as_deref())
}

/// Detects and parses a document.
///
/// # Errors
/// [`Failure::NotRdf`] or [`Failure::Parse`].
pub fn read(document: &Document<'_>) -> Result<Parsed, Failure> {
    let format = match document.format {
        Some(format) => format,
        None => Format::detect(document.bytes, document.media_type, document.name)?,
    };
    Ok(parse(document.bytes, format, document.url, &document.caps)?)
}

/// Checks, normalises and checks again what was parsed, at a time (an `xsd:dateTime`) for rules about dates to come.
///
/// # Errors
/// [`Failure::Rules`].
pub fn examine(parsed: Parsed, settings: &Settings, profile: &Profile, now: Option<&str>) -> Result<Checked, Failure> {
    let triples = parsed.graph.len();
    let observed = with_observations(parsed.graph, &parsed.relative);
    let came = profile.results(&observed, now)?;
    let Normalised { graph, changes, names } = normalise(without_observations(observed), settings);
    let left = profile.results(&graph, now)?;
    let after = After { graph: &graph, names: &names };
    let findings = compare(came, left, &after);
    let named =
        changes.iter().flat_map(|change| [Some(&change.subject), change.before.as_ref(), change.after.as_ref()]);
    let places = after.places(named.flatten().map(String::as_str));
    let high_value = has_high_value(&graph);
    Ok(Checked { graph, format: parsed.format, triples, notes: parsed.notes, changes, places, high_value, findings })
}
