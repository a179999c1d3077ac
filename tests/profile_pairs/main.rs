//! The promise that nothing of the profile is left out: for each class and property of DCAT-AP-SE 3.0.1, a valid resource made from
//! the profile's table passes, and one wrong value breaks exactly the rule whose id says so.

#![expect(clippy::disallowed_methods, reason = "../shared is found by the environment")]

mod made;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use made::{CONTACT, Pair, Table, text};
use serde_json::Value;
use skord::rdf::{Caps, Format, parse};
use skord::validate::{Choices, Profile, Severity};

const NAME: &str = "https://made.example/it";

/// Rules about a value that are more particular than the name of the fault: what is expected, what is found.
const PARTICULAR: &[(&str, &str)] = &[
    // One licence is allowed, and one rule says so whatever else stands there.
    ("catalog-license-many", "catalog-license-not-cc0"),
    ("catalog-license-not-address", "catalog-license-not-cc0"),
];

/// Properties whose value the profile lists or describes but does not restrict: any address passes.
const OPEN: &[&str] = &["http://purl.org/dc/terms/subject", "http://purl.org/dc/terms/license"];

/// What is wrong with a value of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Missing,
    Many,
    /// An address instead of a text.
    AddressForText,
    /// A text instead of an address or a resource.
    TextForAddress,
    /// Something without an address where only an address will do.
    NoAddress,
    NoLanguage,
    /// A text in a language where a text without one is meant.
    Language,
    WrongDatatype,
    OutsideList,
    WrongForm,
}

struct Rules {
    profile: Profile,
}

impl Rules {
    /// Broken rules of Violation level, and all that are about this pair.
    fn broken(&self, pair: Pair<'_>, turtle: &str) -> BTreeSet<String> {
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
            .map(|f| f.rule)
            .collect()
    }
}

/// `accessURL` as `access-url`.
fn kebab(name: &str) -> String {
    let boundary = regex::Regex::new("([a-z])([A-Z])").unwrap();
    boundary.replace_all(name, "$1-$2").to_lowercase()
}

fn prefix(pair: Pair<'_>) -> String {
    let local = |value: &str| kebab(value.rsplit([':', '#', '/']).next().unwrap_or_default());
    let class = if text(&pair.class["uri"]) == CONTACT { "kind".to_owned() } else { local(text(&pair.class["curie"])) };
    // Two properties of a dataset are called identifier.
    let other = if text(&pair.effective["curie"]) == "adms:identifier" { "-other" } else { "" };
    format!("{class}-{}{other}", local(text(&pair.effective["curie"])))
}

fn table() -> Option<Table> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var("SKORD_SHARED").map(PathBuf::from).unwrap_or_else(|_| root.join("../shared"));
    if !shared.is_dir() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI must have ../shared");
        println!("skipped: no ../shared");
        return None;
    }
    let json = fs::read_to_string(shared.join("facts/profile/profile.json")).expect("the profile is there");
    Some(Table::new(&serde_json::from_str(&json).expect("it is JSON")))
}

/// The faults that a value of the pair can have, each with the turtle of its values.
fn faults(table: &Table, pair: Pair<'_>) -> Vec<(Fault, Vec<String>)> {
    let row = table.row(pair);
    let valid = |number| table.valid(pair, number);
    let mut faults = Vec::new();
    if pair.effective["min"].as_u64() > Some(0) || pair.effective["pref"].as_u64() > Some(0) {
        faults.push((Fault::Missing, Vec::new()));
    }
    if let Some(max) = pair.effective["max"].as_u64() {
        let mut values: Vec<String> = (0..=max as usize).map(valid).collect();
        if values[0] == values[1] {
            values[1] = "<https://made.example/other>".to_owned();
        }
        faults.push((Fault::Many, values));
    }
    let address = "<https://made.example/elsewhere>".to_owned();
    let number = "17".to_owned();
    match text(&row["nodetype"]) {
        "LANGUAGE_LITERAL" => {
            faults.push((Fault::NoLanguage, vec!["\"Ekbacka\"".to_owned()]));
            faults.push((Fault::WrongDatatype, vec![number.clone()]));
            if faults.iter().any(|(fault, _)| *fault == Fault::Missing) {
                faults.push((Fault::Missing, vec!["\" \"@sv".to_owned()]));
            }
            faults.push((Fault::AddressForText, vec![address]));
        }
        "ONLY_LITERAL" | "LITERAL" if text(&row["curie"]) == "dcterms:format" => {
            faults.push((Fault::WrongForm, vec!["\"kommaseparerad fil\"".to_owned()]));
        }
        "ONLY_LITERAL" => {
            faults.push((Fault::Language, vec!["\"Ekbacka\"@sv".to_owned()]));
            faults.push((Fault::WrongDatatype, vec![number]));
            faults.push((Fault::AddressForText, vec![address]));
        }
        // Any text will do: whatever its language or datatype.
        "LITERAL" => faults.push((Fault::AddressForText, vec![address])),
        "DATATYPE_LITERAL" => {
            faults.push((Fault::WrongDatatype, vec!["\"ungefär\"".to_owned()]));
            faults.push((Fault::AddressForText, vec![address]));
        }
        _ => {
            faults.push((Fault::TextForAddress, vec!["\"Ekbacka\"".to_owned()]));
            let kinds = pair.effective["term_kinds"].as_array().map_or(0, Vec::len);
            if kinds == 1 {
                faults.push((Fault::NoAddress, vec!["[]".to_owned()]));
            }
            let (open, pattern) = (OPEN.contains(&text(&row["uri"])), text(&row["pattern"]));
            if !row["choices"].is_null() && !open {
                faults.push((Fault::OutsideList, vec![address]));
            } else if pattern.trim_start_matches('(').starts_with("http") && !open {
                faults.push((Fault::WrongForm, vec!["<urn:x:elsewhere>".to_owned()]));
            }
        }
    }
    faults
}

