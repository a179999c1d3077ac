//! What the reader did beyond reading: where, what stood there, and what was made of it.

use std::collections::BTreeMap;
use std::fmt;

use crate::rdf::charset::head;
use crate::rdf::place::{Lines, Place};

/// How many notes of one kind are kept one by one; the rest is counted.
const EACH: u64 = 1000;
/// How much of what stood there a note shows, in bytes.
const SHOWN: usize = 200;

macro_rules! note_kinds {
    ($($(#[$doc:meta])+ $variant:ident = $code:literal, $told:literal;)+) => {
        /// The kinds of note.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum NoteKind {
            $($(#[$doc])+ $variant,)+
        }

        impl NoteKind {
            /// Every kind.
            pub const ALL: &'static [NoteKind] = &[$(NoteKind::$variant,)+];

            /// The code, which stays as it is.
            pub const fn code(self) -> &'static str {
                match self {
                    $(NoteKind::$variant => $code,)+
                }
            }

            /// What was wrong, in English, without what was made of it.
            pub fn wrong(self) -> &'static str {
                let told = self.told();
                let ends = [" and was", " and were", "; ", ", which"].into_iter().filter_map(|made| told.find(made));
                &told[..ends.min().unwrap_or(told.len())]
            }

            /// What happened, in English, to stand behind a number and ×.
            pub const fn told(self) -> &'static str {
                match self {
                    $(NoteKind::$variant => $told,)+
                }
            }
        }
    };
}

note_kinds! {
    /// The document ends or breaks before it is complete; what was whole until there was read.
    Incomplete = "incomplete", "the document breaks off; what was complete before that was read";
    /// A charset that had to be guessed.
    Charset = "charset", "the document is not in the character encoding that it should be in";
    /// UTF-8 that was taken for another charset and encoded again.
    DoubleEncoded = "double-encoded", "texts seem to be encoded twice (Ã¥ for å) and were kept as written";
    /// A character that the syntax does not allow.
    Character = "character", "characters are not allowed in the syntax and were left out";
    /// A character reference or entity that stands for nothing.
    Entity = "entity", "character references stand for nothing and were read as text or left out";
    /// An IRI that is not valid; it comes through as it is.
    Iri = "iri", "addresses are not valid IRIs and were kept as written";
    /// White space around an IRI.
    IriSpace = "iri-space", "addresses have white space around them, which was left out";
    /// A language tag that only this syntax can write.
    Language = "language-tag",
        "texts have a language tag that only this syntax can write; it was read with hyphens for underscores, or left out";
    /// A datatype that is no IRI.
    Datatype = "datatype", "values have a datatype that is no IRI; they were read as text";
    /// A prefix that is not declared and has one usual meaning.
    Prefix = "prefix", "namespace prefixes are not declared and were read as what they usually mean";
    /// A namespace that is one character away from the usual one of its prefix.
    Namespace = "namespace", "namespaces are misspelt and were read as what their prefixes usually mean";
    /// An element without a usable name.
    ElementName = "element-name", "elements have a name without a namespace or that is not allowed; the statement or type was left out";
    /// An attribute without a usable name, or in a place where it means nothing.
    Attribute = "attribute", "attributes mean nothing where they stand and were left out";
    /// An attribute that is not written as XML wants it.
    AttributeSyntax = "attribute-syntax", "attributes are not written as XML wants it";
    /// A declaration or processing instruction that is not written as XML wants it, or the end of a CDATA section where none is.
    Markup = "markup", "declarations, instructions or ]]> are not written as XML wants it and were passed over";
    /// An RDF attribute without its prefix.
    Unprefixed = "unprefixed", "RDF attributes have no prefix and were read as if they had";
    /// An element that names itself more than once.
    Subject = "subject", "elements have more than one name for what they describe; the first was used";
    /// An rdf:ID or rdf:nodeID that is no XML name.
    Id = "id", "values of rdf:ID or rdf:nodeID are no XML names and were used all the same";
    /// An rdf:ID that is there before.
    DuplicateId = "duplicate-id", "values of rdf:ID occur more than once";
    /// Text where only elements may stand.
    StrayText = "stray-text", "texts stand where only elements may stand and were left out";
    /// More than one value in a property element.
    SeveralValues = "several-values", "property elements have more than one value; each was read";
    /// A statement that breaks the syntax.
    Statement = "statement", "statements could not be read and were left out";
    /// A text that goes over the end of a line, though its quotation marks do not allow it.
    LineBreak = "line-break", "texts go over the end of a line and were read as written; they want three quotation marks";
    /// A mark that is missing between two lines.
    Punctuation = "punctuation", "lines lack the semicolon or full stop at their end; they were read as if it were there";
    /// JSON that is not written as JSON wants it.
    Json = "json", "the JSON has commas or backslashes too few or too many, or comments; it was read as it was meant";
    /// A JSON key that its object has already.
    DuplicateKey = "duplicate-key", "keys stand in the same JSON object twice; both values were read where JSON-LD allows it";
    /// Triples of named graphs.
    NamedGraph = "named-graph", "triples stood in named graphs and were read into one graph";
    /// RDF 1.2 triple terms.
    TripleTerm = "triple-term", "triples have a triple as their object (RDF 1.2) and were left out";
    /// JSON keys without an IRI.
    NamelessKey = "nameless-key", "values stand under keys that the @context does not know and were left out";
    /// RDF 1.2 base directions.
    Direction = "direction", "texts have a base direction (RDF 1.2), which was left out";
}

