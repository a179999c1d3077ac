//! The formats: their names, media types and file endings, and how one is told from content.

use std::fmt;

use super::charset::head;
use super::other;
pub use super::other::NotRdf;
use super::text::TextReader;
use super::vocab::{dcat, rdf};

/// How much of a document is looked at to tell what it is, in bytes.
const HEAD: usize = 4096;
/// The same of JSON, whose keywords may stand last.
const JSON: usize = 128 << 20;

/// An RDF syntax that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// RDF 1.1 XML Syntax.
    RdfXml,
    /// RDF 1.1 Turtle.
    Turtle,
    /// RDF 1.1 N-Triples.
    NTriples,
    /// RDF 1.1 N-Quads.
    NQuads,
    /// RDF 1.1 TriG.
    TriG,
    /// JSON-LD 1.1.
    JsonLd,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 6] =
        [Format::RdfXml, Format::Turtle, Format::NTriples, Format::NQuads, Format::TriG, Format::JsonLd];

    /// The name in the config and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Format::RdfXml => "rdfxml",
            Format::Turtle => "turtle",
            Format::NTriples => "ntriples",
            Format::NQuads => "nquads",
            Format::TriG => "trig",
            Format::JsonLd => "jsonld",
        }
    }

    /// The name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Format::RdfXml => "RDF/XML",
            Format::Turtle => "Turtle",
            Format::NTriples => "N-Triples",
            Format::NQuads => "N-Quads",
            Format::TriG => "TriG",
            Format::JsonLd => "JSON-LD",
        }
    }

    /// The registered media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::RdfXml => "application/rdf+xml",
            Format::Turtle => "text/turtle",
            Format::NTriples => "application/n-triples",
            Format::NQuads => "application/n-quads",
            Format::TriG => "application/trig",
            Format::JsonLd => "application/ld+json",
        }
    }

    /// The usual file ending.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::RdfXml => "rdf",
            Format::Turtle => "ttl",
            Format::NTriples => "nt",
            Format::NQuads => "nq",
            Format::TriG => "trig",
            Format::JsonLd => "jsonld",
        }
    }

    /// The format with the name, its file ending or a common other name. A web page, `html`, is read for the JSON-LD in it.
    pub fn from_name(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        let alias = match name.as_str() {
            "xml" | "rdf/xml" | "rdf-xml" | "owl" => Some(Format::RdfXml),
            "n3" => Some(Format::Turtle),
            "json-ld" | "json" | "html" => Some(Format::JsonLd),
            _ => None,
        };
        alias.or_else(|| Format::ALL.into_iter().find(|f| f.name() == name || f.extension() == name))
    }

    /// The format of a media type; parameters are ignored. Types that say nothing (`text/plain`, `text/xml`) give `None`.
    pub fn from_media_type(media_type: &str) -> Option<Format> {
        let essence = media_type.split(';').next()?.trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/x-turtle" | "text/n3" | "text/rdf+n3" => Some(Format::Turtle),
            "text/x-nquads" => Some(Format::NQuads),
            "application/x-trig" => Some(Format::TriG),
            _ => Format::ALL.into_iter().find(|f| f.media_type() == essence),
        }
    }

    /// The format by content, then by media type, then by name, in that order of trust.
    ///
    /// `name` is a file name or a URL.
    ///
    /// # Errors
    /// [`NotRdf`] when the content is plainly something else, whatever the others say.
    pub fn detect(bytes: &[u8], media_type: Option<&str>, name: &str) -> Result<Format, NotRdf> {
        Format::detect_text(&mut TextReader::new(bytes, media_type), media_type, name)
    }

    /// The same of a document as it is read; nothing of it is taken. Of JSON all is read that a reader would take, of others only the beginning.
    ///
    /// # Errors
    /// As [`Self::detect`].
    pub fn detect_text(text: &mut TextReader<'_>, media_type: Option<&str>, name: &str) -> Result<Format, NotRdf> {
        let path = name.split(['?', '#']).next().unwrap_or_default();
        let extension = path.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending);
        let told = || media_type.and_then(Format::from_media_type).or_else(|| Format::from_name(extension?));
        text.head(other::PAGE);
        if text.text().trim_start().starts_with(['{', '[']) {
            text.head(JSON);
        }
        let whole = text.text();
        let text = head(whole, HEAD).trim_start();
        let is_turtle = matches!(told(), Some(Format::Turtle | Format::TriG | Format::NTriples | Format::NQuads));
        match text.chars().next() {
            None => Err(NotRdf::Empty),
            // An N-Triples or Turtle document may begin with an IRI, which looks like a tag.
            Some('<') if iri_first(text, is_turtle) => Ok(lines_or_turtle(text, told())),
            // Long comments may stand before the first element.
            Some('<') => xml(head(whole, other::PAGE).trim_start(), whole),
            // A Turtle statement may begin with a blank node.
            Some('[') if matches!(told(), Some(Format::Turtle | Format::TriG)) => Ok(lines_or_turtle(text, told())),
            Some('{' | '[') => json(whole.as_bytes()),
            Some(_) => turtle_like(text, told()),
        }
    }
}

