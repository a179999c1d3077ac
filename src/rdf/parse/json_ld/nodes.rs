//! The node objects of a document, read a few at a time.
//!
//! An object that has its node objects in an array, and the array, are taken apart: first the object without them, then they, as
//! many at a time as make a [`BATCH`], in an object with the same context, types and name. Thus whatever the context makes of the array (a graph under
//! any name, values of a property, a reverse property), the parser behind makes it of each part. What it would not (a list,
//! a JSON literal) is found out by a trial and stays whole.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::RandomState;
use oxrdf::{BlankNode, NamedOrBlankNode, Quad};

use super::engine::Engine;
use super::marks::{Marked, Marks};
use super::mend::Mended;
use super::outline::{Member, elements, members};
use super::places::Places;
use crate::rdf::TermId;
use crate::rdf::parse::error::Fault;
use crate::rdf::parse::sink::Sink;
use crate::rdf::parse::{Mode, NoteKind, ParseErrorKind};

/// How much is read at a time, in bytes.
const BATCH: usize = 64 << 10;
/// The most that the parser is given at a time, in bytes: it takes many times as much.
pub(super) const PIECE: usize = 16 << 20;
/// The most values that it is given at a time.
pub(super) const VALUES: usize = 1 << 20;
/// How many node objects may be lost before the rest is not tried.
pub(super) const MOST: usize = 1000;
/// How many members of an object are looked at one by one.
const MEMBERS: usize = 1000;

/// Reads node objects into a sink.
pub(super) struct Nodes<'a> {
    document: &'a Mended<'a>,
    engine: Engine,
    pub(super) marks: Marks,
    pub(super) sink: &'a mut Sink,
    /// The first place at which something is lost.
    lost: Option<Fault>,
    losses: usize,
    /// How many bytes may still be given to the parser.
    budget: usize,
    /// The node objects that the document breaks off in.
    pub(super) open: HashSet<TermId>,
    /// Properties and datatypes that were looked at, and invalid IRIs that were noted.
    pub(super) checked: HashSet<String, RandomState>,
    /// The last subject that was looked at.
    pub(super) checked_subject: String,
}

/// What stands around node objects.
pub(super) struct Scope {
    before: Vec<u8>,
    after: Vec<u8>,
    /// Whether it is an array, so that marks can stand before and behind.
    pub(super) is_array: bool,
    /// The label of the node object around them, if it has no name.
    pub(super) parent: Option<BlankNode>,
    /// Where that begins.
    pub(super) offset: usize,
}

impl<'a> Nodes<'a> {
    pub(super) fn new(document: &'a Mended<'a>, engine: Engine, sink: &'a mut Sink) -> Self {
        Nodes {
            document,
            engine,
            marks: Marks::new(&document.mark),
            sink,
            lost: None,
            losses: 0,
            budget: 8 * document.bytes.len() + (16 << 20),
            open: HashSet::new(),
            checked: HashSet::default(),
            checked_subject: String::new(),
        }
    }

    /// Reads the document whose value begins there. Gives the first place at which something is lost.
    pub(super) fn read(mut self, root: Range<usize>) -> Result<Option<Fault>, Fault> {
        let scope = |is_array: bool| {
            let [before, after] = if is_array { ["[", "]"] } else { ["", ""] };
            let (before, after) = (before.as_bytes().to_vec(), after.as_bytes().to_vec());
            Scope { before, after, is_array, parent: None, offset: root.start }
        };
        match self.document.bytes.get(root.start) {
            Some(b'[') => self.array(&scope(true), root.start)?,
            // A text or number alone says nothing.
            Some(b'{') => {
                let scope = scope(false);
                if !self.object(&scope, &root)? {
                    self.batch(&scope, &[root])?;
                }
            }
            _ => {}
        }
        if !self.open.is_empty() {
            self.sink.take_back_nodes(&self.open, TermId(0));
        }
        Ok(self.lost)
    }

