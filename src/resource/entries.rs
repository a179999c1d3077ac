//! What entries are known by beside their addresses, read from the texts of resources.
//!
//! In: the addresses of entries and a way to the canonical N-Triples of a resource, whether it lies in the store or was just cut. Out:
//! [`Entry`]s. Must not: read more than the entries and what they refer to, or a text twice for the sake of several entries.

use std::collections::HashMap;

use super::cut::title;
use super::{Class, Entry, Key, Part};
use crate::rdf::vocab::{dcat, dcterms, foaf, vcard};
use crate::rdf::{Caps, Format, Graph, TermId, parse};

/// The properties that lead to the parts of an entry, with what they lead to.
const PARTS: &[(&str, Class)] = &[
    (dcat::HAS_DISTRIBUTION, Class::Distribution),
    (dcterms::PUBLISHER, Class::Agent),
    (dcterms::CREATOR, Class::Agent),
    (dcat::CONTACT_POINT, Class::Kind),
];

/// The entries with what they are known by.
///
/// `iris` are their addresses and classes. `is_changed` says of an address whether the resource vanished, or appeared, with them: only
/// those are parts that may follow. `describe` gives the canonical N-Triples of a resource of the same side: of the vanished
/// ones as the store has them, of the others as they were cut; none for an address that is not a resource there.
///
/// # Errors
/// Those of `describe`.
pub fn entries<E>(
    iris: &[(String, Class)],
    is_changed: impl Fn(&str) -> bool,
    describe: impl FnMut(&str) -> Result<Option<String>, E>,
) -> Result<Vec<Entry>, E> {
    let mut reader = Reader { is_changed, describe, known: HashMap::new() };
    iris.iter().map(|(iri, class)| reader.entry(iri, *class)).collect()
}

/// What a part is known by, as in [`Part`].
#[derive(Clone, Copy)]
struct Known {
    key: Option<Key>,
    detail: Key,
}

struct Reader<C, D> {
    is_changed: C,
    describe: D,
    /// The parts that were read, by class and address.
    known: HashMap<(Class, String), Known>,
}

impl<C: Fn(&str) -> bool, D: FnMut(&str) -> Result<Option<String>, E>, E> Reader<C, D> {
    fn entry(&mut self, iri: &str, class: Class) -> Result<Entry, E> {
        let mut entry = Entry { iri: iri.to_owned(), class, key: None, parts: Vec::new() };
        let graph = self.graph(iri)?;
        let Some(node) = graph.find_iri(iri) else { return Ok(entry) };
        let mut publishers = Vec::new();
        let mut access_urls: Vec<Key> = key_of(texts(&graph, node, &[dcat::ENDPOINT_URL])).into_iter().collect();
        for &(property, class) in PARTS {
            let Some(property_id) = graph.find_iri(property) else { continue };
            for part in graph.objects(node, property_id) {
                let Known { key, detail } = self.part(&graph, part, class)?;
                match property {
                    dcat::HAS_DISTRIBUTION => access_urls.extend(key),
                    // A publisher that is not described is known by its address.
                    dcterms::PUBLISHER => publishers.extend(key.or_else(|| key_of(vec![graph.term(part).text()]))),
                    _ => {}
                }
                if let Some(iri) = graph.term(part).as_iri()
                    && (self.is_changed)(iri)
                {
                    entry.parts.push(Part { iri: iri.to_owned(), class, key, detail });
                }
            }
        }
        entry.parts.sort_unstable_by(|a, b| (a.class, &a.iri).cmp(&(b.class, &b.iri)));
        entry.parts.dedup();
        let title = title(&graph, node, class).map(|title| title.text).unwrap_or_default();
        entry.key = Key::of_entry(&title, publishers.into_iter().min(), access_urls);
        Ok(entry)
    }

    /// What a part is known by, where it stands: with its entry, or as a resource of its own.
    fn part(&mut self, graph: &Graph, part: TermId, class: Class) -> Result<Known, E> {
        let described = !graph.properties(part).is_empty();
        let Some(iri) = graph.term(part).as_iri().filter(|_| !described) else {
            return Ok(known(graph, part, class));
        };
        let place = (class, iri.to_owned());
        if let Some(known) = self.known.get(&place) {
            return Ok(*known);
        }
        let own = self.graph(iri)?;
        let known = match own.find_iri(iri) {
            Some(node) => known(&own, node, class),
            None => Known { key: None, detail: Key::of([]) },
        };
        self.known.insert(place, known);
        Ok(known)
    }

    /// The graph of a resource; empty where there is none. A text that cannot be read says nothing, so that nothing is paired by it.
    fn graph(&mut self, iri: &str) -> Result<Graph, E> {
        let text = (self.describe)(iri)?.unwrap_or_default();
        let parsed = parse(text.as_bytes(), Format::NTriples, iri, &Caps::default());
        Ok(parsed.map(|parsed| parsed.graph).unwrap_or_default())
    }
}

/// What a node that is described is known by as a part.
fn known(graph: &Graph, node: TermId, class: Class) -> Known {
    let texts = |properties: &[&str]| texts(graph, node, properties);
    if class == Class::Distribution {
        let access = texts(&[dcat::ACCESS_URL]);
        let urls = if access.is_empty() { texts(&[dcat::DOWNLOAD_URL]) } else { access };
        let detail = [dcat::DOWNLOAD_URL, dcterms::FORMAT, dcat::MEDIA_TYPE];
        let detail: Vec<String> = detail.iter().map(|&property| texts(&[property]).join("\n")).collect();
        return Known { key: key_of(urls), detail: Key::of(detail.iter().map(String::as_str)) };
    }
    let mailboxes = texts(&[vcard::HAS_EMAIL, foaf::MBOX]);
    let detail = Key::of(mailboxes.iter().copied());
    let name = title(graph, node, class).map(|title| title.text.to_lowercase());
    let name: Vec<&str> = name.iter().flat_map(|name| name.split_whitespace()).collect();
    Known { key: key_of(if name.is_empty() { mailboxes } else { name }), detail }
}

fn key_of(texts: Vec<&str>) -> Option<Key> {
    texts.iter().any(|text| !text.is_empty()).then(|| Key::of(texts))
}

/// The values of properties, sorted, once each.
fn texts<'g>(graph: &'g Graph, node: TermId, properties: &[&str]) -> Vec<&'g str> {
    let ids = properties.iter().filter_map(|property| graph.find_iri(property));
    let values = ids.flat_map(|property| graph.objects(node, property));
    let mut texts: Vec<&str> = values.map(|id| graph.term(id).text()).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests;
