//! Where something stands in a document.

use std::fmt;

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

impl Place {
    /// The place of a byte offset; one beyond the end is the end.
    pub fn of(bytes: &[u8], offset: usize) -> Self {
        Places::new(bytes).find(offset)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Finds places in one document. Asked in ascending order, it reads the document once.
pub(super) struct Places<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    line_start: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Places { bytes, at: 0, line: 1, line_start: 0 }
    }

    pub(super) fn find(&mut self, offset: usize) -> Place {
        let offset = offset.min(self.bytes.len());
        if offset < self.at {
            *self = Places::new(self.bytes);
        }
        for (index, _) in self.bytes[self.at..offset].iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            self.line += 1;
            self.line_start = self.at + index + 1;
        }
        self.at = offset;
        Place { line: self.line, column: (offset - self.line_start) as u64 + 1, offset: offset as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_any_order() {
        let bytes = b"a\nbc\n\nd";
        let mut places = Places::new(bytes);
        let mut find = |offset| {
            let Place { line, column, offset } = places.find(offset);
            (line, column, offset)
        };
        assert_eq!(find(3), (2, 2, 3));
        assert_eq!(find(6), (4, 1, 6));
        assert_eq!(find(0), (1, 1, 0));
        assert_eq!(find(1), (1, 2, 1));
        assert_eq!(find(99), (4, 2, 7));
    }
}
