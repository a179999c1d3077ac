//! N-Triples (RDF 1.1 N-Triples), in its canonical form but for the order.

use std::fmt::Write;
use std::io::Result;

use super::layout::Layout;
use crate::rdf::{Literal, Term};

/// `relieve` may take what is there after each subject.
pub(super) fn fragment(
    layout: &Layout<'_>,
    out: &mut String,
    mut relieve: impl FnMut(&mut String) -> Result<()>,
) -> Result<()> {
    for subject in layout.graph.subject_ids_by_term() {
        for [s, p, o] in layout.properties(subject) {
            statement([s, p, o].map(|id| layout.graph.term(id)), layout.label, out);
        }
        relieve(out)?;
    }
    Ok(())
}

/// Writes one statement and its line feed. `label` begins the labels of blank nodes.
pub fn statement([subject, predicate, object]: [Term<'_>; 3], label: &str, out: &mut String) {
    for node in [subject, predicate, object] {
        term(node, label, out);
        out.push(' ');
    }
    out.push_str(".\n");
}

/// Writes a term that is no blank node.
pub(in crate::rdf) fn unlabelled(node: Term<'_>, out: &mut String) {
    term(node, "", out);
}

pub(super) fn term(term: Term<'_>, label: &str, out: &mut String) {
    match term {
        Term::Iri(iri_text) => iri(iri_text, out),
        Term::Blank(number) => {
            let _ = write!(out, "_:{label}{number}");
        }
        Term::Literal(literal) => literal_with(literal, iri, out),
    }
}

/// A literal in quotes; `datatype` writes its datatype's IRI.
pub(super) fn literal_with(literal: Literal<'_>, datatype: impl Fn(&str, &mut String), out: &mut String) {
    out.push('"');
    for c in literal.lexical.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => escape(c, out),
            c => out.push(c),
        }
    }
    out.push('"');
    match literal.language {
        Some(language) => {
            out.push('@');
            out.push_str(language);
        }
        None if literal.is_plain() => {}
        None => {
            out.push_str("^^");
            datatype(literal.datatype, out);
        }
    }
}

/// An IRI in angle brackets. Characters that may not stand there are escaped, which keeps them (N-Triples, section 6.3).
pub(super) fn iri(iri: &str, out: &mut String) {
    out.push('<');
    for c in iri.chars() {
        match c {
            '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => escape(c, out),
            c => out.push(c),
        }
    }
    out.push('>');
}

fn escape(c: char, out: &mut String) {
    let _ = match c as u32 {
        code @ ..=0xffff => write!(out, "\\u{code:04X}"),
        code => write!(out, "\\U{code:08X}"),
    };
}
