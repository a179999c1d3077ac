//! The corpus: every real and example file goes through without a panic, a hang or a silent loss, and real feeds merge right.
//!
//! The files lie beside the project, in `../shared/corpus` or where `SKORD_SHARED` points; without them nothing is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::shared::shared;
use rayon::prelude::*;
use regex::Regex;
use skord::harvest::process::{Document, process};
use skord::normalise::Settings;
use skord::rdf::parse::Mode;
use skord::rdf::vocab::{dcat, dcterms};
use skord::rdf::{Caps, Format, Graph, Term, parse};
use skord::resource::cut;
use skord::store::Outcome;
use skord::validate::Profile;

use super::support::feed;
use super::support::region::{Region, organisation};
use super::support::rounds::Rounds;

/// No file hangs. Ten seconds with the optimised binary are `.ci/corpus`'s to hold; here others may be at work beside this.
const BOUND: Duration = Duration::from_secs(90);

/// Files whose triples are other than rdflib counts, and why. Paths begin with these.
const OTHER_COUNTS: &[(&str, &str)] = &[
    (
        "eu-examples/ckan__catalog_pod.jsonld",
        "nodes below a key without an IRI, which the standard leaves out, stand there on their own",
    ),
    ("no-real/informasjonsfo__brreg.jsonld", NAMED_GRAPHS),
    (
        "no-real/informasjonsfo__datanorge.xml",
        "datatype without a prefix, which is read as if it had one and which rdflib reads as a property",
    ),
    ("no-real/informasjonsfo__difi-complete-2017-10-25.jsonld", NESTED_LIST),
    ("no-real/informasjonsfo__difi-complete-2018-03-08.jsonld", NESTED_LIST),
    ("no-real/informasjonsfo__difi-dataset-2017-10-19.jsonld", NESTED_LIST),
    ("no-real/informasjonsfo__entryscape.jsonld", NAMED_GRAPHS),
    ("no-real/informasjonsfo__test_entryscape_difi.jsonld.rdf", NAMED_GRAPHS),
    ("no-real/informasjonsfo__test_entryscape_geonorge.jsonld.rdf", NAMED_GRAPHS),
];
const NAMED_GRAPHS: &str = "the same triple stands in several named graphs, which are read into one";
const NESTED_LIST: &str = "a list in the list of @graph, which the standard reads and rdflib leaves out";

pub fn corpus() -> Option<PathBuf> {
    shared("corpus")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder is readable").map(|entry| entry.expect("an entry").path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn address(path: &Path) -> String {
    url::Url::from_file_path(path).expect("the path is absolute").into()
}

#[test]
fn every_file_goes_through_or_is_refused_with_a_reason() {
    let Some(corpus) = corpus() else { return };
    let mut paths = Vec::new();
    files(&corpus.canonicalize().expect("it is there"), &mut paths);
    assert!(paths.len() > 250, "{}", paths.len());
    let slow: Vec<String> = paths.par_iter().filter_map(|path| goes_through(path).err()).collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

fn goes_through(path: &Path) -> Result<(), String> {
    let name = path.display();
    let (bytes, url) = (read(path), address(path));
    let document = Document {
        content: Box::new(&*bytes),
        url: &url,
        name: &url,
        media_type: None,
        format: None,
        caps: Caps::default(),
        mode: Mode::Tolerant,
    };
    let began = Instant::now();
    match process(document, &Settings::new("https://data.example.se"), Profile::dcat_ap_se(), None) {
        Ok(checked) => {
            let parts = cut(&checked.graph).map_err(|error| format!("{name}: {error}"))?;
            let kept: usize = parts.resources.iter().map(|resource| resource.triples).sum();
            if kept + parts.unreachable < checked.graph.len() {
                return Err(format!("{name}: {kept} of {} triples are in a resource", checked.graph.len()));
            }
        }
        Err(failure) if failure.stage() == "parse" && !failure.to_string().is_empty() => {}
        Err(failure) => return Err(format!("{name}: {failure}")),
    }
    match began.elapsed() {
        time if time > BOUND => Err(format!("{name}: {time:?}")),
        _ => Ok(()),
    }
}

#[test]
fn every_file_has_the_triples_that_rdflib_finds() {
    let Some(corpus) = corpus() else { return };
    let corpus = corpus.canonicalize().expect("it is there");
    let mut table = csv::ReaderBuilder::new().delimiter(b'\t').from_path(corpus.join("STATS.tsv")).expect("a table");
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.expect("a row")).collect();
    let counted: Vec<_> =
        rows.iter().filter(|row| row["rdflib_error"].is_empty() && !row["triples"].is_empty()).collect();
    assert!(counted.len() > 150, "{}", counted.len());
    let differ: Vec<String> = counted
        .par_iter()
        .filter_map(|row| {
            let found = triples(&corpus.join(&row["file"]));
            (found != row["triples"]).then(|| format!("{}: {found}, not {}", row["file"], row["triples"]))
        })
        .collect();
    let named = |line: &&String| OTHER_COUNTS.iter().any(|(file, _)| line.starts_with(file));
    let unnamed: Vec<&String> = differ.iter().filter(|line| !named(line)).collect();
    assert!(unnamed.is_empty(), "{unnamed:#?}");
    let stale: Vec<_> =
        OTHER_COUNTS.iter().filter(|(file, _)| !differ.iter().any(|line| line.starts_with(file))).collect();
    assert!(stale.is_empty(), "no longer true: {stale:#?}");
}

