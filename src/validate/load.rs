//! Rules out of a graph of shapes.
//!
//! In: the parsed shapes. Out: the rules, sorted by id, or what a shape lacks.

use super::rule::{Owner, Rule, Severity};
use super::terms as help;
use super::text::Text;
use crate::rdf::vocab::{rdf, rdfs, sh};
use crate::rdf::{Graph, TermId};

/// `sh:inversePath` (SHACL, section 2.3.1.4).
const INVERSE_PATH: &str = "http://www.w3.org/ns/shacl#inversePath";

/// What is wrong with a documented shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// A file is not Turtle.
    #[error("the rule file {file} cannot be read: {reason}")]
    Syntax {
        /// The file, below `shapes/`.
        file: String,
        /// What the parser says.
        reason: String,
    },
    /// A property shape of a rule-bearing node shape has no IRI of the form `rule:id`.
    #[error("a property shape of {0} has no name in {RULE}; give it an id", RULE = help::RULE)]
    Unnamed(String),
    /// A rule lacks something.
    #[error("rule {rule} lacks {what}; add it beside its constraint")]
    Lacks {
        /// The rule's id.
        rule: String,
        /// What is missing, as it would be written in Turtle.
        what: String,
    },
    /// A choice names a rule that is none.
    #[error("no rule has the id {rule}; `skord rules` lists them all")]
    Unknown {
        /// The id.
        rule: String,
    },
    /// The shapes do not form a valid shapes graph.
    #[error("the shapes are ill-formed: {0}")]
    IllFormed(String),
}

/// Every rule, sorted by id: the property shapes of the node shapes that have a target, and the node shapes that say
/// themselves which property they are about, which have a condition on more than that property's values.
pub(super) fn rules(shapes: &Graph) -> Result<Vec<Rule>, LoadError> {
    let mut rules = Vec::new();
    let pairs = |predicate| shapes.find_iri(predicate).into_iter().flat_map(|predicate| shapes.by_predicate(predicate));
    for (shape, node_shape) in pairs(sh::PROPERTY) {
        let reader = Reader { shapes, shape: node_shape, id: shapes.term(node_shape).text() };
        // Only a node shape that says what it describes holds rules; others are parts of one.
        let Some(class) = reader.class() else { continue };
        if reader.iri(help::PATH).is_none() {
            rules.push(Reader { shapes, shape, id: named(shapes, shape, node_shape)? }.rule(class)?);
        }
    }
    for (_, shape) in pairs(help::PATH) {
        let reader = Reader { shapes, shape, id: named(shapes, shape, shape)? };
        let lacks = || LoadError::Lacks { rule: reader.id.to_owned(), what: "help:describes".to_owned() };
        rules.push(reader.rule(reader.class().ok_or_else(lacks)?)?);
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rules)
}

/// The id of a rule's shape; without one, the shape that it belongs to is named.
fn named(shapes: &Graph, shape: TermId, owner: TermId) -> Result<&str, LoadError> {
    let id = shapes.term(shape).as_iri().and_then(|iri| iri.strip_prefix(help::RULE));
    id.ok_or_else(|| LoadError::Unnamed(shapes.term(owner).text().to_owned()))
}

/// One shape, and the name to use in complaints about it.
struct Reader<'a> {
    shapes: &'a Graph,
    shape: TermId,
    id: &'a str,
}

impl Reader<'_> {
    fn rule(&self, class_iri: &str) -> Result<Rule, LoadError> {
        let lacks = |what: &str| LoadError::Lacks { rule: self.id.to_owned(), what: what.to_owned() };
        Ok(Rule {
            id: self.id.to_owned(),
            severity: self.iri(sh::SEVERITY).and_then(Severity::from_iri).ok_or_else(|| lacks("sh:severity"))?,
            off: self.literal(sh::DEACTIVATED).is_some_and(|value| value == "true"),
            name: self.text(sh::NAME, "sh:name")?,
            message: self.text(sh::MESSAGE, "sh:message")?,
            one: self.text(help::ONE, "help:one")?,
            many: self.text(help::MANY, "help:many")?,
            why: self.text(help::WHY, "help:why")?,
            fix: self.text(help::FIX, "help:fix")?,
            owner: self.iri(help::OWNER).and_then(owner).ok_or_else(|| lacks("help:owner"))?,
            class: self.text(help::CLASS, "help:class")?,
            property: self.text(help::PROPERTY, "help:property")?,
            class_iri: class_iri.to_owned(),
            path: self.path().ok_or_else(|| lacks("sh:path"))?,
            spec: self.links(),
            example: self.literal(help::EXAMPLE).ok_or_else(|| lacks("help:example"))?,
            counter_example: self.literal(help::COUNTER_EXAMPLE).ok_or_else(|| lacks("help:counterExample"))?,
        })
    }

    /// The class that the shape is about.
    fn class(&self) -> Option<&str> {
        self.iri(help::DESCRIBES).or_else(|| self.iri(sh::TARGET_CLASS))
    }

    fn values(&self, predicate: &str) -> impl Iterator<Item = TermId> + '_ {
        let predicate = self.shapes.find_iri(predicate);
        predicate.into_iter().flat_map(|predicate| self.shapes.objects(self.shape, predicate))
    }

    fn links(&self) -> Vec<String> {
        let mut links: Vec<String> =
            self.values(rdfs::SEE_ALSO).map(|link| self.shapes.term(link).text().to_owned()).collect();
        links.sort();
        links
    }

    fn iri(&self, predicate: &str) -> Option<&str> {
        self.values(predicate).find_map(|value| self.shapes.term(value).as_iri())
    }

    fn literal(&self, predicate: &str) -> Option<String> {
        self.values(predicate).find_map(|value| self.shapes.term(value).as_literal()).map(|l| l.lexical.to_owned())
    }

    fn text(&self, predicate: &str, written: &str) -> Result<Text, LoadError> {
        let in_language = |language: &str| {
            self.values(predicate)
                .filter_map(|value| self.shapes.term(value).as_literal())
                .find(|literal| literal.language == Some(language) && !literal.lexical.trim().is_empty())
                .map(|literal| literal.lexical.to_owned())
                .ok_or_else(|| LoadError::Lacks {
                    rule: self.id.to_owned(),
                    what: format!("{written} \"…\"@{language}"),
                })
        };
        Ok(Text { sv: in_language("sv")?, en: in_language("en")? })
    }

    /// The path as SPARQL writes it: an IRI as it is, `^` before an inverse, `/` within a sequence.
    fn path(&self) -> Option<String> {
        if let Some(path) = self.iri(help::PATH) {
            return Some(path.to_owned());
        }
        let path = self.values(sh::PATH).next()?;
        written_path(self.shapes, path, 0)
    }
}

