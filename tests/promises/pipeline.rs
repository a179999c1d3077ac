//! Rounds of harvesting, from the config to the feed: what changes, what stays when a source fails, and who owns what.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::support::feed;
use super::support::origin::Origin;
use super::support::region::{Region, organisation, project};
use super::support::rounds::Rounds;
use serde_json::Value;
use skord::config::{self, SubCatalogues};
use skord::harvest::Published;
use skord::rdf::Format;
use skord::rdf::vocab::{dcat, dcterms};
use skord::schedule::{Progress, Round};
use skord::store::{ConflictRow, Outcome, RunRow};

const CATALOGUE: &str = "https://data.example.se/catalog";

/// A catalogue of a municipality with datasets of the given names and titles.
fn catalogue(host: &str, datasets: &[(&str, &str)]) -> String {
    let mut text = format!(
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n\
         @prefix foaf: <http://xmlns.com/foaf/0.1/> . @base <https://{host}/> .\n\
         <om> a foaf:Agent ; foaf:name \"{host}\"@sv .\n<katalog> a dcat:Catalog ; dcterms:title \"{host}\"@sv .\n"
    );
    for (name, title) in datasets {
        text.push_str(&format!(
            "<katalog> dcat:dataset <{name}> .\n<{name}> a dcat:Dataset ; dcterms:title \"{title}\"@sv ; dcterms:publisher <om> .\n"
        ));
    }
    text
}

fn run<'a>(round: &'a Round, source: &str) -> &'a RunRow {
    round.runs.iter().find(|run| run.source == source).unwrap_or_else(|| panic!("{source} did not run: {round:?}"))
}

fn snapshot(round: &Round) -> (&str, bool) {
    match &round.published {
        Some(Ok(Published::Snapshot(row))) => (&row.id, true),
        Some(Ok(Published::Unchanged(row))) => (&row.id, false),
        other => panic!("nothing is published: {other:?}"),
    }
}

fn datasets(rounds: &Rounds) -> Vec<String> {
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    let described = feed::instances(&published, dcat::DATASET);
    assert_eq!(feed::objects(&published, CATALOGUE, dcat::HAS_DATASET), described);
    described
}

fn changed(rounds: &Rounds, run: &RunRow, change: &str) -> Vec<String> {
    rounds.context.store.run_resources(run.id, change).expect("the store can be read")
}

#[test]
fn rounds_tell_what_was_added_updated_and_removed() {
    let region = Region::new(&(organisation("a", "file:a.ttl") + &organisation("b", "file:b.ttl")));
    region
        .put("a.ttl", catalogue("a.example.se", &[("bad", "Bad"), ("lek", "Lek"), ("skola", "Skola"), ("vag", "Väg")]));
    region.put("b.ttl", catalogue("b.example.se", &[("karta", "Karta")]));
    let rounds = Rounds::of(&region.config());
    let (first, first_id) = {
        let round = rounds.round();
        let id = snapshot(&round).0.to_owned();
        (round, id)
    };
    assert_eq!((run(&first, "a").counts.added, run(&first, "b").counts.added), (6, 3));
    assert_eq!(datasets(&rounds).len(), 5);

    region.put(
        "a.ttl",
        catalogue("a.example.se", &[("bad", "Badplatser"), ("lek", "Lek"), ("skola", "Skola"), ("ny", "Ny")]),
    );
    let second = rounds.round();
    let (a, b) = (run(&second, "a"), run(&second, "b"));
    assert_eq!((a.outcome, b.outcome), (Outcome::Changed, Outcome::Unchanged));
    assert_eq!(changed(&rounds, a, "added"), ["https://a.example.se/ny"]);
    assert_eq!(changed(&rounds, a, "updated"), ["https://a.example.se/bad", "https://a.example.se/katalog"]);
    assert_eq!(changed(&rounds, a, "removed"), ["https://a.example.se/vag"]);
    assert_eq!((a.counts.unchanged, b.counts.unchanged), (3, 3));
    assert_ne!(snapshot(&second), (first_id.as_str(), true));
    assert!(!datasets(&rounds).contains(&"https://a.example.se/vag".to_owned()));

    let third = rounds.round();
    assert_eq!(snapshot(&third), (snapshot(&second).0, false), "the same state is the same snapshot");
}