/// Something that the reader did and that a person may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The kind.
    pub kind: NoteKind,
    /// Where, if it is one place.
    pub place: Option<Place>,
    /// What stood there, cut if it is long.
    pub was: String,
    /// What was made of it; `None` if it was left out.
    pub became: Option<String>,
    /// How many cases it stands for: one, but for the last of a kind that has very many.
    pub count: u64,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} × {}", self.count, self.kind.told())?;
        if !self.was.is_empty() {
            write!(f, " ({}", self.was)?;
            if let Some(became) = &self.became {
                write!(f, " → {became}")?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }
}

/// The notes of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The kind.
    pub kind: NoteKind,
    /// How many cases there are.
    pub count: u64,
    /// The first of them whose place is known.
    pub first: Option<Place>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}", self.count, self.kind.told())?;
        match (self.first, self.count) {
            (Some(place), 1) => write!(f, " ({})", line(place)),
            (Some(place), _) => write!(f, " (the first in {})", line(place)),
            (None, _) => Ok(()),
        }
    }
}

/// The notes by kind.
pub fn tally(notes: &[Note]) -> Vec<Tally> {
    let mut kinds: BTreeMap<NoteKind, (u64, Option<Place>)> = BTreeMap::new();
    for note in notes {
        let (count, first) = kinds.entry(note.kind).or_default();
        *count += note.count;
        *first = [*first, note.place].into_iter().flatten().min();
    }
    kinds.into_iter().map(|(kind, (count, first))| Tally { kind, count, first }).collect()
}

fn line(place: Place) -> String {
    match place.document {
        0 => format!("line {}", place.line),
        before => format!("line {} of document {}", place.line, before + 1),
    }
}

/// The notes as JSON: `[{"code","count","line","column","offset","was","became","told"}]`, indented, with a line break at the end.
/// What is not known is `null`.
pub fn notes_json(notes: &[Note]) -> String {
    let record = |note: &Note| {
        serde_json::json!({
            "code": note.kind.code(), "count": note.count, "line": note.place.map(|place| place.line),
            "column": note.place.map(|place| place.column), "offset": note.place.map(|place| place.offset),
            "was": note.was, "became": note.became, "told": note.kind.told(),
        })
    };
    let records: Vec<serde_json::Value> = notes.iter().map(record).collect();
    format!("{:#}\n", serde_json::Value::from(records))
}

/// Collects notes. Few are kept one by one however many there are; their places are found at the end.
#[derive(Default)]
pub(super) struct Notes {
    notes: Vec<(Option<usize>, Note)>,
    counts: BTreeMap<NoteKind, u64>,
}

impl Notes {
    pub(super) fn add(&mut self, kind: NoteKind, offset: Option<usize>, was: &str, became: Option<&str>) {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        if *count <= EACH {
            let became = became.map(shown);
            self.notes.push((offset, Note { kind, place: None, was: shown(was), became, count: 1 }));
        }
    }

    pub(super) fn forget_behind(&mut self, end: usize) {
        self.notes.retain(|(offset, note)| {
            let is_kept = offset.is_none_or(|offset| offset <= end);
            if !is_kept && let Some(count) = self.counts.get_mut(&note.kind) {
                *count -= 1;
            }
            is_kept
        });
    }

    pub(super) fn finish(mut self, lines: &Lines) -> Vec<Note> {
        self.notes.sort_by_key(|(offset, note)| (*offset, note.kind));
        let mut left = self.counts;
        let mut notes = Vec::with_capacity(self.notes.len());
        for (offset, note) in self.notes {
            *left.entry(note.kind).or_default() -= 1;
            notes.push(Note { place: offset.map(|offset| lines.place(offset)), ..note });
        }
        let rest = left.into_iter().filter(|(_, count)| *count > 0);
        notes.extend(rest.map(|(kind, count)| Note { kind, place: None, was: String::new(), became: None, count }));
        notes
    }
}

fn shown(text: &str) -> String {
    match text.len() {
        0..=SHOWN => text.to_owned(),
        _ => format!("{}…", head(text, SHOWN)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn very_many_notes_are_counted_and_not_kept() {
        let mut notes = Notes::default();
        for offset in 0..5000 {
            notes.add(NoteKind::Iri, Some(offset), "a b", None);
        }
        let notes = notes.finish(&Lines::of(&"\n".repeat(5000)));
        assert_eq!(notes.len() as u64, EACH + 1);
        assert_eq!(notes.iter().map(|note| note.count).sum::<u64>(), 5000);
        let [one] = tally(&notes)[..] else { panic!("one kind") };
        let sentence = one.to_string();
        assert!(sentence.starts_with("5000 × addresses") && sentence.ends_with("(the first in line 1)"), "{sentence}");
    }

    #[test]
    fn codes_are_all_different() {
        let codes: std::collections::BTreeSet<&str> = NoteKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), NoteKind::ALL.len());
    }
}
