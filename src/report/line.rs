//! The lines on which findings stand in the publisher's documents, in words.
//!
//! In: positions. Out: `rad 812, 840 och 3 till`. Line numbers are written as editors write them, without thousands apart.
//! A line so long that its number is no help, such as the whole answer of an API, is told with the byte.

use std::collections::{BTreeMap, BTreeSet};

use super::language::Language;
use super::visible::{shortened, visible};
use crate::validate::{Finding, Position};

/// How many bytes into a line its number alone is enough to find what stands there.
const FAR: u64 = 200;
/// The most lines that are told one by one; a row of the store has as many.
pub const LINES: usize = 5;
/// The longest address of a document that is shown, in characters.
const ADDRESS: usize = 120;

/// A line of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// The address of the document as anybody may see it; `None` where there is only one.
    pub document: Option<String>,
    /// Its number, from 1.
    pub line: u64,
    /// The byte within the line, from 1, where the number alone is no help.
    pub byte: Option<u64>,
}

impl Line {
    /// The line of a position in the only document.
    pub fn of(position: Position) -> Line {
        let byte = Some(position.column).filter(|byte| *byte > FAR);
        Line { document: None, line: position.line, byte }
    }
}

/// The lines of several findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The first of them, in the order of the documents.
    pub first: Vec<Line>,
    /// How many more there are.
    pub more: u64,
}

impl Lines {
    /// The lines of the only document.
    fn of(lines: &BTreeSet<Line>) -> Lines {
        Lines { first: lines.iter().take(LINES).cloned().collect(), more: lines.len().saturating_sub(LINES) as u64 }
    }

    /// Adds those of another source.
    pub fn add(&mut self, other: Lines) {
        self.first.extend(other.first);
        self.more += other.more + self.first.len().saturating_sub(LINES) as u64;
        self.first.truncate(LINES);
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// The lines in words, document by document; empty if none is known. Only visible characters.
    pub fn text(&self, language: Language) -> String {
        let documents = self.first.chunk_by(|a, b| a.document == b.document);
        let texts: Vec<String> = documents.map(|lines| of_document(lines, language)).collect();
        let text = texts.join("; ");
        match self.more {
            0 => text,
            more => language.text_with("line-more", &[("lines", (&text).into()), ("count", more.into())]),
        }
    }
}

fn of_document(lines: &[Line], language: Language) -> String {
    let numbers = lines.chunk_by(|a, b| a.line == b.line);
    let numbers: Vec<String> = numbers.map(|same| number(same, language)).collect();
    let count = ("count", (numbers.len() as u64).into());
    let numbers = language.text_with("line-numbers", &[count, ("numbers", (&numbers.join(", ")).into())]);
    match &lines[0].document {
        None => numbers,
        Some(document) => {
            let shown = visible(document);
            let document = ("document", shortened(&shown, ADDRESS));
            language.text_with(
                "line-in-document",
                &[("lines", (&numbers).into()), (document.0, document.1.as_ref().into())],
            )
        }
    }
}

/// One line, with the bytes if they are needed.
fn number(same: &[Line], language: Language) -> String {
    let line = same[0].line.to_string();
    let bytes: Vec<String> = same.iter().filter_map(|line| line.byte).map(|byte| byte.to_string()).collect();
    match &bytes[..] {
        [] => line,
        bytes => language.text_with("line-byte", &[("line", (&line).into()), ("byte", (&bytes.join(", ")).into())]),
    }
}

/// Where the findings stand of each of the names that are shown.
pub(super) fn lines_of(
    findings: &[&Finding],
    shown: impl Iterator<Item = String>,
    name: fn(&Finding) -> Option<&str>,
) -> BTreeMap<String, Lines> {
    let mut lines: BTreeMap<String, BTreeSet<Line>> = shown.map(|name| (name, BTreeSet::new())).collect();
    for finding in findings {
        if let Some(lines) = name(finding).and_then(|name| lines.get_mut(name)) {
            lines.extend(finding.position.map(Line::of));
        }
    }
    lines.into_iter().map(|(name, lines)| (name, Lines::of(&lines))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(line: u64) -> Line {
        Line { document: None, line, byte: None }
    }

    #[test]
    fn lines_are_told_as_people_say_them() {
        let many: BTreeSet<Line> = [812, 840, 1203, 1204, 1300, 1301, 9000].map(line).into();
        let lines = Lines::of(&many);
        assert_eq!(lines.text(Language::Sv), "rad 812, 840, 1203, 1204, 1300 och 2 till");
        assert_eq!(lines.text(Language::En), "lines 812, 840, 1203, 1204, 1300 and 2 more");
        let one = Lines { first: vec![line(812)], more: 0 };
        assert_eq!(one.text(Language::Sv), "rad 812");
        assert_eq!(one.text(Language::En), "line 812");
        assert_eq!(Lines::default().text(Language::Sv), "");
    }

    #[test]
    fn a_line_that_is_too_long_to_look_through_is_told_with_the_byte() {
        let position = |column| Position { document: 0, line: 1, column, offset: column - 1 };
        let near: BTreeSet<Line> = [5, 17, 200].map(|column| Line::of(position(column))).into();
        assert_eq!(Lines::of(&near).text(Language::Sv), "rad 1");
        let far: BTreeSet<Line> = [45_210, 45_300].map(|column| Line::of(position(column))).into();
        assert_eq!(Lines::of(&far).text(Language::Sv), "rad 1 (byte 45210, 45300)");
        assert_eq!(Lines::of(&far).text(Language::En), "line 1 (byte 45210, 45300)");
    }

    #[test]
    fn documents_are_told_apart_by_their_addresses() {
        let at = |document: &str, number| Line { document: Some(document.to_owned()), ..line(number) };
        let first = vec![at("https://a.se/dcat?page=2", 7), at("https://a.se/dcat?page=2", 9), line(5), line(6)];
        let mut lines = Lines { first, more: 1 };
        lines.add(Lines { first: vec![at("https://a.se/\u{202e}", 3), line(4)], more: 0 });
        assert_eq!(
            lines.text(Language::Sv),
            "rad 7, 9 i https://a.se/dcat?page=2; rad 5, 6; rad 3 i https://a.se/[U+202E] och 2 till"
        );
    }
}
