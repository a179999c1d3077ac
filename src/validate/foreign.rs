//! Rules out of anybody's shapes: an operator's own, or a profile's as it is published.
//!
//! In: a shapes graph and its compiled plan. Out: a rule for each shape that can give results, and which result breaks
//! which rule. Texts that stand in the graph (`sh:name`, `sh:message`, the help terms of `shapes/`) are used; plain
//! sentences stand in for the others, so that no shape is refused for want of words.

use std::collections::{BTreeMap, BTreeSet};

use super::plain;
use super::rule::{Owner, Rule, Severity};
use super::terms as help;
use super::text::Text;
use crate::rdf::vocab::{PREFIXES, rdfs, sh};
use crate::rdf::{Graph, Term, TermId};
use crate::shacl::{ConstraintComponent, Message, Outline, Path, Plan, ValidationResult};

/// Where shapes come from, and what is known beside them.
pub(super) struct Origin<'a> {
    /// The name of the profile or file, for people.
    pub name: &'a str,
    /// What stands before each id: nothing, or the profile's id and a colon.
    pub prefix: String,
    /// Rules whose names of classes and properties serve again, and whose ids are taken.
    pub known: &'a [Rule],
}

/// Which result breaks which rule.
#[derive(Default)]
pub(super) struct Names {
    by_iri: BTreeMap<String, String>,
    by_blank: BTreeMap<u32, Vec<(ConstraintComponent, String)>>,
}

impl Names {
    /// The id of the rule that a result is about.
    pub(super) fn rule(&self, result: &ValidationResult<'_>) -> Option<&str> {
        match result.source_shape {
            Term::Iri(iri) => self.by_iri.get(iri).map(String::as_str),
            Term::Blank(number) => {
                let rules = self.by_blank.get(&number)?;
                rules.iter().find(|(component, _)| *component == result.component).map(|(_, id)| id.as_str())
            }
            Term::Literal(_) => None,
        }
    }
}

/// Every rule of a shapes graph, sorted by id, and their names.
pub(super) fn rules(shapes: &Graph, plan: &Plan, origin: &Origin<'_>) -> (Vec<Rule>, Names) {
    let mut outlines = plan.outline();
    // Blank nodes last: an id that somebody chose comes before one that is made up.
    outlines.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut taken: BTreeSet<String> = match origin.prefix.is_empty() {
        true => origin.known.iter().map(|rule| rule.id.clone()).collect(),
        false => BTreeSet::new(),
    };
    let (mut rules, mut names) = (Vec::new(), Names::default());
    for outline in &outlines {
        let reader = Reader { shapes, outline, origin };
        match outline.shape {
            Term::Iri(iri) => {
                let first = &outline.components[0];
                let wanted = chosen(iri).unwrap_or_else(|| reader.made_up(first));
                let id = unique(format!("{}{wanted}", origin.prefix), &mut taken);
                rules.push(reader.rule(id.clone(), first));
                names.by_iri.insert(iri.to_owned(), id);
            }
            Term::Blank(number) => {
                for component in &outline.components {
                    let id = unique(format!("{}{}", origin.prefix, reader.made_up(component)), &mut taken);
                    rules.push(reader.rule(id.clone(), component));
                    names.by_blank.entry(number).or_default().push((component.clone(), id));
                }
            }
            Term::Literal(_) => {}
        }
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    (rules, names)
}

/// A stable order: by IRI, then by class, path and components. Blank nodes that agree in all of them keep the engine's order.
fn order<'a>(outline: &Outline<'a>) -> (bool, &'a str, &'a str, String, Vec<ConstraintComponent>) {
    let path = outline.path.map(ToString::to_string).unwrap_or_default();
    let shape = outline.shape;
    (shape.is_blank(), shape.text(), outline.class.unwrap_or_default(), path, outline.components.clone())
}

/// One shape of the graph.
struct Reader<'a> {
    shapes: &'a Graph,
    outline: &'a Outline<'a>,
    origin: &'a Origin<'a>,
}

