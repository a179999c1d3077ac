//! Taking back what was said of resources that a document broke off in: of a resource that is not whole, nothing is known.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use super::sink::Sink;
use crate::rdf::TermId;

impl Sink {
    /// Takes back the triples of resources that were not complete when the document broke, and of blank nodes that only they led
    /// to.
    ///
    /// `since` is the first term that is not older than they are; older blank nodes stay.
    pub(super) fn take_back(&mut self, open: &[TermId], since: TermId) {
        let open: HashSet<TermId> = open.iter().copied().collect();
        self.take_back_nodes(&open, since);
    }

    /// The same of nodes of which it is not known when they came.
    pub(super) fn take_back_nodes(&mut self, open: &HashSet<TermId>, since: TermId) {
        // How many others name each blank node, and which ones it names.
        let mut named: HashMap<TermId, usize, RandomState> = HashMap::default();
        let mut names: HashMap<TermId, Vec<TermId>, RandomState> = HashMap::default();
        for &[subject, _, object] in self.builder.triples() {
            let is_inner = |id: TermId| self.builder.terms.is_blank(id) && id >= since;
            if subject != object && is_inner(object) {
                *named.entry(object).or_default() += 1;
                if is_inner(subject) || open.contains(&subject) {
                    names.entry(subject).or_default().push(object);
                }
            }
        }
        let mut lost = open.clone();
        let mut left: Vec<TermId> = open.iter().copied().collect();
        while let Some(subject) = left.pop() {
            for object in names.remove(&subject).unwrap_or_default() {
                if let Some(count) = named.get_mut(&object) {
                    *count -= 1;
                    if *count == 0 && lost.insert(object) {
                        left.push(object);
                    }
                }
            }
        }
        self.builder.retain(|[subject, ..]| !lost.contains(subject));
    }
}
