//! Lines: a publisher is told on which line of which page a fault stands, and that line is right.

use std::fs;

use skord::harvest::process::{Document, process};
use skord::normalise::Settings;
use skord::rdf::Caps;
use skord::rdf::parse::Mode;
use skord::store::{LineRow, LineRows, Outcome, RunRow};
use skord::validate::{Finding, Profile};

use super::corpus::corpus;
use super::serve::Served;
use super::support::region::Region;
use super::support::rounds::Rounds;
use super::support::site::{Page, Site};

const OPEN: &str = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
    xmlns:dcterms="http://purl.org/dc/terms/" xmlns:hydra="http://www.w3.org/ns/hydra/core#">"#;

/// A page: a catalogue in line 3, and a dataset from line 6 on, whose theme stands in line 8.
fn page(dataset: &str, theme: &str, next: Option<&str>) -> String {
    let next = next.map(|next| format!("<hydra:PagedCollection hydra:nextPage=\"{next}\"/>")).unwrap_or_default();
    format!(
        "{OPEN}
<dcat:Catalog rdf:about=\"https://kommun.example.se/katalog\">
  <dcat:dataset rdf:resource=\"https://kommun.example.se/{dataset}\"/>
</dcat:Catalog>
<dcat:Dataset rdf:about=\"https://kommun.example.se/{dataset}\">
  <dcterms:title xml:lang=\"sv\">{dataset}</dcterms:title>
  <dcat:theme>{theme}</dcat:theme>
</dcat:Dataset>
{next}
</rdf:RDF>"
    )
}

fn rdf_xml(body: String) -> Page {
    Page { headers: vec![("Content-Type", "application/rdf+xml".to_owned())], ..Page::turtle(body) }
}

fn region(site: &Site) -> Region {
    let region = Region::new("");
    let url = site.url("/dcat?key=HEMLIGT&page=1");
    region.configure(
        "Öppna data",
        &format!(
            "host_pause = \"0s\"\n[[organisation]]\nid = \"kommun\"\nname = \"Kommun\"\n[[organisation.source]]\nurl = \"{url}\"\n\
             allow_private = [\"127.0.0.1/32\"]\nlimits = {{ attempts = 1 }}\n"
        ),
    );
    region
}

fn harvest(rounds: &Rounds) -> RunRow {
    let mut round = rounds.round();
    assert!(round.lost.is_empty(), "{:?}", round.lost);
    round.runs.remove(0)
}

/// The lines of a value that breaks a rule.
fn lines(rounds: &Rounds, rule: &str, value: &str) -> LineRows {
    let values = rounds.context.store.value_counts("kommun", rule, 20).expect("the store can be read");
    values.into_iter().find(|row| row.value == value).unwrap_or_else(|| panic!("{rule} has no {value}")).lines
}

const RULE: &str = "dataset-theme-not-address";

#[test]
fn a_fault_on_a_later_page_is_told_with_its_line_and_its_page() {
    let (first, second, third) = ("/dcat?key=HEMLIGT&page=1", "/dcat?key=HEMLIGT&page=2", "/dcat?key=HEMLIGT&page=3");
    let site = Site::start();
    site.put(first, rdf_xml(page("a", "miljö", Some("/dcat?key=HEMLIGT&amp;page=2"))));
    site.put(second, rdf_xml(page("b", "trafik", Some("/dcat?key=HEMLIGT&amp;page=3"))));
    site.put(third, rdf_xml(format!("\n\n{}", page("c", "miljö", None))));
    let region = region(&site);
    let rounds = Rounds::of(&region.config());
    let run = harvest(&rounds);
    assert_eq!((run.outcome, run.complete), (Outcome::Changed, true));
    let at = |document, line| LineRow { document, line, byte: None };
    assert_eq!(lines(&rounds, RULE, "miljö"), LineRows { first: vec![at(0, 8), at(2, 10)], more: 0 });
    assert_eq!(lines(&rounds, RULE, "trafik"), LineRows { first: vec![at(1, 8)], more: 0 });
    let missing =
        rounds.context.store.affected("kommun", "dataset-publisher-missing", [0, 20]).expect("it can be read");
    let missing: Vec<_> = missing.into_iter().map(|row| (row.resource, row.lines.first)).collect();
    let dataset = |name: &str, document, line| (format!("https://kommun.example.se/{name}"), vec![at(document, line)]);
    assert_eq!(missing, [dataset("a", 0, 6), dataset("b", 1, 6), dataset("c", 2, 8)], "where the dataset begins");

    let served = Served::start(rounds);
    let page_of = |path: &str| served.get(path, &[]).text();
    let address = |number: u8| format!("…/dcat?page={number}");
    let swedish = page_of("/organisationer/kommun");
    let told = format!("rad 8 i {}; rad 10 i {}", address(1), address(3));
    assert!(swedish.contains(&told), "no {told} in {swedish}");
    assert!(swedish.contains(&format!("rad 8 i {}<", address(2))));
    assert!(page_of("/en/organisationer/kommun").contains(&format!(
        "line 8 of {}; line 10 of {}",
        address(1),
        address(3)
    )));
    assert!(!swedish.contains("HEMLIGT"), "what may be a secret is shown to nobody");

    // Two lines more above, and the same faults: nothing else is new.
    site.put(first, rdf_xml(format!("\n\n{}", page("a", "miljö", Some("/dcat?key=HEMLIGT&amp;page=2")))));
    let again = harvest(&served.rounds);
    assert_eq!((again.counts.updated, again.counts.unchanged), (0, run.counts.added));
    assert_eq!(again.counts.violations, run.counts.violations);
    assert_eq!(lines(&served.rounds, RULE, "miljö").first, [at(0, 10), at(2, 10)]);

    // What stood on a page that is not there now has its finding still, and no line.
    site.put(second, Page::status(500));
    assert!(!harvest(&served.rounds).complete);
    assert_eq!(lines(&served.rounds, RULE, "trafik"), LineRows::default());
    assert_eq!(lines(&served.rounds, RULE, "miljö").first, [at(0, 10)]);
}

