//! The graph: terms interned to `u32`, triples in two sorted arrays, built once, then read-only.

use std::collections::HashMap;

use super::place::{Documents, Place};
use super::term::Term;
use super::terms::{TermId, Terms};
use super::vocab::rdf;

/// Subject, predicate, object.
pub type Triple = [TermId; 3];

/// The offset of a triple that is known from nowhere.
const NOWHERE: u32 = u32::MAX;

/// A read-only RDF graph (RDF 1.1 Concepts, section 3): a set of triples over one term table.
///
/// Lookups are binary searches in sorted arrays: by subject (and predicate), and by predicate (and object).
#[derive(Default)]
pub struct Graph {
    terms: Terms,
    /// Sorted, without duplicates.
    spo: Vec<Triple>,
    /// The same triples as predicate, object, subject; sorted.
    pos: Vec<Triple>,
    /// The byte at which each triple of `spo` stands in the documents; empty if none is known.
    offsets: Vec<u32>,
    /// The lines of those documents.
    documents: Documents,
}

/// Collects terms and triples, in any order and with duplicates, for a [`Graph`].
#[derive(Default)]
pub struct GraphBuilder {
    /// The term table; intern what the triples name.
    pub terms: Terms,
    triples: Vec<(Triple, u32)>,
    /// The lines of the documents that the offsets are those of.
    pub(super) documents: Documents,
}

impl GraphBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a triple. Nothing is checked: the parsers give what RDF allows.
    pub fn insert(&mut self, subject: TermId, predicate: TermId, object: TermId) {
        self.triples.push(([subject, predicate, object], NOWHERE));
    }

    /// Adds a triple that begins at a byte of the documents, one behind the other. Of a triple that stands there twice the first
    /// offset is kept; one that is not known, or beyond four gibibytes is not.
    pub fn insert_at(&mut self, triple: Triple, offset: impl Into<Option<usize>>) {
        self.triples.push((triple, offset.into().and_then(|offset| offset.try_into().ok()).unwrap_or(NOWHERE)));
    }

    /// Adds all triples of a graph, whose documents follow those that are there. Its blank nodes stay apart from those that are
    /// there.
    pub fn extend(&mut self, graph: &Graph) {
        let begin = self.documents.extend(&graph.documents);
        let names: Vec<TermId> = graph.terms.ids().map(|id| self.terms.intern_term(graph.term(id))).collect();
        let offsets = graph.offsets.iter().copied().chain(std::iter::repeat(NOWHERE));
        let moved = |offset: u32| u32::try_from(begin + u64::from(offset)).unwrap_or(NOWHERE);
        self.triples.extend(graph.spo.iter().zip(offsets).map(|(triple, offset)| {
            let offset = if offset == NOWHERE { NOWHERE } else { moved(offset) };
            (triple.map(|id| names[id.index()]), offset)
        }));
    }

    /// Puts other terms in the places of terms, in every position of every triple, which stays where it stands.
    pub fn rename(&mut self, names: &HashMap<TermId, TermId>) {
        for id in self.triples.iter_mut().flat_map(|(triple, _)| triple) {
            *id = names.get(id).copied().unwrap_or(*id);
        }
    }

    /// The number of triples so far, duplicates counted.
    pub fn len(&self) -> usize {
        self.triples.len()
    }

    /// Whether there are no triples so far.
    pub fn is_empty(&self) -> bool {
        self.triples.is_empty()
    }

    /// Keeps only the triples for which the test holds.
    pub fn retain(&mut self, mut test: impl FnMut(&Triple) -> bool) {
        self.triples.retain(|(triple, _)| test(triple));
    }

    /// Puts all but so many of the triples at one offset of their document.
    pub(super) fn all_at(&mut self, length: usize, offset: usize) {
        let offset = u32::try_from(offset).unwrap_or(NOWHERE);
        self.triples[length..].iter_mut().for_each(|(_, at)| *at = offset);
    }

    /// Keeps only so many of the triples, in the order of insertion.
    pub(super) fn truncate(&mut self, length: usize) {
        self.triples.truncate(length);
    }

    /// The triples so far, in the order of insertion, with duplicates.
    pub(super) fn triples(&self) -> impl Iterator<Item = &Triple> {
        self.triples.iter().map(|(triple, _)| triple)
    }

    /// Sorts, removes duplicates and makes the graph.
    pub fn finish(mut self) -> Graph {
        self.triples.sort_unstable();
        self.triples.dedup_by_key(|(triple, _)| *triple);
        let spo: Vec<Triple> = self.triples.iter().map(|(triple, _)| *triple).collect();
        let offsets: Vec<u32> = match self.triples.iter().all(|(_, offset)| *offset == NOWHERE) {
            true => Vec::new(),
            false => self.triples.iter().map(|(_, offset)| *offset).collect(),
        };
        drop(self.triples);
        let mut pos: Vec<Triple> = spo.iter().map(|&[s, p, o]| [p, o, s]).collect();
        pos.sort_unstable();
        self.terms.shrink();
        Graph { terms: self.terms, spo, pos, offsets, documents: self.documents }
    }
}

