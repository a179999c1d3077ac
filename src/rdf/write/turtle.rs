//! Turtle (RDF 1.1 Turtle): prefixed names, blank nodes in brackets, one property a line.

use std::io::Result;

use super::layout::Layout;
use super::n_triples;
use super::prefix::Prefixes;
use crate::rdf::{Term, TermId};

pub(super) fn header(prefixes: &Prefixes, out: &mut String) {
    for (prefix, namespace) in prefixes.iter() {
        out.push_str(&format!("@prefix {prefix}: <{namespace}> .\n"));
    }
}

/// `relieve` may take what is there after each subject.
pub(super) fn fragment(
    layout: &Layout<'_>,
    prefixes: &Prefixes,
    out: &mut String,
    mut relieve: impl FnMut(&mut String) -> Result<()>,
) -> Result<()> {
    for subject in layout.subjects() {
        out.push('\n');
        term(layout, prefixes, layout.graph.term(subject), out);
        properties(layout, prefixes, subject, 1, out);
        out.push_str(" .\n");
        relieve(out)?;
    }
    Ok(())
}

fn properties(layout: &Layout<'_>, prefixes: &Prefixes, subject: TermId, depth: usize, out: &mut String) {
    let mut previous = None;
    for triple in layout.properties(subject) {
        let [_, predicate, object] = triple;
        if previous == Some(predicate) {
            out.push_str(" ,\n");
            indent(depth + 1, out);
        } else {
            if previous.is_some() {
                out.push_str(" ;");
            }
            out.push('\n');
            indent(depth, out);
            match layout.is_type(&triple) {
                true => out.push('a'),
                false => name(prefixes, layout.graph.term(predicate).text(), out),
            }
            out.push(' ');
        }
        previous = Some(predicate);
        if layout.is_inside(object) {
            out.push('[');
            properties(layout, prefixes, object, depth + 1, out);
            out.push('\n');
            indent(depth, out);
            out.push(']');
        } else {
            term(layout, prefixes, layout.graph.term(object), out);
        }
    }
}

fn term(layout: &Layout<'_>, prefixes: &Prefixes, term: Term<'_>, out: &mut String) {
    match term {
        Term::Iri(iri) => name(prefixes, iri, out),
        Term::Literal(literal) => n_triples::literal_with(literal, |iri, out| name(prefixes, iri, out), out),
        blank => n_triples::term(blank, layout.label, out),
    }
}

fn name(prefixes: &Prefixes, iri: &str, out: &mut String) {
    match prefixes.name(iri) {
        Some((prefix, local)) => {
            out.push_str(prefix);
            out.push(':');
            out.push_str(local);
        }
        None => n_triples::iri(iri, out),
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}
