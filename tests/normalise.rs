//! Normalising, seen from outside: each step against its fixture, and what must hold for every step on every document.

mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shared::shared;
use skord::normalise::{Change, Level, Lookup, NAME, Normalised, Organisation, STEPS, Settings, Suggestion, normalise};
use skord::rdf::{Caps, Format, Graph, GraphBuilder, Literal, Term, parse, vocab::xsd};
use sophia_isomorphism::isomorphic_graphs;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/normalise")
}

fn settings() -> Settings {
    Settings::new("https://data.example.se")
}

/// What the fixtures know of their source: a language, the organisation, and an operator's rows.
fn fixture_settings() -> Settings {
    let row = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    let licences = [
        ("Ekbackas öppna licens", "https://creativecommons.org/publicdomain/zero/1.0"),
        ("https://kommun.example.se/oppna-villkor", "http://creativecommons.org/licenses/by/4.0/"),
    ];
    let environment = "http://publications.europa.eu/resource/authority/data-theme/ENVI";
    let bathing = ("Stränder", "Badplatser");
    let themes = [("badplatser", environment), ("https://kommun.example.se/tema/vatten", environment), bathing];
    let agents = [("https://kommun.example.se/namnd", "http://dataportal.se/organisation/SE2120009994-miljo")];
    let lookup =
        Lookup { licences: licences.map(row).into(), themes: themes.map(row).into(), agents: agents.map(row).into() };
    let organisation = Organisation {
        number: Some("2120009994".to_owned()),
        names: ["Ekbacka kommun", "Municipality of Ekbacka"].map(str::to_owned).to_vec(),
        agent_type: Some("http://purl.org/adms/publishertype/LocalAuthority".to_owned()),
    };
    Settings { language: Some("sv".to_owned()), organisation, lookup, ..settings() }
}

/// A fixture with all that its step may use; another document as a source that says nothing of itself.
fn settings_for(path: &Path) -> Settings {
    if path.starts_with(fixtures()) { fixture_settings() } else { settings() }
}

fn read(path: &Path) -> Option<Graph> {
    let bytes = fs::read(path).expect("the file is readable");
    let format = Format::detect(&bytes, None, &path.to_string_lossy()).ok()?;
    Some(parse(&bytes, format, "https://kommun.example.se/", &Caps::default()).ok()?.graph)
}

fn fixture(step: &str, file: &str) -> Graph {
    let path = fixtures().join(step).join(file);
    read(&path).unwrap_or_else(|| panic!("{} does not parse", path.display()))
}

/// Every parseable file of the fixtures, and of the shared corpus where there is one.
fn documents() -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&fixtures(), &mut files);
    if let Some(corpus) = shared("corpus") {
        collect(&corpus, &mut files);
    }
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder is readable").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}

#[test]
fn each_step_makes_its_fixture() {
    for step in STEPS {
        let off = STEPS.iter().map(|other| other.id.to_owned()).filter(|id| id != step.id).collect();
        let Normalised { graph, changes, suggestions, .. } =
            normalise(fixture(step.id, "before.ttl"), &Settings { off, ..fixture_settings() });
        let expected = fixture(step.id, "after.ttl");
        let same = isomorphic_graphs(&graph, &expected).expect("graphs in memory");
        assert!(same, "{}:\n{}", step.id, difference(&graph, &expected));
        let only_proposes = step.level == Level::SuggestOnly;
        assert_eq!(changes.is_empty(), only_proposes, "{}: {changes:?}", step.id);
        assert!(!only_proposes || !suggestions.is_empty(), "{} proposes nothing", step.id);
        assert!(changes.iter().all(|change| change.step == step.id));
        assert!(suggestions.iter().all(|suggestion| suggestion.step == step.id));
        assert_eq!(rows(&suggestions), expected_suggestions(step.id), "{}: what is proposed", step.id);
    }
}

/// Thing, property, the value that stands there, and the one that may be right: how `suggestions.json` writes them.
type Row = (String, String, Option<String>, String);

fn rows(suggestions: &[Suggestion]) -> Vec<Row> {
    let row = |suggestion: Suggestion| {
        let Suggestion { step: _, subject, property, value, proposed } = suggestion;
        (subject, property, value, proposed)
    };
    suggestions.iter().cloned().map(row).collect()
}

/// A step without the file proposes nothing.
fn expected_suggestions(step: &str) -> Vec<Row> {
    match fs::read(fixtures().join(step).join("suggestions.json")) {
        Ok(json) => serde_json::from_slice(&json).unwrap_or_else(|error| panic!("{step}: {error}")),
        Err(_) => Vec::new(),
    }
}