impl Graph {
    /// The number of triples.
    pub fn len(&self) -> usize {
        self.spo.len()
    }

    /// Whether there are no triples.
    pub fn is_empty(&self) -> bool {
        self.spo.is_empty()
    }

    /// The term table.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The term behind a name.
    pub fn term(&self, id: TermId) -> Term<'_> {
        self.terms.term(id)
    }

    /// The name of an IRI, if the graph's table holds it.
    pub fn find_iri(&self, iri: &str) -> Option<TermId> {
        self.terms.find_iri(iri)
    }

    /// All triples, sorted by subject, predicate and object names.
    pub fn triples(&self) -> &[Triple] {
        &self.spo
    }

    /// The byte at which a triple begins in the documents that the graph was read from, one behind the other, if the parser told.
    pub fn offset(&self, triple: &Triple) -> Option<usize> {
        let offset = *self.offsets.get(self.spo.binary_search(triple).ok()?)?;
        (offset != NOWHERE).then_some(offset as usize)
    }

    /// Where a triple stands in the documents that the graph was read from, if the parser told.
    pub fn place(&self, triple: &Triple) -> Option<Place> {
        self.place_of(self.offset(triple)?)
    }

    /// The place of a byte of the documents, one behind the other.
    pub fn place_of(&self, offset: usize) -> Option<Place> {
        self.documents.place(offset.try_into().ok()?)
    }

    /// The triples of a subject.
    pub fn properties(&self, subject: TermId) -> &[Triple] {
        range(&self.spo, &[subject])
    }

    /// The triples of a subject with a predicate.
    pub fn statements(&self, subject: TermId, predicate: TermId) -> &[Triple] {
        range(&self.spo, &[subject, predicate])
    }

    /// The objects of a subject and predicate.
    pub fn objects(&self, subject: TermId, predicate: TermId) -> impl ExactSizeIterator<Item = TermId> + '_ {
        self.statements(subject, predicate).iter().map(|t| t[2])
    }

    /// The first object of a subject and predicate, if any.
    pub fn object(&self, subject: TermId, predicate: TermId) -> Option<TermId> {
        self.statements(subject, predicate).first().map(|t| t[2])
    }

    /// The subjects that have an object by a predicate.
    pub fn subjects(&self, predicate: TermId, object: TermId) -> impl ExactSizeIterator<Item = TermId> + '_ {
        range(&self.pos, &[predicate, object]).iter().map(|t| t[2])
    }

    /// The triples of a predicate, each as (object, subject), sorted by object then subject.
    pub fn by_predicate(&self, predicate: TermId) -> impl ExactSizeIterator<Item = (TermId, TermId)> + '_ {
        range(&self.pos, &[predicate]).iter().map(|t| (t[1], t[2]))
    }

    /// Whether the graph holds the triple.
    pub fn contains(&self, triple: &Triple) -> bool {
        self.spo.binary_search(triple).is_ok()
    }

    /// Every subject once, sorted by name.
    pub fn subject_ids(&self) -> impl Iterator<Item = TermId> + '_ {
        self.spo.chunk_by(|a, b| a[0] == b[0]).map(|group| group[0][0])
    }

    /// Every subject once, sorted by term.
    pub fn subject_ids_by_term(&self) -> Vec<TermId> {
        let mut subjects: Vec<TermId> = self.subject_ids().collect();
        subjects.sort_by(|a, b| self.term(*a).cmp(&self.term(*b)));
        subjects
    }

    /// The subjects with the class as an `rdf:type`; no subclasses.
    pub fn instances(&self, class: &str) -> impl Iterator<Item = TermId> + '_ {
        self.find_iri(rdf::TYPE)
            .zip(self.find_iri(class))
            .into_iter()
            .flat_map(|(rdf_type, class)| self.subjects(rdf_type, class))
    }

    /// Takes the graph apart again, for a changed copy with the same term names.
    pub fn into_builder(self) -> GraphBuilder {
        let offsets = self.offsets.into_iter().chain(std::iter::repeat(NOWHERE));
        let triples = self.spo.into_iter().zip(offsets).collect();
        GraphBuilder { terms: self.terms, triples, documents: self.documents }
    }
}

