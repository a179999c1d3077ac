//! A statement that cannot be read, and what is made of it so that no more is lost than what is wrong.
//!
//! In: a statement and where it breaks. Out: the same, as long as it was, with that put right or blanked out: a language tag with
//! underscores, a mark that is missing between two lines, or the innermost property that the break is in.

use std::ops::Range;

use super::tokens::token;

/// What was done to a statement, and where in what came.
pub(super) enum Repair {
    /// Language tags have hyphens where underscores were.
    Languages(Vec<(Range<usize>, String)>),
    /// A semicolon or full stop stands at the end of a line that it was missing from.
    Mark(usize, char),
    /// A property with its values is blanked out.
    Property(Range<usize>),
}

/// A statement while it is mended.
pub(super) struct Mended {
    pub(super) bytes: Vec<u8>,
    /// Where bytes stand that did not come.
    added: Vec<usize>,
}

impl Mended {
    /// A statement of which some parts are blanked out.
    pub(super) fn new(statement: &[u8], blank: &[Range<usize>]) -> Self {
        let mut bytes = statement.to_vec();
        for range in blank {
            bytes[range.clone()].fill(b' ');
        }
        Mended { bytes, added: Vec::new() }
    }

    /// Where a byte stands in what came.
    pub(super) fn original(&self, at: usize) -> usize {
        at - self.added.iter().filter(|added| **added < at).count()
    }

    /// The language tags with underscores.
    fn languages(&self) -> Vec<Range<usize>> {
        let mut tags = Vec::new();
        let mut at = 0;
        while at < self.bytes.len() {
            let next = token(&self.bytes, at);
            if self.bytes[at] == b'@' {
                tags.extend(language_at(&self.bytes, at + 1));
            }
            at = next.end;
        }
        tags
    }

    /// Repairs what breaks at a byte; `None` if nothing is to be done about it.
    pub(super) fn repair(&mut self, at: usize) -> Option<Repair> {
        if language_at(&self.bytes, at).is_some() {
            // Where one is written so, others are, too.
            let tags = self.languages();
            for byte in tags.iter().flat_map(|tag| tag.clone()) {
                if self.bytes[byte] == b'_' {
                    self.bytes[byte] = b'-';
                }
            }
            let became = |tag: &Range<usize>| String::from_utf8_lossy(&self.bytes[tag.clone()]).into_owned();
            let original = |tag: &Range<usize>| self.original(tag.start)..self.original(tag.end);
            return Some(Repair::Languages(tags.iter().map(|tag| (original(tag), became(tag))).collect()));
        }
        if let Some((place, mark)) = mark_before(&self.bytes, at) {
            let original = self.original(place);
            self.bytes.insert(place, mark);
            self.added.iter_mut().filter(|added| **added >= place).for_each(|added| *added += 1);
            self.added.push(place);
            return Some(Repair::Mark(original, char::from(mark)));
        }
        let property = property_at(&self.bytes, at)?;
        let text = self.bytes[property.clone()].trim_ascii_start();
        let property = property.end - text.len()..property.end - (text.len() - text.trim_ascii_end().len());
        if property.is_empty() {
            return None;
        }
        for byte in self.bytes[property.clone()].iter_mut().filter(|byte| !byte.is_ascii_whitespace()) {
            *byte = b' ';
        }
        Some(Repair::Property(self.original(property.start)..self.original(property.end)))
    }
}

