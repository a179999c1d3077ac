//! Where something stands in a document.

use std::fmt;

/// The most lines that are told apart. What stands behind them is given as a column of the last.
const MOST: usize = 16 << 20;

/// A place in a document; line and column count from 1, the column in bytes, the offset in bytes from 0.
///
/// The bytes are those of the document in UTF-8: as it came, unless it came in another charset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The line.
    pub line: u64,
    /// The byte within the line.
    pub column: u64,
    /// The byte within the document.
    pub offset: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        Place { line: before as u64 + 1, column: (offset - start) as u64 + 1, offset: offset as u64 }
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
                let Place { line, column, offset } = lines.place(offset);
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
}
