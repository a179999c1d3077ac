//! Attributes: cut from a tag by hand, because one that is written wrong shall cost no more than itself.

use oxiri::Iri;

use super::names::{NO_NAMESPACE, NameId, RDF, XML, XML_NS, is_name, split};
use super::{Fault, Halt, Mode, NoteKind, ParseErrorKind, Reader};
use crate::rdf::TermId;
use crate::rdf::parse::language::Language;
use crate::rdf::parse::prefix::misspelt;

/// An attribute as it is written.
#[derive(Clone, Copy)]
pub(super) struct Attribute<'i> {
    pub(super) name: &'i str,
    /// The value with its references.
    pub(super) raw: &'i str,
    /// Where its name stands.
    pub(super) offset: usize,
    pub(super) resolved: NameId,
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl<'i> Reader<'i, '_> {
    /// Cuts a tag into the element's name and its attributes.
    pub(super) fn scan(&mut self, tag: &'i str, start: usize) -> Result<&'i str, Halt> {
        self.attributes.clear();
        let bytes = tag.as_bytes();
        let skip = |at: usize, test: fn(u8) -> bool| {
            bytes[at..].iter().position(|&byte| !test(byte)).unwrap_or(bytes.len() - at) + at
        };
        let name_end = skip(0, |byte| !is_space(byte));
        let mut at = name_end;
        loop {
            let begin = skip(at, is_space);
            if begin == bytes.len() {
                return Ok(&tag[..name_end]);
            }
            let offset = start + 1 + begin;
            if begin == at {
                self.note(NoteKind::AttributeSyntax, offset, "", Some(" "))?;
            }
            let end = skip(begin, |byte| !is_space(byte) && byte != b'=');
            let equals = skip(end, is_space);
            if bytes.get(equals) != Some(&b'=') || end == begin {
                self.markup(&tag[begin..equals], offset)?;
                self.note(NoteKind::AttributeSyntax, offset, &tag[begin..equals], None)?;
                at = equals.max(begin + 1);
                while !tag.is_char_boundary(at) {
                    at += 1;
                }
                continue;
            }
            let open = skip(equals + 1, is_space);
            let raw = match bytes.get(open) {
                Some(&quote @ (b'"' | b'\'')) => {
                    let length = bytes[open + 1..].iter().position(|&byte| byte == quote);
                    let close = length.map_or(bytes.len(), |length| open + 1 + length);
                    if length.is_none() {
                        self.note(NoteKind::AttributeSyntax, offset, &tag[begin..], None)?;
                    }
                    at = (close + 1).min(bytes.len());
                    &tag[open + 1..close]
                }
                _ => {
                    at = skip(open, |byte| !is_space(byte));
                    self.note(NoteKind::AttributeSyntax, offset, &tag[begin..at], Some(&tag[open..at]))?;
                    &tag[open..at]
                }
            };
            let name = &tag[begin..end];
            self.markup(raw, offset)?;
            self.markup(name, offset)?;
            self.take(Attribute { name, raw, offset, resolved: NameId::UNRESOLVED }, start)?;
        }
    }

    fn take(&mut self, attribute: Attribute<'i>, start: usize) -> Result<(), Halt> {
        if self.attributes.len() >= self.state.sink.caps.attributes {
            let kind = ParseErrorKind::TooManyAttributes(self.state.sink.caps.attributes);
            return Err(Halt::Refused(Fault::at(kind, start)));
        }
        if self.attributes.iter().any(|other| other.name == attribute.name) {
            return Ok(self.note(NoteKind::AttributeSyntax, attribute.offset, attribute.name, None)?);
        }
        self.attributes.push(attribute);
        Ok(())
    }

    /// A `<` inside a tag means that a quote or a bracket before it is missing; what belongs to what is anybody's guess.
    fn markup(&self, text: &str, offset: usize) -> Result<(), Halt> {
        match text.bytes().any(|byte| byte == b'<') {
            true => {
                let what = "there is a < inside a tag; a quotation mark or a > is missing".to_owned();
                Err(Halt::Broken(Fault::at(ParseErrorKind::Syntax(what), offset)))
            }
            false => Ok(()),
        }
    }

    /// Takes out the attributes that declare something for the element and what is in it.
    pub(super) fn declare(&mut self, depth: usize) -> Result<(), Halt> {
        if !self.attributes.iter().any(|attribute| attribute.name.starts_with("xml")) {
            return Ok(());
        }
        let mut attributes = std::mem::take(&mut self.attributes);
        let mut left = 0;
        for index in 0..attributes.len() {
            let attribute = attributes[index];
            match split(attribute.name) {
                ("xmlns", prefix) => self.declare_namespace(depth, prefix, &attribute)?,
                ("", "xmlns") => self.declare_namespace(depth, "", &attribute)?,
                ("xml", "lang") => self.declare_language(depth, &attribute)?,
                ("xml", "base") => self.declare_base(depth, &attribute)?,
                // Others that begin so say nothing here (RDF 1.1 XML Syntax, section 6.1.4).
                ("xml", name) if is_name(name) => {}
                ("", name) if name.starts_with("xml") && is_name(name) => {}
                _ => {
                    attributes[left] = attribute;
                    left += 1;
                }
            }
        }
        attributes.truncate(left);
        self.attributes = attributes;
        Ok(())
    }

    /// What begins an IRI is no longer than one may be.
    fn check_iri(&self, iri: &str, offset: usize) -> Result<(), Halt> {
        match iri.len() > self.state.sink.caps.iri {
            true => Err(Halt::Refused(Fault::at(ParseErrorKind::TooLong(self.state.sink.caps.iri), offset))),
            false => Ok(()),
        }
    }

    fn declare_namespace(&mut self, depth: usize, prefix: &str, attribute: &Attribute<'i>) -> Result<(), Halt> {
        let iri = self.value(attribute)?;
        if self.state.scope.namespaces() >= self.state.sink.caps.attributes {
            let kind = ParseErrorKind::TooManyAttributes(self.state.sink.caps.attributes);
            return Err(Halt::Refused(Fault::at(kind, attribute.offset)));
        }
        // What xml and xmlns stand for is settled (Namespaces in XML 1.0, section 3).
        let is_taken = prefix == "xmlns" || (prefix == "xml") != (*iri == *XML_NS);
        if is_taken || iri.is_empty() && !prefix.is_empty() || !prefix.is_empty() && !is_name(prefix) {
            return Ok(self.note(NoteKind::Attribute, attribute.offset, attribute.name, None)?);
        }
        self.check_iri(&iri, attribute.offset)?;
        let mut namespace = &*iri;
        if self.state.sink.mode == Mode::Tolerant
            && let Some(usual) = misspelt(prefix, &iri)
        {
            self.note(NoteKind::Namespace, attribute.offset, &iri, Some(usual))?;
            namespace = usual;
        } else if !iri.is_empty() && Iri::parse(&*iri).is_err() {
            self.note(NoteKind::Iri, attribute.offset, &iri, Some(&iri))?;
        }
        let namespace = self.state.names.namespace(namespace);
        self.state.scope.add_namespace(depth, prefix, namespace);
        Ok(())
    }

    fn declare_language(&mut self, depth: usize, attribute: &Attribute<'i>) -> Result<(), Halt> {
        match Language::of(self.value(attribute)?) {
            Language::None => self.state.scope.add_language(depth, None),
            Language::Tag(tag) => self.state.scope.add_language(depth, Some(&tag)),
            Language::Mended(mended) => {
                self.note(NoteKind::Language, attribute.offset, attribute.raw, mended.as_deref())?;
                self.state.scope.add_language(depth, mended.as_deref());
            }
        }
        Ok(())
    }

    fn declare_base(&mut self, depth: usize, attribute: &Attribute<'i>) -> Result<(), Halt> {
        let value = self.value(attribute)?;
        self.check_iri(&value, attribute.offset)?;
        match self.state.scope.base().resolve(&value) {
            Ok(base) => self.state.scope.add_base(depth, without_fragment(base)),
            Err(_) => self.note(NoteKind::Attribute, attribute.offset, attribute.raw, None)?,
        }
        Ok(())
    }

    /// The name of an attribute that means something, or a note.
    pub(super) fn attribute_name(&mut self, attribute: &Attribute<'i>) -> Result<Option<NameId>, Halt> {
        let (prefix, local) = split(attribute.name);
        let namespace = match prefix {
            // RDF attributes without a prefix are allowed for older documents (section 6.1.4), and others occur.
            "" if matches!(local, "ID" | "about" | "resource" | "parseType" | "type") => Some(RDF),
            "" if matches!(local, "nodeID" | "datatype") => {
                self.note(NoteKind::Unprefixed, attribute.offset, local, Some(&format!("rdf:{local}")))?;
                Some(RDF)
            }
            "" => None,
            prefix => self.namespace_of(prefix, attribute.offset)?.filter(|&id| id != NO_NAMESPACE && id != XML),
        };
        let found = namespace.and_then(|namespace| self.name_in(namespace, local));
        if found.is_none() {
            self.note(NoteKind::Attribute, attribute.offset, attribute.name, None)?;
        }
        Ok(found)
    }

    /// Puts an attribute that is a statement among those before it. Two are not called the same (Namespaces in XML 1.0, section
    /// 6.3), also not by two prefixes.
    pub(super) fn keep_statement(
        &mut self,
        attributes: &mut [Attribute<'i>],
        count: &mut usize,
        attribute: Attribute<'i>,
    ) -> Result<(), Halt> {
        if attributes[..*count].iter().any(|other| other.resolved == attribute.resolved) {
            self.note(NoteKind::AttributeSyntax, attribute.offset, attribute.name, Some(attribute.name))?;
        }
        attributes[*count] = attribute;
        *count += 1;
        Ok(())
    }

    /// The datatype that an attribute names; without one, its text is plain.
    pub(super) fn datatype_attribute(&mut self, attribute: &Attribute<'i>) -> Result<Option<TermId>, Halt> {
        let value = self.value(attribute)?;
        if self.state.scope.base().resolve(&value).is_err() {
            self.note(NoteKind::Datatype, attribute.offset, &value, None)?;
            return Ok(None);
        }
        Ok(Some(self.iri(&value, attribute.offset)?))
    }
}

/// A base has no fragment (RFC 3986, section 5.1).
fn without_fragment(base: Iri<String>) -> Iri<String> {
    match base.as_str().split_once('#') {
        Some((before, _)) => Iri::parse_unchecked(before.to_owned()),
        None => base,
    }
}
