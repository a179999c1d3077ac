//! XML literals: the content of an element as exclusive canonical XML with comments (RDF 1.1 XML Syntax, section 7.2.17).

use quick_xml::events::Event;

use super::names::{NO_NAMESPACE, NamespaceId, is_name, split};
use super::{Fault, Halt, NoteKind, ParseErrorKind, Reader};

/// What is written so far.
#[derive(Default)]
pub(super) struct Canonical {
    pub(super) text: String,
    /// Names of the elements that are open.
    open: Vec<Box<str>>,
    /// The namespaces that an element around has written, with its depth.
    written: Vec<(usize, Box<str>, NamespaceId)>,
}

impl Canonical {
    /// Whether the next end is that of the property element around.
    pub(super) fn is_outermost(&self) -> bool {
        self.open.is_empty()
    }
}

impl<'i> Reader<'i, '_> {
    /// Adds what comes next in the element to its canonical form.
    pub(super) fn literal_event(
        &mut self,
        event: &Event<'i>,
        (start, end): (usize, usize),
        canonical: &mut Canonical,
    ) -> Result<(), Halt> {
        let offset = self.begin + start;
        match event {
            Event::Start(_) => self.literal_open(self.cut(start + 1, end - 1), offset, canonical)?,
            Event::Empty(_) => {
                self.literal_open(self.cut(start + 1, end - 2), offset, canonical)?;
                self.literal_close(canonical);
            }
            Event::End(_) => self.literal_close(canonical),
            Event::Text(_) => {
                let piece = self.cut(start, end);
                if piece.starts_with('&') {
                    self.note(NoteKind::Entity, offset, "&", Some("&"))?;
                }
                self.literal_text(piece, offset, canonical)?;
            }
            Event::CData(_) => self.literal_text(self.cut(start + 9, end - 3), offset + 9, canonical)?,
            Event::GeneralRef(_) => {
                let mut text = String::new();
                self.expand(self.cut(start, end), offset, &mut text)?;
                escape(&text, &mut canonical.text);
            }
            Event::Comment(_) | Event::PI(_) => {
                let mut text = String::new();
                self.clean(self.cut(start, end), offset, &mut text)?;
                canonical.text.push_str(&text);
            }
            Event::Decl(_) | Event::Eof => {}
            Event::DocType(_) => return Err(Halt::Refused(Fault::at(ParseErrorKind::Doctype, offset))),
        }
        if canonical.text.len() > self.state.sink.caps.literal {
            return Err(Halt::Refused(Fault::at(ParseErrorKind::TooLong(self.state.sink.caps.literal), offset)));
        }
        Ok(())
    }

    fn literal_text(&mut self, piece: &str, offset: usize, canonical: &mut Canonical) -> Result<(), Halt> {
        let mut text = String::new();
        self.clean(piece, offset, &mut text)?;
        escape(&text, &mut canonical.text);
        Ok(())
    }

    /// A start tag: its namespaces, as far as its own names use them and nobody around has written them, then its attributes,
    /// both in order (Exclusive XML Canonicalization, section 3).
    fn literal_open(&mut self, tag: &'i str, offset: usize, canonical: &mut Canonical) -> Result<(), Halt> {
        let depth = self.state.frames.len() + canonical.open.len();
        if depth >= self.state.sink.caps.nesting {
            return Err(Halt::Refused(Fault::at(ParseErrorKind::TooDeep(self.state.sink.caps.nesting), offset)));
        }
        let name = self.scan(tag, offset)?;
        if !is_name(split(name).1) {
            self.note(NoteKind::ElementName, offset, name, Some(name))?;
        }
        let attributes = self.attributes.clone();
        self.declare_for_literal(depth + 1)?;
        let mut used = vec![split(name).0];
        let mut told = Vec::new();
        for attribute in &attributes {
            let (prefix, local) = split(attribute.name);
            if prefix == "xmlns" || (prefix.is_empty() && local == "xmlns") {
                continue;
            }
            let namespace = match prefix {
                "" => NO_NAMESPACE,
                prefix => {
                    used.push(prefix);
                    self.namespace_of(prefix, attribute.offset)?.unwrap_or(NO_NAMESPACE)
                }
            };
            told.push((self.state.names.namespace_iri(namespace).to_owned(), local, attribute));
        }
        told.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        used.sort_unstable();
        used.dedup();
        canonical.text.push('<');
        canonical.text.push_str(name);
        for prefix in used.into_iter().filter(|&prefix| prefix != "xml") {
            let Some(namespace) = self.namespace_of(prefix, offset)? else {
                self.note(NoteKind::ElementName, offset, name, Some(name))?;
                continue;
            };
            let before = canonical.written.iter().rev().find(|(_, known, _)| **known == *prefix);
            let before = before.map_or(NO_NAMESPACE, |(_, _, namespace)| *namespace);
            if before == namespace {
                continue;
            }
            canonical.written.push((canonical.open.len() + 1, prefix.into(), namespace));
            canonical.text.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
            canonical.text.push_str(prefix);
            canonical.text.push_str("=\"");
            escape_value(self.state.names.namespace_iri(namespace), &mut canonical.text);
            canonical.text.push('"');
        }
        for (_, _, attribute) in told {
            let value = self.value(attribute)?;
            canonical.text.push(' ');
            canonical.text.push_str(attribute.name);
            canonical.text.push_str("=\"");
            escape_value(&value, &mut canonical.text);
            canonical.text.push('"');
        }
        canonical.text.push('>');
        canonical.open.push(name.into());
        Ok(())
    }

    /// Inside a literal only namespaces are declared; xml:lang and xml:base are text.
    fn declare_for_literal(&mut self, depth: usize) -> Result<(), Halt> {
        self.attributes.retain(|attribute| attribute.name == "xmlns" || attribute.name.starts_with("xmlns:"));
        self.declare(depth)?;
        self.attributes.clear();
        Ok(())
    }

    fn literal_close(&mut self, canonical: &mut Canonical) {
        if let Some(name) = canonical.open.pop() {
            canonical.text.push_str("</");
            canonical.text.push_str(&name);
            canonical.text.push('>');
        }
        let depth = canonical.open.len();
        canonical.written.retain(|(written, ..)| *written <= depth);
        self.state.scope.leave(self.state.frames.len() + depth);
    }
}

fn escape(text: &str, to: &mut String) {
    for char in text.chars() {
        match char {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '\r' => to.push_str("&#xD;"),
            char => to.push(char),
        }
    }
}

fn escape_value(text: &str, to: &mut String) {
    for char in text.chars() {
        match char {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '"' => to.push_str("&quot;"),
            '\t' => to.push_str("&#x9;"),
            '\n' => to.push_str("&#xA;"),
            '\r' => to.push_str("&#xD;"),
            char => to.push(char),
        }
    }
}
