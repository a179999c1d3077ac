//! IRIs from attributes: resolved against the base (RFC 3986, section 5.2), checked, interned.

use oxiri::Iri;

use super::attributes::Attribute;
use super::names::is_name;
use super::{Fault, Halt, NoteKind, ParseErrorKind, Reader};
use crate::rdf::TermId;

impl<'i> Reader<'i, '_> {
    /// The IRI that rdf:about, rdf:resource or rdf:type says.
    pub(super) fn iri_attribute(&mut self, attribute: &Attribute<'i>) -> Result<TermId, Halt> {
        let value = self.value(attribute)?;
        self.iri(&value, attribute.offset)
    }

    /// The IRI of a reference.
    pub(super) fn iri(&mut self, reference: &str, offset: usize) -> Result<TermId, Halt> {
        // Most IRIs occur more than once, and what is in the table is resolved and checked.
        if let Some(known) = self.state.sink.terms().find_iri(reference)
            && !self.state.odd_iris.contains(&known)
        {
            return Ok(known);
        }
        if reference.len() > self.state.sink.caps.iri {
            return Err(Halt::Refused(Fault::at(ParseErrorKind::TooLong(self.state.sink.caps.iri), offset)));
        }
        if !reference.contains("/.") && Iri::parse(reference).is_ok() {
            return Ok(self.state.sink.terms().iri(reference));
        }
        match self.state.scope.base().resolve(reference) {
            Ok(iri) => Ok(self.state.sink.iri(iri.as_str())),
            Err(_) => self.odd_iri(reference, offset),
        }
    }

    /// One that is not valid comes through, for the normaliser to mend. White space around it does not.
    fn odd_iri(&mut self, reference: &str, offset: usize) -> Result<TermId, Halt> {
        let trimmed = reference.trim_matches([' ', '\t', '\n', '\r']);
        if trimmed.len() < reference.len() {
            self.note(NoteKind::IriSpace, offset, reference, Some(trimmed))?;
            return self.iri(trimmed, offset);
        }
        let iri = self.state.scope.base().resolve_unchecked(reference).into_inner();
        let id = self.state.sink.iri(&iri);
        let iri = self.state.sink.terms().term(id).text().to_owned();
        self.note(NoteKind::Iri, offset, reference, Some(&iri))?;
        self.state.odd_iris.insert(id);
        Ok(id)
    }

    /// The IRI that rdf:ID makes (RDF 1.1 XML Syntax, section 5.3).
    pub(super) fn id_attribute(&mut self, attribute: &Attribute<'i>) -> Result<TermId, Halt> {
        let value = self.value(attribute)?;
        if !is_name(&value) {
            self.note(NoteKind::Id, attribute.offset, &value, Some(&value))?;
        }
        let id = self.iri(&format!("#{value}"), attribute.offset)?;
        if !self.state.ids.insert(id) {
            self.note(NoteKind::DuplicateId, attribute.offset, &value, Some(&value))?;
        }
        Ok(id)
    }

    /// The blank node that rdf:nodeID names.
    pub(super) fn node_id_attribute(&mut self, attribute: &Attribute<'i>) -> Result<TermId, Halt> {
        let value = self.value(attribute)?;
        if !is_name(&value) {
            self.note(NoteKind::Id, attribute.offset, &value, Some(&value))?;
        }
        Ok(self.state.sink.labelled_blank(&value)?)
    }
}
