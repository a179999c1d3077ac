//! A resource as every syntax can express it and every strict parser reads it.
//!
//! In: a resource's graph. Out: the same with illegal characters of IRIs percent-encoded, without the triples that RDF/XML has no
//! name for or whose IRI is none, and what was left out. Almost every graph comes back as it was.

use std::collections::HashMap;

use crate::rdf::write::has_xml_name;
use crate::rdf::{Graph, GraphBuilder, Literal, Term, TermId};

/// The graph to publish, and a reason for each triple that is not in it.
pub(super) fn strict(graph: Graph) -> (Graph, Vec<String>) {
    let terms_are_valid = graph.terms().ids().all(|id| graph.term(id).as_iri().is_none_or(is_valid));
    let named = |triple: &[TermId; 3]| has_xml_name(graph.term(triple[1]).text());
    if terms_are_valid && graph.triples().iter().all(named) {
        return (graph, Vec::new());
    }
    let mut builder = GraphBuilder::new();
    let mut blanks = HashMap::new();
    let mut left_out = Vec::new();
    for triple in graph.triples() {
        let property = graph.term(triple[1]).text();
        if !has_xml_name(property) {
            left_out.push(format!("the property <{property}> does not end in a name, so RDF/XML cannot express it"));
            continue;
        }
        let [subject, predicate, object] =
            triple.map(|id| mended(graph.term(id), &mut builder, &mut blanks).ok_or_else(|| graph.term(id)));
        match (subject, predicate, object) {
            (Ok(subject), Ok(predicate), Ok(object)) => builder.insert(subject, predicate, object),
            (subject, predicate, object) => {
                let bad = [subject, predicate, object].into_iter().find_map(Result::err).map_or("", Term::text);
                left_out.push(format!("<{bad}>, in the property <{property}>, is no valid address"));
            }
        }
    }
    (builder.finish(), left_out)
}

/// Whether an IRI is absolute and of the grammar (RFC 3987, section 2.2).
pub(super) fn is_valid(iri: &str) -> bool {
    oxiri::Iri::parse(iri).is_ok()
}

fn mended(term: Term<'_>, builder: &mut GraphBuilder, blanks: &mut HashMap<u32, TermId>) -> Option<TermId> {
    match term {
        Term::Iri(iri) => Some(builder.terms.iri(&valid(iri)?)),
        Term::Blank(number) => Some(*blanks.entry(number).or_insert_with(|| builder.terms.fresh_blank())),
        Term::Literal(Literal { language: None, datatype, lexical }) => {
            let datatype = builder.terms.iri(&valid(datatype)?);
            Some(builder.terms.typed(lexical, datatype))
        }
        tagged => Some(builder.terms.intern_term(tagged)),
    }
}

fn valid(iri: &str) -> Option<String> {
    if is_valid(iri) {
        return Some(iri.to_owned());
    }
    let mut encoded = String::with_capacity(iri.len() + 8);
    for c in iri.chars() {
        match c {
            '\0'..=' ' | '\u{7f}'..='\u{9f}' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    encoded.push_str(&format!("%{byte:02X}"));
                }
            }
            c => encoded.push(c),
        }
    }
    is_valid(&encoded).then_some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::write::write;
    use crate::rdf::{Caps, Format, parse};

    #[test]
    fn what_is_no_iri_is_encoded_or_left_out_alone() {
        let text = "<http://e.org/d> <http://e.org/p> \"1\"^^<http://a\\u0020b/c>, <mailto:a\\u0020b>, <no-scheme>, \"x\"@sv, _:b .\n\
                    <http://e.org/d> <http://e.org/2020> \"y\" . _:b <http://e.org/p> \"z\" .";
        let graph = parse(text.as_bytes(), Format::Turtle, "urn:base", &Caps::default()).unwrap().graph;
        let (graph, left_out) = strict(graph);
        let bytes = write(&graph, Format::NTriples, Vec::new()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("<mailto:a%20b>") && text.contains("<http://a%20b/c>"), "{text}");
        assert_eq!((graph.len() + left_out.len(), left_out.len()), (7, 1), "{left_out:?}\n{text}");
    }
}
