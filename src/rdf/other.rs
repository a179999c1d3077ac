//! What a document is that is none of the RDF formats, so that who gave the address can be told what is wrong with it.
//!
//! In: the text of a document that begins like XML, HTML or JSON. Out: [`NotRdf`]. Guesses, but from content only.

use super::charset::head;
use serde::de::{IgnoredAny, MapAccess, Visitor};

/// How much of a web page is looked at, in bytes.
pub(super) const PAGE: usize = 256 << 10;

/// What a document is, when it is none of the formats.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRdf {
    /// Nothing, or white space.
    #[error("the document is empty")]
    Empty,
    /// A document of one of the formats in which nothing is said.
    #[error(
        "nothing in the document can be read as a statement; in JSON-LD the @context may be missing or know none of its keys"
    )]
    NoStatements,
    /// A web page.
    #[error("the document is an HTML page, not RDF; the address may have moved, or ask for a login")]
    Html,
    /// A web page that asks for a login.
    #[error("the document is an HTML page that asks for a login, not RDF")]
    LoginPage,
    /// A web page that says that there is no such page.
    #[error("the document is an HTML page that says that the page was not found, not RDF")]
    MissingPage,
    /// A web page with JSON-LD in it.
    #[error(
        "the document is an HTML page with JSON-LD inside, not RDF; say format = \"html\" of the source (--from html on the \
         command line) to read that, or ask for the catalogue's export"
    )]
    LandingPage,
    /// An Atom or RSS feed.
    #[error("the document is an Atom or RSS feed, not RDF/XML")]
    NewsFeed,
    /// Metadata after ISO 19139.
    #[error("the document is geodata metadata (ISO 19139), not RDF/XML")]
    Iso19139,
    /// An answer of a catalogue service (OGC CSW).
    #[error("the document is an answer of a catalogue service for geodata (CSW), not RDF/XML")]
    Csw,
    /// XML that is not RDF/XML; the root element's name.
    #[error("the document is XML with the root element <{0}>, not RDF/XML")]
    OtherXml(String),
    /// An answer of CKAN's own API.
    #[error(
        "the document is an answer of CKAN's own API, not RDF; add .rdf, .ttl or .jsonld to the address of the catalogue"
    )]
    Ckan,
    /// A catalogue after data.json (Project Open Data) without its context.
    #[error("the document is a data.json catalogue without an @context, so it is not JSON-LD")]
    DataJson,
    /// An error of an API.
    #[error("the document is an error message of an API, not RDF")]
    ApiError,
    /// JSON that is not JSON-LD.
    #[error("the document is JSON without an @context, @graph or @id, so it is not JSON-LD")]
    OtherJson,
    /// Something else.
    #[error("the document is none of RDF/XML, Turtle, N-Triples, N-Quads, TriG and JSON-LD")]
    Unknown,
}

/// Which kind of web page it is.
pub(super) fn page(text: &str) -> NotRdf {
    let text = head(text, PAGE).to_lowercase();
    let inside = |element: &str| {
        let (_, after) = text.split_once(&format!("<{element}"))?;
        Some(after.split_once(&format!("</{element}"))?.0)
    };
    let headings = format!("{} {}", inside("title").unwrap_or_default(), inside("h1").unwrap_or_default());
    let says = |words: &[&str]| words.iter().any(|word| headings.contains(word));
    if text.contains("type=\"password\"") || says(&["logga in", "inloggning", "log in", "login", "sign in"]) {
        return NotRdf::LoginPage;
    }
    if says(&["404", "not found", "hittades inte", "hittas inte", "finns inte", "saknas"]) {
        return NotRdf::MissingPage;
    }
    match text.contains("application/ld+json") {
        true => NotRdf::LandingPage,
        false => NotRdf::Html,
    }
}

/// What XML it is, by the root element.
pub(super) fn xml(name: &str) -> NotRdf {
    match name.rsplit(':').next().unwrap_or_default() {
        "feed" | "rss" => NotRdf::NewsFeed,
        "MD_Metadata" | "MI_Metadata" => NotRdf::Iso19139,
        "GetRecordsResponse" | "GetRecordByIdResponse" | "Capabilities" | "ExceptionReport" => NotRdf::Csw,
        _ => NotRdf::OtherXml(name.chars().take(80).collect()),
    }
}

/// What JSON it is, by the keys of the outermost object.
pub(super) fn json(bytes: &[u8]) -> NotRdf {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let Ok(keys) = serde::Deserializer::deserialize_any(&mut reader, Keys) else {
        // An array has no keys, and other texts begin with a bracket, too.
        return match serde_json::from_slice::<IgnoredAny>(bytes) {
            Ok(_) => NotRdf::OtherJson,
            Err(_) => NotRdf::Unknown,
        };
    };
    let has = |key: &str| keys.iter().any(|known| known == key);
    if ["error", "errors", "fault", "exception"].into_iter().any(has) {
        return NotRdf::ApiError;
    }
    if has("success") && has("result") || has("resources") && has("name") {
        return NotRdf::Ckan;
    }
    if has("dataset") {
        return NotRdf::DataJson;
    }
    match keys.len() <= 8 && ["message", "status", "code", "detail"].into_iter().any(has) {
        true => NotRdf::ApiError,
        false => NotRdf::OtherJson,
    }
}

/// Reads the keys of an object and nothing of its values.
struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut keys = Vec::new();
        while let Some((key, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
            keys.push(key);
        }
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::Format;

    #[test]
    fn each_wrong_kind_is_called_by_its_name() {
        let cases = [
            ("<html><title>Logga in</title></html>", NotRdf::LoginPage),
            ("<!doctype html><form><input type=\"password\"></form>", NotRdf::LoginPage),
            ("<html><head><title>Sidan hittades inte</title></head></html>", NotRdf::MissingPage),
            ("<html><body><h1 class='x'>404</h1></body></html>", NotRdf::MissingPage),
            (
                "<html><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\"}</script></html>",
                NotRdf::LandingPage,
            ),
            ("<html><title>Öppna data</title></html>", NotRdf::Html),
            ("<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", NotRdf::NewsFeed),
            ("<rss version='2.0'/>", NotRdf::NewsFeed),
            ("<gmd:MD_Metadata xmlns:gmd='http://www.isotc211.org/2005/gmd'/>", NotRdf::Iso19139),
            ("<csw:GetRecordsResponse xmlns:csw='http://www.opengis.net/cat/csw/2.0.2'/>", NotRdf::Csw),
            ("<kml/>", NotRdf::OtherXml("kml".to_owned())),
            ("{\"help\": \"x\", \"success\": true, \"result\": []}", NotRdf::Ckan),
            ("{\"name\": \"x\", \"resources\": []}", NotRdf::Ckan),
            ("{\"title\": \"x\", \"dataset\": []}", NotRdf::DataJson),
            ("{\"success\": false, \"error\": {\"message\": \"x\"}}", NotRdf::ApiError),
            ("{\"status\": 500, \"message\": \"x\"}", NotRdf::ApiError),
            ("{\"type\": \"FeatureCollection\", \"features\": []}", NotRdf::OtherJson),
            ("[1, 2]", NotRdf::OtherJson),
            ("[section]\nkey = 1", NotRdf::Unknown),
        ];
        for (text, expected) in cases {
            assert_eq!(Format::detect(text.as_bytes(), Some("application/rdf+xml"), "a.rdf"), Err(expected), "{text}");
        }
    }
}
