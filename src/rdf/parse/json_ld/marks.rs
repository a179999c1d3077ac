//! Node objects of our own between those of a document, by which the quads of the parser tell which of them they come from.

use oxrdf::{NamedOrBlankNode, Quad, Term};

/// Makes and knows marks.
pub(super) struct Marks {
    prefix: String,
}

/// What a quad says about a mark.
pub(super) enum Marked<'q> {
    /// The mark of that name itself.
    Itself(&'q str),
    /// It hangs on something: the node object that has the mark among its values.
    Hangs(&'q str, NamedOrBlankNode),
    /// It hangs on a literal or a triple term.
    Astray,
    /// The subject is a node object that the document breaks off in.
    Open(&'q NamedOrBlankNode),
}

impl Marks {
    /// Marks whose names begin as no name in the document does.
    pub(super) fn new(prefix: &str) -> Self {
        Marks { prefix: prefix.to_owned() }
    }

    /// Writes a mark as a node object.
    pub(super) fn write(&self, name: &str, text: &mut Vec<u8>) {
        let prefix = &self.prefix;
        text.extend_from_slice(format!("{{\"@id\":\"{prefix}{name}\",\"{prefix}is\":\"\"}}").as_bytes());
    }

    /// What a quad says about a mark, if it is about one.
    pub(super) fn read<'q>(&self, quad: &'q Quad) -> Option<Marked<'q>> {
        match quad.predicate.as_str().strip_prefix(&self.prefix) {
            Some("open") => return Some(Marked::Open(&quad.subject)),
            Some(_) => {
                if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                    return subject.as_str().strip_prefix(&self.prefix).map(Marked::Itself);
                }
            }
            None => {}
        }
        // A language map that the document breaks off in takes it for a language.
        if let Term::Literal(literal) = &quad.object
            && literal.language().is_some_and(|language| language.starts_with(&self.prefix))
        {
            return Some(Marked::Open(&quad.subject));
        }
        if let Term::NamedNode(object) = &quad.object
            && let Some(name) = object.as_str().strip_prefix(&self.prefix)
        {
            return Some(Marked::Hangs(name, quad.subject.clone()));
        }
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return None };
        let name = subject.as_str().strip_prefix(&self.prefix)?;
        // A reverse property.
        Some(match &quad.object {
            Term::NamedNode(node) => Marked::Hangs(name, node.clone().into()),
            Term::BlankNode(node) => Marked::Hangs(name, node.clone().into()),
            _ => Marked::Astray,
        })
    }
}
