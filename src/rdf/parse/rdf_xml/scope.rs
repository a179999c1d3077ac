//! What holds inside an element: namespaces, `xml:lang` and `xml:base`.

use oxiri::Iri;

use super::names::{NO_NAMESPACE, NamespaceId, XML};

/// What is declared, with the depth of the element that declares it.
pub(super) struct Scope {
    namespaces: Vec<(usize, Box<str>, NamespaceId)>,
    languages: Vec<(usize, Option<Box<str>>)>,
    bases: Vec<(usize, Iri<String>)>,
    /// The deepest that anything is declared.
    deepest: usize,
}

impl Scope {
    pub(super) fn new(base: Iri<String>) -> Self {
        Scope { namespaces: Vec::new(), languages: Vec::new(), bases: vec![(0, base)], deepest: 0 }
    }

    /// The number of namespaces that hold here.
    pub(super) fn namespaces(&self) -> usize {
        self.namespaces.len()
    }

    pub(super) fn add_namespace(&mut self, depth: usize, prefix: &str, namespace: NamespaceId) {
        self.namespaces.push((depth, prefix.into(), namespace));
        self.deepest = self.deepest.max(depth);
    }

    /// Declares a namespace for the whole document, below all others.
    pub(super) fn add_default(&mut self, prefix: &str, namespace: NamespaceId) {
        self.namespaces.insert(0, (0, prefix.into(), namespace));
    }

    pub(super) fn add_language(&mut self, depth: usize, language: Option<&str>) {
        self.languages.push((depth, language.map(Into::into)));
        self.deepest = self.deepest.max(depth);
    }

    pub(super) fn add_base(&mut self, depth: usize, base: Iri<String>) {
        self.bases.push((depth, base));
        self.deepest = self.deepest.max(depth);
    }

    /// What a prefix stands for; the empty one stands for the default namespace.
    pub(super) fn namespace(&self, prefix: &str) -> Option<NamespaceId> {
        let found = self.namespaces.iter().rev().find(|(_, known, _)| **known == *prefix);
        match found {
            Some((_, _, namespace)) => Some(*namespace),
            None if prefix.is_empty() => Some(NO_NAMESPACE),
            None if prefix == "xml" => Some(XML),
            None => None,
        }
    }

    pub(super) fn language(&self) -> Option<&str> {
        self.languages.last().and_then(|(_, language)| language.as_deref())
    }

    pub(super) fn base(&self) -> &Iri<String> {
        &self.bases.last().expect("that of the document is never taken away").1
    }

    /// Forgets what was declared deeper than that.
    pub(super) fn leave(&mut self, depth: usize) {
        if depth >= self.deepest {
            return;
        }
        while self.namespaces.pop_if(|(declared, ..)| *declared > depth).is_some() {}
        while self.languages.pop_if(|(declared, _)| *declared > depth).is_some() {}
        while self.bases.pop_if(|(declared, _)| *declared > depth).is_some() {}
        self.deepest = depth;
    }
}
