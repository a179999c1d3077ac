//! Resources made from the profile's own table: valid ones, with the values of one property changed where a test asks for it.

use serde_json::Value;

/// The vCard class whose type is itself a row of the table.
pub const CONTACT: &str = "http://www.w3.org/2006/vcard/ns#Organization";
/// The act that makes a dataset a high-value one.
const HVD: &str = "<http://data.europa.eu/eli/reg_impl/2023/138/oj>";
const LEGISLATION: &str = "http://data.europa.eu/r5r/applicableLegislation";
const CATEGORY: &str = "http://data.europa.eu/r5r/hvdCategory";
/// What is to be said of high-value data, beside what is mandatory.
const HIGH_VALUE: &[(&str, &[&str])] = &[
    ("dcat:Dataset", &[LEGISLATION, CATEGORY, "http://www.w3.org/ns/dcat#distribution"]),
    ("dcat:DatasetSeries", &[LEGISLATION, CATEGORY]),
    (
        "dcat:Distribution",
        &[LEGISLATION, "http://purl.org/dc/terms/license", "http://www.w3.org/ns/dcat#accessService"],
    ),
    (
        "dcat:DataService",
        &[
            LEGISLATION,
            CATEGORY,
            "http://purl.org/dc/terms/license",
            "http://www.w3.org/ns/dcat#contactPoint",
            "http://www.w3.org/ns/dcat#servesDataset",
            "http://xmlns.com/foaf/0.1/page",
        ],
    ),
];
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The profile as data.
pub struct Table {
    classes: Vec<Value>,
    /// The one licence of a catalogue.
    pub catalog_license: String,
}

/// A document as it grows.
struct Document {
    /// The resources that it describes.
    described: Vec<String>,
    /// Whether it is about high-value data: then everything in it is marked, and has what that asks for.
    high_value: bool,
    turtle: String,
}

/// One class with one of its properties.
#[derive(Clone, Copy)]
pub struct Pair<'t> {
    pub class: &'t Value,
    /// What holds for the property, all its rows together.
    pub effective: &'t Value,
}

