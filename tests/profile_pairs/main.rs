//! The promise that nothing of the profile is left out: for each class and property of DCAT-AP-SE 3.0.1, a valid resource made from
//! the profile's table passes with every value that the table allows, and one wrong value breaks exactly the rule whose id says so.

mod allowed;
mod faults;
mod made;
#[path = "../shared/mod.rs"]
mod shared;
mod vocabularies;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use allowed::{Allowed, By, Codes, read_codes};
use faults::{EXEMPT, Fault, MILDER, expected, faults, prefix};
use made::{CONTACT, Pair, Table, text};
use shared::shared;
use skord::rdf::{Caps, Format, parse};
use skord::validate::{Choices, Profile, Severity};

const NAME: &str = "https://made.example/it";

struct Rules {
    profile: Profile,
}

impl Rules {
    /// All rules but the usual, so that what a rule is off for does not hide.
    fn all() -> Rules {
        let usual = Profile::dcat_ap_se();
        let off = usual.rules().iter().filter(|rule| rule.off && rule.id.ends_with("-missing"));
        let on = off.map(|rule| rule.id.clone()).collect();
        Rules { profile: Profile::dcat_ap_se_with(&Choices { on, ..Choices::default() }).unwrap() }
    }

    /// Broken rules of Violation level, and all that are about this pair.
    fn broken(&self, pair: Pair<'_>, turtle: &str) -> BTreeMap<String, Severity> {
        let graph = match parse(turtle.as_bytes(), Format::Turtle, NAME, &Caps::default()) {
            Ok(parsed) => parsed.graph,
            Err(error) => panic!("{error}\n{turtle}"),
        };
        let path = text(&pair.effective["uri"]);
        let findings = self.profile.check(&graph, None).expect("the rules need nothing that the engine gives up on");
        findings
            .into_iter()
            // What is made here is a piece of a document, so it may lack the catalogue.
            .filter(|f| f.rule != "catalog-dataset-catalog-missing")
            .filter(|f| f.severity == Severity::Violation || (f.path == path && f.resource == NAME))
            .map(|f| (f.rule, f.severity))
            .collect()
    }
}

fn table() -> Option<Table> {
    let json = fs::read_to_string(shared("")?.join("facts/profile/profile.json")).expect("the profile is there");
    Some(Table::new(&serde_json::from_str(&json).expect("it is JSON")))
}

fn codes() -> Codes {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("shapes/vocabularies");
    let mut codes = Codes::new();
    for entry in fs::read_dir(folder).expect("the vocabularies are there") {
        let path = entry.expect("it can be listed").path();
        read_codes(&fs::read_to_string(&path).expect("it can be read"), &mut codes);
    }
    codes
}

/// Pairs of which a code outside the profile's own list gets a remark.
const UNLISTED: &[&str] = &["checksum-algorithm", "data-service-access-rights", "dataset-access-rights"];

/// How the ids end that say what a value is, and not how it could be better.
const PROBLEMS: &[&str] = &[
    "unknown",
    "unlisted",
    "deprecated",
    "form",
    "many",
    "missing",
    "untyped",
    "undescribed",
    "not-address",
    "not-resource",
    "not-text",
    "not-plain",
    "not-date",
    "not-number",
    "not-duration",
    "not-geometry",
];

/// What a value breaks though it is allowed.
fn remarks(table: &Table, pair: Pair<'_>, allowed: &Allowed) -> BTreeSet<String> {
    let (id, by) = (prefix(pair), allowed.by);
    let mut rules = BTreeSet::new();
    match by {
        By::OldChoice => rules.extend([format!("{id}-deprecated")]),
        By::Code { deprecated: true } if id.ends_with("-periodicity") => rules.extend([format!("{id}-deprecated")]),
        By::Code { .. } if UNLISTED.contains(&id.as_str()) => rules.extend([format!("{id}-unlisted")]),
        // It is a media type, of which there are more than anybody can list.
        By::MediaType => rules.extend([format!("{id}-unknown")]),
        // The harvesting guide asks for an address where the table does not; a theme without one is none of the list.
        By::Nameless => match table.target(pair) {
            Some(class) if text(&class["node_identity"]) == "blank-allowed" => {}
            Some(class) if text(&class["curie"]) == "dcat:Catalog" => {
                rules.extend([format!("{id}-not-address"), "catalog-address-missing".to_owned()]);
            }
            _ => rules.extend([format!("{id}-not-address")]),
        },
        _ => {}
    }
    rules
}