/// Whether the text begins with an IRI in angle brackets and not with a tag: IRIs have a colon or slash and then `>`.
///
/// `is_told` is whether somebody says that it is of the Turtle family; then any reference will do, the empty one anyway.
fn iri_first(text: &str, is_told: bool) -> bool {
    let inside = text[1..].split('>').next().unwrap_or_default();
    let looks_like_tag = inside.starts_with(['?', '!']) || inside.contains(char::is_whitespace);
    !looks_like_tag
        && (is_told
            || inside.is_empty()
            || inside.contains("://")
            || inside.starts_with("urn:")
            || inside.starts_with(['#', '/']))
}

/// XML: RDF/XML if the root says so. `head` is the beginning of the `whole`.
fn xml(head: &str, whole: &str) -> Result<Format, NotRdf> {
    let lower = head.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Err(other::page(whole));
    }
    let Some(root) = root_element(head) else {
        return match lower.contains("<html") {
            true => Err(other::page(whole)),
            false => Ok(Format::RdfXml),
        };
    };
    let name = root.split([' ', '\t', '\r', '\n', '>', '/']).next().unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    if local.eq_ignore_ascii_case("html") {
        return Err(other::page(whole));
    }
    // A document may leave rdf:RDF out and consist of one node element (RDF/XML, section 2.6).
    let attributes = root.split('=').filter_map(|before| before.split_whitespace().next_back());
    let is_node =
        attributes.filter_map(|name| name.rsplit(':').next()).any(|name| ["about", "ID", "nodeID"].contains(&name));
    let is_known = [rdf::NS, dcat::NS].contains(&namespace_of(name, root));
    match local == "RDF" || is_node || is_known {
        true => Ok(Format::RdfXml),
        false => Err(other::xml(name)),
    }
}

/// The namespace that a start tag says its name is in; empty if it does not.
fn namespace_of<'a>(name: &str, root: &'a str) -> &'a str {
    let declaration = match name.split_once(':') {
        Some((prefix, _)) => format!("xmlns:{prefix}="),
        None => "xmlns=".to_owned(),
    };
    let value = root.split_once(&declaration).map_or("", |(_, value)| value);
    value.get(1..).and_then(|inside| inside.split(['"', '\'']).next()).unwrap_or_default()
}

/// The text of the first start tag after declarations, comments and a DOCTYPE.
fn root_element(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start().strip_prefix('<')?;
        let end = if text.starts_with("!--") {
            text.find("-->")? + 3
        } else if text.starts_with('?') {
            text.find("?>")? + 2
        } else if text.starts_with('!') {
            let end = text.find(['[', '>'])?;
            if text[end..].starts_with('[') { text.find("]>")? + 2 } else { end + 1 }
        } else {
            return Some(&text[..text.find('>').unwrap_or(text.len())]);
        };
        text = &text[end..];
    }
}

/// JSON-LD if a keyword occurs; looked for in the whole document, as the context may stand last.
fn json(bytes: &[u8]) -> Result<Format, NotRdf> {
    let has = |keyword: &[u8]| bytes.windows(keyword.len()).any(|window| window == keyword);
    match [&b"\"@context\""[..], b"\"@graph\"", b"\"@id\"", b"\"@value\""].into_iter().any(has) {
        true => Ok(Format::JsonLd),
        false => Err(other::json(bytes)),
    }
}

fn turtle_like(text: &str, told: Option<Format>) -> Result<Format, NotRdf> {
    let first = text.split_whitespace().next().unwrap_or_default();
    let keyword = ["@prefix", "@base"].contains(&first)
        || first.eq_ignore_ascii_case("prefix")
        || first.eq_ignore_ascii_case("base");
    let prefixed = first.contains(':') || first.starts_with("_:") || first.starts_with('#');
    match told {
        Some(Format::RdfXml | Format::JsonLd) | None if keyword || prefixed => Ok(lines_or_turtle(text, None)),
        Some(Format::RdfXml | Format::JsonLd) | None => Err(NotRdf::Unknown),
        Some(format) => Ok(format),
    }
}

