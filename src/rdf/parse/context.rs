//! JSON-LD contexts that are known by their address. They are our own, written from the terms' published IRIs;
//! a context is never fetched.

/// Address, without scheme and trailing slash, and the context document.
const BUNDLE: &[(&str, &str)] = &[
    ("project-open-data.cio.gov/v1.1/schema/catalog.jsonld", include_str!("contexts/dcat-us-1.1.jsonld")),
    ("project-open-data.cio.gov/v1.1/schema/data.jsonld", include_str!("contexts/dcat-us-1.1.jsonld")),
    ("schema.org", include_str!("contexts/schema-org.jsonld")),
    ("schema.org/docs/jsonldcontext.json", include_str!("contexts/schema-org.jsonld")),
    ("schema.org/docs/jsonldcontext.jsonld", include_str!("contexts/schema-org.jsonld")),
];

/// The context document at an address, if it is bundled.
pub(super) fn bundled(url: &str) -> Option<&'static str> {
    let address = url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    BUNDLE.iter().find(|(known, _)| *known == address).map(|(_, document)| *document)
}
