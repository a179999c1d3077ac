//! Objects that have their node objects in an array: read without them first, so that it shows what they are to it.

use std::ops::Range;

use oxrdf::{NamedOrBlankNode, Quad};

use super::marks::Marked;
use super::nodes::{Nodes, Scope, is_loss};
use super::outline::{Member, elements, members};
use super::places::Places;
use crate::rdf::parse::Mode;
use crate::rdf::parse::error::Fault;

/// How many members of an object are looked at one by one.
const MEMBERS: usize = 1000;

impl Nodes<'_> {
    /// Reads an object that has node objects in an array: itself, then those. Tells whether it has and could be read so.
    pub(super) fn object(&mut self, outer: &Scope, object: &Range<usize>) -> Result<bool, Fault> {
        let bytes = &*self.document.bytes;
        let members: Vec<Member> = members(bytes, object.start).take(MEMBERS + 1).collect();
        let is_container = |member: &&Member| {
            bytes.get(member.value.start) == Some(&b'[')
                && elements(bytes, member.value.start).next().is_some_and(|first| bytes.get(first.start) == Some(&b'{'))
                && &bytes[member.key.clone()] != b"\"@context\""
        };
        let container = members.iter().filter(is_container).max_by_key(|member| member.value.len());
        let Some(container) = container.filter(|_| members.len() <= MEMBERS) else { return Ok(false) };
        let mut others: Vec<&Member> = members.iter().filter(|member| member.key != container.key).collect();
        let quads = match self.skeleton(outer, &others, container) {
            Ok(quads) => quads,
            Err(fault) if !is_loss(&fault) => return Err(fault),
            Err(_) if outer.is_array || self.sink.mode == Mode::Strict => return Ok(false),
            Err(_) => match self.without_bad(outer, &mut others, container)? {
                Some(quads) => quads,
                None => return Ok(false),
            },
        };
        let Some(parent) = self.trial(&quads) else { return Ok(false) };
        let mut places = Places::default();
        for member in &others {
            places.add(bytes, member.value.start, member.value.end);
        }
        self.emit(quads, outer, &places, &[object.start])?;
        let head = others.iter().filter(|member| is_head(bytes, member)).copied();
        let mut before = outer.before.clone();
        before.extend_from_slice(&self.head(head));
        self.document.copy(container.key.start, container.key.end, &mut before);
        before.extend_from_slice(b":[");
        let after = [b"]}", &outer.after[..]].concat();
        let parent = match parent {
            Some(NamedOrBlankNode::BlankNode(parent)) => Some(parent),
            _ => None,
        };
        let scope = Scope { before, after, is_array: true, parent, offset: object.start };
        let array = container.value.start;
        self.array(&scope, array)?;
        Ok(true)
    }

    /// The members as the beginning of an object.
    fn head<'m>(&self, members: impl Iterator<Item = &'m Member>) -> Vec<u8> {
        let mut text = b"{".to_vec();
        for member in members {
            self.document.copy(member.key.start, member.key.end, &mut text);
            text.push(b':');
            self.document.copy(member.value.start, member.value.end, &mut text);
            text.push(b',');
        }
        text
    }

    /// The quads of an object with two marks in place of its node objects.
    fn skeleton(&mut self, outer: &Scope, others: &[&Member], container: &Member) -> Result<Vec<Quad>, Fault> {
        let mut text = outer.before.clone();
        if outer.is_array {
            self.marks.write("0", &mut text);
            text.push(b',');
        }
        text.extend_from_slice(&self.head(others.iter().copied()));
        self.document.copy(container.key.start, container.key.end, &mut text);
        text.extend_from_slice(b":[");
        self.marks.write("a", &mut text);
        text.push(b',');
        self.marks.write("b", &mut text);
        text.extend_from_slice(b"]}");
        if outer.is_array {
            text.push(b',');
            self.marks.write("end", &mut text);
        }
        text.extend_from_slice(&outer.after);
        self.quads(&text)
    }

    /// The quads of an object without the members that cannot be read; `None` if it is not they.
    fn without_bad(
        &mut self,
        outer: &Scope,
        others: &mut Vec<&Member>,
        container: &Member,
    ) -> Result<Option<Vec<Quad>>, Fault> {
        let bytes = &*self.document.bytes;
        let (head, rest): (Vec<&Member>, Vec<&Member>) = others.iter().partition(|member| is_head(bytes, member));
        // A context or a name that is wrong would make all the rest wrong.
        if self.skeleton(outer, &head, container).is_err() {
            return Ok(None);
        }
        *others = head.clone();
        for member in rest {
            let with: Vec<&Member> = head.iter().copied().chain([member]).collect();
            match self.skeleton(outer, &with, container) {
                Ok(_) => others.push(member),
                Err(fault) if is_loss(&fault) => self.lose(&(member.key.start..member.value.end), fault)?,
                Err(fault) => return Err(fault),
            }
        }
        match self.skeleton(outer, others, container) {
            Ok(quads) => Ok(Some(quads)),
            Err(fault) if is_loss(&fault) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Whether the parser makes of each mark what it would make of it alone, and what they hang on, if it is anything.
    #[expect(clippy::option_option, reason = "no; yes, but on nothing; yes, on this")]
    fn trial(&self, quads: &[Quad]) -> Option<Option<NamedOrBlankNode>> {
        let mut seen = Vec::new();
        let mut parents = Vec::new();
        let mut is_open = false;
        for quad in quads {
            match self.marks.read(quad) {
                Some(Marked::Itself(name @ ("a" | "b"))) => {
                    seen.push((name == "b", true));
                    is_open = name == "a";
                }
                Some(Marked::Hangs(name @ ("a" | "b"), on)) => {
                    seen.push((name == "b", false));
                    parents.push(on);
                    is_open = true;
                }
                Some(Marked::Astray) => return None,
                // Something between the marks is theirs together, such as a list.
                _ if is_open => return None,
                _ => {}
            }
        }
        match (&seen[..], &parents[..]) {
            ([(false, true), (true, true)], []) => Some(None),
            ([(false, false), (false, true), (true, false), (true, true)], [a, b]) if a == b => Some(Some(a.clone())),
            _ => None,
        }
    }
}

/// Whether a member may say how the others are to be read: a context, and what may be types or a name under whatever key.
fn is_head(bytes: &[u8], member: &Member) -> bool {
    let is_text = |value: &Range<usize>| bytes.get(value.start) == Some(&b'"');
    &bytes[member.key.clone()] == b"\"@context\""
        || is_text(&member.value)
        || bytes.get(member.value.start) == Some(&b'[')
            && elements(bytes, member.value.start).all(|element| is_text(&element))
}
