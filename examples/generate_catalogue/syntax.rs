//! Streaming RDF/XML, Turtle and N-Triples.
//!
//! In: one call a triple, node by node. Out: the text, written as it comes; nothing but the open
//! nodes is kept. It trusts its caller: IRIs are written as given, and every node that is opened
//! must be ended.

use std::io::{self, Write};
use std::str::FromStr;

/// The syntax to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// RDF/XML, with typed node elements.
    #[default]
    RdfXml,
    /// Turtle, one block a node.
    Turtle,
    /// N-Triples, one line a triple.
    NTriples,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "rdf" => Ok(Self::RdfXml),
            "ttl" => Ok(Self::Turtle),
            "nt" => Ok(Self::NTriples),
            other => Err(format!("unknown format \"{other}\": use rdf, ttl or nt")),
        }
    }
}

/// A vocabulary with its usual prefix.
#[derive(Debug)]
pub struct Vocabulary {
    prefix: &'static str,
    iri: &'static str,
}

const fn vocabulary(prefix: &'static str, iri: &'static str) -> Vocabulary {
    Vocabulary { prefix, iri }
}

/// The RDF vocabulary.
static RDF: Vocabulary = vocabulary("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
/// XML Schema datatypes.
static XSD: Vocabulary = vocabulary("xsd", "http://www.w3.org/2001/XMLSchema#");
/// DCMI Metadata Terms.
pub static DCTERMS: Vocabulary = vocabulary("dcterms", "http://purl.org/dc/terms/");
/// Data Catalog Vocabulary.
pub static DCAT: Vocabulary = vocabulary("dcat", "http://www.w3.org/ns/dcat#");
/// The terms of DCAT-AP.
pub static DCATAP: Vocabulary = vocabulary("dcatap", "http://data.europa.eu/r5r/");
/// Friend of a Friend.
pub static FOAF: Vocabulary = vocabulary("foaf", "http://xmlns.com/foaf/0.1/");
/// vCard ontology.
pub static VCARD: Vocabulary = vocabulary("vcard", "http://www.w3.org/2006/vcard/ns#");
/// Software Package Data Exchange.
pub static SPDX: Vocabulary = vocabulary("spdx", "http://spdx.org/rdf/terms#");

static VOCABULARIES: [&Vocabulary; 8] = [&RDF, &XSD, &DCTERMS, &DCAT, &DCATAP, &FOAF, &VCARD, &SPDX];

/// One term of a vocabulary: a property or a class.
pub type Name = (&'static Vocabulary, &'static str);

#[derive(Clone, Copy)]
enum Object<'a> {
    Iri(&'a str),
    Plain(&'a str),
    Tagged(&'a str, &'a str),
    Typed(&'a str, &'a str),
}

/// A node that is open: its name as N-Triples, its class, and the property that leads to it.
struct Open {
    id: String,
    class: Name,
    property: Option<Name>,
}

/// Writes triples and counts them.
pub struct TripleWriter<W> {
    out: W,
    format: Format,
    open: Vec<Open>,
    blank_nodes: u64,
    triples: u64,
}

impl<W: Write> TripleWriter<W> {
    /// Starts the document.
    pub fn start(format: Format, mut out: W) -> io::Result<Self> {
        match format {
            Format::RdfXml => {
                write!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF")?;
                for vocabulary in VOCABULARIES {
                    write!(out, "\n\txmlns:{}=\"{}\"", vocabulary.prefix, vocabulary.iri)?;
                }
                writeln!(out, ">")?;
            }
            Format::Turtle => {
                for vocabulary in VOCABULARIES {
                    writeln!(out, "@prefix {}: <{}> .", vocabulary.prefix, vocabulary.iri)?;
                }
            }
            Format::NTriples => {}
        }
        Ok(Self { out, format, open: Vec::new(), blank_nodes: 0, triples: 0 })
    }

    /// Opens a named node of one class.
    pub fn node(&mut self, iri: &str, class: Name) -> io::Result<()> {
        match self.format {
            Format::RdfXml => {
                write!(self.out, "<{}:{} rdf:about=\"", class.0.prefix, class.1)?;
                escape_xml(&mut self.out, iri)?;
                write!(self.out, "\">")?;
            }
            Format::Turtle => write!(self.out, "\n<{iri}> a {}:{}", class.0.prefix, class.1)?,
            Format::NTriples => {
                writeln!(self.out, "<{iri}> <{}type> <{}{}> .", RDF.iri, class.0.iri, class.1)?;
            }
        }
        self.triples += 1;
        self.open.push(Open { id: format!("<{iri}>"), class, property: None });
        Ok(())
    }

    /// Opens a blank node of one class, the value of a property of the open node.
    pub fn blank(&mut self, property: Name, class: Name) -> io::Result<()> {
        self.blank_nodes += 1;
        let id = format!("_:b{}", self.blank_nodes);
        self.start_property(property)?;
        match self.format {
            Format::RdfXml => {
                write!(self.out, ">")?;
                self.new_line(1)?;
                write!(self.out, "<{}:{}>", class.0.prefix, class.1)?;
            }
            Format::Turtle => write!(self.out, "[ a {}:{}", class.0.prefix, class.1)?,
            Format::NTriples => {
                writeln!(self.out, "{id} .")?;
                writeln!(self.out, "{id} <{}type> <{}{}> .", RDF.iri, class.0.iri, class.1)?;
            }
        }
        self.triples += 2;
        self.open.push(Open { id, class, property: Some(property) });
        Ok(())
    }

    /// Writes a property whose value is an absolute IRI.
    pub fn iri(&mut self, property: Name, iri: &str) -> io::Result<()> {
        self.property(property, Object::Iri(iri))
    }

    /// Writes a property whose value has neither language nor datatype.
    pub fn plain(&mut self, property: Name, text: &str) -> io::Result<()> {
        self.property(property, Object::Plain(text))
    }

    /// Writes a property whose value is text in a language.
    pub fn text(&mut self, property: Name, text: &str, language: &str) -> io::Result<()> {
        self.property(property, Object::Tagged(text, language))
    }

    /// Writes a property whose value has a datatype of XML Schema.
    pub fn typed(&mut self, property: Name, text: &str, datatype: &str) -> io::Result<()> {
        self.property(property, Object::Typed(text, datatype))
    }

    /// Ends the node that was opened last.
    pub fn end(&mut self) -> io::Result<()> {
        let Some(node) = self.open.pop() else {
            return Ok(());
        };
        match (self.format, node.property) {
            (Format::RdfXml, None) => {
                writeln!(self.out, "\n</{}:{}>", node.class.0.prefix, node.class.1)
            }
            (Format::RdfXml, Some(property)) => {
                self.new_line(2)?;
                write!(self.out, "</{}:{}>", node.class.0.prefix, node.class.1)?;
                self.new_line(1)?;
                write!(self.out, "</{}:{}>", property.0.prefix, property.1)
            }
            (Format::Turtle, None) => writeln!(self.out, " ."),
            (Format::Turtle, Some(_)) => write!(self.out, " ]"),
            (Format::NTriples, _) => Ok(()),
        }
    }

    /// Ends the document and returns the number of triples in it.
    pub fn finish(mut self) -> io::Result<u64> {
        if self.format == Format::RdfXml {
            writeln!(self.out, "</rdf:RDF>")?;
        }
        self.out.flush()?;
        Ok(self.triples)
    }

    fn property(&mut self, property: Name, object: Object<'_>) -> io::Result<()> {
        self.start_property(property)?;
        if self.format == Format::RdfXml {
            self.xml_object(property, object)?;
        } else {
            self.quoted_object(object)?;
            if self.format == Format::NTriples {
                writeln!(self.out, " .")?;
            }
        }
        self.triples += 1;
        Ok(())
    }

    fn new_line(&mut self, deeper: usize) -> io::Result<()> {
        writeln!(self.out)?;
        for _ in 1..self.open.len() * 2 + deeper {
            write!(self.out, "\t")?;
        }
        Ok(())
    }

    fn start_property(&mut self, property: Name) -> io::Result<()> {
        match self.format {
            Format::RdfXml => {
                self.new_line(0)?;
                write!(self.out, "<{}:{}", property.0.prefix, property.1)
            }
            Format::Turtle => {
                write!(self.out, " ;")?;
                self.new_line(0)?;
                write!(self.out, "{}:{} ", property.0.prefix, property.1)
            }
            Format::NTriples => {
                let subject = self.open.last().map_or("", |node| node.id.as_str());
                write!(self.out, "{subject} <{}{}> ", property.0.iri, property.1)
            }
        }
    }

    fn xml_object(&mut self, property: Name, object: Object<'_>) -> io::Result<()> {
        let text = match object {
            Object::Iri(iri) => {
                write!(self.out, " rdf:resource=\"")?;
                escape_xml(&mut self.out, iri)?;
                return write!(self.out, "\"/>");
            }
            Object::Plain(text) => text,
            Object::Tagged(text, language) => {
                write!(self.out, " xml:lang=\"{language}\"")?;
                text
            }
            Object::Typed(text, datatype) => {
                write!(self.out, " rdf:datatype=\"{}{datatype}\"", XSD.iri)?;
                text
            }
        };
        write!(self.out, ">")?;
        escape_xml(&mut self.out, text)?;
        write!(self.out, "</{}:{}>", property.0.prefix, property.1)
    }

    fn quoted_object(&mut self, object: Object<'_>) -> io::Result<()> {
        match object {
            Object::Iri(iri) => write!(self.out, "<{iri}>"),
            Object::Plain(text) => quote(&mut self.out, text),
            Object::Tagged(text, language) => {
                quote(&mut self.out, text)?;
                write!(self.out, "@{language}")
            }
            Object::Typed(text, datatype) => {
                quote(&mut self.out, text)?;
                if self.format == Format::Turtle {
                    write!(self.out, "^^{}:{datatype}", XSD.prefix)
                } else {
                    write!(self.out, "^^<{}{datatype}>", XSD.iri)
                }
            }
        }
    }
}

/// XML 1.0, section 2.4.
fn escape_xml(out: &mut impl Write, text: &str) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, from) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        out.write_all(match from.as_bytes()[0] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            _ => b"&quot;",
        })?;
        rest = &from[1..];
    }
    out.write_all(rest.as_bytes())
}

/// N-Triples, `STRING_LITERAL_QUOTE`; Turtle takes the same form.
fn quote(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\\', '\n', '\r']) {
        let (before, from) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        out.write_all(match from.as_bytes()[0] {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            _ => b"\\r",
        })?;
        rest = &from[1..];
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\"")
}