#[test]
fn one_wrong_value_breaks_exactly_its_rule_for_every_pair_of_the_profile() {
    let Some(table) = table() else { return };
    let usual = Profile::dcat_ap_se();
    let off = usual.rules().iter().filter(|rule| rule.off && rule.id.ends_with("-missing")).map(|rule| rule.id.clone());
    let rules =
        Rules { profile: Profile::dcat_ap_se_with(&Choices { on: off.collect(), ..Choices::default() }).unwrap() };
    let (mut pairs, mut tried, mut wrong) = (0, 0, Vec::new());
    for pair in table.pairs() {
        pairs += 1;
        let (id, property) = (prefix(pair), text(&pair.effective["uri"]));
        if property == skord::rdf::vocab::rdf::TYPE {
            // A contact is found by its type, so the type itself has a test of its own below.
            continue;
        }
        let is = |values: &[String]| rules.broken(pair, &table.resource(pair.class, NAME, property, values));
        let usual = is(&[table.valid(pair, 0)]);
        let serious = |rule: &&String| usual_severity(rule) == Severity::Violation;
        if let Some(rule) = usual.iter().find(serious) {
            wrong.push(format!("{id}: a valid value breaks {rule}"));
        }
        for (fault, values) in faults(&table, pair) {
            tried += 1;
            let mut new: BTreeSet<String> = is(&values).difference(&usual).cloned().collect();
            let unknown = format!("{id}-unknown");
            match fault {
                // A list of one has no second value that is on it.
                Fault::Many if table.choices(pair) == 1 => drop(new.remove(&unknown)),
                // A part of two wholes leaves two catalogues that are part of none.
                Fault::Many if id == "catalog-is-part-of" => drop(new.remove("catalog-has-part-main-unclear")),
                // When no category is one of the list, that is told as well.
                Fault::OutsideList if id.ends_with("-theme") => drop(new.remove(&format!("{id}-all-unknown"))),
                // The value that passes is not on the list either, so that it asks for nothing more.
                Fault::OutsideList if usual.contains(&unknown) => drop(new.insert(unknown)),
                _ => {}
            }
            let expected = expected(table.row(pair), &id, fault);
            if new != BTreeSet::from([expected.clone()]) {
                wrong.push(format!("{id}: {fault:?} {values:?} should break {expected} and breaks {new:?}"));
            }
        }
    }
    println!("{pairs} pairs, {tried} faults");
    assert_eq!(pairs, 157);
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_contact_has_one_type_of_the_two() {
    let Some(table) = table() else { return };
    let pair =
        table.pairs().find(|pair| text(&pair.effective["uri"]) == skord::rdf::vocab::rdf::TYPE).expect("it is a row");
    let rules = Rules { profile: Profile::dcat_ap_se_with(&Choices::default()).unwrap() };
    let broken = |kinds: &[&str]| {
        let values: Vec<String> =
            kinds.iter().map(|kind| format!("<http://www.w3.org/2006/vcard/ns#{kind}>")).collect();
        let found = rules.broken(pair, &table.resource(pair.class, NAME, text(&pair.effective["uri"]), &values));
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(broken(&["Organization"]), [""; 0]);
    assert_eq!(broken(&["Kind"]), ["kind-type-unknown"]);
    assert_eq!(broken(&["Organization", "Individual"]), ["kind-type-many"]);
}

fn usual_severity(rule: &str) -> Severity {
    Profile::dcat_ap_se().rule(rule).expect("it was found").severity
}

/// The rule that a fault must break, and no other.
fn expected(row: &Value, id: &str, fault: Fault) -> String {
    let datatype = row["datatypes"].as_array().and_then(|all| all.first()).map_or("", text);
    let literal = match datatype.rsplit(['#', '/']).next().unwrap_or_default() {
        "date" => "not-date",
        "duration" => "not-duration",
        "decimal" | "nonNegativeInteger" => "not-number",
        "wktLiteral" => "not-geometry",
        _ => "not-text",
    };
    // Where several could be meant, the first that the property has a rule for.
    let problems: &[&str] = match fault {
        Fault::Missing => &["missing"],
        Fault::Many => &["many"],
        Fault::NoLanguage => &["language-missing"],
        Fault::WrongDatatype if text(&row["nodetype"]) == "LANGUAGE_LITERAL" => &["language-missing"],
        Fault::WrongDatatype | Fault::Language if literal == "not-text" => &["not-plain"],
        Fault::AddressForText | Fault::WrongDatatype | Fault::Language => &[literal],
        Fault::OutsideList => &["unknown"],
        Fault::WrongForm => &["form", "unknown"],
        Fault::TextForAddress | Fault::NoAddress => &["not-address", "not-resource", "form", "unknown"],
    };
    let ids = problems.iter().map(|problem| format!("{id}-{problem}")).map(|named| {
        let particular = PARTICULAR.iter().find(|(usual, _)| *usual == named);
        particular.map_or(named, |(_, particular)| (*particular).to_owned())
    });
    let mut ids = ids.filter(|id| Profile::dcat_ap_se().rule(id).is_some());
    ids.next().unwrap_or_else(|| panic!("{id}: there is no rule for {fault:?}"))
}
