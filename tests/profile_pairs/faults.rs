//! The faults that a value of a pair can have, and the rule that each must break.

use serde_json::Value;
use skord::validate::{Profile, Severity};

use crate::made::{Pair, Table, list, text};

/// What is wrong with the values of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
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

/// Rules about a value that are more particular than the name of the fault: what is expected, what is found.
const PARTICULAR: &[(&str, &str)] = &[
    // One licence is allowed, and one rule says so whatever else stands there.
    ("catalog-license-many", "catalog-license-not-cc0"),
    ("catalog-license-not-address", "catalog-license-not-cc0"),
];

/// Faults that a pair cannot have, and why; the test counts them.
pub const EXEMPT: &[(&str, Fault, &str)] = &[
    (
        "kind-type",
        Fault::Missing,
        "a contact is found by its type: what points to it has the fault, and a test of its own",
    ),
    ("kind-type", Fault::TextForAddress, "a contact is found by its type, which is an address or none"),
    ("kind-type", Fault::NoAddress, "a contact is found by its type, which is an address or none"),
];

/// `accessURL` as `access-url`.
fn kebab(name: &str) -> String {
    let boundary = regex::Regex::new("([a-z])([A-Z])").unwrap();
    boundary.replace_all(name, "$1-$2").to_lowercase()
}

/// What the ids of a pair's rules begin with.
pub fn prefix(pair: Pair<'_>) -> String {
    let local = |value: &str| kebab(value.rsplit([':', '#', '/']).next().unwrap_or_default());
    let is_contact = text(&pair.class["uri"]) == crate::made::CONTACT;
    let class = if is_contact { "kind".to_owned() } else { local(text(&pair.class["curie"])) };
    // Two properties of a dataset are called identifier.
    let other = if text(&pair.effective["curie"]) == "adms:identifier" { "-other" } else { "" };
    format!("{class}-{}{other}", local(text(&pair.effective["curie"])))
}

/// The faults that the values of a pair can have, each with its values as Turtle.
pub fn faults(table: &Table, pair: Pair<'_>) -> Vec<(Fault, Vec<String>)> {
    let row = table.row(pair);
    let valid = |number| table.valid(pair, number);
    let mut faults = Vec::new();
    let asked = ["min", "pref", "min_when_condition"].map(|bound| pair.effective[bound].as_u64() > Some(0));
    if asked.contains(&true) {
        faults.push((Fault::Missing, Vec::new()));
    }
    if let Some(max) = pair.effective["max"].as_u64() {
        let mut values: Vec<String> = (0..=max as usize).map(valid).collect();
        if values[0] == values[1] {
            values[1] = "<https://made.example/other>".to_owned();
        }
        faults.push((Fault::Many, values));
    }
    // A contact of another type is still to be known as a contact.
    let address = match pair.effective["curie"] == "rdf:type" {
        true => "<http://www.w3.org/2006/vcard/ns#Kind>".to_owned(),
        false => "<https://made.example/elsewhere>".to_owned(),
    };
    let number = "17".to_owned();
    match text(&row["nodetype"]) {
        "LANGUAGE_LITERAL" => {
            faults.push((Fault::NoLanguage, vec!["\"Ekbacka\"".to_owned()]));
            faults.push((Fault::WrongDatatype, vec![number]));
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
            if list(&pair.effective["term_kinds"]).len() == 1 {
                faults.push((Fault::NoAddress, vec!["[]".to_owned()]));
            }
            match shut(table, pair) {
                Shut::Listed => faults.push((Fault::OutsideList, vec![address])),
                Shut::Formed => faults.push((Fault::WrongForm, vec!["<urn:x:elsewhere>".to_owned()])),
                Shut::Open => {}
            }
        }
    }
    faults
}

/// What shuts other addresses out.
#[derive(PartialEq)]
pub enum Shut {
    Listed,
    Formed,
    /// Nothing does.
    Open,
}

