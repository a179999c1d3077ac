//! A slow, obvious evaluator: sets of triples of strings, the recommendation's sentences one after another.

use std::collections::BTreeSet;

/// A data graph with its background.
#[derive(Clone, Debug)]
pub struct Data {
    pub triples: BTreeSet<[String; 3]>,
    pub background: BTreeSet<[String; 3]>,
    /// The nodes that fail the named shapes, by the shapes' numbers.
    pub failing: BTreeSet<(usize, String)>,
}

/// A property path.
#[derive(Clone, Debug)]
pub enum Path {
    Predicate(String),
    Inverse(Box<Path>),
    Sequence(Box<Path>, Box<Path>),
    Alternative(Box<Path>, Box<Path>),
    ZeroOrMore(Box<Path>),
    OneOrMore(Box<Path>),
    ZeroOrOne(Box<Path>),
}

/// A shape; with a path, a property shape.
#[derive(Clone, Debug)]
pub struct Shape {
    pub path: Option<Path>,
    pub constraints: Vec<Constraint>,
}

/// A constraint.
#[derive(Clone, Debug)]
pub enum Constraint {
    Class(String),
    Datatype(&'static str),
    NodeKind(&'static str),
    MinCount(usize),
    MaxCount(usize),
    MinInclusive(i64),
    MaxExclusive(i64),
    MinLength(usize),
    MaxLength(usize),
    LanguageIn(&'static str),
    UniqueLang,
    Equals(String),
    Disjoint(String),
    LessThan(String),
    LessThanOrEquals(String),
    Not(Box<Shape>),
    And(Vec<Shape>),
    Or(Vec<Shape>),
    Xone(Vec<Shape>),
    Node(Box<Shape>),
    Property(Box<Shape>),
    Qualified(Qualified),
    /// `sh:node` of a named shape.
    Named(usize),
    Closed,
    HasValue(String),
    In(Vec<String>),
}

/// A qualified value shape.
#[derive(Clone, Debug)]
pub struct Qualified {
    pub shape: Box<Shape>,
    pub least: usize,
    pub most: Option<usize>,
    pub disjoint: bool,
}

/// A graph as Turtle.
pub fn turtle(triples: &BTreeSet<[String; 3]>) -> String {
    triples.iter().map(|[s, p, o]| format!("{s} {p} {o} .\n")).collect()
}

impl Data {
    fn all(&self) -> impl Iterator<Item = &[String; 3]> {
        self.triples.union(&self.background)
    }

    /// Finds the nodes that fail the named shapes: at first none does, then those do for which a fault can be shown from
    /// what is known, until no more is shown.
    pub fn find_failing(&mut self, named: &[Shape]) {
        let mut nodes = self.nodes();
        nodes.extend(["ex:n0", "ex:n1"].map(str::to_owned));
        loop {
            let before = self.failing.len();
            for (number, shape) in named.iter().enumerate() {
                for node in &nodes {
                    if !shape.conforms(self, node) {
                        self.failing.insert((number, node.clone()));
                    }
                }
            }
            if self.failing.len() == before {
                return;
            }
        }
    }

    fn objects(&self, subject: &str, predicate: &str) -> BTreeSet<String> {
        self.all().filter(|[s, p, _]| s == subject && p == predicate).map(|[_, _, o]| o.clone()).collect()
    }

    fn is_instance(&self, node: &str, class: &str) -> bool {
        self.all().any(|[s, p, c]| s == node && p == "a" && self.is_subclass(c, class))
    }

    fn is_subclass(&self, sub: &str, class: &str) -> bool {
        // Random data has no other subclass.
        sub == class || (class == "ex:A" && sub == "ex:B" && self.objects("ex:B", "rdfs:subClassOf").contains("ex:A"))
    }

    fn nodes(&self) -> BTreeSet<String> {
        self.all().flat_map(|[s, _, o]| [s.clone(), o.clone()]).collect()
    }

    pub fn focus_nodes(&self) -> BTreeSet<String> {
        let typed = self.triples.iter().filter(|[_, p, class]| p == "a" && self.is_subclass(class, "ex:A"));
        let mut nodes: BTreeSet<String> = typed.map(|t| t[0].clone()).collect();
        nodes.insert("ex:n0".to_owned());
        nodes.extend(self.triples.iter().filter(|t| t[1] == "ex:q").map(|t| t[0].clone()));
        nodes.extend(self.triples.iter().filter(|t| t[1] == "ex:r").map(|t| t[2].clone()));
        nodes
    }
}

impl Path {
    fn turtle(&self) -> String {
        match self {
            Path::Predicate(predicate) => predicate.clone(),
            Path::Inverse(path) => format!("[ sh:inversePath {} ]", path.turtle()),
            Path::Sequence(a, b) => format!("( {} {} )", a.turtle(), b.turtle()),
            Path::Alternative(a, b) => format!("[ sh:alternativePath ( {} {} ) ]", a.turtle(), b.turtle()),
            Path::ZeroOrMore(path) => format!("[ sh:zeroOrMorePath {} ]", path.turtle()),
            Path::OneOrMore(path) => format!("[ sh:oneOrMorePath {} ]", path.turtle()),
            Path::ZeroOrOne(path) => format!("[ sh:zeroOrOnePath {} ]", path.turtle()),
        }
    }

    fn sparql(&self) -> String {
        let nested = |path: &Path| match path {
            Path::Predicate(predicate) => predicate.clone(),
            path => format!("({})", path.sparql()),
        };
        match self {
            Path::Predicate(predicate) => predicate.clone(),
            Path::Inverse(path) => format!("^{}", nested(path)),
            Path::Sequence(a, b) => format!("{}/{}", nested(a), nested(b)),
            Path::Alternative(a, b) => format!("{}|{}", nested(a), nested(b)),
            Path::ZeroOrMore(path) => format!("{}*", nested(path)),
            Path::OneOrMore(path) => format!("{}+", nested(path)),
            Path::ZeroOrOne(path) => format!("{}?", nested(path)),
        }
    }

    fn values(&self, data: &Data, focus: &str) -> BTreeSet<String> {
        match self {
            Path::Predicate(predicate) => data.objects(focus, predicate),
            Path::Inverse(path) => {
                let mut nodes = data.nodes();
                nodes.insert(focus.to_owned());
                nodes.into_iter().filter(|node| path.values(data, node).contains(focus)).collect()
            }
            Path::Sequence(a, b) => a.values(data, focus).iter().flat_map(|node| b.values(data, node)).collect(),
            Path::Alternative(a, b) => a.values(data, focus).union(&b.values(data, focus)).cloned().collect(),
            Path::ZeroOrOne(path) => {
                let mut values = path.values(data, focus);
                values.insert(focus.to_owned());
                values
            }
            Path::OneOrMore(path) => {
                let mut values = path.values(data, focus);
                loop {
                    let more: BTreeSet<String> = values.iter().flat_map(|node| path.values(data, node)).collect();
                    let before = values.len();
                    values.extend(more);
                    if values.len() == before {
                        return values;
                    }
                }
            }
            Path::ZeroOrMore(path) => {
                let mut values = Path::OneOrMore(path.clone()).values(data, focus);
                values.insert(focus.to_owned());
                values
            }
        }
    }
}

impl Shape {
    pub fn turtle(&self) -> String {
        let path = self.path.as_ref().map(|path| format!("sh:path {} ; ", path.turtle())).unwrap_or_default();
        path + &self.constraints.iter().map(Constraint::turtle).collect::<Vec<_>>().join(" ; ")
    }

    fn conforms(&self, data: &Data, focus: &str) -> bool {
        self.results(data, focus).is_empty()
    }

    /// The results of validating a focus node: focus node, path, component, value.
    pub fn results(&self, data: &Data, focus: &str) -> Vec<String> {
        self.results_among(data, focus, &[])
    }

    fn qualified(&self) -> impl Iterator<Item = &Qualified> {
        self.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Qualified(qualified) => Some(qualified),
            _ => None,
        })
    }

    /// The results, where others are the qualified value shapes of the other properties of the shape that has this one.
    fn results_among(&self, data: &Data, focus: &str, others: &[&Shape]) -> Vec<String> {
        let values = match &self.path {
            None => BTreeSet::from([focus.to_owned()]),
            Some(path) => path.values(data, focus),
        };
        // A statement made twice is one statement, unless it is about blank nodes of its own.
        let mut stated = BTreeSet::new();
        let constraints = self.constraints.iter().filter(|constraint| {
            let turtle = constraint.turtle();
            turtle.contains(['[', '(']) || stated.insert(turtle)
        });
        let mut results = Vec::new();
        for constraint in constraints {
            results.extend(match constraint {
                Constraint::Qualified(qualified) => {
                    let disjoint = self.qualified().any(|qualified| qualified.disjoint);
                    let siblings = if disjoint { others } else { &[] };
                    let counts = |value: &&String| {
                        qualified.shape.conforms(data, value) && !siblings.iter().any(|s| s.conforms(data, value))
                    };
                    let count = values.iter().filter(counts).count();
                    let path = self.path.as_ref().map(Path::sparql).unwrap_or_default();
                    let least = (count < qualified.least).then(|| format!("{focus} {path} QualifiedMinCount "));
                    // A bound holds for every qualified value shape that the property has.
                    let most = self.qualified().find_map(|qualified| qualified.most).is_some_and(|most| count > most);
                    least.into_iter().chain(most.then(|| format!("{focus} {path} QualifiedMaxCount "))).collect()
                }
                Constraint::Property(shape) => {
                    let others = self.constraints.iter().filter_map(|other| match other {
                        Constraint::Property(other) if !std::ptr::eq(other, shape) => Some(other.qualified()),
                        _ => None,
                    });
                    let others: Vec<&Shape> = others.flatten().map(|other| &*other.shape).collect();
                    values.iter().flat_map(|value| shape.results_among(data, value, &others)).collect()
                }
                other => self.constraint(other, data, focus, &values),
            });
        }
        results
    }

    fn constraint(&self, constraint: &Constraint, data: &Data, focus: &str, values: &BTreeSet<String>) -> Vec<String> {
        let path = self.path.as_ref().map(Path::sparql).unwrap_or_default();
        let result = |component: &str, value: &str| format!("{focus} {path} {component} {value}");
        let each = |component: &str, holds: &dyn Fn(&str) -> bool| -> Vec<String> {
            values.iter().filter(|value| !holds(value)).map(|value| result(component, value)).collect()
        };
        let unless = |component: &str, holds: bool| if holds { Vec::new() } else { vec![result(component, "")] };
        match constraint {
            Constraint::Class(class) => each("Class", &|value| data.is_instance(value, class)),
            Constraint::Datatype("string") => each("Datatype", &|value| value.ends_with('"')),
            Constraint::Datatype("integer") => {
                each("Datatype", &|value| value.ends_with("^^xsd:integer") && number(value).is_some())
            }
            Constraint::Datatype(datatype) => each("Datatype", &|value| value.ends_with(&format!("^^xsd:{datatype}"))),
            Constraint::NodeKind(kind) => each("NodeKind", &|value| {
                let of = if value.starts_with("_:") {
                    "BlankNode"
                } else if value.starts_with('"') {
                    "Literal"
                } else {
                    "IRI"
                };
                kind.contains(of)
            }),
            Constraint::MinCount(least) => unless("MinCount", values.len() >= *least),
            Constraint::MaxCount(most) => unless("MaxCount", values.len() <= *most),
            Constraint::MinInclusive(least) => {
                each("MinInclusive", &|value| number(value).is_some_and(|n| n >= *least))
            }
            Constraint::MaxExclusive(most) => each("MaxExclusive", &|value| number(value).is_some_and(|n| n < *most)),
            Constraint::MinLength(least) => {
                each("MinLength", &|value| length(value).is_some_and(|length| length >= *least))
            }
            Constraint::MaxLength(most) => {
                each("MaxLength", &|value| length(value).is_some_and(|length| length <= *most))
            }
            Constraint::LanguageIn(range) => each("LanguageIn", &|value| {
                language(value).is_some_and(|tag| tag == *range || tag.starts_with(&format!("{range}-")))
            }),
            Constraint::UniqueLang => {
                let tags: Vec<&str> = values.iter().filter_map(|value| language(value)).collect();
                let twice: BTreeSet<&str> =
                    tags.iter().copied().filter(|tag| tags.iter().filter(|t| t == &tag).count() > 1).collect();
                twice.iter().map(|_| result("UniqueLang", "")).collect()
            }
            Constraint::Equals(predicate) => {
                let others = data.objects(focus, predicate);
                values.symmetric_difference(&others).map(|value| result("Equals", value)).collect()
            }
            Constraint::Disjoint(predicate) => {
                let others = data.objects(focus, predicate);
                each("Disjoint", &|value| !others.contains(value))
            }
            Constraint::LessThan(predicate) => self.less(data, focus, values, (predicate, "LessThan")),
            Constraint::LessThanOrEquals(predicate) => self.less(data, focus, values, (predicate, "LessThanOrEquals")),
            Constraint::Not(shape) => each("Not", &|value| !shape.conforms(data, value)),
            Constraint::And(shapes) => each("And", &|value| shapes.iter().all(|shape| shape.conforms(data, value))),
            Constraint::Or(shapes) => each("Or", &|value| shapes.iter().any(|shape| shape.conforms(data, value))),
            Constraint::Xone(shapes) => {
                each("Xone", &|value| shapes.iter().filter(|shape| shape.conforms(data, value)).count() == 1)
            }
            Constraint::Node(shape) => each("Node", &|value| shape.conforms(data, value)),
            Constraint::Named(number) => each("Node", &|value| !data.failing.contains(&(*number, value.to_owned()))),
            Constraint::Property(_) | Constraint::Qualified(_) => unreachable!("they depend on the shape's siblings"),
            Constraint::Closed => {
                let allowed: BTreeSet<&str> = self.constraints.iter().filter_map(Constraint::property).collect();
                let of_value = |value: &str| -> Vec<&[String; 3]> { data.all().filter(|t| t[0] == value).collect() };
                let odd = values.iter().flat_map(|value| of_value(value)).filter(|t| !allowed.contains(t[1].as_str()));
                odd.map(|t| format!("{focus} {} Closed {}", if t[1] == "a" { RDF_TYPE } else { &t[1] }, t[2])).collect()
            }
            Constraint::HasValue(value) => unless("HasValue", values.contains(value)),
            Constraint::In(members) => each("In", &|value| members.iter().any(|member| member == value)),
        }
    }

    fn less(
        &self,
        data: &Data,
        focus: &str,
        values: &BTreeSet<String>,
        (predicate, component): (&str, &str),
    ) -> Vec<String> {
        let path = self.path.as_ref().map(Path::sparql).unwrap_or_default();
        let others = data.objects(focus, predicate);
        let pairs = values.iter().flat_map(|value| others.iter().map(move |other| (value, other)));
        let or_equals = component.ends_with("Equals");
        let holds = |a: &str, b: &str| match (number(a), number(b)) {
            (Some(a), Some(b)) => a < b || (or_equals && a == b),
            // Plain strings are the only other values here that have an order.
            _ => a.ends_with('"') && b.ends_with('"') && (text(a) < text(b) || (or_equals && a == b)),
        };
        pairs.filter(|(a, b)| !holds(a, b)).map(|(a, _)| format!("{focus} {path} {component} {a}")).collect()
    }
}

const RDF_TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

impl Constraint {
    fn turtle(&self) -> String {
        let list = |shapes: &[Shape]| {
            shapes.iter().map(|shape| format!("[ {} ]", shape.turtle())).collect::<Vec<_>>().join(" ")
        };
        match self {
            Constraint::Class(class) => format!("sh:class {class}"),
            Constraint::Datatype(datatype) => format!("sh:datatype xsd:{datatype}"),
            Constraint::NodeKind(kind) => format!("sh:nodeKind sh:{kind}"),
            Constraint::MinCount(count) => format!("sh:minCount {count}"),
            Constraint::MaxCount(count) => format!("sh:maxCount {count}"),
            Constraint::MinInclusive(bound) => format!("sh:minInclusive {bound}"),
            Constraint::MaxExclusive(bound) => format!("sh:maxExclusive {bound}"),
            Constraint::MinLength(length) => format!("sh:minLength {length}"),
            Constraint::MaxLength(length) => format!("sh:maxLength {length}"),
            Constraint::LanguageIn(range) => format!("sh:languageIn ( \"{range}\" )"),
            Constraint::UniqueLang => "sh:uniqueLang true".to_owned(),
            Constraint::Equals(predicate) => format!("sh:equals {predicate}"),
            Constraint::Disjoint(predicate) => format!("sh:disjoint {predicate}"),
            Constraint::LessThan(predicate) => format!("sh:lessThan {predicate}"),
            Constraint::LessThanOrEquals(predicate) => format!("sh:lessThanOrEquals {predicate}"),
            Constraint::Not(shape) => format!("sh:not [ {} ]", shape.turtle()),
            Constraint::And(shapes) => format!("sh:and ( {} )", list(shapes)),
            Constraint::Or(shapes) => format!("sh:or ( {} )", list(shapes)),
            Constraint::Xone(shapes) => format!("sh:xone ( {} )", list(shapes)),
            Constraint::Node(shape) => format!("sh:node [ {} ]", shape.turtle()),
            Constraint::Property(shape) => format!("sh:property [ {} ]", shape.turtle()),
            Constraint::Named(number) => format!("sh:node ex:R{number}"),
            Constraint::Qualified(Qualified { shape, least, most, disjoint }) => {
                let most = most.map(|most| format!(" ; sh:qualifiedMaxCount {most}")).unwrap_or_default();
                let disjoint = if *disjoint { " ; sh:qualifiedValueShapesDisjoint true" } else { "" };
                format!("sh:qualifiedValueShape [ {} ] ; sh:qualifiedMinCount {least}{most}{disjoint}", shape.turtle())
            }
            Constraint::Closed => "sh:closed true".to_owned(),
            Constraint::HasValue(value) => format!("sh:hasValue {value}"),
            Constraint::In(members) => format!("sh:in ( {} )", members.join(" ")),
        }
    }

    /// The predicate of a property shape in this constraint, which a closed shape allows.
    fn property(&self) -> Option<&str> {
        match self {
            Constraint::Property(shape) => match &shape.path {
                Some(Path::Predicate(predicate)) => Some(predicate),
                _ => None,
            },
            _ => None,
        }
    }
}

fn text(literal: &str) -> &str {
    literal.trim_start_matches('"').split('"').next().unwrap_or_default()
}

fn number(term: &str) -> Option<i64> {
    if !term.contains("^^") {
        return None;
    }
    text(term).trim_end_matches(".0").parse().ok()
}

fn language(term: &str) -> Option<&str> {
    term.starts_with('"').then(|| term.rsplit_once("\"@").map(|(_, tag)| tag))?
}

fn length(term: &str) -> Option<usize> {
    match term {
        term if term.starts_with("_:") => None,
        term if term.starts_with('"') => Some(text(term).chars().count()),
        term => Some(term.replace("ex:", "urn:").chars().count()),
    }
}