fn triples(path: &Path) -> String {
    let (bytes, url) = (read(path), address(path));
    let graph = Format::detect(&bytes, None, &url)
        .map_err(|error| error.to_string())
        .and_then(|format| parse(&bytes, format, &url, &Caps::default()).map_err(|error| error.to_string()));
    graph.map_or_else(|error| error, |parsed| parsed.graph.len().to_string())
}

#[test]
fn the_feed_over_real_catalogues_has_every_dataset_once() {
    let Some(corpus) = corpus() else { return };
    let corpus = corpus.canonicalize().expect("it is there");
    let mut paths = Vec::new();
    for folder in ["se-real", "no-real"] {
        files(&corpus.join(folder), &mut paths);
    }
    let name = |path: &Path| path.strip_prefix(&corpus).expect("it lies below").to_string_lossy().into_owned();
    let id = |number: usize| format!("kalla-{number}");
    let organisations: String = paths
        .iter()
        .enumerate()
        .map(|(number, path)| organisation(&id(number), &format!("file:{}", name(path))))
        .collect();
    let region = Region::new(&organisations);
    let text = fs::read_to_string(region.config()).expect("it is there");
    let root = format!("file_root = {:?}", corpus.display().to_string());
    fs::write(region.config(), text.replace("file_root = \"files\"", &root)).expect("it can be written");

    let rounds = Rounds::of(&region.config());
    let round = rounds.round();
    let mut expected = BTreeSet::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (number, path) in paths.iter().enumerate() {
        let run = round
            .runs
            .iter()
            .find(|run| run.source == id(number))
            .unwrap_or_else(|| panic!("{} did not run", id(number)));
        let bytes = read(path);
        let graph = Format::detect(&bytes, None, &address(path)).ok();
        let graph = graph.and_then(|format| parse(&bytes, format, &address(path), &Caps::default()).ok());
        assert_eq!(run.outcome == Outcome::Changed, graph.is_some(), "{}: {run:?}", name(path));
        let Some(parsed) = graph else { continue };
        for (dataset, uuid) in datasets(&parsed.graph, number) {
            // The same UUID in an earlier document is the same dataset, whatever its address.
            if uuid.is_none_or(|uuid| *first.entry(uuid).or_insert(number) == number) {
                expected.insert(dataset);
            }
        }
    }
    let published = feed::current(&rounds.context.store, &region.data());
    let found = feed::instances(&published, dcat::DATASET);
    assert!(expected.len() > 500, "{}", expected.len());
    assert_eq!(found.len(), expected.len());
    assert_eq!(feed::objects(&published, "https://data.example.se/catalog", dcat::HAS_DATASET), found);
}

/// The datasets of a document, one an IRI, and one a blank node, which is nobody else's; with the UUID that the national portal
/// would know each by.
fn datasets(graph: &Graph, document: usize) -> Vec<(String, Option<String>)> {
    let uuid =
        Regex::new("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$").expect("a pattern");
    let identifier = graph.find_iri(dcterms::IDENTIFIER);
    let known_by = |dataset| {
        let values = identifier.into_iter().flat_map(|property| graph.objects(dataset, property));
        let texts = values.filter_map(|id| graph.term(id).as_literal()).map(|literal| literal.lexical);
        texts.filter(|text| uuid.is_match(text)).map(str::to_lowercase).min()
    };
    let name = |term: Term| match term {
        Term::Blank(number) => format!("_:{document}-{number:?}"),
        term => term.text().trim().to_owned(),
    };
    graph.instances(dcat::DATASET).map(|id| (name(graph.term(id)), known_by(id))).collect()
}