/// Turtle, unless the media type or name says another of its family, or the first statements are N-Triples or N-Quads lines.
fn lines_or_turtle(text: &str, told: Option<Format>) -> Format {
    match told {
        Some(format @ (Format::Turtle | Format::TriG | Format::NTriples | Format::NQuads)) => format,
        _ => Format::Turtle,
    }
    .or_trig(text)
}

impl Format {
    /// TriG is Turtle with graphs; a `{` after an IRI or the word GRAPH gives it away.
    fn or_trig(self, text: &str) -> Format {
        let opens_graph = text.lines().any(|line| {
            let line = line.trim_end();
            line.ends_with('{') && (line.starts_with('<') || line.starts_with("GRAPH") || line.trim() == "{")
        });
        match self {
            Format::Turtle if opens_graph => Format::TriG,
            format => format,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An Atom feed behind a long comment.
    const LONG: &str = concat!(
        "<!-- ",
        include_str!("../../LICENSE"),
        " -->\n<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>"
    );

    #[test]
    fn content_beats_media_type_beats_name() {
        type Case = (&'static str, Option<&'static str>, &'static str, Result<Format, NotRdf>);
        let cases: [Case; 22] = [
            ("<?xml version='1.0'?>\n<!-- x -->\n<rdf:RDF>", Some("text/turtle"), "a.ttl", Ok(Format::RdfXml)),
            ("\u{feff}<rdf:RDF xmlns:rdf='x'>", None, "-", Ok(Format::RdfXml)),
            ("<dcat:Dataset rdf:about='x'/>", None, "-", Ok(Format::RdfXml)),
            ("<!DOCTYPE rdf:RDF [<!ENTITY a 'b'>]><rdf:RDF>", None, "-", Ok(Format::RdfXml)),
            ("<!DOCTYPE html><html>", Some("application/rdf+xml"), "a.rdf", Err(NotRdf::Html)),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", None, "a.rdf", Err(NotRdf::NewsFeed)),
            ("<http://a.b/c> <http://a.b/d> 1 .", None, "-", Ok(Format::Turtle)),
            ("<https://a.b/c?d=e> <http://a.b/d> \"1\" .", None, "a.nt", Ok(Format::NTriples)),
            ("@prefix a: <b#> .", Some("application/rdf+xml"), "a.rdf", Ok(Format::Turtle)),
            ("@prefix a: <b#> .\n<g> {\n a:b a:c a:d }", None, "-", Ok(Format::TriG)),
            ("{\"@context\": {}}", None, "-", Ok(Format::JsonLd)),
            ("{\"error\": 1}", None, "a.jsonld", Err(NotRdf::ApiError)),
            ("<> a <http://a.b/C> .", None, "k.ttl", Ok(Format::Turtle)),
            ("<katalog> a <http://a.b/C> .", Some("text/turtle"), "-", Ok(Format::Turtle)),
            ("<katalog>", None, "k.xml", Err(NotRdf::OtherXml("katalog".to_owned()))),
            ("<Description about = 'x'/>", None, "-", Ok(Format::RdfXml)),
            ("<c:Dataset xmlns:c='http://www.w3.org/ns/dcat#'/>", None, "-", Ok(Format::RdfXml)),
            ("[{\"@type\": [\"http://a.b/C\"], \"http://a.b/p\": [{\"@value\": 1}]}]", None, "-", Ok(Format::JsonLd)),
            (LONG, None, "a.rdf", Err(NotRdf::NewsFeed)),
            ("[section]\nkey = 1", None, "a.toml", Err(NotRdf::Unknown)),
            ("  \n", None, "a.rdf", Err(NotRdf::Empty)),
            ("Service unavailable", None, "a.rdf", Err(NotRdf::Unknown)),
        ];
        for (text, media_type, name, expected) in cases {
            assert_eq!(Format::detect(text.as_bytes(), media_type, name), expected, "{text}");
        }
    }

    #[test]
    fn names_and_media_types_lead_back() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
            assert_eq!(Format::from_name(format.extension()), Some(format));
            assert_eq!(Format::from_media_type(&format!("{}; charset=utf-8", format.media_type())), Some(format));
        }
    }
}
