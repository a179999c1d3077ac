//! What was worth telling about the way to an organisation's documents, in words that its owner can act on.
//!
//! In: a bounded code, the address that it is about, and a detail. Out: one sentence. A remark is neither a finding nor a
//! failure: the metadata may be right and the run may have gone well.

use super::language::Language;
use super::line::{Line, Lines};
use super::note;
use crate::validate::Position;

macro_rules! remark_codes {
    ($($(#[$doc:meta])+ $variant:ident = $code:literal,)+) => {
        /// The kinds of remark.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RemarkCode {
            $($(#[$doc])+ $variant,)+
        }

        impl RemarkCode {
            /// Every code.
            pub const ALL: &'static [RemarkCode] = &[$(RemarkCode::$variant,)+];

            /// The code as it is stored.
            pub const fn code(self) -> &'static str {
                match self {
                    $(RemarkCode::$variant => $code,)+
                }
            }
        }
    };
}

remark_codes! {
    /// The address has moved for good; the detail is the new one.
    Moved = "moved",
    /// The address leads to another for now; the detail is the other one.
    Redirected = "redirected",
    /// A page names its successor on another host, which is the detail.
    PagesHost = "pages-host",
    /// A page could not be fetched or read; the detail is why.
    PagesFailed = "pages-failed",
    /// A document breaks off; what was complete before that was read. The detail is where and why, see
    /// [`Remark::broken_at`].
    DocumentIncomplete = "incomplete-document",
    /// A document breaks its format, and what that costs is not known; the rest was read. The detail is where and why, as above.
    DocumentBroken = "broken-document",
    /// A page was there before.
    PagesRepeats = "pages-repeats",
    /// A page names several next pages.
    PagesAmbiguous = "pages-ambiguous",
    /// A page names something that is no address as the next one; the detail is what it names.
    PagesAddress = "pages-address",
    /// A page has nothing on it and names another.
    PagesEmpty = "pages-empty",
    /// There are more pages than may be fetched; the detail is how many may.
    PagesLimit = "pages-limit",
    /// Another number than announced was found; the detail is both, with a slash between: found/announced.
    PagesCount = "pages-count",
    /// The pages changed while they were read.
    PagesUnstable = "pages-unstable",
    /// A document breaks its syntax and was read all the same; the detail is what it noted, see
    /// [`Remark::noted_at`].
    Reading = "reading",
    /// A resource has blank nodes that cannot be told apart in reasonable time.
    Entangled = "entangled",
    /// Statements of nodes that have no address and that nothing leads to are left out; the detail is how many.
    Unreachable = "unreachable",
    /// A resource cannot be published; the detail is why.
    Quarantined = "quarantined",
    /// A resource cannot be published as it is now, and stays as it was; the detail is why.
    QuarantinedKept = "quarantined-kept",
    /// A statement cannot be published; the detail is why.
    StatementLeftOut = "statement-left-out",
    /// What was there before has other addresses now; the detail is how many datasets, series and services.
    NewAddresses = "new-addresses",
    /// A sub-catalogue could not be fetched or read; the detail is why.
    SubCatalogue = "sub-catalogue",
}

impl RemarkCode {
    /// The kind with a code, if there is one.
    pub fn from_code(code: &str) -> Option<RemarkCode> {
        RemarkCode::ALL.iter().copied().find(|known| known.code() == code)
    }

    /// Whether it is about what was read and not about how that came, so that it holds until something else is read.
    pub const fn is_of_content(self) -> bool {
        matches!(
            self,
            RemarkCode::Reading
                | RemarkCode::Entangled
                | RemarkCode::Unreachable
                | RemarkCode::Quarantined
                | RemarkCode::QuarantinedKept
                | RemarkCode::StatementLeftOut
                | RemarkCode::NewAddresses
        )
    }

    /// Whether it means that not everything was read, so that nothing is removed.
    pub const fn is_incomplete(self) -> bool {
        !self.is_of_content()
            && !matches!(
                self,
                RemarkCode::Moved | RemarkCode::Redirected | RemarkCode::PagesHost | RemarkCode::SubCatalogue
            )
    }
}

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The kind.
    pub code: RemarkCode,
    /// The address that it is about, as people may see it.
    pub address: String,
    /// What else there is to say.
    pub detail: String,
}

impl Remark {
    /// The remark as a sentence, with what to do.
    pub fn sentence(&self, language: Language) -> String {
        if let Some((line, detail)) = self.broken_line() {
            let lines = Lines { first: vec![line], more: 0 }.text(language);
            let words =
                [("address", self.address.as_str().into()), ("lines", (&lines).into()), ("detail", detail.into())];
            return language.text_with(&format!("remark-{}-line", self.code.code()), &words);
        }
        let (found, announced) = self.detail.split_once('/').unwrap_or((&self.detail, ""));
        let (note, place) = self.noted(language).unwrap_or_default();
        language.text_with(
            &format!("remark-{}", self.code.code()),
            &[
                ("address", self.address.as_str().into()),
                ("detail", self.detail.as_str().into()),
                ("found", found.into()),
                ("announced", announced.into()),
                ("count", found.parse::<u64>().unwrap_or(0).into()),
                ("note", (&note).into()),
                ("where", (&place).into()),
            ],
        )
    }
}

impl Remark {
    /// The detail of a document that breaks off at a known place: `line:column/reason`.
    pub fn broken_at(position: Position, reason: &str) -> String {
        format!("{}:{}/{reason}", position.line, position.column)
    }

    /// The detail of notes of one kind: `code/count`, and `/line:column` of the first if its place is known.
    pub fn noted_at(code: &str, count: u64, first: Option<Position>) -> String {
        let place = first.map_or_else(String::new, |first| format!("/{}:{}", first.line, first.column));
        format!("{code}/{count}{place}")
    }

    fn noted(&self, language: Language) -> Option<(String, String)> {
        let mut parts = self.detail.split('/').filter(|_| self.code == RemarkCode::Reading);
        let (code, count) = (parts.next()?, parts.next()?.parse().ok()?);
        let first = parts.next().and_then(line);
        Some((note::told(code, language), note::place(count, first, language)))
    }

    fn broken_line(&self) -> Option<(Line, &str)> {
        let is_break = matches!(self.code, RemarkCode::DocumentIncomplete | RemarkCode::DocumentBroken);
        let (place, reason) = self.detail.split_once('/').filter(|_| is_break)?;
        Some((line(place)?, reason))
    }
}

/// The line of a place as it is stored: `line:column`.
fn line(place: &str) -> Option<Line> {
    let (line, column) = place.split_once(':')?;
    let position = Position { document: 0, line: line.parse().ok()?, column: column.parse().ok()?, offset: 0 };
    Some(Line::of(position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remark_is_a_sentence_in_both_languages() {
        for &code in RemarkCode::ALL {
            assert_eq!(RemarkCode::from_code(code.code()), Some(code));
            let remark = Remark { code, address: "https://a.se/".into(), detail: "12/13".into() };
            for language in Language::ALL {
                let sentence = remark.sentence(language);
                assert!(sentence.ends_with(['.', ')']) && !sentence.starts_with("remark-"), "{code:?}: {sentence}");
            }
        }
        assert_eq!(RemarkCode::from_code("never-heard-of"), None);
    }

    #[test]
    fn what_the_reader_noted_is_told_with_its_line() {
        let first = Position { document: 0, line: 812, column: 3, offset: 0 };
        let detail = Remark::noted_at("language-tag", 3, Some(first));
        let remark = Remark { code: RemarkCode::Reading, address: "https://a.se/k.rdf".to_owned(), detail };
        let sentence = remark.sentence(Language::Sv);
        assert!(sentence.contains("https://a.se/k.rdf"), "{sentence}");
        assert!(
            sentence.contains("Språkkoder") && sentence.contains("(3 ställen, det första på rad 812)"),
            "{sentence}"
        );
    }

    #[test]
    fn where_a_document_breaks_off_is_told_as_lines_are() {
        let told = |detail: &str| Remark {
            code: RemarkCode::DocumentIncomplete,
            address: "https://a.se/".into(),
            detail: detail.into(),
        };
        let at = |column| Remark::broken_at(Position { document: 0, line: 812, column, offset: 0 }, "why: a/b");
        assert!(told(&at(3)).sentence(Language::Sv).contains("tar slut på rad 812, innan det är komplett."));
        assert!(told(&at(4521)).sentence(Language::En).contains("line 812 (byte 4521)"));
        let old = told("not readable as RDF/XML, line 812, column 3: why").sentence(Language::Sv);
        assert!(old.contains("(Tekniskt: not readable as RDF/XML, line 812, column 3: why)"), "{old}");
    }
}
