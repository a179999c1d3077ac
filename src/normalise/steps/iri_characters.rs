//! IRIs with characters that no IRI may hold (RFC 3987, section 2.2): trimmed at the ends, percent-encoded inside.
//!
//! In: every IRI of the graph, in any place. Out: the same IRI in a form that can be written in every syntax, without the angle brackets that
//! came along when it was copied. Must not: touch what has no scheme, or the inside of mail addresses and telephone numbers, where a space
//! is a fault of its own; or make two described things one by taking brackets away.

use crate::normalise::iri::{encoded, is_forbidden, scheme, unbracketed};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::{Graph, Term, TermId};

pub(super) const STEP: Step = Step {
    id: "iri-characters",
    level: Level::Safe,
    description: Text {
        sv: "Tar bort mellanslag och vinkelparenteser runt webbadresser och kodar tecken som inte får stå i dem.",
        en: "Removes spaces and angle brackets around web addresses and encodes characters that may not stand in them.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let is_described = |id: TermId| !graph.properties(id).is_empty();
    for id in graph.terms().ids() {
        let Term::Iri(iri) = graph.term(id) else { continue };
        let is_free = |form: &String| !(is_described(id) && graph.find_iri(form).is_some_and(is_described));
        if let Some(form) = unbracketed(iri).map(encoded).filter(is_free).or_else(|| mended(iri)) {
            edits.rename(id, form);
        }
    }
}

fn mended(iri: &str) -> Option<String> {
    let trimmed = iri.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if trimmed.len() == iri.len() && !iri.contains(is_forbidden) {
        return None;
    }
    let scheme = scheme(trimmed)?;
    if scheme.eq_ignore_ascii_case("mailto") || scheme.eq_ignore_ascii_case("tel") {
        return None;
    }
    Some(encoded(trimmed))
}