impl Reader<'_> {
    fn rule(&self, id: String, component: &ConstraintComponent) -> Rule {
        let class_iri = self.outline.class.unwrap_or_default();
        let path = self.outline.path.map(written).unwrap_or_default();
        let (class, property) = (self.class(class_iri), self.property(&path));
        let said = message(self.outline.messages);
        let message = said.clone().unwrap_or_else(|| plain::message(component, property.as_ref()));
        // With neither a message nor help, sh:name is what the property is called (SHACL, section 2.3.2), not what is wrong.
        let named = said.is_some() || self.text(help::WHY).is_some();
        let name = self.text(sh::NAME).filter(|_| named || self.outline.path.is_none());
        let name = name.unwrap_or_else(|| message.with_value(""));
        let (one, many) = plain::counted(&name);
        Rule {
            off: false,
            severity: Severity::from_iri(self.outline.severity.iri()).unwrap_or(Severity::Info),
            message,
            one: self.text(help::ONE).unwrap_or(one),
            many: self.text(help::MANY).unwrap_or(many),
            why: self.text(help::WHY).unwrap_or_else(|| plain::why(self.origin.name)),
            fix: self.text(help::FIX).unwrap_or_else(|| plain::fix(component, property.as_ref(), self.origin.name)),
            owner: self.owner(),
            class,
            property: property.unwrap_or_else(plain::whole),
            class_iri: class_iri.to_owned(),
            path,
            spec: self.links(),
            example: self.literal(help::EXAMPLE),
            counter_example: self.literal(help::COUNTER_EXAMPLE),
            name,
            id,
        }
    }

    /// What the class is called: as the shape says, else as our own rules call it, else its short name.
    fn class(&self, iri: &str) -> Text {
        let known = || self.origin.known.iter().find(|rule| rule.class_iri == iri).map(|rule| rule.class.clone());
        let short = || if iri.is_empty() { plain::same(self.origin.name) } else { plain::same(&compact(iri)) };
        self.text(help::CLASS).or_else(known).unwrap_or_else(short)
    }

    /// What the property is called, in the same way; `None` where the shape has no path.
    fn property(&self, path: &str) -> Option<Text> {
        let known = || self.origin.known.iter().find(|rule| rule.path == path).map(|rule| rule.property.clone());
        let given = || self.text(sh::NAME).filter(|_| self.outline.messages.is_empty());
        self.outline.path?;
        Some(self.text(help::PROPERTY).or_else(known).or_else(given).unwrap_or_else(|| plain::same(&compact(path))))
    }

    /// Class, property and component, as our own ids are made.
    fn made_up(&self, component: &ConstraintComponent) -> String {
        let component = component.name();
        let component = component.strip_suffix("ConstraintComponent").unwrap_or(component);
        let path = self.outline.path.map(written).unwrap_or_default();
        let parts = [last_segment(self.outline.class.unwrap_or_default()), last_segment(&path), component];
        let parts: Vec<String> = parts.into_iter().map(kebab).filter(|part| !part.is_empty()).collect();
        parts.join("-")
    }

    fn values(&self, predicate: &str) -> impl Iterator<Item = TermId> + '_ {
        let predicate = self.shapes.find_iri(predicate);
        predicate.into_iter().flat_map(|predicate| self.shapes.objects(self.outline.id, predicate))
    }

    fn text(&self, predicate: &str) -> Option<Text> {
        let literals = self.values(predicate).filter_map(|value| self.shapes.term(value).as_literal());
        in_both(literals.map(|literal| (literal.language, literal.lexical)))
    }

    fn literal(&self, predicate: &str) -> String {
        let literal = self.values(predicate).find_map(|value| self.shapes.term(value).as_literal());
        literal.map(|literal| literal.lexical.to_owned()).unwrap_or_default()
    }

    fn owner(&self) -> Owner {
        let owner = self.values(help::OWNER).find_map(|value| self.shapes.term(value).as_iri());
        match owner {
            Some(help::SUPPLIER) => Owner::Supplier,
            Some(help::WEB_HOST) => Owner::WebHost,
            Some(help::US) => Owner::Us,
            _ => Owner::Publisher,
        }
    }

    /// `rdfs:seeAlso`, also where it is written as a text.
    fn links(&self) -> Vec<String> {
        let texts = self.values(rdfs::SEE_ALSO).map(|link| self.shapes.term(link).text());
        let mut links: Vec<String> = texts.filter(|link| link.starts_with("http")).map(str::to_owned).collect();
        links.sort();
        links
    }
}

