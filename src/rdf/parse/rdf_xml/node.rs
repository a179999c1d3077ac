//! Node elements (RDF 1.1 XML Syntax, sections 7.2.10 and 7.2.11).

use super::attributes::Attribute;
use super::elements::Frame;
use super::names::Syntax;
use super::{Halt, NoteKind, Reader};
use crate::rdf::TermId;

impl<'i> Reader<'i, '_> {
    /// A node element begins.
    pub(super) fn node(&mut self, name: &'i str, offset: usize) -> Result<(), Halt> {
        let class = self.node_class(name, offset)?;
        let mut attributes = std::mem::take(&mut self.attributes);
        let mut subject = None;
        let mut left = 0;
        for index in 0..attributes.len() {
            let attribute = attributes[index];
            let Some(name) = self.attribute_name(&attribute)? else { continue };
            let syntax = self.state.names.syntax(name);
            match syntax {
                Syntax::About | Syntax::Id | Syntax::NodeId if subject.is_some() => {
                    self.note(NoteKind::Subject, attribute.offset, attribute.name, None)?;
                }
                Syntax::About => subject = Some(self.iri_attribute(&attribute)?),
                Syntax::Id => subject = Some(self.id_attribute(&attribute)?),
                Syntax::NodeId => subject = Some(self.node_id_attribute(&attribute)?),
                Syntax::Type | Syntax::None => {
                    let attribute = Attribute { resolved: name, ..attribute };
                    self.keep_statement(&mut attributes, &mut left, attribute)?;
                }
                _ => self.note(NoteKind::Attribute, attribute.offset, attribute.name, None)?,
            }
        }
        let since = TermId(self.state.sink.terms().len() as u32);
        let subject = match subject {
            Some(subject) => subject,
            None => self.state.sink.fresh_blank()?,
        };
        if let Some(class) = class {
            self.state.sink.emit([subject, self.state.known.rdf_type, class], offset)?;
        }
        self.link(subject, offset)?;
        self.property_attributes(subject, &attributes[..left])?;
        attributes.clear();
        self.attributes = attributes;
        self.state.frames.push(Frame::Node { subject, since, members: 0 });
        Ok(())
    }

    /// The class that the element's name says, if any.
    fn node_class(&mut self, name: &'i str, offset: usize) -> Result<Option<TermId>, Halt> {
        let Some(resolved) = self.element_name(name, offset)? else { return Ok(None) };
        match self.state.names.syntax(resolved) {
            Syntax::Description => Ok(None),
            Syntax::None | Syntax::Type => Ok(Some(self.state.names.term(resolved, self.state.sink.terms()))),
            _ => {
                self.note(NoteKind::ElementName, offset, name, None)?;
                Ok(None)
            }
        }
    }

    /// Attributes that are statements (sections 2.5 and 2.12).
    pub(super) fn property_attributes(&mut self, subject: TermId, attributes: &[Attribute<'i>]) -> Result<(), Halt> {
        for attribute in attributes {
            let object = match self.state.names.syntax(attribute.resolved) {
                Syntax::Type => self.iri_attribute(attribute)?,
                _ => {
                    let value = self.value(attribute)?;
                    self.plain(&value)
                }
            };
            let predicate = self.state.names.term(attribute.resolved, self.state.sink.terms());
            self.state.sink.emit([subject, predicate, object], attribute.offset)?;
        }
        Ok(())
    }
}
