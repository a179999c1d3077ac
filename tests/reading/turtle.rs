//! Real Turtle: each triple stands where its predicate or its object is written.

use skord::rdf::vocab::rdf;
use skord::rdf::{Caps, Format, Graph, Term, TermId, Triple, parse};

use super::{BASE, folder, read};

#[test]
fn every_triple_stands_where_it_is_written() {
    let Some(corpus) = folder() else { return };
    let mut table = csv::ReaderBuilder::new().delimiter(b'\t').from_path(corpus.join("STATS.tsv")).expect("a table");
    let rows = table.deserialize::<std::collections::BTreeMap<String, String>>().map(|row| row.expect("a row"));
    let (mut files, mut triples, mut wrong) = (0, 0, Vec::new());
    for row in rows.filter(|row| row["file"].ends_with(".ttl")) {
        let bytes = read(&corpus.join(&row["file"]));
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let text = text.trim_start_matches('\u{feff}');
        let Ok(parsed) = parse(&bytes, Format::Turtle, BASE, &Caps::default()) else { continue };
        files += 1;
        for triple in parsed.graph.triples() {
            triples += 1;
            let place = parsed.graph.place(triple).expect("each stands somewhere");
            let there = &text[place.offset as usize..];
            if !is_there(&parsed.graph, triple, there) {
                let there: String = there.chars().take(60).collect();
                wrong.push(format!(
                    "{}, {place}: {:?} at {there:?}",
                    row["file"],
                    triple.map(|id| parsed.graph.term(id))
                ));
            }
        }
    }
    assert!(files > 80 && triples > 10_000, "{files} files, {triples} triples");
    assert!(wrong.is_empty(), "{} of {triples}: {:#?}", wrong.len(), &wrong[..wrong.len().min(10)]);
}

/// Whether the text begins with the predicate of a triple, or with its object, as far as that can be told without prefixes.
fn is_there(graph: &Graph, [subject, predicate, object]: &Triple, there: &str) -> bool {
    // A prefix may stand for the beginning of what looks like the name.
    let name = |id: TermId| {
        let name = graph.term(id).text().rsplit(['/', '#', ':', '.', '_']).next().unwrap_or_default().to_owned();
        if name.is_empty() { "/".to_owned() } else { name }
    };
    let token = there.split([' ', '\t', '\n', '\r']).next().unwrap_or_default();
    let predicate_iri = graph.term(*predicate).text();
    if token.contains(&name(*predicate)) || predicate_iri == rdf::TYPE && token == "a" {
        return true;
    }
    if [rdf::FIRST, rdf::REST].contains(&predicate_iri) {
        return true;
    }
    let is_object = match graph.term(*object) {
        Term::Blank(_) => there.starts_with(['[', '(', '_']),
        Term::Iri(_) => token.contains(&name(*object)),
        Term::Literal(literal) => there.starts_with(['"', '\'']) || there.starts_with(literal.lexical),
    };
    // Where a statement has one line it is the place of all.
    let line = there.lines().next().unwrap_or_default();
    let is_type = predicate_iri == rdf::TYPE && line.split([' ', '\t']).any(|token| token == "a");
    let is_subject = !graph.terms().is_blank(*subject) || line.starts_with(['[', '_']);
    is_object || (is_type || line.contains(&name(*predicate))) && is_subject
}
