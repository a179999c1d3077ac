//! Names: a prefix and a local part to the IRI that they stand for, found once and remembered.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Halt, Mode, NoteKind, Reader};
use crate::rdf::parse::prefix::usual;
use crate::rdf::vocab::rdf;
use crate::rdf::{TermId, Terms};

/// A namespace of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NamespaceId(u32);

pub(super) const NO_NAMESPACE: NamespaceId = NamespaceId(0);
pub(super) const RDF: NamespaceId = NamespaceId(1);
pub(super) const XML: NamespaceId = NamespaceId(2);

pub(super) const XML_NS: &str = "http://www.w3.org/XML/1998/namespace";

/// A name of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NameId(u32);

impl NameId {
    pub(super) const UNRESOLVED: NameId = NameId(u32::MAX);
}

/// What a name means to the syntax (RDF 1.1 XML Syntax, sections 5.1 and 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Nothing: it is a class or a property.
    None,
    Rdf,
    Description,
    Id,
    About,
    ParseType,
    Resource,
    NodeId,
    Datatype,
    /// `rdf:li`.
    Member,
    /// `rdf:type`, whose value is an IRI in an attribute, too.
    Type,
    /// `rdf:aboutEach`, `rdf:aboutEachPrefix` and `rdf:bagID`, which were taken out of the syntax.
    Retired,
}

impl Syntax {
    fn of(local: &str) -> Self {
        match local {
            "RDF" => Syntax::Rdf,
            "Description" => Syntax::Description,
            "ID" => Syntax::Id,
            "about" => Syntax::About,
            "parseType" => Syntax::ParseType,
            "resource" => Syntax::Resource,
            "nodeID" => Syntax::NodeId,
            "datatype" => Syntax::Datatype,
            "li" => Syntax::Member,
            "type" => Syntax::Type,
            "aboutEach" | "aboutEachPrefix" | "bagID" => Syntax::Retired,
            _ => Syntax::None,
        }
    }
}

struct Name {
    namespace: NamespaceId,
    local: Box<str>,
    syntax: Syntax,
    term: Option<TermId>,
}

/// A namespace and the names in it.
struct Namespace {
    iri: String,
    names: HashMap<Box<str>, NameId, RandomState>,
}

/// The names of the document so far.
pub(super) struct Names {
    namespaces: Vec<Namespace>,
    namespace_ids: HashMap<String, NamespaceId>,
    names: Vec<Name>,
}

impl Names {
    pub(super) fn new() -> Self {
        let mut names = Names { namespaces: Vec::new(), namespace_ids: HashMap::new(), names: Vec::new() };
        for (iri, id) in [("", NO_NAMESPACE), (rdf::NS, RDF), (XML_NS, XML)] {
            debug_assert_eq!(names.namespace(iri), id);
            names.namespace(iri);
        }
        names
    }

    /// The namespace with an IRI.
    pub(super) fn namespace(&mut self, iri: &str) -> NamespaceId {
        if let Some(&id) = self.namespace_ids.get(iri) {
            return id;
        }
        let id = NamespaceId(self.namespaces.len() as u32);
        self.namespaces.push(Namespace { iri: iri.to_owned(), names: HashMap::default() });
        self.namespace_ids.insert(iri.to_owned(), id);
        id
    }

    pub(super) fn namespace_iri(&self, id: NamespaceId) -> &str {
        &self.namespaces[id.0 as usize].iri
    }

    /// The name in a namespace, if it is an XML name.
    fn find(&mut self, namespace: NamespaceId, local: &str) -> Option<NameId> {
        let known = &mut self.namespaces[namespace.0 as usize].names;
        if let Some(&id) = known.get(local) {
            return Some(id);
        }
        if !is_name(local) {
            return None;
        }
        let syntax = match namespace {
            RDF => Syntax::of(local),
            _ => Syntax::None,
        };
        let id = NameId(self.names.len() as u32);
        self.names.push(Name { namespace, local: local.into(), syntax, term: None });
        known.insert(local.into(), id);
        Some(id)
    }

    pub(super) fn syntax(&self, name: NameId) -> Syntax {
        self.names[name.0 as usize].syntax
    }

    /// The IRI that a name stands for.
    pub(super) fn term(&mut self, name: NameId, terms: &mut Terms) -> TermId {
        let name = &mut self.names[name.0 as usize];
        if let Some(term) = name.term {
            return term;
        }
        let mut iri = self.namespaces[name.namespace.0 as usize].iri.clone();
        iri.push_str(&name.local);
        let term = terms.iri(&iri);
        name.term = Some(term);
        term
    }
}

impl Reader<'_, '_> {
    /// The name of an element that stands for an IRI, or a note.
    pub(super) fn element_name(&mut self, name: &str, offset: usize) -> Result<Option<NameId>, Halt> {
        let (prefix, local) = split(name);
        let namespace = self.namespace_of(prefix, offset)?.filter(|&id| id != NO_NAMESPACE && id != XML);
        let found = namespace.and_then(|namespace| self.state.names.find(namespace, local));
        if found.is_none() {
            self.note(NoteKind::ElementName, offset, name, None)?;
        }
        Ok(found)
    }

    /// Whether an element is rdf:RDF. One that is called so without a namespace can hardly be anything else.
    pub(super) fn is_root_name(&mut self, name: &str, offset: usize) -> Result<bool, Halt> {
        let (prefix, local) = split(name);
        if local != "RDF" {
            return Ok(false);
        }
        match self.namespace_of(prefix, offset)? {
            Some(RDF) => Ok(true),
            // Nobody else calls the outermost element so: the namespace is misspelt.
            Some(namespace) if namespace != NO_NAMESPACE && self.state.sink.mode == Mode::Tolerant => {
                let iri = self.state.names.namespace_iri(namespace).to_owned();
                self.note(NoteKind::Namespace, offset, &iri, Some(rdf::NS))?;
                self.state.scope.add_namespace(1, prefix, RDF);
                Ok(true)
            }
            Some(namespace) if namespace != NO_NAMESPACE => Ok(false),
            _ => {
                self.note(NoteKind::ElementName, offset, name, Some("rdf:RDF"))?;
                Ok(true)
            }
        }
    }

    /// What a prefix stands for; one that is not declared stands for what it usually does.
    pub(super) fn namespace_of(&mut self, prefix: &str, offset: usize) -> Result<Option<NamespaceId>, Halt> {
        if let Some(namespace) = self.state.scope.namespace(prefix) {
            return Ok(Some(namespace));
        }
        let Some(iri) = usual(prefix) else { return Ok(None) };
        self.note(NoteKind::Prefix, offset, prefix, Some(iri))?;
        let namespace = self.state.names.namespace(iri);
        self.state.scope.add_default(prefix, namespace);
        Ok(Some(namespace))
    }

    /// The name in a namespace, if it is an XML name.
    pub(super) fn name_in(&mut self, namespace: NamespaceId, local: &str) -> Option<NameId> {
        self.state.names.find(namespace, local)
    }
}

/// A qualified name's prefix and local part.
pub(super) fn split(name: &str) -> (&str, &str) {
    match name.bytes().position(|byte| byte == b':') {
        Some(colon) => (&name[..colon], &name[colon + 1..]),
        None => ("", name),
    }
}

/// Whether it is an NCName (Namespaces in XML 1.0, production 4).
pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

fn starts_name(char: char) -> bool {
    matches!(char, 'A'..='Z' | 'a'..='z' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(char: char) -> bool {
    starts_name(char)
        || matches!(char, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
