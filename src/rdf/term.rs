//! A borrowed RDF term (RDF 1.1 Concepts, section 3): what a [`TermId`](super::TermId) stands for.

use super::vocab::{rdf, xsd};

/// A literal: lexical form, datatype IRI and, for `rdf:langString`, the language tag
/// (RDF 1.1 Concepts, section 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal<'a> {
    /// The lexical form, as written in the source.
    pub lexical: &'a str,
    /// The language tag, in lower case; only with datatype `rdf:langString`.
    pub language: Option<&'a str>,
    /// The datatype IRI.
    pub datatype: &'a str,
}

impl Literal<'_> {
    /// Whether this is an `xsd:string` literal, which is written without its datatype.
    pub fn is_plain(&self) -> bool {
        self.language.is_none() && self.datatype == xsd::STRING
    }
}

/// An RDF term. The order is the order of output: IRIs, then literals, then blank nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term<'a> {
    /// An IRI, as written in the source after resolution; not necessarily valid.
    Iri(&'a str),
    /// A literal.
    Literal(Literal<'a>),
    /// A blank node; the number is unique within its graph and says nothing else.
    Blank(u32),
}

impl<'a> Term<'a> {
    /// The IRI, if this is one.
    pub fn as_iri(self) -> Option<&'a str> {
        match self {
            Term::Iri(iri) => Some(iri),
            _ => None,
        }
    }

    /// The literal, if this is one.
    pub fn as_literal(self) -> Option<Literal<'a>> {
        match self {
            Term::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    /// Whether this is a blank node.
    pub fn is_blank(self) -> bool {
        matches!(self, Term::Blank(_))
    }

    /// What a reader would call this value: the IRI or the lexical form; empty for a blank node,
    /// whose label means nothing to anybody.
    pub fn text(self) -> &'a str {
        match self {
            Term::Iri(iri) => iri,
            Term::Literal(literal) => literal.lexical,
            Term::Blank(_) => "",
        }
    }

    /// An `xsd:string` literal.
    pub fn string(lexical: &'a str) -> Self {
        Term::typed(lexical, xsd::STRING)
    }

    /// A literal of the datatype.
    pub fn typed(lexical: &'a str, datatype: &'a str) -> Self {
        Term::Literal(Literal { lexical, language: None, datatype })
    }

    /// A language-tagged string.
    pub fn tagged(lexical: &'a str, language: &'a str) -> Self {
        Term::Literal(Literal { lexical, language: Some(language), datatype: rdf::LANG_STRING })
    }
}
