//! The term table: every distinct term of a graph once, named by a [`TermId`].
//!
//! The texts stand after each other in one buffer, so that half a million triples cost tens of megabytes, not hundreds.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::term::{Literal, Term};
use super::vocab::{rdf, xsd};

/// The name of a term within one [`Terms`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub(super) u32);

impl TermId {
    /// The place in the table, for arrays that run beside it.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

const IRI: u32 = 0;
const BLANK: u32 = 1;
const TYPED: u32 = 2;
const TAGGED: u32 = 3;

/// Where a term's text lies, and the datatype or language that belongs to it.
#[derive(Clone, Copy)]
struct Entry {
    start: u32,
    length: u32,
    /// Two low bits: the kind. The rest: a datatype's [`TermId`] or a place in `languages`.
    tag: u32,
}

/// Terms interned to [`TermId`]s, in order of first appearance.
pub struct Terms {
    text: String,
    entries: Vec<Entry>,
    table: HashTable<u32>,
    languages: Vec<Box<str>>,
    /// The place of each tag; hostile documents have as many as texts.
    language_places: HashMap<Box<str>, u32>,
    hasher: RandomState,
    blanks: u32,
    string: TermId,
}

impl Default for Terms {
    fn default() -> Self {
        Self::new()
    }
}

impl Terms {
    /// A table that holds nothing but `xsd:string`.
    pub fn new() -> Self {
        let mut terms = Terms {
            text: String::new(),
            entries: Vec::new(),
            table: HashTable::new(),
            languages: Vec::new(),
            language_places: HashMap::new(),
            hasher: RandomState::default(),
            blanks: 0,
            string: TermId(0),
        };
        terms.string = terms.iri(xsd::STRING);
        terms
    }

    /// The number of terms.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no terms.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Bytes of text held; callers stop before the table's limit of four gibibytes.
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// The term behind a name. The name must come from this table.
    pub fn term(&self, id: TermId) -> Term<'_> {
        let entry = self.entries[id.index()];
        let extra = entry.tag >> 2;
        match entry.tag & 3 {
            IRI => Term::Iri(self.text_of(entry)),
            BLANK => Term::Blank(extra),
            TYPED => Term::Literal(Literal {
                lexical: self.text_of(entry),
                language: None,
                datatype: self.text_of(self.entries[extra as usize]),
            }),
            _ => Term::Literal(Literal {
                lexical: self.text_of(entry),
                language: Some(&self.languages[extra as usize]),
                datatype: rdf::LANG_STRING,
            }),
        }
    }

    /// Whether the name stands for an IRI.
    pub fn is_iri(&self, id: TermId) -> bool {
        self.entries[id.index()].tag & 3 == IRI
    }

    /// Whether the name stands for a blank node.
    pub fn is_blank(&self, id: TermId) -> bool {
        self.entries[id.index()].tag & 3 == BLANK
    }

    /// Whether the name stands for a literal.
    pub fn is_literal(&self, id: TermId) -> bool {
        self.entries[id.index()].tag & 3 >= TYPED
    }

    /// The datatype's name of a typed literal; `None` for language-tagged strings, IRIs and blank nodes.
    pub fn datatype(&self, id: TermId) -> Option<TermId> {
        let entry = self.entries[id.index()];
        (entry.tag & 3 == TYPED).then_some(TermId(entry.tag >> 2))
    }

    /// The language tag of a language-tagged string.
    pub fn language(&self, id: TermId) -> Option<&str> {
        let entry = self.entries[id.index()];
        (entry.tag & 3 == TAGGED).then(|| &*self.languages[(entry.tag >> 2) as usize])
    }

    /// Interns an IRI.
    pub fn iri(&mut self, iri: &str) -> TermId {
        self.intern(iri, IRI)
    }

    /// Interns a literal of the datatype, which is the name of an IRI of this table.
    pub fn typed(&mut self, lexical: &str, datatype: TermId) -> TermId {
        self.intern(lexical, TYPED | datatype.0 << 2)
    }

