//! Where in a statement its triples stand: a walk over its tokens that meets the triples in the order in which oxttl makes them.
//!
//! In: a statement of Turtle. Out: for each of its triples where its predicate stands, or its object if it is a further one of the
//! same predicate. A statement that the walk does not understand has another number of triples than it tells.

use super::tokens::token;

/// The offsets of the triples of a statement, within it.
pub(super) fn places(statement: &[u8]) -> Vec<usize> {
    let mut walk = Walk { statement, at: 0, waiting: Vec::new(), of_token: Vec::new(), places: Vec::new() };
    // What it does not understand is seen by the number. A mended statement may be several.
    while walk.statement().is_some() && walk.peek() == Some(b'.') {
        walk.take();
    }
    walk.next_token();
    walk.next_token();
    walk.places
}

/// The parser makes triples as it takes tokens, and gives those that one token makes in reverse.
struct Walk<'s> {
    statement: &'s [u8],
    at: usize,
    /// What the next token makes before what it makes itself: a text may still have a datatype.
    waiting: Vec<usize>,
    /// What the last token makes.
    of_token: Vec<usize>,
    places: Vec<usize>,
}

impl Walk<'_> {
    /// The next byte that is no white space and no comment.
    fn peek(&mut self) -> Option<u8> {
        while let Some(&byte) = self.statement.get(self.at) {
            if !byte.is_ascii_whitespace() && byte != b'#' {
                return Some(byte);
            }
            self.at = token(self.statement, self.at).end;
        }
        None
    }

    fn take(&mut self) {
        self.next_token();
        self.at = token(self.statement, self.at).end;
    }

    fn next_token(&mut self) {
        self.places.extend(self.of_token.drain(..).rev());
        self.of_token.append(&mut self.waiting);
    }

    fn statement(&mut self) -> Option<()> {
        match self.peek()? {
            b'(' => return None,
            // A declaration whose full stop was put there: its word, a name if it is of a prefix, the IRI.
            b'@' => {
                let is_prefix = self.statement[self.at..].starts_with(b"@prefix");
                for _ in 0..if is_prefix { 3 } else { 2 } {
                    self.take();
                    self.peek()?;
                }
                return Some(());
            }
            b'[' => self.properties_in_brackets()?,
            _ => self.take(),
        }
        match self.peek()? {
            b'.' => Some(()),
            _ => self.properties(),
        }
    }

    /// What stands in square brackets; they are taken.
    fn properties_in_brackets(&mut self) -> Option<()> {
        self.take();
        if self.peek()? != b']' {
            self.properties()?;
        }
        (self.peek()? == b']').then(|| self.take())
    }

    /// Predicates with their objects (RDF 1.1 Turtle, production 7).
    fn properties(&mut self) -> Option<()> {
        loop {
            self.peek()?;
            let mut place = self.at;
            self.take();
            loop {
                self.object(place)?;
                if self.peek() != Some(b',') {
                    break;
                }
                self.take();
                self.peek()?;
                place = self.at;
            }
            if self.peek() != Some(b';') {
                return Some(());
            }
            while self.peek() == Some(b';') {
                self.take();
            }
            if matches!(self.peek(), None | Some(b']' | b'.')) {
                return Some(());
            }
        }
    }

    /// An object, whose triple stands there. Those of what it consists of come before it, but for lists, where they come after.
    fn object(&mut self, place: usize) -> Option<()> {
        match self.peek()? {
            b'[' => {
                self.properties_in_brackets()?;
                self.of_token.push(place);
            }
            b'(' => return self.list(place),
            b'"' | b'\'' => {
                self.take();
                let after = self.at;
                match self.peek() {
                    Some(b'@') => {
                        self.take();
                        self.of_token.push(place);
                    }
                    Some(b'^') if self.statement[self.at..].starts_with(b"^^") => {
                        self.at += 2;
                        self.peek()?;
                        self.take();
                        self.of_token.push(place);
                    }
                    _ => {
                        self.at = after;
                        self.waiting.push(place);
                    }
                }
            }
            _ => {
                self.take();
                self.of_token.push(place);
            }
        }
        Some(())
    }

    /// A list: the triple that leads to it, then of each member rdf:first, and rdf:rest to the next.
    fn list(&mut self, place: usize) -> Option<()> {
        self.take();
        self.waiting.push(place);
        if self.peek()? == b')' {
            self.take();
            return Some(());
        }
        loop {
            let member = self.at;
            self.object(member)?;
            self.peek()?;
            self.waiting.push(self.at);
            if self.peek()? == b')' {
                self.take();
                return Some(());
            }
        }
    }
}
