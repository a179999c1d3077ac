//! How much work a document asks of the parser behind, counted before it begins.
//!
//! It copies what is inside an object once for each object around it, and all terms of the context in force for each context
//! inside, also for those that a term brings along (scoped contexts). The counts are never too low, and for real documents far from the caps.

use crate::rdf::parse::context;

/// How deep values may lie in the middle. Real documents have half of it.
const DEPTH: usize = 12;
/// By how many objects and arrays around values a document may go beyond that.
const COPIES: usize = 4_000_000;
/// The most terms of contexts that are made or copied, beside [`DEPTH`] for each value.
const TERMS: usize = 4_000_000;
/// The most terms of one context, counted once more for each context inside it.
const CONTEXT: usize = 200_000;

/// What was counted in an object or array.
#[derive(Clone, Copy, Default)]
pub(super) struct Inside {
    /// The terms of its own contexts.
    terms: usize,
    /// Whether they bring contexts along.
    is_scoped: bool,
    /// Whether it has one.
    has_context: bool,
    /// Contexts inside it.
    contexts: usize,
    /// Keys and values inside it.
    values: usize,
}

/// What was counted so far.
#[derive(Default)]
pub(super) struct Work {
    values: usize,
    copies: usize,
    terms: usize,
    /// The context that is being read: how many frames are around it, its terms, and the contexts in it.
    open: Option<(usize, usize, usize)>,
}

impl Work {
    /// The same between two members.
    pub(super) fn outside_contexts(&self) -> Self {
        Work { open: None, ..*self }
    }

    /// A key with so many frames around it. Tells whether there is too much of anything.
    pub(super) fn key(&mut self, key: &[u8], frames: usize) -> bool {
        match &mut self.open {
            Some((_, terms, contexts)) => {
                *terms += 1;
                *contexts += usize::from(key == b"@context");
                *terms * (*contexts + 1) > CONTEXT
            }
            None => {
                if key == b"@context" {
                    self.open = Some((frames, 0, 0));
                }
                false
            }
        }
    }

    /// A text as a value: perhaps the address of a context.
    pub(super) fn text(&mut self, text: &[u8]) {
        if let Some((_, terms, _)) = &mut self.open
            && let Some(document) = std::str::from_utf8(text).ok().and_then(context::bundled)
        {
            // A term a line.
            *terms += memchr::memchr_iter(b'\n', document.as_bytes()).count();
        }
    }

    /// A value is complete, with so many frames around it; `inside` is that of the innermost.
    pub(super) fn value(&mut self, frames: usize, inside: &mut Inside) {
        self.values += 1;
        self.copies += frames;
        inside.values += 1;
        if let Some((around, terms, contexts)) = self.open
            && around == frames
        {
            self.open = None;
            self.terms += terms * (contexts + 1);
            inside.terms += terms;
            inside.has_context = true;
            inside.is_scoped |= contexts > 0;
        }
    }

    /// Whether there is too much of anything.
    pub(super) fn is_too_much(&self) -> bool {
        let more = DEPTH * self.values;
        self.copies > COPIES + more || self.terms > TERMS + more
    }

    /// An object or array is complete; `around` is what was counted in that around it.
    pub(super) fn close(&mut self, inside: Inside, around: Option<&mut Inside>) {
        let uses = inside.contexts + if inside.is_scoped { inside.values } else { 0 };
        self.terms = self.terms.saturating_add(inside.terms.saturating_mul(uses));
        if let Some(around) = around {
            around.contexts += inside.contexts + usize::from(inside.has_context);
            around.values += inside.values;
        }
    }
}
