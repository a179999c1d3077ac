//! What can be wrong with a certificate.

/// What is wrong with a server's certificate, as far as its owner needs to tell cases apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TlsFault {
    /// It has expired.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// It is for other names.
    WrongName,
    /// The server does not send the intermediate certificate that leads to a known issuer.
    MissingIntermediate,
    /// It is its own issuer.
    SelfSigned,
    /// Its issuer is not known.
    UnknownIssuer,
    /// What answers does not speak TLS.
    NotTls,
    /// Something else.
    Other,
}
