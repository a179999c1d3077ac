//! Every value that the profile allows of one property: all that its table lists, and of what it describes one of each kind.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use skord::rdf::{Caps, Format, parse};

use crate::made::{Pair, Table, XSD, list, text};

pub const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";
pub const IN_SCHEME: &str = "http://www.w3.org/2004/02/skos/core#inScheme";
pub const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";

/// A code of a controlled list, as Turtle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    pub value: String,
    pub deprecated: bool,
}

/// The codes of `shapes/vocabularies/`, by their scheme.
pub type Codes = BTreeMap<String, BTreeSet<Code>>;

/// Reads one file of `shapes/vocabularies/` into the codes. In data a media type is a text: its code.
pub fn read_codes(turtle: &str, codes: &mut Codes) {
    let base = "https://made.example/";
    let graph = parse(turtle.as_bytes(), Format::Turtle, base, &Caps::default()).expect("a vocabulary is Turtle").graph;
    let text_of = |subject, property: &str| {
        let property = graph.find_iri(property)?;
        graph.objects(subject, property).next().map(|object| graph.term(object).text().to_owned())
    };
    let Some(notation) = graph.find_iri(NOTATION) else { return };
    for (code, concept) in graph.by_predicate(notation) {
        // A list that is itself the choice is in none.
        let Some(scheme) = text_of(concept, IN_SCHEME) else { continue };
        let is_text = scheme.ends_with("/media-types") || scheme.ends_with("/media-types.xhtml");
        let value = match is_text {
            true => format!("{:?}", graph.term(code).text()),
            false => format!("<{}>", graph.term(concept).text()),
        };
        let deprecated = text_of(concept, DEPRECATED).is_some();
        codes.entry(scheme).or_default().insert(Code { value, deprecated });
    }
}

/// A value that the profile allows, as Turtle, and why it does.
#[derive(Clone, Debug)]
pub struct Allowed {
    pub value: String,
    pub by: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The list of the row.
    Choice,
    /// The list of a row that old data use.
    OldChoice,
    /// The controlled list that the row's list is taken from.
    Code { deprecated: bool },
    /// What the row says of its values: kind, datatype, pattern.
    Description,
    /// The same, for something without an address.
    Nameless,
    /// The same, for a media type.
    MediaType,
}

impl Table {
    /// The values, each once, in the order of the table.
    pub fn allowed(&self, pair: Pair<'_>, codes: &Codes) -> Vec<Allowed> {
        let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
        for row in self.rows(pair) {
            let by = if row["deprecated"] == Value::Bool(true) { By::OldChoice } else { By::Choice };
            let listed = list(&row["choices"]).iter().map(|choice| match choice["uri"].is_null() {
                true => Allowed { value: format!("{:?}", text(&choice["value"])), by },
                false => Allowed { value: format!("<{}>", text(&choice["value"])), by },
            });
            all.extend(listed);
        }
        for row in self.rows(pair) {
            // The one choice of a taxonomy is the list itself, and not what stands in it.
            let vocabulary = text(&row["vocabulary"]);
            let is_list = list(&row["choices"]).iter().any(|choice| text(&choice["value"]) == vocabulary);
            let european = match text(&row["curie"]) {
                "dcterms:license" => Some("http://publications.europa.eu/resource/authority/licence"),
                "dcterms:format" => Some("http://publications.europa.eu/resource/authority/file-type"),
                _ => None,
            };
            let european = european.filter(|_| row["choices"].is_null());
            let lists = [Some(vocabulary).filter(|_| !is_list), european].into_iter().flatten();
            let coded = lists.filter_map(|scheme| codes.get(scheme)).flatten();
            all.extend(coded.map(|Code { value, deprecated }| Allowed {
                value: value.clone(),
                by: By::Code { deprecated: *deprecated },
            }));
            all.extend(self.described(pair, row));
        }
        if text(&pair.effective["curie"]) == "dcterms:license" && text(&pair.class["curie"]) == "dcat:Catalog" {
            all = vec![Allowed { value: format!("<{}>", self.catalog_license), by: By::Choice }];
        }
        all.retain(|allowed: &Allowed| seen.insert(allowed.value.clone()));
        all
    }

