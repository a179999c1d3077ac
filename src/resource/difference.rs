//! What changed between the resources that are known and those just cut.

use super::Resource;

/// The IRIs that changed, each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// New here.
    pub added: Vec<String>,
    /// Known, with another hash.
    pub updated: Vec<String>,
    /// Known, and not among the new ones.
    pub removed: Vec<String>,
    /// The number of those with the same hash.
    pub unchanged: usize,
}

impl Difference {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.updated.is_empty() && self.removed.is_empty()
    }

    /// Takes resources out of what changes, because they stay as they are known. `staying` is sorted.
    pub fn keep(&mut self, staying: &[String]) {
        let goes = |iri: &String| staying.binary_search(iri).is_err();
        self.updated.retain(goes);
        self.removed.retain(goes);
    }
}

/// Compares; `known` is (IRI, hash) and, like `now`, sorted by IRI.
pub fn difference(known: &[(String, [u8; 32])], now: &[Resource]) -> Difference {
    let mut difference = Difference::default();
    let mut known = known.iter().peekable();
    for resource in now {
        while let Some((iri, _)) = known.next_if(|(iri, _)| *iri < resource.iri) {
            difference.removed.push(iri.clone());
        }
        match known.next_if(|(iri, _)| *iri == resource.iri) {
            None => difference.added.push(resource.iri.clone()),
            Some((_, hash)) if *hash != resource.hash => difference.updated.push(resource.iri.clone()),
            Some(_) => difference.unchanged += 1,
        }
    }
    difference.removed.extend(known.map(|(iri, _)| iri.clone()));
    difference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Class;

    fn resource(iri: &str, hash: u8) -> Resource {
        Resource {
            iri: iri.to_owned(),
            class: Class::Dataset,
            title: None,
            hash: [hash; 32],
            n_triples: crate::resource::Packed::default(),
            identifier: None,
            given: false,
            triples: 0,
            embedded: Vec::new(),
            typed: Vec::new(),
            links: Vec::new(),
        }
    }

    #[test]
    fn each_resource_falls_into_one_list() {
        let known = [("a", 1), ("b", 1), ("d", 1), ("e", 1)].map(|(iri, hash)| (iri.to_owned(), [hash; 32]));
        let now = [resource("b", 1), resource("c", 1), resource("d", 2)];
        let expected = Difference {
            added: vec!["c".into()],
            updated: vec!["d".into()],
            removed: vec!["a".into(), "e".into()],
            unchanged: 1,
        };
        assert_eq!(difference(&known, &now), expected);
    }

    #[test]
    fn what_stays_as_it_is_known_neither_changes_nor_goes() {
        let known = [("a", 1), ("b", 1), ("c", 1)].map(|(iri, hash)| (iri.to_owned(), [hash; 32]));
        let mut difference = difference(&known, &[resource("b", 2), resource("c", 2)]);
        difference.keep(&["a".to_owned(), "b".to_owned()]);
        assert_eq!((difference.updated, difference.removed), (vec!["c".to_owned()], Vec::new()));
    }
}
