//! Shapes and data as Turtle, made of the fuzzer's bytes: mostly well-formed, so that most inputs reach validation, and
//! sometimes not.

use arbitrary::{Arbitrary, Result, Unstructured};

/// Two documents, without their prefixes.
#[derive(Debug)]
pub struct Documents {
    pub shapes: String,
    pub data: String,
}

/// What a parameter's value looks like.
#[derive(Clone, Copy)]
enum Kind {
    Boolean,
    Class,
    Datatype,
    Flags,
    Integer,
    NodeKind,
    Path,
    Pattern,
    Properties,
    Property,
    Query,
    Severity,
    Shape,
    Shapes,
    Tags,
    Term,
    Terms,
}

const PARAMETERS: &[(&str, Kind)] = &[
    ("targetClass", Kind::Class),
    ("targetNode", Kind::Term),
    ("targetSubjectsOf", Kind::Property),
    ("targetObjectsOf", Kind::Property),
    ("path", Kind::Path),
    ("class", Kind::Class),
    ("datatype", Kind::Datatype),
    ("nodeKind", Kind::NodeKind),
    ("minCount", Kind::Integer),
    ("maxCount", Kind::Integer),
    ("minInclusive", Kind::Term),
    ("minExclusive", Kind::Term),
    ("maxInclusive", Kind::Term),
    ("maxExclusive", Kind::Term),
    ("minLength", Kind::Integer),
    ("maxLength", Kind::Integer),
    ("pattern", Kind::Pattern),
    ("flags", Kind::Flags),
    ("languageIn", Kind::Tags),
    ("uniqueLang", Kind::Boolean),
    ("equals", Kind::Property),
    ("disjoint", Kind::Property),
    ("lessThan", Kind::Property),
    ("lessThanOrEquals", Kind::Property),
    ("not", Kind::Shape),
    ("and", Kind::Shapes),
    ("or", Kind::Shapes),
    ("xone", Kind::Shapes),
    ("node", Kind::Shape),
    ("property", Kind::Shape),
    ("qualifiedValueShape", Kind::Shape),
    ("qualifiedValueShapesDisjoint", Kind::Boolean),
    ("qualifiedMinCount", Kind::Integer),
    ("qualifiedMaxCount", Kind::Integer),
    ("closed", Kind::Boolean),
    ("ignoredProperties", Kind::Properties),
    ("hasValue", Kind::Term),
    ("in", Kind::Terms),
    ("severity", Kind::Severity),
    ("message", Kind::Term),
    ("deactivated", Kind::Boolean),
    ("sparql", Kind::Query),
];

const KINDS: &[Kind] = &[Kind::Term, Kind::Shape, Kind::Terms, Kind::Path, Kind::Integer];
const NODES: &[&str] = &["ex:a", "ex:b", "ex:c", "_:x", "_:y", "ex:C"];
const PROPERTIES: &[&str] = &["ex:p", "ex:q", "ex:r", "rdf:type"];
const CLASSES: &[&str] = &["ex:C", "ex:D", "ex:E", "rdfs:Class"];
const SHAPES: &[&str] = &["ex:S0", "ex:S1", "ex:S2", "ex:S3", "_:S4", "_:S5", "ex:P6", "ex:P7", "_:P8", "_:P9", "ex:C"];
const DATATYPES: &[&str] = &[
    "xsd:string",
    "xsd:integer",
    "xsd:decimal",
    "xsd:double",
    "xsd:float",
    "xsd:boolean",
    "xsd:date",
    "xsd:time",
    "xsd:dateTime",
    "xsd:duration",
    "xsd:dayTimeDuration",
    "xsd:gYear",
    "xsd:gMonthDay",
    "xsd:byte",
    "xsd:anyURI",
    "xsd:nonNegativeInteger",
    "xsd:hexBinary",
    "xsd:base64Binary",
    "xsd:language",
    "rdf:langString",
    "ex:odd",
];
const LEXICAL: &[&str] = &[
    "0",
    "-1",
    "+2.50",
    "1e400",
    "NaN",
    "-INF",
    "true",
    "2024-02-30",
    "2024-02-29Z",
    "-0001-01-01T24:00:00+14:00",
    "P1Y2M3DT4H5M6.7S",
    "-PT0.0000000000000000001S",
    "23:59:59.999999999999999999",
    "99999999999999999999999999999999",
    "--02-29",
    "ffee",
    "aGVq",
];
const PATTERNS: &[&str] = &[
    "^a+$",
    "(a|aa)+b",
    "(?=a)(a|aa)+\\\\1$",
    "[",
    "\\\\p{IsBasicLatin}",
    "[a-z-[aeiou]]",
    "\\\\i\\\\c*",
    "(?<!a)b",
    ".{0,1000}{0,1000}",
    "",
];
const QUERIES: &[&str] = &[
    "SELECT $this WHERE { }",
    "SELECT $this ?value WHERE { $this $PATH ?value }",
    "SELECT $this ?value ?path WHERE { $this ?path ?value FILTER (isLiteral(?value)) }",
    "SELECT $this WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT DISTINCT $this (COUNT(?x) AS ?value) WHERE { ?x (<http://example.org/p>|^<http://example.org/q>)* $this } GROUP BY $this",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this <http://example.org/p>/<http://example.org/q>+ ?x } }",
    "SELECT ?this WHERE { { SELECT ?this WHERE { ?this ?p ?o } } MINUS { ?this a ?o } }",
];

