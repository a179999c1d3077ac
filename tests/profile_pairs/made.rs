//! Resources made from the profile's own table: valid ones, with one value changed where a test asks for it.

use serde_json::Value;

/// The vCard class whose type is itself a row of the table.
pub const CONTACT: &str = "http://www.w3.org/2006/vcard/ns#Organization";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The profile as data.
pub struct Table {
    classes: Vec<Value>,
}

/// A document as it grows.
struct Document {
    /// The resources that it describes.
    described: Vec<String>,
    turtle: String,
}

/// One class with one of its properties.
#[derive(Clone, Copy)]
pub struct Pair<'t> {
    pub class: &'t Value,
    /// What holds for the property, all its rows together.
    pub effective: &'t Value,
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

impl Table {
    pub fn new(profile: &Value) -> Self {
        Table { classes: list(&profile["classes"]).to_vec() }
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
        let mut document = Document { described: vec![name.to_owned()], turtle: String::new() };
        self.describe(class, name, Some((property, values)), &mut document);
        document.turtle
    }

    fn describe(&self, class: &Value, name: &str, own: Option<(&str, &[String])>, document: &mut Document) {
        let typed = own.is_some_and(|(property, _)| property.ends_with("#type"));
        if !typed {
            document.turtle += &format!("<{name}> a <{}> .\n", text(&class["uri"]));
        }
        let mandatory = list(&class["effective"]).iter().filter(|effective| effective["min"].as_u64() > Some(0));
        for effective in mandatory {
            let property = text(&effective["uri"]);
            if own.is_none_or(|(own, _)| own != property) && !property.ends_with("#type") {
                self.state(Pair { class, effective }, name, &self.valid(Pair { class, effective }, 0), document);
            }
        }
        if let Some((property, values)) = own {
            let effective = list(&class["effective"]).iter().find(|effective| text(&effective["uri"]) == property);
            for value in values {
                self.state(Pair { class, effective: effective.expect("a pair of the table") }, name, value, document);
            }
        }
    }

    fn state(&self, pair: Pair<'_>, name: &str, value: &str, document: &mut Document) {
        document.turtle += &format!("<{name}> <{}> {value} .\n", text(&pair.effective["uri"]));
        let target = self.row(pair)["value_class"].as_array().and_then(|classes| self.class(text(classes.first()?)));
        let (Some(class), Some(iri)) = (target, value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'))) else {
            return;
        };
        // An address from elsewhere is not ours to describe.
        if iri.starts_with("https://made.example/") && !document.described.iter().any(|known| known == iri) {
            document.described.push(iri.to_owned());
            self.describe(class, iri, None, document);
        }
    }

    /// How many values the list of a pair has.
    pub fn choices(&self, pair: Pair<'_>) -> usize {
        list(&self.row(pair)["choices"]).len()
    }

    /// The row of the template that new data use.
    pub fn row<'t>(&self, pair: Pair<'t>) -> &'t Value {
        let rows = list(&pair.class["properties"]).iter();
        rows.filter(|row| row["uri"] == pair.effective["uri"])
            .find(|row| row["deprecated"] != Value::Bool(true))
            .expect("every pair has a row")
    }

    /// A value that the profile allows, as Turtle; another for another number.
    pub fn valid(&self, pair: Pair<'_>, number: usize) -> String {
        let row = self.row(pair);
        let property = text(&row["uri"]);
        if property.ends_with("/license") && text(&pair.class["curie"]) == "dcat:Catalog" {
            return "<http://creativecommons.org/publicdomain/zero/1.0/>".to_owned();
        }
        if property.ends_with("applicableLegislation") {
            // The one of the list would ask for more of the resource: it has tests of its own.
            return format!("<http://data.europa.eu/eli/reg/2022/{}/oj>", 868 + number);
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
