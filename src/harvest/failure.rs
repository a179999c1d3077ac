//! Why a run failed: which stage, and what kind. Findings are not failures.

use std::io;

use crate::fetch::FetchError;
use crate::rdf::ParseError;
use crate::rdf::format::NotRdf;
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
    #[error("the payload cannot be kept: {0}")]
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

    /// The stage that failed.
    pub const fn stage(&self) -> &'static str {
        match self {
            Failure::Source(_) | Failure::SubCatalogue { .. } | Failure::NoCatalogue => "fetch",
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
            Failure::NotRdf(NotRdf::Html) => "html",
            Failure::NotRdf(_) => "not-rdf",
            Failure::Parse(error) => match error.kind {
                Kind::Syntax(_) => "syntax",
                Kind::Truncated(_) => "truncated",
                Kind::Doctype => "doctype",
                Kind::TooDeep(_) | Kind::TooManyAttributes(_) | Kind::TooManyTriples(_) | Kind::TooLarge => "too-large",
                Kind::UnknownContext(_) => "context",
                Kind::NotUtf8 => "charset",
            },
            Failure::SubCatalogue { .. } | Failure::NoCatalogue => "sub-catalogue",
            Failure::Rules(_) => "rules",
            Failure::Cut(_) => "shared-blank-nodes",
            Failure::Blob(_) => "blob",
            Failure::Store(_) => "database",
            Failure::Panic(_) => "panic",
        }
    }
}