impl<'a> Arbitrary<'a> for Documents {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut shapes = String::new();
        for _ in 0..u.int_in_range(1..=8)? {
            let shape = *u.choose(SHAPES)?;
            // The others have a path only by chance.
            let path = if shape.contains('P') { format!(" ; sh:path {}", path(u, 3)?) } else { String::new() };
            let kind = if shape.contains('P') { "sh:PropertyShape" } else { "sh:NodeShape" };
            shapes.push_str(&format!("{shape} a {kind}{path}"));
            for _ in 0..u.int_in_range(0..=6)? {
                let (parameter, kind) = *u.choose(PARAMETERS)?;
                let kind = if u.ratio(1, 24)? { *u.choose(KINDS)? } else { kind };
                shapes.push_str(&format!(" ; sh:{parameter} {}", value(u, kind)?));
            }
            shapes.push_str(" .\n");
        }
        let mut data = String::new();
        for _ in 0..u.int_in_range(0..=20)? {
            let subject = u.choose(NODES)?;
            let statement = match u.int_in_range(0..=5)? {
                0 => format!("{subject} a {} .\n", u.choose(CLASSES)?),
                1 => format!("{} rdfs:subClassOf {} .\n", u.choose(CLASSES)?, u.choose(CLASSES)?),
                _ => format!("{subject} {} {} .\n", u.choose(PROPERTIES)?, value(u, Kind::Term)?),
            };
            data.push_str(&statement);
        }
        Ok(Documents { shapes, data })
    }
}

fn value(u: &mut Unstructured<'_>, kind: Kind) -> Result<String> {
    Ok(match kind {
        Kind::Boolean => u.choose(&["true", "false"])?.to_string(),
        Kind::Class => u.choose(CLASSES)?.to_string(),
        Kind::Datatype => u.choose(DATATYPES)?.to_string(),
        Kind::Flags => u.choose(&["\"i\"", "\"x\"", "\"q\"", "\"sm\"", "\"z\""])?.to_string(),
        Kind::Integer => u.choose(&["0", "1", "2", "3", "-1", "99999999999999999999"])?.to_string(),
        Kind::NodeKind => {
            let kind =
                u.choose(&["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"])?;
            format!("sh:{kind}")
        }
        Kind::Path => path(u, 4)?,
        Kind::Pattern if u.ratio(1, 4)? => quoted(u)?,
        Kind::Pattern => format!("\"{}\"", u.choose(PATTERNS)?),
        Kind::Properties => list(u, Kind::Property)?,
        Kind::Property => u.choose(PROPERTIES)?.to_string(),
        Kind::Query => format!("[ sh:select '''{}''' ; sh:message \"{{$this}} {{?value}} {{\" ]", u.choose(QUERIES)?),
        Kind::Severity => u.choose(&["sh:Violation", "sh:Warning", "sh:Info", "ex:Own"])?.to_string(),
        Kind::Shape => u.choose(SHAPES)?.to_string(),
        Kind::Shapes => list(u, Kind::Shape)?,
        Kind::Tags => u.choose(&["( \"sv\" \"en\" )", "( \"sv-FI\" )", "( \"*\" \"\" )", "()"])?.to_string(),
        Kind::Term => match u.int_in_range(0..=4)? {
            0 => u.choose(&["1", "2.5", "-3e0", "true", "\"\""])?.to_string(),
            1 => format!("\"{}\"^^{}", u.choose(LEXICAL)?, u.choose(DATATYPES)?),
            2 => format!("{}@{}", quoted(u)?, u.choose(&["sv", "sv-fi", "en"])?),
            3 => quoted(u)?,
            _ => u.choose(NODES)?.to_string(),
        },
        Kind::Terms => list(u, Kind::Term)?,
    })
}

fn list(u: &mut Unstructured<'_>, kind: Kind) -> Result<String> {
    let members = (0..u.int_in_range(0..=3)?).map(|_| value(u, kind)).collect::<Result<Vec<_>>>()?;
    Ok(format!("( {} )", members.join(" ")))
}

fn path(u: &mut Unstructured<'_>, depth: usize) -> Result<String> {
    if depth == 0 || u.ratio(1, 2)? {
        return Ok(u.choose(PROPERTIES)?.to_string());
    }
    let inner = path(u, depth - 1)?;
    Ok(match u.int_in_range(0..=5)? {
        0 => format!("( {inner} {} )", path(u, depth - 1)?),
        1 => format!("[ sh:alternativePath ( {inner} {} ) ]", path(u, depth - 1)?),
        2 => format!("[ sh:inversePath {inner} ]"),
        3 => format!("[ sh:zeroOrMorePath {inner} ]"),
        4 => format!("[ sh:oneOrMorePath {inner} ]"),
        _ => format!("[ sh:zeroOrOnePath {inner} ]"),
    })
}

fn quoted(u: &mut Unstructured<'_>) -> Result<String> {
    let text: String = <&str>::arbitrary(u)?.chars().take(40).collect();
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
    Ok(format!("\"{escaped}\""))
}