    /// Reads an object that has node objects in an array: itself, then those. Tells whether it has and could be read so.
    fn object(&mut self, outer: &Scope, object: &Range<usize>) -> Result<bool, Fault> {
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

    /// Reads the members of an array.
    fn array(&mut self, scope: &Scope, array: usize) -> Result<(), Fault> {
        let bytes = &*self.document.bytes;
        let most = BATCH.max(8 * (scope.before.len() + scope.after.len()));
        let mut batch: Vec<Range<usize>> = Vec::new();
        let mut size = 0;
        for element in elements(bytes, array) {
            if element.len() > 2 * most && bytes.get(element.start) == Some(&b'{') {
                self.batch(scope, &std::mem::take(&mut batch))?;
                size = 0;
                if !self.object(scope, &element)? {
                    self.batch(scope, &[element])?;
                }
                continue;
            }
            if size + element.len() > most {
                self.batch(scope, &std::mem::take(&mut batch))?;
                size = 0;
            }
            size += element.len() + 64;
            batch.push(element);
        }
        self.batch(scope, &batch)
    }

    /// Reads some members of an array, or one by one if they cannot be read together.
    fn batch(&mut self, scope: &Scope, elements: &[Range<usize>]) -> Result<(), Fault> {
        let [first, ..] = elements else { return Ok(()) };
        if self.losses >= MOST {
            // Whatever this is, it is not what it is said to be.
            return Ok(());
        }
        let mut text = scope.before.clone();
        for (index, element) in elements.iter().enumerate() {
            if scope.is_array {
                self.marks.write(&index.to_string(), &mut text);
                text.push(b',');
            }
            self.document.copy(element.start, element.end, &mut text);
            if scope.is_array {
                text.push(b',');
            }
        }
        if scope.is_array {
            self.marks.write("end", &mut text);
        }
        text.extend_from_slice(&scope.after);
        match self.quads(&text) {
            Ok(quads) => {
                let mut places = Places::default();
                for element in elements {
                    places.add(&self.document.bytes, element.start, element.end);
                }
                let offsets: Vec<usize> = elements.iter().map(|element| element.start).collect();
                self.emit(quads, scope, &places, &offsets)
            }
            Err(fault) if !is_loss(&fault) => Err(fault.or_at(first.start)),
            Err(_) if elements.len() > 1 => {
                let (left, right) = elements.split_at(elements.len() / 2);
                self.batch(scope, left)?;
                self.batch(scope, right)
            }
            Err(fault) => {
                let is_object = self.document.bytes.get(first.start) == Some(&b'{');
                match is_object && scope.is_array && self.sink.mode == Mode::Tolerant && self.object(scope, first)? {
                    true => Ok(()),
                    false => self.lose(first, fault),
                }
            }
        }
    }

    /// Something is lost.
    fn lose(&mut self, what: &Range<usize>, fault: Fault) -> Result<(), Fault> {
        let fault = Fault { offset: Some(what.start), ..fault };
        if self.sink.mode == Mode::Strict {
            return Err(fault);
        }
        let was = String::from_utf8_lossy(&self.document.bytes[what.clone()]);
        self.sink.tell(NoteKind::Statement, what.start, &format!("{}: {was}", fault.kind), None);
        self.losses += 1;
        self.lost.get_or_insert(fault);
        Ok(())
    }

    /// The quads of a text.
    fn quads(&mut self, text: &[u8]) -> Result<Vec<Quad>, Fault> {
        let values = text.iter().filter(|byte| matches!(byte, b',' | b'{' | b'[')).count();
        if text.len() > PIECE || values > VALUES {
            return Err(Fault::somewhere(ParseErrorKind::NodeTooLarge(PIECE, VALUES)));
        }
        let Some(left) = self.budget.checked_sub(text.len()) else {
            return Err(Fault::somewhere(ParseErrorKind::TooMuchWork));
        };
        self.budget = left;
        // An error of the parser says a place in this text, which is not the document.
        self.engine.quads(text).map(|quad| quad.map_err(|fault| Fault { offset: None, ..fault })).collect()
    }
}

/// Whether an error costs no more than what it is in.
pub(super) fn is_loss(fault: &Fault) -> bool {
    use ParseErrorKind::{Syntax, TooMuchWork, Truncated, UnknownContext};
    matches!(fault.kind, Syntax(_) | UnknownContext(_) | Truncated(_) | TooMuchWork)
}

/// Whether a member may say how the others are to be read: a context, and what may be types or a name under whatever key.
fn is_head(bytes: &[u8], member: &Member) -> bool {
    let is_text = |value: &Range<usize>| bytes.get(value.start) == Some(&b'"');
    &bytes[member.key.clone()] == b"\"@context\""
        || is_text(&member.value)
        || bytes.get(member.value.start) == Some(&b'[')
            && elements(bytes, member.value.start).all(|element| is_text(&element))
}
