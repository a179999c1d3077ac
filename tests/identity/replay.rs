//! Real feeds whose datasets have no addresses, revision after revision.
//!
//! The truth is what a person would say who reads both revisions: two datasets are the same when all their titles and all access
//! URLs of their distributions are. Case and white space do not count, nor does the language of a title. Where several
//! of a revision have the same titles and access URLs a person cannot tell which is which; of those there are as many pairs as the
//! smaller number, and as many are kept as there are addresses among them in both revisions. Nothing of this is taken from the
//! normaliser: the keys are read from the document as it came.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use skord::rdf::vocab::{dcat, dcterms};
use skord::rdf::{Format, Graph, TermId};

use super::shared::shared;
use super::{harvested, read};

/// The share of the same datasets that must keep their address, in each step and in all.
const KEPT: f64 = 0.95;

/// Titles and access URLs, as a person reads them.
type Key = [BTreeSet<String>; 2];

/// The addresses of the datasets of a revision, by what a person knows them by.
type Revision = BTreeMap<Key, BTreeSet<String>>;

/// How many are the same from one revision to the next, and how many of those have the same address.
#[derive(Clone, Copy, Default)]
struct Step {
    same: usize,
    kept: usize,
}

impl Step {
    fn between(before: &Revision, after: &Revision) -> Step {
        let common = before.iter().filter_map(|(key, old)| Some((old, after.get(key)?)));
        common.fold(Step::default(), |step, (old, new)| {
            let same = old.len().min(new.len());
            Step { same: step.same + same, kept: step.kept + old.intersection(new).count() }
        })
    }

    fn share(self) -> f64 {
        self.kept as f64 / self.same.max(1) as f64
    }
}

#[test]
fn datasets_of_the_heritage_board_keep_their_addresses() {
    let Some(files) = revisions("raa-soch-") else { return };
    assert_eq!(files.len(), 10);
    let steps = replay(&files);
    assert_eq!(steps.len(), 9);
    let all =
        steps.iter().fold(Step::default(), |sum, step| Step { same: sum.same + step.same, kept: sum.kept + step.kept });
    println!("in all: {} of {} keep their address ({:.1} %)", all.kept, all.same, 100.0 * all.share());
    assert!(all.same > 1_000, "only {} datasets are the same from one revision to the next", all.same);
    assert!(steps.iter().chain([&all]).all(|step| step.share() >= KEPT));
}

/// These have addresses of their own for datasets, and their revisions are not in an order that is known.
#[test]
fn the_other_feed_with_revisions_keeps_its_addresses() {
    let Some(files) = revisions("orebro-openmeal-") else { return };
    assert!(replay(&files).iter().all(|step| step.share() >= KEPT));
}

fn revisions(name: &str) -> Option<Vec<PathBuf>> {
    let folder = fs::read_dir(shared("corpus/se-real")?).expect("the folder is readable");
    let files = folder.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name))).collect();
    files.sort();
    Some(files)
}

/// What stays from each revision to the next.
fn replay(files: &[PathBuf]) -> Vec<Step> {
    let all: Vec<Revision> = files.iter().map(revision).collect();
    let mut steps = Vec::new();
    for ((before, after), file) in all.iter().zip(&all[1..]).zip(&files[1..]) {
        let step = Step::between(before, after);
        let number = |revision: &Revision| revision.values().map(BTreeSet::len).sum::<usize>();
        let (old, new) = (number(before), number(after));
        println!(
            "{}: {old} -> {new} datasets, the same {}, of those with the same address {} ({:.1} %)",
            file.file_name().unwrap_or_default().to_string_lossy(),
            step.same,
            step.kept,
            100.0 * step.share()
        );
        steps.push(step);
    }
    steps
}

fn revision(file: &PathBuf) -> Revision {
    let graph = read(&fs::read(file).expect("the file is readable"), Format::RdfXml);
    let keys: Vec<(TermId, Key)> = graph.instances(dcat::DATASET).map(|id| (id, key(&graph, id))).collect();
    let harvested = harvested(graph);
    let mut revision = Revision::new();
    for (id, key) in keys {
        let named = harvested.names.get(&id).copied().unwrap_or(id);
        let address = harvested.graph.term(named).as_iri().expect("every dataset has an address");
        assert!(revision.entry(key).or_default().insert(address.to_owned()), "two datasets have one address");
    }
    revision
}

fn key(graph: &Graph, dataset: TermId) -> Key {
    let values = |subject, property: &str| {
        let property = graph.find_iri(property);
        property.map(|property| graph.objects(subject, property).collect::<Vec<TermId>>()).unwrap_or_default()
    };
    let titles = values(dataset, dcterms::TITLE).into_iter().map(|id| folded(graph.term(id).text()));
    let distributions = values(dataset, dcat::DISTRIBUTION).into_iter();
    let urls = distributions.flat_map(|distribution| values(distribution, dcat::ACCESS_URL));
    [titles.collect(), urls.map(|id| graph.term(id).text().to_owned()).collect()]
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ").to_lowercase()
}
