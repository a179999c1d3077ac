//! What several documents of a source repeat without a name: a publisher or a contact that each page describes anew.
//!
//! In: the union of the documents. Out: the same with one of each. Two nameless descriptions are the same if the same thing
//! leads to them by the same property and they say the same, down to the last statement.

use std::collections::{BTreeMap, HashMap, HashSet};

use sha2::{Digest, Sha256};

use crate::rdf::{Graph, GraphBuilder, Literal, Term, TermId, Triple};

/// How deep nameless descriptions are compared; deeper ones, and circles, stay as they are.
const DEEPEST: usize = 8;

/// The graph without nameless descriptions that stand in it twice.
pub(super) fn without_repeats(graph: Graph) -> GraphBuilder {
    let gone = repeated(&graph);
    let mut builder = graph.into_builder();
    builder.retain(|triple| !gone.contains(triple));
    builder
}

/// The statements of all descriptions but the first of each kind.
fn repeated(graph: &Graph) -> HashSet<Triple> {
    let terms = graph.terms();
    let mut led_to: HashMap<TermId, u32> = HashMap::new();
    for triple in graph.triples().iter().filter(|triple| terms.is_blank(triple[2])) {
        *led_to.entry(triple[2]).or_default() += 1;
    }
    // What several things lead to is not theirs alone.
    let is_own = |node: TermId| led_to.get(&node) == Some(&1);
    let mut seen = BTreeMap::new();
    let mut gone = HashSet::new();
    let roots = graph.triples().iter().filter(|triple| !terms.is_blank(triple[0]) && terms.is_blank(triple[2]));
    for &triple in roots.filter(|triple| is_own(triple[2])) {
        let Some(content) = content(graph, triple[2], &is_own, 0) else { continue };
        let first = *seen.entry((triple[0], triple[1], content)).or_insert(triple[2]);
        if first != triple[2] {
            gone.insert(triple);
            take(graph, triple[2], &mut gone);
        }
    }
    gone
}

/// A hash of all that a nameless description says, or `None` where that cannot be told.
fn content(graph: &Graph, node: TermId, is_own: &impl Fn(TermId) -> bool, depth: usize) -> Option<[u8; 32]> {
    if depth > DEEPEST {
        return None;
    }
    let mut parts = Vec::new();
    for &[_, property, object] in graph.properties(node) {
        let value = match graph.terms().is_blank(object) {
            true if is_own(object) => content(graph, object, is_own, depth + 1)?,
            true => return None,
            false => of_term(graph.term(object)),
        };
        parts.push([of_term(graph.term(property)), value]);
    }
    parts.sort_unstable();
    Some(Sha256::digest(parts.as_flattened().as_flattened()).into())
}

fn of_term(term: Term<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    };
    match term {
        Term::Iri(iri) => part(iri),
        Term::Blank(_) => {}
        Term::Literal(Literal { lexical, datatype, language }) => {
            part(lexical);
            part(datatype);
            part(language.unwrap_or_default());
        }
    }
    hash.finalize().into()
}

/// Marks all statements of a nameless description; it is a tree, as its content could be told.
fn take(graph: &Graph, node: TermId, gone: &mut HashSet<Triple>) {
    for &triple in graph.properties(node) {
        gone.insert(triple);
        if graph.terms().is_blank(triple[2]) {
            take(graph, triple[2], gone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    fn triples(turtle: &str) -> usize {
        let turtle = format!("@prefix : <http://example.org/> . {turtle}");
        let graph = parse(turtle.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default()).unwrap().graph;
        without_repeats(graph).finish().len()
    }

    #[test]
    fn what_says_the_same_stands_once() {
        assert_eq!(triples(":a :p [ :n \"x\"@sv ; :m [ :q 1 ] ] , [ :m [ :q 1 ] ; :n \"x\"@sv ] ."), 4);
        assert_eq!(triples(":a :p [ :n \"x\"@sv ] , [ :n \"x\"@sv ] , [ :n \"x\"@sv ] ."), 2);
    }

    #[test]
    fn what_differs_or_belongs_to_others_stays() {
        assert_eq!(triples(":a :p [ :n \"x\"@sv ] , [ :n \"x\"@en ] , [ :n \"x\" ] ."), 6);
        assert_eq!(triples(":a :p [ :n \"x\" ] . :b :p [ :n \"x\" ] ."), 4);
        assert_eq!(triples(":a :p [ :n \"x\" ] ; :q [ :n \"x\" ] ."), 4);
        assert_eq!(triples(":a :p _:x , _:y . :b :p _:x , _:y . _:x :n 1 . _:y :n 1 ."), 6);
        assert_eq!(triples(":a :p _:x , _:y . _:x :n _:x . _:y :n _:y ."), 4);
    }
}
