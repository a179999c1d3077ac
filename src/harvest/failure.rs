//! Why a run failed: which stage, and what kind. Findings are not failures.

use std::io;
use std::time::Duration;

use crate::fetch::FetchError;
use crate::rdf::format::NotRdf;
use crate::rdf::{ParseError, ReadError};
use crate::report::FailureCode;
use crate::resource::CutError;
use crate::shacl::EngineError;
use crate::source::SourceError;
use crate::store::StoreError;

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Nothing arrived.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// What arrived is no RDF.
    #[error("{0}")]
    NotRdf(#[from] NotRdf),
    /// What arrived is broken.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// A sub-catalogue that lies elsewhere did not arrive or could not be read; without it nothing of the source is used.
    #[error("the sub-catalogue {iri} cannot be used: {failure}")]
    SubCatalogue {
        /// Its IRI.
        iri: String,
        /// Why.
        failure: Box<Failure>,
    },
    /// All documents of the source together are too large.
    #[error(
        "its first {documents} documents are together larger than {limit} bytes, the limit for this source; raise limits.bytes \
         if that is right"
    )]
    TooMuch {
        /// The limit.
        limit: u64,
        /// How many documents there were until then.
        documents: usize,
    },
    /// What lies at a sub-catalogue's address does not describe it.
    #[error("what lies at its address does not describe it")]
    NoCatalogue,
    /// The rules could not be run on it.
    #[error("the rules could not be run: {0}")]
    Rules(#[from] EngineError),
    /// It cannot be cut into resources.
    #[error(transparent)]
    Cut(#[from] CutError),
    /// The payload cannot be kept.
    #[error("the document cannot be kept, or cannot be read again: {0}")]
    Blob(#[from] io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A mistake of the program.
    #[error("the program stumbled over this source: {0}")]
    Panic(String),
}

impl Failure {
    /// Whether the program was told to stop, which says nothing about the source.
    pub fn is_stop(&self) -> bool {
        matches!(self, Failure::Source(SourceError::Fetch(FetchError::Stopped)))
    }

    /// How long the server asks to be left alone, if it does.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Failure::Source(SourceError::Fetch(error)) => error.retry_after(),
            Failure::SubCatalogue { failure, .. } => failure.retry_after(),
            _ => None,
        }
    }

    /// Whether it says nothing about the source: the program stopped, stumbled, or could not keep what came.
    pub fn is_ours(&self) -> bool {
        FailureCode::from_code(self.code()) == FailureCode::Internal
    }

    /// The stage that failed.
    pub const fn stage(&self) -> &'static str {
        match self {
            Failure::Source(_) | Failure::TooMuch { .. } | Failure::SubCatalogue { .. } | Failure::NoCatalogue => {
                "fetch"
            }
            Failure::NotRdf(_) | Failure::Parse(_) => "parse",
            Failure::Rules(_) => "validate",
            Failure::Cut(_) => "cut",
            Failure::Blob(_) | Failure::Store(_) => "store",
            Failure::Panic(_) => "panic",
        }
    }

    /// The kind, from a bounded list.
    pub const fn code(&self) -> &'static str {
        use crate::rdf::parse::ParseErrorKind as Kind;
        match self {
            Failure::Source(error) => error.code(),
            Failure::NotRdf(NotRdf::Empty) => "empty",
            Failure::NotRdf(NotRdf::NoStatements) => "no-statements",
            Failure::NotRdf(NotRdf::Html) => "html",
            Failure::NotRdf(NotRdf::LoginPage) => "login-page",
            Failure::NotRdf(NotRdf::MissingPage) => "missing-page",
            Failure::NotRdf(NotRdf::LandingPage) => "landing-page",
            Failure::NotRdf(NotRdf::NewsFeed) => "news-feed",
            Failure::NotRdf(NotRdf::Iso19139) => "iso-19139",
            Failure::NotRdf(NotRdf::Csw) => "csw",
            Failure::NotRdf(NotRdf::Ckan) => "ckan-api",
            Failure::NotRdf(NotRdf::DataJson) => "data-json",
            Failure::NotRdf(NotRdf::ApiError) => "api-error",
            Failure::NotRdf(NotRdf::OtherXml(_) | NotRdf::OtherJson | NotRdf::Unknown) => "not-rdf",
            Failure::Parse(error) => match error.kind {
                Kind::Syntax(_) => "syntax",
                Kind::Truncated(_) => "truncated",
                Kind::Doctype => "doctype",
                Kind::TooDeep(_)
                | Kind::TooManyAttributes(_)
                | Kind::TooManyTriples(_)
                | Kind::TooManyBlankNodes(_)
                | Kind::TooLong(_)
                | Kind::TooLongPiece(_)
                | Kind::TooLargeDocument(_)
                | Kind::NodeTooLarge(..)
                | Kind::TooMuchWork
                | Kind::TooLarge => "too-large",
                Kind::UnknownContext(_) => "context",
                Kind::NotUtf8 => "charset",
            },
            Failure::TooMuch { .. } => "too-large",
            Failure::SubCatalogue { .. } | Failure::NoCatalogue => "sub-catalogue",
            Failure::Rules(_) => "rules",
            Failure::Cut(_) => "shared-blank-nodes",
            Failure::Blob(_) => "blob",
            Failure::Store(_) => "database",
            Failure::Panic(_) => "panic",
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Source(error) => Failure::Blob(error),
            ReadError::Parse(error) => Failure::Parse(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::fetch::{Blocked, CodingError, Phase, TlsFault};
    use crate::rdf::Format;
    use crate::rdf::parse::ParseErrorKind;
    use crate::report::{FailureCode, Language};

    /// One error of each kind. A kind that is missing in the match below does not compile; add it to the list, too.
    fn fetch_errors() -> Vec<FetchError> {
        let url = || "https://k.example".to_owned();
        let cause = || "it is so".to_owned();
        let timeout = |phase| FetchError::Timeout { url: url(), phase, limit: Duration::from_secs(1) };
        let status = |status| FetchError::Status { url: url(), status, retry_after: None };
        let mut all = vec![
            FetchError::Name { url: url(), cause: cause() },
            FetchError::Blocked { url: url(), blocked: Blocked::Scheme },
            FetchError::Refused { url: url() },
            FetchError::Unreachable { url: url(), cause: cause() },
            FetchError::TooSlow { url: url(), limit: 1 },
            FetchError::TooLarge { url: url(), limit: 1, key: "bytes" },
            FetchError::Ratio { url: url(), limit: 1 },
            FetchError::Short { url: url(), expected: 2, got: 1 },
            FetchError::Broken { url: url(), phase: Phase::Body, cause: cause() },
            FetchError::Coding { url: url(), coding: CodingError::Twice },
            FetchError::Empty { url: url() },
            FetchError::Redirect { url: url(), location: url(), why: cause() },
            FetchError::TooManyRedirects { url: url(), limit: 5 },
            FetchError::Authorization,
            FetchError::Stopped,
            FetchError::Spool { url: url(), cause: io::ErrorKind::StorageFull.into() },
            FetchError::Client(cause()),
        ];
        let phases = [Phase::Turn, Phase::Name, Phase::Connect, Phase::Tls, Phase::Head, Phase::Body, Phase::Whole];
        all.extend(phases.map(timeout));
        all.extend([400, 401, 403, 404, 410, 418, 429, 500, 503, 304].map(status));
        all.extend(
            [
                TlsFault::Expired,
                TlsFault::NotYetValid,
                TlsFault::WrongName,
                TlsFault::MissingIntermediate,
                TlsFault::SelfSigned,
                TlsFault::UnknownIssuer,
                TlsFault::NotTls,
                TlsFault::Other,
            ]
            .map(|fault| FetchError::Tls { url: url(), fault, cause: cause() }),
        );
        all
    }

    /// Whether a fetch fails through our own fault.
    fn is_ours(error: &FetchError) -> bool {
        match error {
            FetchError::Authorization | FetchError::Stopped | FetchError::Spool { .. } | FetchError::Client(_) => true,
            FetchError::Name { .. }
            | FetchError::Blocked { .. }
            | FetchError::Refused { .. }
            | FetchError::Unreachable { .. }
            | FetchError::Tls { .. }
            | FetchError::Timeout { .. }
            | FetchError::TooSlow { .. }
            | FetchError::Status { .. }
            | FetchError::TooLarge { .. }
            | FetchError::Ratio { .. }
            | FetchError::Short { .. }
            | FetchError::Broken { .. }
            | FetchError::Coding { .. }
            | FetchError::Empty { .. }
            | FetchError::Redirect { .. }
            | FetchError::TooManyRedirects { .. } => false,
        }
    }

    #[test]
    fn every_failure_has_a_sentence_and_only_our_own_say_that_we_failed() {
        let mut failures: Vec<(Failure, bool)> = Vec::new();
        for error in fetch_errors() {
            let ours = is_ours(&error);
            failures.push((Failure::Source(SourceError::Fetch(error)), ours));
        }
        let unread = Box::new(Failure::NotRdf(NotRdf::Html));
        failures.push((Failure::SubCatalogue { iri: "http://a.se/".to_owned(), failure: unread }, false));
        failures.extend(
            [
                NotRdf::Empty,
                NotRdf::Html,
                NotRdf::LoginPage,
                NotRdf::MissingPage,
                NotRdf::LandingPage,
                NotRdf::NoStatements,
                NotRdf::NewsFeed,
                NotRdf::Iso19139,
                NotRdf::Csw,
                NotRdf::OtherXml(String::new()),
                NotRdf::Ckan,
                NotRdf::DataJson,
                NotRdf::ApiError,
                NotRdf::OtherJson,
                NotRdf::Unknown,
            ]
            .map(|error| (Failure::NotRdf(error), false)),
        );
        let parsed = [
            ParseErrorKind::Syntax(String::new()),
            ParseErrorKind::TooDeep(1),
            ParseErrorKind::TooManyAttributes(1),
            ParseErrorKind::TooManyTriples(1),
            ParseErrorKind::TooManyBlankNodes(1),
            ParseErrorKind::TooLong(1),
            ParseErrorKind::NodeTooLarge(1, 1),
            ParseErrorKind::TooMuchWork,
            ParseErrorKind::Truncated(String::new()),
            ParseErrorKind::Doctype,
            ParseErrorKind::TooLongPiece(1),
            ParseErrorKind::TooLargeDocument(1),
            ParseErrorKind::TooLarge,
            ParseErrorKind::UnknownContext(String::new()),
            ParseErrorKind::NotUtf8,
        ];
        failures.extend(
            parsed.map(|kind| (Failure::Parse(ParseError { format: Format::Turtle, kind, place: None }), false)),
        );
        failures.push((Failure::Blob(io::ErrorKind::StorageFull.into()), true));
        failures.push((Failure::Panic(String::new()), true));
        let mut seen = std::collections::BTreeMap::new();
        for (failure, ours) in failures {
            let code = FailureCode::from_code(failure.code());
            assert_eq!(code == FailureCode::Internal, ours, "{} ({failure})", failure.code());
            let reason = crate::report::Failure { code, detail: String::new() }.reason(Language::Sv);
            let others = seen.insert(reason.clone(), code).filter(|other| *other != code);
            assert_eq!(others, None, "{code:?} is told as another is: {reason}");
        }
        // What a file and a cut can say; their errors are made nowhere else.
        for code in ["file", "too-large", "shared-blank-nodes"] {
            assert_ne!(FailureCode::from_code(code), FailureCode::Internal, "{code}");
        }
    }
}
