//! Why a source could not be fetched, in words that its owner can act on.
//!
//! In: a bounded code, and the technical detail of it. Out: a clause that says what is wrong, and a sentence that says
//! what to do, and who does it. A failure is never a finding: it says nothing about the metadata.

use super::language::Language;
use super::names::owner_sentence;
use crate::validate::Owner;

macro_rules! failure_codes {
    ($($(#[$doc:meta])+ $variant:ident = $code:literal,)+) => {
        /// The kinds of failure that a person is told about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FailureCode {
            $($(#[$doc])+ $variant,)+
        }

        impl FailureCode {
            /// Every code.
            pub const ALL: &'static [FailureCode] = &[$(FailureCode::$variant,)+];

            /// The code as it is stored and shown in technical details.
            pub const fn code(self) -> &'static str {
                match self {
                    $(FailureCode::$variant => $code,)+
                }
            }
        }
    };
}

failure_codes! {
    /// The name leads nowhere.
    Name = "name",
    /// The address leads to a network that is not public.
    Blocked = "blocked",
    /// Nobody listens at the address.
    ConnectionRefused = "refused",
    /// There is no way to the address.
    Unreachable = "unreachable",
    /// The certificate has expired.
    TlsExpired = "tls-expired",
    /// The certificate is not valid yet.
    TlsNotYetValid = "tls-not-yet-valid",
    /// The certificate is for other names.
    TlsName = "tls-name",
    /// The server does not send its intermediate certificate.
    TlsIntermediate = "tls-intermediate",
    /// The certificate is its own issuer.
    TlsSelfSigned = "tls-self-signed",
    /// The certificate's issuer is not known.
    TlsIssuer = "tls-issuer",
    /// Something else is wrong with the encryption.
    Tls = "tls",
    /// Looking the name up took too long.
    TimeoutName = "timeout-name",
    /// Connecting took too long.
    TimeoutConnect = "timeout-connect",
    /// Agreeing on encryption took too long.
    TimeoutTls = "timeout-tls",
    /// The answer did not begin.
    TimeoutHead = "timeout-head",
    /// The answer halted.
    TimeoutBody = "timeout-body",
    /// Everything together took too long.
    Timeout = "timeout",
    /// The answer comes too slowly.
    TooSlow = "too-slow",
    /// The answer grows too much when it is decompressed.
    Ratio = "ratio",
    /// The answer is shorter than it said.
    Short = "short",
    /// The answer cannot be decompressed.
    Coding = "coding",
    /// Redirects without end.
    RedirectLoop = "redirect-loop",
    /// The answer broke off.
    Broken = "broken",
    /// The address leads to somewhere that is not followed.
    Redirect = "redirect",
    /// Status 404 or 410.
    NotFound = "status-404",
    /// Status 401 or 403.
    Refused = "status-403",
    /// Status 429.
    TooManyRequests = "status-429",
    /// A status from 500 to 599.
    ServerStatus = "status-500",
    /// Another status.
    Status = "status",
    /// The file of a source does not exist or may not be read.
    File = "file",
    /// The document is larger, or nested deeper, than the limit.
    TooLarge = "too-large",
    /// The document is empty.
    Empty = "empty",
    /// Nothing in the document is a statement.
    NoStatements = "no-statements",
    /// The document is a web page.
    Html = "html",
    /// The document is a web page that asks for a login.
    LoginPage = "login-page",
    /// The document is a web page that says that there is no such page.
    MissingPage = "missing-page",
    /// The document is a web page with JSON-LD in it.
    LandingPage = "landing-page",
    /// The document is an Atom or RSS feed.
    NewsFeed = "news-feed",
    /// The document is metadata after ISO 19139.
    Iso19139 = "iso-19139",
    /// The document is an answer of a catalogue service for geodata.
    Csw = "csw",
    /// The document is an answer of CKAN's own API.
    CkanApi = "ckan-api",
    /// The document is a data.json catalogue.
    DataJson = "data-json",
    /// The document is an error message of an API.
    ApiError = "api-error",
    /// The document is in no format that can be read.
    NotRdf = "not-rdf",
    /// The document breaks the grammar of its format.
    Syntax = "syntax",
    /// The document ends too early.
    Truncated = "truncated",
    /// The document has a document type declaration.
    Doctype = "doctype",
    /// The document needs a JSON-LD context that is not bundled.
    UnknownContext = "context",
    /// The document is not UTF-8.
    NotUtf8 = "charset",
    /// Nodes without names tie everything in the document together.
    Entangled = "shared-blank-nodes",
    /// The server says that nothing changed, to whoever asks for the first time.
    NotModified = "not-modified",
    /// A sub-catalogue that lies elsewhere cannot be had or read.
    SubCatalogue = "sub-catalogue",
    /// What answers does not speak TLS.
    TlsNone = "tls-none",
    /// Other sources asked the same server for so long that this one had no turn.
    TimeoutTurn = "timeout-turn",
    /// The harvester itself failed or was stopped.
    Internal = "internal",
}

impl FailureCode {
    /// The failure with the code; every unknown code is [`FailureCode::Internal`]. An HTTP status is `status-404`.
    pub fn from_code(code: &str) -> FailureCode {
        match code {
            // As older runs are stored.
            "stalled" => return FailureCode::TimeoutBody,
            "connect" => return FailureCode::Unreachable,
            "status-410" => return FailureCode::NotFound,
            "status-401" => return FailureCode::Refused,
            _ => {}
        }
        let known = FailureCode::ALL.iter().copied().find(|c| c.code() == code);
        known.unwrap_or_else(|| match code.strip_prefix("status-") {
            Some(status) if status.starts_with('5') => FailureCode::ServerStatus,
            Some(_) => FailureCode::Status,
            None => FailureCode::Internal,
        })
    }
}

impl FailureCode {
    /// Who mends it.
    pub const fn owner(self) -> Owner {
        use FailureCode as Code;
        match self {
            Code::Internal => Owner::Us,
            Code::Blocked | Code::ConnectionRefused | Code::Unreachable => Owner::WebHost,
            Code::TlsExpired | Code::TlsNotYetValid | Code::TlsName | Code::TlsIntermediate => Owner::WebHost,
            Code::TlsNone | Code::TlsSelfSigned | Code::TlsIssuer | Code::Tls => Owner::WebHost,
            Code::TimeoutName | Code::TimeoutConnect | Code::TimeoutTls | Code::TimeoutBody => Owner::WebHost,
            Code::TooSlow | Code::Ratio | Code::Short | Code::Coding | Code::Broken => Owner::WebHost,
            Code::RedirectLoop | Code::Refused | Code::TooManyRequests => Owner::WebHost,
            Code::TimeoutTurn
            | Code::NotModified
            | Code::TimeoutHead
            | Code::Timeout
            | Code::ServerStatus
            | Code::Empty
            | Code::NoStatements
            | Code::Doctype => Owner::Supplier,
            Code::UnknownContext | Code::Entangled | Code::NotUtf8 | Code::Syntax | Code::Truncated => Owner::Supplier,
            Code::LoginPage | Code::MissingPage | Code::LandingPage | Code::NewsFeed => Owner::Publisher,
            Code::Iso19139 | Code::Csw | Code::CkanApi | Code::DataJson => Owner::Publisher,
            Code::ApiError => Owner::Supplier,
            Code::Redirect | Code::NotFound | Code::Status | Code::File | Code::Html => Owner::Publisher,
            Code::SubCatalogue | Code::TooLarge | Code::NotRdf | Code::Name => Owner::Publisher,
        }
    }
}

/// Why a source could not be fetched or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind of failure.
    pub code: FailureCode,
    /// The error as the program wrote it, in English, for technical details.
    pub detail: String,
}

impl Failure {
    /// What is wrong, as a clause that goes on after a colon: `adressen svarar med en webbsida …`.
    pub fn reason(&self, language: Language) -> String {
        language.text(&format!("failure-{}", self.code.code()))
    }

    /// Whether it is for the organisation, or for somebody that it knows, to mend.
    pub fn is_theirs(&self) -> bool {
        self.code.owner() != Owner::Us
    }

    /// Who mends it, as a sentence; `None` where what to do says it all.
    pub fn owner_sentence(&self, language: Language) -> Option<String> {
        match self.code.owner() {
            Owner::Publisher | Owner::Us => None,
            owner @ (Owner::Supplier | Owner::WebHost) => Some(owner_sentence(language, owner)),
        }
    }

    /// What to do about it, as a sentence.
    pub fn fix(&self, language: Language) -> String {
        language.text(&format!("failure-{}-fix", self.code.code()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_is_worded_in_both_languages() {
        for &code in FailureCode::ALL {
            assert_eq!(FailureCode::from_code(code.code()), code);
            let failure = Failure { code, detail: String::new() };
            for language in Language::ALL {
                assert!(!failure.reason(language).starts_with("failure-"), "{code:?} has no reason in {language:?}");
                assert!(!failure.fix(language).starts_with("failure-"), "{code:?} has no fix in {language:?}");
            }
        }
        assert_eq!(FailureCode::from_code("never-heard-of"), FailureCode::Internal);
        assert_eq!(FailureCode::from_code("connect"), FailureCode::Unreachable);
        assert_eq!(FailureCode::from_code("status-503"), FailureCode::ServerStatus);
        assert_eq!(FailureCode::from_code("status-410"), FailureCode::NotFound);
        assert_eq!(FailureCode::from_code("status-418"), FailureCode::Status);
    }
}