/// The run of triples that begin with the key, by two binary searches.
fn range<'a>(sorted: &'a [Triple], key: &[TermId]) -> &'a [Triple] {
    let start = sorted.partition_point(|t| t[..key.len()] < *key);
    let rest = &sorted[start..];
    // Runs are short but for a few; galloping from the start beats a search over all the rest.
    let mut step = 1;
    while step < rest.len() && rest[step - 1][..key.len()] == *key {
        step *= 2;
    }
    let end = rest[..step.min(rest.len())].partition_point(|t| t[..key.len()] <= *key);
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::super::place::Lines;
    use super::*;

    #[test]
    fn triples_of_several_documents_know_which_they_stand_in() {
        let document = |text: &str, offset: usize| {
            let mut builder = GraphBuilder { documents: Documents::of(Lines::of(text)), ..GraphBuilder::new() };
            let [s, p, o] = ["s", "p", text].map(|name| builder.terms.iri(name));
            builder.insert_at([s, p, o], offset);
            builder.insert(s, p, s);
            builder.finish()
        };
        let (first, second) = (document("a\nb", 2), document("c\nd\ne", 4));
        let (mut behind, mut added) = (first.into_builder(), GraphBuilder::new());
        behind.extend(&second);
        added.extend(&document("", 0));
        added.extend(&second);
        for (builder, index) in [(behind, 1), (added, 1)] {
            let graph = builder.finish();
            let [s, p, o] = ["s", "p", "c\nd\ne"].map(|name| graph.find_iri(name).unwrap());
            assert_eq!(graph.place(&[s, p, o]), Some(Place { document: index, line: 3, column: 1, offset: 4 }));
            assert_eq!(graph.place(&[s, p, s]), None);
        }
    }

    #[test]
    fn what_lies_beyond_four_gibibytes_has_no_place() {
        let mut builder = GraphBuilder { documents: Documents::of(Lines::of("a")), ..GraphBuilder::new() };
        let [s, p] = ["s", "p"].map(|name| builder.terms.iri(name));
        builder.insert_at([s, p, s], u32::MAX as usize);
        builder.insert_at([s, p, p], (1 << 32) + 1);
        let far = builder.finish();
        assert_eq!([far.place(&[s, p, s]), far.place(&[s, p, p])], [None, None]);
        let mut end = GraphBuilder { documents: Documents::of(Lines::of("a")), ..GraphBuilder::new() };
        let [s, p] = ["s", "p"].map(|name| end.terms.iri(name));
        end.insert_at([s, p, s], u32::MAX as usize - 1);
        let mut all = GraphBuilder { documents: Documents::of(Lines::of("a")), ..GraphBuilder::new() };
        all.extend(&end.finish());
        let all = all.finish();
        let [s, p] = ["s", "p"].map(|name| all.find_iri(name).unwrap());
        assert_eq!(all.place(&[s, p, s]), None, "the documents before it push it over");
    }

    #[test]
    fn triples_know_where_they_stand_first_and_new_ones_do_not() {
        let mut builder =
            GraphBuilder { documents: Documents::of(Lines::of("one line\nanother")), ..GraphBuilder::new() };
        let [s, p, o] = ["s", "p", "o"].map(|name| builder.terms.iri(name));
        builder.insert_at([s, p, o], 12);
        builder.insert_at([s, p, o], 7);
        builder.insert_at([o, p, s], 9);
        let mut builder = builder.finish().into_builder();
        builder.retain(|triple| triple[0] == s);
        builder.insert(p, p, p);
        let graph = builder.finish();
        assert_eq!(graph.place(&[s, p, o]), Some(Place { document: 0, line: 1, column: 8, offset: 7 }));
        assert_eq!(graph.place(&[o, p, s]), None);
        assert_eq!(graph.place(&[p, p, p]), None);
    }

    #[test]
    fn triples_are_a_set_and_found_from_either_end() {
        let mut builder = GraphBuilder::new();
        let s = builder.terms.iri("http://example.org/s");
        let p = builder.terms.iri("http://example.org/p");
        let values: Vec<TermId> = (0..100).map(|n| builder.terms.string(&n.to_string())).collect();
        for &value in values.iter().chain(&values) {
            builder.insert(s, p, value);
            builder.insert(value, p, s);
        }
        let graph = builder.finish();
        assert_eq!(graph.len(), 200);
        assert_eq!(graph.objects(s, p).len(), 100);
        assert_eq!(graph.subjects(p, s).len(), 100);
        assert_eq!(graph.subjects(p, values[7]).collect::<Vec<_>>(), [s]);
        assert_eq!(graph.properties(p).len(), 0);
        assert_eq!(graph.by_predicate(p).len(), 200);
    }
}
