//! Real JSON-LD: in parts as in one piece, and what one fault makes of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use fastrand::Rng;
use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term};
use rayon::prelude::*;
use skord::rdf::parse::{End, ParseErrorKind, Parsed};
use skord::rdf::{Caps, Format, Graph, GraphBuilder, ParseError, TermId, parse};

use super::{BASE, folder, oracle, read};

const EACH: usize = 60;
/// The largest document that faults are put into, in bytes.
const LARGEST: usize = 60_000;

fn parsed(bytes: &[u8]) -> Result<Parsed, ParseError> {
    parse(bytes, Format::JsonLd, BASE, &Caps::default())
}

/// Every file of the corpus that JSON-LD's keywords stand in.
fn documents(corpus: &Path) -> Vec<(String, Vec<u8>)> {
    let mut folders: Vec<PathBuf> = vec![corpus.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(corpus).expect("it is inside").display().to_string();
            if name.ends_with(".jsonld") || name.ends_with(".json") || name.ends_with(".jsonld.rdf") {
                let bytes = read(&path);
                if Format::detect(&bytes, None, &name) == Ok(Format::JsonLd) {
                    found.push((name, bytes));
                }
            }
        }
    }
    found.sort();
    found
}

/// What oxjsonld makes of a document in one piece, if it needs no context from elsewhere.
fn plain(bytes: &[u8]) -> Result<Graph, String> {
    let parser = JsonLdParser::new().lenient().with_base_iri(BASE).expect("it is an IRI");
    let mut builder = GraphBuilder::new();
    let mut blanks: HashMap<String, TermId> = HashMap::new();
    for quad in parser.for_slice(bytes) {
        let quad = quad.map_err(|error| error.to_string())?;
        if !quad.predicate.as_str().contains(':') {
            continue;
        }
        let mut blank = |builder: &mut GraphBuilder, label: &str| {
            *blanks.entry(label.to_owned()).or_insert_with(|| builder.terms.fresh_blank())
        };
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => builder.terms.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => blank(&mut builder, node.as_str()),
        };
        let object = match &quad.object {
            Term::NamedNode(node) => builder.terms.iri(node.as_str()),
            Term::BlankNode(node) => blank(&mut builder, node.as_str()),
            Term::Literal(literal) => match literal.language() {
                Some(language) => builder.terms.tagged(literal.value(), &language.to_lowercase()),
                None => {
                    let datatype = builder.terms.iri(literal.datatype().as_str());
                    builder.terms.typed(literal.value(), datatype)
                }
            },
            Term::Triple(_) => return Err("a triple term".to_owned()),
        };
        let predicate = builder.terms.iri(quad.predicate.as_str());
        builder.insert(subject, predicate, object);
    }
    Ok(builder.finish())
}