#[test]
fn every_value_that_the_profile_allows_passes() {
    let Some(table) = table() else { return };
    let (rules, codes) = (Rules::all(), codes());
    let (mut pairs, mut tried, mut wrong) = (0, 0, Vec::new());
    let mut unused: BTreeSet<String> = codes.values().flatten().map(|code| code.value.clone()).collect();
    for pair in table.pairs() {
        let (id, property) = (prefix(pair), text(&pair.effective["uri"]));
        let values = table.allowed(pair, &codes);
        assert!(!values.is_empty(), "{id}: no value is tried");
        pairs += 1;
        for allowed in values {
            tried += 1;
            unused.remove(&allowed.value);
            let turtle = table.resource(pair.class, NAME, property, std::slice::from_ref(&allowed.value));
            let mut found = rules.broken(pair, &turtle);
            let says_what_it_is =
                |rule: &str| rule.strip_prefix(&format!("{id}-")).is_some_and(|problem| PROBLEMS.contains(&problem));
            found.retain(|rule, severity| *severity != Severity::Info || says_what_it_is(rule));
            let found: BTreeSet<String> = found.into_keys().collect();
            // Which of the old codes of licences and file types are told is the subject of other tests.
            let told = found.iter().filter(|rule| **rule != format!("{id}-deprecated") || id.ends_with("-periodicity"));
            if !told.eq(&remarks(&table, pair, &allowed)) {
                wrong.push(format!("{id}: {allowed:?} breaks {found:?}"));
            }
        }
    }
    println!("{pairs} pairs, {tried} values");
    assert_eq!(pairs, 157);
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(unused.is_empty(), "codes that no property was tried with: {unused:?}");
}

#[test]
fn one_wrong_value_breaks_exactly_its_rule_for_every_pair_of_the_profile() {
    let Some(table) = table() else { return };
    let rules = Rules::all();
    let (mut pairs, mut tried, mut exempt, mut wrong) = (0, 0, Vec::new(), Vec::new());
    let mut milder: BTreeSet<&str> = MILDER.iter().map(|milder| milder.0).collect();
    for pair in table.pairs() {
        pairs += 1;
        let (id, property) = (prefix(pair), text(&pair.effective["uri"]));
        let is = |values: &[String]| rules.broken(pair, &table.resource(pair.class, NAME, property, values));
        let usual = is(&[table.valid(pair, 0)]);
        let before = tried;
        for (fault, values) in faults(&table, pair) {
            if let Some(found) = EXEMPT.iter().find(|found| (found.0, found.1) == (id.as_str(), fault)) {
                exempt.push(found);
                continue;
            }
            tried += 1;
            let mut new = is(&values);
            new.retain(|rule, _| !usual.contains_key(rule));
            let unknown = format!("{id}-unknown");
            match fault {
                // A list of one has no second value that is on it.
                Fault::Many if table.choices(pair) == 1 => drop(new.remove(&unknown)),
                // A part of two wholes leaves two catalogues that are part of none.
                Fault::Many if id == "catalog-is-part-of" => drop(new.remove("catalog-has-part-main-unclear")),
                // When no category is one of the list, that is told as well.
                Fault::OutsideList if id.ends_with("-theme") => drop(new.remove(&format!("{id}-all-unknown"))),
                _ => {}
            }
            let expected = expected(pair, table.row(pair), fault);
            milder.remove(expected.0.as_str());
            if new != BTreeMap::from([expected.clone()]) {
                wrong.push(format!("{id}: {fault:?} {values:?} should break {expected:?} and breaks {new:?}"));
            }
        }
        assert!(tried > before, "{id}: no fault is tried");
    }
    println!("{pairs} pairs, {tried} faults, {} exempt", exempt.len());
    assert_eq!(pairs, 157);
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(exempt.len(), EXEMPT.len(), "an exemption that is none");
    assert!(milder.is_empty(), "milder rules that no fault is expected to break: {milder:?}");
}

#[test]
fn a_contact_without_a_type_is_a_fault_of_what_points_to_it() {
    let Some(table) = table() else { return };
    let contact = |pair: &Pair<'_>| prefix(*pair) == "dataset-contact-point";
    let pair = table.pairs().find(contact).expect("it is a pair");
    let property = text(&pair.effective["uri"]);
    let turtle = table.resource(pair.class, NAME, property, &[table.valid(pair, 0)]);
    let rules = Rules::all();
    assert_eq!(rules.broken(pair, &turtle), BTreeMap::new());
    let typed = format!(" a <{CONTACT}> .");
    let untyped: String =
        turtle.lines().filter(|line| !line.ends_with(&typed)).map(|line| format!("{line}\n")).collect();
    let broken = rules.broken(pair, &untyped);
    assert!(broken.keys().any(|rule| rule.starts_with("dataset-contact-point-")), "{broken:?}");
}
