//! IRIs with characters that no IRI may hold (RFC 3987, section 2.2): trimmed at the ends, percent-encoded inside.
//!
//! In: every IRI of the graph, in any place. Out: the same IRI in a form that can be written in every syntax.
//! Must not: touch what has no scheme, or the inside of mail addresses and telephone numbers, where a space
//! is a fault of its own.

use crate::normalise::iri::{encoded, is_forbidden, scheme};
use crate::normalise::{Edits, Level, Settings, Step, Text};
use crate::rdf::{Graph, Term};

pub(super) const STEP: Step = Step {
    id: "iri-characters",
    level: Level::Safe,
    description: Text {
        sv: "Tar bort mellanslag runt webbadresser och kodar tecken som inte får stå i dem.",
        en: "Trims white space around web addresses and encodes characters that may not stand in them.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for id in graph.terms().ids() {
        if let Term::Iri(iri) = graph.term(id)
            && let Some(mended) = mended(iri)
        {
            edits.rename(id, mended);
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