/// The messages in both languages; a value's placeholder as ours is written.
fn message(messages: &[Message]) -> Option<Text> {
    let text = in_both(messages.iter().map(|message| (message.language.as_deref(), &*message.text)))?;
    let ours = |text: String| text.replace("{?value}", "{value}").replace("{$value}", "{value}");
    Some(Text { sv: ours(text.sv), en: ours(text.en) })
}

/// The text in Swedish and English; where one is missing, the other, one without a language, or any.
fn in_both<'a>(texts: impl Iterator<Item = (Option<&'a str>, &'a str)>) -> Option<Text> {
    let texts: Vec<_> = texts.filter(|(_, text)| !text.trim().is_empty()).collect();
    let primary = |tag: Option<&'a str>| tag.map(|tag| tag.split('-').next().unwrap_or(tag));
    let of = |order: [Option<&str>; 3]| {
        let found = order.into_iter().find_map(|wanted| texts.iter().find(|(tag, _)| primary(*tag) == wanted));
        found.or(texts.first()).map(|(_, text)| (*text).to_owned())
    };
    Some(Text { sv: of([Some("sv"), None, Some("en")])?, en: of([Some("en"), None, Some("sv")])? })
}

/// An id from a shape's own IRI; `None` where its last part is a hash, which tells nobody anything.
fn chosen(iri: &str) -> Option<String> {
    let last = last_segment(iri);
    let is_hash = last.len() >= 16 && last.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    Some(kebab(last)).filter(|id| !id.is_empty() && !is_hash)
}

/// What stands after the last `/` or `#` of an IRI or path.
fn last_segment(iri: &str) -> &str {
    let iri = iri.trim_end_matches(['/', '#', '>', ')', '*', '+', '?']);
    iri.rfind(['/', '#']).map_or(iri, |at| &iri[at + 1..])
}

/// Lower case, with a hyphen before each capital and for each run of anything but letters and digits.
fn kebab(name: &str) -> String {
    let mut id = String::new();
    let mut after_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            after_small = false;
            if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
            continue;
        }
        if c.is_uppercase() && after_small {
            id.push('-');
        }
        after_small = c.is_lowercase() || c.is_numeric();
        id.extend(c.to_lowercase());
    }
    id.trim_end_matches('-').to_owned()
}

/// The id, or the id with the first number that makes it unique.
fn unique(wanted: String, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

/// A path as our rules write it: a plain IRI as it is, any other in the syntax of SPARQL.
fn written(path: &Path) -> String {
    path.as_predicate().map_or_else(|| path.to_string(), str::to_owned)
}

/// An IRI with its usual prefix, else its last part.
fn compact(iri: &str) -> String {
    let prefixed = PREFIXES.iter().find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace)?;
        local.chars().all(char::is_alphanumeric).then(|| format!("{prefix}:{local}"))
    });
    prefixed.unwrap_or_else(|| last_segment(iri).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_never_hashes() {
        assert_eq!(chosen("https://example.org/shapes#DatasetThemeShape").as_deref(), Some("dataset-theme-shape"));
        assert_eq!(chosen("https://example.org/a#dcat:AgentShape").as_deref(), Some("dcat-agent-shape"));
        assert_eq!(
            chosen("https://w3id.org/skord/rule/dataset-title-missing").as_deref(),
            Some("dataset-title-missing")
        );
        assert_eq!(chosen("https://example.org/s/053d0ae3c4b213ae2f708e5e492b97e2cce08686"), None);
        assert_eq!(kebab("accessURL"), "access-url");
        assert_eq!(kebab("http 2 --"), "http-2");
    }

    #[test]
    fn a_missing_language_is_filled_from_the_other() {
        let text = in_both([(Some("de"), "Titel"), (Some("en-gb"), "Title")].into_iter());
        assert_eq!(text, Some(plain::same("Title")));
        assert_eq!(in_both([(Some("de"), "Titel")].into_iter()), Some(plain::same("Titel")));
        assert_eq!(in_both([(Some("sv"), " ")].into_iter()), None);
    }
}
