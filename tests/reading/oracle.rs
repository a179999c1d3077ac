//! Another RDF/XML reader: oxrdfxml.

use std::collections::HashMap;

use oxrdf::{NamedOrBlankNode, Term};
use oxrdfxml::RdfXmlParser;
use skord::rdf::{Graph, GraphBuilder, TermId};
use sophia_isomorphism::isomorphic_graphs;

use super::BASE;

/// The graph that it reads: strictly, or as leniently as it can.
///
/// Where it is known to differ from the recommendations or from what we read on purpose, the document is put right for it: line
/// ends (XML 1.0, section 2.11), a language that is taken away (section 2.12), white space around CDATA sections, RDF attributes without a prefix.
pub fn read(bytes: &[u8], is_lenient: bool) -> Result<Graph, String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return read_as_it_is(bytes, is_lenient) };
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    for name in ["datatype", "parseType"] {
        text = text.replace(&format!(" {name}=\""), &format!(" rdf:{name}=\""));
    }
    while let Some((begin, length)) = text.find("<![CDATA[").and_then(|at| Some((at, text[at..].find("]]>")?))) {
        let inside = text[begin + 9..begin + length].replace('&', "&amp;").replace('<', "&lt;");
        text.replace_range(begin..begin + length + 3, &inside);
    }
    match read_as_it_is(text.as_bytes(), is_lenient) {
        Err(error) if error.contains("A subtag should not be empty") => read_as_it_is(text.as_bytes(), true),
        graph => graph,
    }
}

/// The graph that it reads of a document as it came.
pub fn read_as_it_is(bytes: &[u8], is_lenient: bool) -> Result<Graph, String> {
    let mut parser = RdfXmlParser::new().with_base_iri(BASE).expect("it is an IRI");
    if is_lenient {
        parser = parser.lenient();
    }
    let mut builder = GraphBuilder::new();
    let mut blanks = HashMap::new();
    for triple in parser.for_slice(bytes) {
        let triple = triple.map_err(|error| error.to_string())?;
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => builder.terms.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => blank(&mut builder, &mut blanks, node.as_str()),
        };
        let predicate = builder.terms.iri(triple.predicate.as_str());
        let object = match triple.object {
            Term::NamedNode(node) => builder.terms.iri(node.as_str()),
            Term::BlankNode(node) => blank(&mut builder, &mut blanks, node.as_str()),
            Term::Literal(literal) => match literal.language() {
                Some("") => builder.terms.string(literal.value()),
                Some(language) => builder.terms.tagged(literal.value(), &language.replace('_', "-").to_lowercase()),
                None => {
                    let datatype = builder.terms.iri(literal.datatype().as_str());
                    builder.terms.typed(literal.value(), datatype)
                }
            },
            Term::Triple(_) => return Err("a triple term".to_owned()),
        };
        builder.insert(subject, predicate, object);
    }
    Ok(builder.finish())
}

fn blank(builder: &mut GraphBuilder, blanks: &mut HashMap<String, TermId>, label: &str) -> TermId {
    *blanks.entry(label.to_owned()).or_insert_with(|| builder.terms.fresh_blank())
}

/// Whether two graphs say the same.
pub fn is_same(a: &Graph, b: &Graph) -> bool {
    a.len() == b.len() && (lines(a) == lines(b) || isomorphic_graphs(a, b).expect("both can be read"))
}

/// The triples as text; blank nodes by number.
pub fn lines(graph: &Graph) -> Vec<String> {
    let mut lines: Vec<String> =
        graph.triples().iter().map(|triple| format!("{:?}", triple.map(|id| graph.term(id)))).collect();
    lines.sort_unstable();
    lines
}