#[test]
fn each_step_has_a_fixture_and_each_fixture_a_step() {
    let folders = fs::read_dir(fixtures()).expect("the fixtures are readable");
    let folders: BTreeSet<String> =
        folders.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(folders, STEPS.iter().map(|step| step.id.to_owned()).collect());
}

#[test]
fn a_step_that_is_off_changes_nothing() {
    for step in STEPS {
        let off = STEPS.iter().map(|step| step.id.to_owned()).collect();
        let result = normalise(fixture(step.id, "before.ttl"), &Settings { off, ..settings() });
        assert_eq!(result.changes, []);
        let before = fixture(step.id, "before.ttl");
        assert!(isomorphic_graphs(&result.graph, &before).expect("graphs in memory"));
    }
}

#[test]
fn a_second_round_changes_nothing_more_and_proposes_the_same() {
    for path in documents() {
        let Some(graph) = read(&path) else { continue };
        let settings = settings_for(&path);
        let once = normalise(graph, &settings);
        let again = normalise(once.graph, &settings);
        assert_eq!(again.changes, [], "{}", path.display());
        // What a later step changed is told as it is then.
        let things = |suggestions: &[Suggestion]| {
            let thing = |suggestion: &Suggestion| {
                (suggestion.step, suggestion.subject.clone(), suggestion.property.clone(), suggestion.proposed.clone())
            };
            suggestions.iter().map(thing).collect::<BTreeSet<_>>()
        };
        let (once, again) = (things(&once.suggestions), things(&again.suggestions));
        let differing: Vec<_> = once.symmetric_difference(&again).collect();
        assert!(differing.is_empty(), "{}: {differing:?}", path.display());
    }
}

#[test]
fn nothing_goes_or_comes_without_a_change_that_says_so() {
    for path in documents() {
        let Some(graph) = read(&path) else { continue };
        let before = keys(&graph);
        let Normalised { graph, changes, .. } = normalise(graph, &settings_for(&path));
        if let Err(unsaid) = accounted(&path, before, &graph, &changes) {
            panic!("{}: {unsaid}", path.display());
        }
    }
}

#[test]
fn the_order_of_the_document_decides_nothing() {
    for path in documents() {
        let Some((graph, backwards)) = read(&path).map(|graph| (reversed(&graph), graph)) else { continue };
        let settings = settings_for(&path);
        let (one, other) = (normalise(graph, &settings), normalise(backwards, &settings));
        assert_eq!(one.changes, other.changes, "{}", path.display());
        assert_eq!(one.suggestions, other.suggestions, "{}", path.display());
        assert_eq!(named_statements(&one.graph), named_statements(&other.graph), "{}", path.display());
    }
}

/// The same graph with its terms and triples in the opposite order.
fn reversed(graph: &Graph) -> Graph {
    let mut builder = GraphBuilder::new();
    let mut blanks = BTreeMap::new();
    for triple in graph.triples().iter().rev() {
        let [subject, predicate, object] = triple.map(|id| match graph.term(id) {
            Term::Blank(_) => *blanks.entry(id).or_insert_with(|| builder.terms.fresh_blank()),
            term => builder.terms.intern_term(term),
        });
        builder.insert(subject, predicate, object);
    }
    builder.finish()
}

/// The statements, with all blank nodes as one.
fn named_statements(graph: &Graph) -> Vec<Key> {
    let mut all: Vec<Key> = graph.triples().iter().map(|triple| triple.map(|id| shown(graph.term(id)))).collect();
    all.sort();
    all
}

fn difference(graph: &Graph, expected: &Graph) -> String {
    let (graph, expected) = (named_statements(graph), named_statements(expected));
    let line = |sign: char, key: &Key| format!("{sign} {}\n", key.join(" "));
    let more = graph.iter().filter(|key| !expected.contains(key)).map(|key| line('+', key));
    more.chain(expected.iter().filter(|key| !graph.contains(key)).map(|key| line('-', key))).collect()
}

/// Subject, property and object in words; all blank nodes, and all that was blank, are `[]`.
type Key = [String; 3];

/// How often each statement stands in the graph.
fn keys(graph: &Graph) -> BTreeMap<Key, usize> {
    let mut keys = BTreeMap::new();
    for triple in graph.triples() {
        *keys.entry(triple.map(|id| shown(graph.term(id)))).or_insert(0) += 1;
    }
    keys
}

/// What the changes say of names.
struct Names {
    /// What an IRI became.
    forms: BTreeMap<String, String>,
    /// IRIs that blank nodes got: they stand as the blank nodes do.
    given: BTreeSet<String>,
    /// Whether one of them is another thing's too, so that the statements of both meet.
    met: bool,
}

