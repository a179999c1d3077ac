//! Property paths (SHACL, section 2.3.1): which nodes are the value nodes of a property shape.

use std::fmt;

/// A SHACL property path. It is written in the SPARQL 1.1 path syntax.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// The objects of a predicate, by its IRI.
    Predicate(Box<str>),
    /// `sh:inversePath`: backwards.
    Inverse(Box<Path>),
    /// One after the other.
    Sequence(Vec<Path>),
    /// `sh:alternativePath`: any of them.
    Alternative(Vec<Path>),
    /// `sh:zeroOrMorePath`
    ZeroOrMore(Box<Path>),
    /// `sh:oneOrMorePath`
    OneOrMore(Box<Path>),
    /// `sh:zeroOrOnePath`
    ZeroOrOne(Box<Path>),
}

impl Path {
    /// The predicate's IRI, if the path is nothing but a predicate.
    pub fn as_predicate(&self) -> Option<&str> {
        match self {
            Path::Predicate(iri) => Some(iri),
            _ => None,
        }
    }

    /// The last predicate on the way, which is what a person would name; `None` for an empty path.
    pub fn last_predicate(&self) -> Option<&str> {
        match self {
            Path::Predicate(iri) => Some(iri),
            Path::Inverse(path) | Path::ZeroOrMore(path) | Path::OneOrMore(path) | Path::ZeroOrOne(path) => {
                path.last_predicate()
            }
            Path::Sequence(paths) | Path::Alternative(paths) => paths.last().and_then(Path::last_predicate),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Predicate(iri) => write!(f, "<{iri}>"),
            Path::Inverse(path) => write!(f, "^{}", Nested(path)),
            Path::Sequence(paths) => joined(f, paths, "/"),
            Path::Alternative(paths) => joined(f, paths, "|"),
            Path::ZeroOrMore(path) => write!(f, "{}*", Nested(path)),
            Path::OneOrMore(path) => write!(f, "{}+", Nested(path)),
            Path::ZeroOrOne(path) => write!(f, "{}?", Nested(path)),
        }
    }
}

/// A path inside another: in parentheses unless it is a predicate.
struct Nested<'a>(&'a Path);

impl fmt::Display for Nested<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Path::Predicate(_) => write!(f, "{}", self.0),
            path => write!(f, "({path})"),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, paths: &[Path], between: &str) -> fmt::Result {
    for (place, path) in paths.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        write!(f, "{}", Nested(path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn a_path_is_written_as_sparql_writes_it() {
        let p = || Path::Predicate("urn:p".into());
        let path = Path::Sequence(vec![Path::Inverse(Box::new(p())), Path::ZeroOrMore(Box::new(p()))]);
        assert_eq!(path.to_string(), "(^<urn:p>)/(<urn:p>*)");
        assert_eq!(Path::Alternative(vec![p(), path]).to_string(), "<urn:p>|((^<urn:p>)/(<urn:p>*))");
    }
}
