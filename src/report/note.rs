//! What the reader did with a document that breaks its syntax, in words that its owner can act on.
//!
//! In: the code of a kind of note, how many there are and the line of the first. Out: one sentence.

use super::language::Language;

/// The notes of one kind in a sentence, without its full stop. Line 0 is one that is not known.
pub(super) fn sentence(code: &str, count: u64, line: u64, language: Language) -> String {
    format!("{} ({})", told(code, language), place(count, line, language))
}

/// What was done with notes of a kind.
pub(super) fn told(code: &str, language: Language) -> String {
    language.text(&format!("note-{code}"))
}

/// Where in the file they are.
pub(super) fn place(count: u64, line: u64, language: Language) -> String {
    language.text_with("note-where", &[("count", count.into()), ("line", line.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::parse::NoteKind;

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
        let say = |count, line| place(count, line, Language::Sv);
        assert_eq!(say(1, 812), "rad 812");
        assert_eq!(say(1, 0), "ett ställe");
        assert_eq!(say(1200, 12), "1\u{a0}200 ställen, det första på rad 12");
        assert_eq!(say(3, 0), "3 ställen");
    }
}