#[test]
fn every_file_says_in_parts_what_it_says_in_one_piece() {
    let Some(corpus) = folder() else { return };
    let documents = documents(&corpus);
    let checked: Vec<Result<bool, String>> = documents
        .par_iter()
        .map(|(name, bytes)| {
            let plain = match plain(bytes) {
                Ok(plain) => plain,
                Err(error) if error.contains("No LoadDocumentCallback") => return Ok(false),
                // It loses something that is told, or is no JSON.
                Err(error) => {
                    return match parsed(bytes) {
                        Ok(parsed) if parsed.end.is_whole() && parsed.notes.is_empty() => {
                            Err(format!("{name}: {error}"))
                        }
                        _ => Ok(false),
                    };
                }
            };
            let parsed = parsed(bytes).map_err(|error| format!("{name}: {error}"))?;
            match parsed.end.is_whole() && oracle::is_same(&parsed.graph, &plain) {
                true => Ok(true),
                false => Err(format!("{name}: {} triples and {}, {:?}", parsed.graph.len(), plain.len(), parsed.end)),
            }
        })
        .collect();
    let wrong: Vec<&String> = checked.iter().filter_map(|checked| checked.as_ref().err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let compared = checked.iter().filter(|checked| matches!(checked, Ok(true))).count();
    assert!(compared > 20, "{compared} of {}", documents.len());
}

/// A fault: what it is, where, and the document with it.
struct Fault {
    what: &'static str,
    at: usize,
    document: Vec<u8>,
}

/// The document with a fault of one of ten kinds; `None` if it has no place for it.
fn fault(bytes: &[u8], round: usize, rng: &mut Rng) -> Option<Fault> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut document = bytes.to_vec();
    let mut any = |needle: &str| -> Option<usize> {
        let places: Vec<usize> = text.match_indices(needle).map(|(at, _)| at).collect();
        rng.choice(places)
    };
    let (what, at) = match round % 10 {
        0 => {
            let at = rng.usize(1..text.trim_end().len());
            document.truncate(at);
            ("a cut", at)
        }
        1 => {
            let at = any("\"")?;
            document.remove(at);
            ("a quote less", at)
        }
        2 => {
            let at = any("\"")?;
            document.insert(at, b'"');
            ("a quote more", at)
        }
        3 => {
            let at = any(",")?;
            document.remove(at);
            ("a comma less", at)
        }
        4 => {
            let at = any("}")?;
            document.remove(at);
            ("a brace less", at)
        }
        5 => {
            let at = any("{")?;
            document.remove(at);
            ("a brace less", at)
        }
        6 => {
            let at = any("]")?;
            document.remove(at);
            ("a bracket less", at)
        }
        7 => {
            let at = any("\"@id\": \"").or_else(|| any("\"@id\":\""))?;
            let begin = at + text[at..].find(':')? + 1;
            let end = begin + text[begin..].find(['\n', ',', '}'])?;
            document.splice(begin..end, *b"[7]");
            ("another value for a keyword", at)
        }
        8 => {
            let at = rng.usize(..text.len());
            document.insert(at, rng.choice([0x01, b'\n', b'\\', b'}', b'{', b'x', b':'])?);
            ("a byte more", at)
        }
        _ => {
            let at = any("\"http")?;
            document.insert(at + 5, b' ');
            ("a space in an address", at)
        }
    };
    Some(Fault { what, at, document })
}

/// The named nodes with types, and how many properties each has.
fn nodes(graph: &Graph) -> BTreeMap<String, usize> {
    let subjects: BTreeSet<TermId> = graph.triples().iter().map(|triple| triple[0]).collect();
    let named = subjects.into_iter().filter(|&id| graph.terms().is_iri(id));
    named.map(|id| (graph.term(id).text().to_owned(), graph.properties(id).len())).collect()
}

/// How many of the nodes with names are there as they were, and of how many.
fn survivors(before: &Graph, after: &Graph) -> (usize, usize) {
    let (before, after) = (nodes(before), nodes(after));
    (before.iter().filter(|(name, properties)| after.get(*name) == Some(*properties)).count(), before.len())
}

/// What is wrong, or how many nodes are as they were and of how many, if something is lost.
type Judged = Result<Option<(usize, usize)>, String>;

/// Whether it was told if it is not what it was; and who survives.
fn judge(whole: &Parsed, fault: &Fault) -> Judged {
    let parsed = match parsed(&fault.document) {
        Ok(parsed) => parsed,
        Err(error) if error.place.is_some() && fault.what == "a cut" => return Ok(None),
        Err(error) if error.place.is_some() => return Ok(Some((0, nodes(&whole.graph).len()))),
        Err(error) => return Err(format!("an error without a place: {error}")),
    };
    if fault.what == "a cut" {
        return match parsed.end {
            End::Broken(ParseError { kind: ParseErrorKind::Truncated(_), .. }) => Ok(None),
            end => Err(format!("a cut document is read as {end:?}")),
        };
    }
    let is_told = !parsed.end.is_whole() || parsed.notes.len() > whole.notes.len();
    let is_json = serde_json::from_slice::<serde_json::Value>(&fault.document).is_ok();
    if !is_told && !is_json {
        return Err("no JSON, and nothing is told".to_owned());
    }
    if !is_told && !oracle::is_same(&parsed.graph, &plain(&fault.document)?) {
        return Err("silent, and not what it says in one piece".to_owned());
    }
    Ok(match parsed.end {
        End::Broken(_) => Some(survivors(&whole.graph, &parsed.graph)),
        End::Whole => None,
    })
}