    /// What a row describes and does not list.
    fn described(&self, pair: Pair<'_>, row: &Value) -> Vec<Allowed> {
        let listed = !row["choices"].is_null();
        let strings = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
        let mut by = By::Description;
        let values = match text(&row["nodetype"]) {
            "LANGUAGE_LITERAL" => strings(&["\"Ekbacka\"@sv", "\"Ekbacka\"@en", "\"Ekbacka\"@sv-SE", "\"Ekbacka\"@se"]),
            "ONLY_LITERAL" | "LITERAL" if text(&row["pattern"]).contains("\\w+\\/") => {
                by = By::MediaType;
                MEDIA_TYPES.iter().map(|value| format!("{value:?}")).collect()
            }
            "ONLY_LITERAL" | "LITERAL" if listed => Vec::new(),
            "ONLY_LITERAL" => strings(&["\"Ekbacka\""]),
            "LITERAL" => strings(&["\"Ekbacka\"", "\"Ekbacka\"@sv", "17"]),
            "DATATYPE_LITERAL" => list(&row["datatypes"]).iter().flat_map(|datatype| typed(text(datatype))).collect(),
            _ => self.addresses(row),
        };
        let mut all: Vec<Allowed> = values.into_iter().map(|value| Allowed { value, by }).collect();
        let blank = list(&pair.effective["term_kinds"]).iter().any(|kind| text(kind) == "BlankNode");
        if blank && text(&row["nodetype"]) == "RESOURCE" {
            all.push(Allowed { value: "_:nameless".to_owned(), by: By::Nameless });
        }
        all
    }

    fn addresses(&self, row: &Value) -> Vec<String> {
        let (pattern, template) = (text(&row["pattern"]), text(&row["value_template"]));
        let made = format!("made.example/{}/all", text(&row["curie"]).replace(':', "/"));
        let with = |schemes: &[&str]| schemes.iter().map(|scheme| format!("<{scheme}://{made}>")).collect();
        if template.starts_with("mailto:") {
            return vec!["<mailto:data@made.example>".to_owned()];
        }
        if template.starts_with("tel:") {
            return ["+4631236000", "+46-31-23.60.00", "031(23)6000"].map(|number| format!("<tel:{number}>")).into();
        }
        match pattern {
            "https?://.+" => with(&["https", "http"]),
            "(http|https|ftp|ftps)://.*" => with(&["https", "http", "ftp", "ftps"]),
            // What a pattern does not name is on the list.
            "" if !row["choices"].is_null() => Vec::new(),
            "" => with(&["https", "http"]),
            _ => match pattern.strip_suffix("/.*") {
                Some(_) if !row["choices"].is_null() => Vec::new(),
                Some(namespace) => vec![format!("<{namespace}/ekbacka>")],
                None => panic!("{pattern}: a pattern that no values are made for"),
            },
        }
    }
}

const MEDIA_TYPES: [&str; 5] = [
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/ld+json",
    "text/plain;charset=utf",
    "image/x-icon",
    "chemical/x-cml",
];

/// Values of a datatype in the forms in which they are written.
fn typed(datatype: &str) -> Vec<String> {
    let lexical: &[&str] = match datatype.strip_prefix(XSD).unwrap_or(datatype) {
        "date" => &["2024-01-31", "2024-01-31Z"],
        "dateTime" => &["2024-01-31T12:30:00", "2024-01-31T12:30:00Z", "2024-01-31T12:30:00.123+01:00"],
        "gYear" => &["2024"],
        "duration" => &["P1D", "PT15M", "P1Y2M3DT4H5M6.5S"],
        "decimal" => &["0.5", "10"],
        "nonNegativeInteger" => &["0", "1200"],
        wkt if wkt.ends_with("#wktLiteral") => &["POINT(12 57)", "POLYGON((12 57,13 57,13 58,12 58,12 57))"],
        other => panic!("{other}: a datatype that no values are made for"),
    };
    lexical.iter().map(|lexical| format!("\"{lexical}\"^^<{datatype}>")).collect()
}
