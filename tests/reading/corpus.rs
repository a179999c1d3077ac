//! Real RDF/XML beside another reader.

use rayon::prelude::*;
use skord::rdf::parse::{Mode, NoteKind};
use skord::rdf::{Caps, Format, Parsed, TextReader, parse, parse_text};

use super::{BASE, folder, oracle, read, rows};

#[test]
fn every_file_is_read_as_another_reader_does() {
    let Some(corpus) = folder() else { return };
    let rows = rows(&corpus);
    assert!(rows.len() > 50, "{}", rows.len());
    let wrong: Vec<String> = rows
        .par_iter()
        .filter(|row| row["rdflib_error"].is_empty() || row["ox_error"].is_empty())
        .filter_map(|row| {
            let name = row["file"].as_str();
            let bytes = read(&corpus.join(name));
            let parsed = match parse(&bytes, Format::RdfXml, BASE, &Caps::default()) {
                Ok(parsed) => parsed,
                Err(error) => return Some(format!("{name}: {error}")),
            };
            let text = TextReader::new(&*bytes, None).in_blocks(4096);
            match parse_text(text, Format::RdfXml, BASE, &Caps::default(), Mode::Tolerant) {
                Ok(pieces) if pieces.graph.triples() == parsed.graph.triples() && pieces.notes == parsed.notes => {}
                _ => return Some(format!("{name}: it reads otherwise in pieces")),
            }
            compare(&bytes, &parsed).err().map(|why| format!("{name}: {why}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn compare(bytes: &[u8], parsed: &Parsed) -> Result<(), String> {
    if !parsed.end.is_whole() {
        return Err(format!("{:?}", parsed.end));
    }
    let graph = oracle::read(bytes, true)?;
    if oracle::is_same(&parsed.graph, &graph) {
        return Ok(());
    }
    let (ours, theirs) = (oracle::lines(&parsed.graph), oracle::lines(&graph));
    let missing: Vec<_> = theirs.iter().filter(|line| !ours.contains(line)).take(3).collect();
    let other: Vec<_> = ours.iter().filter(|line| !theirs.contains(line)).take(3).collect();
    Err(format!("{} triples, not {}; without {missing:#?} but with {other:#?}", ours.len(), theirs.len()))
}

#[test]
fn feeds_that_a_strict_reader_refuses_whole_are_read_whole() {
    let Some(corpus) = folder() else { return };
    let cases = [
        ("no-real/informasjonsfo__dcat-11.xml", 12_200, vec![NoteKind::Iri]),
        ("no-real/informasjonsfo__datanorge.xml", 328, vec![NoteKind::Unprefixed; 10]),
    ];
    for (name, triples, notes) in cases {
        let bytes = read(&corpus.join(name));
        assert!(oracle::read_as_it_is(&bytes, false).is_err(), "{name} is refused");
        let parsed = parse(&bytes, Format::RdfXml, BASE, &Caps::default()).unwrap_or_else(|error| panic!("{error}"));
        assert!(parsed.end.is_whole());
        assert_eq!(parsed.graph.len(), triples, "{name}");
        assert_eq!(parsed.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), notes, "{name}");
    }
}
