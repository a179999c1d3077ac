//! One fault in a real feed: never a panic, never silence, and what it does not touch survives.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use quick_xml::events::Event;
use rayon::prelude::*;
use skord::rdf::parse::{End, Note, Parsed};
use skord::rdf::vocab::dcat;
use skord::rdf::{Caps, Format, Graph, ParseError, parse};

use super::{BASE, folder, oracle, read, rows};

const FEEDS: usize = 20;
const EACH: usize = 100;
/// The largest feed that is used, in bytes; larger ones have nothing in them that these have not.
const LARGEST: u64 = 40_000;

/// A fault: where it is, and the document with it.
struct Fault {
    what: &'static str,
    at: usize,
    document: Vec<u8>,
}

struct Feed {
    name: String,
    bytes: Vec<u8>,
    parsed: Parsed,
    /// Whether another reader reads it strictly.
    is_strict: bool,
}

fn parsed(bytes: &[u8]) -> Result<Parsed, ParseError> {
    parse(bytes, Format::RdfXml, BASE, &Caps::default())
}

#[test]
fn one_fault_is_never_silent_and_costs_what_it_touches() {
    let Some(corpus) = folder() else { return };
    let mut rows = rows(&corpus);
    rows.retain(|row| row["bytes"].parse::<u64>().is_ok_and(|bytes| bytes < LARGEST) && row["Dataset"] != "0");
    // Real feeds first, and of them those with the most datasets.
    rows.sort_by_key(|row| (!row["file"].contains("-real/"), std::cmp::Reverse(row["Dataset"].parse::<u64>().ok())));
    let feeds: Vec<Feed> =
        rows.iter().take(FEEDS).map(|row| feed(&row["file"], read(&corpus.join(&row["file"])))).collect();
    assert_eq!(feeds.len(), FEEDS);
    let wrong: Vec<String> = feeds
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, feed)| {
            let mut rng = Rng::with_seed(number as u64);
            let faults = (0..).filter_map(move |round| fault(&feed.bytes, round, &mut rng)).take(EACH);
            faults.filter_map(move |fault| {
                let why = judge(feed, &fault).err()?;
                Some(format!("{}, {} at byte {}: {why}", feed.name, fault.what, fault.at))
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {:#?}", wrong.len(), FEEDS * EACH, &wrong[..wrong.len().min(20)]);
}

fn feed(name: &str, bytes: Vec<u8>) -> Feed {
    let parsed = parsed(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    Feed { name: name.to_owned(), is_strict: oracle::read(&bytes, false).is_ok(), bytes, parsed }
}

/// The document with a fault of one of seven kinds at a random place; `None` if it has no such place.
fn fault(bytes: &[u8], round: usize, rng: &mut Rng) -> Option<Fault> {
    let mut document = bytes.to_vec();
    let text = std::str::from_utf8(bytes).ok()?;
    let mut pick = |places: Vec<usize>| rng.choice(places);
    let after = |needle: &str| text.match_indices(needle).map(|(at, _)| at + needle.len()).collect::<Vec<_>>();
    let (what, at) = match round % 7 {
        0 => {
            let at = rng.usize(1..text.trim_end().len());
            document.truncate(at);
            ("a cut", at)
        }
        1 => {
            let at = rng.usize(..bytes.len());
            document[at] = rng.choice(*b"x<>&\"'/ =:;1\xff\n").unwrap_or(b'x');
            ("another byte", at)
        }
        2 => {
            let quote = pick(after("=\""))?;
            let begin = text[..quote].rfind(char::is_whitespace)?;
            let end = quote + text[quote..].find('"')? + 1;
            document.drain(begin..end);
            ("an attribute less", begin)
        }
        3 => {
            let at = pick(after("xml:lang=\""))?;
            let end = at + text[at..].find('"')?;
            let tag = rng.choice(["sv_SE", "", "på", "x y", "1"]).unwrap_or_default();
            document.splice(at..end, tag.bytes());
            ("another language tag", at)
        }
        4 => {
            let at = pick(after("=\"http"))?;
            document.insert(at + 3, b' ');
            ("a space in an address", at + 3)
        }
        5 => {
            let at = pick((0..text.len()).filter(|&at| text.is_char_boundary(at)).collect())?;
            document.insert(at, 0x0b);
            ("a control character", at)
        }
        _ => {
            let places =
                text.match_indices('<').filter(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_alphabetic()));
            let at = pick(places.map(|(at, _)| at + 1).collect())?;
            let name = &text[at..at + text[at..].find([' ', '>', '/', '\n', '\t', '\r'])?];
            let wrong = format!("fel:{}", name.rsplit(':').next()?);
            // In both tags, so that it stays XML.
            let closing = format!("</{name}>");
            if text[at..at + text[at..].find('>')?].ends_with('/') {
                document.splice(at..at + name.len(), wrong.bytes());
            } else {
                let end = matching(&text[at..], name)? + at;
                document.splice(end + 2..end + closing.len() - 1, wrong.bytes());
                document.splice(at..at + name.len(), wrong.bytes());
            }
            ("a wrong prefix", at)
        }
    };
    Some(Fault { what, at, document })
}

/// Where the end tag of the element at the beginning stands.
fn matching(text: &str, name: &str) -> Option<usize> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut depth = 1;
    let mut at = 1;
    loop {
        let end = at + text[at..].find(&close)?;
        let begins = text[at..end].match_indices(&open);
        let opened = begins.filter(|(begin, _)| {
            let tag = &text[at + begin + open.len()..];
            tag.starts_with([' ', '>', '\n']) && !tag[..tag.find('>').unwrap_or(0)].ends_with('/')
        });
        depth += opened.count();
        depth -= 1;
        if depth == 0 {
            return Some(end);
        }
        at = end + close.len();
    }
}

fn judge(feed: &Feed, fault: &Fault) -> Result<(), String> {
    // Only a DOCTYPE may make of XML what is refused.
    let is_xml = is_well_formed(&fault.document) && !fault.document.windows(2).any(|pair| pair == b"<!");
    let parsed = match parsed(&fault.document) {
        Ok(parsed) if is_xml && !parsed.end.is_whole() => return Err(format!("XML that breaks off: {:?}", parsed.end)),
        Ok(parsed) => parsed,
        Err(error) if is_xml => return Err(format!("XML that is refused: {error}")),
        Err(error) if error.place.is_some() => return Ok(()),
        Err(error) => return Err(format!("an error without a place: {error}")),
    };
    if let End::Broken(error) = &parsed.end {
        let place = error.place.ok_or("a break without a place")?;
        return match fault.what == "a cut" || is_told_after(fault, place.offset) {
            true => Ok(()),
            false => Err(format!("the break is told before the fault: {error}")),
        };
    }
    if fault.what == "a cut" {
        return Err("a cut document is read as a whole one".to_owned());
    }
    let before: BTreeSet<String> = feed.parsed.notes.iter().map(without_place).collect();
    let new: Vec<&Note> = parsed.notes.iter().filter(|note| !before.contains(&without_place(note))).collect();
    if new.is_empty() && parsed.notes.len() == feed.parsed.notes.len() {
        return silent(feed, fault, &parsed.graph);
    }
    if !new.is_empty() && !new.iter().any(|note| covers(fault, note)) {
        return Err(format!("no note covers it: {new:?}"));
    }
    match is_well_formed(&fault.document) {
        true => survives(feed, fault, &parsed.graph),
        false => Ok(()),
    }
}

/// Nothing was told: then nothing is changed, or nothing is wrong.
fn silent(feed: &Feed, fault: &Fault, graph: &Graph) -> Result<(), String> {
    if oracle::is_same(graph, &feed.parsed.graph) {
        return Ok(());
    }
    match oracle::read(&fault.document, !feed.is_strict) {
        Ok(other) if oracle::is_same(graph, &other) => Ok(()),
        Ok(other) => Err(format!("silent, with {} triples where another reader has {}", graph.len(), other.len())),
        Err(error) => Err(format!("silent where another reader says: {error}")),
    }
}

fn without_place(note: &Note) -> String {
    format!("{:?} {} {:?}", note.kind, note.was, note.became)
}

/// Whether the break is told at the tag that the fault is in, or later.
fn is_told_after(fault: &Fault, offset: u64) -> bool {
    let begin = fault.document[..fault.at].iter().rposition(|&byte| byte == b'<').unwrap_or(0);
    offset as usize >= begin
}

/// Whether a note stands in the tag that the fault is in or in the next, which may be another kind of element for it. A
/// namespace is missed only where it is used.
fn covers(fault: &Fault, note: &Note) -> bool {
    let Some(place) = note.place else { return false };
    let offset = place.offset as usize;
    let begin = fault.document[..fault.at].iter().rposition(|&byte| byte == b'<').unwrap_or(0);
    let ends = fault.document[fault.at..].iter().enumerate().filter(|(_, byte)| **byte == b'>');
    let end = ends.map(|(end, _)| fault.at + end).nth(1).unwrap_or(usize::MAX);
    let is_root = fault.document[begin..].starts_with(b"<rdf:RDF");
    begin <= offset && (offset <= end || is_root)
}

fn is_well_formed(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut reader = quick_xml::NsReader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut depth = 0;
    loop {
        match reader.read_resolved_event() {
            Ok((_, event @ (Event::Start(_) | Event::Empty(_)))) => {
                let (Event::Start(tag) | Event::Empty(tag)) = &event else { return false };
                if tag.attributes().any(|attribute| attribute.is_err()) || tag.contains('<') {
                    return false;
                }
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Ok((_, Event::End(_))) => depth -= 1,
            Ok((_, Event::Eof)) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// At least 95 of 100 datasets are as they were, the one that the fault is in aside. A fault in the outermost tag may take a
/// namespace away, and with it what all say in that; then most of it is there.
fn survives(feed: &Feed, fault: &Fault, graph: &Graph) -> Result<(), String> {
    let before = datasets(&feed.parsed.graph);
    let after = datasets(graph);
    let begin = fault.document[..fault.at].iter().rposition(|&byte| byte == b'<').unwrap_or(0);
    let is_root = fault.document[begin..].starts_with(b"<rdf:RDF");
    let kept = |(iri, said): &(&String, &Vec<String>)| {
        after.get(*iri).is_some_and(|now| now == *said || is_root && now.len() * 3 >= said.len() * 2)
    };
    let same = before.iter().filter(kept).count();
    match (same + 1) * 100 >= before.len() * 95 {
        true => Ok(()),
        false => Err(format!("{same} of {} datasets survive", before.len())),
    }
}

/// The datasets with names, and what each says; of a blank node, that it is there.
fn datasets(graph: &Graph) -> BTreeMap<String, Vec<String>> {
    let text = |id| match graph.terms().is_blank(id) {
        true => "[]".to_owned(),
        false => format!("{:?}", graph.term(id)),
    };
    let said = |id| {
        let mut said: Vec<String> =
            graph.properties(id).iter().map(|[_, predicate, object]| text(*predicate) + &text(*object)).collect();
        said.sort_unstable();
        said
    };
    let named = graph.instances(dcat::DATASET).filter(|id| graph.terms().is_iri(*id));
    named.map(|id| (graph.term(id).text().to_owned(), said(id))).collect()
}
