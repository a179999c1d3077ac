//! The documents that normalising is tried on, and what the config may say of their source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use skord::normalise::{Lookup, Organisation, Settings};
use skord::rdf::{Caps, Format, Graph, GraphBuilder, Literal, Term, TermId, parse, vocab::xsd};

use crate::shared::shared;

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/normalise")
}

fn bare() -> Settings {
    Settings::new("https://data.example.se")
}

/// What the fixtures know of their source: a language, the organisation, and an operator's rows.
pub fn fixture_settings() -> Settings {
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
    Settings { language: Some("sv".to_owned()), organisation, lookup, ..bare() }
}

/// What the config may say of a source.
pub fn settings() -> [(&'static str, Settings); 4] {
    let configured = fixture_settings();
    let mut named = fixture_settings();
    named.organisation.number = None;
    named.language = None;
    [
        ("nothing configured", bare()),
        ("all configured", configured),
        ("names and rows configured", named),
        ("rows that meet", rows_that_meet()),
    ]
}

/// Rows that lead to what another row or a step changes, or round in a circle, and a language in three letters.
fn rows_that_meet() -> Settings {
    let row = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    let by = "http://creativecommons.org/licenses/by/4.0/";
    let licences = [
        ("Ekbackas öppna licens", "https://creativecommons.org/licenses/by/4.0"),
        (by, "https://publications.europa.eu/resource/authority/licence/COM_REUSE"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "https://creativecommons.org/publicdomain/zero/1.0"),
        ("https://kommun.example.se/oppna-villkor", "http://a.se/y"),
        ("www.a.se/villkor", by),
    ];
    let themes = [
        ("Stränder", "Badplatser"),
        ("badplatser", "https://publications.europa.eu/resource/authority/data-theme/envi/"),
        ("https://kommun.example.se/tema/vatten", "stränder"),
    ];
    let agents = [
        ("https://kommun.example.se/a", "https://kommun.example.se/ny"),
        ("https://kommun.example.se/namnd", "https://publications.europa.eu/resource/authority/corporate-body/SWE/"),
        ("http://dataportal.se/organisation/SE2120009994", "https://kommun.example.se/kommunen"),
        ("https://kommun.example.se/kontakt", "https://kommun.example.se/k1"),
        ("https://kommun.example.se/ring1", "https://kommun.example.se/ring2"),
        ("https://kommun.example.se/ring2", "https://kommun.example.se/ring1"),
    ];
    let lookup =
        Lookup { licences: licences.map(row).into(), themes: themes.map(row).into(), agents: agents.map(row).into() };
    Settings { language: Some("swe".to_owned()), lookup, ..fixture_settings() }
}

pub fn read(path: &Path) -> Option<Graph> {
    let bytes = fs::read(path).expect("the file is readable");
    let format = Format::detect(&bytes, None, &path.to_string_lossy()).ok()?;
    Some(parse(&bytes, format, "https://kommun.example.se/", &Caps::default()).ok()?.graph)
}

pub fn fixture(step: &str, file: &str) -> Graph {
    let path = fixtures().join(step).join(file);
    read(&path).unwrap_or_else(|| panic!("{} does not parse", path.display()))
}

/// Every parseable file of the fixtures, and of the shared corpus where there is one.
pub fn all() -> Vec<PathBuf> {
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

const PREFIXES: &str = "@prefix : <https://kommun.example.se/> . @prefix adms: <http://www.w3.org/ns/adms#> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix prov: <http://www.w3.org/ns/prov#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
    @prefix role: <http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/> .
    @prefix eul: <http://publications.europa.eu/resource/authority/language/> .";

/// Documents in which a later step could make what an earlier one looks at.
pub fn by_hand() -> Vec<(String, Graph)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/normalise_rounds.ttl");
    let text = fs::read_to_string(&path).expect("the file is readable");
    let documents = text.split("\n## ").skip(1).map(|document| {
        let (name, turtle) = document.split_once('\n').expect("a name and a document");
        let turtle = format!("{PREFIXES}\n{turtle}");
        let parsed = parse(turtle.as_bytes(), Format::Turtle, "https://kommun.example.se/", &Caps::default());
        (name.to_owned(), parsed.unwrap_or_else(|error| panic!("{name}: {error}")).graph)
    });
    documents.collect()
}

/// The same graph with its terms and triples in the opposite order.
pub fn reversed(graph: &Graph) -> Graph {
    let mut builder = GraphBuilder::new();
    copy(graph.triples().iter().rev().copied(), graph, &mut builder);
    builder.finish()
}

/// Puts triples of a graph into another; a blank node is another than those that are there.
pub fn copy(triples: impl Iterator<Item = [TermId; 3]>, graph: &Graph, builder: &mut GraphBuilder) {
    let mut blanks = BTreeMap::new();
    for triple in triples {
        let [subject, predicate, object] = triple.map(|id| match graph.term(id) {
            Term::Blank(_) => *blanks.entry(id).or_insert_with(|| builder.terms.fresh_blank()),
            term => builder.terms.intern_term(term),
        });
        builder.insert(subject, predicate, object);
    }
}

/// The statements, with all blank nodes as one.
pub fn named_statements(graph: &Graph) -> Vec<[String; 3]> {
    let mut all: Vec<[String; 3]> =
        graph.triples().iter().map(|triple| triple.map(|id| shown(graph.term(id)))).collect();
    all.sort();
    all
}

/// A term as the documentation of `Change` promises it.
pub fn shown(term: Term<'_>) -> String {
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
