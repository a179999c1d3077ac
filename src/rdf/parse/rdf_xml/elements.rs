//! Elements as they open and close: node elements and property elements take turns (RDF 1.1 XML Syntax, section 7.2).

use super::text::Text;
use super::{Fault, Halt, NoteKind, ParseErrorKind, Reader};
use crate::rdf::TermId;

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
        if self.frames.len() >= self.sink.caps.nesting {
            return Err(Halt::Refused(Fault::at(ParseErrorKind::TooDeep(self.sink.caps.nesting), offset)));
        }
        let name = self.scan(tag, offset)?;
        self.declare(self.frames.len() + 1)?;
        let has_frame = match self.frames.last() {
            None => self.root(name, offset)?,
            Some(Frame::Root | Frame::Property(_)) => self.node(name, offset)?,
            Some(Frame::Node { .. }) => self.property(name, offset, is_empty)?,
        };
        match has_frame {
            true if is_empty => self.close(offset),
            true => Ok(()),
            // It was read to its end already.
            false => {
                self.scope.leave(self.frames.len());
                Ok(())
            }
        }
    }

    fn root(&mut self, name: &'i str, offset: usize) -> Result<bool, Halt> {
        if self.root_seen {
            let what = format!("there is a second root element <{name}>");
            return Err(Halt::Broken(Fault::at(ParseErrorKind::Syntax(what), offset)));
        }
        self.root_seen = true;
        // rdf:RDF may be left out around one node element (section 2.6).
        if !self.is_root_name(name, offset)? {
            return self.node(name, offset);
        }
        for attribute in std::mem::take(&mut self.attributes) {
            self.note(NoteKind::Attribute, attribute.offset, attribute.name, None)?;
        }
        self.frames.push(Frame::Root);
        Ok(true)
    }

    /// An element ends.
    pub(super) fn close(&mut self, offset: usize) -> Result<(), Halt> {
        if let Some(Frame::Property(property)) = self.frames.pop() {
            match property.content {
                Content::Text => self.literal(&property)?,
                Content::List(None) => self.state(&property, self.known.nil)?,
                Content::List(Some(last)) => self.sink.emit([last, self.known.rest, self.known.nil], offset)?,
                Content::Node | Content::Attributes => {}
            }
        }
        self.scope.leave(self.frames.len());
        Ok(())
    }

    /// The text of a property element is its value.
    fn literal(&mut self, property: &Property) -> Result<(), Halt> {
        let text = std::mem::take(&mut self.content);
        let object = match property.datatype {
            Some(datatype) => self.sink.terms().typed(text.as_str(), datatype),
            None => self.plain(text.as_str()),
        };
        self.content = text.emptied();
        Ok(self.state(property, object)?)
    }

    /// A text in the language that holds here.
    pub(super) fn plain(&mut self, text: &str) -> TermId {
        match self.scope.language() {
            Some(language) => self.sink.terms().tagged(text, language),
            None => self.sink.terms().string(text),
        }
    }

    /// Makes the statement of a property element, and what its rdf:ID says about it (section 7.3).
    pub(super) fn state(&mut self, property: &Property, object: TermId) -> Result<(), Fault> {
        let &Property { subject, predicate: Some(predicate), statement, offset, .. } = property else { return Ok(()) };
        self.sink.emit([subject, predicate, object], offset)?;
        match statement {
            Some(statement) => self.reify(statement, [subject, predicate, object], offset),
            None => Ok(()),
        }
    }

    /// A node element is the value of the property element around it.
    pub(super) fn link(&mut self, object: TermId, offset: usize) -> Result<(), Halt> {
        let Some(Frame::Property(property)) = self.frames.last_mut() else { return Ok(()) };
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
            Content::Node | Content::Attributes => self.note(NoteKind::SeveralValues, offset, "", None)?,
            Content::List(last) => {
                let cell = self.sink.fresh_blank()?;
                match last {
                    None => self.state(&property, cell)?,
                    Some(last) => self.sink.emit([last, self.known.rest, cell], offset)?,
                }
                self.sink.emit([cell, self.known.first, object], offset)?;
                if let Some(Frame::Property(property)) = self.frames.last_mut() {
                    property.content = Content::List(Some(cell));
                }
                return Ok(());
            }
        }
        Ok(self.state(&property, object)?)
    }
}