/// The prefix that a name at an offset has.
pub(super) fn prefix_at(statement: &[u8], at: usize) -> Option<&str> {
    let rest = statement.get(at..)?;
    let length = memchr::memchr(b':', rest)?;
    std::str::from_utf8(&rest[..length]).ok().filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The language tag with underscores that a byte is in or just behind.
fn language_at(statement: &[u8], at: usize) -> Option<Range<usize>> {
    let is_tag = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let begin = at - statement.get(..at)?.iter().rev().take_while(|byte| is_tag(byte)).count();
    let end = at + statement[at..].iter().take_while(|byte| is_tag(byte)).count();
    let is_language = statement[..begin].ends_with(b"\"@") || statement[..begin].ends_with(b"'@");
    let tag = &statement[begin..end];
    let is_plain = tag.first().is_some_and(u8::is_ascii_alphabetic) && !tag.ends_with(b"_") && !tag.ends_with(b"-");
    (is_language && is_plain && tag.contains(&b'_')).then_some(begin..end)
}

/// Where a mark is missing before what stands first in its line, and which: what follows are a predicate and an object, or a
/// subject and these.
fn mark_before(statement: &[u8], at: usize) -> Option<(usize, u8)> {
    let before = statement.get(..at)?.trim_ascii_end();
    let place = before.len();
    let is_first = memchr::memchr(b'\n', &statement[place..at]).is_some();
    if !is_first || before.is_empty() || b";,.[(".contains(before.last()?) {
        return None;
    }
    let mut depth = 0usize;
    let mut begin = at;
    let mut terms = 0;
    let mut is_datatype = false;
    while begin < statement.len() {
        let next = token(statement, begin);
        let is_suffix = statement[begin] == b'@' || statement[begin..].starts_with(b"^^");
        match statement[begin] {
            b'[' | b'(' => {
                terms += usize::from(depth == 0);
                depth += 1;
            }
            b']' | b')' if depth == 0 => break,
            b']' | b')' => depth -= 1,
            _ if depth > 0 || is_suffix => {}
            b';' | b',' | b'.' => break,
            byte if byte.is_ascii_whitespace() || byte == b'#' => {}
            _ if is_datatype => is_datatype = false,
            _ => terms += 1,
        }
        is_datatype |= &statement[next.clone()] == b"^^";
        begin = next.end;
    }
    // A full stop stands inside no brackets, and there a subject neither.
    match terms {
        2 => Some((place, b';')),
        3 if !is_in_brackets(statement, at) => Some((place, b'.')),
        _ => None,
    }
}

fn is_in_brackets(statement: &[u8], at: usize) -> bool {
    let mut depth = 0usize;
    let mut begin = 0;
    while begin < at {
        match statement[begin] {
            b'[' | b'(' => depth += 1,
            b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        begin = token(statement, begin).end;
    }
    depth > 0
}

/// The innermost property with its values that a byte is in: what stands between semicolons or the brackets around it. Behind a
/// subject it begins where the subject ends, and takes the semicolon after it along.
fn property_at(statement: &[u8], at: usize) -> Option<Range<usize>> {
    // Of each bracket that is open: where its last property begins, and whether that comes first after a subject.
    let mut open: Vec<(usize, bool)> = vec![(0, true)];
    let mut place = 0;
    while place < statement.len() {
        let token = token(statement, place);
        // At the break: what comes after it at this depth ends the property.
        if token.end > at {
            let property = end_of_property(statement, token.clone()).map(|end| {
                let &(begin, is_first) = open.last().unwrap_or(&(0, true));
                match is_first {
                    true => {
                        let is_semicolon = statement[end..].starts_with(b";");
                        subject_end(statement, begin)..end + usize::from(is_semicolon)
                    }
                    false => begin..end,
                }
            });
            return property.filter(|property| property.start <= property.end);
        }
        match statement[place] {
            b';' => {
                if let Some(last) = open.last_mut() {
                    *last = (token.end, false);
                }
            }
            b'[' => open.push((token.end, false)),
            // Between round brackets are no properties.
            b'(' => open.push(*open.last()?),
            b']' | b')' if open.len() > 1 => {
                open.pop();
            }
            _ => {}
        }
        place = token.end;
    }
    None
}

/// The end of the property that a token is in or ends: the next semicolon or closing bracket that is not inside other brackets, or the full
/// stop.
fn end_of_property(statement: &[u8], first: Range<usize>) -> Option<usize> {
    let mut depth = 0usize;
    let mut place = first.start;
    while place < statement.len() {
        let token = token(statement, place);
        match statement[place] {
            b';' | b']' if depth == 0 => return Some(place),
            b'.' if depth == 0 && statement[token.end..].trim_ascii().is_empty() => {
                return Some(place);
            }
            b'[' | b'(' => depth += 1,
            b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        place = token.end;
    }
    None
}

/// The end of the subject that a statement begins with.
fn subject_end(statement: &[u8], begin: usize) -> usize {
    let mut place = begin;
    let mut depth = 0usize;
    while place < statement.len() {
        let token = token(statement, place);
        match statement[place] {
            byte if byte.is_ascii_whitespace() || byte == b'#' => {}
            b'[' | b'(' => depth += 1,
            b']' | b')' if depth > 1 => depth -= 1,
            b']' | b')' => return token.end,
            _ if depth > 0 => {}
            _ => return token.end,
        }
        place = token.end;
    }
    place
}