#[test]
fn a_source_that_fails_keeps_what_it_said_and_its_neighbour_goes_on() {
    let region = Region::new(&(organisation("kommun", "file:feed") + &organisation("granne", "file:granne.ttl")));
    let good = catalogue("kommun.example.se", &[("bad", "Bad"), ("lek", "Lek")]);
    region.put("feed", &good);
    region.put("granne.ttl", catalogue("granne.example.se", &[("karta", "Karta 0")]));
    let rounds = Rounds::of(&region.config());
    rounds.round();
    let mut failures = 0;
    for (number, (case, feed, told)) in broken().into_iter().enumerate() {
        match feed {
            Some(feed) => region.put("feed", feed),
            None => fs::remove_file(region.files().join("feed")).expect("it is there"),
        }
        region.put("granne.ttl", catalogue("granne.example.se", &[("karta", &format!("Karta {}", number + 1))]));
        let round = rounds.round();
        let failed = run(&round, "kommun");
        if let Some(remark) = told["remark"].as_str() {
            assert_eq!((failed.outcome, failed.counts.removed), (Outcome::Changed, 0), "{case}");
            let remarks = rounds.context.store.remarks(failed.id).expect("the store can be read");
            assert_eq!(remarks.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), [remark], "{case}");
            assert_eq!(datasets(&rounds).len(), 3, "{case}");
            failures = 0;
            continue;
        }
        failures += 1;
        assert_eq!(failed.outcome, Outcome::Failed, "{case}");
        assert_eq!(failed.stage.as_deref(), told["stage"].as_str(), "{case}: {failed:?}");
        assert_eq!(failed.code.as_deref(), told["code"].as_str(), "{case}: {failed:?}");
        assert!(failed.message.as_ref().is_some_and(|message| !message.is_empty()), "{case}");
        assert_eq!(run(&round, "granne").counts.updated, 1, "{case}");
        assert_eq!(datasets(&rounds).len(), 3, "{case}");
        let row = rounds.context.store.source("kommun").expect("the store can be read").expect("it is known");
        assert_eq!(row.failures, failures, "{case}");
        assert!(row.failing_since.is_some(), "{case}");
    }
    region.put("feed", &good);
    let round = rounds.round();
    let back = run(&round, "kommun");
    assert_eq!((back.counts.removed, datasets(&rounds).len()), (0, 3), "{back:?}");
    assert_ne!(back.outcome, Outcome::Failed, "{back:?}");
    let row = rounds.context.store.source("kommun").expect("the store can be read").expect("it is known");
    assert_eq!((row.failures, row.failing_since), (0, None));
}

/// The cases of `fixtures/sources/dcat`: a name, what the source says (or that it is gone), and what the run tells.
fn broken() -> Vec<(String, Option<Vec<u8>>, Value)> {
    let mut folders: Vec<PathBuf> = fs::read_dir(project("fixtures/sources/dcat"))
        .expect("the fixtures are readable")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    // A file that is gone comes first: every case leaves one behind.
    let mut cases = vec![("missing".to_owned(), None, serde_json::json!({ "stage": "fetch", "code": "file" }))];
    for folder in folders {
        let read = |path: &Path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let told = serde_json::from_slice(&read(&folder.join("run.json"))).expect("run.json is JSON");
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        cases.push((name, Some(read(&folder.join("feed"))), told));
    }
    assert!(cases.len() >= 8);
    cases
}

#[test]
fn what_did_not_change_is_not_read() {
    let region = Region::new(&organisation("kommun", "file:feed.ttl"));
    region.put("feed.ttl", catalogue("kommun.example.se", &[("bad", "Bad"), ("lek", "Lek")]));
    Rounds::of(&region.config()).round();
    let blobs = files_below(&region.data().join("blobs"));
    assert_eq!(blobs.len(), 1);

    // A limit that any reading breaks: only bytes that nobody parses pass.
    let mut config = config::load(&region.config()).expect("it loads");
    config.organisations[0].sources[0].limits.triples = 1;
    let rounds = Rounds::open(config);
    let round = rounds.round();
    assert_eq!(run(&round, "kommun").outcome, Outcome::Unchanged);
    assert_eq!(files_below(&region.data().join("blobs")), blobs, "nothing new is kept");
    let payload = rounds.context.store.kept_payloads(10, 0).expect("the store can be read");
    assert_eq!(payload.len(), 1, "the run refers to no payload of its own");

    region.put("feed.ttl", catalogue("kommun.example.se", &[("bad", "Bad"), ("lek", "Lekplatser")]));
    assert_eq!(run(&rounds.round(), "kommun").code.as_deref(), Some("too-large"), "the limit is one");
}

