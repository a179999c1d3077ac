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

/// Why a page does not tell which page comes next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PagingError {
    /// It names several, and none of them is clearly its own.
    #[error("it names {0} different next pages")]
    Ambiguous(usize),
    /// What it names is no address that could be asked.
    #[error("it names \"{0}\" as its next page, which is no web address")]
    Unusable(String),
}

/// Reads what a page says. `at` is the address that answered, `home` the source's own.
///
/// # Errors
/// If it names several next pages, or something that is none: then nobody knows whether there is more.
pub fn paging(graph: &Graph, at: &Url, home: &Url) -> Result<Paging, PagingError> {
    let nodes = own_nodes(graph, at);
    let mut next = None;
    let mut addresses = BTreeSet::new();
    for value in values(graph, &nodes, &[hydra::NEXT, hydra::NEXT_PAGE]) {
        let found = next_address(value, at, home)?;
        addresses.insert(found.0.clone());
        next = Some(found);
    }
    if addresses.len() > 1 {
        return Err(PagingError::Ambiguous(addresses.len()));
    }
    let (next, other_host) = next.map_or((None, None), |(url, host)| (Some(url), host));
    Ok(Paging { next, total: total(graph, &nodes), other_host })
}

/// Where a page leads that names its successor so: on the origin of the page, or the source's own where it names that; and the host
/// that it names, if that is neither.
///
/// # Errors
/// [`PagingError::Unusable`].
pub fn next_address(value: &str, at: &Url, home: &Url) -> Result<(Url, Option<String>), PagingError> {
    let unusable = || PagingError::Unusable(value.chars().take(200).collect());
    // A parser resolved an IRI already; a text is still as the server wrote it, spaces and all.
    let mut url = at.join(value).map_err(|_| unusable())?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(unusable());
    }
    let known = [at, home].into_iter().any(|known| known.host_str() == url.host_str());
    let other = (!known).then(|| url.host_str().unwrap_or_default().to_owned());
    if url.origin() != at.origin() && url.origin() != home.origin() {
        let mut moved = at.clone();
        moved.set_path(url.path());
        moved.set_query(url.query());
        url = moved;
    }
    // An address of the source's own origin holds no other user than the source's, which is none.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url.set_fragment(None);
    Ok((url, other))
}

/// The nodes that describe this page: those with its address and the views of them; where there are none, all that page.
fn own_nodes(graph: &Graph, at: &Url) -> Vec<TermId> {
    let nodes = nodes(graph);
    let mut own: Vec<TermId> = nodes.iter().copied().filter(|&node| is_at(graph, node, at)).collect();
    if let Some(view) = graph.find_iri(hydra::VIEW) {
        let collections = graph.by_predicate(view).filter(|&(view, collection)| {
            own.contains(&collection) || own.contains(&view) || is_at(graph, collection, at)
        });
        let linked: Vec<TermId> = collections.flat_map(|(view, collection)| [view, collection]).collect();
        own.extend(linked);
    }
    own.sort_unstable();
    own.dedup();
    if own.is_empty() { nodes } else { own }
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

/// The values of some properties of some nodes that are not empty.
fn values<'a>(graph: &'a Graph, nodes: &[TermId], properties: &[&str]) -> BTreeSet<&'a str> {
    let properties: Vec<TermId> = properties.iter().filter_map(|name| graph.find_iri(name)).collect();
    let objects = nodes.iter().flat_map(|&node| properties.iter().flat_map(move |&p| graph.objects(node, p)));
    objects.map(|value| graph.term(value).text().trim()).filter(|text| !text.is_empty()).collect()
}

/// The total of the page's nodes, or of the collection whose view one of them is.
fn total(graph: &Graph, nodes: &[TermId]) -> Option<u64> {
    let numbers = |nodes: &[TermId]| {
        values(graph, nodes, &[hydra::TOTAL_ITEMS]).into_iter().filter_map(|text| text.parse::<u64>().ok()).max()
    };
    numbers(nodes).or_else(|| {
        let view = graph.find_iri(hydra::VIEW)?;
        let collections: Vec<TermId> = nodes.iter().flat_map(|&node| graph.subjects(view, node)).collect();
        numbers(&collections)
    })
}

/// Whether a node's IRI is the address, whatever scheme and host a proxy left in it.
fn is_at(graph: &Graph, node: TermId, at: &Url) -> bool {
    let url = graph.term(node).as_iri().and_then(|iri| at.join(iri).ok());
    url.is_some_and(|url| (url.path(), url.query()) == (at.path(), at.query()))
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
    const HOME: &str = "https://www.example.se/dcat";

    fn read(turtle: &str) -> Result<Paging, PagingError> {
        let turtle = format!("@prefix hydra: <{}> . {turtle}", hydra::NS);
        let graph = parse(turtle.as_bytes(), Format::Turtle, AT, &Caps::default()).unwrap().graph;
        paging(&graph, &Url::parse(AT).unwrap(), &Url::parse(HOME).unwrap())
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
    fn the_last_page_has_no_next() {
        assert_eq!(next("<?page=2> a hydra:PagedCollection ; hydra:previousPage <?page=1> ."), None);
        assert_eq!(next("<?page=2> hydra:nextPage \"\" ."), None);
        assert_eq!(next("<a> <b> <c> ."), None);
    }

    #[test]
    fn what_leads_nowhere_is_not_taken_for_the_end() {
        for (turtle, error) in [
            ("<x> hydra:nextPage <?page=3> . <y> hydra:nextPage <?page=4> .", PagingError::Ambiguous(2)),
            ("<?page=2> hydra:next \"file:///etc/passwd\" .", PagingError::Unusable("file:///etc/passwd".into())),
            ("<?page=2> hydra:next \"http://[broken/c\" .", PagingError::Unusable("http://[broken/c".into())),
        ] {
            assert_eq!(read(turtle), Err(error), "{turtle}");
        }
    }

    #[test]
    fn the_view_of_a_collection_is_the_page_too() {
        let turtle = "<?page=2> a hydra:PagedCollection ; hydra:view <?view=2> ; hydra:totalItems 9 .
            <?view=2> a hydra:PartialCollectionView ; hydra:next <?page=3> .";
        let page = read(turtle).unwrap();
        assert_eq!(
            (page.next.map(String::from), page.total),
            (Some("https://data.example.se/catalog.ttl?page=3".into()), Some(9))
        );
    }

    #[test]
    fn the_source_s_own_origin_is_asked_as_it_is_named() {
        let page = read("<?page=2> hydra:next \"https://www.example.se/dcat?page=3\" .").unwrap();
        assert_eq!((page.next.unwrap().as_str(), page.other_host), ("https://www.example.se/dcat?page=3", None));
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
        assert_eq!(total("<ds/1> hydra:totalItems 5000 ."), None, "something else may have a total of its own");
    }
}
