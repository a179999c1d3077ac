//! Property elements (RDF 1.1 XML Syntax, sections 7.2.14 to 7.2.21).

use super::attributes::Attribute;
use super::elements::{Content, Frame, Property};
use super::names::Syntax;
use super::xml_literal::Canonical;
use super::{Fault, Halt, NoteKind, Reader};
use crate::rdf::vocab::rdf;
use crate::rdf::{TermId, Triple};

/// What the attributes of a property element say.
#[derive(Default)]
struct Said {
    statement: Option<TermId>,
    object: Option<TermId>,
    datatype: Option<TermId>,
    parse_type: Option<ParseType>,
    /// How many of its attributes are statements.
    statements: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ParseType {
    Resource,
    Collection,
    Literal,
}

impl<'i> Reader<'i, '_> {
    /// A property element begins.
    pub(super) fn property(&mut self, subject: TermId, name: &'i str, offset: usize) -> Result<(), Halt> {
        let predicate = self.predicate(name, offset)?;
        let mut attributes = std::mem::take(&mut self.attributes);
        let said = self.said(&mut attributes)?;
        let mut property = Property {
            subject,
            predicate,
            statement: said.statement,
            datatype: said.datatype,
            content: Content::Text,
            offset,
        };
        let statements = &attributes[..said.statements];
        match said.parse_type {
            Some(parse_type) => {
                if said.object.is_some() || said.datatype.is_some() || !statements.is_empty() {
                    self.note(NoteKind::Attribute, offset, "rdf:parseType beside others", Some("rdf:parseType"))?;
                }
                self.parse_type(property, parse_type)?;
            }
            None => {
                if said.object.is_some() || !statements.is_empty() {
                    if said.datatype.is_some() {
                        self.note(NoteKind::Attribute, offset, "rdf:datatype", None)?;
                    }
                    let object = match said.object {
                        Some(object) => object,
                        None => self.state.sink.fresh_blank()?,
                    };
                    self.make(&property, object)?;
                    self.property_attributes(object, statements)?;
                    property.content = Content::Attributes;
                }
                self.state.frames.push(Frame::Property(property));
            }
        }
        attributes.clear();
        self.attributes = attributes;
        Ok(())
    }

    fn parse_type(&mut self, property: Property, parse_type: ParseType) -> Result<(), Halt> {
        let frame = match parse_type {
            ParseType::Resource => {
                let subject = self.state.sink.fresh_blank()?;
                self.make(&property, subject)?;
                Frame::Node { subject, since: subject, members: 0 }
            }
            ParseType::Collection => Frame::Property(Property { content: Content::List(None), ..property }),
            ParseType::Literal => {
                self.state.canonical = Some(Canonical::default());
                Frame::Property(Property { content: Content::Xml, ..property })
            }
        };
        self.state.frames.push(frame);
        Ok(())
    }

    /// Reads the attributes; those that are statements are moved to the front.
    fn said(&mut self, attributes: &mut [Attribute<'i>]) -> Result<Said, Halt> {
        let mut said = Said::default();
        for index in 0..attributes.len() {
            let attribute = attributes[index];
            let Some(name) = self.attribute_name(&attribute)? else { continue };
            match self.state.names.syntax(name) {
                Syntax::Id if said.statement.is_none() => said.statement = Some(self.id_attribute(&attribute)?),
                Syntax::Resource if said.object.is_none() => said.object = Some(self.iri_attribute(&attribute)?),
                Syntax::NodeId if said.object.is_none() => said.object = Some(self.node_id_attribute(&attribute)?),
                Syntax::Datatype => said.datatype = self.datatype_attribute(&attribute)?,
                Syntax::ParseType => {
                    said.parse_type = Some(match &*self.value(&attribute)? {
                        "Resource" => ParseType::Resource,
                        "Collection" => ParseType::Collection,
                        // Others are read as Literal (section 7.2.20).
                        _ => ParseType::Literal,
                    });
                }
                Syntax::Type | Syntax::None => {
                    let attribute = Attribute { resolved: name, ..attribute };
                    self.keep_statement(attributes, &mut said.statements, attribute)?;
                }
                _ => self.note(NoteKind::Attribute, attribute.offset, attribute.name, None)?,
            }
        }
        Ok(said)
    }

    /// The property that the element's name says, if any.
    fn predicate(&mut self, name: &'i str, offset: usize) -> Result<Option<TermId>, Halt> {
        let Some(resolved) = self.element_name(name, offset)? else { return Ok(None) };
        match self.state.names.syntax(resolved) {
            Syntax::None | Syntax::Type => Ok(Some(self.state.names.term(resolved, self.state.sink.terms()))),
            Syntax::Member => {
                let Some(Frame::Node { members, .. }) = self.state.frames.last_mut() else { return Ok(None) };
                *members += 1;
                let member = format!("{}_{members}", rdf::NS);
                Ok(Some(self.state.sink.terms().iri(&member)))
            }
            _ => {
                self.note(NoteKind::ElementName, offset, name, None)?;
                Ok(None)
            }
        }
    }

    /// Describes a statement (section 7.3).
    pub(super) fn reify(&mut self, statement: TermId, triple: Triple, offset: usize) -> Result<(), Fault> {
        let terms = self.state.sink.terms();
        let class = terms.iri(rdf::STATEMENT);
        let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].map(|part| terms.iri(part));
        self.state.sink.emit([statement, self.state.known.rdf_type, class], offset)?;
        for (part, term) in parts.into_iter().zip(triple) {
            self.state.sink.emit([statement, part, term], offset)?;
        }
        Ok(())
    }
}
