//! Quads of the parser on their way into the graph: those of the node objects that were asked for, each with its place.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use oxrdf::{BlankNode, NamedOrBlankNode, Quad, Term};

use super::marks::Marked;
use super::nodes::{MOST, Nodes, Scope};
use super::places::Places;
use crate::rdf::parse::error::Fault;
use crate::rdf::parse::{NoteKind, ParseErrorKind};

impl Nodes<'_> {
    /// Hands quads on: of an array those between the marks, each with the node object that it comes from.
    pub(super) fn emit(
        &mut self,
        quads: Vec<Quad>,
        scope: &Scope,
        places: &Places<'_>,
        offsets: &[usize],
    ) -> Result<(), Fault> {
        let mut is_inside = !scope.is_array;
        let mut current = offsets[0];
        let mut parent = None;
        let mut blanks: HashMap<BlankNode, usize, RandomState> = HashMap::default();
        let mut last: Option<(NamedOrBlankNode, usize)> = None;
        for mut quad in quads {
            match self.marks.read(&quad) {
                Some(Marked::Open(node)) => {
                    let node = node.clone();
                    let node = self.own(node, parent.as_ref(), scope);
                    let id = self.sink.node(&node, None)?;
                    self.open.insert(id);
                    continue;
                }
                Some(Marked::Itself(name)) => {
                    (is_inside, current) = after_mark(name, offsets, (is_inside, current));
                    continue;
                }
                Some(Marked::Hangs(name, on)) => {
                    (is_inside, current) = after_mark(name, offsets, (is_inside, current));
                    if !matches!(name, "a" | "b") {
                        parent = Some(on);
                    }
                    continue;
                }
                Some(Marked::Astray) => continue,
                None if !is_inside => continue,
                None => {}
            }
            let is_parents = parent.as_ref() == Some(&quad.subject);
            let offset = match &last {
                _ if is_parents => scope.offset,
                Some((node, offset)) if *node == quad.subject => *offset,
                _ => {
                    let known = match &quad.subject {
                        NamedOrBlankNode::NamedNode(node) => places.of(node.as_str()),
                        NamedOrBlankNode::BlankNode(node) => {
                            blanks.get(node).copied().or_else(|| places.of(&format!("_:{}", node.as_str())))
                        }
                    };
                    let offset = known.unwrap_or(current);
                    last = Some((quad.subject.clone(), offset));
                    offset
                }
            };
            if let Term::BlankNode(node) = &quad.object
                && !blanks.contains_key(node)
            {
                blanks.insert(node.clone(), if is_parents { current } else { offset });
            }
            quad.subject = self.own(quad.subject, parent.as_ref(), scope);
            if let (Term::BlankNode(node), Some(NamedOrBlankNode::BlankNode(alias))) = (&quad.object, &parent)
                && node == alias
            {
                quad.object = scope.parent.clone().unwrap_or_else(|| node.clone()).into();
            }
            self.check(&quad, offset)?;
            self.sink.quad(quad, Some(offset)).map_err(|fault| fault.or_at(offset))?;
        }
        Ok(())
    }

    /// A node, or the one around the array if it is that under the name that it has in this text.
    fn own(&self, node: NamedOrBlankNode, parent: Option<&NamedOrBlankNode>, scope: &Scope) -> NamedOrBlankNode {
        match (&node, &scope.parent) {
            (NamedOrBlankNode::BlankNode(_), Some(own)) if parent == Some(&node) => own.clone().into(),
            _ => node,
        }
    }

    /// Notes IRIs that are none, and refuses those that are too long.
    fn check(&mut self, quad: &Quad, offset: usize) -> Result<(), Fault> {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject
            && self.checked_subject != node.as_str()
        {
            self.check_iri(node.as_str(), offset)?;
            node.as_str().clone_into(&mut self.checked_subject);
        }
        let datatype = match &quad.object {
            Term::NamedNode(node) => {
                self.check_iri(node.as_str(), offset)?;
                None
            }
            Term::Literal(literal) => Some(literal.datatype().as_str()),
            _ => None,
        };
        // There are few of these, and each many times. What has no colon is no IRI at all but a key without one.
        let predicate = Some(quad.predicate.as_str()).filter(|predicate| predicate.contains(':'));
        for iri in [predicate, datatype].into_iter().flatten() {
            if !self.checked.contains(iri) {
                self.check_iri(iri, offset)?;
                if self.checked.len() < MOST {
                    self.checked.insert(iri.to_owned());
                }
            }
        }
        Ok(())
    }

    fn check_iri(&mut self, iri: &str, offset: usize) -> Result<(), Fault> {
        if iri.len() > self.sink.caps.iri {
            return Err(Fault::at(ParseErrorKind::TooLong(self.sink.caps.iri), offset));
        }
        if oxiri::Iri::parse(iri).is_err() && !self.checked.contains(iri) {
            let written = self.sink.base.completed(iri).unwrap_or_else(|| iri.to_owned());
            self.sink.note(NoteKind::Iri, offset, &written, Some(&written))?;
            if self.checked.len() < MOST {
                self.checked.insert(iri.to_owned());
            }
        }
        Ok(())
    }
}

/// Whether we are between the marks, and the node object that we are in, after a mark.
fn after_mark(name: &str, offsets: &[usize], now: (bool, usize)) -> (bool, usize) {
    match name {
        "a" | "b" => now,
        "end" => (false, now.1),
        _ => match name.parse::<usize>().ok().and_then(|index| offsets.get(index)) {
            Some(&offset) => (true, offset),
            None => now,
        },
    }
}