#[test]
fn a_web_page_is_read_for_the_json_ld_in_it_only_when_its_source_says_so() {
    let page = r#"<!DOCTYPE html><html><head><title>Data</title><base href="https://kommun.example.se/data/">
        <script type="application/ld+json">{"@context": {"@vocab": "http://www.w3.org/ns/dcat#", "title": "http://purl.org/dc/terms/title"},
        "@id": "katalog", "@type": "Catalog", "title": {"@value": "Data", "@language": "sv"}, "dataset": [{"@id": "bad"}, {"@id": "lek"}]}</script>
        <script>var nothing = "<script type='application/ld+json'>";</script></head><body>
        <script type="application/ld+json">[{"@context": {"@vocab": "http://www.w3.org/ns/dcat#", "title": "http://purl.org/dc/terms/title"},
        "@id": "bad", "@type": "Dataset", "title": {"@value": "Bad & sim", "@language": "sv"}}]</script>
        <script type="application/ld+json">{"@context": {"@vocab": "http://www.w3.org/ns/dcat#", "title": "http://purl.org/dc/terms/title"},
        "@id": "lek", "@type": "Dataset", "title": {"@value": "Lek", "@language": "sv"}}</script></body></html>"#;
    let source = organisation("kommun", "file:page.html");
    let region = Region::new(&source);
    region.put("page.html", page);
    assert_eq!(run(&Rounds::of(&region.config()).round(), "kommun").code.as_deref(), Some("landing-page"));

    region.configure("Region", &source.replace("{ url", "{ format = \"html\", url"));
    let rounds = Rounds::of(&region.config());
    let round = rounds.round();
    assert_eq!(run(&round, "kommun").code, None, "{:?}", run(&round, "kommun"));
    assert_eq!(datasets(&rounds), ["bad", "lek"].map(|name| format!("https://kommun.example.se/data/{name}")));
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn a_server_is_asked_whether_anything_changed() {
    let origin = Origin::start();
    let region = Region::new(&organisation("kommun", &origin.url("/dcat")));
    origin.say(&catalogue("kommun.example.se", &[("bad", "Bad")]), "\"one\"");
    let rounds = Rounds::of(&region.config());
    assert_eq!(run(&rounds.round(), "kommun").outcome, Outcome::Changed);
    assert!(!origin.last_request().to_lowercase().contains("if-none-match"));
    assert_eq!(run(&rounds.round(), "kommun").outcome, Outcome::Unchanged);
    assert!(origin.last_request().to_lowercase().contains("if-none-match: \"one\""));
    origin.say(&catalogue("kommun.example.se", &[("bad", "Badplatser")]), "\"two\"");
    assert_eq!(run(&rounds.round(), "kommun").counts.updated, 1);
    assert_eq!(datasets(&rounds), ["https://kommun.example.se/bad"]);
}

#[test]
fn a_large_removal_waits_until_somebody_approves_it() {
    let region = Region::new(&organisation("kommun", "file:feed.ttl"));
    let all = [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"), ("e", "E"), ("f", "F"), ("g", "G"), ("h", "H")];
    region.put("feed.ttl", catalogue("kommun.example.se", &all));
    let rounds = Rounds::of(&region.config());
    rounds.round();

    region.put("feed.ttl", catalogue("kommun.example.se", &all[..6]));
    assert_eq!(run(&rounds.round(), "kommun").counts.removed, 2, "a quarter is no alarm");
    region.put("feed.ttl", catalogue("kommun.example.se", &all[..4]));
    let held = rounds.round();
    assert_eq!((run(&held, "kommun").counts.removed, run(&held, "kommun").counts.held), (0, 2));
    assert_eq!(
        changed(&rounds, run(&held, "kommun"), "held"),
        ["https://kommun.example.se/e", "https://kommun.example.se/f"]
    );
    assert_eq!(datasets(&rounds).len(), 6);
    let again = rounds.round();
    assert_eq!((run(&again, "kommun").outcome, run(&again, "kommun").counts.held), (Outcome::Unchanged, 2));

    let wrong = rounds.approve("kommun", run(&again, "kommun").id);
    assert!(
        wrong.is_err_and(|error| error.to_string().contains("look at it first")),
        "the set has the name of the run that found it"
    );
    let gone = rounds.approve("kommun", run(&held, "kommun").id).expect("it is held");
    assert_eq!(gone, ["https://kommun.example.se/e", "https://kommun.example.se/f"]);
    let after = rounds.round();
    assert_eq!((run(&after, "kommun").counts.removed, run(&after, "kommun").counts.held), (0, 0));
    assert_eq!(datasets(&rounds).len(), 4);
}

#[test]
fn one_source_owns_a_dataset_and_both_are_told() {
    let organisations = [
        "[[organisation]]\nid = \"bolag\"\nname = \"B\"\nsector = \"private\"\nsource = [{ url = \"file:bolag.ttl\" }]\n",
        "[[organisation]]\nid = \"kommun\"\nname = \"K\"\nsource = [{ url = \"file:kommun.ttl\" }]\n",
        "[[organisation]]\nid = \"region\"\nname = \"R\"\npriority = 1\nsector = \"private\"\nsource = [{ url = \"file:region.ttl\" }]\n",
    ];
    let region = Region::new(&organisations.concat());
    for (file, title) in [("bolag.ttl", "Bolagets"), ("kommun.ttl", "Kommunens"), ("region.ttl", "Regionens")] {
        let one = if file == "region.ttl" { ("a", title) } else { ("b", title) };
        region.put(file, catalogue("delad.example.se", &[("alla", title), one]));
    }
    let rounds = Rounds::of(&region.config());
    rounds.round();
    let published = feed::current(&rounds.context.store, &region.data());
    let title = |iri: &str| {
        let [node, property] = [iri, dcterms::TITLE].map(|iri| published.find_iri(iri).expect("it is there"));
        published.objects(node, property).map(|id| published.term(id).text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(title("https://delad.example.se/alla"), ["Regionens"], "a priority comes first");
    assert_eq!(title("https://delad.example.se/b"), ["Kommunens"], "then the public sector");

    let told = |source: &str| rounds.context.store.conflicts(source).expect("the store can be read");
    let conflict = |name: &str, owner: &str, loser: &str| ConflictRow {
        iri: format!("https://delad.example.se/{name}"),
        owner: Some(owner.to_owned()),
        owner_iri: None,
        loser: loser.to_owned(),
    };
    let of = |source: &str| told(source).into_iter().filter(|c| !c.iri.ends_with("katalog")).collect::<Vec<_>>();
    assert_eq!(of("region"), [conflict("alla", "region", "bolag"), conflict("alla", "region", "kommun")]);
    assert_eq!(of("kommun"), [conflict("alla", "region", "kommun"), conflict("b", "kommun", "bolag")]);
    assert_eq!(of("bolag"), [conflict("alla", "region", "bolag"), conflict("b", "kommun", "bolag")]);
}

#[test]
fn catalogues_of_the_sources_go_out_whole_on_request() {
    let region = Region::new(&(organisation("a", "file:a.ttl") + &organisation("b", "file:b.ttl")));
    region.put("a.ttl", catalogue("a.example.se", &[("bad", "Bad")]));
    let part = "<katalog> dcterms:hasPart <delkatalog> . <delkatalog> a dcat:Catalog ; dcterms:title \"Del\"@sv .\n";
    region.put("b.ttl", catalogue("b.example.se", &[("karta", "Karta")]) + part);
    let mut config = config::load(&region.config()).expect("it loads");
    let left_out = Rounds::open(config.clone());
    left_out.round();
    let published = feed::current(&left_out.context.store, &region.data());
    assert_eq!(feed::instances(&published, dcat::CATALOG), [CATALOGUE]);
    drop(left_out);

    config.publish.sub_catalogues = SubCatalogues::Complete;
    let rounds = Rounds::open(config);
    assert!(snapshot(&rounds.round()).1, "the setting alone is a change");
    let published = feed::current(&rounds.context.store, &region.data());
    let parts = ["https://a.example.se/katalog", "https://b.example.se/delkatalog", "https://b.example.se/katalog"];
    assert_eq!(feed::objects(&published, CATALOGUE, dcterms::HAS_PART), parts);
    let own = feed::objects(&published, "https://a.example.se/katalog", dcat::HAS_DATASET);
    assert_eq!(own, ["https://a.example.se/bad"]);
    assert!(feed::objects(&published, "https://b.example.se/katalog", dcterms::HAS_PART).is_empty(), "one level only");
    assert_eq!(datasets(&rounds).len(), 2, "all datasets stand in the region's catalogue too");
}

#[test]
fn nameless_datasets_of_two_sources_stay_two() {
    let region = Region::new(&(organisation("a", "file:a.ttl") + &organisation("b", "file:b.ttl")));
    for file in ["a.ttl", "b.ttl"] {
        region.put(
            file,
            "[] a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> \"Badplatser\"@sv .",
        );
    }
    let mut config = config::load(&region.config()).expect("it loads");
    for organisation in &mut config.organisations {
        organisation.sources[0].format = Some("turtle".to_owned());
    }
    let rounds = Rounds::open(config);
    rounds.round();
    let names = datasets(&rounds);
    assert_eq!(names.len(), 2, "{names:?}");
    rounds.round();
    assert_eq!(datasets(&rounds), names, "a name that was given lasts");
}

/// Panics when one source's turn comes.
struct Stumbles(&'static str);

impl Progress for Stumbles {
    fn started(&self, source: &str) {
        assert_ne!(source, self.0, "stumbled on purpose");
    }
    fn ended(&self, _: &str, _: &str) {}
}

#[test]
fn a_panic_at_one_source_does_not_stop_its_neighbours() {
    let sources = ["a", "b", "c"].map(|id| organisation(id, &format!("file:{id}.ttl")));
    let region = Region::new(&sources.concat());
    for id in ["a", "b", "c"] {
        region.put(&format!("{id}.ttl"), catalogue(&format!("{id}.example.se"), &[("bad", "Bad")]));
    }
    let rounds = Rounds::of(&region.config());
    let all = ["a", "b", "c"].map(str::to_owned).to_vec();
    let round = rounds.run(all, Arc::new(Stumbles("b")));
    let mut ran: Vec<&str> = round.runs.iter().map(|run| run.source.as_str()).collect();
    ran.sort_unstable();
    assert_eq!(ran, ["a", "c"]);
    assert_eq!(round.lost.iter().map(|(source, _)| source.as_str()).collect::<Vec<_>>(), ["b"]);
    assert_eq!(datasets(&rounds).len(), 2);
    assert_eq!(run(&rounds.round(), "b").outcome, Outcome::Changed, "the next round has it");
}

#[test]
fn a_snapshot_that_lost_a_file_is_made_whole() {
    let region = Region::new(&organisation("kommun", "file:feed.ttl"));
    region.put("feed.ttl", catalogue("kommun.example.se", &[("bad", "Bad")]));
    let rounds = Rounds::of(&region.config());
    let first = rounds.round();
    let whole = feed::bytes(&rounds.context.store, &region.data(), Format::Turtle);
    let folder = rounds.context.snapshots().join(snapshot(&first).0);
    fs::remove_file(folder.join("catalog.ttl")).expect("it is there");
    let draft = rounds.context.snapshots().join(".draft-of-the-dead");
    fs::create_dir(&draft).expect("the folder can be written");
    assert_eq!(snapshot(&rounds.round()), (snapshot(&first).0, true));
    assert_eq!(feed::bytes(&rounds.context.store, &region.data(), Format::Turtle), whole);
    assert!(!draft.exists());
    fs::create_dir(&draft).expect("the folder can be written");
    assert!(!snapshot(&rounds.round()).1);
    assert!(!draft.exists(), "what a killed process left goes even when nothing changed");
}
