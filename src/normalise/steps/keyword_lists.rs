//! Several keywords in one text.
//!
//! In: keywords with commas or semicolons. Out: a keyword for each part, when every part is at most three words. Of others the parts are proposed. Must
//! not: split a number, or what stands in brackets or quotation marks.

use crate::normalise::record::shown;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::dcat;
use crate::rdf::{Graph, Literal, Term};

pub(super) const STEP: Step = Step {
    id: "keyword-lists",
    level: Level::AggregatedOnly,
    description: Text {
        sv: "Delar upp nyckelord som är skrivna efter varandra i en text.",
        en: "Splits keywords that are written one after the other in one text.",
    },
    apply,
};

/// The most words of a part: more are a sentence.
const WORDS: usize = 3;

/// What can be done with a text.
#[derive(Debug, PartialEq, Eq)]
enum Parts<'t> {
    /// It is one keyword.
    One,
    /// It is a list.
    List(Vec<&'t str>),
    /// It may be one.
    Perhaps(Vec<&'t str>),
}

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::KEYWORD) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let Some(literal) = graph.term(object).as_literal() else { continue };
        let triple = [subject, property, object];
        match parts(literal.lexical) {
            Parts::One => {}
            Parts::List(list) => {
                edits.remove(triple);
                for part in list {
                    let keyword = Object::like(&literal, part.to_owned());
                    edits.made_value(keyword.clone());
                    edits.add(subject, dcat::KEYWORD, keyword, Some(triple));
                }
            }
            Parts::Perhaps(list) => {
                let list: Vec<String> =
                    list.iter().map(|part| shown(Term::Literal(Literal { lexical: part, ..literal }))).collect();
                edits.suggest(subject, dcat::KEYWORD, Some(object), list.join(", "));
            }
        }
    }
}

fn parts(text: &str) -> Parts<'_> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_marked = text.contains(['(', ')', '[', ']', '"', '“', '”']);
    if parts.len() < 2 || is_marked || is_number(text) {
        return Parts::One;
    }
    match parts.iter().all(|part| part.split_whitespace().count() <= WORDS) {
        true => Parts::List(parts),
        false => Parts::Perhaps(parts),
    }
}

/// Whether a comma stands between two digits: a decimal or a list of numbers, and only people can tell.
fn is_number(text: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(',')
        .any(|(at, _)| is_digit(text[..at].chars().next_back()) && is_digit(text[at + 1..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_lists_of_short_parts_only() {
        let list = |parts: &[&'static str]| Parts::List(parts.to_vec());
        assert_eq!(parts("bad, sjö"), list(&["bad", "sjö"]));
        assert_eq!(
            parts("bad;sjö ; öppna data i Ekbacka,"),
            Parts::Perhaps(vec!["bad", "sjö", "öppna data i Ekbacka"])
        );
        assert_eq!(parts("barn och unga, skola; förskola,"), list(&["barn och unga", "skola", "förskola"]));
        for one in ["bad", "bad,", ",", "", "1,5 meter", "mått (längd, bredd)", "\"bad, sjö\"", "1,2,3"] {
            assert_eq!(parts(one), Parts::One, "{one}");
        }
    }
}
