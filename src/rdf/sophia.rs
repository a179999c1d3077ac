//! sophia's traits on our graph, so that its writers, canonicalisation and isomorphism work on it.

use std::convert::Infallible;

use sophia_api::MownStr;
use sophia_api::graph::{GResult, Graph as SophiaGraph, SetGraph};
use sophia_api::term::{BaseDirection, BnodeId, IriRef, LanguageTag, Term as SophiaTerm, TermKind};

use super::graph::Graph;
use super::term::{Literal, Term};

impl SophiaTerm for Term<'_> {
    type BorrowTerm<'x>
        = Term<'x>
    where
        Self: 'x;

    fn kind(&self) -> TermKind {
        match self {
            Term::Iri(_) => TermKind::Iri,
            Term::Literal(_) => TermKind::Literal,
            Term::Blank(_) => TermKind::BlankNode,
        }
    }

    fn iri(&self) -> Option<IriRef<MownStr<'_>>> {
        self.as_iri().map(|iri| IriRef::new_unchecked(valid(iri)))
    }

    fn bnode_id(&self) -> Option<BnodeId<MownStr<'_>>> {
        match self {
            Term::Blank(number) => Some(BnodeId::new_unchecked(MownStr::from(format!("b{number}")))),
            _ => None,
        }
    }

    fn lexical_form(&self) -> Option<MownStr<'_>> {
        self.as_literal().map(|literal| MownStr::from_ref(literal.lexical))
    }

    fn datatype(&self) -> Option<IriRef<MownStr<'_>>> {
        self.as_literal().map(|literal| IriRef::new_unchecked(MownStr::from_ref(literal.datatype)))
    }

    fn language_tag(&self) -> Option<LanguageTag<MownStr<'_>>> {
        match self {
            Term::Literal(Literal { language: Some(language), .. }) => {
                Some(LanguageTag::new_unchecked(MownStr::from_ref(language)))
            }
            _ => None,
        }
    }

    fn base_direction(&self) -> Option<BaseDirection> {
        None
    }

    fn borrow_term(&self) -> Self::BorrowTerm<'_> {
        *self
    }
}

/// sophia takes valid IRIs only, and ours are as the source wrote them; what is not valid is shown to it percent-encoded.
fn valid(iri: &str) -> MownStr<'_> {
    if oxiri::IriRef::parse(iri).is_ok() {
        return MownStr::from_ref(iri);
    }
    let mut encoded = String::with_capacity(iri.len() + 8);
    for byte in iri.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte as char),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    MownStr::from(encoded)
}

impl SophiaGraph for Graph {
    type Triple<'x>
        = [Term<'x>; 3]
    where
        Self: 'x;
    type Error = Infallible;

    fn triples(&self) -> impl Iterator<Item = GResult<Self, Self::Triple<'_>>> + '_ {
        Graph::triples(self).iter().map(|triple| Ok(triple.map(|id| self.term(id))))
    }
}

impl SetGraph for Graph {}
