//! Addresses that we made for what had none: nobody typed them, and pages do not show them.

use crate::config::Config;

/// The address as people may see it; `None` for one of our making (RDF 1.1 Concepts, section 3.5).
pub(super) fn shown(config: &Config, iri: String) -> Option<String> {
    let is_ours = iri.strip_prefix(&config.region.base_url).is_some_and(|rest| rest.starts_with("/.well-known/genid/"));
    (!is_ours).then_some(iri)
}
