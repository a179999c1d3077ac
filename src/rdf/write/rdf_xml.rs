//! RDF/XML (RDF 1.1 XML Syntax): typed node elements, one property element a line, blank nodes inside.

use super::WriteError;
use super::layout::Layout;
use super::prefix::Prefixes;
use crate::rdf::vocab::{dcat, rdf};
use crate::rdf::{Term, TermId, Triple};

pub(super) const FOOTER: &str = "</rdf:RDF>\n";

/// Names of the RDF namespace that may not be property elements (section 5.1), those that were withdrawn among them.
const RESERVED: [&str; 12] = [
    "RDF",
    "ID",
    "about",
    "parseType",
    "resource",
    "nodeID",
    "datatype",
    "Description",
    "aboutEach",
    "aboutEachPrefix",
    "bagID",
    "li",
];

pub(super) fn header(prefixes: &Prefixes, out: &mut String) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF");
    for (prefix, namespace) in prefixes.iter() {
        out.push_str(&format!("\n    xmlns:{prefix}=\"{namespace}\""));
    }
    out.push_str(">\n");
}

pub(super) fn fragment(layout: &Layout<'_>, prefixes: &Prefixes, out: &mut String) -> Result<(), WriteError> {
    for subject in layout.subjects() {
        node(layout, prefixes, subject, 1, out)?;
    }
    Ok(())
}

fn node(
    layout: &Layout<'_>,
    prefixes: &Prefixes,
    subject: TermId,
    depth: usize,
    out: &mut String,
) -> Result<(), WriteError> {
    let properties = layout.properties(subject);
    let class = class(layout, prefixes, &properties);
    let element = class.map_or_else(|| "rdf:Description".to_owned(), |(_, name)| name);
    indent(depth, out);
    out.push('<');
    out.push_str(&element);
    match layout.graph.term(subject) {
        Term::Blank(_) if layout.is_inside(subject) => {}
        Term::Blank(number) => attribute("rdf:nodeID", &layout.blank_label(number), layout, subject, out)?,
        term => attribute("rdf:about", term.text(), layout, subject, out)?,
    }
    out.push_str(">\n");
    let class = class_triple(layout, prefixes, &properties);
    for triple in properties.iter().filter(|triple| Some(**triple) != class) {
        property(layout, prefixes, triple, depth + 1, out)?;
    }
    indent(depth, out);
    out.push_str(&format!("</{element}>\n"));
    Ok(())
}

/// The class that names the node element: a DCAT class if there is one, else the first that has a prefix.
fn class(layout: &Layout<'_>, prefixes: &Prefixes, properties: &[Triple]) -> Option<(Triple, String)> {
    let mut named = properties.iter().filter(|triple| layout.is_type(triple)).filter_map(|triple| {
        let iri = layout.graph.term(triple[2]).as_iri()?;
        let (prefix, local) = prefixes.name(iri)?;
        (prefix != "rdf").then(|| (iri.starts_with(dcat::NS), (*triple, format!("{prefix}:{local}"))))
    });
    let first = named.next()?;
    let found = if first.0 { first } else { named.find(|(is_dcat, _)| *is_dcat).unwrap_or(first) };
    Some(found.1)
}

fn class_triple(layout: &Layout<'_>, prefixes: &Prefixes, properties: &[Triple]) -> Option<Triple> {
    class(layout, prefixes, properties).map(|(triple, _)| triple)
}

fn property(
    layout: &Layout<'_>,
    prefixes: &Prefixes,
    triple: &Triple,
    depth: usize,
    out: &mut String,
) -> Result<(), WriteError> {
    let [subject, predicate, object] = *triple;
    let (element, namespace) = element_name(prefixes, layout.graph.term(predicate).text())?;
    indent(depth, out);
    out.push('<');
    out.push_str(&element);
    if let Some(namespace) = namespace {
        attribute("xmlns:ns", namespace, layout, subject, out)?;
    }
    match layout.graph.term(object) {
        Term::Iri(iri) => {
            attribute("rdf:resource", iri, layout, subject, out)?;
            out.push_str("/>\n");
        }
        Term::Blank(_) if layout.is_inside(object) => {
            out.push_str(">\n");
            node(layout, prefixes, object, depth + 1, out)?;
            indent(depth, out);
            out.push_str(&format!("</{element}>\n"));
        }
        Term::Blank(number) => {
            attribute("rdf:nodeID", &layout.blank_label(number), layout, subject, out)?;
            out.push_str("/>\n");
        }
        Term::Literal(literal) => {
            if let Some(language) = literal.language {
                attribute("xml:lang", language, layout, subject, out)?;
            } else if !literal.is_plain() {
                attribute("rdf:datatype", literal.datatype, layout, subject, out)?;
            }
            out.push('>');
            text(literal.lexical, false, layout, subject, out)?;
            out.push_str(&format!("</{element}>\n"));
        }
    }
    Ok(())
}

/// The element name of a predicate, and its namespace when that has no prefix.
fn element_name<'a>(prefixes: &Prefixes, iri: &'a str) -> Result<(String, Option<&'a str>), WriteError> {
    if let Some((prefix, local)) = prefixes.name(iri) {
        return match prefix == "rdf" && RESERVED.contains(&local) {
            true => Err(WriteError::Predicate(iri.to_owned())),
            false => Ok((format!("{prefix}:{local}"), None)),
        };
    }
    let tail = iri.char_indices().rev().take_while(|(_, c)| is_name_char(*c));
    let split = tail.filter(|(_, c)| is_name_start(*c)).last().map(|(at, _)| at);
    match split {
        Some(at) if at > 0 && !iri.starts_with(rdf::NS) => Ok((format!("ns:{}", &iri[at..]), Some(&iri[..at]))),
        _ => Err(WriteError::Predicate(iri.to_owned())),
    }
}

/// Whether RDF/XML can express an IRI as a property.
pub fn has_xml_name(iri: &str) -> bool {
    element_name(&Prefixes::all(), iri).is_ok()
}

/// `NameStartChar` without the colon, narrowed to what every XML parser of every edition takes.
fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || ('\u{c0}'..='\u{24f}').contains(&c) && !matches!(c, '\u{d7}' | '\u{f7}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c) || c.is_ascii_digit() || matches!(c, '-' | '.')
}

fn attribute(
    name: &str,
    value: &str,
    layout: &Layout<'_>,
    subject: TermId,
    out: &mut String,
) -> Result<(), WriteError> {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    text(value, true, layout, subject, out)?;
    out.push('"');
    Ok(())
}

fn text(
    value: &str,
    in_attribute: bool,
    layout: &Layout<'_>,
    subject: TermId,
    out: &mut String,
) -> Result<(), WriteError> {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if in_attribute => out.push_str("&#10;"),
            '\t' if in_attribute => out.push_str("&#9;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                return Err(WriteError::Character { subject: layout.describe(subject), code: c as u32 });
            }
            c => out.push(c),
        }
    }
    Ok(())
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}
