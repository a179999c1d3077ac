//! Writing: graphs to RDF/XML, Turtle, N-Triples or JSON-LD, deterministic to the byte.
//!
//! A document is a header, fragments and a footer. A fragment is a whole small graph, so a catalogue of any size is written
//! resource by resource with the memory of one. The same graph always gives the same bytes: subjects, predicates and
//! objects are sorted by their text, blank nodes stand inside the node that refers to them.
//! Must not: change a term, or leave one out; what a syntax cannot express is an error.

mod json_ld;
mod layout;
mod n_triples;
mod prefix;
mod rdf_xml;
mod turtle;

use std::io::{self, Write};

use super::{Format, Graph};
use layout::Layout;
pub use n_triples::statement as n_triples_statement;
pub(in crate::rdf) use n_triples::unlabelled as n_triples_term;
pub use prefix::Prefixes;
pub use rdf_xml::has_xml_name;

/// How much is held back before it is written, in bytes.
const BLOCK: usize = 1 << 20;

/// Why a graph could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// RDF/XML needs the predicate as an XML name, and it has none.
    #[error("the property <{0}> does not end in a name, so RDF/XML cannot express it")]
    Predicate(String),
    /// A control character that XML 1.0 does not allow (section 2.2).
    #[error("a text of <{subject}> contains the control character U+{code:04X}, which XML cannot express")]
    Character {
        /// The subject.
        subject: String,
        /// The character's code point.
        code: u32,
    },
    /// The output did not take the bytes.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A document being written.
pub struct Document<W: Write> {
    out: W,
    format: Format,
    prefixes: Prefixes,
    fragments: usize,
    buffer: String,
}

impl<W: Write> Document<W> {
    /// Writes the header. The prefixes are declared there; a namespace without one is written out where it occurs.
    ///
    /// N-Quads is written as N-Triples and TriG as Turtle: everything stands in the default graph.
    ///
    /// # Errors
    /// If the output fails.
    pub fn start(mut out: W, format: Format, prefixes: Prefixes) -> Result<Self, WriteError> {
        let mut buffer = String::new();
        match format {
            Format::RdfXml => rdf_xml::header(&prefixes, &mut buffer),
            Format::Turtle | Format::TriG => turtle::header(&prefixes, &mut buffer),
            Format::JsonLd => json_ld::header(&prefixes, &mut buffer),
            Format::NTriples | Format::NQuads => {}
        }
        out.write_all(buffer.as_bytes())?;
        Ok(Document { out, format, prefixes, fragments: 0, buffer })
    }

    /// Writes a graph. `label` begins the labels of those blank nodes that need one; it must differ between fragments.
    ///
    /// # Errors
    /// If the syntax cannot express something in the graph, in which case nothing of the fragment is written,
    /// or if the output fails.
    pub fn fragment(&mut self, graph: &Graph, label: &str) -> Result<(), WriteError> {
        let layout = Layout::new(graph, label);
        self.buffer.clear();
        // What cannot fail is written as it is made, however large the graph.
        let out = &mut self.out;
        let relieve = |buffer: &mut String| match buffer.len() < BLOCK {
            true => Ok(()),
            false => out.write_all(buffer.as_bytes()).map(|()| buffer.clear()),
        };
        match self.format {
            Format::RdfXml => rdf_xml::fragment(&layout, &self.prefixes, &mut self.buffer)?,
            Format::Turtle | Format::TriG => turtle::fragment(&layout, &self.prefixes, &mut self.buffer, relieve)?,
            Format::JsonLd => json_ld::fragment(&layout, &self.prefixes, self.fragments > 0, &mut self.buffer),
            Format::NTriples | Format::NQuads => n_triples::fragment(&layout, &mut self.buffer, relieve)?,
        }
        if !graph.is_empty() {
            self.fragments += 1;
        }
        self.out.write_all(self.buffer.as_bytes())?;
        Ok(())
    }

    /// Writes the footer and gives the output back, unflushed.
    ///
    /// # Errors
    /// If the output fails.
    pub fn finish(mut self) -> Result<W, WriteError> {
        let footer = match self.format {
            Format::RdfXml => rdf_xml::FOOTER,
            Format::JsonLd => json_ld::FOOTER,
            _ => "",
        };
        self.out.write_all(footer.as_bytes())?;
        Ok(self.out)
    }
}

/// Writes a whole graph as one document, with the prefixes that it needs.
///
/// # Errors
/// If the syntax cannot express something in the graph, or if the output fails.
pub fn write<W: Write>(graph: &Graph, format: Format, out: W) -> Result<W, WriteError> {
    let mut document = Document::start(out, format, Prefixes::needed_by(graph))?;
    document.fragment(graph, "b")?;
    document.finish()
}

#[cfg(test)]
mod tests;