/// Paths inside one another beyond this depth are not written out; none of ours comes near.
const DEEPEST_PATH: usize = 16;

fn written_path(shapes: &Graph, path: TermId, depth: usize) -> Option<String> {
    if depth > DEEPEST_PATH {
        return None;
    }
    if let Some(iri) = shapes.term(path).as_iri() {
        return Some(iri.to_owned());
    }
    let object = |subject, predicate| shapes.find_iri(predicate).and_then(|p| shapes.object(subject, p));
    if let Some(inverse) = object(path, INVERSE_PATH) {
        return Some(format!("^{}", written_path(shapes, inverse, depth + 1)?));
    }
    let mut steps = Vec::new();
    let mut rest = path;
    while let Some(first) = object(rest, rdf::FIRST) {
        steps.push(written_path(shapes, first, depth + 1)?);
        rest = object(rest, rdf::REST)?;
        if steps.len() > DEEPEST_PATH {
            return None;
        }
    }
    (!steps.is_empty()).then(|| steps.join("/"))
}

fn owner(iri: &str) -> Option<Owner> {
    match iri {
        help::PUBLISHER => Some(Owner::Publisher),
        help::SUPPLIER => Some(Owner::Supplier),
        help::WEB_HOST => Some(Owner::WebHost),
        help::US => Some(Owner::Us),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::{Caps, Format, parse};

    const RULE: &str = r#"
        @prefix help: <https://w3id.org/skord/help#> . @prefix rule: <https://w3id.org/skord/rule/> .
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
        rule:Book sh:targetClass ex:Book ; sh:property rule:book-title-missing .
        rule:book-title-missing sh:path ex:title ; sh:minCount 1 ; sh:severity sh:Violation ;
            sh:name "Titel saknas"@sv , "The title is missing"@en ; sh:message "Titel saknas."@sv , "No title."@en ;
            help:one "bok saknar titel"@sv , "book lacks a title"@en ;
            help:many "böcker saknar titel"@sv , "books lack a title"@en ;
            help:why "Ingen hittar boken."@sv , "Nobody finds the book."@en ;
            help:fix "Skriv en titel."@sv , "Write a title."@en ; help:owner help:Publisher ;
            help:class "Bok"@sv , "Book"@en ; help:property "Titel"@sv , "Title"@en ;
            help:example "ex:b ex:title 1 ." ; help:counterExample "ex:b a ex:Book ." ."#;

    fn load(turtle: &str) -> Result<Vec<Rule>, LoadError> {
        rules(&parse(turtle.as_bytes(), Format::Turtle, "http://example.org/", &Caps::default()).unwrap().graph)
    }

    #[test]
    fn a_whole_rule_is_read() {
        let rules = load(RULE).unwrap();
        assert_eq!(rules.len(), 1);
        assert_eq!((rules[0].id.as_str(), rules[0].path.as_str()), ("book-title-missing", "http://example.org/title"));
        assert_eq!(
            (rules[0].class_iri.as_str(), rules[0].many.sv.as_str()),
            ("http://example.org/Book", "böcker saknar titel")
        );
    }

    #[test]
    fn a_node_shape_that_names_its_property_is_a_rule() {
        let node =
            RULE.replace("rule:Book sh:targetClass ex:Book ; sh:property rule:book-title-missing .", "").replace(
                "sh:path ex:title ; sh:minCount 1",
                "sh:targetClass ex:Book ; help:path ex:title ; sh:property [ sh:path ex:p ; sh:minCount 1 ]",
            );
        let rules = load(&node).unwrap();
        assert_eq!(
            (rules[0].path.as_str(), rules[0].class_iri.as_str()),
            ("http://example.org/title", "http://example.org/Book")
        );
        assert_eq!(rules.len(), 1, "what is inside it is part of it");
    }

    #[test]
    fn a_rule_without_one_of_its_languages_is_refused_by_name() {
        let error = load(&RULE.replace(r#" , "Write a title."@en"#, "")).unwrap_err();
        assert_eq!(error.to_string(), r#"rule book-title-missing lacks help:fix "…"@en; add it beside its constraint"#);
    }

    #[test]
    fn a_shape_without_an_id_is_refused() {
        let error = load(&RULE.replace("sh:property rule:", "sh:property ex:")).unwrap_err();
        assert!(matches!(error, LoadError::Unnamed(shape) if shape.ends_with("/Book")));
    }

    #[test]
    fn paths_are_written_as_sparql_writes_them() {
        let path = "( ex:author [ sh:inversePath ex:knows ] )";
        let rules = load(&RULE.replace("sh:path ex:title", &format!("sh:path {path}"))).unwrap();
        assert_eq!(rules[0].path, "http://example.org/author/^http://example.org/knows");
    }
}
