//! Keywords without what is not part of them.
//!
//! In: dcat:keyword. Out: the same without white space at the ends, with single spaces inside; empty ones go, and what is then the same stands
//! once. Must not: change a letter.

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::dcat;

pub(super) const STEP: Step = Step {
    id: "keywords",
    level: Level::Safe,
    description: Text {
        sv: "Städar nyckelord: tar bort tomma, dubbletter och överflödiga mellanslag.",
        en: "Tidies keywords: removes empty ones, duplicates and superfluous spaces.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::KEYWORD) else { return };
    for (object, subject) in graph.by_predicate(property) {
        let Some(literal) = graph.term(object).as_literal() else { continue };
        let tidy: String = literal.lexical.split_whitespace().collect::<Vec<_>>().join(" ");
        let triple = [subject, property, object];
        if tidy.is_empty() {
            edits.remove(triple);
        } else if tidy != literal.lexical {
            edits.replace(triple, Object::like(&literal, tidy));
        }
    }
}
