//! Mail addresses as `mailto:` IRIs (RFC 6068).
//!
//! In: the values of vcard:hasEmail and foaf:mbox, and of vcard:hasValue below a hasEmail. Out: `mailto:` IRIs for what looks
//! like one address; an empty `mailto:` goes, as a contact point too. Must not: pick one of several addresses, or close up spaces inside one.

use crate::normalise::iri::{after_http, after_scheme};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, foaf, vcard};
use crate::rdf::{Graph, Term, Triple};

pub(super) const STEP: Step = Step {
    id: "mailbox",
    level: Level::Safe,
    description: Text {
        sv: "Skriver e-postadresser som länkar och tar bort tomma adresser.",
        en: "Writes e-mail addresses as links and removes empty ones.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    for property in [vcard::HAS_EMAIL, foaf::MBOX].iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            mend(graph, [subject, property, object], edits);
        }
    }
    // A contact point that is an empty mailbox, and of which nothing is said, is nobody.
    if let Some((property, empty)) = graph.find_iri(dcat::CONTACT_POINT).zip(graph.find_iri("mailto:"))
        && graph.properties(empty).is_empty()
    {
        for subject in graph.subjects(property, empty) {
            edits.remove([subject, property, empty]);
        }
    }
    let Some((has_email, has_value)) = graph.find_iri(vcard::HAS_EMAIL).zip(graph.find_iri(vcard::HAS_VALUE)) else {
        return;
    };
    // One node may be the mailbox of several contacts; its statements are mended once.
    let mut nodes: Vec<_> = graph.by_predicate(has_email).map(|(object, _)| object).collect();
    nodes.dedup();
    for node in nodes {
        for &triple in graph.statements(node, has_value) {
            mend(graph, triple, edits);
        }
    }
}

fn mend(graph: &Graph, triple: Triple, edits: &mut Edits) {
    let term = graph.term(triple[2]);
    if term.is_blank() {
        return;
    }
    let text = term.text().trim();
    let address = after_scheme(text, "mailto").or_else(|| resolved(text)).unwrap_or(text).trim();
    if address.is_empty() {
        edits.remove(triple);
    } else if is_address(address) {
        let iri = format!("mailto:{address}");
        if term != Term::Iri(&iri) {
            edits.replace(triple, Object::Iri(iri));
        }
    }
}

/// Whether a value is one mail address, as a text or in an IRI.
pub(super) fn is_mailbox(term: Term<'_>) -> bool {
    let text = term.text().trim();
    let address = after_scheme(text, "mailto").or_else(|| resolved(text)).unwrap_or(text).trim();
    !term.is_blank() && is_address(address)
}

/// The address at the end of a web address. An address given as an IRI without `mailto:` is a relative IRI,
/// which the parser resolved against the document's own address.
fn resolved(iri: &str) -> Option<&str> {
    let (_, last) = after_http(iri)?.rsplit_once('/')?;
    is_address(last).then_some(last)
}

/// Whether the text looks like one mail address: one `@`, a domain with a dot, nothing that only a list would hold.
fn is_address(text: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`,;:/()[]?#".contains(c);
    let Some((local, domain)) = text.split_once('@') else { return false };
    let whole = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    !local.is_empty() && whole && !domain.contains('@') && !text.contains(bad)
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_address_and_nothing_else() {
        assert!(super::is_address("öppna.data@kommun.example.se"));
        for no in [
            "a@b",
            "a@b.se, c@d.se",
            "a b@c.se",
            "@b.se",
            "a@@b.se",
            "a@b.se?subject=x",
            "https://a.se/x@y.se",
            "a@b..se",
        ] {
            assert!(!super::is_address(no), "{no}");
        }
    }
}
