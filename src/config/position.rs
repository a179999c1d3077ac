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
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The line, and the column in characters, of a byte offset; both from 1.
    pub(super) fn of(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[..line].last().copied().unwrap_or(0);
        let end = offset.min(self.text.len());
        let column = self.text.get(start..end).map_or(0, |before| before.chars().count());
        (line.max(1), column + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Positions;

    #[test]
    fn columns_count_characters_and_any_offset_has_a_place() {
        let positions = Positions::new("åäö = 1\nb = 2\n");
        assert_eq!(positions.of(0), (1, 1));
        assert_eq!(positions.of("åäö ".len()), (1, 5));
        assert_eq!(positions.of("åäö = 1\nb".len()), (2, 2));
        assert_eq!(positions.of("åäö = 1\nb = 2\n".len()), (3, 1));
        assert_eq!(positions.of(1), (1, 1));
        assert_eq!(positions.of(1000), (3, 1));
        assert_eq!(Positions::new("").of(0), (1, 1));
    }
}
