//! Properties as people are shown them who look for the place in their metadata.
//!
//! In: a property's IRI. Out: its name with the usual prefix. Must not: invent a prefix.

use std::borrow::Cow;

use crate::normalise::NAME;
use crate::rdf::vocab::PREFIXES;

use super::language::Language;
use super::visible::visible;

/// The property with its usual prefix, `dcterms:license`, in visible characters; the IRI where it has none; in words for a thing's own address.
pub(super) fn property(iri: &str, language: Language) -> Cow<'_, str> {
    if iri == NAME {
        return Cow::Owned(language.text("property-address"));
    }
    let local =
        |namespace: &str| iri.strip_prefix(namespace).filter(|name| !name.is_empty() && !name.contains(['/', '#']));
    let known = PREFIXES.iter().find_map(|(prefix, namespace)| Some((prefix, local(namespace)?)));
    match known {
        Some((prefix, name)) => Cow::Owned(format!("{prefix}:{}", visible(name))),
        None => visible(iri),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_a_prefix_where_it_is_usual() {
        assert_eq!(property("http://purl.org/dc/terms/license", Language::Sv), "dcterms:license");
        assert_eq!(property("http://example.org/p", Language::Sv), "http://example.org/p");
        assert_eq!(property(NAME, Language::Sv), "egen adress");
    }
}