/// Whether any address will do, which is so where a row of the pair has neither a list nor a pattern, or a pattern that only says
/// which values the row is about (`dcterms:subject`: a note of the table says not to reject others).
pub fn shut(table: &Table, pair: Pair<'_>) -> Shut {
    let about = |row: &Value| text(&row["curie"]) == "dcterms:subject";
    let free = |row: &Value| row["choices"].is_null() && (row["pattern"].is_null() || about(row));
    let formed = |row: &Value| {
        let pattern = text(&row["pattern"]).trim_start_matches('(');
        pattern.starts_with("http") || !row["value_template"].is_null()
    };
    match () {
        () if table.rows(pair).any(|row| free(row) && row["value_template"].is_null()) => Shut::Open,
        () if table.rows(pair).any(|row| !row["choices"].is_null()) => Shut::Listed,
        () if table.rows(pair).any(formed) => Shut::Formed,
        () => Shut::Open,
    }
}

/// The rule that a fault must break, and no other, with how grave the table makes it.
pub fn expected(pair: Pair<'_>, row: &Value, fault: Fault) -> (String, Severity) {
    let id = prefix(pair);
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
    let rule = ids.next().unwrap_or_else(|| panic!("{id}: there is no rule for {fault:?}"));
    let severity = severity(pair, fault, &rule);
    (rule, severity)
}

/// Rules that are milder than the table alone would make them, and why.
pub const MILDER: &[(&str, Severity, &str)] = &[
    ("catalog-theme-taxonomy-unknown", Severity::Warning, "recommended, and others than the European list are in use"),
    ("dataset-theme-unknown", Severity::Info, "themes of other lists may stand beside the 13"),
    ("data-service-theme-unknown", Severity::Info, "themes of other lists may stand beside the 13"),
    ("dataset-series-theme-unknown", Severity::Info, "themes of other lists may stand beside the 13"),
    ("dataset-applicable-legislation-unknown", Severity::Info, "other acts than the one that is listed may apply"),
    ("dataset-series-applicable-legislation-unknown", Severity::Info, "other acts than the one listed may apply"),
    ("distribution-applicable-legislation-unknown", Severity::Info, "other acts than the one listed may apply"),
    ("data-service-applicable-legislation-unknown", Severity::Info, "other acts than the one listed may apply"),
    ("data-service-type-unknown", Severity::Warning, "the list names two styles and there are more"),
    ("agent-classification-unknown", Severity::Info, "the list names one class and there are more"),
    ("checksum-algorithm-unknown", Severity::Warning, "the list names one algorithm and there are more"),
    ("relationship-had-role-unknown", Severity::Warning, "the list of roles lies at the portal and may grow"),
    ("kind-type-unknown", Severity::Warning, "the European profile takes a contact of any kind"),
    ("agent-name-language-missing", Severity::Warning, "a name can be read without its language"),
    ("dataset-identifier-not-plain", Severity::Warning, "the characters are right, and all readers get them"),
    ("dataset-identifier-other-not-plain", Severity::Warning, "the characters are right, and all readers get them"),
    ("dataset-version-not-plain", Severity::Warning, "the characters are right, and all readers get them"),
    ("agent-identifier-not-plain", Severity::Warning, "the characters are right, and all readers get them"),
    ("rights-statement-copyright-year-not-plain", Severity::Warning, "the characters are right, and all get them"),
];

/// Mandatory is an error, recommended a warning; more than the maximum and what is no such value are errors, but for what is
/// listed as milder.
fn severity(pair: Pair<'_>, fault: Fault, rule: &str) -> Severity {
    if let Some((_, severity, _)) = MILDER.iter().find(|milder| milder.0 == rule) {
        return *severity;
    }
    let demanded = ["min", "min_when_condition"].iter().any(|bound| pair.effective[*bound].as_u64() > Some(0));
    match fault {
        Fault::Missing if !demanded => Severity::Warning,
        _ => Severity::Violation,
    }
}