/// A name as Turtle writes it in front of a statement.
fn subject(name: &str) -> String {
    if name.starts_with("_:") { name.to_owned() } else { format!("<{name}>") }
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

impl Table {
    pub fn new(profile: &Value) -> Self {
        Table {
            classes: list(&profile["classes"]).to_vec(),
            catalog_license: text(&profile["catalog_license"]).to_owned(),
        }
    }

    pub fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        self.classes
            .iter()
            .flat_map(|class| list(&class["effective"]).iter().map(move |effective| Pair { class, effective }))
    }

    fn class(&self, iri: &str) -> Option<&Value> {
        self.classes
            .iter()
            .find(|class| list(&class["accepted_rdf_types"]).iter().any(|accepted| text(accepted) == iri))
    }

    /// A resource of a class with what is mandatory, and the given values of one property instead of its own.
    /// The resources that it points to are described too, once each.
    pub fn resource(&self, class: &Value, name: &str, property: &str, values: &[String]) -> String {
        let high_value = property == CATEGORY || (property == LEGISLATION && values.iter().any(|value| value == HVD));
        let mut document = Document { described: vec![name.to_owned()], high_value, turtle: String::new() };
        self.describe(class, name, Some((property, values)), &mut document);
        document.turtle
    }

    fn describe(&self, class: &Value, name: &str, own: Option<(&str, &[String])>, document: &mut Document) {
        let subject = subject(name);
        let typed = own.is_some_and(|(property, _)| property.ends_with("#type"));
        if !typed {
            document.turtle += &format!("{subject} a <{}> .\n", text(&class["uri"]));
        }
        let effective = |property: &str| list(&class["effective"]).iter().find(|one| text(&one["uri"]) == property);
        let mut others: Vec<&Value> =
            list(&class["effective"]).iter().filter(|effective| effective["min"].as_u64() > Some(0)).collect();
        if document.high_value {
            others.extend(
                HIGH_VALUE
                    .iter()
                    .filter(|(of, _)| *of == text(&class["curie"]))
                    .flat_map(|(_, all)| all.iter().map(|property| effective(property).expect("a pair of the table"))),
            );
        }
        for effective in others {
            let property = text(&effective["uri"]);
            if own.is_none_or(|(own, _)| own != property) && !property.ends_with("#type") {
                self.state(Pair { class, effective }, name, &self.valid(Pair { class, effective }, 0), document);
            }
        }
        if let Some((property, values)) = own {
            let effective = effective(property).expect("a pair of the table");
            values.iter().for_each(|value| self.state(Pair { class, effective }, name, value, document));
        }
    }

    fn state(&self, pair: Pair<'_>, name: &str, value: &str, document: &mut Document) {
        document.turtle += &format!("{} <{}> {value} .\n", subject(name), text(&pair.effective["uri"]));
        let Some(class) = self.target(pair) else { return };
        // An address from elsewhere is not ours to describe, and neither is what has no name here.
        let ours = value.contains("://made.example/") || value.starts_with("_:");
        let name = value.trim_start_matches('<').trim_end_matches('>');
        if ours && !document.described.iter().any(|known| known == name) {
            document.described.push(name.to_owned());
            self.describe(class, name, None, document);
        }
    }

    /// How many values the list of a pair has.
    pub fn choices(&self, pair: Pair<'_>) -> usize {
        list(&self.row(pair)["choices"]).len()
    }

    /// The rows of the template that make up a pair; the first is the one that new data use.
    pub fn rows<'t>(&self, pair: Pair<'t>) -> impl Iterator<Item = &'t Value> {
        let of = |old: bool| {
            let rows = list(&pair.class["properties"]).iter().filter(move |row| row["uri"] == pair.effective["uri"]);
            rows.filter(move |row| (row["deprecated"] == Value::Bool(true)) == old)
        };
        of(false).chain(of(true))
    }

    /// The row of the template that new data use.
    pub fn row<'t>(&self, pair: Pair<'t>) -> &'t Value {
        self.rows(pair).next().expect("every pair has a row")
    }

    /// The class of the table that a pair points to.
    pub fn target<'t>(&'t self, pair: Pair<'_>) -> Option<&'t Value> {
        self.rows(pair).find_map(|row| self.class(text(row["value_class"].as_array()?.first()?)))
    }

    /// A value that the profile allows, as Turtle; another for another number.
    pub fn valid(&self, pair: Pair<'_>, number: usize) -> String {
        let row = self.row(pair);
        let property = text(&row["uri"]);
        if property.ends_with("/license") && text(&pair.class["curie"]) == "dcat:Catalog" {
            return format!("<{}>", self.catalog_license);
        }
        let choices = list(&row["choices"]);
        if let Some(choice) = choices.get(number.min(choices.len().saturating_sub(1))) {
            let value = text(&choice["value"]);
            return if choice["uri"].is_null() { format!("{value:?}") } else { format!("<{value}>") };
        }
        let datatype = list(&row["datatypes"]).first().map_or("", |iri| text(iri));
        match (text(&row["nodetype"]), datatype.rsplit(['#', '/']).next().unwrap_or_default()) {
            ("LANGUAGE_LITERAL", _) => format!("\"Ekbacka {number}\"@sv"),
            ("ONLY_LITERAL" | "LITERAL", _) => format!("\"Ekbacka {number}\""),
            (_, "date") => format!("\"2024-01-{:02}\"^^<{XSD}date>", number + 1),
            (_, "duration") => format!("\"P{}D\"^^<{XSD}duration>", number + 1),
            (_, "decimal") => format!("\"{number}.5\"^^<{XSD}decimal>"),
            (_, "nonNegativeInteger") => format!("\"{number}\"^^<{XSD}nonNegativeInteger>"),
            (_, "wktLiteral") => format!("\"POINT({number} 57)\"^^<{datatype}>"),
            _ if text(&row["value_template"]).starts_with("mailto:") => format!("<mailto:data{number}@made.example>"),
            _ if text(&row["value_template"]).starts_with("tel:") => format!("<tel:+4633123{number}>"),
            _ => match text(&row["pattern"]).strip_suffix("/.*") {
                Some(namespace) if namespace.starts_with("http") => format!("<{namespace}/{number}>"),
                _ => format!("<https://made.example/{}/{number}>", text(&row["curie"]).replace(':', "/")),
            },
        }
    }
}
