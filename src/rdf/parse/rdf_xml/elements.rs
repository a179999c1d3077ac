//! Elements as they open and close: node elements and property elements take turns (RDF 1.1 XML Syntax, section 7.2).

use super::text::Text;
use super::{Fault, Halt, NoteKind, ParseErrorKind, Reader};
use crate::rdf::TermId;
use crate::rdf::vocab::rdf;

/// An open element.
pub(super) enum Frame {
    /// `rdf:RDF`.
    Root,
    /// A node element, or a property element that is read as one (`rdf:parseType="Resource"`).
    Node {
        subject: TermId,
        /// The first term that is not older than the element.
        since: TermId,
        /// How many `rdf:li` it has had.
        members: u32,
    },
    /// A property element.
    Property(Property),
}

/// An open property element.
pub(super) struct Property {
    pub(super) subject: TermId,
    /// `None` if its name cannot be used; what is inside is read all the same.
    pub(super) predicate: Option<TermId>,
    /// What `rdf:ID` names its statement.
    pub(super) statement: Option<TermId>,
    pub(super) datatype: Option<TermId>,
    pub(super) content: Content,
    pub(super) offset: usize,
}

/// What a property element holds so far.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Text, if anything; it may turn out to be white space before a node element.
    Text,
    /// A node element.
    Node,
    /// A value that its attributes gave.
    Attributes,
    /// The last cell of a list (`rdf:parseType="Collection"`).
    List(Option<TermId>),
    /// XML (`rdf:parseType="Literal"`).
    Xml,
}

impl Frame {
    pub(super) fn takes_text(&self) -> bool {
        matches!(self, Frame::Property(Property { content: Content::Text, .. }))
    }

    pub(super) fn subject(&self) -> Option<TermId> {
        match self {
            Frame::Node { subject, .. } => Some(*subject),
            _ => None,
        }
    }

    pub(super) fn since(&self) -> Option<TermId> {
        match self {
            Frame::Node { since, .. } => Some(*since),
            _ => None,
        }
    }
}

impl<'i> Reader<'i, '_> {
    /// An element begins. `tag` is what stands between the angle brackets, without the slash of an empty element.
    pub(super) fn open(&mut self, tag: &'i str, offset: usize, is_empty: bool) -> Result<(), Halt> {
        if self.state.frames.len() >= self.state.sink.caps.nesting {
            return Err(Halt::Refused(Fault::at(ParseErrorKind::TooDeep(self.state.sink.caps.nesting), offset)));
        }
        let name = self.scan(tag, offset)?;
        self.declare(self.state.frames.len() + 1)?;
        match self.state.frames.last() {
            None => self.root(name, offset)?,
            Some(Frame::Root | Frame::Property(_)) => self.node(name, offset)?,
            Some(&Frame::Node { subject, .. }) => self.property(subject, name, offset)?,
        }
        match is_empty {
            true => self.close(offset),
            false => Ok(()),
        }
    }

    fn root(&mut self, name: &'i str, offset: usize) -> Result<(), Halt> {
        if self.state.root_seen {
            let what = format!("there is a second root element <{name}>");
            return Err(Halt::Broken(Fault::at(ParseErrorKind::Syntax(what), offset)));
        }
        self.state.root_seen = true;
        // rdf:RDF may be left out around one node element (section 2.6).
        if !self.is_root_name(name, offset)? {
            return self.node(name, offset);
        }
        for attribute in std::mem::take(&mut self.attributes) {
            self.note(NoteKind::Attribute, attribute.offset, attribute.name, None)?;
        }
        self.state.frames.push(Frame::Root);
        Ok(())
    }

    /// An element ends.
    pub(super) fn close(&mut self, offset: usize) -> Result<(), Halt> {
        if let Some(Frame::Property(property)) = self.state.frames.pop() {
            match property.content {
                Content::Text => self.literal(&property)?,
                Content::List(None) => self.make(&property, self.state.known.nil)?,
                Content::List(Some(last)) => {
                    self.state.sink.emit([last, self.state.known.rest, self.state.known.nil], offset)?
                }
                Content::Xml => self.xml_value(&property)?,
                Content::Node | Content::Attributes => {}
            }
        }
        self.state.scope.leave(self.state.frames.len());
        Ok(())
    }

    /// The text of a property element is its value.
    fn literal(&mut self, property: &Property) -> Result<(), Halt> {
        let text = std::mem::take(&mut self.content);
        let object = match property.datatype {
            Some(datatype) => self.state.sink.terms().typed(text.as_str(), datatype),
            None => self.plain(text.as_str()),
        };
        self.content = text.emptied();
        Ok(self.make(property, object)?)
    }

    /// The XML in a property element is its value.
    fn xml_value(&mut self, property: &Property) -> Result<(), Halt> {
        let text = self.state.canonical.take().map(|canonical| canonical.text).unwrap_or_default();
        let terms = self.state.sink.terms();
        let datatype = terms.iri(rdf::XML_LITERAL);
        let object = terms.typed(&text, datatype);
        Ok(self.make(property, object)?)
    }

    /// A text in the language that holds here.
    pub(super) fn plain(&mut self, text: &str) -> TermId {
        match self.state.scope.language() {
            Some(language) => self.state.sink.terms().tagged(text, language),
            None => self.state.sink.terms().string(text),
        }
    }

    /// Makes the statement of a property element, and what its rdf:ID says about it (section 7.3).
    pub(super) fn make(&mut self, property: &Property, object: TermId) -> Result<(), Fault> {
        let &Property { subject, predicate: Some(predicate), statement, offset, .. } = property else { return Ok(()) };
        self.state.sink.emit([subject, predicate, object], offset)?;
        match statement {
            Some(statement) => self.reify(statement, [subject, predicate, object], offset),
            None => Ok(()),
        }
    }

    /// A node element is the value of the property element around it.
    pub(super) fn link(&mut self, object: TermId, offset: usize) -> Result<(), Halt> {
        let Some(Frame::Property(property)) = self.state.frames.last_mut() else { return Ok(()) };
        let content = property.content;
        if content == Content::Text {
            property.content = Content::Node;
        }
        let property = Property { ..*property };
        match content {
            Content::Text => {
                let text = std::mem::take(&mut self.content);
                if !super::text::is_space(text.as_str()) {
                    self.note(NoteKind::StrayText, property.offset, text.as_str().trim(), None)?;
                }
                self.content = Text::default();
                if property.datatype.is_some() {
                    self.note(NoteKind::Attribute, property.offset, "rdf:datatype", None)?;
                }
            }
            Content::Node | Content::Attributes | Content::Xml => {
                self.note(NoteKind::SeveralValues, offset, "", None)?
            }
            Content::List(last) => {
                let cell = self.state.sink.fresh_blank()?;
                match last {
                    None => self.make(&property, cell)?,
                    Some(last) => self.state.sink.emit([last, self.state.known.rest, cell], offset)?,
                }
                self.state.sink.emit([cell, self.state.known.first, object], offset)?;
                if let Some(Frame::Property(property)) = self.state.frames.last_mut() {
                    property.content = Content::List(Some(cell));
                }
                return Ok(());
            }
        }
        Ok(self.make(&property, object)?)
    }
}
