//! Where in a text a byte stands.
//!
//! In goes a text and a byte offset; out come a line and a column for people.

/// The lines of a text.
pub(super) struct Positions<'a> {
    text: &'a str,
    /// The byte offset of the start of each line.
    starts: Vec<usize>,
}

impl<'a> Positions<'a> {
    /// Finds the lines of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The line, and the column in characters, of a byte offset; both from 1.
    pub(super) fn of(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[..line].last().copied().unwrap_or(0);
        let end = offset.min(self.text.len());
        let column = self
            .text
            .get(start..end)
            .map_or(0, |before| before.chars().count());
        (line.max(1), column + 1)
    }

    /// The line that a byte offset stands on.
    pub(super) fn line_around(&self, offset: usize) -> &'a str {
        let (line, _) = self.of(offset);
        self.text.lines().nth(line - 1).unwrap_or_default()
    }
}
