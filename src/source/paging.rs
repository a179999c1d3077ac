//! Paging by Hydra, as catalogues do it: which page comes next, and how much there is in all.
//!
//! In: the graph of one page and its address. Out: the address of the next page and the announced total. Both of Hydra's
//! generations are read (`PartialCollectionView` with `next`, `PagedCollection` with `nextPage`), the value as an IRI or
//! as a text, absolute or not. Must not: fetch, or lead away from the source's own origin.

use std::collections::BTreeSet;

use url::Url;

use crate::rdf::vocab::{hydra, rdf};
use crate::rdf::{Graph, TermId};

/// What a page says about paging.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// The next page.
    pub next: Option<Url>,
    /// How many things all pages announce together.
    pub total: Option<u64>,
    /// The page names its successor on another host, as behind a badly set up proxy; the source's own was put in its place.
    pub other_host: Option<String>,
}

/// The page names several next pages, and none of them is clearly its own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it names {count} different next pages")]
pub struct AmbiguousPaging {
    /// How many.
    pub count: usize,
}

/// Reads what a page says. `at` is the address that answered.
///
/// # Errors
/// If it names several next pages. A single address that is none counts as no next page.
pub fn paging(graph: &Graph, at: &Url) -> Result<Paging, AmbiguousPaging> {
    let nodes = nodes(graph);
    // A graph may hold the paging of several pages; this page's is the one that has its address.
    let own: Vec<TermId> = nodes.iter().copied().filter(|&node| is_at(graph, node, at)).collect();
    let nodes = if own.is_empty() { nodes } else { own };
    let values = |names: [&str; 2]| -> BTreeSet<&str> {
        let predicates = names.map(|name| graph.find_iri(name));
        let values =
            predicates.into_iter().flatten().flat_map(|p| nodes.iter().flat_map(move |&n| graph.objects(n, p)));
        values.map(|value| graph.term(value).text().trim()).filter(|text| !text.is_empty()).collect()
    };
    let resolved: BTreeSet<(Url, Option<String>)> =
        values([hydra::NEXT, hydra::NEXT_PAGE]).into_iter().filter_map(|value| resolve(value, at)).collect();
    let addresses: BTreeSet<&Url> = resolved.iter().map(|(url, _)| url).collect();
    if addresses.len() > 1 {
        return Err(AmbiguousPaging { count: addresses.len() });
    }
    let total = values([hydra::TOTAL_ITEMS, hydra::TOTAL_ITEMS]).into_iter().filter_map(|text| text.parse().ok()).max();
    let (next, other_host) = resolved.into_iter().next().map_or((None, None), |(url, host)| (Some(url), host));
    // A collection whose view is the page carries the total itself.
    Ok(Paging { next, total: total.or_else(|| collection_total(graph)), other_host })
}