#[test]
fn a_document_in_one_line_is_told_with_the_byte_and_one_page_needs_no_address() {
    let site = Site::start();
    let body = page("a", "miljö", None).replace('\n', " ");
    let byte = body.find("<dcat:theme>").expect("it is there") as u64 + 1;
    site.put("/dcat?key=HEMLIGT&page=1", rdf_xml(body));
    let region = region(&site);
    let rounds = Rounds::of(&region.config());
    harvest(&rounds);
    assert_eq!(lines(&rounds, RULE, "miljö").first, [LineRow { document: 0, line: 1, byte: Some(byte) }]);
    let served = Served::start(rounds);
    let page = served.get("/organisationer/kommun", &[]).text();
    assert!(page.contains(&format!(">rad 1 (byte {byte})<")), "{page}");
}

/// Whether a finding with a value is on a line that shows its property or its value.
fn is_shown(finding: &Finding, lines: &[&str]) -> bool {
    let (Some(position), Some(value)) = (finding.position, &finding.value) else { return false };
    let line = lines[usize::try_from(position.line).expect("a line") - 1];
    let local = finding.path.trim_end_matches('>').rsplit(['#', '/']).next().unwrap_or_default();
    let beginning: String = value.chars().take(20).collect();
    let escaped = value.replace('&', "&amp;").replace('<', "&lt;");
    line.contains(&format!(":{local}")) || line.contains(escaped.as_str()) || line.contains(&beginning)
}

#[test]
fn the_line_of_every_value_at_fault_in_real_feeds_shows_its_property_or_the_value() {
    let Some(corpus) = corpus() else { return };
    for file in [
        "se-real/openumea__OpenNorth.rdf",
        "se-real/raa-soch-2022-05-20-96c3a05.rdf",
        "se-real/ckan__dataset_sweden.rdf",
    ] {
        let bytes = fs::read(corpus.join(file)).expect("the file is readable");
        let document = Document {
            content: Box::new(&*bytes),
            url: "https://publisher.example.se/katalog.rdf",
            name: file,
            media_type: None,
            format: None,
            caps: Caps::default(),
            mode: Mode::Tolerant,
        };
        let checked = process(
            document,
            &Settings::new("https://data.example.se"),
            Profile::dcat_ap_se(),
            Some("2026-11-25T12:00:00Z"),
        );
        let checked = checked.unwrap_or_else(|error| panic!("{file}: {error}"));
        let text = String::from_utf8(bytes).expect("it is UTF-8");
        let lines: Vec<&str> = text.split('\n').collect();
        let valued: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.value.is_some()).collect();
        assert!(valued.len() > 1, "{file} has {}", valued.len());
        let wrong: Vec<_> = valued.iter().filter(|finding| !is_shown(finding, &lines)).collect();
        assert!(wrong.is_empty(), "{file}: {} of {}: {wrong:#?}", wrong.len(), valued.len());
        let nowhere: Vec<_> = checked.findings.iter().filter(|finding| finding.position.is_none()).collect();
        assert!(nowhere.is_empty(), "{file}: {nowhere:#?}");
    }
}
