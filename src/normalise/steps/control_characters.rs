//! Texts without the characters that XML does not allow.
//!
//! In: literals with control characters, such as the vertical tab that word processors leave (XML 1.0, section 2.2). Out: a
//! space where one divided two words, nothing elsewhere. Must not: touch line feeds, tabs, or any visible character.

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::{Graph, Literal, TermId};

pub(super) const STEP: Step = Step {
    id: "control-characters",
    level: Level::Safe,
    description: Text {
        sv: "Tar bort styrtecken som inte får finnas i text och som gör att posten annars inte kan publiceras.",
        en: "Removes control characters that may not stand in text and would keep the description from being published.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let bad = |id: TermId| graph.term(id).as_literal().is_some_and(|literal| literal.lexical.contains(is_illegal));
    let terms: Vec<bool> = graph.terms().ids().map(bad).collect();
    if !terms.contains(&true) {
        return;
    }
    for triple in graph.triples().iter().filter(|triple| terms[triple[2].index()]) {
        if let Some(Literal { lexical, language, datatype }) = graph.term(triple[2]).as_literal() {
            let lexical = cleaned(lexical);
            let object = match language {
                Some(language) => Object::Tagged { lexical, language: language.to_owned() },
                None => Object::Literal { lexical, datatype: datatype.to_owned() },
            };
            edits.replace(*triple, object);
        }
    }
}

fn is_illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn cleaned(text: &str) -> String {
    let divides = |c: char| matches!(c, '\u{b}' | '\u{c}');
    text.chars().filter_map(|c| if divides(c) { Some(' ') } else { (!is_illegal(c)).then_some(c) }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_stay_apart_and_the_rest_stays() {
        assert_eq!(super::cleaned("a\u{b}b\u{1}c\tå\n"), "a bc\tå\n");
    }
}