/// Every node that describes a page.
fn nodes(graph: &Graph) -> Vec<TermId> {
    let named = [hydra::NEXT, hydra::NEXT_PAGE].into_iter().filter_map(|name| graph.find_iri(name));
    let mut nodes: Vec<TermId> = named.flat_map(|p| graph.by_predicate(p).map(|(_, subject)| subject)).collect();
    let classes = [hydra::PAGED_COLLECTION, hydra::PARTIAL_COLLECTION_VIEW];
    nodes.extend(classes.into_iter().flat_map(|class| graph.instances(class)));
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

fn collection_total(graph: &Graph) -> Option<u64> {
    let total = graph.find_iri(hydra::TOTAL_ITEMS)?;
    let mut totals: Vec<u64> =
        graph.by_predicate(total).filter_map(|(value, _)| graph.term(value).text().trim().parse().ok()).collect();
    totals.dedup();
    match totals[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// Whether a node's IRI is the address, whatever scheme and host a proxy left in it.
fn is_at(graph: &Graph, node: TermId, at: &Url) -> bool {
    let url = graph.term(node).as_iri().and_then(|iri| at.join(iri).ok());
    url.is_some_and(|url| (url.path(), url.query()) == (at.path(), at.query()))
}

/// The address on the origin of the page that names it, and the host that it names if that is another.
fn resolve(value: &str, at: &Url) -> Option<(Url, Option<String>)> {
    // A parser resolved an IRI already; a text is still as the server wrote it, spaces and all.
    let mut url = at.join(value).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return None;
    }
    let other = (url.host_str() != at.host_str()).then(|| url.host_str().unwrap_or_default().to_owned());
    if url.origin() != at.origin() {
        let mut moved = at.clone();
        moved.set_path(url.path());
        moved.set_query(url.query());
        url = moved;
    }
    url.set_fragment(None);
    Some((url, other))
}

/// The datasets and services that a graph describes: IRIs, and the number of those without one.
pub fn entries<'a>(graph: &'a Graph, classes: &[&str]) -> (BTreeSet<&'a str>, u64) {
    let mut named = BTreeSet::new();
    let mut anonymous = BTreeSet::new();
    let Some(rdf_type) = graph.find_iri(rdf::TYPE) else { return (named, 0) };
    for class in classes.iter().filter_map(|class| graph.find_iri(class)) {
        for subject in graph.subjects(rdf_type, class) {
            match graph.term(subject).as_iri() {
                Some(iri) => {
                    named.insert(iri);
                }
                None => {
                    anonymous.insert(subject);
                }
            }
        }
    }
    (named, anonymous.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    const AT: &str = "https://data.example.se/catalog.ttl?page=2";

    fn read(turtle: &str) -> Result<Paging, AmbiguousPaging> {
        let turtle = format!("@prefix hydra: <{}> . {turtle}", hydra::NS);
        let graph = parse(turtle.as_bytes(), Format::Turtle, AT, &Caps::default()).unwrap().graph;
        paging(&graph, &Url::parse(AT).unwrap())
    }

    fn next(turtle: &str) -> Option<String> {
        read(turtle).unwrap().next.map(String::from)
    }

    #[test]
    fn both_generations_and_all_forms_of_an_address_are_read() {
        let third = Some("https://data.example.se/catalog.ttl?page=3".to_owned());
        for turtle in [
            "<?page=2> a hydra:PagedCollection ; hydra:nextPage <?page=3> .",
            "<?page=2> a hydra:PartialCollectionView ; hydra:next <?page=3> .",
            "<?page=2> a hydra:PagedCollection ; hydra:next \"?page=3\" ; hydra:nextPage \"/catalog.ttl?page=3#x\" .",
            "[] a hydra:PagedCollection ; hydra:nextPage \"https://data.example.se/catalog.ttl?page=3\" .",
            "<?page=2> hydra:nextPage \"http://data.example.se/catalog.ttl?page=3\" .",
            // The page's own node, not the others'.
            "<?page=1> hydra:nextPage <?page=2> . <http://internal:8080/catalog.ttl?page=2> hydra:nextPage <?page=3> .",
        ] {
            assert_eq!(next(turtle), third, "{turtle}");
        }
    }

    #[test]
    fn another_host_is_replaced_and_told() {
        let page = read("<?page=2> hydra:nextPage \"http://ckan:5000/catalog.ttl?page=3\" .").unwrap();
        assert_eq!(page.next.unwrap().as_str(), "https://data.example.se/catalog.ttl?page=3");
        assert_eq!(page.other_host.as_deref(), Some("ckan"));
    }

    #[test]
    fn the_last_page_has_no_next_and_nonsense_is_none() {
        assert_eq!(next("<?page=2> a hydra:PagedCollection ; hydra:previousPage <?page=1> ."), None);
        assert_eq!(next("<?page=2> hydra:nextPage \"\" ; hydra:next \"file:///etc/passwd\" ."), None);
        assert_eq!(next("<a> <b> <c> ."), None);
        let two = read("<x> hydra:nextPage <?page=3> . <y> hydra:nextPage <?page=4> .");
        assert_eq!(two, Err(AmbiguousPaging { count: 2 }));
    }

    #[test]
    fn the_total_stands_on_the_page_or_on_its_collection() {
        let total = |turtle| read(turtle).unwrap().total;
        assert_eq!(total("<?page=2> a hydra:PagedCollection ; hydra:totalItems 12 ."), Some(12));
        assert_eq!(total("<?page=2> a hydra:PagedCollection ; hydra:totalItems \"12\" ."), Some(12));
        assert_eq!(
            total("<all> hydra:totalItems 7 ; hydra:view <?page=2> . <?page=2> hydra:next <?page=3> ."),
            Some(7)
        );
        assert_eq!(total("<?page=2> a hydra:PagedCollection ; hydra:totalItems \"many\" ."), None);
    }
}
