//! Where something stands in a document.

use std::fmt;

/// The most lines that are told apart. What stands behind them is given as a column of the last.
const MOST: usize = 16 << 20;

/// A place in a document; line and column count from 1, the column in bytes, the offset in bytes from 0.
///
/// The bytes are those of the document in UTF-8, without a byte order mark: as it came, unless it came in another charset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Place {
    /// Which document, of several that were read into one graph; counted from 0.
    pub document: usize,
    /// The line.
    pub line: u64,
    /// The byte within the line.
    pub column: u64,
    /// The byte within the document.
    pub offset: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.document {
            0 => {}
            before => write!(f, "document {}, ", before + 1)?,
        }
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Where the lines of a document begin, by which an offset becomes a [`Place`]: four bytes a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// The first byte of each line but the first.
    starts: Vec<u32>,
    /// How much of the document there is, in bytes.
    length: usize,
}

impl Lines {
    /// The lines of a text.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Lines::default();
        lines.push(text);
        lines
    }

    /// Takes the next piece of the document.
    pub(super) fn push(&mut self, text: &str) {
        let room = MOST - self.starts.len();
        let begins = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| self.length + at + 1);
        self.starts.extend(begins.map_while(|begin| u32::try_from(begin).ok()).take(room));
        self.length += text.len();
    }

    /// The place of a byte offset; one beyond the end is the end.
    pub(super) fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.length);
        let before = self.starts.partition_point(|&start| start as usize <= offset);
        let start = before.checked_sub(1).map_or(0, |line| self.starts[line] as usize);
        Place { document: 0, line: before as u64 + 1, column: (offset - start) as u64 + 1, offset: offset as u64 }
    }

    /// Whether the line of an offset is told apart from those behind it.
    fn tells(&self, offset: usize) -> bool {
        self.starts.len() < MOST || self.starts.last().is_some_and(|&last| offset < last as usize)
    }
}

/// The lines of documents that were read into one graph. Their offsets stand in one space, one document behind the other, with
/// one byte between them that is of neither.
#[derive(Debug, Default)]
pub(super) struct Documents(Vec<Document>);

#[derive(Clone, Debug)]
struct Document {
    /// Where it begins in the common space.
    begin: u64,
    /// Where the next one begins.
    end: u64,
    /// Its lines; `None` where all documents together have too many.
    lines: Option<Lines>,
}

impl Documents {
    /// One document.
    pub(super) fn of(lines: Lines) -> Self {
        Documents(vec![Document { begin: 0, end: lines.length as u64 + 1, lines: Some(lines) }])
    }

    /// Adds others behind these. Gives the offset at which the first of them begins.
    pub(super) fn extend(&mut self, others: &Documents) -> u64 {
        let begin = self.0.last().map_or(0, |last| last.end);
        let mut count: usize = self.0.iter().map(Document::breaks).sum();
        for other in &others.0 {
            count += other.breaks();
            let lines = other.lines.as_ref().filter(|_| count <= MOST).cloned();
            self.0.push(Document { begin: begin + other.begin, end: begin + other.end, lines });
        }
        begin
    }

    /// The place of an offset in the common space, where its line is told apart from others.
    pub(super) fn place(&self, offset: u32) -> Option<Place> {
        let index = self.0.partition_point(|document| document.begin <= u64::from(offset)).checked_sub(1)?;
        let Document { begin, lines, .. } = &self.0[index];
        let offset = usize::try_from(u64::from(offset) - begin).ok()?;
        let lines = lines.as_ref().filter(|lines| lines.tells(offset))?;
        Some(Place { document: index, ..lines.place(offset) })
    }
}

impl Document {
    fn breaks(&self) -> usize {
        self.lines.as_ref().map_or(0, |lines| lines.starts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_any_order_whatever_the_pieces() {
        let text = "a\nbc\n\nd";
        for cut in 0..text.len() {
            let mut lines = Lines::of(&text[..cut]);
            lines.push(&text[cut..]);
            let find = |offset| {
                let Place { line, column, offset, .. } = lines.place(offset);
                (line, column, offset)
            };
            assert_eq!(find(3), (2, 2, 3));
            assert_eq!(find(6), (4, 1, 6));
            assert_eq!(find(0), (1, 1, 0));
            assert_eq!(find(1), (1, 2, 1));
            assert_eq!(find(5), (3, 1, 5));
            assert_eq!(find(99), (4, 2, 7));
        }
    }
    #[test]
    fn each_of_several_documents_has_lines_of_its_own() {
        let mut documents = Documents::of(Lines::of("a\nb"));
        assert_eq!(documents.extend(&Documents::of(Lines::of(""))), 4);
        let begin = documents.extend(&Documents::of(Lines::of("c\nd\ne")));
        let find = |offset: u64| {
            let place = documents.place(u32::try_from(offset).unwrap()).unwrap();
            (place.document, place.line, place.column, place.offset)
        };
        assert_eq!(find(2), (0, 2, 1, 2));
        assert_eq!(find(3), (0, 2, 2, 3), "the end of a document is no byte of the next");
        assert_eq!(find(4), (1, 1, 1, 0));
        assert_eq!(find(begin), (2, 1, 1, 0));
        assert_eq!(find(begin + 4), (2, 3, 1, 4));
    }

    #[test]
    fn lines_that_are_too_many_to_be_told_apart_give_no_place() {
        let full = Lines { starts: (1..=MOST as u32).collect(), length: MOST + 9 };
        let one = Documents::of(full.clone());
        assert_eq!(one.place(5).map(|place| place.line), Some(6));
        assert_eq!(one.place(MOST as u32 + 3), None, "the last that is told has all that stand behind it");
        let mut several = Documents::of(Lines::of("a\nb"));
        let begin = several.extend(&one);
        assert_eq!(several.place(2).map(|place| place.line), Some(2));
        assert_eq!(several.place(begin as u32 + 5), None, "together they are too many");
    }
}
