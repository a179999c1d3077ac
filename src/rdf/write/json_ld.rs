//! JSON-LD 1.1: one node object a line group, prefixed names as keys, blank nodes inside.

use super::layout::Layout;
use super::prefix::Prefixes;
use crate::rdf::{Literal, Term, TermId};

pub(super) const FOOTER: &str = "\n  ]\n}\n";

pub(super) fn header(prefixes: &Prefixes, out: &mut String) {
    out.push_str("{\n  \"@context\": {");
    for (place, (prefix, namespace)) in prefixes.iter().enumerate() {
        out.push_str(if place == 0 { "\n" } else { ",\n" });
        out.push_str(&format!("    {}: {}", quoted(prefix), quoted(namespace)));
    }
    out.push_str("\n  },\n  \"@graph\": [");
}

pub(super) fn fragment(layout: &Layout<'_>, prefixes: &Prefixes, continues: bool, out: &mut String) {
    for (place, subject) in layout.subjects().into_iter().enumerate() {
        out.push_str(if continues || place > 0 { ",\n    " } else { "\n    " });
        node(layout, prefixes, subject, 3, out);
    }
}

fn node(layout: &Layout<'_>, prefixes: &Prefixes, subject: TermId, depth: usize, out: &mut String) {
    let term = layout.graph.term(subject);
    // An IRI such as <dcat:x> would be read as a prefixed name; for this node the prefix is switched off.
    let off = term.as_iri().and_then(|iri| prefixes.scheme_clash(iri));
    let mut entries = Entries { out, depth, first: true };
    if let Some(prefix) = off {
        entries.key("@context");
        entries.out.push_str(&format!("{{{}: null}}", quoted(prefix)));
    }
    match term {
        Term::Blank(_) if layout.is_inside(subject) => {}
        Term::Blank(number) => {
            entries.key("@id");
            entries.out.push_str(&quoted(&format!("_:{}", layout.blank_label(number))));
        }
        term => {
            entries.key("@id");
            entries.out.push_str(&quoted(term.text()));
        }
    }
    let properties = layout.properties(subject);
    for group in properties.chunk_by(|a, b| a[1] == b[1]) {
        let plain_types = layout.is_type(&group[0])
            && group
                .iter()
                .all(|t| layout.graph.term(t[2]).as_iri().is_some_and(|iri| prefixes.scheme_clash(iri).is_none()));
        match plain_types {
            true => entries.key("@type"),
            false => entries.key(&key(prefixes, layout.graph.term(group[0][1]).text(), off)),
        }
        if group.len() > 1 {
            entries.out.push('[');
        }
        for (place, triple) in group.iter().enumerate() {
            if place > 0 {
                entries.out.push_str(", ");
            }
            match plain_types {
                true => entries.out.push_str(&quoted(&key(prefixes, layout.graph.term(triple[2]).text(), off))),
                false => value(layout, Names { prefixes, off }, triple[2], depth + 1, entries.out),
            }
        }
        if group.len() > 1 {
            entries.out.push(']');
        }
    }
    entries.close();
}

/// How IRIs are shortened within one node object.
#[derive(Clone, Copy)]
struct Names<'p> {
    prefixes: &'p Prefixes,
    /// A prefix that is switched off here.
    off: Option<&'p str>,
}

/// Writes the entries of one node object, each on a line.
struct Entries<'o> {
    out: &'o mut String,
    depth: usize,
    first: bool,
}

impl Entries<'_> {
    fn key(&mut self, key: &str) {
        self.out.push_str(if self.first { "{\n" } else { ",\n" });
        self.first = false;
        indent(self.depth, self.out);
        self.out.push_str(&quoted(key));
        self.out.push_str(": ");
    }

    fn close(self) {
        if self.first {
            self.out.push('{');
        } else {
            self.out.push('\n');
            indent(self.depth - 1, self.out);
        }
        self.out.push('}');
    }
}

fn value(layout: &Layout<'_>, names: Names<'_>, id: TermId, depth: usize, out: &mut String) {
    let Names { prefixes, off } = names;
    match layout.graph.term(id) {
        Term::Blank(_) if layout.is_inside(id) => node(layout, prefixes, id, depth, out),
        Term::Blank(number) => {
            out.push_str(&format!("{{\"@id\": {}}}", quoted(&format!("_:{}", layout.blank_label(number)))));
        }
        Term::Iri(iri) => match prefixes.scheme_clash(iri) {
            Some(prefix) => {
                out.push_str(&format!("{{\"@context\": {{{}: null}}, \"@id\": {}}}", quoted(prefix), quoted(iri)));
            }
            None => out.push_str(&format!("{{\"@id\": {}}}", quoted(iri))),
        },
        Term::Literal(Literal { lexical, language: Some(language), .. }) => {
            out.push_str(&format!("{{\"@language\": {}, \"@value\": {}}}", quoted(language), quoted(lexical)));
        }
        Term::Literal(literal) if literal.is_plain() => out.push_str(&quoted(literal.lexical)),
        Term::Literal(literal) => {
            let datatype = key(prefixes, literal.datatype, off);
            out.push_str(&format!("{{\"@type\": {}, \"@value\": {}}}", quoted(&datatype), quoted(literal.lexical)));
        }
    }
}

fn key(prefixes: &Prefixes, iri: &str, off: Option<&str>) -> String {
    match prefixes.name(iri) {
        Some((prefix, local)) if Some(prefix) != off => format!("{prefix}:{local}"),
        _ => iri.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}