#[test]
fn one_fault_is_never_silent_and_costs_what_it_touches() {
    let Some(corpus) = folder() else { return };
    let mut documents = documents(&corpus);
    documents.extend(catalogues(50));
    documents.retain(|(_, bytes)| {
        bytes.len() < LARGEST && plain(bytes).is_ok() && parsed(bytes).is_ok_and(|parsed| parsed.end.is_whole())
    });
    assert!(documents.len() > 15, "{}", documents.len());
    let judged: Vec<(String, Judged)> = documents
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, (name, bytes))| {
            let whole = parsed(bytes).expect("it was read");
            let mut rng = Rng::with_seed(number as u64);
            (0..EACH).filter_map(move |round| {
                let fault = fault(bytes, round, &mut rng)?;
                Some((format!("{name}, {} at byte {}", fault.what, fault.at), judge(&whole, &fault)))
            })
        })
        .collect();
    let wrong: Vec<String> =
        judged.iter().filter_map(|(name, why)| Some(format!("{name}: {}", why.as_ref().err()?))).collect();
    assert!(wrong.is_empty(), "{} of {}: {:#?}", wrong.len(), judged.len(), &wrong[..wrong.len().min(20)]);
    let survivors = |(name, counts): &(String, Judged)| {
        let (same, all) = (*counts.as_ref().ok()?)?;
        Some((name.clone(), same, all))
    };
    let costs: Vec<(String, usize, usize)> = judged.iter().filter_map(survivors).collect();
    assert!(costs.len() > 500, "{} of {} faults lose something", costs.len(), judged.len());
    // In a document of few nodes the one that the fault is in and those around it are many of all.
    let many: Vec<&(String, usize, usize)> = costs.iter().filter(|(_, _, all)| *all >= 100).collect();
    let hard: Vec<_> = many.iter().filter(|(_, same, all)| same * 100 < all * 95).collect();
    assert!(many.len() > 100, "{}", many.len());
    assert!(hard.len() * 50 <= many.len(), "{} of {}: {hard:#?}", hard.len(), many.len());
}

/// Catalogues of so many datasets as they are written: as a graph and as a tree, with and without line ends.
fn catalogues(datasets: usize) -> Vec<(String, Vec<u8>)> {
    let context =
        serde_json::json!({"@vocab": "http://e.org/", "dcat": "http://www.w3.org/ns/dcat#", "url": {"@type": "@id"}});
    let dataset = |number: usize, link: bool| {
        let file = |part: usize| serde_json::json!({"@id": format!("http://e.org/f/{number}/{part}"), "@type": "File", "url": format!("http://e.org/{number}.csv")});
        let reference = |part: usize| serde_json::json!({"@id": format!("http://e.org/f/{number}/{part}")});
        let files = if link { [reference(0), reference(1)] } else { [file(0), file(1)] };
        let mut nodes = vec![serde_json::json!({
            "@id": format!("http://e.org/d/{number}"), "@type": "dcat:Dataset",
            "title": [{"@value": format!("Namn, {{{number}}}"), "@language": "sv"}, {"@value": "Name", "@language": "en"}],
            "keyword": ["a", "b"], "publisher": {"name": "x"}, "distribution": files
        })];
        if link {
            nodes.extend([file(0), file(1)]);
        }
        nodes
    };
    let all = |link: bool| (0..datasets).flat_map(|number| dataset(number, link)).collect::<Vec<_>>();
    let graph = serde_json::json!({"@context": context, "@graph": all(true)});
    let tree =
        serde_json::json!({"@context": context, "@id": "http://e.org/c", "dcat:dataset": all(false), "title": "Alla"});
    let within = serde_json::json!({"@context": context, "@graph": [tree.clone()]});
    let each = [("a graph", graph), ("a tree", tree), ("a tree in a graph", within)];
    let texts = each.iter().flat_map(|(name, value)| {
        [(format!("{name} in lines"), format!("{value:#}")), (format!("{name} in a line"), value.to_string())]
    });
    texts.map(|(name, text)| (name, text.into_bytes())).collect()
}