    /// Interns an `xsd:string` literal.
    pub fn string(&mut self, lexical: &str) -> TermId {
        self.typed(lexical, self.string)
    }

    /// Interns a language-tagged string; tags are kept as written.
    pub fn tagged(&mut self, lexical: &str, language: &str) -> TermId {
        let place = match self.language_place(language) {
            Some(place) => place,
            None => {
                self.languages.push(language.into());
                self.language_places.insert(language.into(), self.languages.len() as u32 - 1);
                self.languages.len() - 1
            }
        };
        self.intern(lexical, TAGGED | (place as u32) << 2)
    }

    /// Makes a blank node that no other name stands for.
    pub fn fresh_blank(&mut self) -> TermId {
        let id = TermId(self.entries.len() as u32);
        self.entries.push(Entry { start: 0, length: 0, tag: BLANK | self.blanks << 2 });
        self.blanks += 1;
        id
    }

    /// Interns a term of another table; blank nodes cannot be carried over by name and become fresh ones.
    pub fn intern_term(&mut self, term: Term<'_>) -> TermId {
        match term {
            Term::Iri(iri) => self.iri(iri),
            Term::Blank(_) => self.fresh_blank(),
            Term::Literal(Literal { lexical, language: Some(language), .. }) => self.tagged(lexical, language),
            Term::Literal(literal) => {
                let datatype = self.iri(literal.datatype);
                self.typed(literal.lexical, datatype)
            }
        }
    }

    /// The name of an IRI, if the table holds it.
    pub fn find_iri(&self, iri: &str) -> Option<TermId> {
        self.find(iri, IRI)
    }

    /// The name of a term, if the table holds it; blank nodes are never found.
    pub fn find_term(&self, term: Term<'_>) -> Option<TermId> {
        match term {
            Term::Iri(iri) => self.find_iri(iri),
            Term::Blank(_) => None,
            Term::Literal(Literal { lexical, language: Some(language), .. }) => {
                let place = self.language_place(language)?;
                self.find(lexical, TAGGED | (place as u32) << 2)
            }
            Term::Literal(literal) => {
                let datatype = self.find_iri(literal.datatype)?;
                self.find(literal.lexical, TYPED | datatype.0 << 2)
            }
        }
    }

    /// Every name, in order of first appearance.
    pub fn ids(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..self.entries.len() as u32).map(TermId)
    }

    /// Gives back the room that growing left over.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    fn language_place(&self, language: &str) -> Option<usize> {
        self.language_places.get(language).map(|place| *place as usize)
    }

    fn text_of(&self, entry: Entry) -> &str {
        &self.text[entry.start as usize..(entry.start + entry.length) as usize]
    }

    fn find(&self, text: &str, tag: u32) -> Option<TermId> {
        let hash = self.hasher.hash_one((text, tag));
        self.table.find(hash, |&id| self.is(id, text, tag)).map(|&id| TermId(id))
    }

    fn is(&self, id: u32, text: &str, tag: u32) -> bool {
        let entry = self.entries[id as usize];
        entry.tag == tag && self.text_of(entry) == text
    }

    fn intern(&mut self, text: &str, tag: u32) -> TermId {
        let hash = self.hasher.hash_one((text, tag));
        if let Some(&id) = self.table.find(hash, |&id| self.is(id, text, tag)) {
            return TermId(id);
        }
        let id = self.entries.len() as u32;
        self.entries.push(Entry { start: self.text.len() as u32, length: text.len() as u32, tag });
        self.text.push_str(text);
        let (entries, all, hasher) = (&self.entries, &self.text, &self.hasher);
        self.table.insert_unique(hash, id, |&id| {
            let entry = entries[id as usize];
            hasher.hash_one((&all[entry.start as usize..(entry.start + entry.length) as usize], entry.tag))
        });
        TermId(id)
    }
}
