//! The node objects of a document, read a few at a time.
//!
//! An object that has its node objects in an array, and the array, are taken apart: first the object without them, then they, as
//! many at a time as make a [`BATCH`], in an object with the same context, types and name. Thus whatever the context makes of the array (a graph under
//! any name, values of a property, a reverse property), the parser behind makes it of each part. What it would not (a list,
//! a JSON literal) is found out by a trial and stays whole.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::RandomState;
use oxrdf::{BlankNode, Quad};

use super::engine::Engine;
use super::marks::Marks;
use super::mend::Mended;
use super::outline::elements;
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
/// Reads node objects into a sink.
pub(super) struct Nodes<'a> {
    pub(super) document: &'a Mended<'a>,
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
    pub(super) before: Vec<u8>,
    pub(super) after: Vec<u8>,
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

    /// Reads the members of an array.
    pub(super) fn array(&mut self, scope: &Scope, array: usize) -> Result<(), Fault> {
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
    pub(super) fn lose(&mut self, what: &Range<usize>, fault: Fault) -> Result<(), Fault> {
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
    pub(super) fn quads(&mut self, text: &[u8]) -> Result<Vec<Quad>, Fault> {
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
