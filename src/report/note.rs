//! What the reader did with a document that breaks its syntax, in words that its owner can act on.
//!
//! In: the code of a kind of note, how many there are and the line of the first. Out: one sentence.

use super::language::Language;
use super::line::{Line, Lines};

/// The notes of one kind in a sentence, without its full stop.
pub(super) fn sentence(code: &str, count: u64, first: Option<Line>, language: Language) -> String {
    format!("{} ({})", told(code, language), place(count, first, language))
}

/// What was done with notes of a kind.
pub(super) fn told(code: &str, language: Language) -> String {
    language.text(&format!("note-{code}"))
}

/// Where in the file they are.
pub(super) fn place(count: u64, first: Option<Line>, language: Language) -> String {
    match first {
        Some(line) => {
            let lines = Lines { first: vec![line], more: 0 }.text(language);
            language.text_with("note-line", &[("count", count.into()), ("lines", (&lines).into())])
        }
        None => language.text_with("note-places", &[("count", count.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::parse::NoteKind;
    use crate::validate::Position;

    #[test]
    fn every_kind_of_note_is_told_in_both_languages() {
        for language in Language::ALL {
            for kind in NoteKind::ALL {
                let told = told(kind.code(), language);
                assert!(!told.starts_with("note-") && !told.ends_with('.'), "{kind:?}: {told}");
            }
        }
    }

    #[test]
    fn the_place_is_a_line_or_a_number_of_places() {
        let at = |line, column| Some(Line::of(Position { document: 0, line, column, offset: 0 }));
        let say = |count, first| place(count, first, Language::Sv);
        assert_eq!(say(1, at(812, 3)), "rad 812");
        assert_eq!(say(1, None), "ett ställe");
        assert_eq!(say(1200, at(1, 45210)), "1\u{a0}200 ställen, det första på rad 1 (byte 45210)");
        assert_eq!(say(3, None), "3 ställen");
    }
}