impl Names {
    fn of(changes: &[Change], before: &BTreeMap<Key, usize>) -> Self {
        let of_names = || changes.iter().filter(|change| change.property == NAME);
        let forms = of_names().filter_map(|change| Some((change.before.clone()?, change.after.clone()?))).collect();
        let given: BTreeSet<String> =
            of_names().filter(|change| change.before.is_none()).filter_map(|change| change.after.clone()).collect();
        let times = |iri: &String| of_names().filter(|change| change.after.as_ref() == Some(iri)).count();
        let was_there = |iri: &String| before.keys().any(|[subject, _, object]| subject == iri || object == iri);
        let portal = given.iter().filter(|iri| !iri.contains("/.well-known/genid/"));
        let met = portal.into_iter().any(|iri| times(iri) > 1 || was_there(iri));
        Names { forms, given, met }
    }

    /// A text as it stands at last.
    fn last(&self, mut text: String) -> String {
        while let Some(next) = self.forms.get(&text) {
            text.clone_from(next);
        }
        text
    }

    fn blank(&self, text: String) -> String {
        if self.given.contains(&text) { "[]".to_owned() } else { text }
    }

    fn counted(&self, keys: BTreeMap<Key, usize>, renamed: impl Fn(String) -> String) -> BTreeMap<Key, usize> {
        let mut all: BTreeMap<Key, usize> = BTreeMap::new();
        for ([subject, property, object], count) in keys {
            let key = [self.blank(renamed(subject)), renamed(property), self.blank(renamed(object))];
            *all.entry(key).or_insert(0) += count;
        }
        all
    }
}

/// Checks that each statement that went or came is named by a change, and no more of them than there are changes.
fn accounted(path: &Path, before: BTreeMap<Key, usize>, graph: &Graph, changes: &[Change]) -> Result<(), String> {
    let names = Names::of(changes, &before);
    let old = names.counted(before, |text| names.last(text));
    // What stands there now has its last name; an old one that is still told of is told of on purpose.
    let new = names.counted(keys(graph), |text| text);
    // A value is told of as it was then; it may have another name since.
    let is = |value: &Option<String>, object: &str| {
        value.as_ref().is_some_and(|value| {
            names.blank(value.clone()) == object || names.blank(names.last(value.clone())) == object
        })
    };
    let everything: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
    let mut gone: BTreeMap<[&str; 2], usize> = BTreeMap::new();
    let mut come: BTreeMap<[&str; 2], usize> = BTreeMap::new();
    for key in everything {
        let mut counts = [&old, &new].map(|keys| keys.get(key).copied().unwrap_or(0));
        if names.met || !key.contains(&"[]".to_owned()) {
            // Statements of things that got one name meet.
            counts = counts.map(|count| count.min(1));
        }
        let [subject, property, object] = key;
        let [were, are] = counts;
        let said = |change: &&Change| {
            let value = if were > are { &change.before } else { &change.after };
            let about = subject == "[]" || change.subject == *subject;
            about && change.property == *property && is(value, object)
        };
        if were != are && !changes.iter().any(|change| said(&change)) {
            return Err(format!("{} {key:?} was there {were} times and is {are} times", path.display()));
        }
        let side = if were > are { &mut gone } else { &mut come };
        *side.entry([property, object]).or_insert(0) += were.abs_diff(are);
    }
    let count = |property: &str, value: &str, of: fn(&Change) -> &Option<String>| {
        changes.iter().filter(|change| change.property == property && is(of(change), value)).count()
    };
    for ([property, value], number) in gone {
        if number > count(property, value, |change| &change.before) {
            return Err(format!("{number} values {value} of {property} went, more than the changes say"));
        }
    }
    for ([property, value], number) in come {
        if number > count(property, value, |change| &change.after) {
            return Err(format!("{number} values {value} of {property} came, more than the changes say"));
        }
    }
    Ok(())
}

/// A term as the documentation of `Change` promises it.
fn shown(term: Term<'_>) -> String {
    match term {
        Term::Iri(iri) => iri.to_owned(),
        Term::Blank(_) => "[]".to_owned(),
        Term::Literal(Literal { lexical, language: Some(language), .. }) => format!("\"{lexical}\"@{language}"),
        Term::Literal(Literal { lexical, datatype: xsd::STRING, .. }) => format!("\"{lexical}\""),
        Term::Literal(Literal { lexical, datatype, .. }) => match datatype.strip_prefix(xsd::NS) {
            Some(local) => format!("\"{lexical}\"^^xsd:{local}"),
            None => format!("\"{lexical}\"^^{datatype}"),
        },
    }
}
