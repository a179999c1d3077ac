//! Which IRIs a document left to be completed: relative references (RFC 3986, section 4.2) that no base of its own completes.
//!
//! In: the base, and each IRI as a parser resolved it. Out: the same IRI against the true base, and whether it was relative.
//! The parsers resolve silently; so they are given a base with a host that nobody has, by which the result tells.

/// No host (RFC 2606), and nobody's choice of one.
const HOST: &str = "relative-reference.skord.invalid";

/// A base and its marked twin.
pub(super) struct Base {
    /// What the parsers resolve against.
    pub(super) marked: String,
    /// What resolved relative references begin with.
    mark: String,
    /// What stands there in truth: scheme and authority.
    true_start: String,
}

impl Base {
    /// A base that cannot be marked, because it has no authority or is none, is used as it is.
    pub(super) fn new(base: &str) -> Self {
        let valid = oxiri::Iri::parse(base).is_ok();
        let Some((scheme, rest)) = base.split_once("://").filter(|_| valid) else {
            return Base { marked: base.to_owned(), mark: String::new(), true_start: String::new() };
        };
        let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        let mark = format!("{scheme}://{HOST}");
        Base {
            marked: format!("{mark}{}", &rest[authority.len()..]),
            true_start: format!("{scheme}://{authority}"),
            mark,
        }
    }

    /// The IRI against the true base, if it was a relative reference.
    pub(super) fn completed(&self, iri: &str) -> Option<String> {
        let rest = (!self.mark.is_empty()).then(|| iri.strip_prefix(&self.mark)).flatten()?;
        Some(format!("{}{rest}", self.true_start))
    }

    /// Whether an IRI comes of a reference that is none: its first part has a colon, but is no scheme (RFC 3986, section 4.2).
    pub(super) fn is_odd(&self, iri: &str) -> bool {
        let completed = !self.mark.is_empty() && iri.starts_with(&self.mark);
        completed && {
            let reference = self.reference(iri);
            let reference = reference.trim_start_matches("./");
            let first = reference.split(['/', '?', '#']).next().unwrap_or_default();
            first.contains(':')
        }
    }

    /// The shortest relative reference that a parser resolves to an IRI that [`Self::completed`] completes.
    pub(super) fn reference(&self, iri: &str) -> String {
        let parsed = oxiri::Iri::parse(self.marked.as_str()).ok().zip(oxiri::Iri::parse(iri).ok());
        let relative =
            parsed.and_then(|(base, iri)| base.relativize(&iri).ok()).map(|reference| reference.into_inner());
        relative.unwrap_or_else(|| iri.strip_prefix(&self.mark).unwrap_or(iri).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_base_gives_the_same_addresses() {
        for (base, reference) in [
            ("https://ekbacka.example/dcat/katalog.rdf?x=1", "data/17"),
            ("https://ekbacka.example:8443", "/data/17"),
            ("file:///tmp/katalog.ttl", "../../data#17"),
            ("https://ekbacka.example/katalog", ""),
        ] {
            let resolve = |base: &str| oxiri::Iri::parse(base).unwrap().resolve(reference).unwrap().into_inner();
            let marked = Base::new(base);
            assert_eq!(marked.completed(&resolve(&marked.marked)), Some(resolve(base)), "{base} {reference}");
            assert_eq!(marked.completed(&resolve(base)), None);
        }
        let marked = Base::new("file:///tmp/dcat/katalog.rdf");
        for reference in ["f.csv", "filer/f.csv?x=1", "/files/f.csv"] {
            let resolved = oxiri::Iri::parse(marked.marked.as_str()).unwrap().resolve(reference).unwrap();
            assert_eq!(marked.reference(&resolved), reference);
        }
        assert_eq!(marked.reference(&format!("{}/en fil", marked.mark)), "/en fil", "what is no IRI is left as it is");
        let odd = Base::new("urn:x:y");
        assert_eq!((odd.marked.as_str(), odd.completed("urn:x:y")), ("urn:x:y", None));
    }
}
